"""One interface: parameters in; listings, total, counts of every choice and pay out. Callers know no engine."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.core.cache import cache

from listings.models import Listing, Place, SearchSynonym, labels
from listings.models.place import PlaceAnswer
from listings.searching import cursor, engine, hits, packing, places
from listings.searching.engine import PayFigures, Question
from listings.searching.filters import FACETS, Params
from listings.searching.generation import Asked
from listings.searching.hits import Hits
from listings.searching.understanding import Offer, Understood, near_spelling, understand, without
from listings.vocabulary import RADII_KM, WorkMode

PAGE_SIZE = 20
DEFAULT_RADIUS_KM = 25
MAX_PAGE = 500
MAX_WAYS = 6
"""By number; the next link goes on for ever."""
SIMILAR_KM = 50
SIMILAR_READ = 20
FEW_HITS = 3
TITLES_READ = 5_000


@dataclass
class Result:
    params: Params
    place: PlaceAnswer | None
    radius: int
    total: int = 0
    listings: Hits = field(default_factory=Hits)
    """With a place each has `distance` in kilometres."""
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    """How many listings each choice would leave, given all other filters."""
    page: int = 1
    pages: int = 1
    next_cursor: str = ""
    """For `after`; empty on the last page."""
    remote_total: int = 0
    """Listings that are done wholly from home and lie outside the circle of a place search without words."""
    pay: PayFigures = field(default_factory=PayFigures)
    """Comparable pay of all results."""
    question: Question | None = None

    @property
    def is_place_unknown(self) -> bool:
        return bool(self.params.city) and (self.place is None or self.place.place is None)

    @property
    def remote_query(self) -> str:
        return "?" + self.params.query(city=None, radius=None, work_mode=[WorkMode.REMOTE])

    @property
    def offers(self) -> list[tuple[Offer, str]]:
        """Typed words that mean a filter, each with the query string of the search that uses it instead."""
        found = []
        for offer in [*understand(self.params.q, {}).offers, *_towns_in(self.params.q)]:
            chosen = self.params.chosen.get(offer.name, [])
            if offer.value in chosen or (offer.name == "city" and self.params.city):
                continue
            value = offer.value if offer.name == "city" else [*chosen, offer.value]
            rest = without(self.params.q, offer.word)
            found.append((offer, self.params.query(q=rest, **{offer.name: value})))
        return found

    @cached_property
    def did_you_mean(self) -> str:
        """A near spelling of the typed words from our own titles, when there are few hits; else empty."""
        if not self.params.q or self.is_place_unknown or self.total >= FEW_HITS:
            return ""
        return near_spelling(self.params.q, _title_words())


def search(params: Params, *, place: PlaceAnswer | None = None, radius: int | None = None) -> Result:
    """Beside the look-up of the place one statement for all counts and one for the page."""
    if place is None and params.city:
        place = Place.objects.find(params.city)
    km = params.radius if params.radius is not None else DEFAULT_RADIUS_KM if radius is None else radius
    result = Result(params, place, km)
    if result.is_place_unknown:
        return result
    counted = _count(params, place, km)
    result.question, result.pay = counted.question, counted.pay
    result.total, result.counts = counted.groups.fold(_facets(params))
    if counted.everywhere and params.chosen.get("work_mode", [WorkMode.REMOTE]) == [WorkMode.REMOTE]:
        from_home = _facets(params) | {"work_mode": [WorkMode.REMOTE]}
        result.remote_total = counted.everywhere.fold(from_home)[0] - counted.groups.fold(from_home)[0]
    result.pages = max(1, min(MAX_PAGE, -(-result.total // PAGE_SIZE)))
    if result.total:
        _fill(result, counted.question, counted.groups, max(counted.live, result.total))
    return result


@dataclass(frozen=True)
class Way:
    """A change of a search that finds something."""

    text: str
    query: str
    count: int


def ways_out(result: Result) -> list[Way]:
    """For a search without a hit: the smallest changes that lead to at least one listing, with their counts."""
    params, km = result.params, result.radius
    has_place = result.place is not None and result.place.place is not None
    radii = [wide for wide in RADII_KM if wide > km] if has_place else []
    changes = [(f"Umkreis auf {wide} km erweitern", replace(params, radius=wide)) for wide in radii]
    for name in params.chosen:
        rest = {key: values for key, values in params.chosen.items() if key != name}
        changes.append((f"Ohne „{labels.FILTERS[name][0]}“ suchen", replace(params, chosen=rest)))
    if params.since:
        changes.append(("Auch ältere Anzeigen zeigen", replace(params, since=None)))
    if params.q:
        changes.append((f"Ohne „{params.q}“ suchen", replace(params, q="")))
    if len(params.chosen) > 1 or (params.chosen and has_place):
        bare = replace(params, chosen={}, since=None)
        changes.append(("Alle Filter löschen", bare))
        changes += [(f"Alle Filter löschen, Umkreis {wide} km", replace(bare, radius=wide)) for wide in radii]
    ways: list[Way] = []
    for text, changed in changes:
        wide = changed.radius if changed.radius is not None else km
        count = total_of(changed, result.place, wide)
        if count and count not in {way.count for way in ways}:
            ways.append(Way(text, replace(changed, page=1).query(), count))
    return ways[:MAX_WAYS]


def total_of(params: Params, place: PlaceAnswer | None, km: int) -> int:
    """One statement, which counts nothing when the answer is known."""
    return _count(params, place, km).groups.fold(_facets(params))[0]


def similar(listing: Listing, limit: int = 3) -> Hits:
    """The newest around, first those that share a shift."""
    answer = None
    if listing.latitude is not None and listing.longitude is not None and listing.place is not None:
        answer = PlaceAnswer(listing.place, listing.latitude, listing.longitude)
    shared = packing.masks({"shift": listing.shifts}).get("shift", 0)
    near = [hit for hit in newest(SIMILAR_READ, answer, SIMILAR_KM).found if hit.pk != listing.pk]
    return Hits(sorted(near, key=lambda hit: not hit.combo & shared)[:limit])


def newest(limit: int, place: PlaceAnswer | None, km: int) -> Hits:
    """The newest live listings, of one place when there is one. Two statements."""
    counted = _count(Params(), place, km)
    total = counted.groups.fold({})[0]
    query, args = engine.page_query(
        counted.question, engine.Page("date", limit), total=total, live=max(total, counted.live),
        combos=counted.groups.matching({}),
    )  # fmt: skip
    return Hits(hits.read(query, args)[:limit])


def _towns_in(typed: str) -> list[Offer]:
    """Typed words that are the name of a town with listings, the longest name first."""
    words = typed.replace('"', " ").split()
    for size in (3, 2, 1):
        for start in range(len(words) - size + 1):
            part = " ".join(words[start : start + size])
            if (town := places.town_named(part)) and not part.startswith("-"):
                return [Offer(part, "city", town.slug)]
    return []


def _title_words() -> list[str]:
    """Words of the newest titles, commonest first; read anew every hour."""
    found: list[str] | None = cache.get("title-words")
    if found is None:
        titles = Listing.objects.live().order_by("-published_at").values_list("title", flat=True)[:TITLES_READ]
        counted = Counter(word for title in titles for word in re.findall(r"[^\W\d_]{4,}", title))
        found = [word for word, _ in counted.most_common()]
        cache.set("title-words", found, 3600)
    return found


def _facets(params: Params) -> dict[str, list[str]]:
    return {name: values for name, values in params.chosen.items() if name in FACETS}


@dataclass(frozen=True)
class _Counted:
    question: Question
    groups: packing.Groups
    live: int
    pay: PayFigures
    everywhere: packing.Groups | None
    """The same without the place; only for questions without words, which cost next to nothing."""


def _count(params: Params, place: PlaceAnswer | None, km: int) -> _Counted:
    """One statement for the choices and the pay."""
    meant = understand(params.q, SearchSynonym.table()) if params.q else Understood()
    asked = Question(meant.sql, meant.args, since_days=params.since, extra=packing.extra_masks(params.chosen))
    question = asked
    is_placed = place is not None and place.place is not None

    def ask(version: places.Version) -> list[Asked]:
        nonlocal question
        question = around(asked, place, km, version)
        both = [engine.choices(question), engine.pay(question, _facets(params))]
        return [*both, engine.choices(asked)] if is_placed and not asked.query else both

    combos, pay, *rest = engine.count(ask, is_placed=is_placed, settings=engine.BITMAPS if asked.query else "")
    everywhere = packing.Groups(rest[0].packed) if rest else None
    pay_figures = PayFigures(packing.Groups(pay.packed).pairs)
    return _Counted(question, packing.Groups(combos.packed), combos.live, pay_figures, everywhere)


def around(question: Question, place: PlaceAnswer | None, km: int, version: places.Version) -> Question:
    """The same question at a place, as its spots are known in this version."""
    if place is None or place.place is None:
        return question
    key = (place.place.pk, place.latitude, place.longitude, km, version)
    return replace(question, spots=places.spots_around(place, km), place_key=key)


def _sort(result: Result) -> str:
    """The order in force: one that needs words or a place gives way to the default without them."""
    params = result.params
    default = "relevance" if result.question and result.question.query else "date"
    needs = {"relevance": bool(result.question and result.question.query), "distance": bool(result.place)}
    return params.sort if params.sort and needs.get(params.sort, True) else default


def _fill(result: Result, question: Question, groups: packing.Groups, live: int) -> None:
    sort, params = _sort(result), result.params
    after = cursor.read(params.after, sort)
    result.page = after.page if after else min(params.page, result.pages)
    page = engine.Page(sort, PAGE_SIZE, result.page, after, _facets(params))
    is_narrow = result.total * engine.WALK_FROM < live
    combos = groups.matching(page.chosen) if is_narrow else []
    query, args = engine.page_query(question, page, total=result.total, live=live, combos=combos)
    lead, lead_args = {"salary": "r.pay_max", "distance": "km"}.get(sort, "0"), ()
    if sort == "relevance":
        lead, lead_args = f"(r.title_words @@ ({question.query}))::int", question.words
    found = hits.read(query, args, lead=lead, lead_args=lead_args, spots=question.spots)
    result.listings = Hits(found[:PAGE_SIZE])
    if len(found) > PAGE_SIZE:
        last = found[PAGE_SIZE - 1]
        result.next_cursor = str(cursor.Cursor(sort, result.page + 1, last.lead, last.published_at, last.pk))
