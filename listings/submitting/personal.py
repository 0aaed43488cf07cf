"""What the employers' side keeps about the person behind an address, for the privacy page."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from listings import retention
from listings.models import Draft, FeedProposal, Listing, ListingEvent, LoginLink, Membership, PendingEdit, Person
from listings.vocabulary import LinkPurpose, ListingStatus

ANSWERABLE = (ListingStatus.IN_REVIEW, ListingStatus.RETURNED, ListingStatus.PUBLISHED, ListingStatus.PAUSED)
"""While a listing is one of these somebody must answer for it."""

PURPOSES = {LinkPurpose.LOG_IN: "Anmelden", LinkPurpose.INVITE: "Einladung", LinkPurpose.DATA: "deine Daten ansehen"}


def data_of(email: str) -> list[dict[str, Any]]:
    found = [_listing(row, email) for row in _listings(email).select_related("hiring_organization").order_by("pk")]
    for person in Person.objects.filter(email__iexact=email):
        found.append({"art": "Zugang", "name": person.name, "E-Mail": person.email, "seit": person.created_at, "zuletzt da": person.last_seen_at})  # fmt: skip
        found += _of(person)
    for draft in _drafts(email).order_by("created_at"):
        typed = {name: values for name, values in draft.typed.items() if any(values)}
        found.append({"art": "Entwurf", "am": draft.created_at, "geändert": draft.updated_at, "eingetragen": typed, "logo": bool(draft.logo)})  # fmt: skip
    for link in LoginLink.objects.filter(email__iexact=email).order_by("pk"):
        found.append(
            {
                "art": "Link in einer Mail",
                "wofür": PURPOSES[LinkPurpose(link.purpose)],
                "am": link.created_at,
                "benutzt": link.used_at,
            }
        )
    return found


def _of(person: Person) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for row in person.memberships.select_related("employer"):  # type: ignore[attr-defined]
        found.append({"art": "Team", "arbeitgeber": row.employer.name, "rolle": row.get_role_display(), "seit": row.accepted_at, "entfernt": row.removed_at})  # fmt: skip
    for claim in person.claims.select_related("employer"):  # type: ignore[attr-defined]
        found.append({"art": "Anspruch", "arbeitgeber": claim.employer.name, "begründung": claim.statement, "stand": claim.get_state_display(), "grund": claim.reason})  # fmt: skip
    for feed in FeedProposal.objects.filter(person=person):
        found.append(
            {"art": "Angebotener Feed", "adresse": feed.url, "stand": feed.get_state_display(), "grund": feed.reason}
        )
    for edit in PendingEdit.objects.filter(person=person).select_related("listing"):
        found.append({"art": "Wartende Änderung", "anzeige": edit.listing.title, "am": edit.created_at, "änderungen": edit.changes})  # fmt: skip
    for event in ListingEvent.objects.filter(person=person).select_related("listing"):
        found.append({"art": "Vorgang", "anzeige": event.listing.title, "was": event.action, "am": event.at, "grund": event.reason})  # fmt: skip
    return found


def _listing(row: Listing, email: str) -> dict[str, Any]:
    roles = [words for words, address in (("aufgegeben", row.submitter_email), ("bekommt Bewerbungen", row.contact_email))
             if address.lower() == email.lower()]  # fmt: skip
    return {"art": "Anzeige", "nummer": row.pk, "titel": row.title, "arbeitgeber": row.hiring_organization.name,
            "stand": row.get_status_display(), "deine adresse": ", ".join(roles)}  # fmt: skip


def _listings(email: str) -> Any:
    """The indexes hold only what has an address."""
    sent = ~Q(submitter_email="") & Q(submitter_email__iexact=email)
    return Listing.objects.filter(sent | ~Q(contact_email="") & Q(contact_email__iexact=email))


def _drafts(email: str) -> Any:
    return Draft.objects.filter(Q(person__email__iexact=email) | Q(typed__contact_email__contains=[email]))


@transaction.atomic
def erase(email: str) -> None:
    """What nobody must answer for any more. An access stays as long as a listing of the person needs one."""
    own = _listings(email)
    own.filter(status=ListingStatus.UNCONFIRMED).delete()
    needed = own.filter(status__in=ANSWERABLE)
    ended = own.exclude(status__in=ANSWERABLE)
    ended.filter(contact_email__iexact=email).exclude(submitter_email__iexact=email).update(contact_email="")
    ended.filter(submitter_email__iexact=email).update(**retention.erased())
    kept = list(needed.values_list("pk", flat=True))
    _drafts(email).exclude(listing__in=kept).delete()
    LoginLink.objects.filter(email__iexact=email).delete()
    if not kept:
        for person in Person.objects.filter(email__iexact=email):
            Membership.objects.filter(person=person).delete()
            person.delete()
