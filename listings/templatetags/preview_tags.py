"""The page of a listing for somebody who has not sent it yet, with the figures of its place."""

from typing import Any

from django import template
from django.template import Context

from listings.models import Listing
from listings.searching import around, kept
from listings.searching.detail import drawn

register = template.Library()


@register.simple_tag(takes_context=True)
def draw_page(context: Context, listing: Listing) -> str:
    """Gives the template of the listing's page everything it asks for. Prints nothing."""
    facts: dict[str, Any] = drawn(listing)
    facts["figures"] = around.surroundings(listing, kept.world()).figures if listing.place else None
    for name, value in facts.items():
        context[name] = value
    return ""
