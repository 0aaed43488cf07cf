"""Arbeitnow, an aggregator: pages of {"data": [...], "links": {"next": …}}. Pages shift while they are read."""

import json
from collections.abc import Callable
from typing import Any

from listings.importing import records, values
from listings.importing.document import Document
from listings.importing.job_posting import BadItem, Items, JobPosting, Unreadable
from listings.normalise.dates import read_instant
from listings.vocabulary import IdTrust, SourceKind

KIND = SourceKind.PAGED
ID_TRUST = IdTrust.WEAK
MAX_PAGES = 200


def fetch(url: str, get: Callable[[str], bytes]) -> bytes:
    """All pages as one; an item that was pushed to the next page is taken once."""
    rows: dict[str, Any] = {}
    page: str | None = url
    for _ in range(MAX_PAGES):
        value = records.json_value(Document(get(page or url)))
        if not isinstance(value, dict) or not isinstance(value.get("data"), list):
            raise Unreadable("a page has no list 'data'")
        for row in value["data"]:
            rows.setdefault(str(row.get("slug")) if isinstance(row, dict) else str(len(rows)), row)
        page = (value.get("links") or {}).get("next")
        if not page:
            return json.dumps({"data": list(rows.values())}).encode()
    raise Unreadable(f"more than {MAX_PAGES} pages")


def read(document: Document) -> Items:
    value = records.json_value(document)
    if not isinstance(value, dict) or not isinstance(value.get("data"), list):
        raise Unreadable("no list 'data'")
    for job in value["data"]:
        yield _job(job) if isinstance(job, dict) else BadItem("", "item", "not an object")


def _job(job: dict[str, Any]) -> JobPosting | BadItem:
    external_id, title = values.text_of(job.get("slug")), values.text_of(job.get("title"))
    company = values.text_of(job.get("company_name"))
    if not external_id or not title:
        return BadItem(external_id, "title" if external_id else "slug", "missing", title)
    if not company:
        return BadItem(external_id, "company_name", "an aggregator's item without an employer", title)
    return JobPosting(
        external_id=external_id[:300],
        title=title,
        description=str(job.get("description") or ""),
        hiring_organization=company,
        location=values.text_of(job.get("location")),
        work_mode=values.work_mode_of(job.get("remote") is True),
        employment_words=[str(word) for word in job.get("job_types") or []],
        category_words=[str(word) for word in job.get("tags") or []],
        date_posted=read_instant(values.text_of(job.get("created_at"))),
        url=values.text_of(job.get("url")),
    )
