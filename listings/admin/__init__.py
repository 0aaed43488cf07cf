"""The desk: moderation, sources and runs, places."""

from listings.admin import doubles, listings, losses, places, sources, synonyms

__all__ = ["doubles", "listings", "losses", "places", "sources", "synonyms"]
