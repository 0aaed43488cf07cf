"""The answer to somebody who is typing: kept, the town of the postcode, and what the checks say. JSON."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from listings.models import Listing, Person
from listings.submitting import access, building, drafting, editing, form_page, guarding, hints
from listings.submitting.access import person_of
from listings.submitting.forms import ListingForm


@require_POST
def check(request: HttpRequest) -> JsonResponse:
    """What is missing is told only to take back what the page complained about: nobody is done yet."""
    if guarding.is_too_often(request, "check") or request.POST.get(guarding.TRAP):
        return JsonResponse({"saved": False}, status=429)
    try:
        typed = drafting.typed_in(request.POST)
    except drafting.TooLarge:
        return JsonResponse({"saved": False}, status=413)
    form, person = ListingForm(typed), person_of(request)
    form.is_valid()
    listing = building.unsaved(form)
    found = hints.of(form, listing)
    is_edit = "listing" in request.POST
    answer: dict[str, Any] = {
        "place": listing.city, "hints": [{"field": hint.name, **hint.as_dict()} for hint in found], "wrong": list(form.errors),
        "doubles": [] if is_edit else [_described(double) for double in hints.doubles(listing, person)],
        "beside": render_to_string("listings/employers/_beside.html", form_page.beside(listing, found)),
    }  # fmt: skip
    edited = _edited(request.POST["listing"], person) if is_edit else None
    ticket = drafting.read(request.POST.get(drafting.FIELD, ""))
    may_keep = ticket and not drafting.is_blank(typed) and (edited or not is_edit) and _is_open(ticket, edited, person)
    if ticket is None or not may_keep:
        return JsonResponse(answer | {"saved": False})
    drafting.keep(ticket, typed, person=person, listing=edited)
    response = JsonResponse(answer | {"saved": True})
    if not is_edit:
        drafting.remember(response, ticket)
    return response


def _edited(said: str, person: Person | None) -> Listing | None:
    """The listing whose edit is being typed; None for what the person may not edit."""
    if person is None or not said.isdecimal() or len(said) > 18:
        return None
    return access.listings_of(person).filter(pk=int(said), status__in=editing.EDITABLE).first()


def _is_open(ticket: drafting.Ticket, edited: Listing | None, person: Person | None) -> bool:
    """Nothing that was sent, and no draft of something else."""
    stored = ticket.draft()
    if stored is None:
        return True
    is_same = stored.listing_id == (edited.pk if edited else None)
    return is_same and stored.submitted_at is None and drafting.belongs_to(stored, person)


def _described(double: hints.Double) -> dict[str, str]:
    listing = double.listing
    return {
        "title": listing.title, "link": listing.get_absolute_url() if listing.is_live else "",
        "edit": reverse("edit-listing", args=[listing.pk]) if not double.is_imported else "",
    }  # fmt: skip
