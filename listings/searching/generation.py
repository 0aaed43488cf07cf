"""Counts kept in the cache for exactly as long as they are true.

One statement both asks whether the stored answer still holds and, if not, counts anew. An answer holds while no
search row has changed (the generation) and no counted listing has run out (`until`); both are judged by the
database's clock in the snapshot of that statement, so nothing stale can be shown.
"""

import hashlib
from collections.abc import Sequence
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
    until: datetime
    """When time alone changes it, at the latest."""


@dataclass(frozen=True)
class Asked:
    """What to count: `groups` is a query with the columns k, n and until; `key` names it in the cache."""

    key: tuple[Any, ...]
    groups: str
    args: list[Any]

    @property
    def name(self) -> str:
        return "counts:" + hashlib.sha256(repr(self.key).encode()).hexdigest()


_COUNT = (
    "CASE WHEN g.n = %s AND statement_timestamp() < %s THEN NULL ELSE ("
    "SELECT coalesce(string_agg(int4send(k::int) || int4send(n::int), ''::bytea), ''::bytea)"
    " || int8send((extract(epoch FROM least(min(until), statement_timestamp() + interval '1 hour')) * 1000000)"
    "::bigint) || int8send((SELECT greatest(reltuples, 0)::bigint FROM pg_class"
    " WHERE oid = 'listings_searchrow'::regclass)) FROM ({groups}) counted) END"
)


def count(asked: Sequence[Asked], settings: str = "") -> list[Counted]:
    """One statement for all of them; `settings` are SET LOCAL statements for its plan."""
    kept = cache.get_many([one.name for one in asked])
    stored = [kept.get(one.name, (-1, _NEVER, 0, b"")) for one in asked]
    columns = ", ".join(_COUNT.format(groups=one.groups) for one in asked)
    args = [value for one, known in zip(asked, stored, strict=True) for value in (*known[:2], *one.args)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"{settings}SELECT g.n, g.spots, g.newest, {columns} "  # noqa: S608
            "FROM (SELECT coalesce(sum(n), 0)::bigint n, coalesce(sum(spots), 0)::bigint spots,"
            " (SELECT coalesce(max(id), 0) FROM listings_searchspot) newest FROM listings_searchgeneration) g",
            args,
        )
        generation, spots, newest, *fresh = cursor.fetchone()
    new = {}
    for position, found in enumerate(fresh):
        if found is not None:
            raw = bytes(found)
            end, live = (int.from_bytes(part, "big", signed=True) for part in (raw[-16:-8], raw[-8:]))
            stored[position] = (generation, datetime.fromtimestamp(end / 1_000_000, UTC), live, raw[:-16])
            new[asked[position].name] = stored[position]
    if new:
        cache.set_many(new, KEEP_SECONDS)
    return [Counted(known[3], known[2], (spots, newest), known[1]) for known in stored]
