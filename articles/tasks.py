"""What Celery runs for guides, a few lines each; when and in which queue says portal/celery.py."""

from datetime import timedelta

from celery import shared_task

from articles.claims import nightly
from articles.facts import values
from listings.tasks import RETRY
from listings.watching import watched


@shared_task(**RETRY)
@watched(every=timedelta(hours=1))
def refresh_facts() -> int:
    return values.refresh()


@shared_task(**RETRY)
@watched(every=timedelta(days=1))
def compare_claims() -> int:
    """Also mails what newly drifted; tried again, it compares again and mails only what was not told."""
    nightly.catch_up()
    count = nightly.compare()
    nightly.tell()
    return count
