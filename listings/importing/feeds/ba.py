"""Jobsuche of the Bundesagentur für Arbeit, both vocabularies (v6 and the older one), list pages and details.

Its terms exclude automated use without permission: the source must be switched on by the operator (BA_ALLOWED).
"""

import base64
import re
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from markdown_it import MarkdownIt

from listings.importing import values
from listings.importing.document import Document
from listings.importing.job_posting import BadItem, Incomplete, Items, JobPosting, Unreadable
from listings.importing.json_feed import JsonFeed
from listings.importing.paging import INCOMPLETE, Board, Details, Get, opened, rows_of, with_query
from listings.normalise.dates import read_instant
from listings.vocabulary import IdTrust, Salary, SourceKind, WorkMode

KIND = SourceKind.PAGED
ID_TRUST = IdTrust.STRONG
HEADERS = {"Accept": "application/json", "X-API-Key": "jobboerse-jobsuche"}
PAGE, MAX_PAGES = 100, 100
"""A window of 10,000 results; more is refused by the server."""
LISTS = ("ergebnisliste", "stellenangebote")
PUBLIC_PAGE = "https://www.arbeitsagentur.de/jobsuche/jobdetail/"
UNITS = {"STUNDENLOHN": "hour", "MONATSGEHALT": "month", "JAHRESGEHALT": "year"}
KINDS = {"AUSBILDUNG": "ausbildung", "PRAKTIKUM_TRAINEE": "praktikum", "SELBSTAENDIGKEIT": "freelance"}
PART_TIME = ("Vormittag", "Nachmittag", "Abend", "Flexibel")
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True})


def fetch(url: str, get: Get, most: int | None = None) -> Document:
    """All pages with all details, or the first `most`; a search of more than 10,000 results stays incomplete."""
    board = Board(url, LISTS[0], _id)
    details = Details(get, lambda row: _detail(url, _id(row)), most)
    total = 0
    for page in range(1, MAX_PAGES + 1):
        feed = opened(get, with_query(url, page=page, size=PAGE))
        rows = rows_of(feed, *LISTS)
        if not feed.lists & set(LISTS) and "maxErgebnisse" not in feed.fields:
            raise Unreadable("a page has no result list")
        new = board.fresh(rows)
        board.write(details.of(new))
        total = max(total, _number(feed.fields.get("maxErgebnisse")))
        if len(rows) < PAGE or details.is_enough or not board.goes_on(rows, new):
            break
    return board.finish(maxErgebnisse=details.declared(total, board))


def _id(row: dict[str, Any]) -> str:
    return values.text_of(row.get("referenznummer")) or values.text_of(row.get("refnr"))


def _detail(url: str, external_id: str) -> str:
    """…/pc/v6/jobs to …/pc/v4/jobdetails/{base64}, whose padding is kept and then escaped."""
    parts = urlsplit(url)
    start = re.sub(r"/v\d+(?:/app)?/jobs/?$", "/v4/jobdetails", parts.path)
    code = quote(base64.b64encode(external_id.encode()).decode(), safe="")
    return parts._replace(path=f"{start}/{code}", query="").geturl()


def _number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else int(values.number_of(value) or 0)


def read(document: Document) -> Items:
    feed, lacking = JsonFeed(document), 0
    for row in feed.items(*LISTS):
        lacking += isinstance(row, dict) and INCOMPLETE in row
        yield _item(row)
    count = sum(feed.counts[name] for name in LISTS)
    if _id(feed.fields):
        count = 1
        yield _item(feed.fields)
    elif not feed.lists & set(LISTS) and (
        "maxErgebnisse" not in feed.fields or feed.fields.keys() & {"endpoints", "messages"}
    ):
        raise Unreadable("no result list")
    if (total := _number(feed.fields.get("maxErgebnisse"))) > count:
        yield Incomplete(f"{count} results, but {total} are declared")
    if lacking:
        yield Incomplete(f"{lacking} details could not be had")
    if doubt := feed.fields.get(INCOMPLETE):
        yield Incomplete(str(doubt))
    if "veroeffentlichtseit" in parse_qs(urlsplit(document.url).query):
        yield Incomplete("only the newest results were asked for")


def _item(row: Any) -> JobPosting | BadItem:
    if not isinstance(row, dict):
        return BadItem("", "item", "not an object")
    if INCOMPLETE in row:
        return BadItem(_id(row), "stellenangebotsBeschreibung", "its detail could not be had", is_broken=False)
    return _job(row)


def _job(job: dict[str, Any]) -> JobPosting | BadItem:
    said = lambda *names: next((found for name in names if (found := values.text_of(job.get(name)))), "")  # noqa: E731
    external_id, title = said("referenznummer", "refnr"), said("stellenangebotsTitel", "titel")
    if not external_id or not title:
        return BadItem(external_id, "stellenangebotsTitel" if external_id else "referenznummer", "missing", title)
    if not (employer := said("firma", "arbeitgeber")):
        return BadItem(external_id, "firma", "no employer", title)
    addresses = _addresses(job)
    address = addresses[0] if addresses else {}
    published = values.object_of(job.get("veroeffentlichungszeitraum"))
    text = values.long_text(job.get("stellenangebotsBeschreibung") or job.get("stellenbeschreibung"))
    words = [KINDS.get(said("stellenangebotsart"), "")]
    words += ["vollzeit"] if job.get("arbeitszeitVollzeit") is True else []
    words += ["teilzeit"] if any(job.get(f"arbeitszeitTeilzeit{part}") is True for part in PART_TIME) else []
    words += ["minijob"] if job.get("istGeringfuegigeBeschaeftigung") is True else []
    words += ["zeitarbeit"] if job.get("istArbeitnehmerUeberlassung") is True else []
    words += ["personalvermittlung"] if job.get("istPrivateArbeitsvermittlung") is True else []
    words += [{"UNBEFRISTET": "unbefristet", "BEFRISTET": "befristet"}.get(said("vertragsdauer"), "")]
    mode = values.work_mode_of(said("homeofficetyp"))
    mode = mode or (WorkMode.HYBRID if job.get("homeofficemoeglich") is True else None)
    return JobPosting(
        external_id=external_id[:300],
        title=title,
        description=_MARKDOWN.render(text) if text and "<p" not in text else text,
        hiring_organization=employer,
        postal_code=_postal(address.get("plz")),
        city=values.text_of(address.get("ort")),
        country=values.text_of(address.get("land")),
        further_locations=[_line(address) for address in addresses[1:]],
        work_mode=mode,
        employment_words=[word for word in words if word],
        category_words=[said("hauptberuf", "beruf")],
        base_salary=_pay(job),
        is_shift_work=job.get("arbeitszeitSchichtNachtWochenende") is True,
        is_for_career_changers=job.get("quereinstiegGeeignet") is True,
        date_posted=read_instant(values.text_of(published.get("von")) or said("aktuelleVeroeffentlichungsdatum")),
        url=PUBLIC_PAGE + quote(external_id),
        apply_url=values.address_of(said("externeURL", "externeUrl")),
    )


def _addresses(job: dict[str, Any]) -> list[dict[str, Any]]:
    if places := values.objects_of(job.get("stellenlokationen")):
        return [values.object_of(part.get("adresse")) or part for part in places]
    old = values.objects_of(job.get("arbeitsorte")) or [values.object_of(job.get("arbeitsort"))]
    return [part for part in old if part]


def _line(address: dict[str, Any]) -> str:
    town = f"{_postal(address.get('plz'))} {values.text_of(address.get('ort'))}".strip()
    return ", ".join(filter(None, (town, values.text_of(address.get("land")))))


def _postal(code: Any) -> str:
    plain = values.text_of(code)
    return plain.zfill(5) if re.fullmatch(r"\d{4,5}", plain) else ""


def _pay(job: dict[str, Any]) -> Salary | None:
    unit = UNITS.get(str(job.get("verguetungsangabe")), "")
    if not unit:
        return None
    fixed = job.get("festgehalt")
    low, high = (fixed, fixed) if fixed else (job.get("gehaltsspanneVon"), job.get("gehaltsspanneBis"))
    return values.salary_of(low, high, unit, is_gross=True)
