"""Sources that no longer answer: after two weeks their listings go. After one, pages say that they are not verified.

Silence is only what was asked for: a source that is switched off, or that nobody asked because the portal itself stood
still, loses nothing. It makes no difference whether a source is a window; when it is dead, so is what it confirmed.
"""

from datetime import datetime, timedelta

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from listings import lifecycle
from listings.importing import run_lock
from listings.models import Listing, Source

WITHDRAWN_AFTER = timedelta(days=14)
ASKED_TIMES, ASKED_FOR = 3, timedelta(days=1)
"""In vain, at least this often and over this time."""


def silent(now: datetime) -> QuerySet[Source]:
    """A source that never had a complete run is silent since its first listing."""
    oldest = Listing.objects.filter(source=OuterRef("pk")).order_by("first_seen_at").values("first_seen_at")[:1]
    quiet = Source.objects.annotate(quiet_since=Coalesce("last_complete_at", Subquery(oldest)))
    vain = Q(runs__started_at__gt=F("quiet_since"), runs__is_replay=False)
    return (
        quiet.filter(is_active=True, quiet_since__lte=now - WITHDRAWN_AFTER)
        .annotate(asked=Count("runs", filter=vain), asked_since=Min("runs__started_at", filter=vain))
        .filter(asked__gte=ASKED_TIMES, asked_since__lte=now - ASKED_FOR)
    )


def settle(now: datetime) -> int:
    """Withdraws the listings of silent sources; one that is being imported waits for the next call."""
    count = 0
    for source in silent(now):
        try:
            with run_lock.sole(source.pk, wait=False):
                rows = Listing.objects.filter(source=source, status__in=lifecycle.CURRENT)
                count += lifecycle.withdraw(listings=rows, now=now, reason=lifecycle.SILENCE)
        except run_lock.Busy:
            continue
    return count
