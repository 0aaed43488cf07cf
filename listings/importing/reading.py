"""A JobPosting to the fields of a Listing: structured fields first, German text second, never a guess."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from listings.importing.job_posting import BadItem, JobPosting
from listings.models import Place, Source
from listings.models.place import PlaceAnswer
from listings.normalise import employment, field_of_work, language, markup, salary, sector, shift, title, work_mode
from listings.normalise.field_of_work import Answer
from listings.normalise.shift_hours import read_work_hours
from listings.vocabulary import Contract, Employment, Entry, ListingStatus, Salary, SalaryOrigin, Scope, WorkMode

COUNTRIES = {
    "de": "DE", "deu": "DE", "germany": "DE", "deutschland": "DE", "at": "AT", "austria": "AT", "österreich": "AT",
    "ch": "CH", "switzerland": "CH", "schweiz": "CH", "gb": "GB", "uk": "GB", "united kingdom": "GB",
    "us": "US", "usa": "US", "united states": "US", "fr": "FR", "france": "FR", "frankreich": "FR",
    "nl": "NL", "netherlands": "NL", "niederlande": "NL", "pl": "PL", "poland": "PL", "polen": "PL",
    "es": "ES", "spain": "ES", "it": "IT", "italy": "IT", "pt": "PT", "portugal": "PT", "be": "BE", "belgium": "BE",
    "ie": "IE", "ireland": "IE", "se": "SE", "sweden": "SE", "dk": "DK", "ca": "CA", "canada": "CA",
}  # fmt: skip
REFINES = {Employment.MINIJOB, Employment.WORKING_STUDENT}
"""Kinds of part-time work that feeds have no word for."""
_NO_PLACE = re.compile(r"\b(remote|home-?office|bundesweit|deutschlandweit|nationwide)\b", re.I)


class Places:
    """Remembers answers for one run, so that a hundred items of one town cost one look-up."""

    def __init__(self) -> None:
        self._answers: dict[str, PlaceAnswer] = {}

    def find(self, typed: str) -> PlaceAnswer:
        if typed not in self._answers:
            self._answers[typed] = Place.objects.find(typed)
        return self._answers[typed]


@dataclass(frozen=True)
class Reading:
    employer: str
    fields: dict[str, Any]
    is_held: bool


def country_code(text: str) -> str:
    """ISO code, or the text itself in capitals when it is unknown."""
    return COUNTRIES.get(text.strip().lower(), text.strip()[:2].upper())


def read(job: JobPosting, source: Source, places: Places, now: datetime) -> Reading | BadItem:
    """Raises nothing for bad content: what cannot be used comes back with field and reason."""
    name = title.clean_title(job.title)
    bad = lambda field, reason: BadItem(job.external_id, field, reason, name[:300])  # noqa: E731
    if not name or len(name) > 200:
        return bad("title", "the title is empty or longer than 200 characters")
    description = markup.clean_html(job.description)
    text = markup.plain_text(description)
    if any(re.search(r"volunteer|ehrenamt", word, re.I) for word in job.employment_words):
        return bad("employment_type", "volunteer work is no employment")
    held = "" if text else "no description"
    if title.is_placeholder(name):
        held = "placeholder for unsolicited applications"
    if source.scope == Scope.CUSTOMER_SERVICE:
        verdict = field_of_work.judge(name, text, job.category_words)
        if verdict.answer is Answer.NO:
            return bad("title", verdict.reason)
        if verdict.answer is Answer.DOUBT:
            held = held or verdict.reason
    located = _locate(job, places)
    wanted = {part.strip().upper() for part in source.countries.split(",")}
    if "ANY" not in wanted:
        if located["country"] and located["country"] not in wanted:
            return bad("job_location", f"the country {located['country']} is not wanted from this source")
        if located["place"] is None and located["city"]:
            return bad("job_location", f"unknown place {located['city'][:80]!r}")
    mode = work_mode.read_work_mode(name, text)
    if job.is_remote or _NO_PLACE.search(job.location + " " + job.city):
        mode = WorkMode.REMOTE if job.is_remote or located["place"] is None else WorkMode.HYBRID
    kinds, contracts = employment.employment_of_words(job.employment_words)
    said = employment.read_employment(name, text)
    if not kinds:
        kinds = said
    else:
        kinds |= employment.read_employment(name, "") | (said & REFINES if Employment.PART_TIME in kinds else set())
    contracts |= employment.read_contract(name, text)
    low, high = employment.read_weekly_hours(name, text)
    spoken = language.read_languages(name, text)
    shifts = sorted(shift.read_shifts(name, text))
    starts, ends = read_work_hours(name, text) or (None, None)
    employer = " ".join(job.hiring_organization.split())[:200] or source.employer_name
    fields = {
        "status": ListingStatus.HELD if held else ListingStatus.PUBLISHED,
        "status_reason": held,
        "title": name,
        "description_html": description,
        "description_text": text[:50_000],
        "shifts": shifts,
        "employment_type": sorted(kinds),
        "contract": sorted(contracts),
        "work_mode": mode or "",
        "sector": sector.read_sector(name, text, employer),
        "languages": sorted(spoken.asked | spoken.optional),
        "entry": [Entry.CAREER_CHANGER] if employment.read_entry(name, text) else [],
        "weekly_hours": Decimal(str(high)) if high is not None else None,
        "work_starts_at": starts,
        "work_ends_at": ends,
        "apply_url": job.url if re.match(r"https?://[^\s]+$", job.url) else "",
        "date_posted": job.date_posted if job.date_posted and job.date_posted <= now else None,
        "valid_through": job.valid_through,
        **located,
        **pay_fields(job, name, text, high if low == high else None, kinds, contracts),
    }
    return Reading(employer, fields, bool(held))


def pay_fields(
    job: JobPosting,
    name: str,
    text: str,
    hours: float | None,
    kinds: Iterable[Employment],
    contracts: Iterable[Contract],
) -> dict[str, Any]:
    stated, origin = job.base_salary, SalaryOrigin.STRUCTURED
    if stated is not None and job.currency != "EUR":
        stated = None
    if stated is None:
        stated, origin = salary.read_salary(name, text), SalaryOrigin.TEXT
    return stored_pay(stated, origin, hours, kinds)


def stored_pay(
    stated: Salary | None, origin: SalaryOrigin, hours: float | None, kinds: Iterable[Employment]
) -> dict[str, Any]:
    """Pay as stated and as comparable monthly full-time gross, as a Listing stores both."""
    low, high = salary.comparable_month(stated, hours, set(kinds)) if stated else (None, None)
    low, high = (high if low is None else low), (low if high is None else high)  # one end counts as that value
    as_decimal = lambda end: None if end is None else Decimal(str(end))  # noqa: E731
    return {
        "base_salary_min": as_decimal(stated.minimum) if stated else None,
        "base_salary_max": as_decimal(stated.maximum) if stated else None,
        "base_salary_unit": stated.unit if stated else "",
        "base_salary_origin": origin if stated else SalaryOrigin.ABSENT,
        "base_salary_text": stated.text[:300] if stated else "",
        "salary_month_min": low,
        "salary_month_max": high,
    }


def _locate(job: JobPosting, places: Places) -> dict[str, Any]:
    parts = [job.city] if job.city else re.split(r"\s*(?:/|;|\||•|\boder\b|\bor\b)\s*", job.location)
    stated = [part.strip() for part in parts if part.strip() and not _NO_PLACE.fullmatch(part.strip())]
    country = country_code(job.country) if job.country else ""
    names = [
        re.sub(r",\s*(germany|deutschland)$|^D-|^Raum |^Großraum |^Region ", "", part, flags=re.I) for part in stated
    ]
    postal = job.postal_code if re.fullmatch(r"\d{5}", job.postal_code) else ""
    if names and (led := re.match(r"(\d{5})\s+(?=\D)", names[0])):
        postal, names[0] = postal or led[1], names[0][led.end() :]
    answer = PlaceAnswer()
    if country in {"", "DE"}:
        for typed in ([postal] if postal else []) + names:
            if (answer := places.find(typed)).place:
                break
    if not country and names:
        country = COUNTRIES.get(names[0].rpartition(",")[2].strip().lower(), "")
    place = answer.place
    return {
        "place": place,
        "city": (names[0] if names else place.name if place else "")[:120],
        "postal_code": postal or answer.postcode,
        "country": "DE" if place else country or "",
        "latitude": answer.latitude if place else None,
        "longitude": answer.longitude if place else None,
    }
