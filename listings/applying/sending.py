"""From the form to the queue. A file is kept for an hour while the rest of the form is mended."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from listings import notices
from listings.models import Application, Listing
from listings.retention import APPLICATION_DRAFTS_KEPT
from listings.vocabulary import ApplicationState

KEPT_DAYS = 7
_signer = signing.Signer(salt="application-receipt")


def draft_of(pk: UUID, listing: Listing) -> Application | None:
    """Without the file itself."""
    rows = Application.objects.filter(pk=pk, listing=listing, state=ApplicationState.DRAFT)
    return rows.defer("pdf").filter(updated_at__gt=timezone.now() - APPLICATION_DRAFTS_KEPT).first()


@transaction.atomic
def keep_file(pk: UUID, listing: Listing, data: bytes | None, name: str = "") -> None:
    """With the page it was chosen on; None drops it. What was sent stays as it was sent."""
    if data is not None:
        Application.objects.get_or_create(pk=pk, defaults={"listing": listing})
    locked = Application.objects.select_for_update(of=("self",)).defer("pdf").filter(pk=pk, listing=listing).first()
    if locked and locked.state == ApplicationState.DRAFT:
        Application.objects.filter(pk=pk).update(pdf=data, pdf_name=name, updated_at=timezone.now())


@transaction.atomic
def send(*, pk: UUID, listing: Listing, typed: dict[str, Any]) -> Application:
    """Queues the application and writes the receipt; both leave after commit. The same page sent twice is one."""
    Application.objects.get_or_create(pk=pk, defaults={"listing": listing})
    locked = Application.objects.select_for_update(of=("self",)).defer("pdf").get(pk=pk)
    if locked.state != ApplicationState.DRAFT:
        return locked
    for field in ("name", "email", "phone", "message"):
        setattr(locked, field, typed[field])
    locked.state, locked.sent_at, locked.next_try_at = ApplicationState.WAITING, timezone.now(), timezone.now()
    locked.listing = listing
    locked.save(update_fields=["name", "email", "phone", "message", "state", "sent_at", "next_try_at", "listing", "updated_at"])  # fmt: skip
    text = render_to_string("emails/application_receipt.txt", {
        "application": locked, "listing": listing, "link": settings.BASE_URL + receipt_link(locked), "days": KEPT_DAYS,
        "privacy": settings.BASE_URL + reverse("privacy"),
    })  # fmt: skip
    notices.write(application=locked, address=locked.email, subject=f"Deine Bewerbung {locked.number} ist unterwegs", text=text)  # fmt: skip
    return locked


def receipt_link(application: Application) -> str:
    return reverse("applied", args=[application.listing_id, _signer.sign(application.pk.hex)])


def receipt_of(token: str) -> UUID | None:
    try:
        return UUID(_signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def forget_drafts() -> int:
    """Files whose form was left; every few minutes, so that an hour is an hour."""
    old = timezone.now() - APPLICATION_DRAFTS_KEPT
    return Application.objects.filter(state=ApplicationState.DRAFT, updated_at__lt=old).delete()[0]
