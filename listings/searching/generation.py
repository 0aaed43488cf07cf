"""Counts by the database, kept in the cache for exactly as long as they are true.

One statement both asks whether the stored answer still holds and, if not, counts anew. An answer holds while no
search row has changed (the generation) and no counted listing has run out (`until`); both are judged by the
database's clock in the snapshot of that statement, so nothing stale can be shown.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf
from typing import Any

import numpy as np
from django.core.cache import cache
from django.db import connection

from listings.searching import packing
from listings.searching.question import Question

KEEP_SECONDS = 3600
MAX_KEPT_BYTES = 50_000
"""Larger answers are those of a few common words; kept for every wording, they would fill the cache."""
_NEVER = datetime(1, 1, 2, tzinfo=UTC)
_TRIPLE = np.dtype([("key", ">i4"), ("pay", ">i4"), ("n", ">i4")])
WORLD = (
    "SELECT coalesce(sum(n), 0)::bigint n, coalesce(sum(spots), 0)::bigint spots,"
    " (SELECT coalesce(max(id), 0) FROM listings_searchspot) newest FROM listings_searchgeneration"
)
"""One row that changes with every committed change of search rows or spots."""


@dataclass(frozen=True)
class Asked:
    """What to count: the choices and the pay of a question's listings, or how many there are at each spot."""

    question: Question
    chosen: packing.Chosen
    """Filters that the pay figures obey; the groups are counted without them."""
    is_by_spot: bool = False


@dataclass(frozen=True)
class Counted:
    groups: packing.Groups
    """Of Asked.is_by_spot the keys are spots instead of combos."""
    pay: packing.PayFigures
    live: int
    """About how many rows there are to search in."""
    spots_version: tuple[int, int]
    until: float = inf
    """Seconds since 1970: when its limit of days drops a listing, or before."""


def count(asked: Sequence[Asked], settings: str = "") -> list[Counted]:
    """One statement for all of them; `settings` are SET LOCAL statements for its plan."""
    names = [_name(one) for one in asked]
    kept = cache.get_many(names)
    stored = [kept.get(name, (-1, _NEVER, 0, b"")) for name in names]
    columns, args = [], list[Any]()
    for one, known in zip(asked, stored, strict=True):
        column, values = _counting(one)
        columns.append(column)
        args += [*known[:2], *values]
    with connection.cursor() as cursor:
        cursor.execute(f"{settings}SELECT g.n, g.spots, g.newest, {', '.join(columns)} FROM ({WORLD}) g", args)  # noqa: S608
        generation, spots, newest, *fresh = cursor.fetchone()
    new = {}
    for position, found in enumerate(fresh):
        if found is not None:
            raw = bytes(found)
            end, live = (int.from_bytes(part, "big", signed=True) for part in (raw[-16:-8], raw[-8:]))
            stored[position] = (generation, datetime.fromtimestamp(end / 1_000_000, UTC), live, raw[:-16])
            if len(raw) <= MAX_KEPT_BYTES:
                new[names[position]] = stored[position]
    if new:
        cache.set_many(new, KEEP_SECONDS)
    return [_counted(one, known, (spots, newest)) for one, known in zip(asked, stored, strict=True)]


def by_bitmaps(query: str, args: Sequence[Any]) -> tuple[str, list[Any]]:
    """For a query of ids: planned for long word lists, yet usable inside another statement (migration 0021)."""
    with connection.cursor() as cursor:
        return "SELECT listing_id FROM listings_search_by_bitmaps(%s)", [cursor.mogrify(query, args).decode()]


def _name(asked: Asked) -> str:
    return "counts:" + hashlib.sha256(repr((asked.is_by_spot, asked.question.key)).encode()).hexdigest()


def _counting(asked: Asked) -> tuple[str, list[Any]]:
    """Groups of equal key and pay in one scan, packed; NULL when the stored answer still holds."""
    where, args = asked.question.conditions()
    key, pay = ("spot_id", "-1") if asked.is_by_spot else ("combo", "coalesce(pay, -1)")
    until = "min(valid_through)"
    if days := asked.question.since_days:
        until = f"least({until}, min(published_at) + {int(days)} * interval '1 day')"
    groups = (
        f"SELECT {key} k, {pay} pay, count(*) n, {until} until FROM listings_searchrow "  # noqa: S608
        f"WHERE {' AND '.join(where)} GROUP BY 1, 2"
    )
    column = (
        "CASE WHEN g.n = %s AND statement_timestamp() < %s THEN NULL ELSE ("  # noqa: S608
        "SELECT coalesce(string_agg(int4send(k::int) || int4send(pay::int) || int4send(n::int), ''::bytea), ''::bytea)"
        " || int8send((extract(epoch FROM least(min(until), statement_timestamp() + interval '1 hour')) * 1000000)"
        "::bigint) || int8send((SELECT greatest(reltuples, 0)::bigint FROM pg_class"
        f" WHERE oid = 'listings_searchrow'::regclass)) FROM ({groups}) counted) END"
    )
    return column, args


def _counted(asked: Asked, stored: tuple[int, datetime, int, bytes], spots_version: tuple[int, int]) -> Counted:
    _, until, live, packed = stored
    found = np.frombuffer(packed, _TRIPLE)
    numbers = found["n"].astype(np.int64)
    keys, group_of = np.unique(found["key"].astype(np.int32), return_inverse=True)
    totals = np.bincount(group_of, weights=numbers, minlength=len(keys)).astype(np.int64)
    has_pay = (found["pay"] >= 0) & packing.passing(keys, asked.chosen)[group_of]
    pay: dict[int, int] = {}
    for value, n in zip(found["pay"][has_pay].tolist(), numbers[has_pay].tolist(), strict=True):
        pay[value] = pay.get(value, 0) + n
    return Counted(packing.Groups(keys, totals), packing.PayFigures(pay), live, spots_version, until.timestamp())
