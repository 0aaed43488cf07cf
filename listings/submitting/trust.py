"""Employers whose listings go online without a look: who may be trusted, and for which listings that holds.

A moderator trusts an employer; the name alone proves nothing, so it holds only for listings of its own people. The first
listing of an employer is always read, and so is everything for half a year after one was returned or rejected.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from listings import lifecycle
from listings.models import Employer, Listing, ListingEvent, Membership
from listings.vocabulary import FindingLevel, ListingStatus

SUGGESTED_AFTER = 5
"""Clean listings after which the desk suggests to trust an employer."""
PROBATION = timedelta(days=180)
BY_TRUST = "trusted employer, nothing found"
OBJECTIONS = ("asked", "rejected", "edit_refused", "taken_down", "blocked")
REFUSED = (ListingStatus.REJECTED, ListingStatus.BLOCKED)


@dataclass(frozen=True, slots=True)
class Record:
    """What an employer's typed listings say about it."""

    published: int
    clean: int
    """Public at some time, with nothing to object to and no finding that holds."""
    objected: int
    """Times a moderator asked for changes or refused within the last half year."""

    @property
    def is_new(self) -> bool:
        return self.published == 0

    @property
    def is_suggested(self) -> bool:
        return self.clean >= SUGGESTED_AFTER and not self.objected


def record_of(employer: Employer | int, *, without: Listing | None = None) -> Record:
    pk = employer.pk if isinstance(employer, Employer) else employer
    typed = Listing.objects.filter(hiring_organization=pk, source=None).exclude(pk=without.pk if without else None)
    public = Q(published_at__isnull=False) & ~Q(status__in=REFUSED)
    counts = typed.alias(is_objected=Exists(_objections().filter(listing=OuterRef("pk")))).aggregate(
        published=Count("pk", filter=public), clean=Count("pk", filter=public & _CLEAN)
    )
    recent = _objections().filter(
        listing__hiring_organization=pk, listing__source=None, at__gt=timezone.now() - PROBATION
    )
    return Record(**counts, objected=recent.count())


def suggested(employers: QuerySet[Employer]) -> QuerySet[Employer]:
    """Not trusted yet, claimed by somebody, and of good record."""
    typed = Listing.objects.filter(hiring_organization=OuterRef("pk"), source=None).order_by()
    clean = (
        typed.filter(published_at__isnull=False).exclude(status__in=REFUSED)
        .alias(is_objected=Exists(_objections().filter(listing=OuterRef("pk")))).filter(_CLEAN)
    )  # fmt: skip
    objected = _objections().filter(
        listing__hiring_organization=OuterRef("pk"), listing__source=None, at__gt=timezone.now() - PROBATION
    )
    enough = clean.values("pk")[SUGGESTED_AFTER - 1 : SUGGESTED_AFTER]
    members = Membership.objects.active().filter(employer=OuterRef("pk"))
    return employers.filter(Exists(enough), Exists(members), ~Exists(objected), is_trusted=False)


def speaks_for_employer(listing: Listing) -> bool:
    """Whether the listing came from somebody who may act for its employer."""
    members = Membership.objects.active().filter(employer=listing.hiring_organization_id)
    return bool(listing.submitter_email) and members.filter(person__email__iexact=listing.submitter_email).exists()


@transaction.atomic
def publish_if_trusted(*, listing: Listing) -> Listing:
    """Call it when a listing begins to wait. Publishes it, or leaves it to a moderator."""
    locked = Listing.objects.select_for_update(of=("self",)).select_related("hiring_organization").get(pk=listing.pk)
    if not _may_skip_review(locked):
        return locked
    return lifecycle.publish(listing=locked, by=None, reason=BY_TRUST)


def _may_skip_review(listing: Listing) -> bool:
    if listing.status != ListingStatus.IN_REVIEW or listing.source_id or listing.findings or listing.status_reason:
        return False
    employer = listing.hiring_organization
    if not employer.is_trusted or not speaks_for_employer(listing):
        return False
    record = record_of(employer, without=listing)
    return not record.is_new and not record.objected


_CLEAN = Q(is_objected=False) & ~Q(findings__contains=[{"level": FindingLevel.HOLD}])


def _objections() -> QuerySet[ListingEvent]:
    return ListingEvent.objects.filter(action__in=OBJECTIONS).order_by()
