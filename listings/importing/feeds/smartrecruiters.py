"""SmartRecruiters: a paged list without texts, one detail call per job. Ids are read, never labels."""

from typing import Any
from urllib.parse import quote, urlsplit

from listings.importing import values
from listings.importing.document import Document
from listings.importing.job_posting import BadItem, Incomplete, Items, JobPosting
from listings.importing.json_feed import JsonFeed
from listings.importing.paging import INCOMPLETE, Board, Details, Get, page_of, with_query
from listings.normalise.dates import read_instant
from listings.vocabulary import IdTrust, SourceKind, WorkMode

KIND = SourceKind.PAGED
ID_TRUST = IdTrust.STRONG
HEADERS = {"Accept": "application/json"}
PAGE, MAX_PAGES = 100, 1_000
SECTIONS = ("companyDescription", "jobDescription", "qualifications", "additionalInformation")
EMPLOYMENT = {"permanent": "permanent", "contract": "limited", "intern": "intern", "part_time": "part_time",
              "full_time": "full_time", "temporary": "temporary", "freelance": "freelance"}  # fmt: skip


def fetch(url: str, get: Get, most: int | None = None) -> Document:
    """The list, each row with its detail, or the first `most`; translations are not asked for one by one."""
    board = Board(url, "content", lambda row: row.get("id"))
    details = Details(get, lambda row: _address(url, row), most)
    totals: set[int] = set()
    read = 0
    for page in range(MAX_PAGES):
        rows, beside = page_of(get, with_query(url, limit=PAGE, offset=page * PAGE), "content")
        new = board.fresh(rows)
        board.write(row for row in new if isinstance(row, dict) and row.get("defaultJobAd") is False)
        board.write(
            details.of([row for row in new if not isinstance(row, dict) or row.get("defaultJobAd") is not False])
        )
        read += len(rows)
        if isinstance(total := beside.get("totalFound"), int):
            totals.add(total)
        if not rows or read >= max(totals, default=0) or details.is_enough or not board.goes_on(rows, new):
            break
    if len(totals) > 1:
        board.doubt = board.doubt or "the number of postings changed between the pages"
    return board.finish(totalFound=details.declared(max(totals, default=board.count), board))


def _address(url: str, row: dict[str, Any]) -> str:
    """As the row says when it stays on this host, else by the shape of all details."""
    parts, said = urlsplit(url), values.text_of(row.get("ref"))
    if urlsplit(said)[:2] == parts[:2]:
        return said
    return parts._replace(path=f"{parts.path.rstrip('/')}/{quote(values.text_of(row.get('id')))}", query="").geturl()


def read(document: Document) -> Items:
    feed, lacking = JsonFeed(document), 0
    for row in feed.items("content", "postings"):
        lacking += isinstance(row, dict) and INCOMPLETE in row
        yield _item(row)
    fields, count = feed.fields, feed.counts["content"] + feed.counts["postings"]
    if "jobAd" in fields:
        count = 1
        yield _item(fields)
    elif postings := values.object_of(fields.get("postings")):  # a list and its details kept as one file
        details = fields.get("details")
        kept = {values.text_of(part.get("id")): part for part in values.objects_of(details)}
        kept |= {key: values.object_of(part) for key, part in values.object_of(details).items()}
        fields = postings
        rows = values.objects_of(postings.get("content"))
        count = len(rows)
        for row in rows:
            yield _item(row | kept.get(values.text_of(row.get("id")), {}))
    else:
        feed.demand("content", "postings")
    total = fields.get("totalFound")
    if isinstance(total, int) and total != count:
        yield Incomplete(f"{count} postings, but the list declares {total}")
    elif not count:
        yield Incomplete("an unknown company answers like an empty board")
    if lacking:
        yield Incomplete(f"{lacking} details could not be had")
    if doubt := feed.fields.get(INCOMPLETE):
        yield Incomplete(str(doubt))


def _item(row: Any) -> JobPosting | BadItem:
    if not isinstance(row, dict):
        return BadItem("", "item", "not an object")
    external_id, title = values.text_of(row.get("id")), values.text_of(row.get("name"))
    unwanted = lambda field, reason: BadItem(external_id, field, reason, title, is_broken=False)  # noqa: E731
    if row.get("defaultJobAd") is False:
        return unwanted("defaultJobAd", "a translation of another posting")
    if row.get("active") is False:
        return unwanted("active", "not active any more")
    if INCOMPLETE in row:
        return unwanted("jobAd", "its detail could not be had")
    return _job(row)


def _job(job: dict[str, Any]) -> JobPosting | BadItem:
    external_id = values.text_of(job.get("id")) or values.text_of(job.get("uuid"))
    title = values.text_of(job.get("name"))
    if not title:
        return BadItem(external_id, "name", "no title")
    if not external_id:
        return BadItem("", "id", "no id", title)
    part = lambda name: values.object_of(job.get(name))  # noqa: E731
    sections = values.object_of(part("jobAd").get("sections"))
    location = part("location")
    mode = WorkMode.HYBRID if location.get("hybrid") is True else values.work_mode_of(location.get("remote"))
    kind = values.text_of(part("typeOfEmployment").get("id"))
    return JobPosting(
        external_id=external_id[:300],
        title=title,
        description="\n".join(filter(None, (_section(sections.get(name)) for name in SECTIONS))),
        hiring_organization=values.text_of(part("company").get("name")),
        postal_code=values.text_of(location.get("postalCode")),
        city=values.text_of(location.get("city")),
        country=values.text_of(location.get("country")),
        work_mode=mode,
        employment_words=[EMPLOYMENT.get(kind, kind)],
        category_words=[values.text_of(part(name).get("id")) for name in ("function", "department")],
        date_posted=read_instant(values.text_of(job.get("releasedDate"))),
        url=values.address_of(job.get("postingUrl") or job.get("applyUrl")),
        apply_url=values.address_of(job.get("applyUrl")),
    )


def _section(value: Any) -> str:
    section = values.object_of(value)
    text = values.long_text(section.get("text"))
    return f"<h3>{values.text_of(section.get('title'))}</h3>{text}" if text.strip() else ""
