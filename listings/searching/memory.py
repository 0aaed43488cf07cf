"""All live listings in this process, a few numbers each: counting takes a pass over arrays.

About 52 bytes a listing. Words are asked of the database, once for each word, and kept as one bit a listing. The arrays are read once, aside, and then follow the database: every transaction notes the
listings that it changed together with its own number, and what a newer snapshot sees of these notes and an older one
did not is exactly what happened in between. Before each answer one statement asks whether anything did. When too much
happened, or the notes are gone, the arrays are read anew aside; meanwhile the database counts.
"""

import io
import logging
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import inf
from threading import Lock, Thread
from typing import Any

import numpy as np
from django.conf import settings
from django.db import Error, connection, transaction
from numpy.typing import NDArray

from listings.searching import packing
from listings.searching.cursor import Page
from listings.searching.generation import WORLD, Asked, Counted, by_bitmaps
from listings.searching.question import Question
from listings.searching.understanding import Expression, Wish

MAX_PATCHED = 20_000
"""More changed listings than this are not followed one by one."""
SPARE = 50_000
"""Room for new listings before the arrays are read anew."""
PAUSE_SECONDS = 30
"""Between a reading that failed and the next."""
MEMO_SIZE = 64
WORDS_SIZE = 256
"""Words whose listings are kept, one bit for each slot."""
WARM = 32
"""Words that are asked for again before rows that were read anew come into use."""
MAX_NEW_WORDS = 4
"""Words asked of all listings for one search."""
MAX_ADDED = 5_000
"""New slots that are asked for a word one by one."""
DAY = 86_400_000_000
EPOCH = 946_684_800
"""1970 to 2000 in seconds: from which year PostgreSQL counts moments."""
_FIELDS = (("listing_id", ">i8"), ("published_at", ">i8"), ("valid_through", ">i8"), ("spot_id", ">i4"),
           ("combo", ">i4"), ("extra", ">i4"), ("pay", ">i4"), ("pay_max", ">i4"))  # fmt: skip
"""Moments in microseconds as PostgreSQL sends them; the end `infinity` is the largest number."""
_ROW = np.dtype(list(_FIELDS))
_COPIED = np.dtype(
    [("n", ">i2"), *(pair for name, kind in _FIELDS for pair in ((f"{name}_size", ">i4"), (name, kind)))]
)
_COPIED_ID = np.dtype([("n", ">i2"), ("leaf_size", ">i4"), ("leaf", ">i4"), ("id_size", ">i4"), ("id", ">i8")])
_SAYS_NOTHING = -1
_COPY_HEAD = 19
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""From which PostgreSQL counts its microseconds."""
_READ = (
    "COPY (SELECT listing_id, published_at, valid_through, spot_id, combo, extra, coalesce(pay, -1), pay_max"
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
    " int4send(extra) || int4send(coalesce(pay, -1)) || int4send(pay_max), ''::bytea), ''::bytea) FROM listings_searchrow"
    f" WHERE listing_id IN (SELECT id FROM changed)) END FROM ({WORLD}) g"
)
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _World:
    generation: int
    spots_version: tuple[int, int]
    now: int
    snapshot: str

    @property
    def horizon(self) -> int:
        """All transactions before this number had ended."""
        return int(self.snapshot.split(":", 1)[0])

    @classmethod
    def of(cls, row: Sequence[Any]) -> "_World":
        return cls(row[0], (row[1], row[2]), int.from_bytes(row[3], "big", signed=True), row[4])


_Leaf = tuple[str, Expression]
"""A column and what it must say."""


@dataclass(frozen=True)
class _Known:
    seen: int
    """How many slots were asked."""
    bits: NDArray[np.uint8]
    says_something: bool = True


_UNASKED = _Known(0, np.zeros(0, dtype=np.uint8))


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
        self._pay_max = column("pay_max", np.int32)
        self._combos, codes = np.unique(read["combo"][order].astype(np.int32), return_inverse=True)
        self._code = np.zeros(room, dtype=np.intp)
        self._code[: self._used] = codes
        self._code_of = {combo: code for code, combo in enumerate(self._combos.tolist())}
        self._alive = np.zeros(room, dtype=np.bool_)
        self._until, self._live = 0, 0
        self._memo: dict[Any, Counted] = {}
        self._words: dict[_Leaf, _Known] = {}

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
        self._spot[new], self._pay[new], self._pay_max[new] = fresh["spot_id"], fresh["pay"], fresh["pay_max"]
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
        self._look_at_the_clock()
        key = (asked.is_by_spot, asked.question.key, *sorted(packing.masks(asked.chosen).items()))
        counted = self._memo.get(key)
        if counted is None:
            counted = self._count(asked)
            if asked.question.since_days is None:
                while len(self._memo) >= MEMO_SIZE:
                    self._memo.pop(next(iter(self._memo)))
                self._memo[key] = counted
        return replace(counted, live=self._live, spots_version=self.world.spots_version)

    def _look_at_the_clock(self) -> None:
        """When time passed the next end, or rows changed: who is alive now, and until when that holds."""
        if self.world.now < self._until:
            return
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
        groups, until = packing.Groups(keys[known], totals[known]), inf
        if (days := asked.question.since_days) and len(slots):
            until = EPOCH + float(self._published[slots].min() + days * DAY) / 1_000_000
        return Counted(groups, figures, self._live, self.world.spots_version, until)

    @property
    def lately(self) -> list[_Leaf]:
        """Words asked for last."""
        return list(self._words)[-WARM:]

    def is_cheap(self, question: Question) -> bool:
        """Whether few words are new, and none a typed phrase: the database joins those with the place first."""
        leaves = dict.fromkeys(leaf for wish in question.wishes for leaf in _leaves(wish))
        new = [leaf for leaf in leaves if leaf not in self._words]
        return len(new) <= MAX_NEW_WORDS and not any(_is_typed_phrase(leaf) for leaf in new)

    def learn(self, leaves: Sequence[_Leaf]) -> None:
        for leaf in leaves:
            self._told([leaf])

    def page(self, question: Question, page: Page) -> list[int]:
        """The ids of the page and one more, in order."""
        self._look_at_the_clock()
        slots = self._slots(question)
        slots = slots[packing.passing(self._combos, page.chosen)[self._code[slots]]]
        lead, published, pk = self._lead(question, page.sort, slots), self._published[slots], self._pk[slots]
        if page.cursor:
            end = (page.cursor.published_at - _EPOCH) // timedelta(microseconds=1)
            is_behind = (published < end) | (published == end) & (pk < page.cursor.pk)
            kept = np.flatnonzero((lead < page.cursor.lead) | (lead == page.cursor.lead) & is_behind)
            lead, published, pk = lead[kept], published[kept], pk[kept]
        last = page.offset + page.size + 1
        first = _largest(lead, published, last)
        order = np.lexsort((-pk[first], -published[first], -lead[first]))[page.offset : last]
        found: list[int] = pk[first][order].tolist()
        return found

    def _lead(self, question: Question, sort: str, slots: NDArray[np.intp]) -> NDArray[Any]:
        if sort == "salary":
            return self._pay_max[slots]
        if sort == "distance" and question.spots:
            spots = np.fromiter(question.spots, dtype=np.int32, count=len(question.spots))
            away = np.zeros(int(spots.max()) + 1)
            away[spots] = np.fromiter(question.spots.values(), dtype=np.float64, count=len(spots))
            return -away[self._spot[slots]]
        tiers = np.zeros(len(slots), dtype=np.int32)
        if sort == "relevance":
            for told in self._told([("title_words", title) for title in question.titles]).values():
                if told is not None:
                    tiers += told[slots]
        return tiers

    def _answering(self, question: Question) -> NDArray[np.bool_]:
        told = self._told([_leaf for wish in question.wishes for _leaf in _leaves(wish)])
        found, is_said, is_asked = np.ones(self._used, dtype=np.bool_), False, False
        for wish in question.wishes:
            is_asked |= not wish.is_minus
            saying = [one for leaf in _leaves(wish) if (one := told[leaf]) is not None]
            if saying:
                either = saying[0] if len(saying) == 1 else saying[0] | saying[1]
                found &= ~either if wish.is_minus else either
                is_said = True
        return found if is_said or not is_asked else np.zeros(self._used, dtype=np.bool_)

    def _told(self, leaves: Sequence[_Leaf]) -> dict[_Leaf, NDArray[np.bool_] | None]:
        """Which slots have the words, None of words that say nothing. One statement for all that is not known yet."""
        wanted = dict.fromkeys(leaves)
        kept = {leaf: self._words.pop(leaf, _UNASKED) for leaf in wanted}
        anew = {leaf for leaf, known in kept.items() if known.seen == 0 or self._used - known.seen > MAX_ADDED}
        behind = [leaf for leaf, known in kept.items() if known.seen < self._used]
        answers = _ask(
            [(leaf, () if leaf in anew else self._pk[kept[leaf].seen : self._used].tolist()) for leaf in behind]
        )
        found: dict[_Leaf, NDArray[np.bool_] | None] = {}
        for leaf, known in kept.items():
            if leaf in answers:
                seen, ids = 0 if leaf in anew else known.seen, answers[leaf]
                bits = np.zeros(self._used, dtype=np.bool_)
                bits[:seen] = np.unpackbits(known.bits, count=seen)
                bits[seen:] = np.isin(self._pk[seen : self._used], ids)
                known = _Known(self._used, np.packbits(bits), not (len(ids) and ids[0] == _SAYS_NOTHING))
            self._words[leaf] = known
            told = np.unpackbits(known.bits, count=self._used).view(np.bool_)
            found[leaf] = told if known.says_something else None
        while len(self._words) > WORDS_SIZE:
            self._words.pop(next(iter(self._words)))
        return found

    def _slots(self, question: Question) -> NDArray[np.intp]:
        used, wanted = self._used, self._alive[: self._used]
        if question.has_words:
            wanted = wanted & self._answering(question)
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


def _leaves(wish: Wish) -> list[_Leaf]:
    both = (("words", wish.text), ("title_words", wish.title))
    return [(column, expression) for column, expression in both if expression is not None]


def _is_typed_phrase(leaf: _Leaf) -> bool:
    _, (sql, values) = leaf
    return "||" not in sql and "phraseto" in sql and any(len(value.split()) > 1 for value in values)


def _ask(wanted: Sequence[tuple[_Leaf, Sequence[int]]]) -> dict[_Leaf, NDArray[np.int64]]:
    """Ids of the listings, of these or of all, that say the words; _SAYS_NOTHING first when the words say nothing."""
    if not wanted:
        return {}
    parts, copied = [], io.BytesIO()
    with connection.cursor() as cursor:
        for number, ((column, (sql, values)), ids) in enumerate(wanted):
            having = f"SELECT listing_id FROM listings_searchrow WHERE {column} @@ ({sql})"  # noqa: S608
            if ids:
                query, args = f"{having} AND listing_id = ANY(%s)", [*values, list(ids)]
            else:
                query, args = by_bitmaps(having, values)
            nothing = f"SELECT {_SAYS_NOTHING} WHERE numnode({sql}) = 0"  # noqa: S608
            part = f"SELECT {number}, id FROM ({nothing} UNION ALL {query}) AS told(id)"  # noqa: S608
            parts.append(cursor.mogrify(part, [*values, *args]).decode())
        with connection.wrap_database_errors:
            cursor.copy_expert(f"COPY ({' UNION ALL '.join(parts)}) TO STDOUT (FORMAT binary)", copied)
    found = np.frombuffer(copied.getbuffer()[_COPY_HEAD:-2], _COPIED_ID)
    return {leaf: found["id"][found["leaf"] == number].astype(np.int64) for number, (leaf, _) in enumerate(wanted)}


def _largest(lead: NDArray[Any], published: NDArray[np.int64], wanted: int) -> NDArray[np.intp]:
    """Positions of at least the first `wanted` by lead and then date, not sorted."""
    if len(lead) <= wanted:
        return np.arange(len(lead))
    least = np.partition(lead, len(lead) - wanted)[len(lead) - wanted]
    above, equal = np.flatnonzero(lead > least), np.flatnonzero(lead == least)
    missing = wanted - len(above)
    if len(equal) > missing:
        dates = published[equal]
        equal = equal[dates >= np.partition(dates, len(dates) - missing)[len(dates) - missing]]
    return np.concatenate([above, equal])


_lock = Lock()
_is_used = False
_rows: _Rows | None = None
_lately: list[_Leaf] = []
"""Words asked for before the rows were read anew."""
_reader: Thread | None = None
_failed_at = -inf


def count(asked: Sequence[Asked], known: tuple[int, float] | None = None) -> list[Counted] | None:
    """None when this process cannot answer now and the database must.

    `known` is a generation and the moment, in seconds since 1970, at which this request read it: as old as that the
    answer may be, so that it costs no statement.
    """
    if not _is_used:
        return None
    with _lock:
        rows = _rows
        if rows is None or not (_is_known(rows, known) or _is_current(rows)):
            _start_reading()
            return None
        if not all(rows.is_cheap(one.question) for one in asked):
            return None
        return [rows.answer(one) for one in asked]


def page(question: Question, page: Page) -> list[int] | None:
    """The ids of a page and one more, as of the last count; None when the database must look for them."""
    with _lock:
        return _rows.page(question, page) if _rows is not None and _rows.is_cheap(question) else None


def use() -> None:
    """For processes that answer many searches: from now on this one keeps the rows, unless the settings forbid it."""
    global _is_used
    _is_used = settings.SEARCH_IN_MEMORY
    if _is_used:
        _start_reading()


def _start_reading() -> None:
    """Reads all rows in a thread of its own, unless one is at it."""
    global _rows, _reader, _lately
    if _rows is not None:
        _lately = _rows.lately
    _rows = None
    if (_reader is None or not _reader.is_alive()) and time.monotonic() >= _failed_at + PAUSE_SECONDS:
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
    global _rows, _failed_at
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SET LOCAL statement_timeout = 0")  # a million rows take a while
            made = _read()
            _learn_again(made)
        with _lock:
            _rows = made
    except (Error, MemoryError):
        _failed_at = time.monotonic()
        log.exception("The live listings could not be read into memory; the database goes on counting")
    finally:
        connection.close()


def _learn_again(made: _Rows) -> None:
    """The last words, so that they cost nothing when the rows come into use; without them it goes as well."""
    global _lately
    words, _lately = _lately, []
    try:
        with transaction.atomic():
            made.learn(words)
    except Error:
        log.exception("The last words could not be asked for again")


def _read() -> _Rows:
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        world = _World.of(cursor.fetchone())
        copied = io.BytesIO()
        with connection.wrap_database_errors:
            cursor.copy_expert(_READ, copied)
    rows = np.frombuffer(copied.getbuffer()[_COPY_HEAD:-2], _COPIED)
    return _Rows(world, rows)


def _is_known(rows: _Rows, known: tuple[int, float] | None) -> bool:
    if known is None or known[0] != rows.world.generation:
        return False
    rows.world = replace(rows.world, now=max(rows.world.now, int((known[1] - EPOCH) * 1_000_000)))
    return True


def _is_current(rows: _Rows) -> bool:
    """Brings the rows to the present, if they are not; False when they must be read anew.

    A world older than the known one is another database: a dump was restored.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        world = _World.of(cursor.fetchone())
        horizon = rows.world.horizon
        if world.generation < rows.world.generation or world.horizon < horizon:
            return False
        if world.generation == rows.world.generation:
            rows.world = world
            return True
        cursor.execute(_CHANGES, {"horizon": horizon, "seen": rows.world.snapshot, "most": MAX_PATCHED})
        *world_row, forgotten_before, ids, packed = cursor.fetchone()
    if forgotten_before > horizon or packed is None:
        return False
    return rows.follow(_World.of(world_row), ids or [], np.frombuffer(packed, _ROW))


def _after_fork() -> None:
    """The thread and whoever held the lock stayed with the parent."""
    global _lock, _reader
    _lock, _reader = Lock(), None


os.register_at_fork(after_in_child=_after_fork)
