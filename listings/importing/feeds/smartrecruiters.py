"""SmartRecruiters: a paged list without texts, one detail call per job. Ids are read, never labels."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from listings.importing import records, values
from listings.importing.document import Document
from listings.importing.job_posting import BadItem, Incomplete, Items, JobPosting, Unreadable
from listings.normalise.dates import read_instant
from listings.vocabulary import IdTrust, SourceKind, WorkMode

KIND = SourceKind.PAGED
ID_TRUST = IdTrust.STRONG
PAGE, MAX_PAGES = 100, 100
SECTIONS = ("companyDescription", "jobDescription", "qualifications", "additionalInformation")
EMPLOYMENT = {"permanent": "permanent", "contract": "limited", "intern": "intern", "part_time": "part_time",
              "full_time": "full_time", "temporary": "temporary", "freelance": "freelance"}  # fmt: skip


def fetch(url: str, get: Callable[[str], bytes]) -> bytes:
    """The list with every detail below "details"; a detail that cannot be had leaves the run incomplete."""
    parts = urlsplit(url)
    given = dict(parse_qsl(parts.query))
    rows: list[Any] = []
    total = None
    for page in range(MAX_PAGES):
        query = urlencode(given | {"limit": str(PAGE), "offset": str(page * PAGE)})
        value = records.json_value(Document(get(parts._replace(query=query).geturl())))
        if not isinstance(value, dict) or not isinstance(value.get("content"), list):
            raise Unreadable("a page has no list 'content'")
        rows += value["content"]
        total = value.get("totalFound", total)
        if not value["content"] or len(rows) >= (total or 0):
            break
    details = {}
    for row in rows:
        if isinstance(row, dict) and isinstance(row.get("ref"), str):
            try:
                details[str(row.get("id"))] = json.loads(get(row["ref"]))
            except (Unreadable, ValueError):
                details[str(row.get("id"))] = None
    return json.dumps({"totalFound": total, "content": rows, "details": details}).encode()


def read(document: Document) -> Items:
    value = records.json_value(document)
    if not isinstance(value, dict):
        raise Unreadable("no list 'content'")
    if "jobAd" in value and "content" not in value:
        value = {"content": [value]}
    if isinstance(value.get("postings"), dict):
        value = value | value["postings"]
    rows = value.get("content", value.get("postings"))
    if not isinstance(rows, list):
        raise Unreadable("no list 'content'")
    total, details = value.get("totalFound"), value.get("details") or {}
    if isinstance(total, int) and total != len(rows):
        yield Incomplete(f"{len(rows)} postings, but the list declares {total}")
    if isinstance(details, list):
        details = {str(part.get("id")): part for part in details if isinstance(part, dict)}
    if any(detail is None for detail in details.values()):
        yield Incomplete("a detail could not be had")
    for row in rows:
        if not isinstance(row, dict):
            yield BadItem("", "item", "not an object")
        elif row.get("defaultJobAd", True):
            yield _job(row | (details.get(str(row.get("id"))) or {}))
        else:
            yield BadItem(str(row.get("id")), "defaultJobAd", "a translation of another posting", str(row.get("name")))


def _job(job: dict[str, Any]) -> JobPosting | BadItem:
    external_id, title = values.text_of(job.get("id") or job.get("uuid")), values.text_of(job.get("name"))
    if not title:
        return BadItem(external_id, "name", "no title")
    if not external_id:
        return BadItem("", "id", "no id", title)
    part = lambda name: job[name] if isinstance(job.get(name), dict) else {}  # noqa: E731
    sections = part("jobAd").get("sections") or {}
    texts = [(sections.get(name) or {}) for name in SECTIONS]
    location = part("location")
    mode = WorkMode.HYBRID if location.get("hybrid") else values.work_mode_of(location.get("remote"))
    kind = str(part("typeOfEmployment").get("id") or "")
    return JobPosting(
        external_id=external_id,
        title=title,
        description="\n".join(f"<h3>{t.get('title') or ''}</h3>{t['text']}" for t in texts if t.get("text")),
        hiring_organization=values.text_of(part("company").get("name")),
        postal_code=values.text_of(location.get("postalCode")),
        city=values.text_of(location.get("city")),
        country=values.text_of(location.get("country")),
        work_mode=mode,
        employment_words=[EMPLOYMENT.get(kind, kind)],
        category_words=[values.text_of(part(name).get("id")) for name in ("function", "department")],
        date_posted=read_instant(values.text_of(job.get("releasedDate"))),
        url=values.text_of(job.get("postingUrl") or job.get("applyUrl")),
        apply_url=values.text_of(job.get("applyUrl")),
    )
