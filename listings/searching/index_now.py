"""IndexNow (indexnow.org): tells search engines which listings are new, changed or over, so that none is shown after its end.

The triggers that keep the search rows note what changed (models/search_row.py); each round reads what was committed
since the last one. A round that fails is repeated with the next one; changes that were noted longer ago than
KEEP_CHANGES are left to the sitemap. Off without a key.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse

from listings.models import Announcement
from listings.models.listing import address_of

MOST = 10_000
"""Addresses in one message."""
ROUNDS = 20
TIMEOUT = 20
KEPT = 500
"""Rounds that stay in the log."""


class Refused(OSError):
    """The search engine does not take the message; the task tries again later."""


@dataclass(frozen=True)
class _Changes:
    snapshot: str
    paths: list[str]


def announce() -> int:
    """Sends what changed since the last round and returns how many addresses that were. The first round only marks the present."""
    if not settings.INDEXNOW_KEY:
        return 0
    last = Announcement.objects.order_by("-pk").first()
    changes = _changes_since(last.snapshot if last else None)
    for start in range(0, len(changes.paths), MOST):
        _send([settings.BASE_URL + path for path in changes.paths[start : start + MOST]])
    if last is None or changes.paths:
        with transaction.atomic():
            Announcement.objects.create(snapshot=changes.snapshot, addresses=len(changes.paths))
            old = Announcement.objects.order_by("-pk").values_list("pk", flat=True)[KEPT:]
            Announcement.objects.filter(pk__in=list(old)).delete()
    return len(changes.paths)


def key_file(request: HttpRequest, key: str) -> HttpResponse:
    """Proves to search engines that the messages come from this site."""
    if not settings.INDEXNOW_KEY or key != settings.INDEXNOW_KEY:
        raise Http404
    return HttpResponse(key, content_type="text/plain")


def _changes_since(snapshot: str | None) -> _Changes:
    """Of one moment: the listings whose rows appeared, changed or went in transactions that `snapshot` did not see yet."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_current_snapshot()::text,"
            " pg_snapshot_xmax(%s::pg_snapshot) <= pg_snapshot_xmax(pg_current_snapshot())",
            [snapshot],
        )
        now, is_of_this_cluster = cursor.fetchone()
        if not is_of_this_cluster:  # the first round, or the first one after a dump was restored elsewhere
            return _Changes(now, [])
        cursor.execute(
            "SELECT DISTINCT l.id, l.title, l.city FROM listings_searchchange c"
            " JOIN listings_listing l ON l.id = ANY(c.listing_ids)"
            " WHERE NOT pg_visible_in_snapshot(c.xid::text::xid8, %s::pg_snapshot)"
            " AND pg_visible_in_snapshot(c.xid::text::xid8, %s::pg_snapshot) ORDER BY l.id LIMIT %s",
            [snapshot, now, MOST * ROUNDS],
        )
        return _Changes(now, [address_of(pk, title, city) for pk, title, city in cursor.fetchall()])


def _send(addresses: list[str]) -> None:
    """Raises Refused."""
    message = {
        "host": urlsplit(settings.BASE_URL).netloc, "key": settings.INDEXNOW_KEY,
        "keyLocation": f"{settings.BASE_URL}/{settings.INDEXNOW_KEY}.txt", "urlList": addresses,
    }  # fmt: skip
    try:
        answer = httpx.post(settings.INDEXNOW_ENDPOINT, json=message, timeout=TIMEOUT)
    except httpx.HTTPError as error:
        raise Refused(f"IndexNow: {type(error).__name__}") from error
    if answer.status_code not in {200, 202}:
        raise Refused(f"IndexNow answers {answer.status_code}")
