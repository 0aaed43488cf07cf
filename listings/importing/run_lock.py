"""One run at a time for each source, on whatever machine: a lock of the database session, gone when its process dies."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, InterfaceError, connection

ROOM = 0x1F
"""Keeps the numbers of sources apart from other advisory locks."""


DRY_RUNS = 0x20
"""The lock of all dry runs: strangers ask for them, so that they never take more than one worker."""


class Busy(Exception):
    """Another run of this source goes on."""


@contextmanager
def sole(source_id: int | None, *, wait: bool) -> Iterator[None]:
    """Raises Busy instead of waiting when told so. A source that is not stored yet cannot have another run.

    Meanwhile statements take as long as they take, also on a page: a moderator may take a whole source offline.
    """
    if source_id is None:
        yield
        return
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [ROOM, source_id])
        else:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [ROOM, source_id])
            if not cursor.fetchone()[0]:
                raise Busy
        cursor.execute("SET statement_timeout = 0")
    try:
        yield
    finally:
        with suppress(DatabaseError, InterfaceError), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s); RESET statement_timeout", [ROOM, source_id])


@contextmanager
def only_dry_run() -> Iterator[None]:
    """Raises Busy while another dry run goes on, on whatever machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, 0)", [DRY_RUNS])
        if not cursor.fetchone()[0]:
            raise Busy
    try:
        yield
    finally:
        with suppress(DatabaseError, InterfaceError), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, 0)", [DRY_RUNS])


def running() -> set[int]:
    """Ids of the sources of which a run goes on, on whatever machine."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objsubid = 2 AND granted "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [ROOM],
        )
        return {row[0] for row in cursor.fetchall()}
