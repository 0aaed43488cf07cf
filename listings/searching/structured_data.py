"""schema.org JobPosting for one live listing: only what the employer states, never an estimate."""

from typing import Any

from django.conf import settings
from django.utils.formats import number_format

from listings.models import Listing, labels
from listings.vocabulary import Contract, Employment, WorkMode

EMPLOYMENT = {
    Employment.FULL_TIME: "FULL_TIME", Employment.PART_TIME: "PART_TIME", Employment.MINIJOB: "PART_TIME",
    Employment.INTERNSHIP: "INTERN", Employment.FREELANCE: "CONTRACTOR",
}  # fmt: skip


def job_posting(listing: Listing) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": listing.title,
        "description": listing.description_html,
        "identifier": {"@type": "PropertyValue", "name": "Frühdienst", "value": str(listing.pk)},
        "hiringOrganization": {"@type": "Organization", "name": listing.hiring_organization.name},
        "directApply": False,
    }
    if listing.published_at:
        data["datePosted"] = listing.published_at.isoformat()
    if listing.valid_through:
        data["validThrough"] = listing.valid_through.isoformat()
    kinds = {EMPLOYMENT.get(Employment(k), "OTHER") for k in listing.employment_type}
    if Contract.LIMITED in listing.contract:
        kinds.add("TEMPORARY")
    if kinds:
        data["employmentType"] = sorted(kinds)
    if listing.hiring_organization.logo_url:
        data["hiringOrganization"]["logo"] = settings.BASE_URL + listing.hiring_organization.logo_url
    if listing.job_starts_on:
        data["jobStartDate"] = listing.job_starts_on.isoformat()
    if hours := _hours(listing):
        data["workHours"] = hours
    if listing.city:
        address = {"@type": "PostalAddress", "addressLocality": listing.city, "addressCountry": listing.country or "DE"}
        if listing.postal_code:
            address["postalCode"] = listing.postal_code
        data["jobLocation"] = _locations(address, listing)
    if listing.work_mode == WorkMode.REMOTE:
        data["jobLocationType"] = "TELECOMMUTE"
        data["applicantLocationRequirements"] = {"@type": "Country", "name": listing.country or "DE"}
    if listing.base_salary_unit:
        value: dict[str, Any] = {"@type": "QuantitativeValue", "unitText": listing.base_salary_unit.upper()}
        low, high = listing.base_salary_min, listing.base_salary_max
        if low is not None and high is not None and low != high:
            value |= {"minValue": float(low), "maxValue": float(high)}
        else:
            value["value"] = float(low if low is not None else high or 0)
        data["baseSalary"] = {"@type": "MonetaryAmount", "currency": "EUR", "value": value}
    return data


def _hours(listing: Listing) -> str:
    """As the page says it: "38,5 Stunden pro Woche, Früh, zwischen 7:00 und 15:30 Uhr"."""
    parts = [f"{number_format(listing.weekly_hours.normalize(), use_l10n=True)} Stunden pro Woche"] if listing.weekly_hours else []  # fmt: skip
    parts += [str(labels.SHIFTS[shift]) for shift in listing.shifts if shift in labels.SHIFTS]
    if listing.work_starts_at and listing.work_ends_at:
        starts, ends = (f"{clock.hour}:{clock:%M}" for clock in (listing.work_starts_at, listing.work_ends_at))
        parts.append(f"zwischen {starts} und {ends} Uhr")
    return ", ".join(parts)


def _locations(address: dict[str, Any], listing: Listing) -> dict[str, Any] | list[dict[str, Any]]:
    more = [
        {"@type": "PostalAddress", "addressLocality": place.name, "addressCountry": "DE"}
        for place in listing.other_places
    ]
    found = [{"@type": "Place", "address": one} for one in (address, *more)]
    return found if more else found[0]
