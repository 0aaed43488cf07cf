"""What live listings say about a place: the numbers that pages, guides and charts may show."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

from listings.models import Place
from listings.models.place import PlaceAnswer
from listings.searching import engine, places
from listings.searching.generation import Asked, Counted
from listings.searching.kept import World, remembered
from listings.searching.packing import PayFigures
from listings.searching.places import Town
from listings.searching.question import Question
from listings.searching.search import around
from listings.vocabulary import Contract, Entry, ShiftType

MIN_KNOWN = 10
"""Fewer stated figures than this give no median and no quartiles."""
NEARBY_KM = 30
FAR_KM = 150
"""Where neighbours are looked for when there are none nearby."""
WEEK = 7
_SPOTS = Asked(Question(), {}, is_by_spot=True)


@dataclass(frozen=True)
class PlaceFigures:
    """Counts of live listings; pay in euros a month, full time, gross, rounded to 50, of the middle of each stated range."""

    place: Place | Town
    km: int
    total: int = 0
    new_this_week: int = 0
    known_pay: int = 0
    early: int = 0
    permanent: int = 0
    by_shift: Mapping[str, int] = field(default_factory=dict)
    """Value of the shift filter to listings that have it."""
    pay_low: int | None = None
    """Lower quartile; None when fewer than MIN_KNOWN listings state pay. The same for the two below."""
    pay_median: int | None = None
    pay_high: int | None = None
    until: float = inf
    """Seconds since 1970 at which time alone changes them: a listing is a week old."""


@dataclass(frozen=True)
class Neighbour:
    place: Town
    km: int
    total: int


@dataclass(frozen=True)
class PlaceFacts:
    """What live listings of a place say; pay as in PlaceFigures, none left out for want of figures."""

    km: int
    total: int
    by_shift: Mapping[str, int]
    pay: PayFigures
    entry_pay: PayFigures
    """Of listings that welcome people from other trades or without training."""
    pay_by_shift: Mapping[str, PayFigures]
    """Of the shifts asked for."""


def facts_for(place: Place, radii: Sequence[int], *, shifts: Collection[str] = ()) -> list[PlaceFacts]:
    """For guides, one for each radius in kilometres: the caller decides how many listings must stand behind a figure.

    One statement. No page calls this: see articles/facts/values.py.
    """
    chosen = [{}, {"entry": [Entry.CAREER_CHANGER]}, *({"shift": [shift]} for shift in shifts)]

    def ask(version: places.Version) -> list[Asked]:
        return [Asked(around(Question(), answer_of(place), km, version), one) for km in radii for one in chosen]

    counted = engine.count(ask, is_placed=True) if radii else []
    found = []
    for number, km in enumerate(radii):
        whole, entry, *of_shifts = counted[number * len(chosen) : (number + 1) * len(chosen)]
        total, counts = whole.groups.fold({})
        found.append(PlaceFacts(
            km, total, {shift: counts["shift", shift] for shift in ShiftType}, whole.pay, entry.pay,
            {shift: one.pay for shift, one in zip(shifts, of_shifts, strict=True)},
        ))  # fmt: skip
    return found


def figures_for(place: Place, *radii: int) -> list[PlaceFigures]:
    """The figures for each radius in kilometres; 0 means the municipality. One statement."""
    return _read(place, radii, engine.count(lambda version: _questions(place, radii, version), is_placed=True))


def figures_with_neighbours(
    place: Place, world: World, *radii: int, limit: int = 6
) -> tuple[list[PlaceFigures], list[Neighbour]]:
    """The same, with the nearest other places that have listings, far ones only where none are near.

    One statement, none in a known world.
    """

    def work_out() -> tuple[tuple[list[PlaceFigures], list[Neighbour]], float]:
        counted = engine.count(
            lambda version: [*_questions(place, radii, version), _SPOTS], is_placed=True, known=world.generation
        )
        at_spot = counted[-1].groups.pairs
        near = _neighbours(place, NEARBY_KM, at_spot) or _neighbours(place, FAR_KM, at_spot)
        return (_read(place, radii, counted), near[:limit]), min(one.until for one in counted)

    return remembered(f"figures:{place.pk}:{radii}", world, work_out)


def pay_by_place(limit: int, world: World) -> list[PlaceFigures]:
    """The places with the most live listings and what they pay, largest first. Two statements, none in a known world."""

    def work_out() -> tuple[list[PlaceFigures], float]:
        totals = _by_place(engine.count(lambda version: [_SPOTS], is_placed=True, known=world.generation)[0])
        best = sorted(totals.items(), key=lambda row: (-row[1], row[0]))[:limit]
        towns = [town for pk, _ in best if (town := places.town(pk))]

        def ask(version: places.Version) -> list[Asked]:
            return [Asked(around(Question(), answer_of(town), 0, version), {}) for town in towns]

        counted = engine.count(ask, is_placed=True, known=world.generation) if towns else []
        found = [
            PlaceFigures(town, 0, totals[town.pk], **quartiles(known.pay))
            for town, known in zip(towns, counted, strict=True)
        ]
        return found, inf

    return remembered(f"pay:{limit}", world, work_out)


def answer_of(place: Place | Town) -> PlaceAnswer:
    return PlaceAnswer(place, place.latitude, place.longitude)  # type: ignore[arg-type]


def _questions(place: Place, radii: tuple[int, ...], version: places.Version) -> list[Asked]:
    asked = []
    for km in radii:
        for days in (None, WEEK):
            asked.append(Asked(around(Question(since_days=days), answer_of(place), km, version), {}))
    return asked


def _neighbours(place: Place, km: int, at_spot: Mapping[int, int]) -> list[Neighbour]:
    """Nearest first."""
    near = []
    for town, away in places.towns_around(place.latitude, place.longitude, km):
        total = sum(at_spot.get(spot, 0) for spot in places.spots_by_place()[town.pk])
        if total and town.pk != place.pk:
            near.append((away, town.name, Neighbour(town, round(away), total)))
    return [neighbour for *_, neighbour in sorted(near, key=lambda row: row[:2])]


def _read(place: Place, radii: tuple[int, ...], counted: list[Counted]) -> list[PlaceFigures]:
    found = []
    for number, km in enumerate(radii):
        whole, week = counted[number * 2 : number * 2 + 2]
        total, counts = whole.groups.fold({})
        found.append(PlaceFigures(
            place, km, total, week.groups.total({}), early=counts["shift", ShiftType.EARLY],
            permanent=counts["contract", Contract.PERMANENT], until=min(whole.until, week.until),
            by_shift={str(shift): counts["shift", shift] for shift in ShiftType}, **quartiles(whole.pay),
        ))  # fmt: skip
    return found


def _by_place(counted: Counted) -> dict[int, int]:
    """Live listings of each municipality; a job in several places counts in each of them."""
    at_spot = counted.groups.pairs
    totals = {pk: sum(at_spot.get(spot, 0) for spot in spots) for pk, spots in places.spots_by_place().items()}
    return {pk: total for pk, total in totals.items() if total}


def quartiles(pay: PayFigures) -> dict[str, int | None]:
    """Rounded to 50 euros; none from a handful of figures."""
    known: dict[str, int | None] = {"known_pay": len(pay)}
    if len(pay) >= MIN_KNOWN:
        known |= {"pay_low": pay.told(0.25), "pay_median": pay.told(0.5), "pay_high": pay.told(0.75)}
    return known
