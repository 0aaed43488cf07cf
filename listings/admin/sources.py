"""Sources with "import now", their runs with counts, and every item that could not be used."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from listings.models import ImportRun, RejectedItem, Source
from listings.tasks import import_feed

COUNTS = ["read", "created", "updated", "unchanged", "duplicate", "rejected", "held", "withdrawn", "removals_held"]


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["name", "format", "is_active", "interval_minutes", "last_run_at", "last_complete_at"]
    prepopulated_fields = {"slug": ["name"]}
    search_fields = ["name", "slug"]
    actions = ["import_now"]

    @admin.action(description="Jetzt importieren", permissions=["change"])
    def import_now(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        for source in queryset:
            import_feed.delay_on_commit(source.pk)
        self.message_user(request, "Der Import läuft. Das Ergebnis steht gleich unter „Importe“.")


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
