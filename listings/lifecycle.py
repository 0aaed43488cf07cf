"""The only place that changes a status. Each verb is one atomic step."""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from listings.models import Draft, Employer, Listing, ListingEvent, Membership, PendingEdit, Person
from listings.models.search_row import figures_changed, forget_changes
from listings.normalise import markup, wording
from listings.normalise.finding import Finding
from listings.normalise.minimum_wage import EXEMPT
from listings.normalise.title import title_key
from listings.vocabulary import FindingLevel, ListingStatus, Outcome

EXPIRE_BATCH = 5_000
EXPIRE_ROUND = 50_000
"""Overdue listings that one walk along the index of ends gathers."""
DEFAULT_DAYS_ONLINE = 60
MAX_DAYS_AHEAD = 180
REVIVABLE = timedelta(days=30)
"""How long after its end a listing may still be extended."""
SILENCE = "the source was silent"
"""Reason of a withdrawal after which coming back is no new posting."""
CURRENT = (ListingStatus.PUBLISHED, ListingStatus.HELD)
"""What a source may withdraw: the rest was ended by somebody else."""
WAITING = (ListingStatus.IN_REVIEW, ListingStatus.HELD)
"""What a moderator decides about."""
RETRACTABLE = (ListingStatus.UNCONFIRMED, ListingStatus.IN_REVIEW, ListingStatus.RETURNED)
"""What its employer may take back: nobody sees it, and it waits for the employer or for a moderator."""
ONLINE = (ListingStatus.PUBLISHED, ListingStatus.PAUSED)
"""What a moderator may take down: a paused one is back with one click of its employer."""
REPORTABLE = (*ONLINE, ListingStatus.IN_REVIEW, ListingStatus.RETURNED, ListingStatus.EXPIRED, ListingStatus.CLOSED,
              ListingStatus.WITHDRAWN, ListingStatus.RETRACTED)  # fmt: skip
"""Of listings that were public: what may still be decided about."""
REASON_LENGTH = 500
"""Of what the row itself keeps; the history keeps all of it."""

Actor = Person | User | None
"""An employer's person, a colleague in the admin, or the program itself."""
Changes = dict[str, list[Any]]
"""Field to [before, after]."""


class WrongStatus(Exception):
    """The listing is not in a status from which this step is possible."""


class TooLate(WrongStatus):
    """The listing ended too long ago to come back."""


def note(
    listing: Listing, action: str, *, by: Actor, reason: str = "", statement: str = "", changes: Changes | None = None
) -> ListingEvent:
    """Adds to the listing's history."""
    return ListingEvent.objects.create(
        listing=listing, action=action, person=by if isinstance(by, Person) else None,
        user=by if isinstance(by, User) else None, reason=reason, statement=statement,
        changes=changes or {},
    )  # fmt: skip


def _locked(listing: Listing, *, expected: Collection[ListingStatus], step: str) -> Listing:
    """Raises WrongStatus."""
    locked = Listing.objects.select_for_update().get(pk=listing.pk)
    if locked.status not in expected:
        raise WrongStatus(f"{locked.status} cannot be {step}")
    return locked


@transaction.atomic
def confirm(*, listing: Listing, by: Actor = None) -> Listing:
    """The employer followed the link in the mail: the listing waits for a moderator. Idempotent."""
    locked = Listing.objects.select_for_update().get(pk=listing.pk)
    if locked.status == ListingStatus.UNCONFIRMED:
        locked.status = ListingStatus.IN_REVIEW
        locked.save(update_fields=["status"])
        note(locked, "confirmed", by=by)
    return locked


@transaction.atomic
def ask_for_changes(*, listing: Listing, reason: str, by: Actor = None, statement: str = "") -> Listing:
    """Back to the employer, who mends it and sends it again. `statement` is the statement of reasons as mailed."""
    locked = _locked(listing, expected=WAITING, step="returned")
    locked.status, locked.status_reason = ListingStatus.RETURNED, reason[:REASON_LENGTH]
    locked.save(update_fields=["status", "status_reason"])
    note(locked, "asked", by=by, reason=reason, statement=statement)
    return locked


@transaction.atomic
def send_again(*, listing: Listing, by: Actor = None) -> Listing:
    """The employer mended what was asked for."""
    locked = _locked(listing, expected={ListingStatus.RETURNED}, step="sent again")
    locked.status, locked.status_reason = ListingStatus.IN_REVIEW, ""
    locked.save(update_fields=["status", "status_reason"])
    note(locked, "sent_again", by=by)
    return locked


@transaction.atomic
def retract(*, listing: Listing, by: Actor = None) -> Listing:
    """The employer takes back what is not public. What never was answers 404, what had been taken down 410 as before."""
    locked = _locked(listing, expected=RETRACTABLE, step="retracted")
    locked.status, locked.status_reason, locked.closed_at = ListingStatus.RETRACTED, "", timezone.now()
    locked.save(update_fields=["status", "status_reason", "closed_at"])
    note(locked, "retracted", by=by)
    return locked


@transaction.atomic
def pause(*, listing: Listing, by: Actor = None) -> Listing:
    """Out of sight until it is resumed; its end stays."""
    locked = _locked(listing, expected={ListingStatus.PUBLISHED}, step="paused")
    locked.status = ListingStatus.PAUSED
    locked.save(update_fields=["status"])
    note(locked, "paused", by=by)
    return locked


@transaction.atomic
def resume(*, listing: Listing, by: Actor = None) -> Listing:
    locked = _locked(listing, expected={ListingStatus.PAUSED}, step="resumed")
    if locked.valid_through and locked.valid_through <= timezone.now():
        raise TooLate("it ended while it was paused")
    locked.status = ListingStatus.PUBLISHED
    locked.save(update_fields=["status"])
    note(locked, "resumed", by=by)
    return locked


@transaction.atomic
def close(*, listing: Listing, outcome: Outcome, by: Actor = None) -> Listing:
    """The employer ended it and said how; its page answers 410."""
    locked = _locked(
        listing, expected={ListingStatus.PUBLISHED, ListingStatus.PAUSED, ListingStatus.EXPIRED}, step="closed"
    )
    locked.status, locked.outcome, locked.closed_at = ListingStatus.CLOSED, outcome, timezone.now()
    locked.save(update_fields=["status", "outcome", "closed_at"])
    figures_changed()
    note(locked, "closed", by=by, reason=outcome)
    return locked


@transaction.atomic
def publish(*, listing: Listing, by: Actor = None, reason: str = "") -> Listing:
    """One from the form whose end passed while it waited gets a new end: who publishes it means that it is seen."""
    locked = _locked(listing, expected=WAITING, step="published")
    now, changes, end = timezone.now(), {}, locked.valid_through
    locked.status, locked.status_reason = ListingStatus.PUBLISHED, ""
    locked.published_at = locked.published_at or now
    locked.approved_at = now
    if locked.source_id is None and end and end <= now:
        locked.valid_through, locked.end_warned_at = default_end(now), None
        changes = {"valid_through": [end.isoformat(), locked.valid_through.isoformat()]}
    locked.withdrawn_at = None
    locked.save(update_fields=["status", "status_reason", "published_at", "approved_at", "valid_through",
                               "end_warned_at", "withdrawn_at"])  # fmt: skip
    locked.hiring_organization.give_address()
    _take_logo(locked)
    note(locked, "published", by=by, reason=reason, changes=changes)
    return locked


def _take_logo(listing: Listing) -> None:
    """The logo that came with the listing becomes its employer's, if he has none and no stranger sent it."""
    sent = Draft.objects.filter(listing=listing, submitted_at__isnull=False, logo__isnull=False).order_by(
        "-submitted_at"
    )
    if draft := sent.first():
        team = Membership.objects.active().filter(employer=listing.hiring_organization_id)
        if not team.exists() or team.filter(person=draft.person_id).exists():
            Employer.objects.filter(pk=listing.hiring_organization_id, logo=None).update(logo=draft.logo)


@transaction.atomic
def reject(*, listing: Listing, reason: str, by: Actor = None, statement: str = "") -> Listing:
    """`statement` is the statement of reasons as mailed."""
    locked = _locked(listing, expected=WAITING, step="rejected")
    locked.status, locked.status_reason = ListingStatus.REJECTED, reason[:REASON_LENGTH]
    locked.save(update_fields=["status", "status_reason"])
    note(locked, "rejected", by=by, reason=reason, statement=statement)
    return locked


@transaction.atomic
def take_down(*, listing: Listing, reason: str, by: Actor = None, statement: str = "") -> Listing:
    """Out of sight until the employer mended it and a moderator read it again. Its page answers 410."""
    locked = _locked(listing, expected=ONLINE, step="taken down")
    return _down(locked, ListingStatus.RETURNED, "taken_down", reason=reason, by=by, statement=statement)


@transaction.atomic
def block(*, listing: Listing, reason: str, by: Actor = None, statement: str = "") -> Listing:
    """For good, also what has ended: nobody edits, extends or resumes it, and no import brings it back. It answers 410."""
    locked = _locked(listing, expected={*REPORTABLE, ListingStatus.HELD}, step="blocked")
    if locked.published_at is None:
        raise WrongStatus("it never was public")
    return _down(locked, ListingStatus.BLOCKED, "blocked", reason=reason, by=by, statement=statement)


def _down(listing: Listing, status: ListingStatus, action: str, *, reason: str, by: Actor, statement: str) -> Listing:
    if listing.status == ListingStatus.CLOSED:
        figures_changed()
    listing.status, listing.status_reason, listing.withdrawn_at = status, reason[:REASON_LENGTH], timezone.now()
    listing.save(update_fields=["status", "status_reason", "withdrawn_at"])
    PendingEdit.objects.filter(listing=listing).delete()
    note(listing, action, by=by, reason=reason, statement=statement)
    return listing


@transaction.atomic
def review_again(*, listing: Listing, reason: str, by: Actor = None) -> Listing:
    """Somebody objected to a decision, or it was a mistake: it waits for a moderator as it did before."""
    locked = _locked(listing, expected={ListingStatus.BLOCKED, ListingStatus.REJECTED}, step="reviewed again")
    locked.status = ListingStatus.HELD if locked.source_id else ListingStatus.IN_REVIEW
    locked.status_reason = reason[:REASON_LENGTH]
    locked.save(update_fields=["status", "status_reason"])
    note(locked, "review_again", by=by, reason=reason)
    return locked


@transaction.atomic
def amend(*, listing: Listing) -> None:
    """Saves what a person changed in a listing: markup cleaned, comparable pay, findings and word index made anew.

    Findings that no check of words makes stay.
    """
    listing.description_html = markup.clean_html(listing.description_html)
    listing.description_text = markup.plain_text(listing.description_html)
    listing.compare_pay()
    if listing.source_id is None:
        listing.title_key = title_key(listing.title)[:200]
    kept = [found for found in listing.findings if found["rule"] in wording.FROM_ELSEWHERE]
    listing.findings = wording.as_stored(check_wording(listing)) + kept
    listing.save()
    Listing.index_words(Listing.objects.filter(pk=listing.pk))


def check_wording(listing: Listing) -> list[Finding]:
    """By the rules of the form where somebody typed it: there pay below the minimum wage waits for a moderator."""
    is_typed = listing.source_id is None
    values = {name: getattr(listing, name) for name in (*wording.COLUMNS, "job_starts_on")}
    if is_typed and not EXEMPT.issuperset(values["employment_type"]):
        # an apprenticeship offered beside other work is no reason to pay that work less
        values["employment_type"] = [kind for kind in values["employment_type"] if kind not in EXEMPT]
    return wording.findings_of(
        values,
        employer=listing.hiring_organization.name, today=timezone.localdate(),
        hours=None if listing.weekly_hours is None else float(listing.weekly_hours),
        domains=set(Employer.objects.exclude(domain="").values_list("domain", flat=True)) if is_typed else (),
        wage_level=FindingLevel.HOLD if is_typed else FindingLevel.WARNING,
    )  # fmt: skip


@transaction.atomic
def hold(*, listing: Listing, reason: str, by: Actor = None, statement: str = "") -> Listing:
    """Out of sight after a report until a moderator decides. No import brings it back before that."""
    locked = _locked(listing, expected=ONLINE, step="held")
    locked.status, locked.status_reason = ListingStatus.IN_REVIEW, reason[:REASON_LENGTH]
    locked.withdrawn_at = timezone.now()
    locked.save(update_fields=["status", "status_reason", "withdrawn_at"])
    note(locked, "held", by=by, reason=reason, statement=statement)
    return locked


@transaction.atomic
def restore(*, listing: Listing, to: ListingStatus, reason: str = "", by: Actor = None) -> Listing:
    """Undoes hold(), block() or a return after a report: back to where it was before."""
    undone = {ListingStatus.IN_REVIEW, ListingStatus.RETURNED, ListingStatus.BLOCKED}
    locked = _locked(listing, expected=undone, step="restored")
    locked.status, locked.status_reason = to, ""
    locked.closed_at = locked.closed_at if to == ListingStatus.CLOSED else None
    locked.withdrawn_at = locked.withdrawn_at if to == ListingStatus.WITHDRAWN else None
    locked.save(update_fields=["status", "status_reason", "closed_at", "withdrawn_at"])
    if to == ListingStatus.CLOSED:
        figures_changed()
    note(locked, "restored", by=by, reason=reason)
    return locked


def withdraw(*, listings: models.QuerySet[Listing], now: datetime, reason: str = "") -> int:
    """Gone from their source. Their pages answer 410; they come back under the same address when they reappear."""
    return listings.filter(status__in=CURRENT).update(
        status=ListingStatus.WITHDRAWN, withdrawn_at=now, status_reason=reason
    )


def give_addresses() -> int:
    """Every employer with a live listing gets a page; imports bring new ones at any time. Idempotent."""
    live = Listing.objects.live().filter(hiring_organization=OuterRef("pk"))
    nameless = Employer.objects.filter(Exists(live), slug=None).order_by("pk").only("pk", "name", "slug")
    return sum(1 for employer in nameless.iterator() if employer.give_address())


def expire() -> int:
    """Settles the status of overdue listings; they were out of every page before.

    Batch by batch, each a transaction of its own that waits for nobody: rows that somebody else is writing are left to
    the next call. Killed at any point, the next call does the rest; two at once share the work.
    """
    count, is_more = 0, True
    while is_more:
        overdue = Listing.objects.overdue().order_by("valid_through", "pk").values_list("pk", flat=True)
        ids = sorted(overdue[:EXPIRE_ROUND])
        settled = sum(_expire(ids[start : start + EXPIRE_BATCH]) for start in range(0, len(ids), EXPIRE_BATCH))
        count, is_more = count + settled, settled > 0 and len(ids) == EXPIRE_ROUND
    forget_changes()
    return count


@transaction.atomic
def _expire(ids: list[int]) -> int:
    """Those of them that are still overdue and free."""
    free = Listing.objects.overdue().filter(pk__in=ids).order_by("pk")
    locked = list(free.select_for_update(skip_locked=True, no_key=True).values_list("pk", flat=True))
    return Listing.objects.filter(pk__in=locked).update(status=ListingStatus.EXPIRED)


@transaction.atomic
def extend(*, listing: Listing, end: datetime, by: Actor = None, reason: str = "") -> Listing:
    """60 days more, counted from `end` or today, whichever is later; one that just ended comes back.

    `end` is what the employer saw: when the stored end is another one by now, nothing happens, so that the same wish
    sent twice is fulfilled once. `reason` says how the wish came when it was not from somebody who is logged in. Raises
    TooLate or another WrongStatus.
    """
    locked = Listing.objects.select_for_update(of=("self",)).select_related("hiring_organization").get(pk=listing.pk)
    if locked.valid_through == end:
        locked.valid_through = end_after_extension(locked, timezone.now())
        moved = [timezone.localtime(moment).isoformat() for moment in (end, locked.valid_through)]
        note(locked, "extended", by=by, reason=reason, changes={"valid_through": moved})
        locked.status, locked.end_warned_at = ListingStatus.PUBLISHED, None
        locked.save(update_fields=["valid_through", "end_warned_at", "status"])
    return locked


def end_after_extension(listing: Listing, now: datetime) -> datetime:
    """The last second of a German day, at most 180 days from today and never before the present end."""
    end = listing.valid_through
    if end is None or listing.status not in {ListingStatus.PUBLISHED, ListingStatus.EXPIRED}:
        raise WrongStatus(f"{listing.status} cannot be extended")
    if end < now - REVIVABLE:
        raise TooLate(f"it ended on {end:%Y-%m-%d}")
    today = timezone.localdate(now)
    day = max(timezone.localdate(end), today) + timedelta(days=DEFAULT_DAYS_ONLINE)
    day = min(day, today + timedelta(days=MAX_DAYS_AHEAD))
    return max(end, timezone.make_aware(datetime.combine(day, time(23, 59, 59))))


def default_end(now: datetime) -> datetime:
    return now + timedelta(days=DEFAULT_DAYS_ONLINE)
