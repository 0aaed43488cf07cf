"""The statement of reasons of Article 17 of the Digital Services Act: what is restricted, on what facts and what ground,
how far a program took part, and what the employer can do about it. The text is mailed and kept word by word."""

from enum import StrEnum

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from listings.models import Listing, Membership
from listings.normalise.wording import FOR_MODERATORS
from listings.vocabulary import MemberRole

TERMS = "Nutzungsbedingungen, Regeln für Anzeigen"
"""The ground where a moderator names no law."""


class Restriction(StrEnum):
    REJECTED = "rejected"
    RETURNED = "returned"  # not public until it is mended
    EDIT_REFUSED = "edit_refused"  # the listing stays as it was


SUBJECTS = {
    Restriction.REJECTED: "Deine Anzeige geht nicht online",
    Restriction.RETURNED: "Bitte ändere deine Anzeige",
    Restriction.EDIT_REFUSED: "Deine Änderung wird nicht übernommen",
}


def text_of(listing: Listing, restriction: Restriction, *, reason: str, ground: str = "") -> str:
    """What a program marked is told apart from what the moderator, who decided, gives as reason."""
    marked = [found for found in listing.findings if found["rule"] not in FOR_MODERATORS and found["level"] != "info"]
    return render_to_string("emails/statement.txt", {
        "listing": listing, "restriction": restriction.value, "reason": reason.strip(), "ground": ground.strip() or TERMS,
        "marked": [] if restriction is Restriction.EDIT_REFUSED else marked, "operator": settings.OPERATOR["email"],
        "desk": settings.BASE_URL + reverse("desk"), "terms": settings.BASE_URL + reverse("terms"),
    })  # fmt: skip


def recipients_of(listing: Listing) -> list[str]:
    """Whoever sent the listing or offered its feed. In place of one whom the employer removed, its owners."""
    proposal = getattr(listing.source, "proposal", None) if listing.source else None
    sender = listing.submitter_email or (proposal.person.email if proposal and proposal.person else "")
    if not sender:
        return []
    of_employer = Membership.objects.filter(employer=listing.hiring_organization_id)
    if not of_employer.filter(person__email__iexact=sender, removed_at__isnull=False).exists():
        return [sender]
    return list(of_employer.active().filter(role=MemberRole.OWNER).values_list("person__email", flat=True))


def mail(text: str, restriction: Restriction, *, to: list[str]) -> None:
    """One mail to each, after commit."""
    for address in to:
        transaction.on_commit(lambda to=address: send_mail(SUBJECTS[restriction], text, None, [to]), robust=True)  # type: ignore[misc]
