"""Draft to stored listing, and the signed link that proves the address."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from listings import duplicates, lifecycle
from listings.models import Draft, Listing, Membership, Person
from listings.normalise.finding import Finding
from listings.normalise.wording import REASON_LENGTH, as_stored
from listings.submitting import building, drafting, hints, letters, trust
from listings.submitting.forms import ListingForm
from listings.submitting.statement import recipients_of
from listings.vocabulary import FindingLevel, ListingStatus

LINK_DAYS = 7
_SALT = "confirm-listing"
STATED = "Dazu sagt der Arbeitgeber"
CONFIRM_SUBJECT = "Bestätige deine Anzeige bei Frühdienst"
"""Without the title: the address may be a stranger's, and whoever typed it must not write the line that is read first."""


class Changed(Exception):
    """The draft is not what was looked at: another window saved it meanwhile."""


@transaction.atomic
def send(*, draft: Draft, form: ListingForm, person: Person | None = None, statement: str = "") -> Listing:
    """Stores the listing, not public, and mails the link after commit. A second press leads to the same listing.

    `statement` is why a finding that holds the listing does not matter. Raises Changed.
    """
    locked = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if locked.typed != draft.typed:
        raise Changed
    known = Listing.objects.select_for_update(of=("self",)).filter(pk=locked.listing_id).first()
    if locked.submitted_at and known:
        return known
    is_new = known is None or known.status != ListingStatus.UNCONFIRMED
    listing = Listing(status=ListingStatus.UNCONFIRMED) if known is None or is_new else known
    listing.submitter_email = form.cleaned_data["contact_email"]
    building.fill(listing, form, is_stored=True)
    judge(listing, person, statement)
    lifecycle.note(listing, "sent", by=person, reason=statement)
    locked.listing, locked.submitted_at, locked.person = listing, timezone.now(), locked.person or person
    locked.save(update_fields=["listing", "submitted_at", "person"])
    if person and person.email == listing.submitter_email:
        return begin_review(listing=listing, by=person)  # the log-in has proved the address
    link = settings.BASE_URL + link_to_confirm(listing)
    text = render_to_string("emails/confirm.txt", {"listing": listing, "link": link})
    letters.write(listing.submitter_email, CONFIRM_SUBJECT, text)
    return listing


def judge(listing: Listing, person: Person | None, statement: str = "") -> None:
    """Saves a listing that is not public yet, with what the checks find now and why it is held."""
    listing.findings = []
    lifecycle.amend(listing=listing)
    listing.findings += as_stored(_background(listing, person))
    listing.status_reason = reason_to_hold(listing, statement)
    listing.save(update_fields=["findings", "status_reason"])


def reason_to_hold(listing: Listing, statement: str = "") -> str:
    """Why a moderator must look closely, and what the employer says to it; empty when nothing holds the listing."""
    held = " ".join(found["reason"] for found in listing.findings if found["level"] == FindingLevel.HOLD)
    if not held or not statement:
        return held[:REASON_LENGTH]
    said = f"{STATED}: „{statement}“"[:REASON_LENGTH]
    return f"{held[: REASON_LENGTH - len(said) - 1]} {said}"[:REASON_LENGTH].strip()


def _background(listing: Listing, person: Person | None) -> list[Finding]:
    """What moderators should know beside the words."""
    found = []
    for double in hints.doubles(listing, person):
        found.append(Finding(
            "same_text", FindingLevel.INFO, listing.title, f"Dieselbe Anzeige gibt es schon: Nr. {double.listing.pk}.",
            "Frag nach, ob es zwei Stellen sind.",
        ))  # fmt: skip
    team = Membership.objects.active().filter(employer=listing.hiring_organization)
    if team.exists() and not team.filter(person__email__iexact=listing.submitter_email).exists():
        found.append(Finding(
            "not_in_team", FindingLevel.WARNING, listing.submitter_email,
            f"„{listing.submitter_email}“ gehört nicht zum Team von {listing.hiring_organization.name}.",
            "Frag beim Team nach, ob die Anzeige von ihm kommt.",
        ))  # fmt: skip
    return found


def link_to_confirm(listing: Listing) -> str:
    """Good for the address it was sent to: another address needs another mail."""
    return reverse("submit-confirm", args=[signing.dumps([listing.pk, listing.submitter_email], salt=_SALT)])


def behind(token: str) -> Listing | None:
    """The listing the link stands for, without changing anything; None when the link is wrong or too old."""
    try:
        pk, address = signing.loads(token, salt=_SALT, max_age=LINK_DAYS * 86400)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    rows = Listing.objects.select_related("hiring_organization").defer("hiring_organization__logo")
    return rows.filter(pk=pk, submitter_email=address).first()


def confirmed(token: str) -> Listing | None:
    listing = behind(token)
    return begin_review(listing=listing) if listing else None


@transaction.atomic
def begin_review(*, listing: Listing, by: Person | None = None) -> Listing:
    """The address is proved: a moderator reads the listing, or it is online at once. Idempotent."""
    waiting = lifecycle.confirm(listing=listing, by=by)
    done = trust.publish_if_trusted(listing=waiting)
    if done.status != waiting.status:
        duplicates.regroup([done.pk])
        mail_published(done, end_before=waiting.valid_through)
    return done


def mail_published(listing: Listing, *, end_before: datetime | None) -> None:
    """One from the form is online from here on: publishing renews an end that passed, and nothing hides it."""
    new_end = listing.valid_through if listing.valid_through != end_before else None
    context = {
        "link": settings.BASE_URL + listing.get_absolute_url(), "new_end": new_end,
        "desk": settings.BASE_URL + reverse("own-listing", args=[listing.pk]),
    }  # fmt: skip
    mail(listing, "published", f"Deine Anzeige ist online: {listing.title}", context)


def mail(listing: Listing, template: str, subject: str, context: dict[str, Any]) -> None:
    """One plain-text mail to each who is told about a typed listing, after commit."""
    if not listing.submitter_email:
        return
    text = render_to_string(f"emails/{template}.txt", {"listing": listing, **context})
    for address in recipients_of(listing):
        letters.write(address, subject, text)


def mail_draft(draft: Draft, address: str) -> None:
    """The link with which somebody goes on later, on another machine too."""
    link = settings.BASE_URL + drafting.ticket_of(draft).link
    text = render_to_string("emails/draft.txt", {"link": link, "days": drafting.KEPT.days})
    letters.write(address, "Hier geht es weiter mit deinem Entwurf", text)
