"""Counts how often listings are seen and applied to, and other pages read, without cookies and without keeping who it was.

A page counts in Redis, in one round trip; while Redis is away it counts nothing and loses no time. A job folds the
counts into ListingCount. A visit counts once within half an hour: for so long Redis keeps a digest of the listing, the
visitor's network and browser, and a number for a digest of the network, made with a random salt that never leaves Redis
and is gone after a day. The network and the browser themselves are stored nowhere.
"""

import logging
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache as once
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import redis
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from listings.models import CountBatch
from listings.rate_limits import network_of
from listings.vocabulary import VisitSource

log = logging.getLogger(__name__)

TIMEOUT, FOLD_TIMEOUT = 0.2, 10
"""Seconds that a page, and the job, wait for Redis."""
REST = 30
"""Seconds in which nothing is counted after Redis did not answer."""
ONCE_IN = 1800
MOST_OF_ONE, MOST_OF_ALL = 60, 2_000
"""Visits that one network may make within that time, to one page and to all of its kind: names of browsers can be made up, and
each one that is new costs Redis a key."""
SALT_LIVES = 86_400
BATCH = "batch"
"""Field of the closed hash that names the batch."""
MARKERS_LIVE_DAYS = 30
VIEW, APPLY = "views", "applies"
INSIDE = ("/admin/", "/arbeitgeber/stellen/", "/arbeitgeber/stelle-aufgeben/", "/arbeitgeber/konto/",
          "/arbeitgeber/feeds/")  # fmt: skip
FROM = "von"
"""Parameter that says where a link of ours stands: in a mail there is no page that could say so."""

_BOT = re.compile(
    r"(?<!cu)bot\b|bot[/_;-]|crawl|spider|slurp|scrap|archiver|facebookexternalhit|whatsapp|skype|embedly|preview"
    r"|mediapartners|google-|googleother|feedfetcher|bingpreview|lighthouse|pagespeed|gtmetrix|pingdom|uptime|monitor"
    r"|headless|phantomjs|selenium|playwright|puppeteer|curl|wget|httpie|libwww|python|urllib|aiohttp|httpx|scrapy|okhttp"
    r"|go-http|java/|apache-http|axios|node-fetch|undici|ruby|perl|php|postman|insomnia|chatgpt|claude|perplexity|anthropic"
    r"|openai|ccbot|bytespider|validator|fetch|http_?client|dataprovider|ahrefs|semrush|zgrab|masscan|nmap",
    re.I,
)  # fmt: skip
"""Programs that say so. CUBOT makes telephones."""
_ENGINE = re.compile(
    r"(?:^|\.)(?:duckduckgo|ecosia|qwant|startpage|swisscows|mojeek|metager|yandex|baidu|bing|kagi)\.[a-z]+$"
    r"|^(?:www\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?$|^com\.google\.android\.|^(?:[a-z]+\.)?search\.(?:yahoo|brave|aol)\.[a-z.]+$"
    r"|^(?:suche|search)\.[a-z0-9-]+\.[a-z]+$"
)
_COUNT = """
local salt = redis.call('SET', KEYS[2], ARGV[1], 'NX', 'GET', 'EX', ARGV[2]) or ARGV[1]
local mark = 'visits:mark:' .. redis.sha1hex(salt .. ARGV[3])
if redis.call('EXISTS', mark .. ARGV[6]) == 1 then return 0 end
for place, most in ipairs({ARGV[9], ARGV[10]}) do
  local many = 'visits:many:' .. redis.sha1hex(salt .. ARGV[8] .. (place == 1 and ARGV[4] .. ARGV[6] or ''))
  local count = redis.call('INCR', many)
  if count == 1 then redis.call('EXPIRE', many, ARGV[7]) end
  if count > tonumber(most) then return 0 end
end
redis.call('SET', mark .. ARGV[6], ARGV[5], 'EX', ARGV[7])
local from = ARGV[6] == 'applies' and redis.call('GET', mark .. 'views') or ARGV[5]
return redis.call('HINCRBY', KEYS[1], ARGV[4] .. ' ' .. from .. ' ' .. ARGV[6], 1)
"""
"""Who applies came from where the same visitor's look at the listing came from."""
_CLOSE = """
if redis.call('EXISTS', KEYS[2]) == 0 then
  if redis.call('EXISTS', KEYS[1]) == 0 then return {} end
  redis.call('RENAME', KEYS[1], KEYS[2])
end
redis.call('HSETNX', KEYS[2], ARGV[1], ARGV[2])
return redis.call('HGETALL', KEYS[2])
"""
_FORGET = "if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then return redis.call('DEL', KEYS[1]) end return 0"
_ADD = """
INSERT INTO listings_listingcount (listing_id, day, came_from, views, applies)
SELECT l.id, day, came_from, views, applies
FROM unnest(%s::bigint[], %s::date[], %s::text[], %s::int[], %s::int[]) AS new (listing, day, came_from, views, applies)
JOIN (SELECT id FROM listings_listing WHERE id = ANY(%s::bigint[]) ORDER BY id FOR KEY SHARE) l ON l.id = new.listing
ORDER BY l.id, day, came_from
ON CONFLICT (listing_id, day, came_from) DO UPDATE
SET views = listings_listingcount.views + excluded.views, applies = listings_listingcount.applies + excluded.applies
"""
"""Listings that are gone are left out. Those that stay may be changed meanwhile."""
_rests_until = 0.0


@dataclass(frozen=True)
class Ledger:
    """One kind of thing that is counted, with its table. Its names in Redis begin with `name`."""

    name: str
    add: str
    """SQL of six arrays: things, days, came_from, views, applies, and the things once more."""
    thing: str = r"\d{1,18}"
    """What names one of them, as a regular expression without a blank."""

    @property
    def open(self) -> str:
        """Hash of "thing day came_from kind" to a number: what is being counted."""
        return f"{self.name}:open"

    @property
    def closed(self) -> str:
        """The same, the batch that is being folded."""
        return f"{self.name}:closed"


LISTINGS = Ledger("visits", _ADD)
OPEN, CLOSED = LISTINGS.open, LISTINGS.closed


@once
def server(timeout: float = TIMEOUT) -> "redis.Redis":
    """A client of its own: the cache's may wait longer and try again."""
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=timeout, socket_connect_timeout=timeout, retry=Retry(NoBackoff(), 0)
    )


def view(request: HttpRequest, thing: int | str, ledger: Ledger = LISTINGS) -> None:
    _count(request, thing, VIEW, ledger)


def apply_click(request: HttpRequest, listing: int) -> None:
    _count(request, listing, APPLY, LISTINGS)


def _count(request: HttpRequest, thing: int | str, kind: str, ledger: Ledger) -> None:
    """Never raises for the server's sake."""
    global _rests_until
    source = came_from(request) if is_person(request) and monotonic() >= _rests_until else None
    if source is None:
        return
    today = timezone.localdate().isoformat()
    browser, network = request.headers.get("User-Agent", ""), network_of(request)
    visitor, line = (
        salted_hmac("listings.counting", f"{ledger.name} {text}", algorithm="sha256").hexdigest()
        for text in (f"{thing} {network} {browser}", network)
    )
    try:
        server().eval(
            _COUNT, 2, ledger.open, f"visits:salt:{today}", secrets.token_hex(32), SALT_LIVES, visitor,
            f"{thing} {today}", source.value, kind, ONCE_IN, line, MOST_OF_ONE, MOST_OF_ALL,
        )  # fmt: skip
    except RedisError as error:
        _rests_until = monotonic() + REST
        log.warning("Visits are not counted for %d seconds: %s", REST, type(error).__name__)


def is_person(request: HttpRequest) -> bool:
    """Not a program that says so, nor a browser that fetches what nobody has opened yet."""
    browser, headers = request.headers.get("User-Agent", ""), request.headers
    if request.method != "GET" or not browser or _BOT.search(browser):
        return False
    purpose = " ".join(headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")).lower()
    is_ahead = "prefetch" in purpose or "prerender" in purpose or "preview" in purpose
    return not is_ahead and headers.get("Sec-Fetch-Dest", "document") == "document"


def came_from(request: HttpRequest) -> VisitSource | None:
    """None for those who come from the desk or the admin: an employer or a moderator who looks at the result."""
    said = request.GET.get(FROM, "")
    if said in set(VisitSource):
        return VisitSource(said)
    try:
        page = urlsplit(request.headers.get("Referer", ""))
        host = page.hostname
    except ValueError:
        return VisitSource.DIRECT
    if not host:
        return VisitSource.DIRECT
    if host in {urlsplit(f"//{request.get_host()}").hostname, urlsplit(settings.BASE_URL).hostname}:
        return _own_page(page.path, request.path)
    return VisitSource.ENGINE if _ENGINE.search(host) else VisitSource.SITE


def _own_page(path: str, asked: str) -> VisitSource | None:
    """The listing's own page says nothing about where its visitor came from."""
    if path.startswith(INSIDE):
        return None
    if path.startswith("/ratgeber/"):
        return VisitSource.GUIDE
    is_same = path.startswith("/job/") and path.split("/")[:3] == asked.split("/")[:3]
    return VisitSource.DIRECT if is_same else VisitSource.SEARCH


def fold(ledger: Ledger = LISTINGS) -> int:
    """Moves what was counted into the table, exactly once however often it is killed; returns how many rows it wrote.

    A batch has a name, which is written down in the transaction that adds its numbers: whoever finds the batch again
    after a death in between adds nothing and only throws it away. A second worker waits for that name.
    """
    total = 0
    redis_server = server(FOLD_TIMEOUT)
    for _ in range(2):  # a batch that was left over, and the present one
        flat = redis_server.eval(_CLOSE, 2, ledger.open, ledger.closed, BATCH, secrets.token_hex(16))
        batch = {key.decode(): value.decode() for key, value in zip(flat[::2], flat[1::2], strict=True)}
        name = batch.pop(BATCH, "")
        if not name:
            break
        total += _add(name, batch, ledger)
        _forget(redis_server, name, ledger)
    return total


def _forget(redis_server: "redis.Redis", name: str, ledger: Ledger) -> None:
    """Unless somebody else has done so and begun another batch."""
    redis_server.eval(_FORGET, 1, ledger.closed, BATCH, name)


@transaction.atomic
def _add(name: str, batch: dict[str, str], ledger: Ledger) -> int:
    """Nothing when the batch was added before."""
    now = timezone.now()
    CountBatch.objects.filter(folded_at__lt=now - timedelta(days=MARKERS_LIVE_DAYS)).delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO listings_countbatch (name, folded_at) VALUES (%s, %s) ON CONFLICT (name) DO NOTHING",
            [name, now],
        )
        if not cursor.rowcount:
            return 0
        rows = _rows(batch.items(), ledger)
        if not rows:
            return 0
        columns: list[list[Any]] = [list(column) for column in zip(*rows, strict=True)]
        cursor.execute(ledger.add, [*columns, columns[0]])
        return cursor.rowcount


def _rows(counted: Iterable[tuple[str, str]], ledger: Ledger) -> list[tuple[str, str, str, int, int]]:
    """Thing, day, came_from, views, applies. What nobody here has written is passed over."""
    sums: dict[tuple[str, str, str], dict[str, int]] = {}
    for field, number in counted:
        found = re.fullmatch(rf"({ledger.thing}) (\d{{4}}-\d\d-\d\d) ([a-z]{{1,8}}) (views|applies)", field)
        if found and found[3] in set(VisitSource) and number.isdecimal():
            key = (found[1], found[2], found[3])
            sums.setdefault(key, {VIEW: 0, APPLY: 0})[found[4]] += int(number)
    return [(*key, kinds[VIEW], kinds[APPLY]) for key, kinds in sorted(sums.items())]
