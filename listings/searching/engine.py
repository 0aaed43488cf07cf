"""The PostgreSQL engine: a question in; counts, pay and the ids of one page out. Nothing here knows pages or places.

Two steps, because the exact total decides how a page is found: many hits are met soon by walking the wanted order,
few are gathered by an index and sorted. Left alone, the planner prices neither long word lists nor packed choices.
"""

from collections.abc import Callable, Sequence
from typing import Any

from listings.searching import generation, memory, packing, places
from listings.searching.cursor import Cursor, Page
from listings.searching.generation import Asked, Counted, by_bitmaps
from listings.searching.question import Question

WALK_FROM = 200
"""Walk the order when at least one row in so many is a hit."""
WALK_TIERS_FROM = 20
"""The same for words: a word that no title has would be looked for in all of them."""
BITMAPS = (
    "SET LOCAL enable_indexscan = off; SET LOCAL enable_seqscan = off; SET LOCAL random_page_cost = 0.1; "
    "SET LOCAL cpu_operator_cost = 0.05; "
    "SET LOCAL cpu_index_tuple_cost = 0.0001; SET LOCAL max_parallel_workers_per_gather = 0; "
)
_ORDER = "lead DESC, published_at DESC, listing_id DESC"


def count(
    asked: Callable[[places.Version], Sequence[Asked]], *, is_placed: bool = False, settings: str = "",
    known: tuple[int, float] | None = None,
) -> list[Counted]:  # fmt: skip
    """From this process's memory, at least as new as what is `known`, or by the database with the `settings`.

    Counts again when the answer comes from a newer world than the spots known to this process.
    """
    while True:
        version = places.version()
        wanted = asked(version)
        counted = memory.count(wanted, known) or generation.count(wanted, settings)
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
        known = memory.page(question, page)
        return _gather(question, page, combos) if known is None else _still_live(known)
    if page.sort == "relevance":
        return _walk_tiers(question, page)
    where, args = _filtered(question.conditions(by_walking=True), page.chosen)
    lead = "pay_max" if page.sort == "salary" else ""
    return _walk(where, args, lead, page, page.cursor)


def _still_live(ids: list[int]) -> tuple[str, list[Any]]:
    live = "SELECT listing_id FROM listings_searchrow WHERE listing_id = ANY(%s)"
    return f"{live} AND valid_through > statement_timestamp()", [ids]


def _filtered(conditions: tuple[list[str], list[Any]], chosen: packing.Chosen) -> tuple[list[str], list[Any]]:
    where, args = conditions
    wanted = packing.masks(chosen).values()
    return [*where, *("combo & %s <> 0" for _ in wanted)], [*args, *wanted]


def _gather(question: Question, page: Page, combos: Sequence[int]) -> tuple[str, list[Any]]:
    where, args = question.conditions()
    where, args = _filtered((where, args), page.chosen)
    if not question.has_words and question.spots is None and page.chosen:
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
    query, args = f"{query} ORDER BY {_ORDER} LIMIT %s OFFSET %s", [*args, page.size + 1, page.offset]
    return by_bitmaps(query, args) if question.has_words else (query, args)


def _walk(where: list[str], args: list[Any], lead: str, page: Page, cursor: Cursor | None) -> tuple[str, list[Any]]:
    columns = [column for column in (lead, "published_at", "listing_id") if column]
    if cursor:
        values = [cursor.published_at, cursor.pk]
        where = [*where, f"({', '.join(columns)}) < ({', '.join(['%s'] * len(columns))})"]
        args = [*args, *([int(cursor.lead)] if lead else []), *values]
    order = ", ".join(f"{column} DESC" for column in columns)
    query = f"SELECT listing_id FROM listings_searchrow WHERE {' AND '.join(where)} ORDER BY {order}"  # noqa: S608
    return f"{query} LIMIT %s OFFSET %s", [*args, page.size + 1, page.offset]


def _walk_tiers(question: Question, page: Page) -> tuple[str, list[Any]]:
    """The tiers of Question.tier, each newest first. One is only looked at when those before do not fill the page."""
    tiers, args, names = [], list[Any](), list[str]()
    far, narrower = page.size + 1 + page.offset, ("", tuple[str, ...]())
    for lead, tier in zip(range(len(question.titles), -1, -1), [*question.titles, ("", ())], strict=True):
        titles = [f"title_words @@ ({tier[0]})"] * bool(tier[0])
        titles += [f"NOT title_words @@ ({narrower[0]})"] * bool(narrower[0])
        words, narrower = (*tier[1], *narrower[1]), tier
        if page.cursor and lead > max(page.cursor.lead, 0):
            continue
        where, values = _filtered(question.conditions(by_walking=lead == 0, is_word_index_used=False), page.chosen)
        where, values = [*titles, *where], [*words, *values]
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
    return query, [*args, page.size + 1, page.offset]
