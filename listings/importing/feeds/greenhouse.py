"""Greenhouse job board: {"jobs": [...], "meta": {"total": n}}; the content is HTML escaped once more."""

import html
from typing import Any

from listings.importing import values
from listings.importing.document import Document
from listings.importing.job_posting import BadItem, Incomplete, Items, JobPosting
from listings.importing.json_feed import JsonFeed
from listings.normalise.dates import read_instant
from listings.vocabulary import IdTrust, Salary, SourceKind

KIND = SourceKind.SNAPSHOT
ID_TRUST = IdTrust.STRONG
HEADERS = {"Accept": "application/json"}


def read(document: Document) -> Items:
    feed = JsonFeed(document)
    for job in feed.items("jobs"):
        yield _job(job) if isinstance(job, dict) else BadItem("", "item", "not an object")
    feed.demand("jobs")
    count = feed.counts["jobs"]
    total = values.object_of(feed.fields.get("meta")).get("total")
    if isinstance(total, int) and total != count:
        yield Incomplete(f"{count} jobs, but the document declares {total}")


def _job(job: dict[str, Any]) -> JobPosting | BadItem:
    external_id, title = values.text_of(job.get("id")), values.text_of(job.get("title"))
    if not external_id or not title:
        return BadItem(external_id, "title" if external_id else "id", "missing", title)
    location = job.get("location")
    place = values.text_of(values.object_of(location).get("name") or location)
    offices = [
        values.text_of(part.get("location") or part.get("name")) for part in values.objects_of(job.get("offices"))
    ]
    return JobPosting(
        external_id=external_id[:300],
        title=title,
        description=html.unescape(values.long_text(job.get("content"))),
        hiring_organization=values.text_of(job.get("company_name")),
        location=place or " / ".join(dict.fromkeys(filter(None, offices))),
        employment_words=[
            word for part in values.objects_of(job.get("metadata")) for word in values.words_of(part.get("value"))
        ],
        category_words=[values.text_of(part.get("name")) for part in values.objects_of(job.get("departments"))],
        base_salary=_pay(job.get("pay_input_ranges")),
        date_posted=read_instant(values.text_of(job.get("first_published") or job.get("updated_at"))),
        valid_through=read_instant(values.text_of(job.get("application_deadline")), end_of_day=True),
        url=values.address_of(job.get("absolute_url")),
    )


def _pay(ranges: Any) -> Salary | None:
    """Of ranges for several countries the first one in euros."""
    in_euro = (part for part in values.objects_of(ranges) if part.get("currency_type") == "EUR")
    if (found := next(in_euro, None)) is None:
        return None
    cents = [values.number_of(found.get(name)) for name in ("min_cents", "max_cents")]
    low, high = (None if amount is None else amount / 100 for amount in cents)
    return values.salary_of(low, high, values.text_of(found.get("title")))
