"""Pages of employers' own feeds: offer one, see what we read, hand it in, follow its imports, stop it.

Feeds of other employers answer 404. Nothing is fetched while a page waits: a worker reads.
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from listings.models import FeedProposal, Person
from listings.rate_limits import is_exceeded, network_of
from listings.submitting import access, feed_offers, feed_pages, feed_words
from listings.submitting.feed_forms import FeedForm
from listings.vocabulary import ClaimState, RunStatus

READ_RATE = "10/hour"
NETWORK_RATE = "30/hour"
TOO_OFTEN = "Das war zu oft hintereinander. Versuch es in einer Stunde noch einmal."
NOT_NOW = "Das geht gerade nicht. Hier siehst du den neuesten Stand."
SOON, LATER = 4, 15
"""Seconds after which a page that waits looks again: in the first minute, and then."""
STAY = "warten"
"""Parameter by which people switch looking again off."""


@access.logged_in
@require_safe
def feeds(request: HttpRequest) -> HttpResponse:
    person = _member_or_404(request)
    rows = list(feed_offers.feeds_of(person).order_by("employer__name", "created_at"))
    runs = feed_pages.last_runs(rows)
    lines = [(row, feed_pages.standing(row), runs.get(row.source_id or 0)) for row in rows]
    return render(request, "listings/employers/feeds.html", {"lines": lines, "area": "employers"})


@access.logged_in
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new feed, or another address for one that is not accepted."""
    person = _member_or_404(request)
    proposal = _feed_or_404(request, pk) if pk else None
    if proposal and proposal.state == ClaimState.ACCEPTED:
        raise Http404
    initial = {"url": proposal.url, "employer": proposal.employer_id, "format": proposal.format} if proposal else None
    typed = request.POST if request.method == "POST" else None
    form, status = FeedForm(typed, initial=initial, employers=access.employers_of(person)), 200
    if form.is_valid():
        if _too_often(request, person):
            form.add_error(None, TOO_OFTEN)
            status = 429
        else:
            return _offered(request, person, form, proposal)
    context = {"form": form, "proposal": proposal, "area": "employers"}
    return render(request, "listings/employers/feed_offer.html", context, status=status)


def _offered(request: HttpRequest, person: Person, form: FeedForm, proposal: FeedProposal | None) -> HttpResponse:
    try:
        if proposal:
            feed_offers.change(proposal=proposal, person=person, **form.cleaned_data)
        else:
            proposal = feed_offers.offer(person=person, **form.cleaned_data)
    except feed_offers.OfferedAlready as known:
        messages.success(request, _("Diese Adresse habt ihr schon angegeben. Hier ist ihr Stand."))
        return redirect("feed", known.proposal.pk)
    except feed_offers.NotNow:
        messages.error(request, _(NOT_NOW))
    assert proposal is not None
    return redirect("feed", proposal.pk)


@access.logged_in
@require_safe
def feed(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = _feed_or_404(request, pk)
    report, last = proposal.report, feed_pages.last_runs([proposal]).get(proposal.source_id or 0)
    is_being_read, is_accepted = feed_offers.is_being_read(proposal), proposal.state == ClaimState.ACCEPTED
    is_first_run_due = is_accepted and last is None and bool(proposal.source and proposal.source.is_active)
    is_refused = report.get("status") == RunStatus.REFUSED or (bool(report) and not proposal.is_readable)
    context = {
        "proposal": proposal, "standing": feed_pages.standing(proposal), "last": last, "report": report,
        "is_being_read": is_being_read, "is_accepted": is_accepted, "is_late": bool(proposal.reading_since) and not is_being_read,
        "is_first_run_due": is_first_run_due, "is_refused": is_refused, "stays": STAY in request.GET, "area": "employers",
    }  # fmt: skip
    if report and not is_accepted:
        reason = report.get("reason") or ("" if proposal.is_readable else "the document is empty")
        context |= {
            "words": feed_words.of_document(reason) if reason else None, "problems": feed_words.problems(report),
            "previews": feed_pages.previews(report), "is_known_elsewhere": proposal.is_known_elsewhere(),
            "may_hand_in": proposal.is_readable and not proposal.reading_since
            and (proposal.state == ClaimState.REFUSED or not proposal.handed_in_at),
        }  # fmt: skip
    response = render(request, "listings/employers/feed.html", context)
    if (is_being_read or is_first_run_due) and STAY not in request.GET:
        since = proposal.reading_since or proposal.decided_at or timezone.now()
        is_early = (timezone.now() - since).total_seconds() < 60
        response["Refresh"] = str(SOON if is_early else LATER)
    return response


@access.logged_in
@require_POST
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = _feed_or_404(request, pk)
    if _too_often(request, _member_or_404(request)):
        messages.error(request, _(TOO_OFTEN))
        return redirect("feed", pk)
    return _act(request, pk, lambda: feed_offers.read_again(proposal=proposal))


@access.logged_in
@require_POST
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    proposal, person = _feed_or_404(request, pk), _member_or_404(request)
    said = _("Dein Feed ist zur Prüfung abgegeben. Du bekommst eine Mail.")
    return _act(request, pk, lambda: feed_offers.hand_in(proposal=proposal, person=person), said)


@access.logged_in
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first. One that is not accepted yet is forgotten instead."""
    proposal = _feed_or_404(request, pk)
    is_accepted = proposal.state == ClaimState.ACCEPTED
    if request.method != "POST":
        context = {"proposal": proposal, "is_accepted": is_accepted, "area": "employers"}
        return render(request, "listings/employers/feed_stop.html", context)
    if is_accepted:
        said = _("Gestoppt. Die Anzeigen aus diesem Feed sind in wenigen Minuten offline.")
        return _act(request, pk, lambda: feed_offers.stop(proposal=proposal), said)
    try:
        feed_offers.take_back(proposal=proposal)
        messages.success(request, _("Der Feed ist zurückgezogen."))
    except feed_offers.NotNow:
        messages.error(request, _(NOT_NOW))
    return redirect("feeds")


@access.logged_in
@require_POST
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = _feed_or_404(request, pk)
    said = _("Wir holen den Feed wieder. Die Anzeigen kommen unter ihrer alten Adresse zurück.")
    return _act(request, pk, lambda: feed_offers.go_on(proposal=proposal), said)


def _act(request: HttpRequest, pk: int, step: Callable[[], object], said: str = "") -> HttpResponse:
    try:
        step()
    except feed_offers.NotNow:
        messages.error(request, _(NOT_NOW))
    else:
        if said:
            messages.success(request, said)
    return redirect("feed", pk)


def _too_often(request: HttpRequest, person: Person) -> bool:
    """Counts a dry run: each one costs a worker's time and somebody's server."""
    limited = is_exceeded(request, "feed-read", READ_RATE, of=f"person {person.pk}")
    return is_exceeded(request, "feed-read-network", NETWORK_RATE, of=network_of(request)) or limited


def _member_or_404(request: HttpRequest) -> Person:
    """Whoever acts for no employer has no feeds."""
    person = access.person_of(request)
    if person is None or not access.employers_of(person).exists():
        raise Http404
    return person


def _feed_or_404(request: HttpRequest, pk: int) -> FeedProposal:
    return get_object_or_404(feed_offers.feeds_of(_member_or_404(request)), pk=pk)
