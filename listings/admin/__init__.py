"""The desk: moderation, sources and runs, places."""

from listings.admin import listings, places, sources, synonyms

__all__ = ["listings", "places", "sources", "synonyms"]
