"""The form that turns a search into a job alert."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from listings.alerting import consent
from listings.alerting.forms import FREQUENCIES
from listings.models import Listing
from listings.searching.search import Result

register = template.Library()


@register.inclusion_tag("listings/alerts/_offer.html")
def alert_offer(result: Result) -> dict[str, Any]:
    query = result.params.query(since=None, sort=None)
    return {"query": query, "frequencies": FREQUENCIES, "text": consent.TEXTS[consent.CURRENT]}


@register.simple_tag
def alert_url(result: Result) -> str:
    """Where an alert for this search is ordered. On the page of a town it is for that town."""
    town = result.place.place if result.place else None
    where = {} if result.params.city or town is None else {"city": town.slug, "radius": result.radius}
    return f"{reverse('alert-new')}?{result.params.query(since=None, sort=None, **where)}"


@register.simple_tag
def similar_alert_url(listing: Listing) -> str:
    """For the same shifts around the same town."""
    if listing.place is None:
        return reverse("alert-start")
    wanted = [("city", listing.place.slug), *(("shift", shift) for shift in listing.shifts)]
    return f"{reverse('alert-new')}?{urlencode(wanted)}"
