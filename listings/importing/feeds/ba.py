"""Jobsuche of the Bundesagentur für Arbeit, both vocabularies (v6 and the older one), list pages and details.

Its terms exclude automated use without permission: the source must be switched on by the operator (BA_ALLOWED).
"""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from markdown_it import MarkdownIt

from listings.importing import records, values
from listings.importing.document import Document
from listings.importing.job_posting import BadItem, Incomplete, Items, JobPosting, Unreadable
from listings.normalise.dates import read_instant
from listings.vocabulary import IdTrust, Salary, SourceKind, WorkMode

KIND = SourceKind.PAGED
ID_TRUST = IdTrust.STRONG
PAGE, MAX_PAGES = 100, 100
PUBLIC_PAGE = "https://www.arbeitsagentur.de/jobsuche/jobdetail/"
UNITS = {"STUNDENLOHN": "hour", "MONATSGEHALT": "month", "JAHRESGEHALT": "year"}
KINDS = {"AUSBILDUNG": "ausbildung", "PRAKTIKUM_TRAINEE": "praktikum", "SELBSTAENDIGKEIT": "freelance"}
PART_TIME = ("Vormittag", "Nachmittag", "Abend", "Flexibel")
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True})


def fetch(url: str, get: Callable[[str], bytes]) -> bytes:
    """All pages as one list; stops at the window of 10,000 results, which leaves the run incomplete."""
    parts = urlsplit(url)
    given = dict(parse_qsl(parts.query))
    rows: list[Any] = []
    total = 0
    for page in range(1, MAX_PAGES + 1):
        query = urlencode(given | {"page": str(page), "size": str(PAGE)})
        value = records.json_value(Document(get(parts._replace(query=query).geturl())))
        if not isinstance(value, dict):
            raise Unreadable("a page is no object")
        found = value.get("ergebnisliste") or value.get("stellenangebote") or []
        rows += found
        total = max(total, int(value.get("maxErgebnisse") or 0))
        if len(found) < PAGE:
            break
    return json.dumps({"ergebnisliste": rows, "maxErgebnisse": total}).encode()


def read(document: Document) -> Items:
    value = records.json_value(document)
    if isinstance(value, dict) and (value.get("referenznummer") or value.get("refnr")):
        value = {"ergebnisliste": [value]}
    if not isinstance(value, dict) or "endpoints" in value or "messages" in value:
        raise Unreadable("no result list")
    rows = value.get("ergebnisliste", value.get("stellenangebote"))
    if rows is None and "maxErgebnisse" not in value:
        raise Unreadable("no result list")
    rows = rows or []
    if int(value.get("maxErgebnisse") or 0) > len(rows):
        yield Incomplete(f"{len(rows)} results, but {value['maxErgebnisse']} are declared")
    for row in rows:
        yield _job(row) if isinstance(row, dict) else BadItem("", "item", "not an object")


def _job(job: dict[str, Any]) -> JobPosting | BadItem:
    said = lambda *names: next((found for name in names if (found := values.text_of(job.get(name)))), "")  # noqa: E731
    external_id, title = said("referenznummer", "refnr"), said("stellenangebotsTitel", "titel")
    if not external_id or not title:
        return BadItem(external_id, "stellenangebotsTitel" if external_id else "referenznummer", "missing", title)
    if not (employer := said("firma", "arbeitgeber")):
        return BadItem(external_id, "firma", "no employer", title)
    addresses = _addresses(job)
    address = addresses[0] if addresses else {}
    published = job.get("veroeffentlichungszeitraum") or {}
    text = str(job.get("stellenangebotsBeschreibung") or "")
    words = [KINDS.get(said("stellenangebotsart"), "")]
    words += ["vollzeit"] if job.get("arbeitszeitVollzeit") else []
    words += ["teilzeit"] if any(job.get(f"arbeitszeitTeilzeit{part}") for part in PART_TIME) else []
    words += ["minijob"] if job.get("istGeringfuegigeBeschaeftigung") else []
    words += ["zeitarbeit"] if job.get("istArbeitnehmerUeberlassung") else []
    words += ["personalvermittlung"] if job.get("istPrivateArbeitsvermittlung") else []
    words += [{"UNBEFRISTET": "unbefristet", "BEFRISTET": "befristet"}.get(said("vertragsdauer"), "")]
    mode = values.work_mode_of(said("homeofficetyp"))
    mode = mode or (WorkMode.HYBRID if job.get("homeofficemoeglich") is True else None)
    return JobPosting(
        external_id=external_id,
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
        url=PUBLIC_PAGE + external_id,
        apply_url=said("externeURL", "externeUrl"),
    )


def _addresses(job: dict[str, Any]) -> list[dict[str, Any]]:
    places = job.get("stellenlokationen")
    if isinstance(places, list) and places and isinstance(places[0], dict):
        return [part.get("adresse") or part for part in places if isinstance(part, dict)]
    old = job.get("arbeitsort")
    return [old] if isinstance(old, dict) else []


def _line(address: dict[str, Any]) -> str:
    town = f"{_postal(address.get('plz'))} {values.text_of(address.get('ort'))}".strip()
    return ", ".join(filter(None, (town, values.text_of(address.get("land")))))


def _postal(code: Any) -> str:
    plain = values.text_of(code)
    return plain.zfill(5) if plain.isdigit() else ""


def _pay(job: dict[str, Any]) -> Salary | None:
    unit = UNITS.get(str(job.get("verguetungsangabe")), "")
    if not unit:
        return None
    fixed = job.get("festgehalt")
    low, high = (fixed, fixed) if fixed else (job.get("gehaltsspanneVon"), job.get("gehaltsspanneBis"))
    return values.salary_of(low, high, unit, is_gross=True)
