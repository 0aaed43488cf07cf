"""What employers get, the form with its preview, the page behind the link in the mail, and thanks."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from listings.models import Draft
from listings.submitting import drafting, editing_views, extension, form_page, guarding, previewing, submission
from listings.submitting.access import person_of
from listings.submitting.form_page import Work
from listings.vocabulary import ListingStatus

CONFIRMABLE = (ListingStatus.UNCONFIRMED, ListingStatus.IN_REVIEW)
EXTENSION_STATUS = {extension.Answer.UNKNOWN: 404, extension.Answer.TOO_LATE: 410, extension.Answer.ENDED: 410}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest) -> HttpResponse:
    """The form, with the draft of this browser if there is one. Looking at it stores nothing and sets no draft cookie."""
    person = person_of(request)
    if request.method == "POST":
        return form_page.receive(_posted(request))
    ticket = None if "neu" in request.GET else drafting.remembered(request)
    draft = ticket.draft() if ticket else None
    if ticket is None or draft is None or draft.submitted_at or not _is_new_listing(draft) or not drafting.belongs_to(draft, person):  # fmt: skip
        ticket, draft = drafting.new_ticket(), None
    return form_page.show(Work(request, person, ticket, draft))


@never_cache
@require_safe
def draft(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link in the mail leads: the form as it was left."""
    work = _opened(request, token)
    if work is None:
        return render(request, "listings/employers/draft_gone.html", {"area": "employers"}, status=410)
    return _not_referred(form_page.show(work))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """The listing as it will look, with what the checks say; from here it is sent."""
    work = _opened(request, token)
    if work is None or work.draft is None:
        sent = drafting.read(token)
        if sent and (done := sent.draft()) and done.submitted_at:
            return redirect(f"{reverse('submit-thanks')}?{drafting.COOKIE}={token}")
        return render(request, "listings/employers/draft_gone.html", {"area": "employers"}, status=410)
    form = drafting.form_of(work.draft)
    if not form.is_valid():
        Draft.objects.filter(pk=work.draft.pk).update(step=form_page.LAST_STEP)
        return HttpResponseRedirect(work.form_link)
    if request.method == "POST":
        return previewing.receive(work, form, _send)
    return _not_referred(previewing.show(work, form))


def _send(work: Work, form: Any, statement: str) -> HttpResponse | str:
    """Leads to the thanks; a sentence when it could not be sent."""
    assert work.draft is not None
    is_proved = work.person is not None and work.person.email == form.cleaned_data["contact_email"]
    if guarding.is_too_often(work.request, "send"):
        return guarding.TOO_OFTEN
    if not is_proved and guarding.is_mailbox_full(work.request, form.cleaned_data["contact_email"]):
        return (
            "An diese Adresse haben wir gerade schon mehrere Mails geschickt. Versuch es in einer Stunde noch einmal."
        )
    try:
        listing = submission.send(draft=work.draft, form=form, person=work.person, statement=statement)
    except submission.Changed:
        return previewing.CHANGED
    mark = "online" if listing.is_live else "bestaetigt" if is_proved else f"{drafting.COOKIE}={work.ticket.token}"
    response = redirect(f"{reverse('submit-thanks')}?{mark}")
    drafting.forget(response)
    return response


@require_safe
def employers(request: HttpRequest) -> HttpResponse:
    return render(request, "listings/employers.html", {"area": "employers"})


@never_cache
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Says where the mail went, with the way back to the form: who mistyped the address gets no mail to go on from."""
    ticket = drafting.read(request.GET.get(drafting.COOKIE, ""))
    sent = ticket.draft() if ticket else None
    is_open = sent is not None and drafting.is_open(sent) and drafting.belongs_to(sent, person_of(request))
    context = {
        "is_confirmed": "bestaetigt" in request.GET, "is_online": "online" in request.GET, "area": "employers",
        "listing": sent.listing if sent and is_open else None, "change_link": ticket.link if ticket and is_open else "",
    }  # fmt: skip
    return _not_referred(render(request, "listings/submit_thanks.html", context))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link shows a button: programs that look into mails follow links."""
    listing = submission.confirmed(token) if request.method == "POST" else submission.behind(token)
    sent = drafting.newest_sent(listing) if listing else None
    context = {
        "listing": listing, "is_confirmed": request.method == "POST", "area": "employers",
        "is_settled": listing is not None and listing.status not in CONFIRMABLE,
        "change_link": drafting.ticket_of(sent).link if sent and drafting.is_open(sent) else "",
    }  # fmt: skip
    return _not_referred(render(request, "listings/submit_confirm.html", context, status=200 if listing else 404))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, token: str) -> HttpResponse:
    outcome = extension.extended(token) if request.method == "POST" else extension.preview(token)
    context = {"outcome": outcome, "listing": outcome.listing, "area": "employers"}
    status = EXTENSION_STATUS.get(outcome.answer, 200)
    return _not_referred(render(request, "listings/extend.html", context, status=status))


@require_safe
def draft_logo(request: HttpRequest, token: str) -> HttpResponse:
    """For the preview of whoever uploaded it."""
    ticket = drafting.read(token)
    found = Draft.objects.filter(pk=ticket.pk, logo__isnull=False).only("logo").first() if ticket else None
    if found is None or found.logo is None:
        raise Http404
    response = HttpResponse(bytes(found.logo), content_type="image/webp")
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def expired(request: HttpRequest) -> HttpResponse | None:
    """Answers a post whose protection ran out, on pages where people type; None for others."""
    match = request.resolver_match
    if match is None or request.method != "POST":
        return None
    if match.url_name == "submit":
        return form_page.expired(_posted(request))
    if match.url_name == "edit-listing":
        return editing_views.expired(request, **match.kwargs)
    if match.url_name == "submit-preview":
        work = _opened(request, **match.kwargs)
        return previewing.expired(work) if work else HttpResponseRedirect(request.get_full_path(), status=303)
    if match.url_name == "edit-preview":
        return editing_views.expired(request, **match.kwargs, again=previewing.expired)
    return None


def _posted(request: HttpRequest) -> Work:
    """The draft that the page names; another one when it is not this visitor's or no token of ours."""
    person = person_of(request)
    ticket = drafting.read(request.POST.get(drafting.FIELD, ""))
    stored = ticket.draft() if ticket else None
    if ticket is None or (stored and not (_is_new_listing(stored) and drafting.belongs_to(stored, person))):
        return Work(request, person, drafting.new_ticket())
    return Work(request, person, ticket, stored)


def _opened(request: HttpRequest, token: str) -> Work | None:
    """A stored draft that may still be changed."""
    ticket, person = drafting.read(token), person_of(request)
    found = ticket.draft() if ticket else None
    if ticket is None or found is None or not _is_new_listing(found) or not drafting.belongs_to(found, person):
        return None
    if found.submitted_at and not drafting.is_open(found):
        return None
    return Work(request, person, ticket, found)


def _is_new_listing(found: Draft) -> bool:
    """Not the edit of one that was confirmed: for that one must be logged in."""
    return found.listing_id is None or found.submitted_at is not None or drafting.is_open(found)


def _not_referred(response: HttpResponse) -> HttpResponse:
    """The address opens the draft: no other site learns it."""
    response["Referrer-Policy"] = "same-origin"
    return response
