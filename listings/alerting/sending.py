"""Sends the planned mails, each once, by any number of processes of which any may die at any moment.

A process claims some mails in a transaction that also looks which of their listings are live; it hands each over with a
note (handover.py). Mails in the hand of a process that died are taken back: those without a note did not leave.
"""

import logging
import smtplib
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic, sleep

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import Error, connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from listings.alerting import handover, letters
from listings.alerting.handover import Ledger, NotKept, Refused, Unanswered, Unnoted
from listings.alerting.letters import Letter
from listings.models import AlertedListing, JobAlert, JobAlertMail
from listings.searching import hits
from listings.vocabulary import AlertMailKind, AlertMailState

AT_ONCE = 20
"""Mails in one claim: so few that what was live at the claim is live when the last of them leaves."""
WAIT_FOR_MARK = timedelta(minutes=20)
"""How long mails of a process that died on another machine are left to that machine."""
MAX_TRIES = 5
MAX_REFUSED = 3
"""Mails in a row that are refused for good; then the alert pauses."""
PATIENCE = timedelta(minutes=15)
"""After a refusal that is not final, times the number of tries."""
LONGEST = 20 * 60
"""Seconds after which a process leaves the rest to the next one."""
_CLAIM = (
    "UPDATE listings_jobalertmail m SET state = 'sending', claim = %s, claimed_at = clock_timestamp(),"
    " server_started_at = pg_postmaster_start_time(), is_begun = false, tries = tries + 1 WHERE id IN (SELECT id FROM listings_jobalertmail WHERE state = 'planned'"
    " AND not_before <= clock_timestamp() ORDER BY not_before, id FOR UPDATE SKIP LOCKED LIMIT %s) RETURNING id"
)
_TAKE_BACK = (
    "UPDATE listings_jobalertmail SET claim = NULL, state = CASE WHEN id = %(mark)s THEN 'sent' ELSE 'planned' END,"
    " settled_at = CASE WHEN id = %(mark)s THEN clock_timestamp() END WHERE state = 'sending' AND claim = %(claim)s"
)
_TAKE_BACK_UNSEEN = (
    "UPDATE listings_jobalertmail SET claim = NULL, state = CASE WHEN is_begun"
    " OR server_started_at <> pg_postmaster_start_time() THEN 'doubtful' ELSE 'planned' END"
    " WHERE state = 'sending' AND claim = %(claim)s AND claimed_at < clock_timestamp() - %(rest)s"
)
"""The machine that has the mark did not come back."""
logger = logging.getLogger(__name__)


@dataclass
class Sent:
    """What one call did, in mails."""

    mails: int = 0
    refused: int = 0
    doubtful: int = 0


def send(seconds: float = LONGEST) -> Sent:
    """Sends until nothing is left or the time is over. A mail server that is away leaves everything planned."""
    take_back()
    done, until = Sent(), monotonic() + seconds
    if not JobAlertMail.objects.filter(state=AlertMailState.PLANNED).exists():
        return done
    with get_connection() as server, handover.ledger() as kept:
        try:
            while monotonic() < until and (mails := _claim(kept.claim)) is not None:
                for letter in mails:
                    _send(letter, server, kept, done)
        finally:
            _release(kept)
    return done


def take_back() -> int:
    """Returns how many mails processes held that are gone."""
    count = 0
    held = (
        JobAlertMail.objects.filter(state=AlertMailState.SENDING).order_by().values_list("claim", flat=True).distinct()
    )
    for claim in held:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [handover.SENDERS, claim])
            if not cursor.fetchone()[0]:
                continue
            mark = handover.mark_of(claim)
            statement = _TAKE_BACK_UNSEEN if mark is None else _TAKE_BACK
            cursor.execute(statement, {"mark": mark, "claim": claim, "rest": WAIT_FOR_MARK})
            count += cursor.rowcount
        handover.forget(claim)
    return count


def _release(kept: Ledger) -> None:
    """What this process claimed and did not hand over, whatever ended it."""
    with suppress(NotKept):
        kept.wait()
    held = JobAlertMail.objects.filter(state=AlertMailState.SENDING, claim=kept.claim)
    held.filter(pk=kept.marked).update(state=AlertMailState.SENT, claim=None, settled_at=Now())
    held.update(state=AlertMailState.PLANNED, claim=None)


@transaction.atomic
def _claim(claim: int) -> list[Letter] | None:
    """Some mails with what is live of their listings now; None when none is planned. Listings that went count as untold."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [claim, AT_ONCE])
        ids = [row[0] for row in cursor.fetchall()]
    if not ids:
        return None
    told = list(AlertedListing.objects.filter(mail__in=ids).order_by("pk"))
    live = {hit.card.pk: hit.card for hit in hits.live([row.listing_id for row in told])}
    gone = [row.pk for row in told if row.listing_id not in live]
    if gone:
        AlertedListing.objects.filter(pk__in=gone).delete()
    found = []
    for mail in JobAlertMail.objects.filter(pk__in=ids).select_related("alert__subscriber").order_by("pk"):
        rows = [(row, live[row.listing_id]) for row in told if row.mail_id == mail.pk and row.listing_id in live]
        is_empty = mail.kind == AlertMailKind.LISTINGS and not rows
        is_unwanted = mail.kind == AlertMailKind.LISTINGS and mail.alert.paused_at is not None
        if is_empty or is_unwanted:
            _settle(mail, AlertMailState.DROPPED)
        else:
            found.append((mail, rows))
    return found


def _send(letter: Letter, server: BaseEmailBackend, kept: Ledger, done: Sent) -> None:
    """A mail server that hung up, as many do after some mails, is called once more."""
    mail, rows = letter
    message = letters.compose(mail, rows)
    try:
        try:
            handover.give(message, server, kept, mail.pk)
        except smtplib.SMTPServerDisconnected:
            server.close()
            server.open()
            handover.give(message, server, kept, mail.pk)
        done.mails += 1
    except Refused as error:
        done.refused += 1
        _refused(mail, error)
    except Unanswered:
        done.doubtful += 1
        logger.warning("The mail server did not answer after alert mail %s: it is not sent again", mail.pk)
        _settle(mail, AlertMailState.DOUBTFUL)
    except Unnoted:
        _note_late(mail)
        raise


def _settle(mail: JobAlertMail, state: AlertMailState) -> None:
    JobAlertMail.objects.filter(pk=mail.pk).update(state=state, claim=None, settled_at=Now())


def _refused(mail: JobAlertMail, error: Refused) -> None:
    """Tried again while that may help. An address that takes nothing any more is left alone."""
    logger.warning("Alert mail %s: %s", mail.pk, error)
    if error.is_final or mail.tries >= MAX_TRIES:
        _settle(mail, AlertMailState.REFUSED)
        last = JobAlertMail.objects.filter(alert=mail.alert_id).order_by("-pk").values_list("state", flat=True)
        if list(last[:MAX_REFUSED]) == [AlertMailState.REFUSED] * MAX_REFUSED:
            JobAlert.objects.filter(pk=mail.alert_id, paused_at=None).update(paused_at=Now())
        return
    later = timezone.now() + PATIENCE * mail.tries
    JobAlertMail.objects.filter(pk=mail.pk).update(
        state=AlertMailState.PLANNED, claim=None, not_before=later, settled_at=None
    )


def _note_late(mail: JobAlertMail) -> None:
    """The mail left, and the connection for notes was lost in that moment."""
    for wait in (0, 1, 4, 15, 40):
        sleep(wait)
        with suppress(Error):
            connection.close()
            _settle(mail, AlertMailState.SENT)
            return
    logger.error("Alert mail %s left and could not be noted", mail.pk)
