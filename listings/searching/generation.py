"""Counts kept in the cache for exactly as long as they are true.

One statement both asks whether the stored answer still holds and, if not, counts anew. An answer holds while no
search row has changed (the generation) and no counted listing has run out (`until`); both are judged by the
database's clock in the snapshot of that statement, so nothing stale can be shown.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.cache import cache
from django.db import connection

KEEP_SECONDS = 3600
_NEVER = datetime(1, 1, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Counted:
    packed: bytes
    """Pairs of key and number, 32 bits each, network order."""
    live: int
    """About how many rows there are to search in."""
    spots_version: tuple[int, int]


def count(key: tuple[Any, ...], groups: str, args: list[Any], settings: str = "") -> Counted:
    """`groups` is a query with the columns k, n and until; `settings` are SET LOCAL statements for its plan."""
    name = "counts:" + hashlib.sha256(repr(key).encode()).hexdigest()
    stored = cache.get(name)
    generation, until = stored[:2] if stored else (-1, _NEVER)
    with connection.cursor() as cursor:
        cursor.execute(
            f"{settings}SELECT g.n, g.spots, g.newest, "  # noqa: S608
            "CASE WHEN g.n = %s AND statement_timestamp() < %s THEN NULL ELSE ("
            "SELECT coalesce(string_agg(int4send(k::int) || int4send(n::int), ''::bytea), ''::bytea)"
            " || int8send((extract(epoch FROM least(min(until), statement_timestamp() + interval '1 hour')) * 1000000)"
            "::bigint) || int8send((SELECT greatest(reltuples, 0)::bigint FROM pg_class"
            f" WHERE oid = 'listings_searchrow'::regclass)) FROM ({groups}) counted) END "
            "FROM (SELECT coalesce(sum(n), 0)::bigint n, coalesce(sum(spots), 0)::bigint spots,"
            " (SELECT coalesce(max(id), 0) FROM listings_searchspot) newest FROM listings_searchgeneration) g",
            [generation, until, *args],
        )
        generation, spots, newest, fresh = cursor.fetchone()
    if fresh is not None:
        raw = bytes(fresh)
        end, live = (int.from_bytes(part, "big", signed=True) for part in (raw[-16:-8], raw[-8:]))
        stored = (generation, datetime.fromtimestamp(end / 1_000_000, UTC), live, raw[:-16])
        cache.set(name, stored, KEEP_SECONDS)
    return Counted(stored[3], stored[2], (spots, newest))
