"""One import run, now, in this process. Exit 2 when the feed as a whole could not be read."""

import json
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.dateparse import parse_datetime
from django.utils.text import slugify

from listings.importing import pipeline
from listings.importing.document import Document
from listings.importing.job_posting import Unreadable
from listings.importing.report import Report
from listings.models import Listing, RawDocument, Source
from listings.vocabulary import FeedFormat, RunStatus, Scope


class Command(BaseCommand):
    help = "Import a configured source, or a file or URL."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", nargs="?")
        parser.add_argument("--format", choices=[f.value for f in FeedFormat])
        parser.add_argument("--employer")
        parser.add_argument("--file", type=Path)
        parser.add_argument("--url")
        parser.add_argument("--source")
        parser.add_argument("--replay", type=int, metavar="ID", help="a kept document, read by today's rules")
        parser.add_argument("--countries", default="DE")
        parser.add_argument("--scope", choices=[s.value for s in Scope], default=Scope.CUSTOMER_SERVICE.value)
        parser.add_argument("--at")
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        at = parse_datetime(options["at"]) if options["at"] else None
        if options["at"] and (at is None or at.tzinfo is None):
            raise CommandError("--at must be a time with a zone, such as 2026-11-23T06:00:00+01:00.")
        if options["replay"]:
            report = self._replay(options["replay"], options["dry_run"])
        else:
            source, document = self._source(options)
            report = pipeline.import_from(
                source, document=document, at=at, dry_run=options["dry_run"], details=options["json"]
            )
        if options["json"]:
            self.stdout.write(json.dumps(as_json(report), ensure_ascii=False))
        else:
            numbers = ", ".join(f"{name} {count}" for name, count in report.counts.items())
            self.stdout.write(
                f"{report.source.slug}: {report.status}{f' ({report.reason})' if report.reason else ''}: {numbers}"
            )
            self.stdout.write("seconds: " + ", ".join(f"{step} {taken}" for step, taken in report.steps.items()))
        if report.status is RunStatus.REFUSED:
            sys.exit(2)

    @staticmethod
    def _replay(pk: int, dry_run: bool) -> Report:
        kept = RawDocument.objects.filter(pk=pk).first()
        if kept is None:
            raise CommandError(f"There is no kept document {pk}.")
        try:
            return pipeline.replay(kept, dry_run=dry_run)
        except Unreadable as reason:
            raise CommandError(f"Not replayed: {reason}.") from reason

    def _source(self, options: dict[str, Any]) -> tuple[Source, Document | None]:
        if options["slug"]:
            source = Source.objects.filter(slug=options["slug"]).first()
            if source is None:
                raise CommandError(f"There is no source {options['slug']!r}.")
            return source, None
        if not (options["format"] and options["employer"] and (options["file"] or options["url"])):
            raise CommandError("Give a source, or --format, --employer and one of --file and --url.")
        document = None
        if options["file"]:
            try:
                document = Document.of_file(options["file"])
            except OSError as error:
                raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from error
        named = options["source"] or (options["file"].stem if options["file"] else urlsplit(options["url"]).hostname)
        values = {
            "name": named, "format": options["format"], "url": options["url"] or "", "countries": options["countries"],
            "employer_name": options["employer"], "scope": options["scope"],
        }  # fmt: skip
        slug = slugify(named)[:80] or "feed"
        if options["dry_run"]:
            return Source.objects.filter(slug=slug).first() or Source(slug=slug, **values), document
        return Source.objects.update_or_create(slug=slug, defaults=values)[0], document


def as_json(report: Report) -> dict[str, Any]:
    return {
        "source": report.source.slug,
        "format": report.format or report.source.format,
        "status": report.status,
        "reason": report.reason,
        **report.counts,
        "seconds": report.seconds,
        "problems": [{"external_id": p.external_id, "field": p.field, "reason": p.reason} for p in report.problems],
        "listings": [listing_json(listing) for listing in report.listings],
    }


def listing_json(listing: Listing) -> dict[str, Any]:
    number = lambda value: None if value is None else float(value)  # noqa: E731
    moment = lambda value: value.isoformat() if value else None  # noqa: E731
    return {
        "external_id": listing.external_id, "id": listing.pk, "title": listing.title,
        "employer": listing.hiring_organization.name, "city": listing.city, "postal_code": listing.postal_code,
        "salary_min": number(listing.base_salary_min), "salary_max": number(listing.base_salary_max),
        "salary_unit": listing.base_salary_unit or None, "shifts": list(listing.shifts),
        "employment": list(listing.employment_type), "work_mode": listing.work_mode or None,
        "date_posted": moment(listing.date_posted), "valid_through": moment(listing.valid_through),
        "apply_url": listing.apply_url,
    }  # fmt: skip
