"""Takes applications to employers' mailboxes and tells applicants when one cannot be delivered.

An application rather arrives twice than never (docs/decisions/0016-an-application-rather-arrives-twice.md): a worker
that dies while it talks to the mail server leaves it marked as being sent, and after a while another one sends it again,
under the same Message-ID.
"""

import logging
import smtplib
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify

from listings import notices
from listings.models import Application
from listings.vocabulary import ApplicationState, ListingStatus

MAX_ATTEMPTS = notices.MAX_ATTEMPTS
TAKEN_FOR_DEAD = timedelta(minutes=15)
"""After that long at the mail server nobody is sending any more."""
IN_DOUBT = {ListingStatus.IN_REVIEW, ListingStatus.HELD, ListingStatus.RETURNED}
"""Nothing personal goes out while somebody looks into the listing."""
NOT_COMING_BACK = {ListingStatus.REJECTED, ListingStatus.BLOCKED, ListingStatus.RETRACTED}
"""Also when the employer took back what somebody was looking into: its applications were never let through."""
logger = logging.getLogger(__name__)


def forward(now: datetime | None = None) -> int:
    """Sends what is due and returns how many were delivered."""
    now, count = now or timezone.now(), 0
    if not _due(now).exists():
        return 0
    with get_connection() as server:
        while application := _claim(now):
            count += _try(application, server, now)
    return count


def _due(now: datetime) -> QuerySet[Application]:
    return Application.objects.filter(
        state__in=[ApplicationState.WAITING, ApplicationState.SENDING], next_try_at__lte=now
    )


@transaction.atomic
def _claim(now: datetime) -> Application | None:
    free = _due(now).order_by("next_try_at", "pk").select_for_update(skip_locked=True, of=("self",))
    application = free.select_related("listing__hiring_organization").first()
    if application:
        application.state, application.attempts = ApplicationState.SENDING, application.attempts + 1
        application.next_try_at = now + TAKEN_FOR_DEAD
        application.save(update_fields=["state", "attempts", "next_try_at"])
    return application


def _try(application: Application, server: BaseEmailBackend, now: datetime) -> int:
    listing = application.listing
    if listing.status in NOT_COMING_BACK or not listing.contact_email:
        _give_up(application, now, is_listing_gone=True)
        return 0
    try:
        if listing.status in IN_DOUBT:
            raise _Held
        _letter(application, server).send()
    except Exception as error:
        logger.warning("Application %s was not delivered: %s", application.number, type(error).__name__)
        if application.attempts >= MAX_ATTEMPTS or _is_final(error):
            _give_up(application, now)
        else:
            later = now + notices.pause_after(application.attempts - 1)
            _being_sent(application).update(state=ApplicationState.WAITING, next_try_at=later)
        return 0
    return _being_sent(application).update(state=ApplicationState.DELIVERED, ended_at=now)


class _Held(Exception):
    """The listing is out of sight until somebody decided."""


def _being_sent(application: Application) -> QuerySet[Application]:
    return Application.objects.filter(pk=application.pk, state=ApplicationState.SENDING)


def _is_final(error: Exception) -> bool:
    """The mailbox does not exist or takes nothing like this: trying again is of no use."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and 500 <= error.smtp_code < 600


@transaction.atomic
def _give_up(application: Application, now: datetime, *, is_listing_gone: bool = False) -> None:
    """The applicant learns it, with all that was typed, to use it elsewhere."""
    if not _being_sent(application).update(state=ApplicationState.FAILED, ended_at=now):
        return
    text = render_to_string("emails/application_failed.txt", {
        "application": application, "listing": application.listing, "is_listing_gone": is_listing_gone,
    })  # fmt: skip
    subject = f"Deine Bewerbung {application.number} kam nicht an"
    notices.write(application=application, address=application.email, subject=subject, text=text)


def _letter(application: Application, server: BaseEmailBackend) -> EmailMessage:
    """From us, because the applicant's own domain would rightly refuse to be impersonated; answers go to the applicant."""
    listing = application.listing
    text = render_to_string("emails/application.txt", {
        "application": application, "listing": listing, "link": settings.BASE_URL + listing.get_absolute_url(),
    })  # fmt: skip
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    message = EmailMessage(
        notices.one_line(f"Bewerbung von {application.name}: {listing.title}")[:200], text, None, [listing.contact_email],
        connection=server, reply_to=[application.email],
        headers={"Message-ID": f"<bewerbung-{application.pk.hex}@{domain}>"},
    )  # fmt: skip
    if application.pdf:
        name = slugify(application.name) or "anlage"
        message.attach(f"bewerbung-{name[:60]}.pdf", bytes(application.pdf), "application/pdf")
    return message
