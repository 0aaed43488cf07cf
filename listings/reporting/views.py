"""The form to report a listing, its receipt, and the page behind the link with which somebody appeals."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from listings import form_tickets
from listings.lifecycle import REPORTABLE
from listings.models import Listing
from listings.rate_limits import is_exceeded, network_of
from listings.reporting import deciding, filing, links, telling
from listings.reporting.forms import AppealForm, ReportForm
from listings.submitting.addresses import mailbox

RATES = ("10/hour", "40/hour")
"""For one visitor, and for the visitor's network."""
MAILBOX_RATE = "5/hour"
MAILBOX_FULL = (
    "An diese Adresse haben wir gerade schon mehrere Mails geschickt. Versuch es in einer Stunde noch einmal."
)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Sets no cookie: portal/same_origin.py sees to it that the form is ours."""
    listing = _reportable(pk)
    ticket, status = form_tickets.new(f"report-{pk}"), 200
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        ticket = form_tickets.posted(request, f"report-{pk}")
        if form.is_valid():
            problem, status = _problem(request, ticket, form)
            if not problem:
                found = filing.file(
                    listing=listing, form=ticket.pk, typed=form.cleaned_data, network=network_of(request)
                )
                return redirect("reported", pk=pk, number=found.pk)
            form.add_error(None, problem)
            ticket = form_tickets.of(f"report-{pk}", ticket.pk)
    context = {"listing": listing, "form": form, "ticket": ticket, "trap": form_tickets.TRAP, "area": "jobs"}
    return render(request, "listings/reporting/report.html", context, status=status)


def _problem(request: HttpRequest, ticket: form_tickets.Ticket, form: ReportForm) -> tuple[str, int]:
    if suspicion := form_tickets.suspicion(request, ticket):
        return suspicion, 200
    if form_tickets.is_too_often(request, "report", *RATES):
        return form_tickets.TOO_OFTEN, 429
    address = form.cleaned_data["email"]
    if address and is_exceeded(request, "report-mailbox", MAILBOX_RATE, of=mailbox(address)):
        return MAILBOX_FULL, 429
    return "", 200


@never_cache
@require_safe
def reported(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Says nothing about the report but its number, which the address names anyway."""
    context = {"listing": _reportable(pk), "number": f"M{number}", "area": "jobs"}
    return render(request, "listings/reporting/reported.html", context)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, token: str) -> HttpResponse:
    right = links.right_of(token)
    form = AppealForm(request.POST if request.method == "POST" else None)
    context = {"right": right, "form": form, "area": "jobs"}
    status = 200 if right else 410
    if right and request.method == "POST" and form.is_valid():
        if form_tickets.is_too_often(request, "appeal", *RATES):
            form.add_error(None, _(form_tickets.TOO_OFTEN))
            status = 429
        else:
            deciding.appeal(right=right, text=form.cleaned_data["text"])
    context["has_appealed"] = bool(right and telling.has_appealed(right))
    response = render(request, "listings/reporting/appeal.html", context, status=status)
    response["Referrer-Policy"] = "same-origin"
    return response


def _reportable(pk: int) -> Listing:
    """Public now or before: what nobody ever saw cannot be reported."""
    rows = Listing.objects.select_related("hiring_organization").filter(published_at__isnull=False)
    found = rows.filter(pk=pk, status__in=REPORTABLE).first()
    if found is None:
        raise Http404
    return found
