"""Signed links in alert mails. Opening one changes nothing: it leads to a page with a button."""

from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.core import signing
from django.urls import reverse

from listings.models import AlertedListing, JobAlert, Subscriber


class Purpose(StrEnum):
    """What a link is good for; the name of its page."""

    CONFIRM = "alert-confirm"
    MANAGE = "alert-manage"
    STOP = "alert-stop"
    KEEP = "alert-keep"
    USEFUL = "alert-useful"


GOOD_FOR = {Purpose.CONFIRM: timedelta(days=7), Purpose.MANAGE: timedelta(days=90), Purpose.KEEP: timedelta(days=60)}
"""The others never end: who wants no more mail must be able to say so in an old one."""


def link_to(purpose: Purpose, subject: JobAlert | Subscriber | AlertedListing) -> str:
    return settings.BASE_URL + path_to(purpose, subject)


def path_to(purpose: Purpose, subject: JobAlert | Subscriber | AlertedListing) -> str:
    return reverse(purpose, args=[signing.dumps(subject.pk, salt=purpose)])


def subject_of(purpose: Purpose, token: str) -> int | None:
    """The id behind the link; None when it is not ours or too old."""
    try:
        found = signing.loads(token, salt=purpose, max_age=GOOD_FOR.get(purpose))
    except signing.BadSignature:
        return None
    return found if isinstance(found, int) else None
