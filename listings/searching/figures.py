"""What live listings say about a place: the numbers that pages, guides and charts may show."""

from dataclasses import dataclass
from datetime import datetime

from listings.models import Place
from listings.models.place import PlaceAnswer
from listings.searching import engine, packing, places
from listings.searching.engine import PayFigures, Question
from listings.searching.generation import Asked, Counted
from listings.searching.kept import World, remembered
from listings.searching.places import Town
from listings.searching.search import around
from listings.vocabulary import Contract, ShiftType

MIN_KNOWN = 10
"""Fewer stated figures than this give no median and no quartiles."""
NEARBY_KM = 30
WEEK = 7


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
    counted = engine.count(lambda version: _questions(place, radii, version), is_placed=True)
    return _read(place, radii, counted)


def figures_with_neighbours(
    place: Place, world: World, *radii: int, limit: int = 6
) -> tuple[list[PlaceFigures], list[Neighbour]]:
    """The same, with the nearest other places that have listings. One statement, none in a known world."""

    def work_out() -> tuple[tuple[list[PlaceFigures], list[Neighbour]], datetime]:
        counted = engine.count(
            lambda version: [*_questions(place, radii, version), engine.by_place()], is_placed=True
        )
        totals = packing.Groups(counted[-1].packed).pairs
        near = [
            (km, town.name, Neighbour(town, round(km), totals[town.pk]))
            for town, km in places.towns_around(place.latitude, place.longitude, NEARBY_KM)
            if town.pk != place.pk and totals.get(town.pk)
        ]
        neighbours = [neighbour for *_, neighbour in sorted(near, key=lambda row: row[:2])[:limit]]
        return (_read(place, radii, counted), neighbours), min(one.until for one in counted)

    return remembered(f"figures:{place.pk}:{radii}", world, work_out)


def pay_by_place(limit: int, world: World) -> list[PlaceFigures]:
    """The places with the most live listings and what they pay, largest first. Two statements, or none."""

    def work_out() -> tuple[list[PlaceFigures], datetime | None]:
        counted = engine.count(lambda version: [engine.by_place()], is_placed=True)
        totals = packing.Groups(counted[0].packed).pairs
        best = sorted(totals.items(), key=lambda row: (-row[1], row[0]))[:limit]
        towns = [town for pk, _ in best if (town := places.town(pk))]
        if not towns:
            return [], None

        def ask(version: places.Version) -> list[Asked]:
            return [engine.pay(around(Question(), answer_of(town), 0, version), {}) for town in towns]

        pay = engine.count(ask, is_placed=True)
        found = [
            PlaceFigures(town, 0, totals[town.pk], **quartiles(known)) for town, known in zip(towns, pay, strict=True)
        ]
        return found, min(one.until for one in (*counted, *pay))

    return remembered(f"pay:{limit}", world, work_out)


def answer_of(place: Place | Town) -> PlaceAnswer:
    return PlaceAnswer(place, place.latitude, place.longitude)  # type: ignore[arg-type]


def _questions(place: Place, radii: tuple[int, ...], version: places.Version) -> list[Asked]:
    asked = []
    for km in radii:
        whole = around(Question(), answer_of(place), km, version)
        week = around(Question(since_days=WEEK), answer_of(place), km, version)
        asked += [engine.choices(whole), engine.choices(week), engine.pay(whole, {})]
    return asked


def _read(place: Place, radii: tuple[int, ...], counted: list[Counted]) -> list[PlaceFigures]:
    found = []
    for number, km in enumerate(radii):
        whole, week, pay = counted[number * 3 : number * 3 + 3]
        total, counts = packing.Groups(whole.packed).fold({})
        found.append(PlaceFigures(
            place, km, total, packing.Groups(week.packed).fold({})[0], early=counts["shift", ShiftType.EARLY],
            permanent=counts["contract", Contract.PERMANENT], **quartiles(pay),
        ))  # fmt: skip
    return found


def quartiles(counted: Counted) -> dict[str, int | None]:
    """Whole numbers; no quartiles from a handful of figures."""
    pay = PayFigures(packing.Groups(counted.packed).pairs)
    known: dict[str, int | None] = {"known_pay": len(pay)}
    if len(pay) >= MIN_KNOWN:
        known |= {"pay_low": pay.quantile(0.25), "pay_median": pay.median, "pay_high": pay.quantile(0.75)}
    return known
