"""Sources: how they stand, their last runs and documents, "import now", and the switch for a board that has closed."""

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern
from django.utils import timezone

from listings import duplicates, lifecycle
from listings.admin import operations
from listings.admin.desk import NO_WORKER, DeskAdmin
from listings.admin.standing import standings
from listings.calling import call
from listings.importing import run_lock
from listings.models import Listing, Source
from listings.watching import FILL_FALL

RUNS_SHOWN = DOCUMENTS_SHOWN = 10
WEEK = timedelta(days=7)
FIELDS = {
    "description": "Beschreibung", "salary": "Gehalt", "place": "Ort", "shifts": "Schichten", "employment_type": "Umfang",
    "contract": "Vertrag", "work_mode": "Arbeitsort", "apply_url": "Adresse für Bewerbungen", "date_posted": "Datum laut Quelle",
    "valid_through": "Ende",
}  # fmt: skip


@admin.register(Source)
class SourceAdmin(DeskAdmin):
    change_form_template = "admin/listings/source/change_form.html"
    list_display = ["name", "format", "is_active", "interval_minutes", "last_run_at", "last_complete_at"]
    list_filter = ["is_active", "format"]
    prepopulated_fields = {"slug": ["name"]}
    search_fields = ["name", "slug", "url"]
    actions = ["import_now"]

    def get_urls(self) -> list[URLPattern]:
        both = ("GET", "POST")
        return [
            self.own_path("betrieb/", self.operations, "listings_source_operations", needs="view_source"),
            self.own_path("fortschritt/", operations.progress, "listings_source_progress", needs="view_source"),
            self.own_path("<int:pk>/import/", self.import_one, "source-import-now", needs="change_source", methods=both),
            self.own_path("<int:pk>/geschlossen/", self.close, "listings_source_close", needs="change_source", methods=both),
            *super().get_urls(),
        ]  # fmt: skip

    def operations(self, request: HttpRequest) -> HttpResponse:
        return operations.operations(self, request)

    def has_delete_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        """Listings keep their source; one without any may go."""
        is_free = obj is None or not Listing.objects.filter(source=obj).exists()
        return is_free and super().has_delete_permission(request, obj)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        source = Source.objects.filter(pk=object_id).first() if object_id.isdigit() else None
        about = _about(source) if source else {}
        return super().change_view(request, object_id, form_url, {**about, **(extra_context or {})})

    @admin.action(description="Jetzt importieren", permissions=["change"])
    def import_now(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        running = run_lock.running()
        for source in queryset:
            if source.pk in running:
                self.say(request, f"„{source}“: Ein Import läuft schon.", messages.WARNING)
                continue
            if not call("listings.tasks.import_feed", source.pk):
                self.say(request, f"„{source}“: {NO_WORKER}", messages.ERROR)
                continue
            self.note(request, source, "Import von Hand begonnen")
            self.say(request, f"„{source}“: Der Import beginnt. Wie weit er ist, steht unter „Betrieb“.")

    def import_one(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The button on the page of one source."""
        get_object_or_404(Source, pk=pk)
        if request.method == "POST":
            self.import_now(request, Source.objects.filter(pk=pk))
        return redirect("admin:listings_source_change", pk)

    def close(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The board really is closed: everything goes at once, without the waiting times of small and bulk losses."""
        source = get_object_or_404(Source, pk=pk)
        rows = Listing.objects.filter(source=source, status__in=lifecycle.CURRENT)
        if request.method == "GET":
            return self.page(
                request, "admin/desk/close.html", "Dieser Bestand ist geschlossen", source=source, count=rows.count()
            )
        try:
            with run_lock.sole(source.pk, wait=False), transaction.atomic():
                count = lifecycle.withdraw(listings=rows, now=timezone.now())
                if request.POST.get("stop"):
                    Source.objects.filter(pk=pk).update(is_active=False)
                duplicates.settle()
                self.note(request, source, f"Bestand geschlossen: {count} Stellen zurückgezogen")
            self.say(request, f"{count} Stellen von „{source}“ sind zurückgezogen.")
        except run_lock.Busy:
            self.say(request, "Gerade läuft ein Import dieser Quelle. Warte, bis er zu Ende ist.", messages.ERROR)
        return redirect("admin:listings_source_change", pk)


def _about(source: Source) -> dict[str, Any]:
    """What the page shows above the settings."""
    runs = list(source.runs.order_by("-started_at", "-pk")[:RUNS_SHOWN])
    documents = list(source.documents.select_related("run")[:DOCUMENTS_SHOWN])
    return {"row": standings(source)[0], "runs": runs, "documents": documents, "fill_rates": fill_rates(source)}


def fill_rates(source: Source) -> list[tuple[str, float | None, float | None, bool]]:
    """Field, share in the last run, mean of the week before it, and whether it fell by 30 points."""
    told = source.runs.exclude(fill_rates={}).order_by("-started_at", "-pk")
    last = told.first()
    if last is None:
        return []
    before = list(
        told.filter(started_at__gte=last.started_at - WEEK).exclude(pk=last.pk).values_list("fill_rates", flat=True)
    )
    rows = []
    for name, words in FIELDS.items():
        now, past = last.fill_rates.get(name), [rates[name] for rates in before if name in rates]
        mean = sum(past) / len(past) if past else None
        rows.append((words, now, mean, now is not None and mean is not None and mean - now >= FILL_FALL))
    return rows
