"""What the page of a listing draws beside its columns; the same for a preview of one that is not stored."""

from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.safestring import mark_safe

from listings.models import Listing
from listings.normalise.minimum_wage import EXEMPT, monthly_floor
from listings.searching import shift_pay
from listings.vocabulary import ShiftType, full_time_hours

CLOCK_SHIFTS = {ShiftType.EARLY, ShiftType.DAY, ShiftType.LATE, ShiftType.NIGHT, ShiftType.ROTATING}


def drawn(listing: Listing, typed: QueryDict) -> dict[str, Any]:
    """`typed`: the query of the page, which may change what the pay for its shifts is worked out from."""
    hours = full_time_hours(listing.weekly_hours)
    context = {
        "description": mark_safe(listing.description_html),  # noqa: S308 - sanitised on the way in
        "has_clock": listing.work_starts_at or not CLOCK_SHIFTS.isdisjoint(listing.shifts),
        "full_time": hours,
    }
    if EXEMPT.isdisjoint(listing.employment_type):
        context["floor"] = monthly_floor(timezone.localdate(), hours)
    if worked_out := shift_pay.of(listing, typed.dict()):
        context |= {
            "shift_pay": worked_out[0], "shift_form": worked_out[1],
            "is_shift_changed": not typed.keys().isdisjoint(shift_pay.NAMES.values()),
        }  # fmt: skip
    return context
