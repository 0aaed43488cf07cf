"""Listings that wait for a moderator: by reason and age, with decisions that the next import follows."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.db.models import Case, Count, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from listings.admin.desk import PARTICULAR, DeskAdmin, admin_url, kind_of_reason
from listings.importing import decisions
from listings.lifecycle import WAITING
from listings.models import (
    EmployerClaim,
    FeedProposal,
    FieldOfWorkDecision,
    Listing,
    ListingEvent,
    PendingEdit,
    ReportCase,
    labels,
)
from listings.normalise import field_of_work, title
from listings.submitting import feed_words
from listings.vocabulary import CaseState, ClaimState, FindingLevel, ListingStatus

KIND = kind_of_reason("status_reason", rf"(?<=:)\s.*|{PARTICULAR}")
"""Behind the colon stand the words that made one listing doubtful."""
_BEGAN = ListingEvent.objects.filter(listing=OuterRef("pk"), action__in=("confirmed", "sent_again", "held")).order_by(
    "-at"
)
WAITING_SINCE = Coalesce(Subquery(_BEGAN.values("at")[:1]), "first_seen_at")
"""Since the employer confirmed it or sent it again; an imported one since it came."""
RANK = Case(When(status=ListingStatus.IN_REVIEW, then=Value(0)), default=Value(1), output_field=IntegerField())
"""Listings behind which somebody waits for an answer come first."""
GROUPS_SHOWN = 100
KINDS_OFFERED = 20
ASKED_SHOWN = 20


class WaitingFilter(admin.SimpleListFilter):
    """Reasons of the listings that wait, the most frequent first."""

    title, parameter_name = "Wartet", "wartet"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        kinds = [(group["kind"], f"{in_german(group['kind'])} ({group['count']})") for group in groups(KINDS_OFFERED)]
        return [("alle", "alle"), *(kind for kind in dict(kinds).items() if kind[0])]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Listing]) -> QuerySet[Listing]:
        return of_kind(queryset, self.value()) if self.value() else queryset


def in_german(reason: str) -> str:
    """The importer gives its reasons in English; what comes from the form is German already."""
    if not reason:
        return "nichts aufgefallen"
    words = feed_words.of_item("", reason)
    return reason if words.original else str(words.what)


def of_kind(rows: QuerySet[Listing], kind: str) -> QuerySet[Listing]:
    """Those that wait for this reason, or all that wait."""
    waiting = rows.filter(status__in=WAITING)
    return waiting if kind in ("", "alle") else waiting.alias(kind=KIND).filter(kind=kind)


def in_order(kind: str = "", status: str = "") -> QuerySet[Listing]:
    """What waits, in the order in which it should be decided: the oldest first."""
    rows = of_kind(Listing.objects.all(), kind)
    rows = rows.filter(status=status) if status else rows
    return rows.annotate(waiting_since=WAITING_SINCE, rank=RANK).order_by("rank", "waiting_since", "pk")


def beside(rows: QuerySet[Listing], listing: Listing, *, is_before: bool = False) -> QuerySet[Listing]:
    """Of rows in order those behind, or before, one that has been read in order."""
    end = "lt" if is_before else "gt"
    rank, since = getattr(listing, "rank"), getattr(listing, "waiting_since")  # noqa: B009 - annotations
    return rows.filter(
        Q(**{f"rank__{end}": rank}) | Q(rank=rank, **{f"waiting_since__{end}": since})
        | Q(rank=rank, waiting_since=since, **{f"pk__{end}": listing.pk})
    )  # fmt: skip


def groups(most: int) -> list[dict[str, Any]]:
    rows = Listing.objects.filter(status__in=WAITING).annotate(kind=KIND, since=WAITING_SINCE).order_by()
    counted = rows.values("status", "kind").annotate(count=Count("pk"), oldest=Min("since"))
    return list(counted.order_by("-count", "kind")[:most])


def other_lists(request: HttpRequest) -> list[tuple[str, int, Any, str]]:
    """Address, number, oldest and words of what else a moderator decides; nothing they may not see."""
    found = []
    for model, words, rows in (
        ("reportcase", "gemeldete Anzeigen", ReportCase.objects.filter(state=CaseState.OPEN)),
        ("pendingedit", "Änderungen an Anzeigen, die online sind", PendingEdit.objects.all()),
        ("employerclaim", "Ansprüche auf Arbeitgeber", EmployerClaim.objects.filter(state=ClaimState.WAITING)),
        ("feedproposal", "angebotene Feeds", FeedProposal.objects.waiting()),
    ):
        if request.user.has_perm(f"listings.view_{model}"):
            since = "handed_in_at" if model == "feedproposal" else "created_at"
            counts = rows.aggregate(count=Count("pk"), oldest=Min(since))
            found.append((admin_url(model), counts["count"], counts["oldest"], words))
    return found


def queue(desk: DeskAdmin, request: HttpRequest) -> HttpResponse:
    found = groups(GROUPS_SHOWN + 1)
    review_url = admin_url("listing", "review_next")
    for group in found:
        status = {"status__exact": group["status"]} | ({"wartet": group["kind"]} if group["kind"] else {})
        group["said"] = in_german(group["kind"])
        group["url"], group["words"] = admin_url("listing", **status), labels.STATUS[group["status"]]
        query = {"stand": group["status"]} | ({"wartet": group["kind"]} if group["kind"] else {})
        group["review_url"] = admin_url("listing", "review_next", **query)
    found.sort(key=lambda group: group["status"] != ListingStatus.IN_REVIEW)
    return desk.page(
        request, "admin/desk/waiting.html", "Was wartet", groups=found[:GROUPS_SHOWN], has_more=len(found) > GROUPS_SHOWN,
        all_url=admin_url("listing", wartet="alle"), review_url=review_url, others=other_lists(request),
    )  # fmt: skip


def is_field_doubt(listing: Listing) -> bool:
    """Held because its title is not clearly customer service, and for no other reason."""
    if listing.status != ListingStatus.HELD or listing.source_id is None or not listing.description_text:
        return False
    if title.is_placeholder(listing.title) or hold_findings(listing):
        return False
    return not field_of_work.judge(listing.title, listing.description_text).is_yes


def hold_findings(listing: Listing) -> list[dict[str, str]]:
    return [finding for finding in listing.findings if finding.get("level") == FindingLevel.HOLD]


def remember(listing: Listing, *, belongs: bool, user: Any) -> FieldOfWorkDecision | None:
    """What a moderator's word about a doubtful title means for the next import. Call it before the status changes."""
    return decisions.remember(listing, belongs=belongs, user=user) if is_field_doubt(listing) else None


def ask_for_reason(desk: DeskAdmin, request: HttpRequest, rows: QuerySet[Listing]) -> TemplateResponse | None:
    """A page that asks why, when one of these is held by a finding and no reason was given yet."""
    fraud = rows.filter(status__in=WAITING, findings__contains=[{"level": FindingLevel.HOLD}])
    suspect = list(fraud[: ASKED_SHOWN + 1])
    if not suspect or request.POST.get("reason", "").strip():
        return None
    if "reason" in request.POST:
        desk.message_user(request, "Schreib dazu, warum die Anzeigen in Ordnung sind.", messages.ERROR)
    return desk.page(
        request, "admin/desk/publish.html", "Trotz Befund veröffentlichen",
        suspect=[(row, hold_findings(row)) for row in suspect[:ASKED_SHOWN]], has_more=len(suspect) > ASKED_SHOWN,
        **chosen(request, rows),
    )  # fmt: skip


def chosen(request: HttpRequest, rows: QuerySet[Listing]) -> dict[str, Any]:
    """What a page between an action and its doing sends on."""
    return {
        "selected": request.POST.getlist(helpers.ACTION_CHECKBOX_NAME), "action_name": helpers.ACTION_CHECKBOX_NAME,
        "select_across": request.POST.get("select_across", "0"), "count": rows.count(),
        "seen": request.POST.get("seen", ""),
    }  # fmt: skip
