"""Figures in the texts of guides: their mark-up, live facts worked out from listings, and how readers see them."""
