"""Sources with "import now", their runs with counts, and every item that could not be used."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path

from listings.models import ImportRun, RejectedItem, Source
from listings.tasks import import_feed

COUNTS = ["read", "created", "updated", "unchanged", "duplicate", "rejected", "held", "withdrawn", "removals_held"]
RUNS_SHOWN = 10


class RunInline(admin.TabularInline):  # type: ignore[type-arg]
    """The last runs of a source, newest first."""

    model = ImportRun
    extra = 0
    can_delete = False
    show_change_link = True
    fields = readonly_fields = ["started_at", "status", *COUNTS, "seconds"]
    verbose_name_plural = "letzte Importe"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportRun]:
        newest = super().get_queryset(request).order_by("-started_at").values("pk")[:RUNS_SHOWN]
        return super().get_queryset(request).filter(pk__in=list(newest.values_list("pk", flat=True)))

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    change_form_template = "admin/listings/source/change_form.html"
    list_display = ["name", "format", "is_active", "interval_minutes", "last_run_at", "last_complete_at"]
    prepopulated_fields = {"slug": ["name"]}
    search_fields = ["name", "slug"]
    actions = ["import_now"]
    inlines = [RunInline]

    @admin.action(description="Jetzt importieren", permissions=["change"])
    def import_now(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        for source in queryset:
            import_feed.delay_on_commit(source.pk)
        self.message_user(request, "Der Import läuft. Das Ergebnis steht gleich unter „Importe“.")

    def get_urls(self) -> list[URLPattern]:
        own = path("<int:pk>/import/", self.admin_site.admin_view(self.import_one), name="source-import-now")
        return [own, *super().get_urls()]

    def import_one(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The button on the page of one source."""
        source = get_object_or_404(Source, pk=pk)
        if not self.has_change_permission(request, source):
            raise PermissionDenied
        if request.method == "POST":
            self.import_now(request, Source.objects.filter(pk=pk))
        return redirect("admin:listings_source_change", pk)


class RejectedItemInline(admin.TabularInline):  # type: ignore[type-arg]
    model = RejectedItem
    extra = 0
    can_delete = False
    readonly_fields = ["external_id", "title", "field", "reason"]

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(ImportRun)
class ImportRunAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["source", "started_at", "status", *COUNTS, "seconds"]
    list_filter = ["status", "source"]
    list_select_related = ["source"]
    readonly_fields = ["source", "started_at", "status", "reason", *COUNTS, "seconds"]
    inlines = [RejectedItemInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
