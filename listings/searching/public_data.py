"""One live listing in plain values, as other programs may read it: what its page shows, in the names of schema.org.

Contact addresses are not among them.
"""

from typing import Any

from django.conf import settings

from listings.models import Listing


def public_data(listing: Listing) -> dict[str, Any]:
    """Money in euros gross, days and moments as ISO 8601, distance in kilometres; None where the advertisement says nothing."""
    employer = listing.hiring_organization
    return {
        "id": listing.pk,
        "url": settings.BASE_URL + listing.get_absolute_url(),
        "title": listing.title,
        "hiring_organization": {
            "name": employer.name,
            "url": settings.BASE_URL + employer.get_absolute_url() if employer.slug else None,
            "kind": listing.kind_of_employer or None,
        },
        "city": listing.city or None,
        "postal_code": listing.postal_code or None,
        "country": listing.country,
        "place": listing.place.slug if listing.place else None,
        "lat": listing.latitude,
        "lon": listing.longitude,
        "distance_km": _rounded(getattr(listing, "distance", None)),
        "shifts": list(listing.shifts),
        "work_starts_at": _clock(listing.work_starts_at),
        "work_ends_at": _clock(listing.work_ends_at),
        "weekly_hours": _number(listing.weekly_hours),
        "employment_type": list(listing.employment_type),
        "contract": list(listing.contract),
        "work_mode": listing.work_mode or None,
        "sector": listing.sector or None,
        "languages": list(listing.languages),
        "entry": list(listing.entry),
        "base_salary": _stated_pay(listing),
        "salary_month": _comparable_pay(listing),
        "job_starts_on": listing.job_starts_on.isoformat() if listing.job_starts_on else None,
        "date_posted": listing.published_at.isoformat() if listing.published_at else None,
        "valid_through": listing.valid_through.isoformat() if listing.valid_through else None,
    }


def _stated_pay(listing: Listing) -> dict[str, Any] | None:
    if not listing.base_salary_unit:
        return None
    return {
        "min": _number(listing.base_salary_min), "max": _number(listing.base_salary_max),
        "unit": listing.base_salary_unit, "origin": listing.base_salary_origin,
    }  # fmt: skip


def _comparable_pay(listing: Listing) -> dict[str, int] | None:
    low, high = listing.salary_month_min, listing.salary_month_max
    return None if low is None or high is None else {"min": low, "max": high}


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _clock(value: Any) -> str | None:
    return f"{value:%H:%M}" if value else None
