"""Asking for an alert, confirming, changing and ending it; what is known of an address."""

import smtplib
from datetime import datetime
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from listings.alerting import consent, letters, news
from listings.alerting.planning import next_morning
from listings.alerting.wanted import Wanted
from listings.models import AlertConsent, AlertedListing, JobAlert, Subscriber
from listings.vocabulary import AlertFrequency, AlertMailState

MAX_ALERTS = 10
"""Of one address."""
STANDS = {
    AlertMailState.PLANNED: "geplant", AlertMailState.SENDING: "unterwegs", AlertMailState.SENT: "gesendet",
    AlertMailState.REFUSED: "vom Mailserver abgelehnt", AlertMailState.DROPPED: "nicht gesendet, nichts mehr frei",
    AlertMailState.DOUBTFUL: "vielleicht gesendet",
}  # fmt: skip


class AskedTwice(Exception):
    """Another alert of the same address has this search."""


class MailIsDown(Exception):
    """No mail leaves at present, whoever it is for."""


def ask(*, address: str, wanted: Wanted, frequency: AlertFrequency) -> None:
    """Sends the link to confirm. Raises MailIsDown. What is known of the address only its owner reads, in the mail."""
    _mail(_asked(address, wanted, frequency))


def send_link(address: str) -> None:
    """The link to the alerts of an address, if there are any. Raises MailIsDown."""
    if subscriber := Subscriber.objects.filter(email=address).first():
        _mail(letters.say_what_is_there(subscriber, is_full=False))


@transaction.atomic
def _asked(address: str, wanted: Wanted, frequency: AlertFrequency) -> EmailMessage:
    subscriber, _ = Subscriber.objects.get_or_create(email=address)
    Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    alert = subscriber.alerts.filter(query=wanted.query).first()
    if alert and alert.confirmed_at:
        return letters.say_what_is_there(subscriber, is_full=False)
    if alert is None:
        if subscriber.alerts.count() >= MAX_ALERTS:
            return letters.say_what_is_there(subscriber, is_full=True)
        alert = wanted.new_alert(subscriber=subscriber)
    alert.frequency, alert.created_at = frequency, timezone.now()
    alert.save()
    proof = {"address_digest": consent.digest_of(address), "text_version": consent.CURRENT, "asked_at": timezone.now()}
    AlertConsent.objects.update_or_create(alert=alert, defaults=proof)
    return letters.ask_to_confirm(alert)


def _mail(message: EmailMessage) -> None:
    """A refusal of this one address is kept to ourselves: it would say something about it."""
    try:
        message.send()
    except (smtplib.SMTPConnectError, smtplib.SMTPServerDisconnected, smtplib.SMTPAuthenticationError) as error:
        raise MailIsDown from error
    except smtplib.SMTPException:
        return
    except OSError as error:
        raise MailIsDown from error


def _turn(frequency: str, weekday: int, now: datetime) -> datetime:
    if frequency == AlertFrequency.INSTANT:
        return now
    return next_morning(now, weekday if frequency == AlertFrequency.WEEKLY else None)


@transaction.atomic
def confirm(*, alert: JobAlert) -> JobAlert:
    """Idempotent. What is visible at this moment is no news to it."""
    locked = JobAlert.objects.select_for_update().get(pk=alert.pk)
    if locked.confirmed_at is None:
        now = timezone.now()
        locked.confirmed_at = locked.renewed_at = now
        locked.weekday = timezone.localtime(now).isoweekday()
        locked.seen_until, locked.next_at = news.look(is_thorough=False), _turn(locked.frequency, locked.weekday, now)
        locked.save()
        AlertConsent.objects.filter(alert=locked).update(confirmed_at=now)
    return locked


@transaction.atomic
def change(*, alert: JobAlert, frequency: AlertFrequency, wanted: Wanted | None = None) -> None:
    """Raises AskedTwice. What is new since the last mail is looked at with the changed search."""
    Subscriber.objects.select_for_update().get(pk=alert.subscriber_id)
    locked = JobAlert.objects.select_for_update().get(pk=alert.pk)
    if wanted and wanted.query != locked.query:
        if JobAlert.objects.filter(subscriber=locked.subscriber_id, query=wanted.query).exists():
            raise AskedTwice
        wanted.put_into(locked)
        locked.save()
    locked.frequency = frequency
    if locked.confirmed_at:
        locked.next_at = _turn(frequency, locked.weekday, timezone.now())
    locked.save(update_fields=["frequency", "next_at"])


@transaction.atomic
def pause(*, alert: JobAlert) -> None:
    JobAlert.objects.filter(pk=alert.pk, paused_at=None).update(paused_at=timezone.now())


@transaction.atomic
def resume(*, alert: JobAlert) -> None:
    """What came during the pause is not caught up on."""
    locked = JobAlert.objects.select_for_update().get(pk=alert.pk)
    if locked.paused_at and locked.confirmed_at:
        now = timezone.now()
        locked.paused_at, locked.seen_until = None, news.look(is_thorough=False)
        locked.next_at = _turn(locked.frequency, locked.weekday, now)
        locked.save(update_fields=["paused_at", "seen_until", "next_at"])


@transaction.atomic
def renew(*, alert: JobAlert) -> None:
    """Its owner still wants it."""
    JobAlert.objects.filter(pk=alert.pk).update(renewed_at=timezone.now(), asked_again_at=None)


@transaction.atomic
def end(*, alert: JobAlert) -> None:
    """Removes the alert and all that was mailed; the proof of consent stays, without the address."""
    locked = JobAlert.objects.select_for_update().filter(pk=alert.pk).first()
    if locked:
        AlertConsent.objects.filter(alert=locked).update(ended_at=timezone.now())
        locked.delete()
        Subscriber.objects.filter(pk=locked.subscriber_id, alerts=None).delete()


@transaction.atomic
def erase(address: str) -> int:
    """Everything of an address but the proofs of consent; returns the number of alerts."""
    alerts = list(JobAlert.objects.filter(subscriber__email=address))
    for alert in alerts:
        end(alert=alert)
    Subscriber.objects.filter(email=address).delete()
    return len(alerts)


@transaction.atomic
def answer(*, told: AlertedListing, is_useful: bool) -> None:
    AlertedListing.objects.filter(pk=told.pk).update(is_useful=is_useful, answered_at=timezone.now())


def data_of(address: str) -> list[dict[str, Any]]:
    """All that is kept of an address, in the words of its owner."""
    proofs = AlertConsent.objects.filter(address_digest=consent.digest_of(address)).order_by("pk")
    found = [_data(alert, address) for alert in JobAlert.objects.filter(subscriber__email=address).order_by("pk")]
    found += [
        {"art": "Zustimmung", "wortlaut": consent.TEXTS[proof.text_version], "gefragt": proof.asked_at,
         "bestätigt": proof.confirmed_at, "beendet": proof.ended_at}
        for proof in proofs
    ]  # fmt: skip
    return found


def _data(alert: JobAlert, address: str) -> dict[str, Any]:
    mails = alert.mails.prefetch_related("listings").order_by("pk")
    return {
        "art": "Jobalarm", "E-Mail": address, "suche": alert.title, "adresse der Suche": alert.query,
        "wie oft": alert.get_frequency_display(), "bestellt": alert.created_at, "bestätigt": alert.confirmed_at,
        "verlängert": alert.renewed_at if alert.renewed_at != alert.confirmed_at else None, "pausiert": alert.paused_at,
        "mails": [
            {"geplant": mail.planned_at, "stand": STANDS[AlertMailState(mail.state)], "erledigt": mail.settled_at,
             "anzeigen": [{"nummer": told.listing_id, "nützlich": told.is_useful} for told in mail.listings.all()]}
            for mail in mails
        ],
    }  # fmt: skip
