"""The answer to somebody who is typing: kept, the town of the postcode, and what the checks say. JSON."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from listings.submitting import building, drafting, guarding, hints
from listings.submitting.access import person_of
from listings.submitting.forms import ListingForm


@require_POST
def check(request: HttpRequest) -> JsonResponse:
    """Says nothing about what is missing: nobody is done yet."""
    if guarding.is_too_often(request, "check") or request.POST.get(guarding.TRAP):
        return JsonResponse({"saved": False}, status=429)
    try:
        typed = drafting.typed_in(request.POST)
    except drafting.TooLarge:
        return JsonResponse({"saved": False}, status=413)
    form, person = ListingForm(typed), person_of(request)
    form.is_valid()
    listing = building.unsaved(form)
    found = [{"field": hint.name, **hint.as_dict()} for hint in hints.of(form, listing)]
    is_edit = "listing" in request.POST
    answer: dict[str, Any] = {
        "saved": False, "place": listing.city, "hints": found,
        "doubles": [] if is_edit else [_described(double) for double in hints.doubles(listing, person)],
    }  # fmt: skip
    ticket = drafting.read(request.POST.get(drafting.FIELD, ""))
    stored = ticket.draft() if ticket else None
    is_ours = stored is None or (stored.submitted_at is None and stored.listing_id is None and drafting.belongs_to(stored, person))  # fmt: skip
    if ticket is None or is_edit or not is_ours or drafting.is_blank(typed):
        return JsonResponse(answer)
    drafting.keep(ticket, typed, person=person)
    response = JsonResponse(answer | {"saved": True})
    drafting.remember(response, ticket)
    return response


def _described(double: hints.Double) -> dict[str, str]:
    listing = double.listing
    return {
        "title": listing.title, "link": listing.get_absolute_url() if listing.is_live else "",
        "edit": reverse("edit-listing", args=[listing.pk]) if not double.is_imported else "",
    }  # fmt: skip
