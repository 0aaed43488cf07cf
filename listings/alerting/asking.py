"""After a year alerts are asked whether they are still wanted; those that stay silent are deleted by listings/retention.py."""

from datetime import datetime, timedelta

from django.db import transaction

from listings.models import JobAlert, JobAlertMail
from listings.vocabulary import AlertMailKind

ASKED_AFTER = timedelta(days=365)
BATCH = 1_000


def ask_again(now: datetime) -> int:
    """Plans the question for every alert that nobody said yes to for a year. Killed at any point, the next call goes on."""
    count = 0
    while asked := _ask_some(now):
        count += asked
    return count


@transaction.atomic
def _ask_some(now: datetime) -> int:
    ripe = JobAlert.objects.filter(renewed_at__lte=now - ASKED_AFTER, asked_again_at=None, confirmed_at__isnull=False)
    pks = list(ripe.order_by("pk").select_for_update(skip_locked=True).values_list("pk", flat=True)[:BATCH])
    JobAlertMail.objects.bulk_create(
        JobAlertMail(alert_id=pk, kind=AlertMailKind.QUESTION, planned_at=now, not_before=now) for pk in pks
    )
    return JobAlert.objects.filter(pk__in=pks).update(asked_again_at=now)
