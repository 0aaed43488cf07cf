"""One run of a source: read all, stage in batches, find out what each item is, write what changed, settle what is gone.

Everything happens in one transaction, so a run that is killed at any point has not happened; the next one does it all.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from listings import duplicates
from listings.importing import feeds, identity, reading, removal, staging
from listings.importing.document import Document
from listings.importing.download import NotModified, download
from listings.importing.feeds import detect
from listings.importing.job_posting import BadItem, Incomplete, Unreadable
from listings.lifecycle import CURRENT
from listings.models import Employer, ImportRun, Listing, RejectedItem, Source
from listings.models.search_row import compact
from listings.normalise.spelling import fold
from listings.vocabulary import FeedFormat, IdTrust, RunStatus, SourceKind

BATCH = 1_000
MAX_REJECTED_SHARE = 0.05
COMPACT_FROM = 2_000
"""Changed listings after which the search counts are added up."""
MAX_DAYS_ONLINE = 180
RECENT = timedelta(days=60)
"""A stated day within this time counts as the day of publication."""
NOT_COPIED = frozenset({"status", "status_reason", "valid_through"})
"""Columns of a known listing that are not simply taken over."""
COUNTS = ("read", "created", "updated", "unchanged", "duplicate", "rejected", "held", "withdrawn", "removals_held")


@dataclass
class Report:
    """What one run did with every item (contract section 4)."""

    source: Source
    status: RunStatus = RunStatus.COMPLETE
    reason: str = ""
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTS, 0))
    problems: list[BadItem] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    """Only with details: the created and updated ones, in a dry run every readable item."""
    seconds: float = 0.0
    id_conflicts: int = 0
    document_bytes: int = 0
    format: FeedFormat | None = None


class _DryRun(Exception):
    """Takes back everything."""


def import_from(
    source: Source,
    *,
    document: Document | None = None,
    at: datetime | None = None,
    dry_run: bool = False,
    details: bool = False,
) -> Report:
    """Two runs of one source never overlap: the second waits for the first. details collects report.listings."""
    started, now = time.monotonic(), at or timezone.now()
    report = Report(source)
    try:
        with transaction.atomic():
            if source.pk is None:
                source.save()
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [source.pk])
            try:
                with transaction.atomic():
                    _run(report, document or _download(source), now, details)
            except NotModified:
                _same_as_before(report)
            except Unreadable as refusal:
                report = Report(source, RunStatus.REFUSED, str(refusal)[:500], format=report.format)
            report.seconds = round(time.monotonic() - started, 3)
            if details and dry_run:
                report.listings = _staged_listings(source) if report.status is not RunStatus.REFUSED else []
            if dry_run:
                raise _DryRun
            _note(report, now)
    except _DryRun:
        pass
    return report


def _download(source: Source) -> Document:
    """The document of a source; all pages of a paged format."""
    kind = FeedFormat(source.format)
    if kind is FeedFormat.BA and not settings.BA_ALLOWED:
        raise Unreadable("the terms of the Bundesagentur exclude automated use; BA_ALLOWED is off")
    fetch = feeds.FETCHERS.get(detect.board_of(source.url) or kind if kind is FeedFormat.AUTO else kind)
    if fetch is not None:
        return Document(fetch(source.url, lambda url: download(url).document.whole()), source.url)
    answer = download(source.url, etag=source.etag, last_modified=source.last_modified)
    source.etag, source.last_modified = answer.etag, answer.last_modified
    return answer.document


def _run(report: Report, document: Document, now: datetime, details: bool) -> None:
    source = report.source
    report.document_bytes = document.size
    if not document.head(512).strip():
        raise Unreadable("the document is empty")
    kind = FeedFormat(source.format)
    report.format = kind = detect.detect(document) if kind is FeedFormat.AUTO else kind
    staging.create()
    _stage(report, feeds.READERS[kind](document), now, {} if details else _known_items(source))
    _index_staged()
    report.counts["duplicate"] += identity.mark_repeats()
    trust = IdTrust(source.id_trust or feeds.ID_TRUST[kind])
    deserved, report.id_conflicts = identity.match(source.pk, trust)
    if deserved is not trust:
        source.id_trust = deserved
        Source.objects.filter(pk=source.pk).update(id_trust=deserved)
    changed = _write(report, now, details)
    rejected = sum(problem.is_broken for problem in report.problems)
    if report.status is RunStatus.COMPLETE and rejected > MAX_REJECTED_SHARE * max(1, report.counts["read"]):
        report.status, report.reason = RunStatus.PARTIAL, f"{rejected} items are not valid"
    if report.status is RunStatus.COMPLETE and (source.kind or feeds.KINDS[kind]) != SourceKind.WINDOW:
        loss = removal.settle_absent(source, now, is_empty=report.counts["read"] == 0)
        report.counts["withdrawn"], report.counts["removals_held"] = loss.withdrawn, loss.waiting
    duplicates.regroup(changed)
    if len(changed) > COMPACT_FROM:
        compact()


def _same_as_before(report: Report) -> None:
    """304: everything is as it was, which counts as seeing every listing again."""
    Listing.objects.filter(source=report.source, missing_since__isnull=False, status__in=("published", "held")).update(
        missing_since=None, missing_runs=0
    )
    report.reason = "not modified"


def _stage(report: Report, items: Iterable[Any], now: datetime, known: dict[str, int]) -> None:
    source, counts = report.source, report.counts
    places, employers, rules = reading.Places(), _Employers(), reading.rules_of(source)
    position = 0
    for batch in staging.batches(items, BATCH):
        readings, same = [], []
        for item in batch:
            if isinstance(item, Incomplete):
                report.status, report.reason = RunStatus.PARTIAL, item.reason[:500]
                continue
            counts["read"] += 1
            if isinstance(item, BadItem):
                counts["rejected"] += 1
                report.problems.append(item)
                continue
            raw = reading.raw_hash(item, rules)
            if raw in known:
                pk = known[raw]
                if pk:
                    same.append((position, pk))
                    position += 1
                else:
                    counts["duplicate"] += 1
                known[raw] = 0
                continue
            result = reading.read(item, source, places, now)
            if isinstance(result, BadItem):
                counts["rejected"] += 1
                report.problems.append(result)
                continue
            readings.append((position, raw, item, result))
            position += 1
        ids = employers.ids([result.employer for *_, result in readings])
        staging.write(
            staging.row_of(place, item.external_id, raw, item.url, ids[result.employer], result.fields,
                           _published_at(result.fields["date_posted"], now))
            for place, raw, item, result in readings
        )  # fmt: skip
        if same:
            staging.write_known(same)


def _known_items(source: Source) -> dict[str, int]:
    """Digest to listing for what the source said last time; a digest that two listings share tells nothing."""
    rows = Listing.objects.filter(source=source, status__in=CURRENT).exclude(raw_hash="").order_by()
    known: dict[str, int] = {}
    for raw, pk in rows.values_list("raw_hash", "pk").iterator(chunk_size=5_000):
        known[raw] = -1 if raw in known else pk
    return {raw: pk for raw, pk in known.items() if pk > 0}


class _Employers:
    """Ids by name; names of one batch cost two queries at most."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}

    def ids(self, names: list[str]) -> dict[str, int]:
        keys = {name: fold(name) or name.lower() for name in names}
        unknown = {key: name for name, key in keys.items() if key not in self._ids}
        if unknown:
            Employer.objects.bulk_create(
                [Employer(name=name, name_key=key) for key, name in unknown.items()], ignore_conflicts=True
            )
            self._ids |= dict(Employer.objects.filter(name_key__in=unknown).values_list("name_key", "pk"))
        return {name: self._ids[key] for name, key in keys.items()}


def _index_staged() -> None:
    with connection.cursor() as cursor:
        for column in ("position", "external_id", "content_hash", "url_key", "listing_id"):
            cursor.execute(f"CREATE INDEX ON staged ({column})")
        cursor.execute("ANALYZE staged")


def _published_at(posted: datetime | None, now: datetime) -> datetime:
    """The stated day for what is recent; else the moment we first saw it."""
    return posted if posted and now - RECENT < posted <= now else now


def _write(report: Report, now: datetime, details: bool) -> list[int]:
    """Inserts new rows, updates changed ones and wakes those that came back. Returns the ids of all of them."""
    source, counts, table = report.source, report.counts, staging.TABLE
    own = ", ".join(f"{name} = s.{name}" for name in staging.CONTENT if name not in NOT_COPIED)
    names = ", ".join(staging.CONTENT)
    with connection.cursor() as cursor:
        run = lambda sql, *values: _ids(cursor, sql, values)  # noqa: E731
        cursor.execute("UPDATE staged SET is_new = true WHERE listing_id IS NULL AND NOT is_repeat")
        cursor.execute(
            "UPDATE staged SET valid_through = least(valid_through, %s) WHERE is_new AND valid_through IS NOT NULL",
            [now + timedelta(days=MAX_DAYS_ONLINE)],
        )
        cursor.execute(
            f"UPDATE staged s SET is_held = false, status = 'published', status_reason = '' FROM {table} k "  # noqa: S608
            "WHERE k.id = s.listing_id AND s.is_held AND k.approved_at IS NOT NULL"
        )
        cursor.execute(
            f"SELECT count(*) FILTER (WHERE s.is_held), count(*) FILTER (WHERE s.is_new AND NOT s.is_held), "  # noqa: S608
            f"count(*) FILTER (WHERE NOT s.is_held AND k.content_hash <> s.content_hash), "
            f"count(*) FILTER (WHERE NOT s.is_held AND k.content_hash = s.content_hash) "
            f"FROM staged s LEFT JOIN {table} k ON k.id = s.listing_id WHERE NOT s.is_repeat"
        )
        row = cursor.fetchone()
        counts["held"], counts["created"], counts["updated"], counts["unchanged"] = row
        _give_way(cursor, source)
        changed = run(
            f"UPDATE {table} k SET {own}, content_hash = s.content_hash, raw_hash = s.raw_hash, "  # noqa: S608
            "search_vector = s.words, "
            f"valid_through = least(s.valid_through, k.first_seen_at + interval '{MAX_DAYS_ONLINE} days'), "
            "status = CASE WHEN k.status IN ('published', 'held') THEN s.status ELSE k.status END, "
            "status_reason = CASE WHEN k.status IN ('published', 'held') THEN s.status_reason ELSE k.status_reason END "
            f"FROM (SELECT *, {Listing.WORD_INDEX_SQL} AS words FROM staged) s "
            "WHERE k.id = s.listing_id AND k.content_hash <> s.content_hash RETURNING k.id"
        )
        back = run(
            f"UPDATE {table} k SET status = s.status, status_reason = s.status_reason, withdrawn_at = NULL, "  # noqa: S608
            "missing_since = NULL, missing_runs = 0, reposts = k.reposts + 1 FROM staged s WHERE k.id = s.listing_id AND "
            "(k.status = 'withdrawn' OR (k.status = 'expired' AND (s.valid_through IS NULL OR s.valid_through > %s))) "
            "RETURNING k.id", now,
        )  # fmt: skip
        cursor.execute(
            f"UPDATE {table} k SET raw_hash = s.raw_hash FROM staged s WHERE k.id = s.listing_id "  # noqa: S608
            "AND k.content_hash = s.content_hash AND k.raw_hash <> s.raw_hash"
        )
        cursor.execute(
            f"UPDATE {table} k SET missing_since = NULL, missing_runs = 0 FROM staged s "  # noqa: S608
            "WHERE k.id = s.listing_id AND k.missing_since IS NOT NULL"
        )
        cursor.execute(f"UPDATE staged SET listing_id = nextval(pg_get_serial_sequence('{table}', 'id')) WHERE is_new")  # noqa: S608
        created = run(
            f"INSERT INTO {table} (id, source_id, external_id, raw_hash, content_hash, published_at, first_seen_at, {names}, "  # noqa: S608
            "aliases, is_hidden_duplicate, is_never_duplicate, contact_email, submitter_email, missing_runs, reposts, search_vector) "
            "SELECT listing_id, %s, CASE WHEN is_void THEN '~' || gen_random_uuid() ELSE external_id END, raw_hash, content_hash, published_at, "
            f"%s, {names}, '{{}}', false, false, '', '', 0, 0, {Listing.WORD_INDEX_SQL} FROM staged WHERE is_new ORDER BY position RETURNING id",
            source.pk, now,
        )  # fmt: skip
    if details:
        shown = Listing.objects.filter(pk__in=[*created, *changed]).exclude(status="held")
        report.listings = list(shown.select_related("hiring_organization").order_by("pk"))
    return [*created, *changed, *back]


def _ids(cursor: Any, sql: str, values: tuple[Any, ...]) -> list[int]:
    cursor.execute(sql, values)
    return [row[0] for row in cursor.fetchall()]


def _give_way(cursor: Any, source: Source) -> None:
    """Matched listings take over new ids, keeping the old ones as aliases; others that hold such an id step aside."""
    table = staging.TABLE
    cursor.execute(
        f"UPDATE {table} k SET aliases = array_append(k.aliases, k.external_id), "  # noqa: S608
        "external_id = '~' || k.id || '-' || left(k.external_id, 250) "
        "FROM staged s WHERE k.source_id = %s AND NOT s.is_repeat AND NOT s.is_void AND k.external_id = s.external_id "
        "AND k.id IS DISTINCT FROM s.listing_id AND NOT EXISTS (SELECT 1 FROM staged t WHERE t.listing_id = k.id)",
        [source.pk],
    )
    cursor.execute(
        f"UPDATE {table} k SET external_id = s.external_id, aliases = CASE WHEN k.external_id LIKE '~%%' "  # noqa: S608
        "OR k.external_id = ANY(k.aliases) THEN k.aliases ELSE array_append(k.aliases, k.external_id) END "
        "FROM staged s WHERE k.id = s.listing_id AND NOT s.is_void AND k.external_id <> s.external_id"
    )
    cursor.execute(
        f"UPDATE {table} k SET aliases = array_append(k.aliases, k.external_id), external_id = '~' || gen_random_uuid() "  # noqa: S608
        "FROM staged s WHERE k.id = s.listing_id AND s.is_void AND k.external_id IN "
        "(SELECT external_id FROM staged WHERE NOT is_void AND NOT is_repeat AND (listing_id IS NULL OR listing_id <> k.id))"
    )


def _staged_listings(source: Source) -> list[Listing]:
    """Every readable item of a dry run as it would be stored."""
    names = list(staging.CONTENT)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT coalesce(listing_id, 0), external_id, published_at, {', '.join(names)} FROM staged "  # noqa: S608
            "WHERE NOT is_repeat ORDER BY position"
        )
        rows = cursor.fetchall()
    found = []
    employers = Employer.objects.in_bulk()
    for pk, external_id, published_at, *values in rows:
        fields = dict(zip(names, values, strict=True))
        organization = employers[fields.pop("hiring_organization_id")]
        found.append(Listing(pk=pk or None, external_id=external_id, published_at=published_at, source=source,
                             hiring_organization=organization, **fields))  # fmt: skip
    return found


def _note(report: Report, now: datetime) -> None:
    source = report.source
    run = ImportRun.objects.create(
        source=source, started_at=now, seconds=report.seconds, status=report.status, reason=report.reason,
        document_bytes=report.document_bytes, id_conflicts=report.id_conflicts, **report.counts,
    )  # fmt: skip
    RejectedItem.objects.bulk_create(
        [
            RejectedItem(run=run, external_id=p.external_id[:300], field=p.field, reason=p.reason[:500],
                         title=p.title[:300])
            for p in report.problems
        ],
        batch_size=BATCH,
    )  # fmt: skip
    source.last_run_at = now
    if report.status is RunStatus.COMPLETE:
        source.last_complete_at = now
    source.save(update_fields=["last_run_at", "last_complete_at", "etag", "last_modified", "id_trust"])
