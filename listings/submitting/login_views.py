"""Log-in by a link in a mail, and log-out."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from listings.rate_limits import is_exceeded, network_of
from listings.submitting import access, login
from listings.submitting.addresses import mailbox
from listings.submitting.login_forms import LogInForm
from listings.vocabulary import LinkPurpose

VISITOR_RATE = "10/hour"
NETWORK_RATE = "60/hour"
MAILBOX_RATES = ("5/hour", "12/day")
"""Beyond it no mail leaves, and the answer stays the same: else anybody could see who just asked for a link."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    goes_to = access.local_path(request.GET.get(access.NEXT, ""))
    if request.method != "POST" and access.person_of(request):
        return redirect(goes_to or reverse(access.START))
    form, status = LogInForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST" and form.is_valid():
        status = _ask(request, form, goes_to)
        if status == 200:
            return redirect("log-in-sent")
    context = {"form": form, "goes_to": goes_to, "area": "employers"}
    return render(request, "listings/employers/log_in.html", context, status=status)


def _ask(request: HttpRequest, form: LogInForm, goes_to: str) -> int:
    """The status of the answer, which says nothing about the address."""
    if is_exceeded(request, "log-in", VISITOR_RATE) or is_exceeded(
        request, "log-in-network", NETWORK_RATE, of=network_of(request)
    ):
        form.add_error(None, "Das waren zu viele Versuche in einer Stunde. Versuch es später noch einmal.")
        return 429
    address = form.cleaned_data["email"]
    if any(is_exceeded(request, "log-in-mailbox", rate, of=mailbox(address)) for rate in MAILBOX_RATES):
        return 200
    try:
        login.send_log_in(address, goes_to)
    except login.MailIsDown:
        form.add_error(None, "Wir können gerade keine Mails schicken. Versuch es in ein paar Minuten noch einmal.")
        return 503
    return 200


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "listings/employers/log_in_sent.html", {"area": "employers"})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Opening it shows a button: programs that look into mails follow links, and would use this one up."""
    goes_to = access.local_path(request.GET.get(access.NEXT, ""))
    if request.method == "POST":
        used = login.used(secret, LinkPurpose.LOG_IN)
        if used:
            access.log_in(request, login.person_at(used.email))
            return redirect(goes_to or reverse(access.START))
    else:
        used = login.found(secret, LinkPurpose.LOG_IN)
    again = reverse("log-in") + (f"?{urlencode({access.NEXT: goes_to})}" if goes_to else "")
    context = {"link": used, "again": again, "area": "employers"}
    response = render(request, "listings/employers/log_in_link.html", context, status=200 if used else 410)
    response["Referrer-Policy"] = "same-origin"
    return response


@never_cache
@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    access.log_out(request)
    return redirect("employers")
