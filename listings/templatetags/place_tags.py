"""Listings of a place, for pages that are not the search."""

from django import template

from listings.models import Listing, Place

register = template.Library()


@register.simple_tag
def newest_in(place: Place, limit: int) -> list[Listing]:
    """The newest live listings of a municipality."""
    return list(Listing.objects.live().in_place(place).for_cards()[:limit])
