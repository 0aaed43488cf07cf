"""The way from a listing to its employer: to the employer's page, or to a form here that goes to its mailbox."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from listings import counting, form_tickets
from listings.applying import pdf, sending
from listings.applying.forms import ApplicationForm
from listings.form_tickets import Ticket
from listings.models import Application, Listing
from listings.rate_limits import is_exceeded
from listings.searching import views as searching
from listings.submitting.addresses import mailbox

RATES = ("10/hour", "60/hour")
FILE_RATES = ("30/hour", "200/hour")
"""For one visitor, and for the visitor's network."""
MAILBOX_RATE = "5/hour"
MAILBOX_FULL = "Mit dieser Adresse kamen gerade schon mehrere Bewerbungen. Versuch es in einer Stunde noch einmal."


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """The click is counted by whichever of the two answers."""
    rows = Listing.objects.live().select_related("hiring_organization")
    listing = rows.filter(pk=pk).first()
    if listing is None:  # its page says that it has ended, if it ever was public
        ended = get_object_or_404(Listing.objects.once_public(), pk=pk)
        return HttpResponseRedirect(ended.get_absolute_url(), status=303)
    if listing.apply_url or not listing.contact_email:
        return searching.apply(request, pk)
    return by_mail(request, listing)


@never_cache
def by_mail(request: HttpRequest, listing: Listing) -> HttpResponse:
    """Sets no cookie: portal/same_origin.py sees to it that the form is ours."""
    if request.method != "POST":
        counting.apply_click(request, listing.pk)
        return _page(request, listing, ApplicationForm(), form_tickets.new(_purpose(listing)))
    ticket = form_tickets.posted(request, _purpose(listing))
    form = ApplicationForm(request.POST, wrong_pdf=_keep_file(request, ticket, listing))
    problem, status = (form.is_valid() and _problem(request, ticket, form)) or ("", 200)
    if form.is_valid() and not problem:
        return redirect(sending.receipt_link(sending.send(pk=ticket.pk, listing=listing, typed=form.cleaned_data)))
    if problem:
        form.add_error(None, problem)
    return _page(request, listing, form, form_tickets.of(_purpose(listing), ticket.pk), status)


def _purpose(listing: Listing) -> str:
    """A ticket is good for one listing, so no file travels to another employer."""
    return f"application-{listing.pk}"


def _keep_file(request: HttpRequest, ticket: Ticket, listing: Listing) -> str:
    """Keeps the file that was chosen, before anything else is judged; says why when it is no use."""
    if request.POST.get("removes_pdf"):
        sending.keep_file(ticket.pk, listing, None)
    upload = request.FILES.get("pdf")
    if upload is None:
        return ""
    if form_tickets.is_too_often(request, "apply-file", *FILE_RATES):
        return form_tickets.TOO_OFTEN
    try:
        sending.keep_file(ticket.pk, listing, pdf.checked(upload), pdf.shown_name(upload))
    except pdf.UnusableFile as error:
        return str(error.messages[0])
    return ""


def _problem(request: HttpRequest, ticket: Ticket, form: ApplicationForm) -> tuple[str, int]:
    if suspicion := form_tickets.suspicion(request, ticket):
        return suspicion, 200
    if form_tickets.is_too_often(request, "apply", *RATES):
        return form_tickets.TOO_OFTEN, 429
    if is_exceeded(request, "apply-mailbox", MAILBOX_RATE, of=mailbox(form.cleaned_data["email"])):
        return MAILBOX_FULL, 429
    return "", 200


def _page(
    request: HttpRequest, listing: Listing, form: ApplicationForm, ticket: Ticket, status: int = 200
) -> HttpResponse:
    context = {
        "listing": listing, "form": form, "ticket": ticket, "trap": form_tickets.TRAP, "area": "jobs",
        "kept": sending.draft_of(ticket.pk, listing) if form.is_bound else None, "days": sending.KEPT_DAYS,
    }  # fmt: skip
    return render(request, "listings/applying/apply.html", context, status=status)


@never_cache
@require_safe
def applied(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """The receipt. It names nobody, so that it may stay open on a screen."""
    number = sending.receipt_of(token)
    if number is None:
        raise Http404
    rows = Application.objects.sent().select_related("listing__hiring_organization").defer("pdf", "message")
    found = rows.filter(pk=number, listing=pk).first()
    context = {
        "application": found,
        "listing": found.listing if found else None,
        "days": sending.KEPT_DAYS,
        "area": "jobs",
    }
    response = render(request, "listings/applying/applied.html", context, status=200 if found else 410)
    response["Referrer-Policy"] = "same-origin"
    return response
