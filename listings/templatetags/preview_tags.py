"""Row and page of a listing for somebody who has not sent it yet, with the figures of its place."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from listings.models import Listing
from listings.models.listing import address_of
from listings.searching import around, kept
from listings.searching.detail import drawn
from listings.searching.hits import Card, Hit, Hits
from listings.templatetags.row_tags import rows

register = template.Library()


@register.simple_tag(takes_context=True)
def draw_page(context: Context, listing: Listing) -> str:
    """Gives the template of the listing's page everything it asks for. Prints nothing."""
    facts: dict[str, Any] = drawn(listing, context["request"].GET)
    facts["figures"] = around.surroundings(listing, kept.world()).figures if listing.place else None
    for name, value in facts.items():
        context[name] = value
    return ""


@register.simple_tag
def preview_row(listing: Listing, middle: float | None = None, anchor: str = "seite") -> SafeString:
    """As in every list; its link leads to a place of the same page, since the listing has no page yet."""
    values = {name: getattr(listing, name) for name in Card._fields[1:]}
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    card = Card(employer=listing.hiring_organization.name, **values)
    markup = rows(Hits([Hit(card, 0.0, None)]), middle, "v")
    address = address_of(card.pk, card.title, card.city)
    return SafeString(markup.replace(f'href="{address}"', f'href="#{anchor}"'))
