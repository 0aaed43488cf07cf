"""A few listings to show inside a text, with how many there are and how far one must go to find any."""

from dataclasses import dataclass, field

from listings.models import Place
from listings.searching import engine, hits, places
from listings.searching.cursor import Page
from listings.searching.figures import answer_of
from listings.searching.generation import Asked
from listings.searching.hits import Hits
from listings.searching.kept import World
from listings.searching.question import Question
from listings.searching.search import around
from listings.vocabulary import RADII_KM


@dataclass(frozen=True)
class Sample:
    total: int
    listings: Hits = field(default_factory=Hits)
    """The newest of them."""
    wider_km: int | None = None
    """The next radius that finds more than none; only when there are none here."""
    wider_total: int = 0


def sample(place: Place | None, km: int, limit: int, *, shift: str = "", world: World | None = None) -> Sample:
    """Two statements, one in a known world where this process counts itself. Without a place everywhere."""
    wider = [further for further in RADII_KM if further > km] if place else []
    chosen = {"shift": [shift]} if shift else {}

    def ask(version: places.Version) -> list[Asked]:
        if place is None:
            return [Asked(Question(), chosen)]
        return [Asked(around(Question(), answer_of(place), one, version), chosen) for one in (km, *wider)]

    here, *further = engine.count(ask, is_placed=place is not None, known=world.generation if world else None)
    if total := here.groups.total(chosen):
        question = around(Question(), answer_of(place), km, places.version()) if place else Question()
        query, args = engine.page_query(
            question, Page("date", limit, chosen=chosen), total=total, live=max(total, here.live),
            combos=here.groups.matching(chosen),
        )  # fmt: skip
        return Sample(total, Hits(hits.read(query, args, spots=question.spots)[:limit]))
    for wider_km, counted in zip(wider, further, strict=True):
        if wider_total := counted.groups.total(chosen):
            return Sample(0, wider_km=wider_km, wider_total=wider_total)
    return Sample(0)
