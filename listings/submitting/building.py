"""Between the form and a listing, in both directions."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.formats import localize

from listings import lifecycle
from listings.models import Employer, Listing
from listings.normalise import markup
from listings.normalise.evidence import Evidence, Note
from listings.normalise.spelling import fold
from listings.submitting.drafting import Typed, newest_sent
from listings.submitting.forms import SURCHARGES, ListingForm
from listings.vocabulary import Entry, ListingStatus, Origin, SalaryOrigin

TASKS, REQUIREMENTS = "<h3>Deine Aufgaben</h3>", "<h3>Das bringst du mit</h3>"


def employer_named(name: str, *, is_stored: bool = False) -> Employer:
    """Two spellings of one name are one employer; a new one is stored only when asked for."""
    key = (fold(name) or name.lower())[:200]
    found = Employer.objects.defer("logo").filter(name_key=key).first()
    if found is None and is_stored:
        return Employer.objects.get_or_create(name_key=key, defaults={"name": name})[0]
    return found or Employer(name=name or "Dein Unternehmen", name_key=key)


def fill(listing: Listing, form: ListingForm, *, is_stored: bool = False) -> Listing:
    """Writes what the form says, as far as it is valid. Saves nothing, save a new employer when asked to."""
    data, place = form.cleaned_data, form.place
    listing.hiring_organization = employer_named(data.get("company", ""), is_stored=is_stored)
    listing.title = data.get("title", "")
    listing.description_html = described(data.get("description", ""), data.get("requirements", ""))
    listing.description_text = markup.plain_text(listing.description_html)
    listing.place, listing.city = place.place, place.place.name if place.place else ""
    listing.postal_code, listing.latitude, listing.longitude = place.postcode, place.latitude, place.longitude
    listing.shifts = _in_order(data.get("shifts", ()), form, "shifts")
    listing.employment_type = _in_order(data.get("employment_type", ()), form, "employment_type")
    listing.contract = [data["contract"]] if data.get("contract") else []
    listing.work_mode = data.get("work_mode", "")
    listing.entry = [Entry.CAREER_CHANGER.value] if data.get("entry") else []
    levels = form.language_levels()
    listing.languages = list(levels)
    listing.language_levels = {language: level for language, level in levels.items() if level}
    listing.work_starts_at, listing.work_ends_at = data.get("work_starts_at"), data.get("work_ends_at")
    if not (listing.work_starts_at and listing.work_ends_at):
        listing.work_starts_at = listing.work_ends_at = None
    listing.weekly_hours, listing.job_starts_on = data.get("weekly_hours"), data.get("job_starts_on")
    listing.weekends_a_month = int(data["weekends_a_month"]) if data.get("weekends_a_month") else None
    stated = form.salary()
    listing.base_salary_min = data.get("salary_min") if stated else None
    listing.base_salary_max = (data.get("salary_max") or data.get("salary_min")) if stated else None
    listing.base_salary_unit, listing.base_salary_text = (stated.unit, "") if stated else ("", "")
    listing.base_salary_origin = SalaryOrigin.STRUCTURED if stated else SalaryOrigin.ABSENT
    listing.surcharges = form.surcharges()
    listing.apply_url, listing.contact_email = data.get("apply_url", ""), data.get("apply_email", "")
    listing.answer_days = data.get("answer_days")
    listing.valid_through = _end(data.get("valid_through"), listing)
    listing.compare_pay()
    listing.evidence = stated_by_form(listing)
    return listing


def unsaved(form: ListingForm) -> Listing:
    """As it would be stored now, by a form that need not be complete."""
    sender = form.cleaned_data.get("contact_email", "")
    return fill(Listing(status=ListingStatus.UNCONFIRMED, submitter_email=sender), form)


def as_row(listing: Listing) -> Listing:
    """For drawing: one that is not stored looks as if it were published now."""
    if listing.pk is None:
        listing.pk = 0
    listing.published_at = listing.published_at or timezone.now()
    return listing


def described(tasks: str, requirements: str) -> str:
    """Clean HTML; headings only where there are two parts to tell apart."""
    if not requirements.strip():
        return markup.clean_html(tasks)
    return markup.clean_html(f"{TASKS}{markup.clean_html(tasks)}{REQUIREMENTS}{markup.clean_html(requirements)}")


def _in_order(values: Iterable[str], form: ListingForm, name: str) -> list[str]:
    wanted = set(values)
    return [str(value) for value, _ in form.fields[name].choices if value in wanted]  # type: ignore[attr-defined]


def _end(day: Any, listing: Listing) -> datetime:
    """The last second of the German day; without one the end that the listing has, or the usual one."""
    if listing.valid_through and day in {None, timezone.localdate(listing.valid_through)}:
        return listing.valid_through
    if day is None:
        return lifecycle.default_end(timezone.now())
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def stated_by_form(listing: Listing) -> dict[str, dict[str, Note]]:
    """Every choice of the form is the employer's own word."""
    known = Evidence()
    for field in ("shifts", "employment_type", "contract", "entry", "languages"):
        known.add(field, Origin.STRUCTURED, dict.fromkeys(getattr(listing, field), ""))
    for language, level in listing.language_levels.items():
        known.notes["languages"][language]["level"] = level
    if listing.work_mode:
        known.add("work_mode", Origin.STRUCTURED, {listing.work_mode: ""})
    if listing.weekly_hours is not None:
        known.add("weekly_hours", Origin.STRUCTURED, {f"{listing.weekly_hours:.1f}": ""})
    if listing.work_starts_at and listing.work_ends_at:
        hours = f"{listing.work_starts_at:%H:%M}-{listing.work_ends_at:%H:%M}"
        known.add("work_hours", Origin.STRUCTURED, {hours: ""})
    return known.notes


def typed_of(listing: Listing) -> Typed:
    """The form as somebody would have typed this listing."""
    tasks, requirements = _texts_of(listing)
    languages = [code for code in listing.languages if code != "de"]
    values: dict[str, Any] = {
        "company": listing.hiring_organization.name, "contact_email": listing.submitter_email, "title": listing.title,
        "description": tasks, "requirements": requirements, "postal_code": listing.postal_code,
        "work_mode": listing.work_mode, "entry": "on" if listing.entry else "",
        "level_de": listing.language_levels.get("de", ""),
        "work_starts_at": f"{listing.work_starts_at:%H:%M}" if listing.work_starts_at else "",
        "work_ends_at": f"{listing.work_ends_at:%H:%M}" if listing.work_ends_at else "",
        "weekly_hours": _number(listing.weekly_hours), "weekends_a_month": listing.weekends_a_month,
        "contract": next(iter(listing.contract), ""), "job_starts_on": _day(listing.job_starts_on),
        "salary_min": _number(listing.base_salary_min), "salary_max": _number(listing.base_salary_max),
        "salary_unit": listing.base_salary_unit, "apply_email": listing.contact_email, "apply_url": listing.apply_url,
        "answer_days": listing.answer_days,
        "valid_through": _day(timezone.localtime(listing.valid_through)) if listing.valid_through else "",
    }  # fmt: skip
    for number, language in enumerate(languages[:2], 1):
        values |= {f"language_{number}": language, f"level_{number}": listing.language_levels.get(language, "")}
    values |= {f"surcharge_{kind}": _number(listing.surcharges.get(kind)) for kind in SURCHARGES}
    typed = {name: ["" if value is None else str(value)] for name, value in values.items()}
    return typed | {"shifts": list(listing.shifts), "employment_type": list(listing.employment_type)}


def _texts_of(listing: Listing) -> tuple[str, str]:
    """What was typed, unless somebody has changed it since; else what can be read from the stored text."""
    sent = newest_sent(listing)
    if sent:
        tasks, requirements = (sent.typed.get(name, [""])[0] for name in ("description", "requirements"))
        if described(tasks, requirements) == listing.description_html:
            return tasks, requirements
    before, heading, behind = listing.description_html.partition(REQUIREMENTS)
    if not heading:
        return markup.plain_text(before), ""
    return markup.plain_text(before.replace(TASKS, "", 1)), markup.plain_text(behind)


def _number(value: Any) -> str:
    if value is None:
        return ""
    whole = int(value)
    return str(whole) if value == whole else localize(value).rstrip("0")


def _day(day: Any) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
