"""Read all, write in batches, withdraw what is gone: the only writer of imported listings."""

import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from listings import lifecycle
from listings.importing import reading
from listings.importing.download import fetch
from listings.importing.feeds import READERS
from listings.importing.job_posting import BadItem, JobPosting, Unreadable
from listings.models import Employer, ImportRun, Listing, RejectedItem, Source
from listings.normalise.spelling import fold
from listings.vocabulary import FeedFormat, ListingStatus, RunStatus

BULK_LOSS_SHARE = 0.2
BULK_LOSS_COUNT = 5
MISSING_BEFORE_WITHDRAWAL = timedelta(hours=6)
MAX_REJECTED_SHARE = 0.05
CONTENT = (
    "title", "description_html", "description_text", "place_id", "city", "postal_code", "country", "latitude",
    "longitude", "shifts", "employment_type", "contract", "work_mode", "sector", "languages", "entry", "weekly_hours", "work_starts_at", "work_ends_at",
    "base_salary_min", "base_salary_max", "base_salary_unit", "base_salary_origin", "base_salary_text",
    "salary_month_min", "salary_month_max", "apply_url", "date_posted", "valid_through", "status", "status_reason",
    "hiring_organization_id",
)  # fmt: skip


@dataclass
class Report:
    """What one run did with every item (contract section 4)."""

    source: Source
    status: RunStatus = RunStatus.COMPLETE
    reason: str = ""
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(
        ("read", "created", "updated", "unchanged", "duplicate", "rejected", "held", "withdrawn", "removals_held"), 0
    ))  # fmt: skip
    problems: list[BadItem] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    seconds: float = 0.0


def import_from(
    source: Source, *, body: bytes | None = None, at: datetime | None = None, dry_run: bool = False
) -> Report:
    """One run of a source. Two runs of one source never overlap: the second waits for the first."""
    started, now = time.monotonic(), at or timezone.now()
    report = Report(source)
    try:
        if body is None:
            body = fetch(source.url, allow_private=settings.ALLOW_PRIVATE_FEEDS)
        items = _read(body, source)
    except Unreadable as refusal:
        items, report.status, report.reason = [], RunStatus.REFUSED, str(refusal)
    with transaction.atomic():
        if not dry_run:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [source.pk])
        if report.status is not RunStatus.REFUSED:
            _sort_out(items, report, now, dry_run)
        report.seconds = round(time.monotonic() - started, 3)
        if not dry_run:
            _note(report, now)
    return report


def _read(body: bytes, source: Source) -> list[JobPosting | BadItem]:
    if not body.strip():
        raise Unreadable("the document is empty")
    return READERS[FeedFormat(source.format)](body, source.url)


def _sort_out(items: Iterable[JobPosting | BadItem], report: Report, now: datetime, dry_run: bool) -> None:
    source, counts, places = report.source, report.counts, reading.Places()
    known = {} if source.pk is None else {
        row.external_id: row for row in source.listings.only("pk", "external_id", "content_hash", "status",
                                                             "missing_since", "valid_through", "published_at")
    }  # fmt: skip
    seen: set[str] = set()
    unusable: set[str] = set()
    created: list[Listing] = []
    updated: list[Listing] = []
    reappeared: list[int] = []
    invalid = 0
    for item in items:
        counts["read"] += 1
        if item.external_id and item.external_id in seen | unusable:
            counts["duplicate"] += 1
            continue
        result = item if isinstance(item, BadItem) else reading.read(item, source, places, now)
        if isinstance(result, BadItem):
            counts["rejected"] += 1
            invalid += isinstance(item, BadItem)
            unusable.add(item.external_id)
            report.problems.append(result)
            continue
        seen.add(item.external_id)
        employer = _employer(result.employer, dry_run)
        listing = Listing(source=source if source.pk else None, external_id=item.external_id,
                          hiring_organization=employer, **result.fields)  # fmt: skip
        listing.content_hash = _hash(listing)
        old = known.get(item.external_id)
        listing.published_at = (old and old.published_at) or _published_at(listing, now)
        if old and old.content_hash == listing.content_hash:
            counts["held" if result.is_held else "unchanged"] += 1
            if old.missing_since or old.status == ListingStatus.WITHDRAWN:
                reappeared.append(old.pk)
            continue
        if old:
            listing.pk = old.pk
            if old.status in {ListingStatus.REJECTED, ListingStatus.CLOSED, ListingStatus.PAUSED}:
                listing.status = ListingStatus(old.status)
            updated.append(listing)
            counts["held" if result.is_held else "updated"] += 1
        else:
            created.append(listing)
            counts["held" if result.is_held else "created"] += 1
    if invalid > MAX_REJECTED_SHARE * max(1, counts["read"]):
        report.status, report.reason = RunStatus.PARTIAL, f"{invalid} items are not valid"
    report.listings = [row for row in (*created, *updated) if row.status == ListingStatus.PUBLISHED]
    if dry_run:
        return
    Listing.objects.bulk_create(created, batch_size=500)
    if updated:
        Listing.objects.bulk_update(
            updated, [*(n.removesuffix("_id") for n in CONTENT), "content_hash", "published_at"], batch_size=200
        )
    changed = [row.pk for row in (*created, *updated)]
    Listing.index_words(Listing.objects.filter(pk__in=changed))
    Listing.objects.filter(pk__in=[*changed, *reappeared], missing_since__isnull=False).update(missing_since=None)
    Listing.objects.filter(pk__in=reappeared, status=ListingStatus.WITHDRAWN).update(status=ListingStatus.PUBLISHED)
    if report.status is RunStatus.COMPLETE:
        _withdraw_missing(report, [row for key, row in known.items() if key not in seen], len(known), now)


def _withdraw_missing(report: Report, absent: list[Listing], known: int, now: datetime) -> None:
    """A single absence proves nothing; a bulk loss waits for an operator."""
    absent = [row for row in absent if row.status in {ListingStatus.PUBLISHED, ListingStatus.HELD}]
    fresh = [row.pk for row in absent if row.missing_since is None]
    Listing.objects.filter(pk__in=fresh).update(missing_since=now)
    due = [row.pk for row in absent if row.missing_since and now - row.missing_since >= MISSING_BEFORE_WITHDRAWAL]
    if len(absent) >= BULK_LOSS_COUNT and len(absent) >= BULK_LOSS_SHARE * known:
        report.counts["removals_held"] = len(absent)
        return
    report.counts["withdrawn"] = lifecycle.withdraw(listings=due, now=now) if due else 0
    report.counts["removals_held"] = len(absent) - len(due)


def _published_at(listing: Listing, now: datetime) -> datetime:
    """The stated day for what is recent; else the moment we first saw it."""
    posted = listing.date_posted
    return posted if posted and now - posted < timedelta(days=60) else now


def _employer(name: str, dry_run: bool) -> Employer:
    key = fold(name) or name.lower()
    if dry_run:
        return Employer(name=name, name_key=key)
    return Employer.objects.get_or_create(name_key=key, defaults={"name": name})[0]


def _hash(listing: Listing) -> str:
    values = [repr(_plain(getattr(listing, name))) for name in CONTENT]
    return hashlib.sha256("\x1f".join(values).encode()).hexdigest()


def _plain(value: Any) -> Any:
    return [str(part) for part in value] if isinstance(value, list) else str(value)


def _note(report: Report, now: datetime) -> None:
    run = ImportRun.objects.create(
        source=report.source, started_at=now, seconds=report.seconds, status=report.status, reason=report.reason,
        **report.counts,
    )  # fmt: skip
    RejectedItem.objects.bulk_create(
        [
            RejectedItem(run=run, external_id=p.external_id[:300], field=p.field, reason=p.reason[:500],
                         title=p.title[:300])
            for p in report.problems
        ]
    )  # fmt: skip
    report.source.last_run_at = now
    if report.status is RunStatus.COMPLETE:
        report.source.last_complete_at = now
    report.source.save(update_fields=["last_run_at", "last_complete_at"])
