"""Pages of job alerts. None sets a cookie: what is posted from them is checked by its origin (portal/same_origin.py)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from listings.alerting import consent, subscribing, wanted
from listings.alerting.forms import FREQUENCIES, AlertForm, LinkForm
from listings.alerting.links import Purpose, path_to, subject_of
from listings.models import AlertedListing, JobAlert, Listing, Subscriber
from listings.rate_limits import is_exceeded, network_of
from listings.searching import search as engine
from listings.searching.filters import Params
from listings.searching.search import DEFAULT_RADIUS_KM
from listings.submitting.addresses import mailbox
from listings.vocabulary import RADII_KM, AlertFrequency

VISITOR_RATE, NETWORK_RATE = "10/hour", "60/hour"
MAILBOX_RATE = "4/day"
"""Beyond it no mail leaves, and the answer stays the same: else anybody could see who asks for alerts."""
TOO_OFTEN = "Das waren zu viele Versuche in einer Stunde. Versuch es später noch einmal."
MAIL_IS_DOWN = "Wir können gerade keine Mails schicken. Versuch es in ein paar Minuten noch einmal."
View = Callable[..., HttpResponse]


def _page(view: View) -> View:
    """GET shows, POST from our own pages does."""
    return csrf_exempt(never_cache(require_http_methods(["GET", "HEAD", "POST"])(view)))


@_page
def start(request: HttpRequest) -> HttpResponse:
    """What alerts are, and the link to one's own for whoever has no mail at hand."""
    form, status = LinkForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST" and form.is_valid():
        status = _mailing(request, form, lambda: subscribing.send_link(form.cleaned_data["email"]))
        if status == 200:
            return redirect("alert-sent")
    return render(request, "listings/alerts/start.html", {"form": form, "area": "jobs"}, status=status)


@_page
def new(request: HttpRequest) -> HttpResponse:
    """The search stands in the query string, as on /jobs/."""
    params, form, status = Params.read(request.GET), AlertForm(request.POST or None), 200
    try:
        search = wanted.read(params)
    except wanted.PlaceUnknown:
        return redirect(f"{reverse('search')}?{params.query()}")
    except wanted.TooLong:
        return render(request, "listings/alerts/too_long.html", {"area": "jobs", "params": params}, status=400)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        status = _mailing(request, form, lambda: subscribing.ask(
            address=typed["email"], wanted=search, frequency=AlertFrequency(typed["frequency"])
        ))  # fmt: skip
        if status == 200:
            return redirect("alert-sent")
    total = engine.search(replace(params, since=None, page=1, after=""), place=search.answer).total
    context = {"form": form, "search": search, "total": total, "text": consent.TEXTS[consent.CURRENT], "area": "jobs"}
    return render(request, "listings/alerts/new.html", context, status=status)


def _mailing(request: HttpRequest, form: LinkForm, send: Callable[[], None]) -> int:
    """The status of the answer, which says nothing about the address."""
    if is_exceeded(request, "alert", VISITOR_RATE) or is_exceeded(
        request, "alert-network", NETWORK_RATE, of=network_of(request)
    ):
        form.add_error(None, TOO_OFTEN)
        return 429
    if is_exceeded(request, "alert-mailbox", MAILBOX_RATE, of=mailbox(form.cleaned_data["email"])):
        return 200
    try:
        send()
    except subscribing.MailIsDown:
        form.add_error(None, MAIL_IS_DOWN)
        return 503
    return 200


@never_cache
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "listings/alerts/sent.html", {"area": "jobs"})


def _alert(purpose: Purpose, token: str) -> JobAlert | None:
    pk = subject_of(purpose, token)
    return JobAlert.objects.select_related("subscriber").filter(pk=pk).first() if pk else None


@_page
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    alert = _alert(Purpose.CONFIRM, token)
    if alert and request.method == "POST":
        alert = subscribing.confirm(alert=alert)
    manage = path_to(Purpose.MANAGE, alert.subscriber) if alert and alert.confirmed_at else ""
    context = {"alert": alert, "manage": manage, "area": "jobs"}
    return render(request, "listings/alerts/confirm.html", context, status=200 if alert else 404)


@_page
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Mail programs post here by themselves (RFC 8058): without cookie, from no page of ours, and perhaps twice."""
    if subject_of(Purpose.STOP, token) is None:
        raise Http404
    alert = _alert(Purpose.STOP, token)
    if alert and request.method == "POST":
        subscribing.end(alert=alert)
    context = {"alert": alert, "is_over": alert is None or request.method == "POST", "area": "jobs"}
    return render(request, "listings/alerts/stop.html", context)


stop.is_open_to_other_sites = True  # type: ignore[attr-defined]


@_page
def keep(request: HttpRequest, token: str) -> HttpResponse:
    alert = _alert(Purpose.KEEP, token)
    if alert and request.method == "POST":
        subscribing.renew(alert=alert)
    context = {"alert": alert, "is_done": request.method == "POST", "area": "jobs"}
    return render(request, "listings/alerts/keep.html", context, status=200 if alert else 404)


@_page
def useful(request: HttpRequest, token: str) -> HttpResponse:
    pk = subject_of(Purpose.USEFUL, token)
    told = AlertedListing.objects.filter(pk=pk).first() if pk else None
    said = request.POST.get("antwort")
    if told and said in {"ja", "nein"}:
        subscribing.answer(told=told, is_useful=said == "ja")
    listing = Listing.objects.for_cards().filter(pk=told.listing_id).first() if told else None
    context = {"listing": listing, "said": said, "area": "jobs"}
    return render(request, "listings/alerts/useful.html", context, status=200 if listing else 404)


def _subscriber(token: str) -> Subscriber | None:
    pk = subject_of(Purpose.MANAGE, token)
    return Subscriber.objects.filter(pk=pk).first() if pk else None


@_page
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """All alerts of one address. Whoever has the link may change them, and sees no more of the address than its domain."""
    subscriber = _subscriber(token)
    if subscriber is None:
        return render(request, "listings/alerts/manage.html", {"area": "jobs"}, status=404)
    problem = _act(subscriber, request) if request.method == "POST" else ""
    if request.method == "POST" and not problem:
        return redirect("alert-manage", token)
    alerts = subscriber.alerts.select_related("place").order_by("created_at", "pk")
    context: dict[str, Any] = {"subscriber": subscriber, "rows": [_row(alert, request, problem) for alert in alerts],
                               "frequencies": FREQUENCIES, "radii": RADII_KM, "token": token, "problem": problem,
                               "is_asked": "alles" in request.GET, "area": "jobs"}  # fmt: skip
    return render(request, "listings/alerts/manage.html", context)


def _row(alert: JobAlert, request: HttpRequest, problem: str) -> dict[str, Any]:
    """What was typed and could not be used stays."""
    row = {
        "alert": alert, "stop": path_to(Purpose.STOP, alert), "words": alert.words, "town": wanted.town_of(alert),
        "radius": str(DEFAULT_RADIUS_KM if alert.radius_km is None else alert.radius_km), "frequency": alert.frequency,
    }  # fmt: skip
    if problem and request.POST.get("alarm") == str(alert.pk):
        row |= {"words": request.POST.get("q", ""), "town": request.POST.get("city", ""), "problem": problem,
                "radius": request.POST.get("radius", ""), "frequency": request.POST.get("frequency", "")}  # fmt: skip
    return row


def _act(subscriber: Subscriber, request: HttpRequest) -> str:
    """Says why it cannot be done; empty when it is."""
    number, action = request.POST.get("alarm", ""), request.POST.get("tun")
    if action == "alles-loeschen":
        subscribing.erase(subscriber.email)
        return ""
    alert = subscriber.alerts.filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None
    if alert is None:
        raise Http404
    if action == "aendern" and request.POST.get("frequency") in dict(FREQUENCIES):
        return _change(alert, request)
    if action == "pausieren":
        subscribing.pause(alert=alert)
    elif action == "weiter":
        subscribing.resume(alert=alert)
    return ""


def _change(alert: JobAlert, request: HttpRequest) -> str:
    typed = {name: request.POST.get(name, "").replace("\x00", "").strip()[:200] for name in ("q", "city", "radius")}
    try:
        search = None
        if {"q", "city"} & request.POST.keys():
            search = wanted.changed(alert, words=typed["q"], town=typed["city"], radius=typed["radius"])
        subscribing.change(alert=alert, frequency=AlertFrequency(request.POST["frequency"]), wanted=search)
    except wanted.PlaceUnknown:
        return (
            f"Den Ort „{typed['city']}“ kennen wir nicht, oder es gibt ihn mehrmals. Versuch es mit der Postleitzahl."
        )
    except wanted.TooLong:
        return "So viele Wörter kann ein Jobalarm nicht behalten. Nimm ein paar heraus."
    except subscribing.AskedTwice:
        return "Für genau diese Suche hast du schon einen anderen Jobalarm."
    return ""


@csrf_exempt
@never_cache
@require_POST
def export(request: HttpRequest, token: str) -> HttpResponse:
    """Everything that is kept of the address, as JSON."""
    subscriber = _subscriber(token)
    if subscriber is None:
        raise Http404
    response = JsonResponse(
        subscribing.data_of(subscriber.email), safe=False, json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = 'attachment; filename="jobalarme.json"'
    return response
