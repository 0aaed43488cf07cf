"""Figures that editors stated: found in the public text, compared every night, told to whom they concern."""
