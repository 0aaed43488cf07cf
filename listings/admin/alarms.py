"""Alarms, the open ones first, and when the scheduled jobs last ran."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from listings.admin.desk import ReadOnlyAdmin
from listings.models import Alarm, ScheduledJob


class OpenFilter(admin.SimpleListFilter):
    title, parameter_name = "Stand", "stand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("vorbei", "vorbei"), ("alle", "alle")]

    def choices(self, changelist: Any) -> Iterable[dict[str, Any]]:
        first, *rest = super().choices(changelist)
        return [first | {"display": "offen"}, *rest]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Alarm]) -> QuerySet[Alarm]:
        return queryset if self.value() == "alle" else queryset.filter(settled_at__isnull=self.value() != "vorbei")


@admin.register(Alarm)
class AlarmAdmin(ReadOnlyAdmin):
    list_display = ["kind", "source", "subject", "message", "raised_at", "mailed_at", "settled_at"]
    list_filter = [OpenFilter, "kind", "source"]
    list_select_related = ["source"]
    search_fields = ["message", "source__name", "subject"]
    ordering = [F("settled_at").desc(nulls_first=True), "-raised_at"]
    fields = ["kind", "source", "subject", "message", "raised_at", "mailed_at", "settled_at"]
    actions = ["settle"]

    def has_settle_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("listings.change_alarm")

    @admin.action(description="Erledigt (kommt wieder, wenn die Ursache bleibt)", permissions=["settle"])
    def settle(self, request: HttpRequest, queryset: QuerySet[Alarm]) -> None:
        rows = list(queryset.filter(settled_at=None))
        Alarm.objects.filter(pk__in=[row.pk for row in rows]).update(settled_at=timezone.now())
        for row in rows:
            self.note(request, row, "Von Hand erledigt")
        self.say(
            request,
            f"{len(rows)} Alarme sind erledigt. Bleibt die Ursache, meldet sie sich beim nächsten Nachsehen wieder.",
        )


@admin.register(ScheduledJob)
class ScheduledJobAdmin(ReadOnlyAdmin):
    list_display = ["name", "started_at", "ended_at", "failed_at", "error"]
    search_fields = ["name", "error"]
    fields = ["name", "started_at", "ended_at", "failed_at", "error"]
