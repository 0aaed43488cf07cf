"""Mails that nobody need wait for: written with the decision they are about, sent by a worker after its commit.

Each leaves at most once: it is marked first and sent after that commit, so that a worker which dies between the two loses
one mail rather than sends it twice (docs/decisions/0010). One that the mail server refuses waits for the next call.
"""

import logging
from collections.abc import Collection
from smtplib import SMTPRecipientsRefused

from celery import current_app
from django.core.cache import cache
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from listings.models import Letter

MAX_TRIES = 36
"""Six hours of the timetable; then nobody tries any more."""
_WOKEN, _WOKEN_FOR = "letters-woken", 600
logger = logging.getLogger(__name__)


def write(to: str, subject: str, text: str) -> None:
    """Titles and names come from forms and feeds: a line break in one must not become a header."""
    Letter.objects.create(to=to, subject=" ".join(subject.split())[:250], text=text)
    transaction.on_commit(lambda: wake(), robust=True)


def wake() -> None:
    """Calls a worker, once for many letters; without a broker the timetable does."""
    if cache.add(_WOKEN, 1, _WOKEN_FOR):
        current_app.send_task("listings.tasks.send_letters", expires=_WOKEN_FOR)


def send_waiting() -> int:
    """Returns how many left. Without a mail server nothing is marked, and the error is raised."""
    cache.delete(_WOKEN)
    count, refused = 0, set()
    if not _waiting().exists():
        return 0
    with get_connection() as server:
        while letter := _take(refused):
            try:
                EmailMessage(letter.subject, letter.text, None, [letter.to], connection=server).send()
            except Exception as error:
                refused.add(letter.pk)
                tries = MAX_TRIES if _is_for_good(error) else F("tries") + 1
                Letter.objects.filter(pk=letter.pk).update(taken_at=None, tries=tries)
                logger.warning("Letter %s was refused: %s", letter.pk, type(error).__name__)
            else:
                letter.delete()
                count += 1
    return count


def _waiting() -> QuerySet[Letter]:
    return Letter.objects.filter(taken_at=None, tries__lt=MAX_TRIES).order_by("pk")


@transaction.atomic
def _take(refused: Collection[int]) -> Letter | None:
    """Two workers never get the same one."""
    letter = _waiting().exclude(pk__in=refused).select_for_update(skip_locked=True).first()
    if letter:
        letter.taken_at = timezone.now()
        letter.save(update_fields=["taken_at"])
    return letter


def _is_for_good(error: Exception) -> bool:
    """No such mailbox: asking again changes nothing."""
    return isinstance(error, SMTPRecipientsRefused) and all(code >= 500 for code, _ in error.recipients.values())
