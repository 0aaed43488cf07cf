"""The only place that changes a status. Each verb is one atomic step."""

from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models.functions import Now
from django.utils import timezone

from listings.models import Listing
from listings.models.search_row import compact
from listings.normalise import markup, wording
from listings.normalise.finding import Finding
from listings.vocabulary import FindingLevel, ListingStatus

EXPIRE_BATCH = 5_000
DEFAULT_DAYS_ONLINE = 60
CURRENT = (ListingStatus.PUBLISHED, ListingStatus.HELD)
"""What a source may withdraw: the rest was ended by somebody else."""


class WrongStatus(Exception):
    """The listing is not in a status from which this step is possible."""


@transaction.atomic
def confirm(*, listing: Listing) -> Listing:
    """The employer followed the link in the mail: the listing waits for a moderator. Idempotent."""
    locked = Listing.objects.select_for_update().get(pk=listing.pk)
    if locked.status == ListingStatus.UNCONFIRMED:
        locked.status = ListingStatus.IN_REVIEW
        locked.save(update_fields=["status"])
    return locked


@transaction.atomic
def publish(*, listing: Listing) -> Listing:
    locked = Listing.objects.select_for_update().get(pk=listing.pk)
    if locked.status not in {ListingStatus.IN_REVIEW, ListingStatus.HELD}:
        raise WrongStatus(f"{locked.status} cannot be published")
    locked.status, locked.status_reason = ListingStatus.PUBLISHED, ""
    locked.published_at = locked.published_at or timezone.now()
    locked.approved_at = timezone.now()
    locked.save(update_fields=["status", "status_reason", "published_at", "approved_at"])
    return locked


@transaction.atomic
def reject(*, listing: Listing, reason: str) -> Listing:
    locked = Listing.objects.select_for_update().get(pk=listing.pk)
    if locked.status not in {ListingStatus.IN_REVIEW, ListingStatus.HELD}:
        raise WrongStatus(f"{locked.status} cannot be rejected")
    locked.status, locked.status_reason = ListingStatus.REJECTED, reason
    locked.save(update_fields=["status", "status_reason"])
    return locked


@transaction.atomic
def amend(*, listing: Listing) -> None:
    """Saves what a person changed in a listing: markup cleaned, comparable pay, findings and word index made anew."""
    listing.description_html = markup.clean_html(listing.description_html)
    listing.description_text = markup.plain_text(listing.description_html)
    listing.compare_pay()
    listing.findings = wording.as_stored(check_wording(listing))
    listing.save()
    Listing.index_words(Listing.objects.filter(pk=listing.pk))


def check_wording(listing: Listing) -> list[Finding]:
    """By the rules of the form where somebody typed it: there pay below the minimum wage waits for a moderator."""
    is_typed = listing.source_id is None
    return wording.findings_of(
        {name: getattr(listing, name) for name in wording.COLUMNS},
        employer=listing.hiring_organization.name, today=timezone.localdate(),
        hours=None if listing.weekly_hours is None else float(listing.weekly_hours),
        wage_level=FindingLevel.HOLD if is_typed else FindingLevel.WARNING,
    )  # fmt: skip


def withdraw(*, listings: models.QuerySet[Listing], now: datetime) -> int:
    """Gone from their source. Their pages answer 410; they come back under the same address when they reappear."""
    return listings.filter(status__in=CURRENT).update(status=ListingStatus.WITHDRAWN, withdrawn_at=now)


def expire() -> int:
    """Settles the status of overdue listings in batches; they were out of every page before."""
    count = 0
    while True:
        batch = list(Listing.objects.overdue().values_list("pk", flat=True)[:EXPIRE_BATCH])
        if not batch:
            compact()
            return count
        count += Listing.objects.filter(pk__in=batch, valid_through__lte=Now()).update(status=ListingStatus.EXPIRED)


def default_end(now: datetime) -> datetime:
    return now + timedelta(days=DEFAULT_DAYS_ONLINE)
