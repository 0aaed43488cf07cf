"""The PostgreSQL engine: a question in; counts, pay and the ids of one page out. Nothing here knows pages or places.

Two steps, because the exact total decides how a page is found: many hits are met soon by walking the wanted order,
few are gathered by an index and sorted. Left alone, the planner prices neither long word lists nor packed choices.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Any, overload

from django.db import connection

from listings.searching import generation, packing, places
from listings.searching.cursor import Cursor
from listings.searching.generation import Asked, Counted

WALK_FROM = 200
"""Walk the order when at least one row in so many is a hit."""
WALK_TIERS_FROM = 20
"""The same for words: a word that no title has would be looked for in all of them."""
BITMAPS = (
    "SET LOCAL enable_indexscan = off; SET LOCAL enable_seqscan = off; SET LOCAL random_page_cost = 0.1; "
    "SET LOCAL cpu_operator_cost = 0.05; "
    "SET LOCAL cpu_index_tuple_cost = 0.0001; SET LOCAL max_parallel_workers_per_gather = 0; "
)
_CUBE = (
    "SELECT combo k, sum(n) n, (SELECT min(valid_through) FROM listings_searchrow"
    " WHERE valid_through > statement_timestamp()) until FROM ("
    "SELECT combo, n FROM {table} WHERE {where} UNION ALL "
    "SELECT combo, -1 FROM listings_searchrow WHERE valid_through <= statement_timestamp() AND {where}"
    ") c GROUP BY combo HAVING sum(n) <> 0"
)
_ORDER = "lead DESC, published_at DESC, listing_id DESC"


@dataclass(frozen=True)
class Question:
    """Everything but the six counted filters."""

    query: str = ""
    """An SQL expression of type tsquery with its values in `words`; empty asks for no words."""
    words: tuple[str, ...] = ()
    titles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The same for what titles must say to come first, from narrow to wide: each finds all that the one before does."""
    spots: Mapping[int, float] | None = None
    """Kilometres by spot; None asks everywhere."""
    place_key: tuple[Any, ...] = ()
    """Names the spots in cache keys."""
    since_days: int | None = None
    extra: Sequence[int] = ()

    @property
    def key(self) -> tuple[Any, ...]:
        return (self.query, self.words, self.place_key, self.since_days, tuple(self.extra))

    @property
    def tier(self) -> tuple[str, list[Any]]:
        """How many of `titles` a title answers: 0 when only the text has the words."""
        return " + ".join(f"(title_words @@ ({sql}))::int" for sql, _ in self.titles), [
            value for _, words in self.titles for value in words
        ]  # fmt: skip

    def conditions(self, *, by_walking: bool = False, is_word_index_used: bool = True) -> tuple[list[str], list[Any]]:
        """With `by_walking` neither words nor spots offer themselves to an index."""
        found, args = ["valid_through > statement_timestamp()"], list[Any]()
        if self.query:
            use = is_word_index_used and not by_walking
            found.append(f"words @@ ({self.query})" if use else f"ts_match_vq(words, {self.query})")
            args += self.words
        if self.spots is not None:
            found.append("spot_id + 0 = ANY(%s)" if by_walking else "spot_id = ANY(%s)")
            args.append(list(self.spots))
        if self.since_days:
            found.append("published_at >= statement_timestamp() - %s * interval '1 day'")
            args.append(self.since_days)
        for mask in self.extra:
            found.append("extra & %s <> 0")
            args.append(mask)
        return found, args


class PayFigures(Sequence[int]):
    """The middles of stated ranges, ascending, kept as value and number: length and median cost no list."""

    def __init__(self, numbers: Mapping[int, int] | None = None) -> None:
        self.numbers = dict(sorted((numbers or {}).items()))
        self._length = sum(self.numbers.values())

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[int]:
        return chain.from_iterable(repeat(value, n) for value, n in self.numbers.items())

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> list[int]: ...
    def __getitem__(self, index: int | slice) -> int | list[int]:
        if isinstance(index, slice):
            return list(self)[index]
        position = index + self._length if index < 0 else index
        if position >= 0:
            for value, n in self.numbers.items():
                if position < n:
                    return value
                position -= n
        raise IndexError(index)

    @property
    def median(self) -> int | None:
        return self.quantile(0.5)

    def quantile(self, share: float) -> int | None:
        """Interpolated between the two nearest, rounded; None without figures."""
        if not self._length:
            return None
        below, rest = divmod(share * (self._length - 1), 1)
        low = self[int(below)]
        return round(low + rest * (self[int(below) + 1] - low)) if rest else low

    def bins(self, low: int, high: int, width: int) -> list[int]:
        """How many fall into each step from low to high; what lies outside counts in the first or last."""
        found = [0] * ((high - low) // width)
        for value, n in self.numbers.items():
            found[min(max((value - low) // width, 0), len(found) - 1)] += n
        return found


@dataclass
class Page:
    """What a page needs beside the question: order, position and the filters already counted."""

    sort: str
    size: int
    number: int = 1
    cursor: Cursor | None = None
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)


def choices(question: Question) -> Asked:
    """Groups of equal combos, from the cube when only place decides, else from the rows."""
    args: list[Any]
    if question.query or question.since_days or question.extra:
        where, args = question.conditions()
        until = "min(valid_through)"
        if question.since_days:
            until = f"least({until}, min(published_at) + {int(question.since_days)} * interval '1 day')"
        query = (
            f"SELECT combo k, count(*) n, {until} until FROM listings_searchrow "  # noqa: S608
            f"WHERE {' AND '.join(where)} GROUP BY combo"
        )
    elif question.spots is None:
        query, args = _CUBE.format(table="listings_searchtotal", where="true"), []
    else:
        args = [list(question.spots)] * 2
        query = _CUBE.format(table="listings_searchcube", where="spot_id = ANY(%s)")
    return Asked(("combo", *question.key), query, args)


def pay(question: Question, chosen: Mapping[str, Sequence[str]]) -> Asked:
    """The middles of stated ranges."""
    where, args = _filtered(question.conditions(), chosen)
    query = (
        "SELECT pay k, count(*) n, min(valid_through) until FROM listings_searchrow "  # noqa: S608
        f"WHERE pay IS NOT NULL AND {' AND '.join(where)} GROUP BY pay"
    )
    return Asked(("pay", *question.key, *sorted(packing.masks(chosen).items())), query, args)


def by_place() -> Asked:
    """Live listings of each municipality."""
    return Asked(
        ("places",),
        "SELECT place_id k, sum(n) n, (SELECT min(valid_through) FROM listings_searchrow"
        " WHERE valid_through > statement_timestamp()) until FROM ("
        "SELECT spot_id, n FROM listings_searchcube UNION ALL SELECT spot_id, -1 FROM listings_searchrow"
        " WHERE valid_through <= statement_timestamp()) c JOIN (SELECT id, place_id FROM listings_searchspot UNION ALL"
        " SELECT id, unnest(further_places) FROM listings_searchspot) s ON s.id = spot_id"
        " WHERE place_id IS NOT NULL GROUP BY place_id HAVING sum(n) > 0",
        [],
    )


def count(asked: Callable[[places.Version], Sequence[Asked]], *, is_placed: bool, settings: str = "") -> list[Counted]:
    """Counts again when the answer comes from a newer world than the spots known to this process."""
    while True:
        version = places.version()
        counted = generation.count(asked(version), settings)
        if not is_placed or counted[0].spots_version == version:
            return counted
        places.refresh(counted[0].spots_version)


def page_query(
    question: Question, page: Page, *, total: int, live: int, combos: Sequence[int]
) -> tuple[str, list[Any]]:
    """A query for the ids of one page and one more. `combos` are those that pass, used when there are few hits."""
    share = min(WALK_FROM, WALK_TIERS_FROM) if page.sort == "relevance" else WALK_FROM
    is_walk = page.sort != "distance" and total * share >= live
    if not is_walk:
        return _gather(question, page, combos)
    if page.sort == "relevance":
        return _walk_tiers(question, page)
    where, args = _filtered(question.conditions(by_walking=True), page.chosen)
    lead = "pay_max" if page.sort == "salary" else ""
    return _walk(where, args, lead, page, page.cursor)


def _filtered(
    conditions: tuple[list[str], list[Any]], chosen: Mapping[str, Sequence[str]]
) -> tuple[list[str], list[Any]]:
    where, args = conditions
    wanted = packing.masks(chosen).values()
    return [*where, *("combo & %s <> 0" for _ in wanted)], [*args, *wanted]


def _gather(question: Question, page: Page, combos: Sequence[int]) -> tuple[str, list[Any]]:
    where, args = question.conditions()
    where, args = _filtered((where, args), page.chosen)
    if not question.query and question.spots is None and page.chosen:
        where, args = [*where, "combo = ANY(%s)"], [*args, list(combos)]
    lead, join, before = "0", "", list[Any]()
    if page.sort == "salary":
        lead = "pay_max"
    elif page.sort == "relevance":
        lead, before = question.tier
    elif page.sort == "distance" and question.spots is not None:
        lead, join = "-km", "JOIN unnest(%s::int[], %s::float8[]) AS d(spot, km) ON spot = spot_id"
        before = [list(question.spots), list(question.spots.values())]
    query = (
        f"WITH hits AS MATERIALIZED (SELECT listing_id, published_at, {lead} AS lead "  # noqa: S608
        f"FROM listings_searchrow {join} WHERE {' AND '.join(where)}) SELECT listing_id FROM hits"
    )
    args = [*before, *args]
    if page.cursor:
        query += " WHERE (lead, published_at, listing_id) < (%s, %s, %s)"
        args += [page.cursor.lead, page.cursor.published_at, page.cursor.pk]
    query, args = f"{query} ORDER BY {_ORDER} LIMIT %s OFFSET %s", [*args, page.size + 1, _offset(page)]
    return _by_bitmaps(query, args) if question.query else (query, args)


def _by_bitmaps(query: str, args: list[Any]) -> tuple[str, list[Any]]:
    """Planned with the settings of BITMAPS, yet usable inside another statement (migration 0021)."""
    with connection.cursor() as cursor:
        return "SELECT listing_id FROM listings_search_by_bitmaps(%s)", [cursor.mogrify(query, args).decode()]


def _walk(where: list[str], args: list[Any], lead: str, page: Page, cursor: Cursor | None) -> tuple[str, list[Any]]:
    columns = [column for column in (lead, "published_at", "listing_id") if column]
    if cursor:
        values = [cursor.published_at, cursor.pk]
        where = [*where, f"({', '.join(columns)}) < ({', '.join(['%s'] * len(columns))})"]
        args = [*args, *([int(cursor.lead)] if lead else []), *values]
    order = ", ".join(f"{column} DESC" for column in columns)
    query = f"SELECT listing_id FROM listings_searchrow WHERE {' AND '.join(where)} ORDER BY {order}"  # noqa: S608
    return f"{query} LIMIT %s OFFSET %s", [*args, page.size + 1, _offset(page)]


def _walk_tiers(question: Question, page: Page) -> tuple[str, list[Any]]:
    """The tiers of Question.tier, each newest first. One is only looked at when those before do not fill the page."""
    tiers, args, names = [], list[Any](), list[str]()
    far, narrower, narrower_words = page.size + 1 + _offset(page), "", tuple[str, ...]()
    for lead, (sql, words) in zip(range(len(question.titles), -1, -1), [*question.titles, ("", ())], strict=True):
        title = " AND ".join(
            [f"title_words @@ ({sql})"] * bool(sql) + [f"NOT title_words @@ ({narrower})"] * bool(narrower)
        )
        words, narrower, narrower_words = (*words, *narrower_words), sql, words
        if page.cursor and lead > max(page.cursor.lead, 0):
            continue
        where, values = _filtered(question.conditions(by_walking=lead == 0, is_word_index_used=False), page.chosen)
        where, values = [title, *where], [*words, *values]
        if page.cursor and lead == page.cursor.lead:
            where.append("(published_at, listing_id) < (%s, %s)")
            values += [page.cursor.published_at, page.cursor.pk]
        missing = "".join(f" - (SELECT count(*) FROM {name})" for name in names)  # noqa: S608
        names.append(f"tier{lead}")
        tiers.append(
            f"tier{lead} AS MATERIALIZED (SELECT * FROM (SELECT {lead} AS lead, published_at, listing_id "  # noqa: S608
            f"FROM listings_searchrow WHERE {' AND '.join(where)} ORDER BY published_at DESC, listing_id DESC LIMIT %s"
            f") rows LIMIT greatest(0, {far}{missing}))"
        )
        args += [*values, far]
    union = " UNION ALL ".join(f"SELECT * FROM {name}" for name in names)  # noqa: S608
    query = f"WITH {', '.join(tiers)} SELECT listing_id FROM ({union}) hits ORDER BY {_ORDER} LIMIT %s OFFSET %s"  # noqa: S608
    return query, [*args, page.size + 1, _offset(page)]


def _offset(page: Page) -> int:
    return 0 if page.cursor else (page.number - 1) * page.size
