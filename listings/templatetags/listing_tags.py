"""German words and small drawings for listings. The pay scale runs from 2,250 to 4,250 euros a month."""

from collections.abc import Iterable
from datetime import datetime
from statistics import median
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from listings.models import Listing
from listings.searching.search import Result
from listings.vocabulary import SalaryOrigin, SalaryUnit, ShiftType

register = template.Library()

SCALE_LOW, SCALE_HIGH = 2250, 4250
BIN_EUROS = 250
MIN_FOR_HISTOGRAM = 10
NBSP = "\u00a0"
LABELS = {
    "shift": {"early": "Früh", "day": "Tag", "late": "Spät", "night": "Nacht", "rotating": "Wechsel",
              "weekend": "Wochenende", "flexible": "Flexibel"},
    "salary": {"-2400": "unter 2.400 €", "2400-2800": "2.400 bis 2.800 €", "2800-3200": "2.800 bis 3.200 €",
               "3200-3600": "3.200 bis 3.600 €", "3600-": "über 3.600 €", "unknown": "nicht genannt"},
    "employment": {"full_time": "Vollzeit", "part_time": "Teilzeit", "minijob": "Minijob",
                   "working_student": "Werkstudium", "apprenticeship": "Ausbildung", "internship": "Praktikum",
                   "freelance": "freie Mitarbeit"},
    "contract": {"permanent": "unbefristet", "limited": "befristet", "agency": "Zeitarbeit"},
    "work_mode": {"onsite": "vor Ort", "hybrid": "teils Homeoffice", "remote": "ganz Homeoffice"},
    "entry": {"career_changer": "Quereinstieg möglich"},
    "language": {"en": "Englisch", "nl": "Niederländisch", "tr": "Türkisch", "pl": "Polnisch", "fr": "Französisch",
                 "ru": "Russisch", "uk": "Ukrainisch", "ar": "Arabisch", "es": "Spanisch", "it": "Italienisch",
                 "de": "Deutsch"},
    "sector": {"logistics": "Logistik", "retail": "Handel", "telecom": "Telekommunikation",
               "insurance": "Versicherung", "banking": "Bank", "energy": "Energie", "ecommerce": "Onlinehandel",
               "it": "IT", "health": "Gesundheit", "travel": "Reise und Verkehr", "public": "öffentlicher Dienst",
               "housing": "Wohnen", "media": "Medien", "staffing": "Personaldienst", "outsourcer": "Servicedienst",
               "other": "andere"},
}  # fmt: skip
LEGENDS = {"shift": "Schicht", "salary": "Gehalt im Monat", "employment": "Umfang", "contract": "Vertrag",
           "work_mode": "Arbeitsort", "entry": "Einstieg", "language": "Sprache", "sector": "Branche"}  # fmt: skip
HOURS = {"early": "6–14 Uhr", "day": "8–17 Uhr", "late": "14–22 Uhr", "night": "22–6 Uhr", "rotating": "reihum",
         "weekend": "Sa und So", "flexible": "du teilst ein"}  # fmt: skip
BLOCKS = {"early": [("early", 6, 14)], "day": [("day", 8, 17)], "late": [("late", 14, 22)],
          "night": [("night", 22, 30)], "weekend": [("weekend", 6, 22)], "flexible": [("flexible", 7, 21)],
          "rotating": [("early", 6, 14), ("late", 14, 22), ("night", 22, 30)]}  # fmt: skip


def euros(value: float) -> str:
    """2600 -> 2.600; 14.5 -> 14,50."""
    if value != int(value):
        return f"{value:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"{value:,.0f}".replace(",", ".")


def percent(value: float) -> str:
    """Where an amount stands on the pay scale, as an SVG length."""
    clipped = min(max(value, SCALE_LOW), SCALE_HIGH)
    return f"{(clipped - SCALE_LOW) / (SCALE_HIGH - SCALE_LOW) * 100:.1f}%"


@register.filter
def eur(value: float | None) -> str:
    return "" if value is None else euros(float(value))


@register.filter
def label(value: str, kind: str) -> str:
    return LABELS[kind].get(str(value), str(value))


@register.filter
def labels(values: Iterable[str], kind: str) -> str:
    return ", ".join(LABELS[kind].get(str(v), str(v)) for v in values)


@register.filter
def ring(shifts: Iterable[str]) -> SafeString:
    """One known type has its own ring; several times of day share one dial."""
    known = [s for s in ShiftType if s in set(shifts)]
    times = [s for s in known if s in {"early", "day", "late", "night"}]
    if len(known) == 1 or not times:
        uses = [f"ring-{known[0]}"] if known else ["track"]
    else:
        uses = ["track", *(f"arc-{s}" for s in times)]
    drawn = "".join(f'<use href="/static/img/icons.svg#{use}"/>' for use in uses)
    return mark_safe(f'<svg class="ring" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{drawn}</svg>')  # noqa: S308


@register.filter
def pay_text(listing: Listing) -> str:
    """The comparable pay in words; empty when none is stated or it cannot be compared."""
    low, high = listing.salary_month_min, listing.salary_month_max
    if low is None or high is None:
        return ""
    if low != high:
        return f"{euros(low)}–{euros(high)}{NBSP}€"
    lead = "ab " if listing.base_salary_max is None else "bis " if listing.base_salary_min is None else ""
    return f"{lead}{euros(low)}{NBSP}€"


@register.filter
def stated_pay(listing: Listing) -> str:
    """Pay as the employer states it."""
    unit = {SalaryUnit.HOUR: "in der Stunde", SalaryUnit.MONTH: "im Monat", SalaryUnit.YEAR: "im Jahr"}.get(
        listing.base_salary_unit  # type: ignore[call-overload]
    )
    low, high = listing.base_salary_min, listing.base_salary_max
    if unit is None:
        return ""
    if low is not None and high is not None and low != high:
        return f"{euros(float(low))}–{euros(float(high))}{NBSP}€ {unit}"
    lead = "ab " if high is None else "bis " if low is None else ""
    return f"{lead}{euros(float(low if low is not None else high or 0))}{NBSP}€ {unit}"


@register.filter
def is_converted(listing: Listing) -> bool:
    return listing.base_salary_unit != SalaryUnit.MONTH or listing.base_salary_min not in {
        None,
        listing.salary_month_min,
    }


@register.filter
def is_from_text(listing: Listing) -> bool:
    return listing.base_salary_origin == SalaryOrigin.TEXT


@register.filter
def freshness(moment: datetime | None) -> str:
    if moment is None:
        return ""
    days = (timezone.localdate() - timezone.localtime(moment).date()).days
    if days <= 0:
        return "heute neu"
    return "seit 1 Tag" if days == 1 else f"seit {days} Tagen"


@register.inclusion_tag("components/paybar.html")
def paybar(low: float | None, high: float | None, middle: float | None = None) -> dict[str, Any]:
    if low is None or high is None:
        return {"is_known": False}
    width = max(1.2, (min(max(high, SCALE_LOW), SCALE_HIGH) - min(max(low, SCALE_LOW), SCALE_HIGH)) / 20)
    return {
        "is_known": True,
        "x": percent(low),
        "width": f"{width:.1f}%",
        "middle": percent(middle) if middle else None,
    }


@register.inclusion_tag("components/histogram.html")
def histogram(pay: list[int], total: int, height: int = 96) -> dict[str, Any]:
    """Bins of 250 euros; fewer than ten figures give a sentence instead."""
    context: dict[str, Any] = {"known": len(pay), "total": total, "is_drawn": len(pay) >= MIN_FOR_HISTOGRAM}
    if not context["is_drawn"]:
        return context
    bins = [0] * ((SCALE_HIGH - SCALE_LOW) // BIN_EUROS)
    for value in pay:
        bins[min(max((value - SCALE_LOW) // BIN_EUROS, 0), len(bins) - 1)] += 1
    wide, top = 100 / len(bins), max(bins)
    bars = [
        {"x": f"{i * wide + 0.4:.1f}", "w": f"{wide - 0.8:.1f}", "y": f"{100 - n / top * 100:.1f}",
         "h": f"{n / top * 100:.1f}", "n": n, "low": SCALE_LOW + i * BIN_EUROS, "high": SCALE_LOW + (i + 1) * BIN_EUROS}
        for i, n in enumerate(bins)
    ]  # fmt: skip
    middle = int(median(pay))
    return context | {"bars": bars, "middle": middle, "x": percent(middle), "height": height, "full": height + 24,
                      "line": height + 20}  # fmt: skip


@register.simple_tag
def facet_groups(result: Result) -> list[dict[str, Any]]:
    """Every filter with its choices; the contract's six are counted, the others only applied."""
    groups = []
    for name, words in LABELS.items():
        chosen = set(result.params.chosen.get(name, []))
        choices = [
            {"value": value, "text": text, "is_chosen": value in chosen, "count": result.counts.get((name, value))}
            for value, text in words.items()
        ]
        groups.append({"name": name, "legend": LEGENDS[name], "choices": choices})
    return groups


@register.simple_tag
def chips(result: Result) -> list[dict[str, str]]:
    """Active filters, each with the query string of the same search without it."""
    found = []
    for name, values in result.params.chosen.items():
        for value in values:
            rest = [v for v in values if v != value]
            query = result.params.query(**{name: rest or None, "page": None}) if rest else _without(result, name)
            found.append({"text": LABELS[name][value], "query": query})
    if result.params.since:
        found.append({"text": f"letzte {result.params.since} Tage", "query": result.params.query(since=None)})
    return found


def _without(result: Result, name: str) -> str:
    kept = {key: values for key, values in result.params.chosen.items() if key != name}
    original, result.params.chosen = result.params.chosen, kept
    try:
        return result.params.query()
    finally:
        result.params.chosen = original


@register.simple_tag
def search_url(result: Result, **changes: Any) -> str:
    return "?" + result.params.query(**changes)


@register.simple_tag
def roster(counts: dict[tuple[str, str], int]) -> list[dict[str, Any]]:
    """The working day from six to six, one row for each shift."""
    return [
        {
            "value": shift,
            "rings": [shift],
            "text": LABELS["shift"][shift],
            "hours": HOURS[shift],
            "count": counts.get(("shift", shift), 0),
            "blocks": [
                {"kind": kind, "x": f"{(start - 6) / 24 * 100:.2f}%", "w": f"{(end - start) / 24 * 100:.2f}%"}
                for kind, start, end in BLOCKS[shift]
            ],
        }
        for shift in LABELS["shift"]
    ]
