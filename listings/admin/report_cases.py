"""Reported listings: one case at a time with all its reports, the decision with its reasons, and the trail to export."""

import csv
import io
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern
from django.utils import timezone

from listings.admin import deciding as templates_of
from listings.admin import findings, history
from listings.admin.desk import ReadOnlyAdmin, admin_url, age
from listings.models import ReasonTemplate, ReportCase, labels
from listings.reporting import deciding, trail
from listings.submitting.statement import TERMS
from listings.vocabulary import CaseOutcome, CaseState

KEPT_REASONS = (
    ("Kein Verstoß", "Wir haben die Anzeige gelesen. Sie verstößt weder gegen ein Gesetz noch gegen unsere Regeln."),
    ("Stelle ist noch frei", "Wir haben beim Arbeitgeber nachgefragt: Die Stelle ist noch frei."),
    ("Angaben stimmen", "Wir haben die Angaben geprüft. Sie stimmen."),
)
"""For decisions that leave a listing as it is."""
EXPORTED = 10_000


class CaseFilter(admin.SimpleListFilter):
    """What waits, unless something else is asked for."""

    title, parameter_name = "Stand", "stand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("decided", labels.CASE_STATES["decided"]), ("alle", "alle")]

    def choices(self, changelist: Any) -> Any:
        first, *rest = super().choices(changelist)
        return [first | {"display": labels.CASE_STATES["open"]}, *rest]

    def queryset(self, request: HttpRequest, queryset: QuerySet[ReportCase]) -> QuerySet[ReportCase]:
        return queryset if self.value() == "alle" else queryset.filter(state=self.value() or CaseState.OPEN)


@admin.register(ReportCase)
class ReportCaseAdmin(ReadOnlyAdmin):
    list_display = ["title", "hiring_organization", "reports_and_reasons", "waits", "state"]
    list_filter = [CaseFilter, "reports__reason"]
    search_fields = ["title", "hiring_organization", "listing_number"]
    change_list_template = "admin/listings/reportcase/change_list.html"
    actions = ["export_json", "export_csv"]
    ordering = ["created_at", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReportCase]:
        return super().get_queryset(request).annotate(report_count=Count("reports", distinct=True)).prefetch_related("reports", "appeals")  # fmt: skip

    def get_urls(self) -> list[URLPattern]:
        def own(route: str, view: Any, name: str, methods: tuple[str, ...] = ("GET",)) -> URLPattern:
            return self.own_path(route, view, f"listings_reportcase_{name}", needs="view_reportcase", methods=methods)

        return [
            own("kennzahlen/", self.numbers, "numbers"),
            own("kennzahlen/<int:year>.json", self.numbers_json, "numbers_json"),
            own("<int:pk>/verlauf.json", self.one_json, "json"),
            own("<int:pk>/change/", self.review, "review", ("GET", "POST")),
            *super().get_urls(),
        ]

    @admin.display(description="Meldungen", ordering="report_count")
    def reports_and_reasons(self, case: ReportCase) -> str:
        rows = list(case.reports.all())  # type: ignore[attr-defined]
        return f"{len(rows)}: " + "; ".join(sorted({labels.REPORT_REASONS[row.reason] for row in rows}))

    @admin.display(description="wartet", ordering="created_at")
    def waits(self, case: ReportCase) -> str:
        if not case.is_open:
            return ""
        appealed = [row.created_at for row in case.appeals.all() if row.answer_id is None]  # type: ignore[attr-defined]
        words = age(timezone.now() - min(appealed, default=case.created_at))
        return f"{words}, Beschwerde" if appealed else words

    def review(self, request: HttpRequest, pk: int) -> HttpResponse:
        """GET shows, POST decides and goes on to the next; when it is refused, what was typed stays."""
        status = 200
        if request.method == "POST":
            if not request.user.has_perm(deciding.RIGHT):
                return HttpResponse(status=403)
            try:
                case = self._decide(request, get_object_or_404(ReportCase, pk=pk))
            except deciding.Refused as refused:
                self.say(request, str(refused), messages.ERROR)
                status = 409
            else:
                waiting = ReportCase.objects.filter(state=CaseState.OPEN, created_at__gte=case.created_at)
                following = waiting.order_by("created_at", "pk").first()
                return redirect(
                    admin_url("reportcase", "review", following.pk) if following else admin_url("reportcase")
                )
        case = get_object_or_404(trail.with_trail(ReportCase.objects.all()), pk=pk)
        answer = self.page(request, "admin/desk/case.html", str(case), **self._context(request, case))
        answer.status_code = status
        return answer

    def _decide(self, request: HttpRequest, case: ReportCase) -> ReportCase:
        try:
            outcome = CaseOutcome(request.POST.get("outcome", ""))
        except ValueError:
            raise deciding.Refused("Wähl aus, was mit der Anzeige geschehen soll.") from None
        reason, ground = templates_of.reason_of(request)
        kept = dict(enumerate(KEPT_REASONS)).get(_number(request.POST.get("template", "").removeprefix("keep-")))
        if kept and request.POST.get("template", "").startswith("keep-"):
            reason = reason or kept[1]
        assert isinstance(request.user, User)
        done = deciding.decide(
            case=case, outcome=outcome, reason=reason, ground=ground, by=request.user, seen=request.POST.get("seen", "")
        )
        words = labels.CASE_OUTCOMES[outcome]
        self.note(request, case, f"{words.capitalize()}: {reason}")
        self.say(request, f"Fall {case.pk}, „{case.title}“: {words}.")
        return done.case

    def _context(self, request: HttpRequest, case: ReportCase) -> dict[str, Any]:
        listing = case.listing
        assert isinstance(request.user, User)
        return {
            "case": case, "listing": listing, "status": labels.STATUS[listing.status] if listing else "",
            "findings": findings.table(listing) if listing else "", "text": findings.marked(listing) if listing else "",
            "history": history.table(listing) if listing else "", "seen": deciding.version(case),
            "may_decide": case.is_open and request.user.has_perm(deciding.RIGHT),
            "is_another_s": deciding.must_be_another(case, request.user), "outcomes": labels.CASE_OUTCOMES.items(),
            "can_return": bool(listing and listing.source_id is None), "templates": ReasonTemplate.objects.all(),
            "kept_reasons": KEPT_REASONS, "ground": TERMS, "typed": request.POST, "is_first": not case.decisions.exists(),  # type: ignore[attr-defined]
        }  # fmt: skip

    def numbers(self, request: HttpRequest) -> HttpResponse:
        rows = [trail.numbers(year) for year in trail.years()]
        for row in rows:
            row["reasons"] = [(labels.REPORT_REASONS[key], count) for key, count in row["reports_by_reason"].items()]
            row["outcomes"] = [(labels.CASE_OUTCOMES[key], count) for key, count in row["decisions_by_outcome"].items()]
        return self.page(request, "admin/desk/case_numbers.html", "Kennzahlen der Meldungen", rows=rows)

    def numbers_json(self, request: HttpRequest, year: int) -> HttpResponse:
        return _download(JsonResponse(trail.numbers(year)), f"meldungen-{year}.json")

    def one_json(self, request: HttpRequest, pk: int) -> HttpResponse:
        """With the people in it: for an authority or a court that asks about this case."""
        case = get_object_or_404(trail.with_trail(ReportCase.objects.all()), pk=pk)
        self.note(request, case, "Verlauf mit Namen und Adressen ausgegeben")
        return _download(JsonResponse(trail.as_json(case, with_people=True)), f"fall-{pk}.json")

    @admin.action(description="Verlauf als JSON ausgeben, ohne Namen und Adressen", permissions=["view"])
    def export_json(self, request: HttpRequest, queryset: QuerySet[ReportCase]) -> HttpResponse:
        cases = [trail.as_json(case) for case in trail.with_trail(queryset)[:EXPORTED]]
        return _download(JsonResponse({"cases": cases}), "meldungen.json")

    @admin.action(description="Verlauf als CSV ausgeben, ohne Namen und Adressen", permissions=["view"])
    def export_csv(self, request: HttpRequest, queryset: QuerySet[ReportCase]) -> HttpResponse:
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";")
        writer.writerow(trail.COLUMNS)
        writer.writerows(trail.as_rows(trail.with_trail(queryset)[:EXPORTED]))
        content = out.getvalue().encode("utf-8-sig")
        return _download(HttpResponse(content, content_type="text/csv; charset=utf-8"), "meldungen.csv")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 3 else -1


def _download(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
