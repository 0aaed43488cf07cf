"""Listings that wait for a moderator: by reason, with decisions that the next import follows."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.db.models import Count, Min, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from listings.admin.desk import PARTICULAR, DeskAdmin, admin_url, kind_of_reason
from listings.importing import decisions
from listings.models import FieldOfWorkDecision, Listing, labels
from listings.normalise import field_of_work, title
from listings.vocabulary import FindingLevel, ListingStatus

WAITING = (ListingStatus.HELD, ListingStatus.IN_REVIEW)
KIND = kind_of_reason("status_reason", rf"(?<=:)\s.*|{PARTICULAR}")
"""Behind the colon stand the words that made one listing doubtful."""
GROUPS_SHOWN = 100
KINDS_OFFERED = 20
ASKED_SHOWN = 20


class WaitingFilter(admin.SimpleListFilter):
    """Reasons of the listings that wait, the most frequent first."""

    title, parameter_name = "Wartet", "wartet"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        kinds = [
            (group["kind"], f"{group['kind'] or 'ohne Grund'} ({group['count']})") for group in groups(KINDS_OFFERED)
        ]
        return [("alle", "alle"), *(kind for kind in dict(kinds).items() if kind[0])]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Listing]) -> QuerySet[Listing]:
        if not self.value():
            return queryset
        waiting = queryset.filter(status__in=WAITING)
        return waiting if self.value() == "alle" else waiting.alias(kind=KIND).filter(kind=self.value())


def groups(most: int) -> list[dict[str, Any]]:
    rows = Listing.objects.filter(status__in=WAITING).annotate(kind=KIND).order_by()
    counted = rows.values("status", "kind").annotate(count=Count("pk"), oldest=Min("first_seen_at"))
    return list(counted.order_by("-count", "kind")[:most])


def queue(desk: DeskAdmin, request: HttpRequest) -> HttpResponse:
    found = groups(GROUPS_SHOWN + 1)
    for group in found:
        query = {"status__exact": group["status"]} | ({"wartet": group["kind"]} if group["kind"] else {})
        group["url"], group["words"] = admin_url("listing", **query), labels.STATUS[group["status"]]
    return desk.page(request, "admin/desk/waiting.html", "Was wartet", groups=found[:GROUPS_SHOWN],
                     has_more=len(found) > GROUPS_SHOWN, all_url=admin_url("listing", wartet="alle"))  # fmt: skip


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
    fraud = rows.filter(status=ListingStatus.HELD, findings__contains=[{"level": FindingLevel.HOLD}])
    suspect = list(fraud[: ASKED_SHOWN + 1])
    if not suspect or request.POST.get("reason", "").strip():
        return None
    if "reason" in request.POST:
        desk.message_user(request, "Schreib dazu, warum die Anzeigen in Ordnung sind.", messages.ERROR)
    return TemplateResponse(request, "admin/desk/publish.html", {
        **desk.admin_site.each_context(request), "opts": desk.opts, "title": "Trotz Befund veröffentlichen",
        "suspect": [(row, hold_findings(row)) for row in suspect[:ASKED_SHOWN]], "has_more": len(suspect) > ASKED_SHOWN,
        "selected": request.POST.getlist(helpers.ACTION_CHECKBOX_NAME), "action_name": helpers.ACTION_CHECKBOX_NAME,
        "select_across": request.POST.get("select_across", "0"), "count": rows.count(),
    })  # fmt: skip
