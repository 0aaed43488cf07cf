"""One listing at a time: all that a decision needs on one page, and the next one behind it. Keys are in moderation.js."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import number_format
from django.utils.safestring import SafeString

from listings import lifecycle
from listings.admin import deciding, findings, history, waiting
from listings.admin.deciding import Decision
from listings.admin.desk import DeskAdmin, admin_url
from listings.models import Listing, ReasonTemplate, labels
from listings.submitting import changes, drafting, trust
from listings.submitting.statement import TERMS

HIDDEN = {"title", "description_html", "hiring_organization", "is_hidden_duplicate", "is_never_duplicate", "status_reason",
          "further_places"}  # fmt: skip
"""Shown elsewhere on the page, or of no use to a moderator."""
SIMILAR_SHOWN = 5


def walk(request: HttpRequest) -> dict[str, str]:
    """The part of the queue that the moderator goes through."""
    return {name: value for name in ("wartet", "stand") if (value := request.GET.get(name, ""))}


def first(desk: DeskAdmin, request: HttpRequest) -> HttpResponse:
    query = walk(request)
    pk = waiting.in_order(query.get("wartet", ""), query.get("stand", "")).values_list("pk", flat=True).first()
    if pk is None:
        desk.say(request, "Hier wartet nichts mehr.")
        return redirect(admin_url("listing", "waiting"))
    return redirect(page_url(pk, query))


def page_url(pk: int, query: dict[str, str]) -> str:
    return admin_url("listing", "review", pk) + (f"?{urlencode(query)}" if query else "")


def page(desk: DeskAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows, POST decides and goes on to the next; when it is refused, what was typed stays."""
    query = walk(request)
    rows = waiting.in_order(query.get("wartet", ""), query.get("stand", ""))
    every = Listing.objects.annotate(waiting_since=waiting.WAITING_SINCE, rank=waiting.RANK).select_related(
        "hiring_organization", "source", "place"
    )
    listing = get_object_or_404(every, pk=pk)
    if request.method == "POST":
        if not desk.has_change_permission(request, listing):
            return HttpResponse(status=403)
        if _decided(desk, request, listing):
            ids = rows.values_list("pk", flat=True)
            following = waiting.beside(ids, listing).first() or ids.first()
            return redirect(page_url(following, query) if following else admin_url("listing", "waiting"))
        listing = every.get(pk=pk)
    context = _context(desk, request, listing, rows, query)
    answer = desk.page(request, "admin/desk/review.html", f"Prüfen: {listing.title}", **context)
    answer.status_code = 409 if request.method == "POST" else 200
    return answer


def logo(request: HttpRequest, pk: int) -> HttpResponse:
    """Of the draft, before anybody else sees it: a picture that we drew ourselves, and as such alone it is served."""
    found = drafting.with_logo(get_object_or_404(Listing, pk=pk)).first()
    if found is None or found.logo is None:
        raise Http404
    response = HttpResponse(bytes(found.logo), content_type="image/webp")
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _decided(desk: DeskAdmin, request: HttpRequest, listing: Listing) -> bool:
    """Whether to go on; what was refused is said."""
    try:
        decision = Decision(request.POST.get("decision", ""))
    except ValueError:
        return False
    reason, ground = deciding.reason_of(request)
    try:
        deciding.decide(
            desk, request, listing.pk, decision, reason=reason, ground=ground, seen=request.POST.get("seen", "")
        )
    except deciding.Refused as refused:
        desk.say(request, str(refused), messages.WARNING if refused.is_late else messages.ERROR)
        return False
    desk.say(request, f"„{listing}“: {deciding.DONE[decision]}.")
    return True


def _context(
    desk: DeskAdmin, request: HttpRequest, listing: Listing, rows: Any, query: dict[str, str]
) -> dict[str, Any]:
    is_waiting = listing.status in lifecycle.WAITING
    behind, before = waiting.beside(rows, listing), waiting.beside(rows, listing, is_before=True)
    following = behind.values_list("pk", flat=True).first()
    previous = before.reverse().values_list("pk", flat=True).first()
    counts = rows.order_by().aggregate(all=Count("pk"), place=Count("pk", filter=_up_to(listing)))
    templates = list(ReasonTemplate.objects.all()) if is_waiting else []
    return {
        "listing": listing, "why": waiting.in_german(listing.status_reason), "is_waiting": is_waiting and desk.has_change_permission(request, listing), "counts": counts,
        "status": labels.STATUS[listing.status], "next_url": page_url(following, query) if following else "",
        "previous_url": page_url(previous, query) if previous else "", "seen": changes.version(listing),
        "ask_templates": [row for row in templates if row.is_for_changes] if listing.source_id is None else None,
        "reject_templates": [row for row in templates if not row.is_for_changes],
        "holds": waiting.hold_findings(listing), "values": values(listing), "findings": findings.table(listing),
        "text": findings.marked(listing), "history": history.table(listing), "is_typed": listing.source_id is None,
        "record": trust.record_of(listing.hiring_organization_id, without=listing), "similar": _similar(listing),
        "speaks": trust.speaks_for_employer(listing), "ground": TERMS, "typed": request.POST,
        "has_logo": listing.source_id is None and drafting.with_logo(listing).exists(),
    }  # fmt: skip


def _up_to(listing: Listing) -> Q:
    rank, since = listing.rank, listing.waiting_since  # type: ignore[attr-defined]
    return (
        Q(rank__lt=rank) | Q(rank=rank, waiting_since__lt=since) | Q(rank=rank, waiting_since=since, pk__lte=listing.pk)
    )


def values(listing: Listing) -> list[tuple[str, str | SafeString]]:
    """What the advertisement states, in German; what it does not state is left out."""
    empty = Listing(hiring_organization=listing.hiring_organization, country="")
    stated = changes.between(empty, listing)
    found = [(changes.label(name), changes.readable(name, after))
             for name, (_, after) in stated.items() if name not in HIDDEN]  # fmt: skip
    if listing.salary_month_min is not None:
        low, high = (
            number_format(end, force_grouping=True) for end in (listing.salary_month_min, listing.salary_month_max)
        )
        span = f"{low} bis {high} € im Monat"
        found.append(("Gehalt, verglichen", span))
    return [(label, words) for label, words in found if words]


def _similar(listing: Listing) -> list[Listing]:
    """Others of the employer that are public or wait, with the same title: perhaps typed twice."""
    rows = Listing.objects.filter(
        hiring_organization=listing.hiring_organization_id, title__iexact=listing.title,
        status__in=[*lifecycle.WAITING, *lifecycle.CURRENT],
    ).exclude(pk=listing.pk)  # fmt: skip
    return list(rows.order_by("-pk").only("title", "city", "status")[:SIMILAR_SHOWN])
