"""The operators' start: alarms, every source with what it does and lacks, and how far running imports are."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from listings.admin.desk import DeskAdmin, admin_url
from listings.admin.standing import LOSSES, SILENT, standings, step_words
from listings.importing import run_lock
from listings.importing.progress import Progress
from listings.models import Alarm, EmployerClaim, FeedProposal, Listing, PendingEdit, ReportCase, Source
from listings.vocabulary import CaseState, ClaimState, ListingStatus

ALARMS_SHOWN = 50


def operations(desk: DeskAdmin, request: HttpRequest) -> HttpResponse:
    rows = standings()
    may_see_alarms = request.user.has_perm("listings.view_alarm")
    alarms = (
        Alarm.objects.filter(settled_at=None).select_related("source")[: ALARMS_SHOWN + 1] if may_see_alarms else []
    )
    return desk.page(
        request, "admin/desk/operations.html", "Betrieb", rows=rows, alarms=list(alarms), now=timezone.now(),
        may_see_alarms=may_see_alarms,
        waiting=[row for row in rows if LOSSES in row.states or SILENT in row.states],
        total={name: sum(row.counts[name] for row in rows) for name in ("live", "held", "missing")},
    )  # fmt: skip


def progress(request: HttpRequest) -> JsonResponse:
    """What runs now, for the page to refresh itself."""
    running = sorted(run_lock.running())
    told = Progress.of_each(running)
    states = {}
    for pk in running:
        known = told.get(pk)
        states[str(pk)] = {
            "step": step_words(known), "read": known.read if known else 0, "share": round(known.share, 3) if known else 0
        }  # fmt: skip
    answer = JsonResponse({"running": states})
    answer["Cache-Control"] = "no-store"
    return answer


def glance(user: AbstractBaseUser | AnonymousUser) -> list[tuple[str, int, str]]:
    """Address, number and words of what waits for this person; nothing they may not see."""
    found: list[tuple[str, int, str]] = []

    def add(url: str, count: int, one: str, many: str) -> None:
        found.append((url, count, one if count == 1 else many))

    if user.has_perm("listings.view_source"):
        active = Source.objects.filter(is_active=True).count()
        add(admin_url("source", "operations"), active, "Quelle im Betrieb", "Quellen im Betrieb")
    if user.has_perm("listings.view_alarm"):
        alarms = Alarm.objects.filter(settled_at=None).count()
        add(admin_url("alarm"), alarms, "offener Alarm", "offene Alarme")
    if user.has_perm("listings.view_listing"):
        held, review = Q(status=ListingStatus.HELD), Q(status=ListingStatus.IN_REVIEW)
        waiting = Listing.objects.filter(held | review)
        counted = waiting.aggregate(held=Count("pk", filter=held), review=Count("pk", filter=review))
        add(admin_url("listing", "waiting"), counted["held"], "zurückgehaltene Stelle", "zurückgehaltene Stellen")
        review_url = admin_url("listing", "review_next", stand="in_review")
        add(review_url, counted["review"], "Stelle in Prüfung", "Stellen in Prüfung")
    waiting_claims = Q(state=ClaimState.WAITING)
    for model, rows, one, many in (
        ("reportcase", ReportCase.objects.filter(state=CaseState.OPEN), "gemeldete Anzeige", "gemeldete Anzeigen"),
        ("pendingedit", PendingEdit.objects.all(), "wartende Änderung", "wartende Änderungen"),
        ("employerclaim", EmployerClaim.objects.filter(waiting_claims), "Anspruch", "Ansprüche"),
        ("feedproposal", FeedProposal.objects.waiting(), "angebotener Feed", "angebotene Feeds"),
    ):
        if user.has_perm(f"listings.view_{model}") and (count := rows.count()):
            add(admin_url(model), count, one, many)
    return found
