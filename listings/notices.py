"""Writes and sends letters. Each leaves at most once (docs/decisions/0010-no-mail-twice.md); a refused one comes back.

A letter is written in the transaction of what it tells about, so neither exists without the other. It is marked as sent
and committed before the mail server gets it; when the server refuses, the mark is taken back.
"""

import logging
from datetime import datetime, timedelta

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from listings.calling import call
from listings.models import Application, Notice, ReportCase

MAX_ATTEMPTS = 15
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=6)
"""Fifteen attempts with doubling pauses reach over two days."""
JOB = "listings.tasks.deliver_mail"
logger = logging.getLogger(__name__)


def write(
    *, address: str, subject: str, text: str, case: ReportCase | None = None, application: Application | None = None
) -> Notice:
    """Leaves after commit."""
    letter = Notice.objects.create(
        case=case, application=application, address=address, subject=one_line(subject)[:200], text=text
    )
    transaction.on_commit(wake, robust=True)
    return letter


def one_line(text: str) -> str:
    """Nothing that begins a new header."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def wake() -> None:
    """Tells a worker; when no broker answers, the timetable comes by."""
    call(JOB)


def pause_after(attempts: int) -> timedelta:
    return min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(attempts, 12))


def deliver(now: datetime | None = None) -> int:
    """Sends what is due and returns how many left. One that is refused keeps none of the others back."""
    now, count = now or timezone.now(), 0
    if not _due(now).exists():
        return 0
    with get_connection() as server:
        while letter := _claim(now):
            try:
                EmailMessage(letter.subject, letter.text, None, [letter.address], connection=server).send()
                count += 1
            except Exception as error:
                _give_back(letter, now, error)
    return count


def _due(now: datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(sent_at=None, next_try_at__lte=now, attempts__lt=MAX_ATTEMPTS).exclude(address="")


@transaction.atomic
def _claim(now: datetime) -> Notice | None:
    letter = _due(now).order_by("next_try_at", "pk").select_for_update(skip_locked=True).first()
    if letter:
        Notice.objects.filter(pk=letter.pk).update(sent_at=now, attempts=F("attempts") + 1)
    return letter


def _give_back(letter: Notice, now: datetime, error: Exception) -> None:
    logger.warning("Notice %s was refused: %s", letter.pk, type(error).__name__)
    Notice.objects.filter(pk=letter.pk).update(sent_at=None, next_try_at=now + pause_after(letter.attempts))
