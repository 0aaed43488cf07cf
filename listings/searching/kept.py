"""What was worked out once and is used again for exactly as long as it is true: answers, and whole pages.

A world is one state of all search rows at one moment of the database's clock: the generation, the spots and the next
listing to run out. As long as the same world is read, no listing came, changed its place in a search, went or ran
out, so that an answer kept in this world is still the answer. What else an answer depends on stands in its name or in
its end.
"""

import gzip
import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache as once
from math import inf
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from listings.searching import generation, places

KEEP_SECONDS = 3600
WORLD = (
    "(SELECT concat_ws(' ', g.n, g.spots, g.newest, extract(epoch FROM statement_timestamp()),"  # noqa: S608
    " extract(epoch FROM (SELECT min(valid_through) FROM listings_searchrow"
    f" WHERE valid_through > statement_timestamp()))) FROM ({generation.WORLD}) g)"
)
"""An SQL expression for `World.read`, so that the statement that reads a row reads its world with it."""
_ROWS = (
    "(SELECT string_agg(concat_ws(':', l.id, l.xmin, l.ctid, e.xmin, e.ctid), ' ' ORDER BY l.id)"
    " FROM listings_listing l JOIN listings_employer e ON e.id = l.hiring_organization_id WHERE l.id = ANY(%s))"
)
"""Which version of each listing and its employer is stored: every update writes a new one somewhere else."""
ZIP_LEVEL = 6
_watched: list[str] = []
T = TypeVar("T")


@dataclass(frozen=True)
class World:
    state: str
    now: float
    """Seconds since 1970, of the database's clock."""

    @property
    def generation(self) -> tuple[int, float]:
        """For counting without asking again."""
        return int(self.state.partition(" ")[0]), self.now

    @classmethod
    def read(cls, text: str) -> "World":
        """Sees to it that this process knows the spots of this world."""
        changes, spots, newest, now, *end = text.split(" ")
        version = (int(spots), int(newest))
        if places.version() != version:
            places.refresh(version)
        return cls(" ".join((changes, spots, newest, *end)), float(now))


def world() -> World:
    """One statement."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {WORLD}")  # noqa: S608 - a constant
        return World.read(cursor.fetchone()[0])


def remembered(name: str, world: World, work_out: Callable[[], tuple[T, float]]) -> T:
    """The answer of that name in this world. `work_out` gives it with the moment at which time alone changes it."""
    key = _key(name)
    known = cache.get(key)
    if known is not None and known[0] == world.state and world.now < known[1]:
        answer: T = known[2]
        return answer
    answer, until = work_out()
    cache.set(key, (world.state, until, answer), KEEP_SECONDS)
    return answer


def watch(mark: str) -> None:
    """All kept pages also depend on this: an SQL expression whose text changes with what they show of other tables."""
    _watched.append(mark)


@dataclass(frozen=True)
class Shown:
    """A page just built, with the listings of which it shows anything."""

    html: str
    listings: Collection[int]
    until: float = inf
    """As of `remembered`."""


@dataclass(frozen=True)
class _Kept:
    listings: tuple[int, ...]
    mark: tuple[str, ...] = ()
    until: float = 0
    zipped: bytes = b""


def page(request: HttpRequest, name: str, build: Callable[[World], Shown | HttpResponse]) -> HttpResponse:
    """The page of that name, equal for all visitors; one statement when it is kept.

    It is kept under the marks of the listings that it shows, and these must not be younger than what is shown: so they
    are read before it is built, of the listings that it showed last time. When it turns out to show others, the marks
    of these are read after it, which counts only if nothing at all was written in between.
    """
    if settings.DEBUG or request.GET or settings.SESSION_COOKIE_NAME in request.COOKIES:
        built = build(world())
        return HttpResponse(built.html) if isinstance(built, Shown) else built
    key = _key(f"page:{name}")
    kept = cache.get(key) or _Kept(())
    present, snapshot, mark = _mark(kept.listings)
    if kept.mark == mark and present.now < kept.until:
        return _sent(request, kept.zipped)
    built = build(present)
    if not isinstance(built, Shown):
        return built
    listings = tuple(sorted(built.listings))
    if listings != kept.listings:
        _, later, own_mark = _mark(listings)
        if (later, own_mark[:-1]) != (snapshot, mark[:-1]):
            cache.set(key, _Kept(listings), KEEP_SECONDS)
            return HttpResponse(built.html)
        mark = own_mark
    zipped = gzip.compress(built.html.encode(), ZIP_LEVEL, mtime=0)
    cache.set(key, _Kept(listings, mark, built.until, zipped), KEEP_SECONDS)
    return _sent(request, zipped)


def _sent(request: HttpRequest, zipped: bytes) -> HttpResponse:
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(zipped, headers={"Content-Encoding": "gzip"})
    else:
        response = HttpResponse(gzip.decompress(zipped))
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _key(name: str) -> str:
    return f"kept:{release()}:" + hashlib.sha256(name.encode()).hexdigest()


def _mark(listings: Collection[int]) -> tuple[World, str, tuple[str, ...]]:
    """The present world, the snapshot, and the mark: everything that a page shows, last these listings."""
    today = timezone.localdate().isoformat()
    with connection.cursor() as cursor:
        columns = (WORLD, "pg_current_snapshot()::text", *_watched, _ROWS)
        cursor.execute(f"SELECT {', '.join(columns)}", [list(listings)])
        text, snapshot, *rest = cursor.fetchone()
    present = World.read(text)
    return present, snapshot, (present.state, today, *(part or "" for part in rest))


@once
def release() -> str:
    """Names this version of the code, its templates and settings: nothing kept by another one is used."""
    found = hashlib.sha256(repr((settings.BASE_URL, settings.STATIC_URL, settings.OPERATOR)).encode())
    for folder in ("listings", "articles", "portal", "templates", "static"):
        for path in sorted((Path(settings.BASE_DIR) / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".css", ".js", ".svg"}:
                found.update(f"{path.name} {path.stat().st_size} ".encode() + path.read_bytes())
    return found.hexdigest()[:12]
