"""What the page of one listing shows of others: similar ones, and the pay of its place to compare with."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from django.db import connection

from listings.models import Listing
from listings.models.place import PlaceAnswer
from listings.searching import engine, hits, places
from listings.searching.cursor import Page
from listings.searching.figures import PlaceFigures, answer_of, quartiles
from listings.searching.generation import Asked, Counted
from listings.searching.hits import Hits
from listings.searching.kept import World, remembered
from listings.searching.places import Town
from listings.searching.question import Question
from listings.searching.search import around

SIMILAR_KM = 50
SIMILAR_READ = 20
REGION_KM = 25


@dataclass(frozen=True)
class Surroundings:
    """The same for all listings of one spot."""

    newest: tuple[tuple[int, tuple[str, ...]], ...]
    """Ids of the newest listings around with their shifts."""
    figures: PlaceFigures | None
    """Pay in the municipality, or in the region when too few listings of the municipality state it."""


def surroundings(listing: Listing, world: World) -> Surroundings:
    """Two statements, none in a known world."""
    place, answer = listing.place, None
    if place is not None and listing.latitude is not None and listing.longitude is not None:
        answer = PlaceAnswer(place, listing.latitude, listing.longitude)

    def ask(version: places.Version) -> list[Asked]:
        asked = [Asked(around(Question(), answer, SIMILAR_KM, version), {})]
        if place is not None:
            asked += [Asked(around(Question(), answer_of(place), km, version), {}) for km in (0, REGION_KM)]
        return asked

    def work_out() -> tuple[Surroundings, float]:
        here, *paid = engine.count(ask, is_placed=True, known=world.generation)
        newest, figures = _newest(around(Question(), answer, SIMILAR_KM, places.version()), here), None
        if place is not None:
            town = Town(place.pk, place.name, place.slug, place.latitude, place.longitude)
            own, region = (
                PlaceFigures(town, km, **quartiles(known.pay)) for km, known in zip((0, REGION_KM), paid, strict=True)
            )
            figures = own if own.pay_median else region
        return Surroundings(newest, figures), inf

    point = (place and place.pk, listing.latitude, listing.longitude)
    return remembered(f"around:{point}", world, work_out)


def similar(listing: Listing, near: Surroundings, limit: int = 3) -> Hits:
    """The newest around, first those that share a shift. One statement, which also sees to it that none has ended."""
    others = [row for row in near.newest if row[0] != listing.pk]
    ids = [pk for pk, _ in sorted(others, key=lambda row: set(listing.shifts).isdisjoint(row[1]))[:limit]]
    found = {hit.card.pk: hit for hit in hits.live(ids)} if ids else {}
    return Hits(found[pk] for pk in ids if pk in found)


def _newest(question: Question, counted: Counted) -> tuple[tuple[int, tuple[str, ...]], ...]:
    groups, total = counted.groups, counted.groups.total({})
    page, live = Page("date", SIMILAR_READ), max(total, counted.live)
    query, args = engine.page_query(question, page, total=total, live=live, combos=groups.matching({}))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, shifts FROM listings_listing "  # noqa: S608 - built from fixed parts
            f"WHERE id IN ({query}) ORDER BY published_at DESC, id DESC LIMIT %s",
            [*args, SIMILAR_READ],
        )
        rows: Sequence[tuple[int, list[str]]] = cursor.fetchall()
    return tuple((pk, tuple(shifts)) for pk, shifts in rows)
