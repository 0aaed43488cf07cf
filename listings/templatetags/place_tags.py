"""Listings of a place, for pages that are not the search."""

from django import template

from listings.models import Listing, Place
from listings.models.place import PlaceAnswer
from listings.searching import search

register = template.Library()


@register.simple_tag
def newest_in(place: Place, limit: int) -> list[Listing]:
    """The newest live listings of a municipality."""
    return search.newest(limit, PlaceAnswer(place, place.latitude, place.longitude), 0)
