"""One interface: parameters in; listings, total, counts of every choice and pay out. Callers know no engine."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.core.cache import cache

from listings.models import Listing, Place, SearchSynonym
from listings.models.place import PlaceAnswer
from listings.normalise.spelling import fold
from listings.searching import cursor, engine, filter_words, hits, packing, places
from listings.searching.filter_words import Offer, offers, runs, without
from listings.searching.filters import FACETS, Params
from listings.searching.generation import Asked
from listings.searching.hits import Hits
from listings.searching.packing import PayFigures
from listings.searching.question import Question
from listings.searching.spelling import near_spelling
from listings.searching.understanding import Understood, understand
from listings.vocabulary import WorkMode

PAGE_SIZE = 20
DEFAULT_RADIUS_KM = 25
MAX_PAGE = 500
"""By number; the next link goes on for ever."""
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
    left_out: str = ""
    """The typed word of which only the meaning in customer service was looked for."""

    @property
    def is_place_unknown(self) -> bool:
        return bool(self.params.city) and (self.place is None or self.place.place is None)

    @property
    def remote_query(self) -> str:
        return "?" + self.params.query(city=None, radius=None, work_mode=[WorkMode.REMOTE])

    @property
    def may_be_remote(self) -> bool:
        """Work wholly from home elsewhere may answer this place search as well, and was not counted."""
        wanted = self.params.chosen.get("work_mode", [WorkMode.REMOTE])
        return bool(self.place and self.params.q) and wanted == [WorkMode.REMOTE]

    @property
    def literal_query(self) -> str:
        """With `left_out` in quotation marks, which take a word as it stands."""
        words = (f'"{word}"' if fold(word) == self.left_out else word for word in self.params.q.split())
        return "?" + self.params.query(q=" ".join(words))

    @cached_property
    def offers(self) -> list[tuple[Offer, str]]:
        """Typed words that mean a filter, each with the query string of the search that uses it instead."""
        return [(offer, changed.query()) for offer, changed in self.changes_by_offer]

    @cached_property
    def changes_by_offer(self) -> list[tuple[Offer, Params]]:
        if not self.params.q:
            return []
        found = []
        towns = [] if self.params.city else _towns_in(self.params.q, is_any_town=self.total < FEW_HITS)
        for offer in [*offers(self.params.q), *towns]:
            chosen, rest = self.params.chosen, without(self.params.q, offer.word)
            if offer.name == "city" and not self.params.city:
                found.append((offer, replace(self.params, q=rest, city=offer.value, page=1, after="")))
            elif offer.name != "city" and offer.value not in chosen.get(offer.name, ()):
                values = [*chosen.get(offer.name, ()), offer.value]
                found.append(
                    (offer, replace(self.params, q=rest, chosen={**chosen, offer.name: values}, page=1, after=""))
                )
        return found

    @cached_property
    def did_you_mean(self) -> str:
        """A near spelling of the typed words from our own titles, when there are few hits; else empty."""
        if not self.params.q or self.is_place_unknown or self.total >= FEW_HITS:
            return ""
        near = near_spelling(self.params.q, [*_title_words(), *_other_words()])
        if not near:
            return ""
        changed = replace(self.params, q=near, page=1, after="")
        return near if totals_of([(changed, self.place, self.radius)])[0] > self.total else ""


def search(
    params: Params,
    *,
    place: PlaceAnswer | None = None,
    radius: int | None = None,
    known: tuple[int, float] | None = None,
) -> Result:
    """Beside the look-up of the place one statement for all counts and one for the page; `known` as in the engine."""
    if place is None and params.city:
        place = Place.objects.find(params.city)
    km = params.radius if params.radius is not None else DEFAULT_RADIUS_KM if radius is None else radius
    result = Result(params, place, km)
    if result.is_place_unknown:
        return result
    counted = _count(params, place, km, known)
    result.question, result.pay, result.left_out = counted.question, counted.pay, counted.left_out
    result.total, result.counts = counted.groups.fold(_facets(params))
    if counted.everywhere and params.chosen.get("work_mode", [WorkMode.REMOTE]) == [WorkMode.REMOTE]:
        from_home = _facets(params) | {"work_mode": [WorkMode.REMOTE]}
        result.remote_total = counted.everywhere.total(from_home) - counted.groups.total(from_home)
    result.pages = max(1, min(MAX_PAGE, -(-result.total // PAGE_SIZE)))
    if result.total:
        _fill(result, counted.question, counted.groups, max(counted.live, result.total))
    return result


def totals_of(searches: Sequence[tuple[Params, PlaceAnswer | None, int]]) -> list[int]:
    """One statement for all, which counts nothing when the answers are known."""
    questions = [_wanted(params)[0] for params, _, _ in searches]

    def ask(version: places.Version) -> list[Asked]:
        return [Asked(around(question, place, km, version), {})
                for question, (_, place, km) in zip(questions, searches, strict=True)]  # fmt: skip

    if not searches:
        return []
    has_words = any(question.has_words for question in questions)
    counted = engine.count(ask, is_placed=True, settings=engine.BITMAPS if has_words else "")
    return [one.groups.total(_facets(params)) for one, (params, _, _) in zip(counted, searches, strict=True)]


def newest(limit: int, place: PlaceAnswer | None, km: int) -> Hits:
    """The newest live listings, of one place when there is one. Two statements."""
    counted = _count(Params(), place, km)
    total = counted.groups.total({})
    query, args = engine.page_query(
        counted.question, cursor.Page("date", limit), total=total, live=max(total, counted.live),
        combos=counted.groups.matching({}),
    )  # fmt: skip
    return Hits(hits.read(query, args)[:limit])


def _towns_in(typed: str, *, is_any_town: bool) -> list[Offer]:
    """Typed words that are the name of a town with listings, or of any place, the longest name first."""
    words = list(runs(typed))
    for run in words:
        if town := places.town_named(run):
            return [Offer(run, "city", town.slug)]
    known = Place.objects.names_among(words) if is_any_town else set()
    return [Offer(run, "city", run) for run in words if fold(run) in known][:1]


def _title_words() -> list[str]:
    """Words of the newest titles, commonest first; read anew every hour."""
    found: list[str] | None = cache.get("title-words")
    if found is None:
        titles = Listing.objects.live().order_by("-published_at").values_list("title", flat=True)[:TITLES_READ]
        counted = Counter(word for title in titles for word in re.findall(r"[^\W\d_]{4,}", title))
        found = [word for word, _ in counted.most_common()]
        cache.set("title-words", found, 3600)
    return found


def _other_words() -> list[str]:
    """Words of synonyms and filters, and towns with listings: right as they are, whatever titles say."""
    told = [word for words in SearchSynonym.table().values() for word in words]
    return [part for text in (*told, *filter_words.WORDS, *places.town_names()) for part in text.split()]


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
    left_out: str = ""


def _count(params: Params, place: PlaceAnswer | None, km: int, known: tuple[int, float] | None = None) -> _Counted:
    """One statement for the choices and the pay."""
    asked, meant = _wanted(params)
    question, chosen = asked, _facets(params)
    is_placed = place is not None and place.place is not None

    def ask(version: places.Version) -> list[Asked]:
        nonlocal question
        question = around(asked, place, km, version)
        here = Asked(question, chosen)
        return [here, Asked(asked, chosen)] if is_placed and not asked.has_words else [here]

    needs_towns = is_placed or bool(params.q)
    settings = engine.BITMAPS if asked.has_words else ""
    here, *rest = engine.count(ask, is_placed=needs_towns, settings=settings, known=known)
    everywhere = rest[0].groups if rest else None
    return _Counted(question, here.groups, here.live, here.pay, everywhere, meant.left_out)


def _wanted(params: Params) -> tuple[Question, Understood]:
    """The question without its place, and how the words were understood."""
    meant = understand(params.q, SearchSynonym.table()) if params.q else Understood()
    extra = packing.extra_masks(params.chosen)
    return Question(meant.wishes, meant.titles, since_days=params.since, extra=extra), meant


def around(question: Question, place: PlaceAnswer | None, km: int, version: places.Version) -> Question:
    """The same question at a place, as its spots are known in this version."""
    if place is None or place.place is None:
        return question
    key = (place.place.pk, place.latitude, place.longitude, km, version)
    return replace(question, spots=places.spots_around(place, km), place_key=key)


def _sort(result: Result) -> str:
    """The order in force: one that needs words or a place gives way to the default without them."""
    params = result.params
    default = "relevance" if result.question and result.question.has_words else "date"
    needs = {"relevance": bool(result.question and result.question.has_words), "distance": bool(result.place)}
    return params.sort if params.sort and needs.get(params.sort, True) else default


def _fill(result: Result, question: Question, groups: packing.Groups, live: int) -> None:
    sort, params = _sort(result), result.params
    after = cursor.read(params.after, sort)
    result.page = after.page if after else min(params.page, result.pages)
    page = cursor.Page(sort, PAGE_SIZE, result.page, after, _facets(params))
    is_narrow = result.total * engine.WALK_FROM < live
    combos = groups.matching(page.chosen) if is_narrow else []
    query, args = engine.page_query(question, page, total=result.total, live=live, combos=combos)
    lead, lead_args = {"salary": "r.pay_max", "distance": "km"}.get(sort, "0"), ()
    if sort == "relevance":
        lead, lead_args = question.tier
    found = hits.read(query, args, lead=lead, lead_args=lead_args, spots=question.spots)
    result.listings = Hits(found[:PAGE_SIZE])
    if len(found) > PAGE_SIZE:
        last, card = found[PAGE_SIZE - 1], found[PAGE_SIZE - 1].card
        result.next_cursor = str(cursor.Cursor(sort, result.page + 1, last.lead, card.published_at, card.pk))
