"""Rows of listings for every list of the site. A row is drawn when it is first shown and kept in this process."""

from datetime import date
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString

from listings.models import labels
from listings.models.listing import address_of
from listings.searching.hits import Card, Hit, Hits
from listings.templatetags.drawing_tags import NO_PAY_BAR, pay_drawing, pay_middle, ring
from listings.templatetags.listing_tags import (
    age,
    all_labels,
    day_hours,
    is_converted,
    open_end,
    pay_text,
    quiet_gender,
    stated_pay,
)
from listings.templatetags.slots import Slotted, bounded, slot

register = template.Library()

MAX_ROWS = 6_000
"""Of 3.4 kB each, so 20 MB. Those shown longest ago go first."""
MIN_SHOWN_KM = 0.5


@register.simple_tag
def rows(listings: Hits, middle: float | None = None, prefix: str = "") -> SafeString:
    """One <li> for each. middle: of the pay, drawn into each bar. prefix: when a page has several lists."""
    tick, today = pay_middle(middle), timezone.localdate()
    return SafeString("".join(
        _drawn(hit.card, today).fill({"prefix": prefix, "distance": _distance(hit), "middle": tick})
        for hit in listings.found
    ))  # fmt: skip


def _distance(hit: Hit) -> str:
    if hit.distance is None or hit.distance < MIN_SHOWN_KM:
        return ""
    return f' <span class="soft nowrap">{int(hit.distance + 0.5)} km</span>'


def _draw(card: Card, today: date) -> Slotted:
    return Slotted(get_template("listings/_row.html").render(_words(card, today)))


_drawn = bounded(MAX_ROWS, _draw)


def _words(card: Card, today: date) -> dict[str, Any]:
    more = len(card.further_places)
    words = {
        "pk": str(card.pk), "address": address_of(card.pk, card.title, card.city), "title": quiet_gender(card.title),
        "where": f"{card.employer}, {card.city}" if card.city else card.employer,
        "further": more and f"und {more} {'weiterer Ort' if more == 1 else 'weitere Orte'}",
        "ring": ring(card.shifts), "shifts": all_labels(card.shifts, "shift") or "Schicht nicht genannt",
        "hours": f" {hours}" if (hours := day_hours(card)) else "", "freshness": age(card.published_at, today),
        "reposts": {0: "", 1: "einmal"}.get(card.reposts, f"{card.reposts}-mal"), "facts": _facts(card),
        "at_prefix": slot("prefix"), "at_distance": slot("distance"),
    }  # fmt: skip
    return words | _pay(card)


def _hours(card: Card) -> str:
    return f"{card.weekly_hours:.1f}".replace(".", ",").removesuffix(",0") + " Std."


def _facts(card: Card) -> list[str]:
    facts = []
    if card.weekly_hours:
        facts.append(_hours(card))
    elif card.employment_type:
        facts.append(all_labels(card.employment_type, "employment"))
    facts.append(all_labels(card.contract, "contract"))
    if card.work_mode != "onsite":
        facts.append(labels.WORK_MODES.get(card.work_mode, card.work_mode))
    facts.append(all_labels(card.entry, "entry"))
    return [fact for fact in facts if fact]


def _pay(card: Card) -> dict[str, str]:
    low, high = card.salary_month_min, card.salary_month_max
    if low is None or high is None:
        return {"bar": "", "pay": stated_pay(card) or "Gehalt nicht genannt", "no_bar": NO_PAY_BAR}
    words = {"bar": pay_drawing(low, high, slot("middle"), open_end=open_end(card)), "pay": pay_text(card),
             "pay_kind": "im Monat", "note": ""}  # fmt: skip
    if is_converted(card):
        hours = f" bei {_hours(card)}" if card.base_salary_unit == "month" and card.weekly_hours else ""
        words |= {"pay_kind": "auf Vollzeit gerechnet", "note": stated_pay(card) + hours}
    return words
