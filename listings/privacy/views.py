"""The privacy page, and the way to one's own data: a link by mail, a page with everything, a file, and the end of it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from listings.privacy import holders, links, shown, wording
from listings.privacy.forms import AddressForm
from listings.rate_limits import is_exceeded, network_of
from listings.submitting import login
from listings.submitting.addresses import mailbox
from listings.vocabulary import LinkPurpose

VISITOR_RATE, NETWORK_RATE = "10/hour", "60/hour"
MAILBOX_RATES = ("3/hour", "6/day")
"""Beyond it no mail leaves, and the answer stays the same."""


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html", {"groups": wording.groups(), "cookies": wording.COOKIES})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    form, status = AddressForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST" and form.is_valid():
        status = _send(request, form)
        if status == 200:
            return redirect("own-data-sent")
    return render(request, "listings/privacy/ask.html", {"form": form}, status=status)


def _send(request: HttpRequest, form: AddressForm) -> int:
    """The status of the answer, which says nothing about the address."""
    if is_exceeded(request, "own-data", VISITOR_RATE) or is_exceeded(
        request, "own-data-network", NETWORK_RATE, of=network_of(request)
    ):
        form.add_error(None, "Das waren zu viele Versuche in einer Stunde. Versuch es später noch einmal.")
        return 429
    address = form.cleaned_data["email"]
    if any(is_exceeded(request, "own-data-mailbox", rate, of=mailbox(address)) for rate in MAILBOX_RATES):
        return 200
    try:
        links.send(address)
    except login.MailIsDown:
        form.add_error(None, "Wir können gerade keine Mails schicken. Versuch es in ein paar Minuten noch einmal.")
        return 503
    return 200


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "listings/privacy/sent.html")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Opening it shows a button: programs that look into mails follow links, and would use this one up."""
    if request.method == "POST":
        if used := login.used(secret, LinkPurpose.DATA):
            return _private(_everything(request, used.email))
        found = None
    else:
        found = login.found(secret, LinkPurpose.DATA)
    return _private(render(request, "listings/privacy/link.html", {"link": found}, status=200 if found else 410))


@csrf_exempt
@never_cache
@require_POST
def own_data(request: HttpRequest) -> HttpResponse:
    """What the buttons of the page do. Erasing asks once more."""
    address = links.address_of(request.POST.get("pass", ""))
    if not address:
        return _private(render(request, "listings/privacy/link.html", {"link": None}, status=410))
    wish = request.POST.get("wish", "")
    if wish == "export":
        data = {"email": address, **{holder.name: data for holder, data in holders.all_of(address)}}
        response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
        response["Content-Disposition"] = 'attachment; filename="meine-daten.json"'
        return response
    if wish == "erase":
        holders.erase(address)
        return _private(render(request, "listings/privacy/erased.html", _context(address)))
    if wish == "ask":
        return _private(render(request, "listings/privacy/erase.html", _context(address)))
    return _private(_everything(request, address))


def _everything(request: HttpRequest, address: str) -> HttpResponse:
    return render(request, "listings/privacy/own_data.html", _context(address))


def _context(address: str) -> dict[str, object]:
    found = [(holder, data) for holder, data in holders.all_of(address) if not holders.is_empty(data)]
    return {
        "address": address, "pass": links.pass_of(address), "operator": settings.OPERATOR, "keeps": [holder.keeps for holder, _ in found if holder.keeps],
        "parts": [(holder.title, shown.records(data)) for holder, data in found],
    }  # fmt: skip


def _private(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "same-origin"
    return response
