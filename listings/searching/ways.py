"""Ways out of a search without a hit: the nearest questions that have an answer, with the number of listings."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from listings.models import Place, labels
from listings.models.place import PlaceAnswer
from listings.searching.filters import Params
from listings.searching.search import DEFAULT_RADIUS_KM, Result, totals_of
from listings.vocabulary import RADII_KM, WorkMode

MAX_WAYS = 6
MAX_WORDS_DROPPED = 4


@dataclass(frozen=True)
class Way:
    """A change of a search that finds something."""

    text: str
    query: str
    count: int


def ways_out(result: Result) -> list[Way]:
    """For a search without a hit: the smallest changes that lead to at least one listing, with their counts.

    One statement for all of them, and one for the place when a typed word is one.
    """
    searches = [(text, changed, *_where(changed, result)) for text, changed in _changes(result)]
    ways: list[Way] = []
    totals = totals_of([(changed, place, km) for _, changed, place, km in searches])
    widest = 0
    for (text, changed, *_), count in zip(searches, totals, strict=True):
        is_circle = changed.city == result.params.city and changed.radius != result.params.radius
        if count and not (is_circle and count <= widest):
            ways.append(Way(text, changed.query(), count))
            widest = count if is_circle else widest
    return ways[:MAX_WAYS]


def _changes(result: Result) -> Iterator[tuple[str, Params]]:
    params, km = replace(result.params, page=1, after=""), result.radius
    has_place = result.place is not None and result.place.place is not None
    radii = [wide for wide in RADII_KM if wide > km] if has_place else []
    for offer, changed in result.changes_by_offer:
        yield f"„{offer.word}“ als {'Ort' if offer.name == 'city' else 'Filter'}, nicht als Wort", changed
    for wide in radii:
        yield f"Umkreis auf {wide} km erweitern", replace(params, radius=wide)
    if result.may_be_remote:
        remote = {**params.chosen, "work_mode": [WorkMode.REMOTE]}
        yield "Ganz im Homeoffice, egal wo du wohnst", replace(params, city="", radius=None, chosen=remote)
    for name in params.chosen:
        rest = {key: values for key, values in params.chosen.items() if key != name}
        yield f"Ohne „{labels.FILTERS[name][0]}“ suchen", replace(params, chosen=rest)
    if params.since:
        yield "Auch ältere Anzeigen zeigen", replace(params, since=None)
    words = params.q.split()
    for word in dict.fromkeys(words) if 1 < len(words) <= MAX_WORDS_DROPPED else ():
        yield f"Ohne „{word}“ suchen", replace(params, q=" ".join(other for other in words if other != word))
    if params.q:
        yield f"Ohne „{params.q}“ suchen", replace(params, q="")
    if len(params.chosen) > 1 or (params.chosen and has_place):
        bare = replace(params, chosen={}, since=None)
        yield "Alle Filter löschen", bare
        for wide in radii:
            yield f"Alle Filter löschen, Umkreis {wide} km", replace(bare, radius=wide)


def _where(changed: Params, result: Result) -> tuple[PlaceAnswer | None, int]:
    """The place and circle of a changed search."""
    if not changed.city and result.params.city:
        return None, 0
    is_same = changed.city == result.params.city
    place = result.place if is_same else Place.objects.find(changed.city)
    default = result.radius if is_same else DEFAULT_RADIUS_KM
    return place, default if changed.radius is None else changed.radius
