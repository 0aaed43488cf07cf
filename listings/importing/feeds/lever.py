"""Lever postings: a bare array; description + lists + additional make the text. Pages of 100 by skip."""

from typing import Any

from listings.importing import values
from listings.importing.document import Document
from listings.importing.job_posting import BadItem, Incomplete, Items, JobPosting, Unreadable
from listings.importing.json_feed import JsonFeed
from listings.importing.paging import INCOMPLETE, Board, Get, page_of, with_query
from listings.normalise.dates import read_instant
from listings.vocabulary import IdTrust, SourceKind

KIND = SourceKind.PAGED
ID_TRUST = IdTrust.STRONG
HEADERS = {"Accept": "application/json"}
PAGE, MAX_PAGES = 100, 2_000
UNITS = {"per-year-salary": "year", "per-month-salary": "month", "per-hour-wage": "hour"}
GATHERED = "lever"


def fetch(url: str, get: Get) -> Document:
    board = Board(url, GATHERED, lambda row: row.get("id"))
    for page in range(MAX_PAGES):
        rows, _ = page_of(get, with_query(url, mode="json", limit=PAGE, skip=page * PAGE), "")
        new = board.fresh(rows)
        board.write(new)
        if len(rows) < PAGE or not board.goes_on(rows, new):
            break
    else:
        board.doubt = f"more than {MAX_PAGES} pages"
    return board.finish()


def read(document: Document) -> Items:
    feed = JsonFeed(document)
    for job in feed.items("", GATHERED):
        yield _job(job) if isinstance(job, dict) else BadItem("", "item", "not an object")
    if error := values.text_of(feed.fields.get("error")):
        raise Unreadable(f"no list of postings: {error}")
    feed.demand("", GATHERED)
    if doubt := feed.fields.get(INCOMPLETE):
        yield Incomplete(str(doubt))


def _job(job: dict[str, Any]) -> JobPosting | BadItem:
    external_id, title = values.text_of(job.get("id")), values.text_of(job.get("text"))
    if not external_id or not title:
        return BadItem(external_id, "text" if external_id else "id", "missing", title)
    categories, pay = values.object_of(job.get("categories")), values.object_of(job.get("salaryRange"))
    text = [values.long_text(job.get("description") or job.get("descriptionPlain"))]
    for part in values.objects_of(job.get("lists")):
        text.append(f"<h3>{values.text_of(part.get('text'))}</h3><ul>{values.long_text(part.get('content'))}</ul>")
    text.append(values.long_text(job.get("additional") or job.get("additionalPlain")))
    is_euro = values.is_euro(values.text_of(pay.get("currency")), values.text_of(job.get("country")))
    unit = UNITS.get(values.text_of(pay.get("interval")), "")
    places = values.words_of(categories.get("allLocations")) or values.words_of(categories.get("location"))
    return JobPosting(
        external_id=external_id[:300],
        title=title,
        description="\n".join(filter(None, text)),
        location=" / ".join(places),
        country=values.text_of(job.get("country")),
        work_mode=values.work_mode_of(job.get("workplaceType")),
        employment_words=[values.text_of(categories.get("commitment"))],
        category_words=[values.text_of(categories.get(name)) for name in ("team", "department")],
        base_salary=values.salary_of(pay.get("min"), pay.get("max"), unit) if is_euro else None,
        date_posted=read_instant(values.text_of(job.get("createdAt"))),
        url=values.address_of(job.get("hostedUrl")),
        apply_url=values.address_of(job.get("applyUrl")),
    )
