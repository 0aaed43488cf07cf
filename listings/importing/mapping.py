"""One declarative mapping for all feeds of flat records: which names mean what. A new dialect adds names, not code."""

import html
import re
from datetime import UTC, datetime, timedelta

from listings.importing import records, values
from listings.importing.document import repaired
from listings.importing.job_posting import BadItem, JobPosting
from listings.importing.records import Record
from listings.normalise.countries import country_code
from listings.normalise.dates import read_instant
from listings.normalise.place_text import is_state

NAMES: dict[str, tuple[str, ...]] = {
    "external_id": ("referencenumber", "referenceid", "partnerjobid", "jobid", "requisitionid", "jobpositionpostingid",
                    "reference", "refnr", "kennung", "stellennummer", "externalid", "id", "@id", "idvalue", "vacancyid", "guid"),
    "title": ("title", "jobtitle", "jobpositiontitledescription", "stellentitel", "stellenbezeichnung", "bezeichnung",
              "titel", "position", "positiontitle", "programtitle", "vacancytitle", "name"),
    "url": ("url", "link", "joblink", "adverturl", "joburl", "detailurl", "stellenurl", "jobpublicationurl",
            "website"),
    "apply_url": ("applyurl", "applicationurl", "bewerbungsurl", "bewerbungslink", "internetwebaddress", "joburl",
                  "url"),
    "company": ("customcompanytitle", "companytitle", "company", "companyname", "hiringorgname", "employer", "firma", "unternehmen", "arbeitgeber",
                "sourcename", "institution", "advertiser"),
    "city": records.CITY,
    "location": ("location", "joblocation", "standort", "arbeitsort", "einsatzort", "office"),
    "region": ("region", "state", "bundesland"),
    "country": records.COUNTRY,
    "postal_code": records.POSTCODE,
    "description": ("encoded", "description", "jobdescription", "beschreibung", "stellenbeschreibung", "objective",
                    "jobadvert", "adverttext", "content", "body", "text", "summary", "introduction"),
    "requirements": ("requirements", "anforderungen", "profil", "profile", "qualifications"),
    "tasks": ("tasks", "aufgaben", "responsibilities"),
    "benefits": ("benefits", "jobbenefits", "weoffer", "wirbieten", "leistungen"),
    "salary": ("salary", "salaryrange", "positionsalary", "jobsalary", "gehalt", "verguetung", "lohn"),
    "salary_low": ("salarylower", "salarymin", "minsalary", "minimumsalary", "salaryfrom", "gehaltvon", "gehaltmin",
                   "salaryfixed", "lowendamount"),
    "salary_high": ("salaryupper", "salarymax", "maxsalary", "maximumsalary", "salaryto", "gehaltbis", "gehaltmax",
                    "salaryfixed", "highendamount"),
    "salary_unit": ("salaryperiod", "salaryunit", "salarytype", "salaryinterval", "salaryfrequency", "payperiod", "jobsalaryunit",
                    "gehaltseinheit"),
    "currency": ("salarycurrency", "jobsalarycurrency", "currency", "currencycode", "waehrung"),
    "remote": ("remotetype", "workplacetypes", "workplacetype", "isremote", "remote", "remotework", "homeoffice"),
    "posted": ("dateposted", "pubdate", "publishdate", "publishon", "publicationdate", "date", "published", "created",
               "createdat", "addeddate", "datum", "veroeffentlicht", "veroeffentlichtam", "updated"),
    "ends": ("expirationdate", "expirydate", "expire", "expiresat", "validthrough", "validuntil", "closingdate",
             "deadline", "gueltigbis", "bewerbungsfrist", "postdetailenddate", "closedate"),
    "status": ("status", "jobstatus", "action"),
    "hours": ("weeklyhours", "wochenstunden", "stundenprowoche"),
}  # fmt: skip
WORDS = {
    "employment": ("jobtype", "jobtypes", "employmenttype", "contracttype", "contracttime", "workinghours", "workingpatterns",
                   "beschaeftigungsart", "arbeitszeit", "vertragsart", "vcontracttype", "worktype",
                   "workhours", "schedule", "workingplan", "temporaryorregular", "commitment"),
    "category": ("category", "categories", "kategorie", "fields", "jobrole", "jobroles", "occupation", "function",
                 "titlecode", "kldb", "berufsfeld", "department", "abteilung"),
}  # fmt: skip
VALUES = {
    "employment": {"f": "full-time", "p": "part-time", "c": "contract", "t": "temporary", "i": "internship",
                   "v": "volunteer"},
    "remote": {"required": "remote", "optional": "hybrid"},
    "status": {"deleted": "deleted", "delete": "deleted", "closed": "closed", "expired": "expired",
               "inactive": "not active", "unpublished": "not published", "draft": "a draft", "archived": "archived"},
}  # fmt: skip
"""Codes of single partners that mean what other feeds say in words."""
_SPLIT = re.compile(r"\s*[,/;|]\s*")
_EXCEL_DAY = datetime(1899, 12, 30, tzinfo=UTC)


def posting_of(record: Record, place: int) -> JobPosting | BadItem:
    """place: where the record stands in its document, the identity of one that has none."""
    first = lambda field: next((found for name in NAMES[field] if (found := values.text_of(record.get(name)))), "")  # noqa: E731
    title = repaired(_untagged(first("title")))
    external_id, url = first("external_id"), first("url")
    if not title:
        return BadItem(external_id or url or f"#{place}", "title", "no title")
    if (reason := VALUES["status"].get(first("status").lower())) or (first("status") == "2" and "action" in record):
        return BadItem(external_id or url, "status", f"{reason or 'deleted'} by its source", title, is_broken=False)
    country, written = first("country"), first("salary")
    description = repaired(_long(record, "description"))
    for heading, field in (("Aufgaben", "tasks"), ("Profil", "requirements"), ("Wir bieten", "benefits")):
        if (more := _long(record, field)) and more not in description:
            description += f"\n\n<h3>{heading}</h3>\n{more}"
    salary = None
    if values.is_euro(first("currency"), country, written):
        salary = values.salary_of(first("salary_low"), first("salary_high"), first("salary_unit"))
    else:
        written = ""
    said = [word for name in WORDS["employment"] for word in _SPLIT.split(values.text_of(record.get(name))) if word]
    employment = [VALUES["employment"].get(word.lower(), word) for word in said]
    if record.get("minijob", "").strip().lower() in {"1", "true", "ja", "yes"}:
        employment.append("minijob")
    remote = first("remote")
    return JobPosting(
        external_id=external_id[:300],
        title=title,
        description=description,
        hiring_organization=repaired(first("company")),
        location=_location(first("location"), first("city") or first("postal_code"), first("region")),
        postal_code=_postal(first("postal_code"), country),
        city=repaired(first("city")),
        country=country,
        further_locations=[line for line in record.get(records.FURTHER, "").split("\n") if line],
        work_mode=values.work_mode_of(VALUES["remote"].get(remote.lower(), remote)),
        employment_words=employment,
        category_words=[found for name in WORDS["category"] if (found := values.text_of(record.get(name)))],
        base_salary=salary,
        salary_text=written,
        currency="EUR",
        weekly_hours=values.number_of(first("hours")),
        date_posted=day_of(first("posted")),
        valid_through=day_of(first("ends"), end_of_day=True),
        url=values.address_of(url),
        apply_url=values.address_of(first("apply_url")),
    )


def _location(stated: str, town: str, region: str) -> str:
    """A region only where nothing else is stated, and never a whole federal state or country."""
    if stated or town or not region or is_state(region) or country_code(region):
        return repaired(stated)
    return repaired(region)


def day_of(text: str, end_of_day: bool = False) -> datetime | None:
    """As dates.read_instant, and the day numbers of spreadsheets."""
    if re.fullmatch(r"[3-6]\d{4}", text):
        return _EXCEL_DAY + timedelta(days=int(text), hours=22 if end_of_day else 0)
    return read_instant(text, end_of_day=end_of_day) if text else None


def _long(record: Record, field: str) -> str:
    found = [record[name] for name in NAMES[field] if record.get(name, "").strip()]
    text = max(found, key=len, default="") if field == "description" else next(iter(found), "")
    return "" if text.strip().lower() in values.DUMMIES else text


def _untagged(title: str) -> str:
    return " ".join(re.sub(r"<[^>]{1,100}>", " ", html.unescape(title)).split())


def _postal(code: str, country: str) -> str:
    """Spreadsheets eat the leading zero of 04109."""
    if re.fullmatch(r"\d{4}", code) and country.strip().lower() in {"", "de", "deu", "germany", "deutschland"}:
        return f"0{code}"
    return code
