"""The statement of reasons of Article 17 of the Digital Services Act: what is restricted, on what facts and what ground,
how far a program took part, and what the employer can do about it. The text is mailed and kept word by word."""

from enum import StrEnum

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from listings.models import Listing, Membership
from listings.normalise.wording import FOR_MODERATORS
from listings.submitting import access, letters
from listings.vocabulary import MemberRole

TERMS = "Nutzungsbedingungen, Regeln für Anzeigen"
"""The ground where a moderator names no law."""


class Restriction(StrEnum):
    REJECTED = "rejected"
    RETURNED = "returned"  # not public until it is mended
    EDIT_REFUSED = "edit_refused"  # the listing stays as it was
    TAKEN_DOWN = "taken_down"  # was public; until it is mended
    BLOCKED = "blocked"  # was public; for good


SUBJECTS = {
    Restriction.REJECTED: "Deine Anzeige geht nicht online",
    Restriction.RETURNED: "Bitte ändere deine Anzeige",
    Restriction.EDIT_REFUSED: "Deine Änderung wird nicht übernommen",
    Restriction.TAKEN_DOWN: "Nicht mehr online, bitte ändere deine Anzeige",
    Restriction.BLOCKED: "Deine Anzeige ist gesperrt",
}


def text_of(
    listing: Listing, restriction: Restriction, *, reason: str, ground: str = "", is_noticed: bool = False
) -> str:
    """What a program marked is told apart from what the moderator, who decided, gives as reason.

    `is_noticed`: somebody from outside pointed at it; who, is not said.
    """
    marked = [found for found in listing.findings if found["rule"] not in FOR_MODERATORS and found["level"] != "info"]
    return render_to_string("emails/statement.txt", {
        "listing": listing, "restriction": restriction.value, "reason": reason.strip(), "ground": ground.strip() or TERMS,
        "is_noticed": is_noticed or listing.events.filter(action="held").exists(),  # type: ignore[attr-defined]
        "marked": [] if restriction is Restriction.EDIT_REFUSED else marked, "operator": settings.OPERATOR["email"],
        "desk": settings.BASE_URL + reverse("edit-listing", args=[listing.pk]), "terms": settings.BASE_URL + reverse("terms"),
    })  # fmt: skip


def recipients_of(listing: Listing) -> list[str]:
    """Whoever sent the listing or offered its feed. In place of one whom the employer removed, its owners."""
    proposal = getattr(listing.source, "proposal", None) if listing.source else None
    sender = listing.submitter_email or (proposal.person.email if proposal and proposal.person else "")
    if not sender:
        return []
    if not access.is_removed(sender, listing.hiring_organization_id):
        return [sender]
    team = Membership.objects.active().filter(employer=listing.hiring_organization_id)
    return list(team.filter(role=MemberRole.OWNER).values_list("person__email", flat=True))


def mail(text: str, restriction: Restriction, *, title: str, to: list[str]) -> None:
    """One mail to each, after commit; `title` of the listing tells it apart from others in a mailbox."""
    for address in to:
        letters.write(address, f"{SUBJECTS[restriction]}: {title}", text)
