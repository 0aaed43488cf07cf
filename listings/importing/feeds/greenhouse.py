"""Greenhouse job board: {"jobs": [...], "meta": {"total": n}}; the content is HTML escaped once more."""

import html
from typing import Any

from listings.importing import records, values
from listings.importing.document import Document
from listings.importing.job_posting import BadItem, Incomplete, Items, JobPosting, Unreadable
from listings.normalise.dates import read_instant
from listings.vocabulary import IdTrust, Salary, SourceKind

KIND = SourceKind.SNAPSHOT
ID_TRUST = IdTrust.STRONG


def read(document: Document) -> Items:
    value = records.json_value(document)
    if not isinstance(value, dict) or not isinstance(value.get("jobs"), list):
        raise Unreadable("no list 'jobs'")
    total = (value.get("meta") or {}).get("total")
    if isinstance(total, int) and total != len(value["jobs"]):
        yield Incomplete(f"{len(value['jobs'])} jobs, but the document declares {total}")
    for job in value["jobs"]:
        yield _job(job) if isinstance(job, dict) else BadItem("", "item", "not an object")


def _job(job: dict[str, Any]) -> JobPosting | BadItem:
    external_id, title = values.text_of(job.get("id")), values.text_of(job.get("title"))
    if not external_id or not title:
        return BadItem(external_id, "title" if external_id else "id", "missing", title)
    location = job.get("location")
    metadata = job.get("metadata") or []
    words = [
        str(part.get("value")) for part in metadata if isinstance(part, dict) and isinstance(part.get("value"), str)
    ]
    return JobPosting(
        external_id=external_id,
        title=title,
        description=html.unescape(str(job.get("content") or "")),
        hiring_organization=values.text_of(job.get("company_name")),
        location=values.text_of(location.get("name") if isinstance(location, dict) else location),
        employment_words=words,
        category_words=[
            values.text_of(part.get("name")) for part in job.get("departments") or [] if isinstance(part, dict)
        ],
        base_salary=_pay(job.get("pay_input_ranges")),
        date_posted=read_instant(values.text_of(job.get("first_published") or job.get("updated_at"))),
        valid_through=read_instant(values.text_of(job.get("application_deadline")), end_of_day=True),
        url=values.text_of(job.get("absolute_url")),
    )


def _pay(ranges: Any) -> Salary | None:
    first = ranges[0] if isinstance(ranges, list) and ranges and isinstance(ranges[0], dict) else {}
    if first.get("currency_type") != "EUR":
        return None
    cents = [first.get(name) for name in ("min_cents", "max_cents")]
    low, high = ((amount / 100 if isinstance(amount, int | float) else None) for amount in cents)
    return values.salary_of(low, high, values.text_of(first.get("title")))
