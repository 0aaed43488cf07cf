"""One stated figure against the law, the listings and its age: what is wrong, in a sentence, and what could stand instead.

The heavier finding counts: against the law, soon against it, moved, aged.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

from articles.claims import suggesting
from articles.facts import values, wording
from articles.models import StatedFigure
from articles.vocabulary import LAW_CLAIMS, PAY_CLAIMS, ClaimKind, Drift, FactKind
from listings.normalise.minimum_wage import RATES, minijob_ceiling, minimum_wage, monthly_floor, next_rise
from listings.searching.figures import PlaceFacts
from listings.templatetags.listing_tags import NBSP, euros
from listings.vocabulary import SalaryUnit

PAY_BOUND = 0.08
"""A range may move by this share of its middle."""
LISTINGS_BOUND = 0.25
SHARE_BOUND = 8
"""Percentage points."""
WARNED_BEFORE = timedelta(days=60)
"""A new minimum wage takes effect."""
YEAR, QUARTER = timedelta(days=365), timedelta(days=92)
MAX_AGE = {ClaimKind.PAY: YEAR, ClaimKind.PAY_ENTRY: YEAR, ClaimKind.PAY_EXPERIENCED: YEAR, ClaimKind.LISTINGS: QUARTER,
           ClaimKind.SHARE: QUARTER, ClaimKind.OTHER: 2 * YEAR}  # fmt: skip
"""What is law does not age: its table says when it changes."""
LAW = "Mindestlohngesetz"
_BY_LAW = {ClaimKind.MINIMUM_WAGE: (LAW, "der Mindestlohn"),
           ClaimKind.MINIJOB: ("Sozialgesetzbuch IV § 8", "die Grenze für Minijobs")}  # fmt: skip
_FACT = {ClaimKind.PAY: FactKind.PAY_MEDIAN, ClaimKind.PAY_ENTRY: FactKind.PAY_ENTRY,
         ClaimKind.PAY_EXPERIENCED: FactKind.PAY_EXPERIENCED}  # fmt: skip


@dataclass(frozen=True)
class Judgement:
    drift: Drift = Drift.NONE
    finding: str = ""
    suggestion: str = ""


def judge(figure: StatedFigure, live: PlaceFacts | None, day: date, beside: Iterable[StatedFigure] = ()) -> Judgement:
    """`live` is of the figure's place and radius; None when it has no place. `beside` are the figures of the same text."""
    if figure.kind in LAW_CLAIMS:
        return _by_law(figure, day, beside)
    if figure.kind in PAY_CLAIMS:
        moved = _pay(figure, live, day)
        found = _lawful(figure, day, moved, _span(figure, live)) or moved
    elif figure.kind in (ClaimKind.LISTINGS, ClaimKind.SHARE):
        found = _counted(figure, live)
    else:
        found = None
    return found or _aged(figure, live, day) or Judgement()


def _by_law(figure: StatedFigure, day: date, beside: Iterable[StatedFigure]) -> Judgement:
    """One that takes effect later is compared with the law of that day.

    So is one that the same text says the successor of: "13,90 € since 2026, 14,60 € from 2027 on" holds in both years.
    """
    stated = float(figure.low if figure.low is not None else figure.high or 0)
    if figure.unit == SalaryUnit.YEAR:
        return Judgement()
    later = [one.as_of for one in beside if (one.kind, one.unit) == (figure.kind, figure.unit)]
    succeeded = min((since for since in later if since > figure.as_of), default=None)
    valid_on = figure.as_of if succeeded else max(day, figure.as_of)
    law, name = _BY_LAW[ClaimKind(figure.kind)]
    right = _legal(figure, valid_on)
    if abs(stated - right) >= 0.01:
        since = next((since for since, _ in RATES if since <= valid_on), RATES[-1][0])
        finding = f"Im Text steht {_money(stated)}, {name} liegt seit {_date(since)} bei {_money(right)}."
        return Judgement(Drift.UNLAWFUL, finding, suggesting.claim(figure, [right], law, since))
    rise = next_rise(day)
    if rise and figure.as_of <= day and rise[0] - day <= WARNED_BEFORE and not (succeeded and succeeded <= rise[0]):
        then = _legal(figure, rise[0])
        finding = f"Ab {_date(rise[0])} liegt {name} bei {_money(then)}."
        return Judgement(Drift.SOON, finding, suggesting.claim(figure, [then], law, rise[0]))
    return Judgement()


def _legal(figure: StatedFigure, day: date) -> float:
    if figure.kind == ClaimKind.MINIJOB:
        return minijob_ceiling(day)
    return minimum_wage(day) if figure.unit == SalaryUnit.HOUR else monthly_floor(day, suggesting.FULL_WEEK)


def _lawful(figure: StatedFigure, day: date, moved: Judgement | None, span: dict[str, int] | None) -> Judgement | None:
    """The lower end at 40 hours against the rate of this day and of the next rise.

    What the listings say is the better suggestion, if the figure moved as well and they pay what the law wants.
    """
    end = figure.low if figure.low is not None else figure.high
    if end is None:
        return None
    unit, per_month = SalaryUnit(figure.unit), suggesting.PER_MONTH
    hourly = float(end) * per_month[unit] / per_month[SalaryUnit.HOUR]
    rise = next_rise(day)
    for drift, since, rate in (
        (Drift.UNLAWFUL, day, minimum_wage(day)),
        *([(Drift.SOON, *rise)] if rise and rise[0] - day <= WARNED_BEFORE else []),
    ):
        if round(hourly, 2) < rate:
            by_hour = "" if unit is SalaryUnit.HOUR else f" bei 40 Stunden sind {_money(round(hourly, 2))} die Stunde"
            when = f"Ab {_date(since)} gelten" if drift is Drift.SOON else "Es gelten"
            finding = f"{_money(float(end))}{by_hour}. {when} mindestens {_money(rate)}."
            floor = rate * per_month[SalaryUnit.HOUR]
            if moved and span and span["low"] >= floor:
                return Judgement(drift, f"{finding} {moved.finding}", moved.suggestion)
            ends = [max(floor, end) for end in _ends(figure)]
            since = since if drift is Drift.SOON else next(one for one, _ in RATES if one <= day)
            return Judgement(drift, finding, suggesting.pay(figure, ends, LAW, since, is_floor=True))
    return None


def _ends(figure: StatedFigure) -> list[float]:
    """The stated ends in euros a month, each once."""
    factor = suggesting.PER_MONTH[SalaryUnit(figure.unit)]
    return [float(end) * factor for end in dict.fromkeys((figure.low, figure.high)) if end is not None]


def _pay(figure: StatedFigure, live: PlaceFacts | None, day: date) -> Judgement | None:
    span = _span(figure, live)
    if span is None or live is None:
        return None
    ends = _ends(figure)
    low, middle, high = span["low"], span["middle"], span["high"]
    if len(ends) == 2:
        is_off = not ends[0] <= middle <= ends[1] or _shift((low + high) / 2, sum(ends) / 2) > PAY_BOUND
    else:
        now = middle if figure.low is not None and figure.high is not None else low if figure.high is None else high
        is_off = _shift(now, ends[0]) > PAY_BOUND
    if not is_off:
        return None
    said = wording.pay_span(figure.low, figure.high)
    return Judgement(
        Drift.MOVED, f"Im Text stehen {said}. {_seen(figure, live, span)}", _renewed(figure, live, span, day)
    )


def _span(figure: StatedFigure, live: PlaceFacts | None) -> dict[str, int] | None:
    if live is None or figure.kind not in PAY_CLAIMS:
        return None
    fact = _FACT[ClaimKind(figure.kind)]
    return values.span_of(values.pay_of(live, fact), fact)


def _shift(now: float, then: float) -> float:
    return abs(now - then) / then if then else 1.0


def _behind(figure: StatedFigure, live: PlaceFacts) -> str:
    pay = values.pay_of(live, _FACT[ClaimKind(figure.kind)])
    return f"{euros(len(pay))} Anzeigen {wording.area(figure.place, figure.radius)}"


def _seen(figure: StatedFigure, live: PlaceFacts, span: dict[str, int]) -> str:
    middle = f"{euros(span['middle'])}{NBSP}€"
    return f"{_behind(figure, live)} sagen {wording.pay_span(span['low'], span['high'])} im Monat, Mitte {middle}."


def _renewed(figure: StatedFigure, live: PlaceFacts, span: dict[str, int], day: date) -> str:
    if figure.low is not None and figure.high is not None:
        ends = [span["low"], span["high"]] if figure.low != figure.high else [span["middle"]]
    else:
        ends = [span["low"] if figure.high is None else span["high"]]
    return suggesting.pay(figure, ends, _behind(figure, live), day)


def _counted(figure: StatedFigure, live: PlaceFacts | None) -> Judgement | None:
    if live is None:
        return None
    of_shift = live.by_shift[figure.shift] if figure.shift else live.total
    low, high = (float(end if end is not None else other or 0)
                 for end, other in ((figure.low, figure.high), (figure.high, figure.low)))  # fmt: skip
    where = wording.area(figure.place, figure.radius)
    if figure.kind == ClaimKind.LISTINGS:
        is_off = not low * (1 - LISTINGS_BOUND) <= of_shift <= high * (1 + LISTINGS_BOUND)
        said = f"Gerade sind es {euros(of_shift)} Stellen {where}."
    else:
        if live.total < values.MIN_LISTINGS:
            return None
        share = 100 * (of_shift if figure.shift else len(live.pay)) / live.total
        is_off = not low - SHARE_BOUND <= share <= high + SHARE_BOUND
        said = f"Gerade sind es {round(share)}{NBSP}% von {euros(live.total)} Anzeigen {where}."
    stated = figure.words.rstrip(".")
    return Judgement(Drift.MOVED, f"Im Text steht „{stated}“. {said}", suggesting.live(figure)) if is_off else None


def _aged(figure: StatedFigure, live: PlaceFacts | None, day: date) -> Judgement | None:
    limit = MAX_AGE[ClaimKind(figure.kind)]
    if day - figure.as_of <= limit:
        return None
    months = round(limit.days / 30.4)
    finding = (
        f"Der Stand ist {_date(figure.as_of)}, älter als {months} Monate. Gibt es bei der Quelle eine neuere Zahl?"
    )
    span, suggestion = _span(figure, live), ""
    if span and live:
        finding, suggestion = f"{finding} {_seen(figure, live, span)}", _renewed(figure, live, span, day)
    elif figure.kind in (ClaimKind.LISTINGS, ClaimKind.SHARE) and live:
        suggestion = suggesting.live(figure)
    return Judgement(Drift.AGED, finding, suggestion)


def _money(amount: float) -> str:
    return f"{euros(amount)}{NBSP}€"


def _date(day: date) -> str:
    return date_format(day, "j. F Y")
