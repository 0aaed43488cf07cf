"""Pages of the employers' desk, and what its buttons do. Whoever may not change a listing gets 404, as if it were none."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from listings import duplicates, lifecycle
from listings.models import Draft, Listing, Membership, PendingEdit, Person
from listings.submitting import access, building, desk, drafting, editing, submission
from listings.vocabulary import ListingStatus, Outcome

PAGE_SIZE = 25
TOO_LATE = "„{}“ ist schon abgelaufen. Verlänger sie, dann ist sie wieder online."


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Wie ging es aus?"), widget=forms.RadioSelect, error_messages={"required": _("Wähl eine Antwort aus.")},
        choices=[(Outcome.FILLED_HERE, _("Besetzt, über Frühdienst")), (Outcome.FILLED_ELSEWHERE, _("Besetzt, auf anderem Weg")),
                 (Outcome.NOT_FILLED, _("Nicht besetzt"))],
    )  # fmt: skip


@access.logged_in
@require_safe
def listings(request: HttpRequest) -> HttpResponse:
    person, now = _person(request), timezone.now()
    feeds = desk.feeds_of(person)
    shown = desk.shown_to(person, feeds)
    typed = request.GET.get("arbeitgeber", "")
    counts = desk.tally(shown, int(typed) if typed.isdecimal() and len(typed) < 19 else None, now)
    employer = int(typed) if typed.isdecimal() and len(typed) < 19 and int(typed) in counts.employers else None
    state = request.GET.get("stand", "")
    stage = desk.Stage(state) if state in set(desk.Stage) else None
    rows = shown.filter(hiring_organization=employer) if employer else shown
    rows = rows.filter(desk.stage(stage, now)) if stage else rows
    pages = Paginator(desk.in_order(rows, now), PAGE_SIZE)
    pages.count = counts.stages[stage] if stage else counts.total
    page = pages.get_page(request.GET.get("page"))
    waiting, has_more = desk.waiting_for(person, now)
    chosen = {"arbeitgeber": employer, "stand": stage}
    context = {
        "person": person, "counts": counts, "employer": employer, "stage": stage, "page": page, "area": "employers",
        "rows": desk.rows_of(page.object_list, feeds, now), "waiting": waiting, "has_more": has_more,
        "drafts": [_draft_row(draft) for draft in desk.drafts_of(person, request)],
        "invitations": Membership.objects.invited().filter(person=person).count(),
        "stages": [(_query(chosen | {"stand": one}), words, counts.stages[one], one == stage) for one, words in desk.STAGES.items()],
        "employers": [(_query(chosen | {"arbeitgeber": pk}), *named, pk == employer) for pk, named in counts.employers.items()],
        "all_stages": _query(chosen | {"stand": None}), "all_employers": _query(chosen | {"arbeitgeber": None}),
        "page_query": _query(chosen), "here": request.get_full_path(), "figures_days": desk.FIGURES_DAYS,
    }  # fmt: skip
    return render(request, "listings/employers/desk.html", context)


@access.logged_in
@require_safe
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    """One listing with its figures; those of own feeds too, to look at."""
    person, now = _person(request), timezone.now()
    feeds = desk.feeds_of(person)
    found = get_object_or_404(desk.shown_to(person, feeds).for_cards(), pk=pk)
    context = {
        "row": desk.row_of(found, now, feeds.get(found.source_id or 0)), "listing": found, "here": request.path,
        "figures": desk.figures_of(found, now), "figures_days": desk.FIGURES_DAYS, "area": "employers", "person": person,
        "edit": PendingEdit.objects.filter(listing=found).first(),
    }  # fmt: skip
    return render(request, "listings/employers/own_listing.html", context)


@access.logged_in
@require_safe
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """What nobody else sees now, as it looks to those who seek: while it waits, rests, or is over."""
    own = access.listings_of(_person(request)).select_related("hiring_organization", "place")
    found = get_object_or_404(own.defer("hiring_organization__logo"), pk=pk)
    if found.is_live:
        return redirect(found.get_absolute_url())
    context = {"listing": building.as_row(found), "row": desk.row_of(found, timezone.now()), "is_preview": True, "area": "employers"}  # fmt: skip
    return render(request, "listings/employers/look.html", context)


@access.logged_in
@require_POST
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    person, found = _own_or_404(request, pk)
    _change(request, found, lambda: lifecycle.pause(listing=found, by=person), ListingStatus.PAUSED,
            "„{}“ ist pausiert und nicht mehr zu sehen. Ihr Ende bleibt, wie es war.")  # fmt: skip
    return _back(request)


@access.logged_in
@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    person, found = _own_or_404(request, pk)
    _change(request, found, lambda: lifecycle.resume(listing=found, by=person), ListingStatus.PUBLISHED,
            "„{}“ ist wieder online.")  # fmt: skip
    return _back(request)


@access.logged_in
@require_POST
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """For the end that the page showed: pressed twice, it moves once."""
    person, found = _own_or_404(request, pk)
    end = _moment(request.POST.get("end", "")) or timezone.now()  # no end of anything: then nothing happens
    done = _change(request, found, lambda: lifecycle.extend(listing=found, end=end, by=person), None, "")
    if done and done.valid_through and done.status == ListingStatus.PUBLISHED and done.valid_through > timezone.now():
        messages.success(request, f"„{done.title}“ ist bis {_day(done.valid_through)} online.")
    elif done:
        _refuse(request, done)
    return _back(request)


@access.logged_in
@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    person, found = _own_or_404(request, pk)
    return redirect(drafting.ticket_of(editing.copy(listing=found, person=person)).link)


@access.logged_in
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever is logged in with the address has proved it: no mail is needed."""
    person, found = _own_or_404(request, pk)
    if found.submitter_email.lower() != person.email.lower():
        raise Http404
    if found.status != ListingStatus.UNCONFIRMED:
        messages.success(request, f"„{found.title}“ ist schon bestätigt.")
        return _back(request)
    done = submission.begin_review(listing=found, by=person)
    said = "ist online." if done.is_live else "ist bestätigt. Ein Mensch liest sie jetzt."
    messages.success(request, f"„{found.title}“ {said}")
    return _back(request)


@access.logged_in
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks how it went."""
    person, found = _own_or_404(request, pk)
    if found.status not in desk.CLOSABLE:
        if request.method == "POST" and found.status == ListingStatus.CLOSED:
            messages.success(request, f"„{found.title}“ ist schon beendet.")
        else:
            _refuse(request, found)
        return redirect("desk")
    form = OutcomeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        outcome = Outcome(form.cleaned_data["outcome"])
        _change(request, found, lambda: lifecycle.close(listing=found, outcome=outcome, by=person), ListingStatus.CLOSED,
                "„{}“ ist beendet. Danke, dass du sagst, wie es ausging.")  # fmt: skip
        return redirect("desk")
    context = {"listing": found, "form": form, "row": desk.row_of(found, timezone.now()), "area": "employers"}
    return render(request, "listings/employers/close.html", context)


@access.logged_in
@require_http_methods(["GET", "HEAD", "POST"])
def retract(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first: what waits for the employer or a moderator is not wanted any more."""
    person, found = _own_or_404(request, pk)
    if request.method == "POST":
        _change(request, found, lambda: lifecycle.retract(listing=found, by=person), ListingStatus.RETRACTED,
                "„{}“ ist zurückgezogen. Niemand prüft sie mehr.")  # fmt: skip
        return redirect("desk")
    if found.status not in lifecycle.RETRACTABLE:
        _refuse(request, found)
        return redirect("desk")
    return render(request, "listings/employers/retract.html", {"listing": found, "area": "employers"})


@access.logged_in
@require_POST
def retract_edit(request: HttpRequest, pk: int) -> HttpResponse:
    person, found = _own_or_404(request, pk)
    if editing.take_back(listing=found, by=person):
        said = "Die Änderung an „{}“ ist zurückgenommen und wieder ein Entwurf. Die Anzeige bleibt, wie sie ist."
        messages.success(request, said.format(found.title))
    else:
        messages.error(request, f"An „{found.title}“ wartet keine Änderung mehr.")
    return _back(request)


@access.logged_in
@require_http_methods(["GET", "HEAD", "POST"])
def delete_draft(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Asks first. One that is gone and one that is somebody else's are the same to a visitor."""
    person = _person(request)
    ticket = drafting.remembered(request)
    owners = [person.pk, None] if ticket and ticket.pk == pk else [person.pk]
    found = Draft.objects.filter(pk=pk, submitted_at=None).select_related("listing").defer("logo").first()
    is_own = found is not None and found.person_id in owners
    if request.method != "POST":
        if not is_own or found is None:
            raise Http404
        context = {"title": desk.title_of(found), "area": "employers", "is_edit": found.listing_id is not None}
        return render(request, "listings/employers/delete_draft.html", context)
    if is_own:
        Draft.objects.filter(pk=pk, submitted_at=None).delete()
    messages.success(request, "Diesen Entwurf gibt es nicht mehr.")
    response = redirect("desk")
    if ticket and ticket.pk == pk:
        drafting.forget(response)
    return response


def _person(request: HttpRequest) -> Person:
    person = access.person_of(request)
    if person is None:
        raise Http404
    return person


def _own_or_404(request: HttpRequest, pk: int) -> tuple[Person, Listing]:
    person = _person(request)
    return person, get_object_or_404(access.listings_of(person).for_cards(), pk=pk)


def _change(
    request: HttpRequest, found: Listing, verb: Callable[[], Listing], wanted: ListingStatus | None, said: str
) -> Listing | None:
    """Does it and says so, also when it was done before; None when the listing does not allow it any more."""
    try:
        with transaction.atomic():
            done = verb()
            duplicates.regroup([done.pk])
    except lifecycle.WrongStatus as error:
        found.refresh_from_db(fields=["status", "valid_through"])
        if found.status != wanted:
            is_over = isinstance(error, lifecycle.TooLate) and wanted == ListingStatus.PUBLISHED
            messages.error(request, TOO_LATE.format(found.title)) if is_over else _refuse(request, found)
            return None
        done = found
    if said:
        messages.success(request, said.format(found.title))
    return done


def _refuse(request: HttpRequest, found: Listing) -> None:
    word = desk.row_of(found, timezone.now()).word
    messages.error(request, f"„{found.title}“ hat den Stand „{word}“. Das geht jetzt nicht mehr.")


def _back(request: HttpRequest) -> HttpResponse:
    """To the page with the button."""
    return redirect(access.local_path(request.POST.get(access.NEXT, "")) or reverse("desk"))


def _moment(typed: str) -> datetime | None:
    try:
        return datetime.fromisoformat(typed)
    except ValueError:
        return None


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j. F Y")


def _query(chosen: dict[str, Any]) -> str:
    return urlencode({name: str(value) for name, value in chosen.items() if value})


def _draft_row(draft: Draft) -> dict[str, Any]:
    link = reverse("edit-listing", args=[draft.listing_id]) if draft.listing_id else drafting.ticket_of(draft).link
    return {"draft": draft, "title": desk.title_of(draft), "link": link}
