"""Listings that their source no longer names but that are still shown: an operator says whether they are gone."""

from django.contrib import admin
from django.db.models import Count, Min, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from listings import lifecycle
from listings.importing import removal
from listings.models import Listing, Source, SourceWithLosses

MISSING = Q(listings__missing_since__isnull=False, listings__status__in=lifecycle.CURRENT)
SHOWN = 200


class MissingInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Listing
    fk_name = "source"
    extra = 0
    can_delete = False
    show_change_link = True
    fields = readonly_fields = ["title", "city", "missing_since", "missing_runs", "first_seen_at"]
    verbose_name_plural = f"fehlende Anzeigen (höchstens {SHOWN})"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Listing]:
        rows = super().get_queryset(request).filter(missing_since__isnull=False, status__in=lifecycle.CURRENT)
        source = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
        first = rows.filter(source=source).order_by("missing_since", "pk").values_list("pk", flat=True)[:SHOWN]
        return rows.filter(pk__in=list(first))

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Who decides about a loss sees what would go."""
        return True

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(SourceWithLosses)
class SourceWithLossesAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["name", "missing", "shown", "kind_of_loss", "since", "last_complete_at"]
    list_display_links = ["name"]
    search_fields = ["name"]
    actions = ["confirm", "deny"]
    fields = readonly_fields = ["name", "format", "last_run_at", "last_complete_at"]
    inlines = [MissingInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        counted = super().get_queryset(request).annotate(
            missing_count=Count("listings", filter=MISSING), missing_first=Min("listings__missing_since", filter=MISSING),
            shown_count=Count("listings", filter=Q(listings__status__in=lifecycle.CURRENT)),
        )  # fmt: skip
        return counted.filter(missing_count__gt=0)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    @admin.display(description="fehlen", ordering="missing_count")
    def missing(self, source: Source) -> int:
        return int(source.missing_count)  # type: ignore[attr-defined]

    @admin.display(description="von", ordering="shown_count")
    def shown(self, source: Source) -> int:
        return int(source.shown_count)  # type: ignore[attr-defined]

    @admin.display(description="Art")
    def kind_of_loss(self, source: Source) -> str:
        is_bulk = removal.is_bulk_loss(source, timezone.now())
        return "Massenverlust: wartet auf dich" if is_bulk else "wenige: gehen von selbst"

    @admin.display(description="seit", ordering="missing_first")
    def since(self, source: Source) -> str:
        return f"{timezone.localtime(source.missing_first):%d.%m.%Y %H:%M}"  # type: ignore[attr-defined]

    @admin.action(description="Die fehlenden Anzeigen sind wirklich weg: zurückziehen", permissions=["change"])
    def confirm(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        gone = sum(removal.confirm(source, timezone.now()) for source in queryset)
        self.message_user(request, f"{gone} Anzeigen sind zurückgezogen.")

    @admin.action(description="Der Feed irrt: Anzeigen behalten und neu zählen", permissions=["change"])
    def deny(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        kept = sum(removal.deny(source) for source in queryset)
        self.message_user(request, f"{kept} Anzeigen bleiben online.")
