"""All live listings in this process, a few numbers each: counting a question without words takes a pass over arrays.

About 48 bytes a listing. The arrays are read once, aside, and then follow the database: every transaction notes the
listings that it changed together with its own number, and what a newer snapshot sees of these notes and an older one
did not is exactly what happened in between. Before each answer one statement asks whether anything did. When too much
happened, or the notes are gone, the arrays are read anew aside; meanwhile the database counts.
"""

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock, Thread
from typing import Any

import numpy as np
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from numpy.typing import NDArray

from listings.searching import packing
from listings.searching.generation import WORLD, Asked, Counted
from listings.searching.question import Question

MAX_PATCHED = 20_000
"""More changed listings than this are not followed one by one."""
SPARE = 50_000
"""Room for new listings before the arrays are read anew."""
MEMO_SIZE = 64
DAY = 86_400_000_000
_FIELDS = (("listing_id", ">i8"), ("published_at", ">i8"), ("valid_through", ">i8"), ("spot_id", ">i4"),
           ("combo", ">i4"), ("extra", ">i4"), ("pay", ">i4"))  # fmt: skip
"""Moments in microseconds as PostgreSQL sends them; the end `infinity` is the largest number."""
_ROW = np.dtype(list(_FIELDS))
_COPIED = np.dtype(
    [("n", ">i2"), *(pair for name, kind in _FIELDS for pair in ((f"{name}_size", ">i4"), (name, kind)))]
)
_COPY_HEAD = 19
_READ = (
    "COPY (SELECT listing_id, published_at, valid_through, spot_id, combo, extra, coalesce(pay, -1)"
    " FROM listings_searchrow) TO STDOUT (FORMAT binary)"
)
_SNAPSHOT = "pg_current_snapshot()::text"
_NOW = "timestamptz_send(statement_timestamp())"
_STATE = f"SELECT g.n, g.spots, g.newest, {_NOW}, {_SNAPSHOT} FROM ({WORLD}) g"  # noqa: S608 - constants
_CHANGES = (
    "WITH changed AS MATERIALIZED (SELECT DISTINCT unnest(listing_ids) id FROM listings_searchchange"  # noqa: S608
    " WHERE xid >= %(horizon)s AND NOT pg_visible_in_snapshot(xid::text::xid8, %(seen)s::pg_snapshot))"
    f" SELECT g.n, g.spots, g.newest, {_NOW}, {_SNAPSHOT},"
    " (SELECT coalesce(max(forgotten_before), 0) FROM listings_searchhorizon), (SELECT array_agg(id) FROM changed),"
    " CASE WHEN (SELECT count(*) FROM changed) <= %(most)s THEN (SELECT coalesce(string_agg(int8send(listing_id) ||"
    " timestamptz_send(published_at) || timestamptz_send(valid_through) || int4send(spot_id) || int4send(combo) ||"
    " int4send(extra) || int4send(coalesce(pay, -1)), ''::bytea), ''::bytea) FROM listings_searchrow"
    f" WHERE listing_id IN (SELECT id FROM changed)) END FROM ({WORLD}) g"
)
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _World:
    generation: int
    spots_version: tuple[int, int]
    now: int
    snapshot: str

    @classmethod
    def of(cls, row: Sequence[Any]) -> "_World":
        return cls(row[0], (row[1], row[2]), int.from_bytes(row[3], "big", signed=True), row[4])


class _Rows:
    """The arrays. Slots are never reused: who ended stays as not alive until all is read anew."""

    def __init__(self, world: _World, read: NDArray[np.void]) -> None:
        self.world = world
        order = np.argsort(read["listing_id"].astype(np.int64), kind="stable")
        self._sorted = self._used = len(read)
        room = self._used + SPARE

        def column(name: str, kind: type) -> NDArray[Any]:
            made = np.zeros(room, dtype=kind)
            made[: self._used] = read[name][order]
            return made

        self._pk, self._published = column("listing_id", np.int64), column("published_at", np.int64)
        self._end, self._extra = column("valid_through", np.int64), column("extra", np.int32)
        self._spot, self._pay = column("spot_id", np.int32), column("pay", np.int32)
        self._combos, codes = np.unique(read["combo"][order].astype(np.int32), return_inverse=True)
        self._code = np.zeros(room, dtype=np.intp)
        self._code[: self._used] = codes
        self._code_of = {combo: code for code, combo in enumerate(self._combos.tolist())}
        self._alive = np.zeros(room, dtype=np.bool_)
        self._until, self._live = 0, 0
        self._memo: dict[Any, Counted] = {}

    def follow(self, world: _World, ids: Sequence[int], fresh: NDArray[np.void]) -> bool:
        """Puts the changed listings as they are now; False when there is no room."""
        if self._used + len(fresh) > len(self._pk):
            return False
        changed = np.asarray(ids, dtype=np.int64)
        base = np.searchsorted(self._pk[: self._sorted], changed)
        base = base[base < self._sorted]
        old = base[np.isin(self._pk[base], changed)]
        self._end[old] = 0
        tail = slice(self._sorted, self._used)
        self._end[tail][np.isin(self._pk[tail], changed)] = 0
        new = slice(self._used, self._used + len(fresh))
        self._pk[new], self._published[new] = fresh["listing_id"], fresh["published_at"]
        self._end[new], self._extra[new] = fresh["valid_through"], fresh["extra"]
        self._spot[new], self._pay[new] = fresh["spot_id"], fresh["pay"]
        self._code[new] = [self._code_for(combo) for combo in fresh["combo"].tolist()]
        self._used += len(fresh)
        self.world, self._until = world, 0
        return True

    def _code_for(self, combo: int) -> int:
        code = self._code_of.get(combo)
        if code is None:
            code = self._code_of[combo] = len(self._combos)
            self._combos = np.append(self._combos, np.int32(combo))
        return code

    def answer(self, asked: Asked) -> Counted:
        """As of `world.now`."""
        if self.world.now >= self._until:
            self._advance()
        key = (asked.is_by_spot, asked.question.key, *sorted(packing.masks(asked.chosen).items()))
        counted = self._memo.get(key)
        if counted is None:
            counted = self._count(asked)
            if asked.question.since_days is None:
                while len(self._memo) >= MEMO_SIZE:
                    self._memo.pop(next(iter(self._memo)))
                self._memo[key] = counted
        return Counted(counted.groups, counted.pay, self._live, self.world.spots_version)

    def _advance(self) -> None:
        """Time passed the next end, or rows changed: who is alive now, and until when that holds."""
        end = self._end[: self._used]
        self._alive[: self._used] = alive = end > self.world.now
        self._live = int(alive.sum())
        self._until = int(np.min(end, where=alive, initial=np.iinfo(np.int64).max))
        self._memo.clear()

    def _count(self, asked: Asked) -> Counted:
        slots = self._slots(asked.question)
        code, pay, keys = self._code[slots], self._pay[slots], self._combos
        if asked.is_by_spot:
            totals = np.bincount(self._spot[slots])
            keys = np.arange(len(totals), dtype=np.int32)
        else:
            totals = np.bincount(code, minlength=len(keys))
        known = np.flatnonzero(totals)
        if not asked.is_by_spot:
            wanted = pay >= 0
            if packing.masks(asked.chosen):
                wanted &= packing.passing(self._combos, asked.chosen)[code]
            pay = pay[wanted]
        figures = packing.PayFigures() if asked.is_by_spot else packing.PayFigures.of(pay)
        return Counted(packing.Groups(keys[known], totals[known]), figures, self._live, self.world.spots_version)

    def _slots(self, question: Question) -> NDArray[np.intp]:
        used, wanted = self._used, self._alive[: self._used]
        if question.spots is not None:
            spots = np.fromiter(question.spots, dtype=np.int32, count=len(question.spots))
            here = np.zeros(max(int(self._spot[:used].max(initial=0)), int(spots.max(initial=0))) + 1, dtype=np.bool_)
            here[spots] = True
            wanted = wanted & here[self._spot[:used]]
        if question.since_days:
            wanted = wanted & (self._published[:used] >= self.world.now - question.since_days * DAY)
        for mask in question.extra:
            wanted = wanted & (self._extra[:used] & np.int32(mask) != 0)
        return np.flatnonzero(wanted)


_lock = Lock()
_is_used = False
_rows: _Rows | None = None
_reader: Thread | None = None


def count(asked: Sequence[Asked]) -> list[Counted] | None:
    """None when this process cannot answer now and the database must."""
    if not _is_used or any(one.question.query for one in asked):
        return None
    with _lock:
        rows = _rows
        if rows is None or not _is_current(rows):
            _start_reading()
            return None
        return [rows.answer(one) for one in asked]


def use() -> None:
    """For processes that answer many searches: from now on this one keeps the rows, unless the settings forbid it."""
    global _is_used
    _is_used = settings.SEARCH_IN_MEMORY
    if _is_used:
        _start_reading()


def _start_reading() -> None:
    """Reads all rows in a thread of its own, unless one is at it."""
    global _rows, _reader
    _rows = None
    if _reader is None or not _reader.is_alive():
        _reader = Thread(target=_read_aside, name="search-rows", daemon=True)
        _reader.start()


def wait() -> None:
    """Until the reading that is going on has ended."""
    if _reader is not None:
        _reader.join()


@contextmanager
def in_use() -> Iterator[None]:
    """With all rows read at once, as this connection sees them: for tests and measuring."""
    global _is_used, _rows
    _is_used, _rows = True, _read()
    try:
        yield
    finally:
        _is_used, _rows = False, None


def _read_aside() -> None:
    global _rows
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            made = _read()
        with _lock:
            _rows = made
    except DatabaseError:
        log.exception("The live listings could not be read into memory; the database goes on counting")
    finally:
        connection.close()


def _read() -> _Rows:
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        world = _World.of(cursor.fetchone())
        copied = io.BytesIO()
        cursor.copy_expert(_READ, copied)
    rows = np.frombuffer(copied.getbuffer()[_COPY_HEAD:-2], _COPIED)
    return _Rows(world, rows)


def _is_current(rows: _Rows) -> bool:
    """Brings the rows to the present, if they are not; False when they must be read anew."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        world = _World.of(cursor.fetchone())
        if world.generation == rows.world.generation:
            rows.world = world
            return True
        horizon = int(rows.world.snapshot.split(":", 1)[0])
        cursor.execute(_CHANGES, {"horizon": horizon, "seen": rows.world.snapshot, "most": MAX_PATCHED})
        *world_row, forgotten_before, ids, packed = cursor.fetchone()
    if forgotten_before > horizon or packed is None:
        return False
    return rows.follow(_World.of(world_row), ids or [], np.frombuffer(packed, _ROW))
