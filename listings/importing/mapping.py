"""One declarative mapping for all feeds of flat records: which names mean what. A new dialect adds names, not code."""

import html
import re
from datetime import UTC, datetime, timedelta

from listings.importing import values
from listings.importing.document import repaired
from listings.importing.job_posting import BadItem, JobPosting
from listings.importing.records import Record
from listings.normalise.dates import read_instant

NAMES: dict[str, tuple[str, ...]] = {
    "external_id": ("referencenumber", "referenceid", "partnerjobid", "jobid", "requisitionid", "jobpositionpostingid",
                    "reference", "refnr", "kennung", "stellennummer", "id", "@id", "vacancyid", "guid"),
    "title": ("title", "jobtitle", "jobpositiontitledescription", "stellentitel", "stellenbezeichnung", "bezeichnung",
              "titel", "position", "positiontitle", "programtitle", "vacancytitle", "name"),
    "url": ("url", "link", "joblink", "adverturl", "joburl", "detailurl", "stellenurl", "website"),
    "apply_url": ("applyurl", "applicationurl", "bewerbungsurl", "bewerbungslink", "joburl", "url"),
    "company": ("company", "companyname", "hiringorgname", "employer", "firma", "unternehmen", "arbeitgeber",
                "sourcename", "institution", "advertiser"),
    "city": ("city", "ort", "stadt", "town", "municipality"),
    "location": ("location", "joblocation", "standort", "arbeitsort", "einsatzort", "office", "region"),
    "country": ("country", "land", "countrycode"),
    "postal_code": ("postalcode", "zipcode", "zip", "plz", "postleitzahl", "postcode"),
    "description": ("encoded", "description", "jobdescription", "beschreibung", "stellenbeschreibung", "objective",
                    "jobadvert", "adverttext", "content", "body", "text", "summary"),
    "requirements": ("requirements", "anforderungen", "profil", "qualifications"),
    "tasks": ("tasks", "aufgaben", "responsibilities"),
    "salary": ("salary", "salaryrange", "positionsalary", "gehalt", "verguetung", "lohn"),
    "salary_low": ("salarylower", "salarymin", "minsalary", "gehaltvon", "gehaltmin"),
    "salary_high": ("salaryupper", "salarymax", "maxsalary", "gehaltbis", "gehaltmax"),
    "salary_unit": ("salaryperiod", "salaryunit", "salarytype", "payperiod", "gehaltseinheit"),
    "currency": ("salarycurrency", "currency", "waehrung"),
    "remote": ("remotetype", "workplacetypes", "workplacetype", "isremote", "remote", "homeoffice"),
    "posted": ("dateposted", "pubdate", "publishdate", "publishon", "publicationdate", "date", "published", "created",
               "createdat", "addeddate", "datum", "veroeffentlicht", "veroeffentlichtam", "updated"),
    "ends": ("expirationdate", "expirydate", "expire", "expiresat", "validthrough", "validuntil", "closingdate",
             "deadline", "gueltigbis", "bewerbungsfrist"),
    "hours": ("weeklyhours", "wochenstunden", "stundenprowoche"),
}  # fmt: skip
WORDS = {
    "employment": ("jobtype", "jobtypes", "employmenttype", "contracttype", "workinghours", "workingpatterns",
                   "beschaeftigungsart", "arbeitszeit", "vertragsart", "vcontracttype", "worktype"),
    "category": ("category", "categories", "kategorie", "fields", "jobrole", "jobroles", "occupation", "function",
                 "titlecode", "kldb", "berufsfeld", "department", "abteilung"),
}  # fmt: skip
_SPLIT = re.compile(r"\s*[,/;|]\s*")
_EXCEL_DAY = datetime(1899, 12, 30, tzinfo=UTC)


def posting_of(record: Record, place: int) -> JobPosting | BadItem:
    """place: where the record stands in its document, the identity of one that has none."""
    first = lambda field: next((found for name in NAMES[field] if (found := values.text_of(record.get(name)))), "")  # noqa: E731
    title = repaired(_untagged(first("title")))
    external_id, url = first("external_id"), first("url")
    if not title:
        return BadItem(external_id or url or f"#{place}", "title", "no title")
    country, written = first("country"), first("salary")
    description = repaired(_long(record, "description"))
    for heading, field in (("Aufgaben", "tasks"), ("Profil", "requirements")):
        if (more := _long(record, field)) and more not in description:
            description += f"\n\n<h3>{heading}</h3>\n{more}"
    salary = None
    if values.is_euro(first("currency"), country, written):
        salary = values.salary_of(first("salary_low"), first("salary_high"), first("salary_unit"))
    else:
        written = ""
    employment = [
        word for name in WORDS["employment"] for word in _SPLIT.split(values.text_of(record.get(name))) if word
    ]
    return JobPosting(
        external_id=external_id[:300],
        title=title,
        description=description,
        hiring_organization=repaired(first("company")),
        location=repaired(first("location")),
        postal_code=_postal(first("postal_code"), country),
        city=repaired(first("city")),
        country=country,
        work_mode=values.work_mode_of(first("remote")),
        employment_words=employment,
        category_words=[found for name in WORDS["category"] if (found := values.text_of(record.get(name)))],
        base_salary=salary,
        salary_text=written,
        currency="EUR",
        weekly_hours=values.number_of(first("hours")),
        date_posted=day_of(first("posted")),
        valid_through=day_of(first("ends"), end_of_day=True),
        url=_address(url),
        apply_url=_address(first("apply_url")),
    )


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


def _address(url: str) -> str:
    if re.match(r"www\.|[\w-]+\.(?:de|com|org|net|eu)(?:/|$)", url):
        return f"https://{url}"
    return url if re.match(r"https?://\S+$", url) else ""
