"""What a listing pays for its own working times: base pay and the stated surcharges, a month and an hour.

Every number that goes into it stands in Pattern and can be changed by the reader. Only what the employer states is
added; what section 3b EStG could leave free of tax is a ceiling, since it depends on the person and on real hours.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import time

from listings.models import Listing
from listings.vocabulary import HOURS_TO_MONTHS, SalaryUnit, ShiftType, full_time_hours

DEFAULT_HOURS = 40.0
WORKING_DAYS = 5
NIGHT = (23.0, 30.0)
"""Night time of section 2 ArbZG, 23 to 6: what employers usually pay a night surcharge for."""
USUAL = {
    ShiftType.EARLY: (6.0, 14.0),
    ShiftType.DAY: (8.0, 17.0),
    ShiftType.LATE: (14.0, 22.0),
    ShiftType.NIGHT: (22.0, 30.0),
}
ASSUMED_WEEKENDS = 2
"""A month, where an advertisement names weekends as a shift and not how many."""
TAX_FREE = {"night": 25, "sunday": 50, "holiday": 125, "saturday": 0}
"""Percent of the base an hour, section 3b EStG."""
DEEP_NIGHT, TAX_FREE_DEEP_NIGHT = (24.0, 28.0), 40
"""Between 0 and 4 of a shift that began before 0 it is more."""
USUAL_DEEP_SHARE = 4 / 7
"""Of the hours of NIGHT, where a whole night is worked."""
TAX_BASE, SOCIAL_BASE = 50, 25
"""Euros an hour up to which section 3b EStG and section 1 SvEV (social insurance) count the base."""
LIMITS = {"hours": (1, 60), "night": (0, 200), "saturday": (0, 100), "sunday": (0, 100), "holiday": (0, 50)}
NAMES = {"hours": "stunden", "night": "nacht", "saturday": "samstag", "sunday": "sonntag", "holiday": "feiertag"}
"""Parameters of the page's address."""
LABELS = {
    "hours": "Stunden in der Woche", "night": "Nachtstunden im Monat", "saturday": "Samstagsstunden im Monat",
    "sunday": "Sonntagsstunden im Monat", "holiday": "Feiertagsstunden im Monat",
}  # fmt: skip
HINTS = {"night": "von 23 bis 6 Uhr", "hours": "deine eigenen, nicht die der Vollzeit"}


@dataclass(frozen=True)
class Pattern:
    """Working times: hours a week, the others hours a month."""

    hours: float
    night: float = 0
    saturday: float = 0
    sunday: float = 0
    holiday: float = 0


@dataclass(frozen=True)
class Extra:
    """One surcharge: euros a month at the lower and the upper end of the stated pay."""

    kind: str
    percent: float
    hours: float
    low: float
    high: float


@dataclass(frozen=True)
class ShiftPay:
    """Euros gross. Base, extras and total a month with the pattern's hours."""

    pattern: Pattern
    base_low: float
    base_high: float
    hour_low: float
    """Base an hour."""
    hour_high: float
    extras: tuple[Extra, ...]
    tax_free: float
    """At most so much of the extras a month, at the upper end of the stated pay."""
    is_over_social_base: bool
    """The base an hour is above what social insurance leaves free in full."""
    deep_share: float | None
    """Part of the night hours that is taken for DEEP_NIGHT, where that makes a difference."""

    @property
    def total_low(self) -> float:
        return self.base_low + sum(extra.low for extra in self.extras)

    @property
    def total_high(self) -> float:
        return self.base_high + sum(extra.high for extra in self.extras)

    @property
    def total_hour_low(self) -> float:
        return self.total_low / (self.pattern.hours * HOURS_TO_MONTHS)

    @property
    def total_hour_high(self) -> float:
        return self.total_high / (self.pattern.hours * HOURS_TO_MONTHS)

    @property
    def full_time(self) -> tuple[int, int]:
        """The total on the scale of the site: a month of full time."""
        factor = full_time_hours(self.pattern.hours) / self.pattern.hours
        return round(self.total_low * factor), round(self.total_high * factor)


@dataclass(frozen=True)
class Field:
    """One assumption as the form shows it: what was typed stays, an unusable value is named and not used."""

    name: str
    label: str
    value: str
    hint: str = ""
    error: str = ""


def assumed(listing: Listing) -> Pattern:
    """What the advertisement says of its times, else the usual; 40 hours where it names none."""
    hours = float(listing.weekly_hours) if listing.weekly_hours else DEFAULT_HOURS
    a_day = hours / WORKING_DAYS
    weekends = listing.weekends_a_month
    if weekends is None:
        weekends = ASSUMED_WEEKENDS if ShiftType.WEEKEND in listing.shifts else 0
    return Pattern(hours, round(_night_share(listing) * hours * HOURS_TO_MONTHS, 1), weekends * a_day, weekends * a_day)


def of(listing: Listing, typed: Mapping[str, str]) -> tuple[ShiftPay, list[Field]] | None:
    """`typed` is the query of the page. None without stated pay that can be brought to an hour."""
    pattern, form = assumed(listing), []
    kinds = [kind for kind in TAX_FREE if listing.surcharges.get(kind)]
    for one in fields(Pattern):
        if one.name != "hours" and one.name not in kinds:
            pattern = replace(pattern, **{one.name: 0})
            continue
        field, value = _read(one.name, typed.get(NAMES[one.name]), getattr(pattern, one.name))
        form.append(field)
        pattern = replace(pattern, **{one.name: value})
    hour = _base_an_hour(listing)
    if hour is None:
        return None
    stated = {kind: float(listing.surcharges[kind]) for kind in kinds}
    return _worked_out(pattern, hour, stated, _deep_share(listing)), form


def _worked_out(pattern: Pattern, hour: tuple[float, float], surcharges: Mapping[str, float], deep: float) -> ShiftPay:
    low, high = hour
    month = pattern.hours * HOURS_TO_MONTHS
    extras, tax_free = [], 0.0
    for kind, percent in surcharges.items():
        worked = getattr(pattern, kind)
        extras.append(Extra(kind, percent, worked, low * worked * percent / 100, high * worked * percent / 100))
        free = min(percent, TAX_FREE[kind])
        if kind == "night":
            free += deep * (min(percent, TAX_FREE_DEEP_NIGHT) - free)
        tax_free += min(high, TAX_BASE) * worked * free / 100
    shown = deep if surcharges.get("night", 0) > TAX_FREE["night"] else None
    return ShiftPay(pattern, low * month, high * month, low, high, tuple(extras), tax_free, high > SOCIAL_BASE, shown)


def _base_an_hour(listing: Listing) -> tuple[float, float] | None:
    """The stated ends; one stated end counts as both. A month or year belongs to the stated hours."""
    low, high = listing.base_salary_min, listing.base_salary_max
    ends = [float(end) for end in (low, high) if end is not None]
    if not ends or listing.salary_month_min is None:
        return None
    hours = float(listing.weekly_hours) if listing.weekly_hours else DEFAULT_HOURS
    month = hours * HOURS_TO_MONTHS
    divisor = {SalaryUnit.HOUR: 1.0, SalaryUnit.MONTH: month, SalaryUnit.YEAR: month * 12}[
        SalaryUnit(listing.base_salary_unit)
    ]
    return min(ends) / divisor, max(ends) / divisor


def _night_share(listing: Listing) -> float:
    """Part of the working time that lies in the night; shifts in turn share it."""
    start, end = listing.work_starts_at, listing.work_ends_at
    kinds = [kind for kind in USUAL if kind in listing.shifts]
    if ShiftType.ROTATING in listing.shifts and not kinds:
        kinds = [ShiftType.EARLY, ShiftType.LATE, ShiftType.NIGHT]
    if start and end and len(kinds) <= 1:
        return _share_in_night(_hour(start), _hour(end))
    return sum(_share_in_night(*USUAL[kind]) for kind in kinds) / len(kinds) if kinds else 0.0


def _deep_share(listing: Listing) -> float:
    """Of the hours in NIGHT; as of a whole night where the advertisement leads to none."""
    start, end = listing.work_starts_at, listing.work_ends_at
    if (
        not start
        or not end
        or _night_share(listing) == 0
        or len([kind for kind in USUAL if kind in listing.shifts]) > 1
    ):
        return USUAL_DEEP_SHARE
    begin, stop = _hour(start), _hour(end)
    stop += 24 if stop <= begin else 0
    return _inside(begin, stop, DEEP_NIGHT) / _inside(begin, stop, NIGHT) if stop > DEEP_NIGHT[0] else 0.0


def _share_in_night(start: float, end: float) -> float:
    if end <= start:
        end += 24
    inside = sum(_inside(start, end, (NIGHT[0] + day, NIGHT[1] + day)) for day in (-24, 0))
    return inside / (end - start)


def _inside(start: float, end: float, span: tuple[float, float]) -> float:
    return max(0.0, min(end, span[1]) - max(start, span[0]))


def _hour(moment: time) -> float:
    return moment.hour + moment.minute / 60


def _read(name: str, typed: str | None, default: float) -> tuple[Field, float]:
    low, high = LIMITS[name]
    label, hint = LABELS[name], HINTS.get(name, "")
    if typed is None or not typed.strip():
        return Field(NAMES[name], label, f"{default:g}".replace(".", ","), hint), default
    try:
        value = float(typed.strip().replace(",", "."))
    except ValueError:
        value = -1.0
    if low <= value <= high:
        return Field(NAMES[name], label, typed.strip()[:10], hint), value
    return Field(NAMES[name], label, typed.strip()[:10], hint, f"Trag eine Zahl von {low} bis {high} ein."), default
