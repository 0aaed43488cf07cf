"""Rejected items across runs: what the feed said, and another try after a rule, a place or a decision has changed."""

from collections import Counter
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern
from django.utils import timezone

from listings.admin.desk import ReadOnlyAdmin
from listings.admin.rejected_filters import FieldFilter, KindFilter, RunFilter, SoundFilter
from listings.importing import decisions, kept_items, pipeline, run_lock
from listings.importing.job_posting import BadItem, JobPosting, Unreadable
from listings.models import Listing, RejectedItem, labels
from listings.normalise.title import title_key
from listings.vocabulary import RunStatus, Salary

MAX_TRIED = 500
OUTCOMES_SHOWN = 20
SAID_SHOWN = 20_000
WORDS = {
    "external_id": "Kennung", "title": "Titel", "description": "Beschreibung", "hiring_organization": "Arbeitgeber",
    "location": "Ort als Text", "postal_code": "Postleitzahl", "city": "Ort", "country": "Land",
    "further_locations": "weitere Orte", "work_mode": "Arbeitsort", "employment_words": "Umfang",
    "category_words": "Kategorien", "base_salary": "Gehalt", "salary_text": "Gehalt als Text", "currency": "Währung",
    "weekly_hours": "Stunden pro Woche", "is_shift_work": "Schichtarbeit", "is_for_career_changers": "Quereinstieg",
    "date_posted": "Datum", "valid_through": "Ende", "url": "Seite der Stelle", "apply_url": "Bewerbung",
}  # fmt: skip


@admin.register(RejectedItem)
class RejectedItemAdmin(ReadOnlyAdmin):
    change_form_template = "admin/listings/rejecteditem/change_form.html"
    list_display = ["name", "source", "field", "reason", "outcome"]
    list_filter = [RunFilter, SoundFilter, FieldFilter, KindFilter, "run__source"]
    list_select_related = ["run__source", "listing"]
    search_fields = ["title", "external_id", "reason"]
    ordering = ["-run__started_at", "position"]
    fields = ["run_read", "position", "external_id", "title", "field", "reason", "retried_at", "listing"]
    readonly_fields = ["run_read"]
    actions = ["try_again", "belongs_here"]
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        post = ("POST",)
        return [
            self.own_path("<int:pk>/noch-einmal/", self.try_one, "listings_rejecteditem_again", needs="change_rejecteditem", methods=post),
            self.own_path("<int:pk>/gehoert-hierher/", self.one_belongs_here, "listings_rejecteditem_belongs",
                          needs="add_fieldofworkdecision", methods=post),
            *super().get_urls(),
        ]  # fmt: skip

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup == "run__id__exact" or super().lookup_allowed(lookup, value, request)

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("listings.change_rejecteditem")

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("listings.add_fieldofworkdecision") and self.has_retry_permission(request)

    def render_change_form(self, request, context, *args, **kwargs):  # type: ignore[no-untyped-def]
        if item := kwargs.get("obj"):
            context |= _said(item) | {"may_retry": self.has_retry_permission(request),
                                      "may_decide": self.has_decide_permission(request) and bool(item.title)}  # fmt: skip
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="Titel", ordering="title")
    def name(self, item: RejectedItem) -> str:
        return _name(item)

    @admin.display(description="Quelle", ordering="run__source__name")
    def source(self, item: RejectedItem) -> str:
        return str(item.run.source)

    @admin.display(description="noch einmal versucht", ordering="retried_at")
    def outcome(self, item: RejectedItem) -> str:
        if item.retried_at is None:
            return "–"
        return str(item.listing.get_status_display()) if item.listing else "wieder abgelehnt"

    @admin.display(description="Import")
    def run_read(self, item: RejectedItem) -> str:
        return str(item.run)

    @admin.action(description="Noch einmal versuchen", permissions=["retry"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[RejectedItem]) -> None:
        if queryset.count() > MAX_TRIED:
            self.say(
                request,
                f"Höchstens {MAX_TRIED} auf einmal. Für alles gibt es bei der Quelle „Noch einmal einspielen“.",
                messages.ERROR,
            )
            return
        outcomes: list[tuple[str, bool]] = []
        by_run: dict[int, list[RejectedItem]] = {}
        for item in queryset.select_related("run__source"):
            by_run.setdefault(item.run_id, []).append(item)
        for items in by_run.values():
            outcomes += _tried(items)
        for text, is_well in outcomes[:OUTCOMES_SHOWN]:
            self.say(request, text, messages.SUCCESS if is_well else messages.WARNING)
        if len(outcomes) > OUTCOMES_SHOWN:
            counted = Counter(is_well for _, is_well in outcomes)
            self.say(request, f"Zusammen: {counted[True]} angenommen, {counted[False]} nicht.", messages.INFO)

    @admin.action(description="Gehört doch hierher: Titel merken und noch einmal versuchen", permissions=["decide"])
    def belongs_here(self, request: HttpRequest, queryset: QuerySet[RejectedItem]) -> None:
        """The title is remembered for its source, so that the next import takes it without asking."""
        titled = queryset.exclude(title="").select_related("run__source")
        for item in titled[:MAX_TRIED]:
            known = Listing(source=item.run.source, title=item.title, title_key=title_key(item.title)[:200])
            self.note(request, decisions.remember(known, belongs=True, user=request.user), "Gehört hierher")
        self.try_again(request, titled)

    def try_one(self, request: HttpRequest, pk: int) -> HttpResponse:
        get_object_or_404(RejectedItem, pk=pk)
        self.try_again(request, RejectedItem.objects.filter(pk=pk))
        return redirect("admin:listings_rejecteditem_change", pk)

    def one_belongs_here(self, request: HttpRequest, pk: int) -> HttpResponse:
        get_object_or_404(RejectedItem, pk=pk)
        if self.has_decide_permission(request):
            self.belongs_here(request, RejectedItem.objects.filter(pk=pk))
        return redirect("admin:listings_rejecteditem_change", pk)


def _tried(items: list[RejectedItem]) -> list[tuple[str, bool]]:
    """What became of items of one run, each in a sentence, and whether that is well."""
    try:
        report = pipeline.try_all_again(items, wait=False)
    except run_lock.Busy:
        return [(f"„{_name(items[0])}“: Gerade läuft ein Import dieser Quelle. Versuch es danach noch einmal.", False)]
    except Unreadable as reason:
        return [(f"„{_name(items[0])}“: geht nicht mehr ({reason}). Der nächste Import entscheidet.", False)]
    if report.status is RunStatus.REFUSED:
        return [(f"„{_name(items[0])}“: Das Dokument lässt sich nicht lesen ({report.reason}).", False)]
    again = {item.position: item for item in RejectedItem.objects.filter(run=report.run)}
    return [_outcome(item, again.get(item.position)) for item in items]


def _outcome(item: RejectedItem, again: RejectedItem | None) -> tuple[str, bool]:
    name = _name(item)
    if again is not None:
        return f"„{name}“ ist wieder abgelehnt: {again.field}, {again.reason}", False
    if item.listing is None:
        return f"„{name}“ ist gelesen, aber steht schon in einer anderen Anzeige dieser Quelle.", True
    words = str(item.listing.get_status_display())
    reason = f" ({item.listing.status_reason})" if item.listing.status_reason else ""
    return f"„{name}“ ist jetzt {words}{reason}.", True


def _name(item: RejectedItem) -> str:
    return item.title or item.external_id or f"Nummer {item.position + 1}"


def _said(item: RejectedItem) -> dict[str, Any]:
    """What the feed says, in lines; or why that cannot be shown."""
    try:
        found = kept_items.said(item)
    except Unreadable as reason:
        return {"said": [], "why_not": str(reason)}
    if isinstance(found, BadItem):
        return {"said": [], "why_not": f"the reader of the format rejects it: {found.field}, {found.reason}"}
    lines = [(WORDS.get(field.name, field.name), _plain(getattr(found, field.name))) for field in fields(JobPosting)]
    return {"said": [(words, text) for words, text in lines if text], "why_not": ""}


def _plain(value: object) -> str:
    """As people read it; empty when nothing is said."""
    match value:
        case None | False:
            return ""
        case True:
            return "ja"
        case list():
            return ", ".join(filter(None, map(str, value)))
        case Salary():
            ends = " bis ".join(f"{end:g}" for end in (value.minimum, value.maximum) if end is not None)
            return f"{ends} € {labels.SALARY_UNITS[value.unit]}"
        case datetime():
            return f"{timezone.localtime(value):%d.%m.%Y %H:%M}"
    return str(value)[:SAID_SHOWN]
