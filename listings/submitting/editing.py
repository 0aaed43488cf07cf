"""Edits of listings that exist: applied at once, or kept for a moderator while the listing stays as it is.

Of a public or paused listing, changes of title, pay, place or employer wait, and so does whatever the checks would hold
back, or would send applicants to somebody unknown. An edit waits or applies as a whole.
"""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils import timezone

from listings import duplicates, lifecycle
from listings.lifecycle import Changes, WrongStatus
from listings.models import Draft, Employer, Listing, PendingEdit, Person
from listings.normalise.contact_ways import host_of, is_free_mail
from listings.normalise.wording import hold_reason
from listings.submitting import building, drafting
from listings.submitting.addresses import domain_of
from listings.submitting.submission import judge, mail
from listings.vocabulary import ListingStatus

REVIEWED = frozenset(
    {"title", "base_salary_min", "base_salary_max", "base_salary_unit", "place", "postal_code", "city", "hiring_organization"}
)  # fmt: skip
FIELDS = (
    "title", "hiring_organization", "description_html", "place", "postal_code", "city", "latitude", "longitude", "work_mode", "entry",
    "languages", "language_levels", "shifts", "work_starts_at", "work_ends_at", "weekly_hours", "weekends_a_month",
    "employment_type", "contract", "job_starts_on", "base_salary_min", "base_salary_max", "base_salary_unit", "surcharges",
    "apply_url", "contact_email", "answer_days", "valid_through",
)  # fmt: skip
"""What the form writes."""
SILENT = frozenset({"latitude", "longitude"})
"""Follows from the postcode: applied with it and shown to nobody."""
PUBLIC = (ListingStatus.PUBLISHED, ListingStatus.PAUSED)
WAITING = (ListingStatus.UNCONFIRMED, ListingStatus.IN_REVIEW, ListingStatus.RETURNED)
EDITABLE = (*PUBLIC, *WAITING)


class Invalid(Exception):
    """The draft is no complete form."""


def draft_for(listing: Listing, person: Person) -> Draft:
    """The edit this person has begun; a new one says what the listing says now and is not stored yet."""
    begun = Draft.objects.filter(listing=listing, person=person, submitted_at=None).order_by("-updated_at").first()
    return begun or Draft(listing=listing, person=person, typed=building.typed_of(listing), step=0)


@transaction.atomic
def copy(*, listing: Listing, person: Person) -> Draft:
    """A new draft that says the same; days that lie behind are left out. Pressed twice, it is one draft."""
    typed = building.typed_of(listing) | {"valid_through": [""], "contact_email": [person.email]}
    if listing.job_starts_on and listing.job_starts_on < timezone.localdate():
        typed["job_starts_on"] = [""]
    Person.objects.select_for_update().get(pk=person.pk)
    equal = Draft.objects.filter(person=person, listing=None, submitted_at=None, typed=typed).defer("logo").first()
    if equal:
        return equal
    lifecycle.note(listing, "copied", by=person)
    return Draft.objects.create(person=person, typed=typed, step=0)


def changes_of(*, before: Listing, after: Listing) -> Changes:
    """Field to [before, after] in words that JSON keeps; empty when nothing changed."""
    found = {name: [_plain(before, name), _plain(after, name)] for name in FIELDS if name not in SILENT}
    return {name: pair for name, pair in found.items() if pair[0] != pair[1]}


@transaction.atomic
def propose(*, draft: Draft, listing: Listing, person: Person, statement: str = "") -> PendingEdit | Listing:
    """Applies the draft to the listing, or keeps it for a moderator. Raises Invalid, WrongStatus.

    A later edit takes the place of one that waits. `statement` says why a finding that holds does not matter.
    """
    locked = _locked(listing, EDITABLE)
    edited = _edited(draft, locked)
    changes = changes_of(before=locked, after=edited)
    draft.listing, draft.person, draft.submitted_at = locked, person, timezone.now()
    draft.save()
    if must_wait(locked, edited, changes):
        waiting, _ = PendingEdit.objects.update_or_create(
            listing=locked, defaults={"draft": draft, "person": person, "changes": changes}
        )
        lifecycle.note(locked, "edit_proposed", by=person, reason=statement, changes=changes)
        return waiting
    if locked.status in PUBLIC:
        PendingEdit.objects.filter(listing=locked).delete()
    applied = _apply(locked, edited, changes, by=person, statement=statement)
    if applied.status == ListingStatus.RETURNED:
        applied = lifecycle.send_again(listing=applied, by=person)
    return applied


@transaction.atomic
def accept(*, edit: PendingEdit, by: User | Person | None) -> Listing:
    """A moderator agrees: only what the edit changed is written. Raises WrongStatus when the listing has ended."""
    waiting = _waiting(edit)
    locked = _locked(waiting.listing, PUBLIC)
    edited = _edited(waiting.draft, locked, ignores_today=True)
    applied = _apply(locked, edited, waiting.changes, by=by)
    waiting.delete()
    subject = "Deine Änderung ist online" if applied.is_live else "Deine Änderung ist übernommen"
    mail(applied, "edit_accepted", f"{subject}: {applied.title}", {"link": _page_of(applied)})
    return applied


@transaction.atomic
def refuse(*, edit: PendingEdit, by: User | Person | None, reason: str, statement: str = "") -> None:
    """The listing stays as it is; its people may go on from the draft.

    `statement` is the statement of reasons that the caller mails; without one the reason alone is mailed here.
    """
    waiting = _waiting(edit)
    lifecycle.note(waiting.listing, "edit_refused", by=by, reason=reason, statement=statement, changes=waiting.changes)
    Draft.objects.filter(pk=waiting.draft_id).update(submitted_at=None)
    listing = waiting.listing
    waiting.delete()
    if not statement:
        mail(listing, "edit_refused", f"Deine Änderung geht nicht online: {listing.title}", {"reason": reason})


@transaction.atomic
def take_back(*, listing: Listing, by: Person) -> bool:
    """The edit that waits is not wanted any more: it is a draft again. False when none waits."""
    waiting = PendingEdit.objects.select_for_update(of=("self",)).filter(listing=listing).first()
    if waiting is None:
        return False
    lifecycle.note(listing, "edit_retracted", by=by, changes=waiting.changes)
    Draft.objects.filter(pk=waiting.draft_id).update(submitted_at=None)
    waiting.delete()
    return True


def edited_preview(draft: Draft, listing: Listing) -> Listing:
    """The listing as it would be; saves nothing. Raises Invalid."""
    return _edited(draft, Listing.objects.get(pk=listing.pk))


def must_wait(before: Listing, after: Listing, changes: Changes) -> bool:
    """Whether a moderator looks at this edit before it is seen."""
    return before.status in PUBLIC and bool(
        REVIEWED & changes.keys() or _leads_elsewhere(before, after) or _holds_more(before, after)
    )


def _leads_elsewhere(before: Listing, after: Listing) -> bool:
    """Applications would go where nothing went before: a harmless listing must not become a trap once it is public."""
    employer = before.hiring_organization
    if employer.is_trusted:
        return False
    ways = (
        host_of(before.apply_url),
        _owner_of(before.contact_email),
        _owner_of(before.submitter_email),
        employer.domain,
    )
    known = {way for way in ways if way}
    asked = {host_of(after.apply_url), _owner_of(after.contact_email)} - {""}
    return any(way not in known and not any(way.endswith(f".{own}") for own in known) for way in asked)


def _owner_of(address: str) -> str:
    """The domain; where anybody can have a mailbox, the mailbox."""
    domain = domain_of(address)
    return address.lower() if is_free_mail(domain) else domain


def _edited(draft: Draft, listing: Listing, *, ignores_today: bool = False) -> Listing:
    """A second copy of the listing with what the draft says."""
    form = drafting.form_of(draft, ignores_today=ignores_today)
    if not form.is_valid():
        raise Invalid(", ".join(form.errors))
    return building.fill(Listing.objects.get(pk=listing.pk), form)


def _apply(listing: Listing, edited: Listing, changes: Changes, *, by: Any, statement: str = "") -> Listing:
    """Writes the changed fields and what follows from them."""
    for name in FIELDS:
        if name in changes or name in SILENT and "postal_code" in changes:
            setattr(listing, name, _stored(getattr(edited, name)))
    listing.evidence = listing.evidence | building.stated_by_form(listing)
    if listing.status in WAITING:
        judge(listing, by if isinstance(by, Person) else None, statement)
    else:
        lifecycle.amend(listing=listing)
    if changes:
        lifecycle.note(listing, "edited", by=by, reason=statement, changes=changes)
    if listing.status == ListingStatus.PUBLISHED:
        duplicates.regroup([listing.pk])
    return listing


def _stored(value: Any) -> Any:
    """A new employer is stored with the edit that names it."""
    return building.employer_named(value.name, is_stored=True) if isinstance(value, Employer) else value


def _holds_more(before: Listing, after: Listing) -> bool:
    """The edit brings something that would hold the listing, and that no moderator has let pass before."""
    reason = hold_reason(lifecycle.check_wording(after))
    return bool(reason) and reason != hold_reason(lifecycle.check_wording(before))


def _locked(listing: Listing, expected: tuple[ListingStatus, ...]) -> Listing:
    rows = Listing.objects.select_for_update(of=("self",)).select_related("hiring_organization", "place")
    locked = rows.defer("hiring_organization__logo").get(pk=listing.pk)
    if locked.status not in expected:
        raise WrongStatus(f"{locked.status} cannot be edited")
    return locked


def _waiting(edit: PendingEdit) -> PendingEdit:
    """Raises WrongStatus when somebody has decided already."""
    rows = PendingEdit.objects.select_for_update(of=("self",)).select_related("draft", "listing__hiring_organization")
    found = rows.filter(pk=edit.pk).first()
    if found is None:
        raise WrongStatus("the edit was decided already")
    return found


def _page_of(listing: Listing) -> str:
    return settings.BASE_URL + listing.get_absolute_url()


def _plain(listing: Listing, name: str) -> Any:
    """For people and JSON: names instead of numbers, times as they are written."""
    value = getattr(listing, name)
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (Decimal, float)):
        return float(value)
    return value
