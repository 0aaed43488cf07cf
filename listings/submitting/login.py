"""Links in mails that stand for an address: single use, one purpose, a short time, kept as digests only.

Everybody who asks for a log-in gets the same mail and the same answer; a person begins to exist with the first log-in,
so that neither words nor time tell who is known here.
"""

import hashlib
import logging
import secrets
import smtplib
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from listings.models import LoginLink, Person
from listings.submitting.access import NEXT
from listings.vocabulary import LinkPurpose

GOOD_FOR = {LinkPurpose.LOG_IN: timedelta(minutes=30), LinkPurpose.INVITE: timedelta(days=7),
            LinkPurpose.DATA: timedelta(minutes=30)}  # fmt: skip
"""An invitation logs nobody in: it may wait in a mailbox for a week."""
logger = logging.getLogger(__name__)


class MailIsDown(Exception):
    """No mail leaves at present, whoever it is for."""


def new_link(purpose: LinkPurpose, address: str, target: str = "") -> str:
    """The secret, which is stored nowhere. An older unused link of the same purpose, address and target ends."""
    secret, now = secrets.token_urlsafe(32), timezone.now()
    same = LoginLink.objects.filter(purpose=purpose, email=address, target=target, used_at=None)
    if purpose is LinkPurpose.INVITE:
        same.update(used_at=now)
    LoginLink.objects.create(digest=_digest(secret), purpose=purpose, email=address, target=target)
    return secret


def found(secret: str, purpose: LinkPurpose) -> LoginLink | None:
    """The link if it still works; looking at it does not use it up."""
    return _working(secret, purpose, timezone.now()).first()


def used(secret: str, purpose: LinkPurpose) -> LoginLink | None:
    """Uses the link up. Of two at once one gets it."""
    now = timezone.now()
    if _working(secret, purpose, now).update(used_at=now) == 0:
        return None
    return LoginLink.objects.get(digest=_digest(secret))


def person_at(address: str) -> Person:
    """The person of this address, in its one spelling; a new one when there is none."""
    person = Person.objects.filter(email__iexact=address).first()
    return person or Person.objects.get_or_create(email=address)[0]


def send_log_in(address: str, goes_to: str) -> None:
    """Raises MailIsDown. A refusal of this one address is kept to ourselves: it would say something about it."""
    secret = new_link(LinkPurpose.LOG_IN, address)
    link = settings.BASE_URL + reverse("log-in-link", args=[secret])
    if goes_to:
        link += "?" + urlencode({NEXT: goes_to})
    text = render_to_string("emails/log_in.txt", {"link": link})
    try:
        send_mail("Dein Link zum Anmelden", text, None, [address])
    except (smtplib.SMTPConnectError, smtplib.SMTPServerDisconnected, smtplib.SMTPAuthenticationError) as error:
        raise MailIsDown from error
    except smtplib.SMTPException as error:
        logger.warning("A log-in link was refused: %s", type(error).__name__)
    except OSError as error:
        raise MailIsDown from error


def _working(secret: str, purpose: LinkPurpose, now: datetime) -> QuerySet[LoginLink]:
    return LoginLink.objects.filter(
        digest=_digest(secret), purpose=purpose, used_at=None, created_at__gt=now - GOOD_FOR[purpose]
    )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
