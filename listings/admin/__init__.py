"""The desk: moderation, sources and runs, places."""

from listings.admin import listings, places, sources

__all__ = ["listings", "places", "sources"]
