"""A JobPosting to the fields of a Listing: structured fields first, German text second, never a guess."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass, replace
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone

from listings.importing import decisions
from listings.importing.decisions import Decisions
from listings.importing.job_posting import BadItem, JobPosting
from listings.importing.stated import find_stated
from listings.importing.values import EURO_COUNTRIES
from listings.models import Place, Source
from listings.models.place import PlaceAnswer
from listings.normalise import employment, field_of_work, markup, minimum_wage, salary, surcharge, title, wording
from listings.normalise.countries import country_code
from listings.normalise.field_of_work import Answer
from listings.normalise.place_text import read_place
from listings.vocabulary import EmployerKind, Employment, ListingStatus, Origin, Salary, SalaryOrigin, Scope, Sector

MAX_FURTHER = 50


def _rules_digest() -> str:
    """Of the text rules themselves: when they change, every item is read anew."""
    here = Path(__file__).resolve()
    files = [here, *sorted((here.parents[1] / "normalise").glob("*.py"))]
    return hashlib.blake2b(b"".join(file.read_bytes() for file in files), digest_size=12).hexdigest()


RULES = _rules_digest()


def rules_of(source: Source) -> str:
    """Digest of all that decides how an item of this source is read: rules, settings, decisions, the law of the day."""
    day = timezone.localdate()
    law = [minimum_wage.minimum_wage(day, is_agency=is_agency) for is_agency in (False, True)]
    settings = (source.scope, source.countries, source.employer_name)
    said = repr((RULES, law, settings, decisions.digest(source)))
    return hashlib.blake2b(said.encode(), digest_size=12).hexdigest()


def raw_hash(job: JobPosting, rules: str) -> str:
    """Equal for an item that says the same as last time, to the same rules."""
    return hashlib.blake2b(repr((rules, astuple(job))).encode(), digest_size=12).hexdigest()


class Places:
    """Remembers answers for one run, so that a hundred items of one town cost one look-up."""

    def __init__(self) -> None:
        self._answers: dict[str, PlaceAnswer] = {}
        self._decisions: dict[int | None, Decisions] = {}

    def find(self, typed: str) -> PlaceAnswer:
        if typed not in self._answers:
            self._answers[typed] = Place.objects.find(typed)
        return self._answers[typed]

    def decisions(self, source: Source) -> Decisions:
        if source.pk not in self._decisions:
            self._decisions[source.pk] = Decisions.of(source)
        return self._decisions[source.pk]


@dataclass(frozen=True)
class Reading:
    employer: str
    fields: dict[str, Any]
    is_held: bool


def read(job: JobPosting, source: Source, places: Places, now: datetime) -> Reading | BadItem:
    """Raises nothing for bad content: what cannot be used comes back with field and reason."""
    name = title.clean_title(job.title)
    bad = lambda field, reason: BadItem(job.external_id, field, reason, name[:300])  # noqa: E731
    if not name or len(name) > 200:
        return bad("title", "the title is empty or longer than 200 characters")
    description = markup.clean_html(job.description)
    text = markup.plain_text(description)
    unwanted = lambda field, reason: BadItem(job.external_id, field, reason, name[:300], is_broken=False)  # noqa: E731
    if employment.is_volunteer(name, job.employment_words):
        return unwanted("employment_type", "volunteer work is no employment")
    held = "" if text else "no description"
    if title.is_placeholder(name):
        held = "placeholder for unsolicited applications"
    decided = places.decisions(source)
    if source.scope == Scope.CUSTOMER_SERVICE:
        belongs = decided.belongs(name)
        if belongs is False:
            return unwanted("title", "a moderator decided that this title does not belong here")
        verdict = None if belongs else field_of_work.judge(name, text, job.category_words)
        if verdict and verdict.answer is Answer.NO:
            return unwanted("title", verdict.reason)
        if verdict and verdict.answer is Answer.DOUBT:
            held = held or verdict.reason
    located, is_remote = _locate(job, places)
    wanted = {part.strip().upper() for part in source.countries.split(",")}
    if "ANY" not in wanted:
        if located["country"] and located["country"] not in wanted:
            return unwanted("job_location", f"the country {located['country']} is not wanted from this source")
        if located["place"] is None and located["city"]:
            reason = f"unknown or ambiguous place {located['city'][:80]!r}"
            return BadItem(job.external_id, "job_location", reason, name[:300], is_broken=False, is_known_place=False)
    employer = " ".join(job.hiring_organization.split())[:200] or source.employer_name
    has_place = located["place"] is not None
    known, hours = find_stated(job, name, text, employer, is_remote=is_remote, has_place=has_place)
    extra = surcharge.find_surcharges(name, text)
    known.add("surcharges", Origin.TEXT, {kind: words for kind, (_, words) in extra.items()})
    kinds = {Employment(kind) for kind in known.values("employment_type")}
    chosen = decided.kind_of(employer)
    if chosen:
        known.notes.pop("employer_kind", None)
    starts, ends = next((slot.split("-") for slot in known.values("work_hours")), (None, None))
    fields = {
        "status": ListingStatus.HELD if held else ListingStatus.PUBLISHED,
        "status_reason": held,
        "title": name,
        "description_html": description,
        "description_text": text[:50_000],
        "shifts": known.values("shifts"),
        "employment_type": known.values("employment_type"),
        "contract": known.values("contract"),
        "work_mode": next(iter(known.values("work_mode")), ""),
        "sector": next(iter(known.values("sector")), str(Sector.OTHER)),
        "languages": known.values("languages"),
        "entry": known.values("entry"),
        "weekly_hours": next((Decimal(hour) for hour in known.values("weekly_hours")), None),
        "work_starts_at": time.fromisoformat(starts) if starts else None,
        "work_ends_at": time.fromisoformat(ends) if ends else None,
        "employer_kind": chosen or next(iter(known.values("employer_kind")), str(EmployerKind.DIRECT)),
        "surcharges": {kind: percent for kind, (percent, _) in extra.items()},
        "evidence": known.notes,
        "apply_url": next((url for url in (job.apply_url, job.url) if re.match(r"https?://[^\s]+$", url)), "")[:1000],
        "date_posted": job.date_posted if job.date_posted and job.date_posted <= now else None,
        "valid_through": job.valid_through,
        **located,
        **_pay(job, name, text, located["country"], hours, kinds),
    }
    findings = wording.findings_of(fields, employer=employer, today=timezone.localdate(now), hours=hours)
    if source.url and urlsplit(fields["apply_url"]).netloc == urlsplit(source.url).netloc:  # operators chose that host
        findings = [found for found in findings if found.words != fields["apply_url"]]
    fields["findings"] = wording.as_stored(findings)
    if not held and (reason := wording.hold_reason(findings)):
        held = fields["status_reason"] = reason
        fields["status"] = ListingStatus.HELD
    return Reading(employer, fields, bool(held))


def _pay(
    job: JobPosting, name: str, text: str, country: str, hours: float | None, kinds: Iterable[Employment]
) -> dict[str, Any]:
    """The feed's own figures, else its pay as text, else the text of the advertisement; never added up."""
    if job.base_salary is not None and job.currency == "EUR":
        return stored_pay(job.base_salary, SalaryOrigin.STRUCTURED, hours, kinds)
    if job.salary_text and (stated := salary.read_salary("", f"Gehalt: {job.salary_text}")):
        return stored_pay(replace(stated, text=job.salary_text), SalaryOrigin.STRUCTURED, hours, kinds)
    found = salary.read_salary(name, text) if country in EURO_COUNTRIES else None
    return stored_pay(found, SalaryOrigin.TEXT, hours, kinds)


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


def _locate(job: JobPosting, places: Places) -> tuple[dict[str, Any], bool]:
    """The columns of the place, and whether the feed's place speaks of working from home."""
    spoken = read_place(job.city or job.location)
    country = (country_code(job.country) if job.country else None) or spoken.country or ""
    postal = job.postal_code if re.fullmatch(r"\d{5}", job.postal_code) else spoken.postal_code or ""
    answer = PlaceAnswer()
    stated = list(spoken.places)
    if country in {"", "DE"}:
        if postal and (answer := places.find(postal)).place:
            stated = stated[1:]  # the postcode decides where the first one is
        while not answer.place and stated:
            answer = _first_known(stated.pop(0), places)
    place = answer.place
    located = {
        "place": place,
        "further_places": _further(job.further_locations, stated, place, places) if place else [],
        "city": (spoken.names[0] if spoken.names else place.name if place else "")[:120],
        "postal_code": (postal or answer.postcode) if country in {"", "DE"} else job.postal_code[:10],
        "country": "DE" if place else country,
        "latitude": answer.latitude if place else None,
        "longitude": answer.longitude if place else None,
    }
    return located, spoken.is_remote


def _first_known(names: Iterable[str], places: Places) -> PlaceAnswer:
    return next((answer for name in names if (answer := places.find(name)).place), PlaceAnswer())


def _further(lines: list[str], stated: list[tuple[str, ...]], first: Place, places: Places) -> list[int]:
    """Municipalities beside the first one, from the same line and from further ones; those unknown are left out."""
    found = [_first_known(names, places).place for names in stated]
    for line in lines[:MAX_FURTHER]:
        spoken = read_place(line)
        if spoken.country in {None, "DE"}:
            at_code = places.find(spoken.postal_code).place if spoken.postal_code else None
            found.append(at_code or _first_known(spoken.names, places).place)
    return sorted({place.pk for place in found if place and place != first})[:MAX_FURTHER]
