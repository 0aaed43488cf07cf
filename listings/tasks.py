"""Everything Celery may run, a few lines each; when and in which queue says portal/celery.py.

A task may be delivered twice or be killed at any point: each finds in the database what is left to do.
"""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from celery import Task, shared_task
from django.core.cache import cache
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from redis.exceptions import RedisError

from listings import counting, duplicates, lifecycle, notices, retention, watching
from listings.alerting import asking, planning
from listings.alerting import sending as alerts_sending
from listings.applying import forwarding, sending
from listings.importing import hookup, pipeline, run_lock, silence
from listings.importing.job_posting import Unreadable
from listings.models import RawDocument, Source
from listings.searching import index_now
from listings.submitting import extension, letters
from listings.watching import watched

RETRY: dict[str, Any] = {
    "autoretry_for": (OSError, OperationalError, InterfaceError, RedisError),
    "retry_backoff": 30, "retry_backoff_max": 600, "retry_jitter": True, "max_retries": 4,
}  # fmt: skip
"""Servers that are away, and mail that is refused (an OSError)."""
QUEUED_FOR = 3_600
"""Seconds after which an import that no worker took is forgotten and queued anew."""
MAX_RETURNS = 3
"""Deliveries of one import within that time after its worker died; then the timetable tries again."""
DRY_RUN_TAKES = 600
"""Seconds, as long as the page of the feed waits. Strangers ask for dry runs."""
DRY_RUN_WAITS = 20
"""Seconds until a dry run that found another one going on tries again."""


@shared_task(bind=True, **RETRY)
def import_feed(self: "Task[Any, Any]", source_id: int) -> None:
    """Delivered twice, or while another run of the source goes on: that run is enough."""
    cache.delete(_queued(source_id))
    if _returns_too_often(self, f"import-returned:{source_id}"):
        return
    with suppress(run_lock.Busy):
        pipeline.import_from(Source.objects.get(pk=source_id), wait=False)


@shared_task(bind=True, **RETRY)
def replay_document(self: "Task[Any, Any]", document_id: int) -> None:
    """A newer one may have come while this waited: then there is nothing to do."""
    if _returns_too_often(self, f"replay-returned:{document_id}"):
        return
    with suppress(Unreadable, RawDocument.DoesNotExist):
        pipeline.replay(RawDocument.objects.get(pk=document_id))


@shared_task(bind=True, soft_time_limit=DRY_RUN_TAKES, time_limit=DRY_RUN_TAKES + 60, **RETRY)
def try_feed(self: "Task[Any, Any]", proposal_id: int) -> None:
    """Delivered twice, the second finds the dry run done. One at a time, so that scheduled imports go on beside it."""
    if _returns_too_often(self, f"try-returned:{proposal_id}"):
        hookup.give_up(proposal_id)
        return
    try:
        hookup.try_out(proposal_id)
    except run_lock.Busy:
        self.apply_async((proposal_id,), countdown=DRY_RUN_WAITS)


@shared_task(**RETRY)
def withdraw_stopped_feeds() -> int:
    """Behind an import that still runs."""
    count = hookup.withdraw_stopped(wait=True)
    duplicates.settle()
    return count


@shared_task(**RETRY)
@watched(every=timedelta(minutes=5))
def import_due_sources() -> int:
    """Queues what the database says is due, so a lost broker loses nothing; one that waits for a worker only once."""
    count = 0
    for pk in Source.objects.due().values_list("pk", flat=True):
        if cache.add(_queued(pk), 1, QUEUED_FOR):
            try:
                import_feed.apply_async((pk,), expires=QUEUED_FOR)
            except Exception:
                cache.delete(_queued(pk))
                raise
            count += 1
    return count


@shared_task(**RETRY)
@watched(every=timedelta(minutes=5))
def fold_counts() -> int:
    """Counts leave Redis; what a worker that died had begun is finished by the next call."""
    return counting.fold()


@shared_task(**RETRY)
@watched(every=timedelta(hours=1))
def expire_listings() -> int:
    """Also shows the doubles of those that ended, and gives new employers with live listings their address.

    Listings of a stopped feed go here when the message that should have done it was lost.
    """
    count = lifecycle.expire() + hookup.withdraw_stopped(wait=False)
    duplicates.settle()
    lifecycle.give_addresses()
    return count


@shared_task(**RETRY)
@watched(every=timedelta(days=1))
def settle_silent_sources() -> int:
    return silence.settle(timezone.now())


@shared_task(**RETRY)
@watched(every=timedelta(days=1))
def warn_of_ends() -> int:
    return extension.warn_of_ends()


@shared_task(**RETRY)
@watched(every=timedelta(minutes=10))
def send_letters() -> int:
    """By the timetable for what was refused, and for what was written while no broker answered."""
    return letters.send_waiting()


@shared_task(**RETRY)
@watched(every=timedelta(minutes=5))
def deliver_mail() -> int:
    """Applications and notices that are due. Called when one was written, and by the timetable."""
    sending.forget_drafts()
    return forwarding.forward() + notices.deliver()


@shared_task(**RETRY)
@watched(every=timedelta(minutes=5))
def send_job_alerts() -> int:
    """While one plans or sends, others help to send."""
    planning.plan()
    return alerts_sending.send().mails


@shared_task(**RETRY)
@watched(every=timedelta(days=1))
def ask_alerts_again() -> int:
    return asking.ask_again(timezone.now())


@shared_task(**RETRY)
@watched(every=timedelta(days=1))
def apply_retention() -> int:
    return sum(count for _, count in retention.apply(timezone.now()))


@shared_task(**RETRY)
@watched(every=timedelta(minutes=10))
def tell_search_engines() -> int:
    return index_now.announce()


@shared_task(**RETRY)
@watched(every=timedelta(minutes=10))
def watch() -> None:
    watching.watch()


def _queued(source_id: int) -> str:
    return f"import-queued:{source_id}"


def _returns_too_often(task: "Task[Any, Any]", key: str) -> bool:
    """A document that kills its worker comes back at once, for ever, unless somebody counts."""
    if not (task.request.delivery_info or {}).get("redelivered"):
        return False
    cache.add(key, 0, QUEUED_FOR)
    return cache.incr(key) > MAX_RETURNS
