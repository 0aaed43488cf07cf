"""One run of a source: fetch, keep the body, read and stage in batches, find out what each item is, write, settle.

All that a run writes happens in one transaction, so a run that is killed at any point has not happened; the next one
does it all. The download and the kept body come before it, so that no transaction waits for the network.
"""

import contextlib
import json
import logging
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.utils import timezone

from listings import duplicates
from listings.importing import archive, feeds, identity, reading, removal, robots, run_lock, staging, writing
from listings.importing.document import Document
from listings.importing.download import NotModified, download
from listings.importing.feeds import detect
from listings.importing.job_posting import BadItem, Incomplete, JobPosting, Unreadable
from listings.importing.progress import Teller
from listings.importing.report import Rejections, Report
from listings.lifecycle import CURRENT
from listings.models import Employer, ImportRun, Listing, RawDocument, RejectedItem, Source
from listings.normalise.spelling import fold
from listings.vocabulary import FeedFormat, IdTrust, RunStatus, SourceKind

BATCH = 1_000
MAX_REJECTED_SHARE = 0.05
RECENT = timedelta(days=60)
"""A stated day within this time counts as the day of publication."""
NOT_OURS = (DatabaseError, InterfaceError, SoftTimeLimitExceeded)
"""What ends a run from outside: it has not happened, and the next one does it all."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sample:
    """So many items of a document are read and the others only counted; of boards with a call for each, so many calls."""

    items: int
    calls: int


class _DryRun(Exception):
    """Takes back everything."""


def import_from(
    source: Source,
    *,
    document: Document | None = None,
    at: datetime | None = None,
    dry_run: bool = False,
    details: bool = False,
    wait: bool = True,
    only: frozenset[int] | None = None,
    is_replay: bool = False,
    sample: Sample | None = None,
) -> Report:
    """Imports what the source serves now, or the given document.

    Two runs of one source never overlap: the second waits for the first, or raises run_lock.Busy when told not to.
    details collects report.problems and report.listings. only: the places of single items in the document; then
    nothing is withdrawn, since the rest is not looked at. sample: for a dry run that takes neither long nor much memory;
    its listings come without their texts. Raises only what the database raises: a document that cannot be used, and a
    fault of ours in reading it, end as a refused run.
    """
    started, now = time.monotonic(), at or timezone.now()
    report = Report(source, details)
    tell = Teller(source, is_silent=dry_run)
    with run_lock.sole(source.pk, wait=wait):
        try:
            run = _Run(report, now, tell, dry_run=dry_run, only=only, is_replay=is_replay, sample=sample)
            run.obtain(document)
            with contextlib.suppress(_DryRun), transaction.atomic():
                run.carry_out(started)
            run.count_rest()
        finally:
            tell.end()
    return report


def replay(
    kept: RawDocument, *, dry_run: bool = False, only: frozenset[int] | None = None, wait: bool = True
) -> Report:
    """Reads a kept document again by today's rules. Raises Unreadable when it is gone or no longer the newest.

    An older one may only be tried: written, it would bring back what has changed since.
    """
    if not dry_run and kept != archive.newest_of(kept.source):
        raise Unreadable("a newer document of this source is known; an older one can only be tried")
    return import_from(
        kept.source, document=archive.opened(kept), dry_run=dry_run, details=True, only=only, is_replay=True, wait=wait
    )


def try_again(item: RejectedItem) -> Report:
    """Reads one rejected item again, out of the kept document of its run. Raises Unreadable as replay() does."""
    return try_all_again([item])


def try_all_again(items: list[RejectedItem], *, wait: bool = True) -> Report:
    """The same for items of one run, in one pass over its document. Each item learns which listing it became."""
    kept = archive.document_of(items[0].run)
    if kept is None:
        raise Unreadable("the document of this run is not kept any more")
    report = replay(kept, only=frozenset(item.position for item in items), wait=wait)
    if report.status is not RunStatus.REFUSED:
        still = set(RejectedItem.objects.filter(run=report.run).values_list("position", flat=True))
        well = [item for item in items if item.position not in still]
        rows = Listing.objects.filter(source=kept.source, external_id__in=[item.external_id for item in well])
        known = {row.external_id: row for row in rows.defer("description_html", "description_text", "search_vector")}
        for item in well:
            item.listing = known.get(item.external_id)
    for item in items:
        item.retried_at = timezone.now()
    RejectedItem.objects.bulk_update(items, ["listing", "retried_at"], batch_size=BATCH)
    return report


class _Run:
    def __init__(
        self,
        report: Report,
        now: datetime,
        tell: Teller,
        *,
        dry_run: bool,
        only: frozenset[int] | None,
        is_replay: bool,
        sample: Sample | None,
    ) -> None:
        self.report, self.source, self.now, self.tell = report, report.source, now, tell
        self.dry_run, self.only, self.is_replay, self.sample = dry_run, only, is_replay, sample
        self.document: Document | None = None
        self.rest: Iterator[JobPosting | BadItem | Incomplete] | None = None
        """Behind the sample."""
        self.kept: RawDocument | None = None
        self.is_unmodified = False
        self.rules = ""
        """As they were when reading began: what people decide meanwhile counts for the next run."""
        self.validators = ("", "")
        self._clock = time.monotonic()

    def obtain(self, given: Document | None) -> None:
        """The document in a temporary file and, when it is another one than last time, in the archive."""
        self._step("download")
        try:
            self.document = given or self._download()
        except NotModified:
            self.is_unmodified = True
            return
        except Unreadable as refusal:
            self.report.refuse(str(refusal))
            return
        self.report.document_bytes = self.document.size
        self.report.digest = archive.digest_of(self.document)
        if not (self.dry_run or self.is_replay):
            self.kept = archive.keep(self.source, self.document, self.report.digest)

    def _download(self) -> Document:
        """The document of a source; all pages of a paged format."""
        source, kind = self.source, FeedFormat(self.source.format)
        kind = (detect.board_of(source.url) or kind) if kind is FeedFormat.AUTO else kind
        if kind is FeedFormat.BA and not settings.BA_ALLOWED:
            raise Unreadable("the terms of the Bundesagentur exclude automated use; BA_ALLOWED is off")
        get = partial(download, headers=feeds.HEADERS.get(kind))
        document_at = lambda url: get(url).document  # noqa: E731
        if kind is FeedFormat.JSONLD:
            robots.ask(source.url, document_at)
        if self.sample and (fetch_some := feeds.SAMPLERS.get(kind)):
            return fetch_some(source.url, document_at, self.sample.calls)
        if (fetch := feeds.FETCHERS.get(kind)) is not None:
            return fetch(source.url, document_at)
        is_known = bool(source.read_by) and source.read_by == reading.rules_of(source)
        answer = get(
            source.url, etag=source.etag if is_known else "", last_modified=source.last_modified if is_known else ""
        )
        self.validators = answer.etag, answer.last_modified
        complete = feeds.COMPLETERS.get(kind)
        return complete(answer.document, document_at) if complete else answer.document

    def carry_out(self, started: float) -> None:
        """Within a transaction. Raises _DryRun at the end of a dry run."""
        report, source = self.report, self.source
        if source.pk is None:
            source.save()
        run = ImportRun.objects.create(
            source=source, started_at=self.now, status=RunStatus.RUNNING, is_replay=self.is_replay
        )
        if self.is_unmodified:
            self._same_as_before()
        elif self.document is not None:
            try:
                with transaction.atomic():
                    self._work(self.document, Rejections(run, report))
            except Unreadable as refusal:
                report.refuse(str(refusal))
            except NOT_OURS:
                raise
            except Exception as fault:
                _log.exception("import of %s failed", source.slug)
                report.refuse(f"fault in the import: {type(fault).__name__}: {fault}")
        report.seconds = round(time.monotonic() - started, 3)
        if self.dry_run:
            if report.details and self.document and report.status is not RunStatus.REFUSED:
                report.listings = _staged_listings(source, has_texts=self.sample is None)
            raise _DryRun
        self._note(run)

    def count_rest(self) -> None:
        """After the transaction, which would keep others waiting. A document that breaks off here is no use either."""
        report = self.report
        if self.document is None or report.status is RunStatus.REFUSED:
            return
        report.found = self.document.sample_of
        if self.rest is None:
            return
        report.found = report.counts["read"]
        try:
            for item in self.rest:
                if isinstance(item, Incomplete):
                    report.doubt(item.reason)
                else:
                    report.found += 1
        except Unreadable as refusal:
            report.refuse(str(refusal))
        except NOT_OURS:
            raise
        except Exception as fault:
            _log.exception("the reader of %s failed behind the sample", report.format)
            report.doubt(f"fault in the reader behind the sample: {type(fault).__name__}: {fault}")

    def _work(self, document: Document, rejections: Rejections) -> None:
        report, source = self.report, self.source
        if not document.head(512).strip():
            raise Unreadable("the document is empty")
        kind = FeedFormat(source.format)
        report.format = kind = detect.detect(document) if kind is FeedFormat.AUTO else kind
        self._step("read")
        staging.create()
        self._stage(document, kind, rejections)
        self._step("match")
        _index_staged()
        report.counts["duplicate"] += identity.mark_repeats()
        trust = IdTrust(source.id_trust or feeds.ID_TRUST[kind])
        deserved, report.id_conflicts = identity.match(source.pk, trust)
        if deserved is not trust:
            source.id_trust = deserved
        self._step("write")
        changed = self._write()
        self._step("settle")
        if report.status is RunStatus.COMPLETE and report.broken > MAX_REJECTED_SHARE * max(1, report.counts["read"]):
            report.doubt(f"{report.broken} items are not valid")
        is_whole = report.status is RunStatus.COMPLETE and self.only is None
        if is_whole and (source.kind or feeds.KINDS[kind]) != SourceKind.WINDOW:
            loss = removal.settle_absent(
                source, self.now, is_empty=report.counts["read"] == 0, still_there=rejections.still_there
            )
            report.counts["withdrawn"], report.counts["removals_held"] = loss.withdrawn, loss.waiting
        duplicates.regroup(changed)
        self._step("")

    def _step(self, name: str) -> None:
        """Ends the clock of the last step and starts that of the next."""
        now, steps = time.monotonic(), self.report.steps
        if steps:
            last = next(reversed(steps))
            steps[last] = round(steps[last] + now - self._clock, 3)
        self._clock = now
        if name:
            steps.setdefault(name, 0.0)
            self.tell.tell(name, self.report.counts["read"])

    def _stage(self, document: Document, kind: FeedFormat, rejections: Rejections) -> None:
        source, counts = self.source, self.report.counts
        known = {} if self.report.details or self.only is not None else _known_items(source)
        places, employers = reading.Places(), _Employers()
        self.rules = rules = reading.rules_of(source)
        for batch in staging.batches(self._items(document, kind), BATCH):
            readings, same = [], []
            for position, item in batch:
                counts["read"] += 1
                if isinstance(item, BadItem):
                    rejections.add(item, position)
                    continue
                raw = reading.raw_hash(item, rules)
                if raw in known:
                    if pk := known[raw]:
                        same.append((position, pk))
                    else:
                        counts["duplicate"] += 1
                    known[raw] = 0
                    continue
                result = _read(item, source, places, self.now)
                if isinstance(result, BadItem):
                    rejections.add(result, position)
                else:
                    readings.append((position, raw, item, result))
            ids = employers.ids([result.employer for *_, result in readings])
            staging.write(
                staging.row_of(place, item.external_id, raw, item.url, ids[result.employer], result.fields,
                               _published_at(result.fields["date_posted"], self.now))
                for place, raw, item, result in readings
            )  # fmt: skip
            if same:
                staging.write_known(same)
            rejections.store()
            self.tell.tell("read", counts["read"], document.share_read)

    def _items(self, document: Document, kind: FeedFormat) -> Iterator[tuple[int, JobPosting | BadItem]]:
        """Items with their place in the document. A fault of the reader ends the document there, with what was read."""
        position = 0
        items = iter(feeds.READERS[kind](document))
        while True:
            if self.sample and position == self.sample.items:
                self.rest = items
                return
            try:
                item = next(items)
            except StopIteration:
                return
            except (Unreadable, *NOT_OURS):
                raise
            except Exception as fault:
                _log.exception("the reader of %s failed at item %s", kind, position)
                self.report.doubt(f"fault in the reader at item {position}: {type(fault).__name__}: {fault}")
                return
            if isinstance(item, Incomplete):
                self.report.doubt(item.reason)
                continue
            if self.only is None or position in self.only:
                yield position, item
            position += 1

    def _write(self) -> list[int]:
        """Ids of all listings that are another now."""
        with connection.cursor() as cursor:
            self.report.counts |= writing.count(cursor)
            self.report.fill_rates = writing.fill_rates()
            created, changed, back = writing.write(cursor, self.source, self.now)
        if self.report.details and not self.dry_run:
            shown = Listing.objects.filter(pk__in=[*created, *changed]).exclude(status="held")
            self.report.listings = list(shown.select_related("hiring_organization").order_by("pk"))
        return [*created, *changed, *back]

    def _same_as_before(self) -> None:
        """304: everything is as it was, which counts as seeing every listing again."""
        Listing.objects.filter(source=self.source, missing_since__isnull=False, status__in=CURRENT).update(
            missing_since=None, missing_runs=0
        )
        self.report.reason = "not modified"

    def _note(self, run: ImportRun) -> None:
        report, source = self.report, self.source
        for name, value in report.counts.items():
            setattr(run, name, value)
        run.seconds, run.status, run.reason = report.seconds, report.status, report.reason
        run.document_bytes, run.digest, run.broken = report.document_bytes, report.digest, report.broken
        run.id_conflicts, run.fill_rates = report.id_conflicts, report.fill_rates
        run.save()
        report.run = run
        if self.kept is not None:
            RawDocument.objects.filter(pk=self.kept.pk).update(run=run)
        if self.only is not None:
            return
        source.last_run_at = self.now
        if report.status is RunStatus.COMPLETE:
            source.last_complete_at = self.now
            source.read_by = self.rules or source.read_by
        if not (self.is_unmodified or self.is_replay):
            is_good = report.status is RunStatus.COMPLETE
            source.etag, source.last_modified = self.validators if is_good else ("", "")
        source.save(update_fields=["last_run_at", "last_complete_at", "etag", "last_modified", "read_by", "id_trust"])


def _read(item: JobPosting, source: Source, places: reading.Places, now: datetime) -> reading.Reading | BadItem:
    """One item that a rule chokes on is rejected; the rest goes on."""
    try:
        return reading.read(item, source, places, now)
    except NOT_OURS:
        raise
    except Exception as fault:
        _log.exception("item %r of %s cannot be read", item.external_id, source.slug)
        return BadItem(item.external_id, "item", f"fault in reading: {type(fault).__name__}: {fault}", item.title[:300])


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

    def ids(self, names: Iterable[str]) -> dict[str, int]:
        keys = {name: fold(name) or name.lower() for name in names}
        unknown = {key: name for name, key in keys.items() if key not in self._ids}
        if unknown:
            Employer.objects.bulk_create(
                [Employer(name=name, name_key=key) for key, name in sorted(unknown.items())], ignore_conflicts=True
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


def _staged_listings(source: Source, *, has_texts: bool) -> list[Listing]:
    """Every readable item of a dry run as it would be stored."""
    names = [name for name in staging.CONTENT if has_texts or name not in staging.LONG]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT coalesce(listing_id, 0), external_id, published_at, {', '.join(names)} FROM staged "  # noqa: S608
            "WHERE NOT is_repeat ORDER BY position"
        )
        rows = cursor.fetchall()
    found = []
    place = 3 + names.index("hiring_organization_id")
    employers = Employer.objects.in_bulk({row[place] for row in rows})
    for pk, external_id, published_at, *values in rows:
        fields: dict[str, Any] = dict(zip(names, values, strict=True))
        fields |= {name: json.loads(fields[name]) for name in staging.JSON if name in fields}
        organization = employers[fields.pop("hiring_organization_id")]
        found.append(Listing(pk=pk or None, external_id=external_id, published_at=published_at, source=source,
                             hiring_organization=organization, **fields))  # fmt: skip
    return found
