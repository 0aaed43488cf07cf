"""The link in the mail, good once and for half an hour; then a pass inside the page, which is in no address and no log."""

import logging
import smtplib

from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from listings.submitting import login
from listings.vocabulary import LinkPurpose

_SALT = "own-data"
logger = logging.getLogger(__name__)


def send(address: str) -> None:
    """The same mail for everybody, known here or not. Raises login.MailIsDown."""
    secret = login.new_link(LinkPurpose.DATA, address)
    text = render_to_string(
        "emails/own_data.txt", {"link": settings.BASE_URL + reverse("own-data-link", args=[secret])}
    )
    try:
        send_mail("Deine Daten bei Frühdienst", text, None, [address])
    except (smtplib.SMTPConnectError, smtplib.SMTPServerDisconnected, smtplib.SMTPAuthenticationError) as error:
        raise login.MailIsDown from error
    except smtplib.SMTPException as error:
        logger.warning("A link to one's own data was refused: %s", type(error).__name__)
    except OSError as error:
        raise login.MailIsDown from error


def pass_of(address: str) -> str:
    return signing.dumps(address, salt=_SALT)


def address_of(given: str) -> str:
    """Empty when it is no pass of ours, or older than the link would be."""
    try:
        return str(signing.loads(given, salt=_SALT, max_age=login.GOOD_FOR[LinkPurpose.DATA]))
    except signing.BadSignature:
        return ""
