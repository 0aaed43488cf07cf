"""Drafts: what somebody types, kept at every step and found again by a cookie, a link in a mail, or the page itself.

The page of the form carries a signed token with the id under which it will be kept. So nothing is stored for those who
only look, a page from yesterday still finds its draft, and the same page sent twice is one draft.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from listings.models import Draft, Listing, Person
from listings.submitting.access import AREA
from listings.submitting.forms import ListingForm
from listings.vocabulary import ListingStatus

COOKIE = "entwurf"
FIELD = "draft"
KEPT = timedelta(days=30)
"""As long as retention keeps drafts that nobody sent."""
MAX_CHARACTERS = 200_000
MAX_VALUES = 20
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_signer = signing.TimestampSigner(salt="listing-draft")
Typed = dict[str, list[str]]


class TooLarge(Exception):
    """More text than anybody types."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """The right to read and write one draft, whether or not it is stored already."""

    pk: UUID
    issued_at: datetime

    @property
    def token(self) -> str:
        return _signer.sign(self.pk.hex)

    @property
    def age(self) -> timedelta:
        return timezone.now() - self.issued_at

    @property
    def link(self) -> str:
        return reverse("submit-draft", args=[self.token])

    def draft(self) -> Draft | None:
        return Draft.objects.select_related("listing").defer("logo").filter(pk=self.pk).first()


def new_ticket() -> Ticket:
    return Ticket(uuid4(), timezone.now())


def ticket_of(draft: Draft) -> Ticket:
    return Ticket(draft.pk, timezone.now())


def read(token: str) -> Ticket | None:
    """None for what we never signed. A token has no end of its own: its draft has."""
    try:
        pk = UUID(_signer.unsign(token))
        seconds = signing.b62_decode(token.split(":")[1])
    except (signing.BadSignature, ValueError, IndexError):
        return None
    return Ticket(pk, datetime.fromtimestamp(seconds, tz=timezone.get_current_timezone()))


def remembered(request: HttpRequest) -> Ticket | None:
    """The draft this browser worked on last."""
    return read(request.COOKIES.get(COOKIE, ""))


def remember(response: HttpResponse, ticket: Ticket) -> None:
    response.set_cookie(
        COOKIE, ticket.token, max_age=KEPT, path=AREA, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def forget(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, path=AREA, samesite="Lax")


def typed_in(data: MultiValueDict[str, str]) -> Typed:
    """The fields of the form as typed, without what no database stores. Raises TooLarge."""
    names = [name for name in ListingForm.base_fields if name != "logo_file"]
    typed = {name: [_UNSTORABLE.sub("", value) for value in data.getlist(name)[:MAX_VALUES]] for name in names if name in data}  # fmt: skip
    if sum(len(value) for values in typed.values() for value in values) > MAX_CHARACTERS:
        raise TooLarge
    return typed


def is_blank(typed: Mapping[str, list[str]]) -> bool:
    """Nobody typed anything: what selections say by themselves does not count."""
    return not any(typed.get(name, [""])[0].strip() for name in ("company", "contact_email", "title", "description"))


@transaction.atomic
def keep(
    ticket: Ticket, typed: Typed, *, person: Person | None = None, step: int = 0, logo: bytes | None = None,
    listing: Listing | None = None,
) -> Draft:  # fmt: skip
    """Stores what was typed; `listing` is the one that it edits.

    What was sent and confirmed, or waits for a moderator, stays as it was sent: the rest is a new draft then.
    """
    Draft.objects.get_or_create(
        pk=ticket.pk, defaults={"typed": typed, "person": person, "listing": listing, "step": 0}
    )
    draft = Draft.objects.select_for_update(of=("self",)).select_related("listing").get(pk=ticket.pk)
    if draft.submitted_at and typed == draft.typed and logo is None:
        return draft
    if draft.submitted_at and not is_open(draft):
        draft = Draft(person=draft.person, listing=listing, logo=draft.logo, step=0)
    draft.typed, draft.person, draft.submitted_at = typed, draft.person or person, None
    draft.step = max(draft.step, step)
    draft.logo = logo if logo is not None else draft.logo
    draft.save()
    return draft


def is_open(draft: Draft) -> bool:
    """Whether its listing may still be changed by whoever holds the draft: nobody has confirmed it."""
    return draft.listing is not None and draft.listing.status == ListingStatus.UNCONFIRMED


def belongs_to(draft: Draft, person: Person | None) -> bool:
    """The token alone opens what nobody owns, and an owner's draft while the owner is logged out."""
    return draft.person_id is None or person is None or draft.person_id == person.pk


def newest_sent(listing: Listing) -> Draft | None:
    return listing.drafts.filter(submitted_at__isnull=False).order_by("-submitted_at").first()


def with_logo(listing: Listing) -> QuerySet[Draft]:
    """Drafts that were sent with a logo, the newest first: it is shown to whoever decides about the listing."""
    return listing.drafts.filter(submitted_at__isnull=False, logo__isnull=False).order_by("-submitted_at")


def form_of(draft: Draft, **options: Any) -> ListingForm:
    return ListingForm(draft.typed, **options)
