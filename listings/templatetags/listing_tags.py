"""German words for a listing and for a search."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from listings.models import Listing, labels
from listings.normalise.place_wording import at_place
from listings.searching.hits import Card
from listings.searching.search import Result
from listings.templatetags.drawing_tags import clock_time
from listings.vocabulary import HOURS_TO_MONTHS, SalaryOrigin, SalaryUnit, full_time_hours

register = template.Library()
register.filter(at_place)

NBSP = "\u00a0"
_GENDER = re.compile(r"\s*(\((?:[a-z*]\s?[/|,]\s?){1,3}[a-z*]\)|\((?:gn|all genders)\))\s*$", re.I)


def euros(value: float) -> str:
    """2600 -> 2.600; 14.5 -> 14,50."""
    if value != int(value):
        return f"{value:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"{value:,.0f}".replace(",", ".")


def span(low: float | None, high: float | None) -> str:
    """2.600–2.900 €, ab 2.600 €, bis 2.900 €; empty without figures."""
    if low is None and high is None:
        return ""
    if low is not None and high is not None and low != high:
        return f"{euros(low)}–{euros(high)}{NBSP}€"
    lead = "ab " if high is None else "bis " if low is None else ""
    return f"{lead}{euros(low if low is not None else high or 0)}{NBSP}€"


@register.filter
def eur(value: float | None) -> str:
    return "" if value is None else euros(float(value))


@register.filter
def span_to(low: float, high: float) -> str:
    """Whole euros: 2.650–2.950 €."""
    return span(round(low), round(high))


@register.filter
def cents_to(low: float, high: float) -> str:
    """15,29–17,02 €."""
    ends = [f"{end:.2f}".replace(".", ",") for end in (low, high)]
    return f"{'–'.join(dict.fromkeys(ends))}{NBSP}€"


@register.filter
def whole(value: float) -> int:
    return round(value)


@register.filter
def surcharge_word(kind: str) -> str:
    return labels.SURCHARGES[kind]


@register.filter
def host(address: str) -> str:
    """lenne.example of https://www.lenne.example/jobs.xml"""
    return (urlsplit(address).hostname or "").removeprefix("www.")


@register.filter
def share(part: int, whole: int) -> str:
    """Whole percent with its sign; empty when there is nothing to share."""
    return f"{round(part * 100 / whole)}{NBSP}%" if whole else ""


@register.filter
def label(value: str, kind: str) -> str:
    return labels.FILTERS[kind][1].get(value, value)


@register.filter("labels")
def all_labels(values: Iterable[str], kind: str) -> str:
    """The words of these values in the order of the page."""
    wanted = set(values)
    return ", ".join(text for value, text in labels.FILTERS[kind][1].items() if value in wanted)


@register.filter
def quiet_gender(title: str) -> SafeString:
    """The trailing "(m/w/d)" small and grey."""
    found = _GENDER.search(title)
    if not found:
        return format_html("{}", title)
    return format_html("{} <small>{}</small>", title[: found.start()], found[1])


@register.filter
def day_hours(listing: Listing | Card) -> str:
    """7–15 Uhr; empty when the advertisement names no hours."""
    start, end = listing.work_starts_at, listing.work_ends_at
    return f"{clock_time(start)}–{clock_time(end)}{NBSP}Uhr" if start and end else ""


@register.filter
def pay_text(listing: Listing | Card) -> str:
    """The comparable pay in words; empty when none is stated or it cannot be compared."""
    low, high = listing.salary_month_min, listing.salary_month_max
    is_open_up = listing.base_salary_max is None and listing.base_salary_min is not None
    is_open_down = listing.base_salary_min is None and listing.base_salary_max is not None
    return span(None if is_open_down else low, None if is_open_up else high)


@register.filter
def stated_pay(listing: Listing | Card) -> str:
    """Pay as the employer states it."""
    low, high = listing.base_salary_min, listing.base_salary_max
    text = span(None if low is None else float(low), None if high is None else float(high))
    return f"{text} {labels.SALARY_UNITS[listing.base_salary_unit]}" if text else ""


@register.filter
def hourly_pay(listing: Listing) -> str:
    """The comparable month back to an hour; empty when the pay is stated by the hour anyway."""
    low, high = listing.salary_month_min, listing.salary_month_max
    if low is None or high is None or listing.base_salary_unit == SalaryUnit.HOUR:
        return ""
    hours = full_time_hours(listing.weekly_hours) * HOURS_TO_MONTHS
    return span(round(low / hours, 2), round(high / hours, 2))


@register.filter
def open_end(listing: Listing | Card) -> str:
    if listing.base_salary_max is None and listing.base_salary_min is not None:
        return "up"
    return "down" if listing.base_salary_min is None and listing.base_salary_max is not None else ""


@register.filter
def is_converted(listing: Listing | Card) -> bool:
    first = listing.base_salary_min if listing.base_salary_min is not None else listing.base_salary_max
    return listing.base_salary_unit != SalaryUnit.MONTH or first != listing.salary_month_min


@register.filter
def is_from_text(listing: Listing) -> bool:
    return listing.base_salary_origin == SalaryOrigin.TEXT


@register.filter
def surcharges(listing: Listing) -> str:
    """Nacht 25 %, Sonntag 50 %."""
    stated = ((words, listing.surcharges.get(kind)) for kind, words in labels.SURCHARGES.items())
    return ", ".join(f"{words} {f'{percent:g}'.replace('.', ',')}{NBSP}%" for words, percent in stated if percent)


@register.filter
def spoken(listing: Listing) -> str:
    """Deutsch C1, Englisch B2: the languages whose level is stated."""
    return ", ".join(f"{labels.LANGUAGES.get(code, code)} {level}" for code, level in listing.language_levels.items())


@register.filter
def weekends(number: int) -> str:
    words = {0: "frei", 1: "eins im Monat", 5: "jedes"}
    return words.get(number, f"{number} im Monat")


@register.filter
def freshness(moment: datetime | None) -> str:
    return age(moment, timezone.localdate()) if moment else ""


def age(moment: datetime, today: date) -> str:
    days = (today - timezone.localtime(moment).date()).days
    if days <= 0:
        return "heute neu"
    return "seit 1 Tag" if days == 1 else f"seit {days} Tagen"


@register.simple_tag
def chips(result: Result) -> list[dict[str, str]]:
    """Active filters, each with the query string of the same search without it."""
    found = []
    for name, values in result.params.chosen.items():
        for value in values:
            rest = [other for other in values if other != value]
            found.append({"text": label(value, name), "query": result.params.query(**{name: rest}),
                          "shift": value if name == "shift" else ""})  # fmt: skip
    if days := result.params.since:
        text = "seit gestern" if days == 1 else f"letzte {days} Tage"
        found.append({"text": text, "query": result.params.query(since=None), "shift": ""})
    return found


@register.simple_tag
def search_url(result: Result, **changes: Any) -> str:
    return "?" + result.params.query(**changes)


@register.simple_tag
def feed_url(result: Result) -> str:
    """The same search as an Atom feed. On the page of a town the feed is of that town."""
    town = result.place.place if result.place else None
    where = {} if result.params.city or town is None else {"city": town.slug, "radius": result.radius}
    query = result.params.query(sort=None, **where)
    return reverse("jobs-feed") + (f"?{query}" if query else "")


@register.simple_tag
def unfiltered_url(result: Result) -> str:
    """The same words and place without any filter."""
    return "?" + result.params.query(since=None, **{name: [] for name in labels.FILTERS})


@register.simple_tag
def pages(result: Result) -> list[dict[str, Any]]:
    """Page numbers worth a link; an empty one stands for a gap."""
    wanted = sorted({1, result.page - 1, result.page, result.page + 1, result.pages} & set(range(1, result.pages + 1)))
    shown: list[dict[str, Any]] = []
    for before, number in zip([0, *wanted], wanted, strict=False):
        if number - before > 1:
            shown.append({"number": ""})
        shown.append(
            {"number": str(number), "query": result.params.query(page=number), "is_current": number == result.page}
        )
    return shown
