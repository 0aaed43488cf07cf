"""Rows of listings for every list of the site. A row is drawn when it is first shown and kept in this process."""

from collections.abc import Sequence
from datetime import date
from threading import Lock
from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.core.signals import setting_changed
from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString

from listings.models import labels
from listings.models.listing import address_of
from listings.searching.hits import Card, Hit, Hits, cards
from listings.templatetags.drawing_tags import NO_PAY_BAR, pay_drawing, pay_middle, ring
from listings.templatetags.listing_tags import (
    all_labels,
    day_hours,
    freshness,
    is_converted,
    open_end,
    pay_text,
    quiet_gender,
    stated_pay,
)
from listings.templatetags.slots import Slotted, slot

register = template.Library()

MAX_ROWS = 8_000
"""About 20 MB of markup. The rows shown longest ago go first."""
MIN_SHOWN_KM = 0.5


class _Kept(NamedTuple):
    version: tuple[str, ...]
    day: date
    """Rows say how many days old they are."""
    row: Slotted


_rows: dict[int, _Kept] = {}
_lock = Lock()


@register.simple_tag
def rows(listings: Hits, middle: float | None = None, prefix: str = "") -> SafeString:
    """One <li> for each. middle: of the pay, drawn into each bar. prefix: when a page has several lists."""
    found, tick = _drawn(listings.found), pay_middle(middle)
    return SafeString("".join(
        found[hit.pk].fill({"prefix": prefix, "distance": _distance(hit), "middle": tick})
        for hit in listings.found if hit.pk in found
    ))  # fmt: skip


def _distance(hit: Hit) -> str:
    if hit.distance is None or hit.distance < MIN_SHOWN_KM:
        return ""
    return f' <span class="soft nowrap">{int(hit.distance + 0.5)} km</span>'


def _drawn(hits: Sequence[Hit]) -> dict[int, Slotted]:
    """Rows of what is unchanged from memory, the others drawn from one statement."""
    today, found, missing = timezone.localdate(), {}, []
    with _lock:
        for hit in hits:
            kept = _rows.pop(hit.pk, None)
            if kept and kept.version == hit.version and kept.day == today:
                _rows[hit.pk], found[hit.pk] = kept, kept.row
            else:
                missing.append(hit.pk)
    if missing:
        new = {card.pk: _Kept(card.version, today, _draw(card)) for card in cards(missing)}
        found |= {pk: kept.row for pk, kept in new.items()}
        if not settings.DEBUG:
            _keep(new)
    return found


def _keep(new: dict[int, _Kept]) -> None:
    with _lock:
        _rows.update(new)
        while len(_rows) > MAX_ROWS:
            del _rows[next(iter(_rows))]


def _forget(**kwargs: Any) -> None:
    _rows.clear()


setting_changed.connect(_forget)


def _draw(card: Card) -> Slotted:
    return Slotted(get_template("listings/_row.html").render(_words(card)))


def _words(card: Card) -> dict[str, Any]:
    more = len(card.further_places)
    words = {
        "pk": str(card.pk), "address": address_of(card.pk, card.title, card.city), "title": quiet_gender(card.title),
        "where": f"{card.employer}, {card.city}" if card.city else card.employer,
        "further": more and f"und {more} {'weiterer Ort' if more == 1 else 'weitere Orte'}",
        "ring": ring(card.shifts), "shifts": all_labels(card.shifts, "shift") or "Schicht nicht genannt",
        "hours": f" {hours}" if (hours := day_hours(card)) else "", "freshness": freshness(card.published_at),
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
