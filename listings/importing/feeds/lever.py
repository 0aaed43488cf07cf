"""Lever postings: a bare array; description + lists + additional make the text. Pages of 100 by skip."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from listings.importing import records, values
from listings.importing.document import Document
from listings.importing.job_posting import BadItem, Items, JobPosting, Unreadable
from listings.normalise.dates import read_instant
from listings.vocabulary import IdTrust, SourceKind

KIND = SourceKind.PAGED
ID_TRUST = IdTrust.STRONG
PAGE, MAX_PAGES = 100, 100
UNITS = {"per-year-salary": "year", "per-month-salary": "month", "per-hour-wage": "hour"}


def fetch(url: str, get: Callable[[str], bytes]) -> bytes:
    """All pages as one array."""
    parts = urlsplit(url)
    given = dict(parse_qsl(parts.query)) | {"mode": "json", "limit": str(PAGE)}
    rows: list[Any] = []
    for page in range(MAX_PAGES):
        body = get(parts._replace(query=urlencode(given | {"skip": str(page * PAGE)})).geturl())
        found = records.json_value(Document(body))
        if not isinstance(found, list):
            raise Unreadable("a page is no list of postings")
        rows += found
        if len(found) < PAGE:
            return json.dumps(rows).encode()
    raise Unreadable(f"more than {MAX_PAGES} pages")


def read(document: Document) -> Items:
    value = records.json_value(document)
    if not isinstance(value, list):
        error = value.get("error") if isinstance(value, dict) else None
        raise Unreadable(f"no list of postings{f': {error}' if error else ''}")
    for job in value:
        yield _job(job) if isinstance(job, dict) else BadItem("", "item", "not an object")


def _job(job: dict[str, Any]) -> JobPosting | BadItem:
    external_id, title = values.text_of(job.get("id")), values.text_of(job.get("text"))
    if not external_id or not title:
        return BadItem(external_id, "text" if external_id else "id", "missing", title)
    categories = job.get("categories") if isinstance(job.get("categories"), dict) else {}
    assert isinstance(categories, dict)
    lists = [part for part in job.get("lists") or [] if isinstance(part, dict)]
    text = [str(job.get("description") or job.get("descriptionPlain") or "")]
    text += [f"<h3>{part.get('text', '')}</h3><ul>{part.get('content', '')}</ul>" for part in lists]
    text.append(str(job.get("additional") or job.get("additionalPlain") or ""))
    pay = job.get("salaryRange") if isinstance(job.get("salaryRange"), dict) else {}
    assert isinstance(pay, dict)
    is_euro = values.is_euro(values.text_of(pay.get("currency")), values.text_of(job.get("country")))
    unit = UNITS.get(str(pay.get("interval")), "")
    places = categories.get("allLocations") or [categories.get("location")]
    return JobPosting(
        external_id=external_id,
        title=title,
        description="\n".join(filter(None, text)),
        location=" / ".join(filter(None, map(values.text_of, places))),
        country=values.text_of(job.get("country")),
        work_mode=values.work_mode_of(job.get("workplaceType")),
        employment_words=[values.text_of(categories.get("commitment"))],
        category_words=[values.text_of(categories.get(name)) for name in ("team", "department")],
        base_salary=values.salary_of(pay.get("min"), pay.get("max"), unit) if is_euro else None,
        date_posted=read_instant(values.text_of(job.get("createdAt"))),
        url=values.text_of(job.get("hostedUrl")),
        apply_url=values.text_of(job.get("applyUrl")),
    )
