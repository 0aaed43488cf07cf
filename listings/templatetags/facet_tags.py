"""The filters beside the results: the same markup on every page, with counts and choices filled in."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from listings.models import labels
from listings.searching.search import Result
from listings.templatetags.listing_tags import euros
from listings.templatetags.slots import Slotted, slot
from listings.vocabulary import SINCE_DAYS

register = template.Library()


@register.simple_tag
def facets(result: Result, active_count: int) -> SafeString:
    """Every filter with its choices; the contract's six are counted, the others only applied."""
    params, filled = (
        result.params,
        {"active": f'<span class="soft">{active_count} aktiv</span>' if active_count else ""},
    )
    for name, (_, words) in labels.FILTERS.items():
        chosen = params.chosen.get(name, ())
        for value in words:
            key, count = f"{name}:{value}", result.counts.get((name, value))
            filled["checked " + key] = " checked" if value in chosen else ""
            filled["none " + key] = " opt--none" if count == 0 else ""
            if count is None:
                filled["data " + key] = filled["count " + key] = ""
            else:
                filled["data " + key] = f' data-facet="{key}" data-count="{count}"'
                filled["count " + key] = f'<span class="opt__n">{euros(count)}<span class="vh"> Stellen</span></span>'
    for days in SINCE_DAYS:
        filled[f"since {days}"] = " selected" if days == params.since else ""
    return Slotted.of("listings/_facets.html", _constant).fill(filled)


def _constant() -> dict[str, Any]:
    return {
        "active": slot("active"),
        "groups": [
            {
                "name": name, "legend": legend, "is_shift": name == "shift",
                "choices": [
                    {"value": value, "text": text, **{at: slot(f"{at} {name}:{value}") for at in ("none", "data", "checked", "count")}}
                    for value, text in words.items()
                ],
            }
            for name, (legend, words) in labels.FILTERS.items()
        ],
        "since": [
            {"days": days, "text": "seit gestern" if days == 1 else f"letzte {days} Tage", "selected": slot(f"since {days}")}
            for days in SINCE_DAYS
        ],
    }  # fmt: skip
