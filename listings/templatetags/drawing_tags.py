"""Small drawings: icons, shift rings, the day clock, pay bars, the histogram, the roster. Numbers go into SVG
attributes, since the content policy allows no style attributes."""

from collections.abc import Iterable, Sequence
from datetime import time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from listings.models import Listing, labels
from listings.searching.packing import PayFigures
from listings.templatetags import dial, scale
from listings.templatetags.slots import bounded, once
from listings.vocabulary import ShiftType

register = template.Library()

MIN_FOR_HISTOGRAM = 10
LARGE = 130
"""Height in pixels of a histogram that stands for itself."""
MAX_HISTOGRAMS = 500
"""Kept in this process, of 1 to 4 kB each."""
_BAR = '<svg class="paybar" aria-hidden="true" focusable="false">'
NO_PAY_BAR = SafeString(f'{_BAR}<line class="x" x1="0" x2="100%" y1="50%" y2="50%"/></svg>')
ROSTER_HOURS = {"early": "6–14 Uhr", "day": "8–17 Uhr", "late": "14–22 Uhr", "night": "22–6 Uhr",
                "rotating": "reihum", "weekend": "Sa und So", "flexible": "du teilst ein"}  # fmt: skip
ROSTER_BLOCKS = {shift: [(shift, *hours)] for shift, hours in dial.HOURS.items()} | {
    "weekend": [("weekend", 6, 22)],
    "flexible": [("flexible", 7, 21)],
    "rotating": [(shift, *dial.HOURS[shift]) for shift in ("early", "late", "night")],
}


@register.simple_tag
def sprite(name: str) -> str:
    """Address of one symbol of the icon file."""
    address: str = once("icons", lambda: static("img/icons.svg"))
    return f"{address}#{name}"


@register.simple_tag
def icon(name: str) -> SafeString:
    made: SafeString = once(("icon", name), lambda: render_to_string("components/icon.html", {"name": name}))
    return made


@register.filter
def ring(shifts: Iterable[str] | str) -> SafeString:
    """One known type has its own ring; several times of day share one dial."""
    wanted = {shifts} if isinstance(shifts, str) else set(shifts)
    known = tuple(s for s in ShiftType if s in wanted)
    made: SafeString = once(("ring", known), lambda: _ring(known))
    return made


def _ring(known: Sequence[ShiftType]) -> SafeString:
    times = [s for s in known if s in dial.HOURS]
    if len(known) == 1 or not times:
        uses = [f"ring-{known[0]}"] if known else ["track"]
    else:
        uses = ["track", *(f"arc-{s}" for s in times)]
    drawn = format_html_join("", '<use href="{}"/>', ((sprite(use),) for use in uses))
    return format_html('<svg class="ring" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', drawn)


@register.simple_tag
def clock(listing: Listing) -> SafeString:
    """The hours of the day that this listing asks for: the stated ones, else the usual ones of its shift types."""
    kinds = [s for s in dial.HOURS if s in listing.shifts]
    if "rotating" in listing.shifts and not kinds:
        kinds = ["early", "late", "night"]
    start, end = listing.work_starts_at, listing.work_ends_at
    is_stated = start is not None and end is not None
    if is_stated and len(kinds) <= 1:
        blocks = [(kinds[0] if kinds else "day", _hour(start), _hour(end))]
    else:
        blocks = [(kind, *dial.HOURS[kind]) for kind in kinds]
    spoken = ", ".join(f"{labels.SHIFTS[kind]}schicht" for kind, _, _ in blocks)
    if is_stated and start and end:
        spoken += f", von {clock_time(start)} bis {clock_time(end)} Uhr"
    return _clock(tuple(blocks), listing.weekly_hours, spoken)


@lru_cache(maxsize=512)
def _clock(blocks: tuple[tuple[str, float, float], ...], hours: Decimal | None, spoken: str) -> SafeString:
    arcs = [{"kind": kind, "path": dial.arc(start, end)} for kind, start, end in blocks]
    context = {"arcs": arcs, "ticks": dial.ticks(), "hours": hours, "spoken": spoken}
    return render_to_string("components/clock.html", context)


def _hour(moment: time | None) -> float:
    return moment.hour + moment.minute / 60 if moment else 0.0


def clock_time(moment: time) -> str:
    """07:00 -> 7, 07:30 -> 7:30."""
    return f"{moment.hour}:{moment.minute:02}" if moment.minute else str(moment.hour)


@register.simple_tag
def paybar(
    low: float | None, high: float | None, middle: float | None = None, floor: float | None = None, open_end: str = ""
) -> SafeString:
    """Amounts in euros a month. floor: minimum wage, drawn dashed. open_end: "up" for "ab", "down" for "bis"."""
    if low is None or high is None:
        return NO_PAY_BAR
    return pay_drawing(low, high, pay_middle(middle), floor, open_end)


def pay_middle(middle: float | None) -> str:
    """The tick of a pay bar."""
    return f'<rect class="m" x="{scale.percent(scale.place(middle))}" width="2" height="100%"/>' if middle else ""


def pay_drawing(low: float, high: float, middle: str, floor: float | None = None, open_end: str = "") -> SafeString:
    """A pay bar around a finished tick: track, range, what lies below the floor, the open end."""
    left, right, start = scale.place(low), scale.place(high), scale.place(floor) if floor else 0.0
    x, width, bad, rest = left, scale.percent(max(1.2, right - left)), "", ""
    if open_end == "up":
        width, rest = "6%", _open_line(left + 6, min(100.0, left + 34))
    elif open_end == "down":
        x, width = max(0.0, right - 6), "6%"
        rest = _open_line(max(0.0, right - 34), x)
    if floor and low < floor:
        below = scale.percent(max(0.0, min(start, right) - left))
        bad = f'<rect class="bad" x="{scale.percent(x)}" y="17%" width="{below}" height="66%"/>'
    dashed = f'<line class="f" x1="0" x2="{scale.percent(start)}" y1="50%" y2="50%"/>' if start else ""
    return SafeString(
        f'{_BAR}{dashed}<rect class="t" x="{scale.percent(start)}" y="39%" width="{scale.percent(100 - start)}" '
        f'height="22%"/><rect class="r" x="{scale.percent(x)}" y="17%" width="{width}" height="66%"/>'
        f"{bad}{rest}{middle}</svg>"
    )


def _open_line(start: float, end: float) -> str:
    return f'<line class="o" x1="{scale.percent(start)}" x2="{scale.percent(end)}" y1="50%" y2="50%"/>'


@register.simple_tag
def histogram(pay: PayFigures, total: int, height: int = 96, has_table: bool = False) -> SafeString:
    """Bins of 250 euros; fewer than ten figures give a sentence instead."""
    known = len(pay)
    counts = tuple(pay.bins(scale.LOW, scale.HIGH, scale.BIN_EUROS)) if known >= MIN_FOR_HISTOGRAM else ()
    return _histogram(counts, pay.told(0.5) or 0, known, total, height, has_table)


def large_histogram(counts: Sequence[int], middle: int, known: int, total: int) -> SafeString:
    """The same of bins that were counted before, with its numbers as a table."""
    return _histogram(tuple(counts), middle, known, total, LARGE, True)


def _draw_histogram(
    counts: tuple[int, ...], middle: int, known: int, total: int, height: int, has_table: bool
) -> SafeString:
    context: dict[str, Any] = {"known": known, "total": total, "is_drawn": bool(counts)}
    if counts:
        wide, top = 100 / len(counts), max(counts)
        bars = [
            {
                "x": f"{i * wide + 0.4:.1f}", "width": f"{wide - 0.8:.1f}", "y": f"{100 - n / top * 100:.1f}",
                "height": f"{n / top * 100:.1f}", "count": n, "text_x": scale.percent((i + 0.5) * wide),
                "text_y": f"{24 + height * (1 - n / top) - 6:.1f}", "low": scale.LOW + i * scale.BIN_EUROS,
                "high": scale.LOW + (i + 1) * scale.BIN_EUROS, "is_first": i == 0, "is_last": i == len(counts) - 1,
            }
            for i, n in enumerate(counts)
        ]  # fmt: skip
        fullest = max(bars, key=lambda bar: int(str(bar["count"])))
        context |= {"bars": bars, "middle": middle, "x": scale.percent(scale.place(middle)), "height": height,
                    "full": height + 24, "line": height + 20, "has_table": has_table, "fullest": fullest}  # fmt: skip
    return render_to_string("components/histogram.html", context)


_histogram = bounded(MAX_HISTOGRAMS, _draw_histogram)


@register.simple_tag
def roster(counts: dict[tuple[str, str], int]) -> list[dict[str, Any]]:
    """The working day from six to six, one row for each shift."""
    return [
        {
            "value": shift, "text": text, "hours": ROSTER_HOURS[shift], "count": counts.get(("shift", shift), 0),
            "blocks": [
                {"kind": kind, "x": f"{(start - 6) / 24 * 100:.2f}%", "width": f"{(end - start) / 24 * 100:.2f}%"}
                for kind, start, end in ROSTER_BLOCKS[shift]
            ],
        }
        for shift, text in labels.SHIFTS.items()
    ]  # fmt: skip
