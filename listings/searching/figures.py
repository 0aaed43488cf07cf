"""What live listings say about a place: the numbers that pages, guides and charts may show."""

from dataclasses import dataclass

from listings.models import Place
from listings.models.place import PlaceAnswer, km_between
from listings.searching import engine, places
from listings.searching.generation import Asked, Counted
from listings.searching.packing import PayFigures
from listings.searching.places import Town
from listings.searching.question import Question
from listings.searching.search import around
from listings.vocabulary import Contract, ShiftType

MIN_KNOWN = 10
"""Fewer stated figures than this give no median and no quartiles."""
NEARBY_KM = 30
WEEK = 7
_SPOTS = Asked(Question(), {}, is_by_spot=True)


@dataclass(frozen=True)
class PlaceFigures:
    """Counts of live listings; pay in whole euros a month, full time, gross, the middle of each stated range."""

    place: Place | Town
    km: int
    total: int = 0
    new_this_week: int = 0
    known_pay: int = 0
    early: int = 0
    permanent: int = 0
    pay_low: int | None = None
    """Lower quartile; None when fewer than MIN_KNOWN listings state pay. The same for the two below."""
    pay_median: int | None = None
    pay_high: int | None = None


@dataclass(frozen=True)
class Neighbour:
    place: Town
    km: int
    total: int


def figures_for(place: Place, *radii: int) -> list[PlaceFigures]:
    """The figures for each radius in kilometres; 0 means the municipality. One statement."""
    return _figures_and_towns(place, radii, has_towns=False)[0]


def figures_with_neighbours(place: Place, *radii: int, limit: int = 6) -> tuple[list[PlaceFigures], list[Neighbour]]:
    """The same, with the nearest other places that have listings. One statement."""
    found, towns = _figures_and_towns(place, radii, has_towns=True)
    near = []
    for pk, total in towns.items():
        town = places.town(pk)
        if town and pk != place.pk:
            away = km_between(place.latitude, place.longitude, town.latitude, town.longitude)
            if away <= NEARBY_KM:
                near.append((away, town.name, Neighbour(town, round(away), total)))
    return found, [neighbour for *_, neighbour in sorted(near, key=lambda row: row[:2])[:limit]]


def pay_by_place(limit: int) -> list[PlaceFigures]:
    """The places with the most live listings and what they pay, largest first. Two statements."""
    totals = _by_place(engine.count(lambda version: [_SPOTS], is_placed=True)[0])
    best = sorted(totals.items(), key=lambda row: (-row[1], row[0]))[:limit]
    towns = [town for pk, _ in best if (town := places.town(pk))]
    if not towns:
        return []

    def ask(version: places.Version) -> list[Asked]:
        return [Asked(around(Question(), _answer(town), 0, version), {}) for town in towns]

    counted = engine.count(ask, is_placed=True)
    return [
        PlaceFigures(town, 0, totals[town.pk], **_quartiles(known.pay))
        for town, known in zip(towns, counted, strict=True)
    ]


def _answer(place: Place | Town) -> PlaceAnswer:
    return PlaceAnswer(place, place.latitude, place.longitude)  # type: ignore[arg-type]


def _figures_and_towns(
    place: Place, radii: tuple[int, ...], *, has_towns: bool
) -> tuple[list[PlaceFigures], dict[int, int]]:
    def ask(version: places.Version) -> list[Asked]:
        asked = []
        for km in radii:
            whole = around(Question(), _answer(place), km, version)
            week = around(Question(since_days=WEEK), _answer(place), km, version)
            asked += [Asked(whole, {}), Asked(week, {})]
        return [*asked, _SPOTS] if has_towns else asked

    counted = engine.count(ask, is_placed=True)
    found = []
    for number, km in enumerate(radii):
        whole, week = counted[number * 2 : number * 2 + 2]
        total, counts = whole.groups.fold({})
        found.append(PlaceFigures(
            place, km, total, week.groups.total({}), early=counts["shift", ShiftType.EARLY],
            permanent=counts["contract", Contract.PERMANENT], **_quartiles(whole.pay),
        ))  # fmt: skip
    return found, _by_place(counted[-1]) if has_towns else {}


def _by_place(counted: Counted) -> dict[int, int]:
    """Live listings of each municipality; a job in several places counts in each of them."""
    at_spot = counted.groups.pairs
    totals = {pk: sum(at_spot.get(spot, 0) for spot in spots) for pk, spots in places.spots_by_place().items()}
    return {pk: total for pk, total in totals.items() if total}


def _quartiles(pay: PayFigures) -> dict[str, int | None]:
    """Whole numbers; no quartiles from a handful of figures."""
    known: dict[str, int | None] = {"known_pay": len(pay)}
    if len(pay) >= MIN_KNOWN:
        known |= {"pay_low": pay.quantile(0.25), "pay_median": pay.median, "pay_high": pay.quantile(0.75)}
    return known
