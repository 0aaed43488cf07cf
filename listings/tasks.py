"""Everything Celery may run, three lines each."""

from contextlib import suppress

from celery import shared_task

from listings import lifecycle
from listings.importing import pipeline, run_lock
from listings.importing.job_posting import Unreadable
from listings.models import RawDocument, Source


@shared_task(autoretry_for=(OSError,), retry_backoff=60, max_retries=5)
def import_feed(source_id: int) -> None:
    """Delivered twice, or while another run of the source goes on: that run is enough."""
    with suppress(run_lock.Busy):
        pipeline.import_from(Source.objects.get(pk=source_id), wait=False)


@shared_task
def replay_document(document_id: int) -> None:
    """A newer one may have come while this waited: then there is nothing to do."""
    with suppress(Unreadable):
        pipeline.replay(RawDocument.objects.get(pk=document_id))


@shared_task
def import_due_sources() -> None:
    for pk in Source.objects.due().values_list("pk", flat=True):
        import_feed.delay(pk)


@shared_task
def expire_listings() -> int:
    return lifecycle.expire()
