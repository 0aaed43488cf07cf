"""The employer is told a week before a listing ends, and extends it through the signed link in the mail.

Each mail leaves at most once for each end: the listings are marked first and the mail is sent after that commit, so a
worker that dies between the two loses one mail rather than sends it twice. A mail server that cannot be reached leaves
everything unmarked, and one that refuses a mail gets it again with the next call.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from listings import duplicates, lifecycle
from listings.models import Listing
from listings.submitting import access
from listings.submitting.statement import recipients_of

WARNED_BEFORE = timedelta(days=7)
BY_LINK = "link in the warning"
"""Reason of an extension by whoever has the mail."""
_SALT = "extend-listing"


class Answer(StrEnum):
    """What the link in the mail leads to."""

    OFFERED = "offered"
    DONE = "done"
    ALREADY_DONE = "already_done"
    TOO_LATE = "too_late"
    ENDED = "ended"  # by somebody's decision, not by time
    UNKNOWN = "unknown"  # no link of ours


@dataclass(frozen=True, slots=True)
class Outcome:
    answer: Answer
    listing: Listing | None = None
    new_end: datetime | None = None


def link_to(listing: Listing, address: str) -> str:
    """Stands for the present end: after an extension it says so and extends nothing.

    Good for whom it was sent to: whoever leaves the employer's team leaves it behind.
    """
    assert listing.valid_through is not None
    token = signing.dumps([listing.pk, listing.valid_through.isoformat(), address], salt=_SALT)
    return settings.BASE_URL + reverse("extend", args=[token])


def preview(token: str) -> Outcome:
    """What extended() would do, without doing it: GET never changes data."""
    listing, end = _read(token)
    if listing is None or end is None:
        return Outcome(Answer.UNKNOWN)
    if listing.valid_through != end:
        is_later = listing.valid_through is None or listing.valid_through > end
        return Outcome(Answer.ALREADY_DONE if is_later and listing.is_live else Answer.ENDED, listing)
    try:
        new_end = lifecycle.end_after_extension(listing, timezone.now())
    except lifecycle.TooLate:
        return Outcome(Answer.TOO_LATE, listing)
    except lifecycle.WrongStatus:
        return Outcome(Answer.ENDED, listing)
    return Outcome(Answer.OFFERED, listing, new_end)


def extended(token: str) -> Outcome:
    """Extends the listing behind the link, at most once for each link."""
    before = preview(token)
    if before.answer is not Answer.OFFERED or before.listing is None or before.listing.valid_through is None:
        return before
    try:
        done = lifecycle.extend(listing=before.listing, end=before.listing.valid_through, reason=BY_LINK)
    except lifecycle.WrongStatus:
        return preview(token)
    duplicates.regroup([done.pk])
    return Outcome(Answer.DONE, done, done.valid_through)


def _read(token: str) -> tuple[Listing | None, datetime | None]:
    try:
        pk, end, *address = signing.loads(token, salt=_SALT)  # links of former releases name no address
    except signing.BadSignature:
        return None, None
    found = Listing.objects.select_related("hiring_organization").filter(pk=pk).first()
    if found and access.is_removed(address[0] if address else found.submitter_email, found.hiring_organization_id):
        return None, None
    return found, datetime.fromisoformat(end)


def warn_of_ends(*, now: datetime | None = None) -> int:
    """Mails every employer with listings that end within a week; returns how many mails left.

    A refused mail does not keep the others back; the last refusal is raised at the end.
    """
    now, count = now or timezone.now(), 0
    refusal: Exception | None = None
    refused: set[str] = set()
    if not _ripe(now).exists():
        return 0
    with get_connection() as server:
        while listings := _claim(now, refused):
            sent, wrong = _send(listings, server)
            count += sent
            if wrong and not sent:
                marked = Listing.objects.filter(pk__in=[row.pk for row in listings], end_warned_at=now)
                marked.update(end_warned_at=None)
                refused.add(listings[0].submitter_email)
            refusal = wrong or refusal
    if refusal:
        raise refusal
    return count


def _ripe(now: datetime) -> QuerySet[Listing]:
    """A warning counts for one end: when that moves on, there is another one."""
    is_unwarned = Q(end_warned_at=None) | Q(end_warned_at__lt=F("valid_through") - WARNED_BEFORE)
    typed = Listing.objects.live().filter(is_unwarned, source=None, valid_through__lte=now + WARNED_BEFORE)
    return typed.exclude(submitter_email="").order_by("valid_through", "pk")


@transaction.atomic
def _claim(now: datetime, refused: set[str]) -> list[Listing]:
    """Marks listings of which the same people are told as warned; two workers never get the same one."""
    free = _ripe(now).exclude(submitter_email__in=refused).select_for_update(skip_locked=True)
    first = free.first()
    if first is None:
        return []
    to = recipients_of(first)
    found = [row for row in free.filter(submitter_email=first.submitter_email) if recipients_of(row) == to]
    Listing.objects.filter(pk__in=[row.pk for row in found]).update(end_warned_at=now)
    return found


def _send(listings: list[Listing], server: BaseEmailBackend) -> tuple[int, Exception | None]:
    """How many mails left, and the last refusal."""
    sent, refusal = 0, None
    for address in recipients_of(listings[0]):
        try:
            _letter(listings, address, server).send()
            sent += 1
        except Exception as error:
            refusal = error
    return sent, refusal


def _letter(listings: list[Listing], address: str, server: BaseEmailBackend) -> EmailMessage:
    rows = [{"title": row.title, "end": row.valid_through, "link": link_to(row, address)} for row in listings]
    text = render_to_string("emails/end_warning.txt", {"rows": rows})
    subject = (
        f"Deine Anzeige endet bald: {rows[0]['title']}" if len(rows) == 1 else f"{len(rows)} deiner Anzeigen enden bald"
    )
    return EmailMessage(" ".join(subject.split()), text, None, [address], connection=server)
