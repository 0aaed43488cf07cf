"""Editing a listing that exists: the same form and preview, for the people of its employer only."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from listings import lifecycle
from listings.models import Draft, Listing, PendingEdit, Person
from listings.submitting import access, drafting, editing, form_page, guarding, previewing
from listings.submitting.form_page import Work
from listings.submitting.forms import ListingForm
from listings.vocabulary import ListingStatus


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    person = access.person_of(request)
    if person is None:
        return _after_log_in(request, pk)
    work = _work(request, person, pk)
    if isinstance(work, HttpResponse):
        return work
    return form_page.receive(work) if request.method == "POST" else form_page.show(work)


@access.logged_in
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    person = access.person_of(request)
    assert person is not None
    work = _work(request, person, pk)
    if isinstance(work, HttpResponse):
        return work
    if work.draft is None or work.draft._state.adding:
        return redirect("edit-listing", pk)
    form = drafting.form_of(work.draft)
    if not form.is_valid():
        Draft.objects.filter(pk=work.draft.pk).update(step=form_page.LAST_STEP)
        return HttpResponseRedirect(work.form_link)
    return previewing.receive(work, form, _send) if request.method == "POST" else previewing.show(work, form)


def expired(request: HttpRequest, pk: int, again: Callable[[Work], HttpResponse] = form_page.expired) -> HttpResponse:
    """After a post whose protection ran out: the page with what was typed, or the way to the log-in."""
    person = access.person_of(request)
    if person is None:
        return redirect(f"{reverse('log-in')}?{urlencode({access.NEXT: reverse('edit-listing', args=[pk])})}")
    work = _work(request, person, pk)
    return work if isinstance(work, HttpResponse) else again(work)


def _send(work: Work, form: ListingForm, statement: str) -> HttpResponse | str:
    assert work.draft is not None and work.listing is not None and work.person is not None
    if guarding.is_too_often(work.request, "send"):
        return guarding.TOO_OFTEN
    try:
        done = editing.propose(draft=work.draft, listing=work.listing, person=work.person, statement=statement)
    except (editing.Invalid, lifecycle.WrongStatus):
        return "Die Anzeige hat sich inzwischen geändert. Sieh sie dir noch einmal an."
    if isinstance(done, PendingEdit):
        messages.success(work.request, "Ein Mensch prüft deine Änderung. Bis dahin bleibt die Anzeige, wie sie ist.")
    elif work.listing.status == ListingStatus.RETURNED:
        messages.success(work.request, "Danke. Ein Mensch liest die Anzeige jetzt noch einmal.")
    else:
        messages.success(work.request, "Deine Änderung ist gespeichert.")
    return redirect("own-listing", work.listing.pk)


def _work(request: HttpRequest, person: Person, pk: int) -> Work | HttpResponse:
    """404 for whoever may not edit it, and for what is no typed listing."""
    rows = access.listings_of(person).select_related("hiring_organization", "place").defer("hiring_organization__logo")
    listing = get_object_or_404(rows, pk=pk)
    if listing.status not in editing.EDITABLE:
        context = {"listing": listing, "area": "employers"}
        return render(request, "listings/employers/not_editable.html", context, status=409)
    draft = _named_draft(request, listing, person) or editing.draft_for(listing, person)
    waiting = PendingEdit.objects.filter(listing=listing).first()
    work = Work(request, person, drafting.ticket_of(draft), draft, listing)
    work.context = {"waiting": waiting, "messages": messages.get_messages(request)}
    return work


def _named_draft(request: HttpRequest, listing: Listing, person: Person) -> Draft | None:
    """The draft that the page or the way back from the log-in names, if it is an edit of this listing by this person."""
    ticket = drafting.read(request.POST.get(drafting.FIELD) or request.GET.get(drafting.COOKIE, ""))
    found = ticket.draft() if ticket else None
    if found is None or found.listing_id != listing.pk or found.submitted_at or not drafting.belongs_to(found, person):
        return None
    return found


def _after_log_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps what was typed before the log-in ran out, and comes back to it. The same answer whether or not it exists."""
    path = reverse("edit-listing", args=[pk])
    if request.method == "POST":
        ticket = drafting.read(request.POST.get(drafting.FIELD, ""))
        stored = ticket.draft() if ticket else None
        if ticket is None or (stored and stored.listing_id != pk) or guarding.is_too_often(request, "save"):
            raise Http404
        try:
            typed = drafting.typed_in(request.POST)
        except drafting.TooLarge as error:
            raise Http404 from error
        listing = Listing.objects.filter(pk=pk, source=None).first()
        kept = drafting.ticket_of(drafting.keep(ticket, typed, listing=listing)) if listing else ticket
        path += f"?{drafting.COOKIE}={kept.token}"
    return redirect(f"{reverse('log-in')}?{urlencode({access.NEXT: path})}")
