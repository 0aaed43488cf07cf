"""The closed values an item states: its own fields first, its text second, each with the words it was read from."""

from decimal import Decimal

from listings.importing.job_posting import JobPosting
from listings.normalise import (
    contract,
    employer_kind,
    employment,
    entry,
    language,
    sector,
    shift,
    weekly_hours,
    work_mode,
)
from listings.normalise.evidence import Evidence
from listings.normalise.shift_hours import find_work_hours
from listings.vocabulary import Contract, EmployerKind, Employment, Entry, Origin, Sector, ShiftType, WorkMode

REFINES = frozenset({Employment.MINIJOB, Employment.WORKING_STUDENT})
"""Kinds of part-time work that feeds have no word for."""
MOST_HOURS = 80
"""More hours a week are a slip of the feed."""


def find_stated(
    job: JobPosting, title: str, text: str, employer: str, *, is_remote: bool, has_place: bool
) -> tuple[Evidence, float | None]:
    """All evidence, and the weekly hours by which pay is compared: none when the advertisement states a range."""
    known = Evidence()
    _employment(known, job, title, text)
    if job.work_mode:
        known.add("work_mode", Origin.STRUCTURED, {job.work_mode: ""})
    elif mode := work_mode.find_work_mode(title, text):
        known.add("work_mode", Origin.TEXT, dict([mode]))
    elif is_remote:
        mode_of_place = WorkMode.HYBRID if has_place else WorkMode.REMOTE
        known.add("work_mode", Origin.STRUCTURED, {mode_of_place: job.city or job.location})
    known.add("shifts", Origin.TEXT, shift.find_shifts(title, text))
    if job.is_shift_work and not known.values("shifts"):
        known.add("shifts", Origin.STRUCTURED, {ShiftType.ROTATING: ""})
    if times := find_work_hours(title, text):
        (start, end), words = times
        known.add("work_hours", Origin.TEXT, {f"{start:%H:%M}-{end:%H:%M}": words})
    spoken = language.read_languages(title, text)
    known.add("languages", Origin.TEXT, spoken.words)
    for code, level in spoken.levels.items():
        known.notes["languages"][code]["level"] = level
    if job.is_for_career_changers:
        known.add("entry", Origin.STRUCTURED, {Entry.CAREER_CHANGER: ""})
    elif welcome := entry.find_entry(title, text):
        known.add("entry", Origin.TEXT, {Entry.CAREER_CHANGER: welcome})
    trade, words = sector.find_sector(title, text, employer)
    if trade is not Sector.OTHER:
        known.add("sector", Origin.TEXT, {trade: words})
    _employer_kind(known, job, title, text, employer)
    return known, _hours(known, job, title, text)


def _employer_kind(known: Evidence, job: JobPosting, title: str, text: str, employer: str) -> None:
    contracts = known.notes.get("contract", {})
    if contracts.get(Contract.AGENCY, {}).get("origin") == Origin.STRUCTURED:
        known.add("employer_kind", Origin.STRUCTURED, {EmployerKind.STAFFING: contracts[Contract.AGENCY]["words"]})
    elif finder := next((word for word in job.employment_words if "vermittlung" in word.lower()), ""):
        known.add("employer_kind", Origin.STRUCTURED, {EmployerKind.RECRUITER: finder})
    else:
        words_of = {Contract(kind): note["words"] for kind, note in contracts.items()}
        kind, words = employer_kind.find_employer_kind(title, text, employer, words_of)
        if kind is not EmployerKind.DIRECT:
            known.add("employer_kind", Origin.TEXT, {kind: words})


def _employment(known: Evidence, job: JobPosting, title: str, text: str) -> None:
    """Forms of the feed stand; the title adds to them, the text only where the feed has no word for it."""
    forms, contracts = employment.find_employment_of_words(job.employment_words)
    known.add("employment_type", Origin.STRUCTURED, forms)
    said = employment.find_employment(title, text)
    if forms:
        refined = {form: words for form, words in said.items() if form in REFINES and Employment.PART_TIME in forms}
        said = employment.find_employment(title, "") | refined
    known.add("employment_type", Origin.TEXT, said)
    known.add("contract", Origin.STRUCTURED, contracts)
    known.add("contract", Origin.TEXT, contract.find_contract(title, text))


def _hours(known: Evidence, job: JobPosting, title: str, text: str) -> float | None:
    low, high, words = weekly_hours.find_weekly_hours(title, text)
    if job.weekly_hours and job.weekly_hours <= MOST_HOURS:
        known.add("weekly_hours", Origin.STRUCTURED, {_one_place(job.weekly_hours): ""})
        return job.weekly_hours
    if high is not None:
        known.add("weekly_hours", Origin.TEXT, {_one_place(high): words})
    return high if low == high else None


def _one_place(hours: float) -> str:
    return str(Decimal(str(hours)).quantize(Decimal("0.1")))
