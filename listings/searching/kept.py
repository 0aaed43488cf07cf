"""What was worked out once and is used again for exactly as long as it is true.

A world is one state of all search rows at one moment of the database's clock: the generation, the spots and the next
listing to run out. As long as the same world is read, no listing came, changed its place in a search, went or ran
out, so that an answer kept in this world is still the answer. What else an answer depends on stands in its name or in
its end.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache as once
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from listings.searching import places

KEEP_SECONDS = 3600
WORLD = (
    "(SELECT concat_ws(' ', coalesce(sum(n), 0), coalesce(sum(spots), 0),"
    " (SELECT coalesce(max(id), 0) FROM listings_searchspot), extract(epoch FROM statement_timestamp()),"
    " extract(epoch FROM (SELECT min(valid_through) FROM listings_searchrow"
    " WHERE valid_through > statement_timestamp()))) FROM listings_searchgeneration)"
)
"""An SQL expression for `World.read`, so that the statement that reads a row reads its world with it."""
T = TypeVar("T")


@dataclass(frozen=True)
class World:
    state: str
    now: float
    """Seconds since 1970, of the database's clock."""

    @classmethod
    def read(cls, text: str) -> "World":
        """Sees to it that this process knows the spots of this world."""
        generation, spots, newest, now, *end = text.split(" ")
        version = (int(spots), int(newest))
        if places.version() != version:
            places.refresh(version)
        return cls(" ".join((generation, spots, newest, *end)), float(now))


def world() -> World:
    """One statement."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {WORLD}")  # noqa: S608 - a constant
        return World.read(cursor.fetchone()[0])


def remembered(name: str, world: World, work_out: Callable[[], tuple[T, datetime | None]]) -> T:
    """The answer of that name in this world. `work_out` gives it with the moment at which time alone changes it."""
    key = f"kept:{release()}:{name}"
    known = cache.get(key)
    if known is not None and known[0] == world.state and (known[1] is None or world.now < known[1]):
        answer: T = known[2]
        return answer
    answer, until = work_out()
    cache.set(key, (world.state, until.timestamp() if until else None, answer), KEEP_SECONDS)
    return answer


@once
def release() -> str:
    """Names this version of the code and its templates: nothing kept by another one is used."""
    found = hashlib.sha256()
    for folder in ("listings", "articles", "portal", "templates", "static"):
        for path in sorted((Path(settings.BASE_DIR) / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".css", ".js", ".svg"}:
                found.update(f"{path.name} {path.stat().st_size} ".encode() + path.read_bytes())
    return found.hexdigest()[:12]
