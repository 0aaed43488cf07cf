"""What absence means. Half of all sudden losses are accidents of the feed, so nothing goes at its first absence.

Small loss: gone after two complete runs and six hours. Bulk loss (a fifth and at least five listings): after three
complete runs and a day, an empty document after three days, or when an operator confirms.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import QuerySet

from listings import lifecycle
from listings.importing.staging import TABLE
from listings.models import Listing, Source

BULK_SHARE, BULK_COUNT = 0.2, 5
SMALL_RUNS, SMALL_TIME = 2, timedelta(hours=6)
BULK_RUNS, BULK_TIME = 3, timedelta(hours=24)
EMPTY_TIME = timedelta(hours=72)
LOSS_WINDOW = timedelta(hours=24)


@dataclass(frozen=True)
class Loss:
    withdrawn: int
    waiting: int
    is_bulk: bool


def settle_absent(source: Source, now: datetime, *, is_empty: bool, still_there: Collection[str] = ()) -> Loss:
    """After a complete run: counts the absence of every current listing that the document does not hold.

    still_there: ids of items that the document holds but that could not be used.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {TABLE} SET missing_since = coalesce(missing_since, %s), missing_runs = least(missing_runs + 1, 1000) "  # noqa: S608
            "WHERE source_id = %s AND status IN ('published', 'held') "
            "AND id NOT IN (SELECT listing_id FROM staged WHERE listing_id IS NOT NULL) "
            "AND NOT external_id = ANY(%s)",
            [now, source.pk, list(still_there)],
        )
    missing = missing_of(source)
    count = missing.count()
    if not count:
        return Loss(0, 0, False)
    is_bulk = is_empty or is_bulk_loss(source, now)
    runs, rest = (BULK_RUNS, EMPTY_TIME if is_empty else BULK_TIME) if is_bulk else (SMALL_RUNS, SMALL_TIME)
    due = missing.filter(missing_runs__gte=runs, missing_since__lte=now - rest)
    withdrawn = lifecycle.withdraw(listings=due, now=now)
    return Loss(withdrawn, count - withdrawn, is_bulk)


def missing_of(source: Source) -> QuerySet[Listing]:
    return Listing.objects.filter(source=source, status__in=lifecycle.CURRENT, missing_since__isnull=False)


def is_bulk_loss(source: Source, now: datetime) -> bool:
    current = Listing.objects.filter(source=source, status__in=lifecycle.CURRENT).count()
    just_gone = Listing.objects.filter(source=source, withdrawn_at__gt=now - LOSS_WINDOW, status="withdrawn").count()
    return is_bulk(current, missing_of(source).count(), just_gone)


def is_bulk(current: int, missing: int, just_gone: int) -> bool:
    """A level, not a step: what went within a day counts, so that a feed that crumbles slowly is noticed."""
    lost = missing + just_gone
    return lost >= BULK_COUNT and lost >= BULK_SHARE * (current + just_gone)


def confirm(source: Source, now: datetime) -> int:
    """An operator says that the missing listings are really gone."""
    return lifecycle.withdraw(listings=missing_of(source), now=now)


def deny(source: Source) -> int:
    """An operator says that the feed is wrong: waiting starts anew."""
    return missing_of(source).update(missing_since=None, missing_runs=0)
