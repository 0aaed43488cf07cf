"""The form that turns a search into a job alert."""

from typing import Any

from django import template

from listings.alerting import consent
from listings.alerting.forms import FREQUENCIES
from listings.searching.search import Result

register = template.Library()


@register.inclusion_tag("listings/alerts/_offer.html")
def alert_offer(result: Result) -> dict[str, Any]:
    query = result.params.query(since=None, sort=None)
    return {"query": query, "frequencies": FREQUENCIES, "text": consent.TEXTS[consent.CURRENT]}
