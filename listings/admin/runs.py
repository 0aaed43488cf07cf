"""Import runs: what became of every item, and what was rejected by field and reason, however many there are."""

from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from listings.admin.desk import ReadOnlyAdmin, admin_url, kind_of_reason
from listings.importing import archive
from listings.models import ImportRun, RejectedItem

COUNTS = ["read", "created", "updated", "unchanged", "duplicate", "rejected", "held", "withdrawn", "removals_held"]
GROUPS_SHOWN = 100


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    change_form_template = "admin/listings/importrun/change_form.html"
    list_display = ["started", "source", "status", *COUNTS]
    list_filter = ["status", "is_replay", "source"]
    list_select_related = ["source"]
    search_fields = ["source__name", "reason"]
    date_hierarchy = "started_at"
    fields = [
        "source",
        "started_at",
        "status",
        "reason",
        "seconds",
        "document_bytes",
        "digest",
        "id_conflicts",
        "is_replay",
    ]
    show_full_result_count = False

    @admin.display(description="Beginn", ordering="started_at")
    def started(self, run: ImportRun) -> str:
        return f"{timezone.localtime(run.started_at):%d.%m.%Y %H:%M:%S}"

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        run = ImportRun.objects.select_related("source").filter(pk=object_id).first() if object_id.isdigit() else None
        return super().change_view(
            request, object_id, form_url, {**(_about(run) if run else {}), **(extra_context or {})}
        )


def _about(run: ImportRun) -> dict[str, Any]:
    """Problems in groups: a run may have rejected 50,000 items."""
    groups = list(
        RejectedItem.objects.filter(run=run).annotate(kind=kind_of_reason("reason")).order_by()
        .values("field", "kind").annotate(count=Count("pk")).order_by("-count", "field", "kind")[: GROUPS_SHOWN + 1]
    )  # fmt: skip
    for group in groups:
        group["url"] = admin_url("rejecteditem", run__id__exact=run.pk, field__exact=group["field"], kind=group["kind"])
    return {
        "groups": groups[:GROUPS_SHOWN], "has_more": len(groups) > GROUPS_SHOWN,
        "all_url": admin_url("rejecteditem", run__id__exact=run.pk), "document": archive.document_of(run) if run.digest else None,
    }  # fmt: skip
