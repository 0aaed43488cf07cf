"""What Celery does for the editors' room, a few lines each; when and in which queue says portal/celery.py."""

from datetime import timedelta

from celery import shared_task

from articles.claims import nightly
from articles.facts import values
from articles.gate import external
from articles.models import Article
from articles.readings import READINGS
from articles.writing import publishing, revising
from listings import counting
from listings.tasks import RETRY
from listings.watching import watched


@shared_task(**RETRY)
@watched(every=timedelta(minutes=5))
def publish_due() -> int:
    return publishing.publish_due()


@shared_task(**RETRY)
@watched(every=timedelta(days=1))
def check_links() -> int:
    """Of all public articles, those whose answer is a week old; what the gate says of them then stands on the desk."""
    return sum(publishing.look_again(article) for article in Article.objects.published().order_by("pk").iterator())


@shared_task(**RETRY)
def check_links_of(article_id: int) -> None:
    """Of what was saved last. The article may be deleted by now."""
    article = Article.objects.filter(pk=article_id).first()
    if article and external.ask(revising.newest_fields(article)["text"]):
        publishing.report(article)


@shared_task(**RETRY)
@watched(every=timedelta(minutes=5))
def fold_readings() -> int:
    return counting.fold(READINGS)


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
