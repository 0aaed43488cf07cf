"""Query string to listings, counts and page. Everything that shows listings asks here."""
