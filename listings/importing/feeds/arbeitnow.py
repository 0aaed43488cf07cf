"""Arbeitnow, an aggregator: pages of {"data": [...], "links": {"next": …}}. Pages shift while they are read."""

from typing import Any

from listings.importing import values
from listings.importing.document import Document
from listings.importing.job_posting import BadItem, Incomplete, Items, JobPosting
from listings.importing.json_feed import JsonFeed
from listings.importing.paging import INCOMPLETE, Board, Get, page_of, same_host
from listings.normalise.dates import read_instant
from listings.vocabulary import IdTrust, SourceKind

KIND = SourceKind.PAGED
ID_TRUST = IdTrust.WEAK
HEADERS = {"Accept": "application/json"}
MAX_PAGES = 2_000


def fetch(url: str, get: Get) -> Document:
    board = Board(url, "data", lambda row: row.get("slug"))
    page = url
    for _ in range(MAX_PAGES):
        rows, beside = page_of(get, page, "data")
        new = board.fresh(rows)
        board.write(new)
        following = values.object_of(beside.get("links")).get("next")
        if not isinstance(following, str) or not following or not board.goes_on(rows, new):
            break
        page = same_host(page, following)
    else:
        board.doubt = f"more than {MAX_PAGES} pages"
    return board.finish()


def read(document: Document) -> Items:
    feed = JsonFeed(document)
    for job in feed.items("data"):
        yield _job(job) if isinstance(job, dict) else BadItem("", "item", "not an object")
    feed.demand("data")
    if doubt := feed.fields.get(INCOMPLETE):
        yield Incomplete(str(doubt))
    elif values.object_of(feed.fields.get("links")).get("next"):
        yield Incomplete("one page of several")


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
        description=values.long_text(job.get("description")),
        hiring_organization=company,
        location=values.text_of(job.get("location")),
        work_mode=values.work_mode_of(job.get("remote") is True),
        employment_words=values.words_of(job.get("job_types")),
        category_words=values.words_of(job.get("tags")),
        date_posted=read_instant(values.text_of(job.get("created_at"))),
        url=values.address_of(job.get("url")),
    )
