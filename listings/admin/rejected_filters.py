"""Filters of the rejected items: by run, by field, by kind of reason, sound or not. At first the newest run of each source."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest

from listings.admin.desk import kind_of_reason
from listings.models import ImportRun, RejectedItem

KINDS_OFFERED = 25
# Why a sound item is not for this portal. The rest could not be used at all.
SOUND = (
    Q(field="title") & ~Q(reason__startswith="the title is empty") & ~Q(reason__in=["missing", "no title"])
    & ~Q(reason__startswith="a template placeholder")
    | Q(field__in=["employment_type", "job_location"])
)  # fmt: skip


class RunFilter(admin.SimpleListFilter):
    title, parameter_name = "Import", "laeufe"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("alle", "alle Importe")]

    def choices(self, changelist: Any) -> Iterable[dict[str, Any]]:
        yield {"selected": self.value() is None, "query_string": changelist.get_query_string(remove=[self.parameter_name, "run__id__exact"]),
               "display": "der neueste jeder Quelle"}  # fmt: skip
        yield {"selected": self.value() == "alle", "query_string": changelist.get_query_string({self.parameter_name: "alle"}, ["run__id__exact"]),
               "display": "alle"}  # fmt: skip

    def queryset(self, request: HttpRequest, queryset: QuerySet[RejectedItem]) -> QuerySet[RejectedItem]:
        if self.value() == "alle" or "run__id__exact" in request.GET:
            return queryset
        return queryset.filter(run__in=list(ImportRun.objects.newest_read().values_list("pk", flat=True)))


class _GroupFilter(admin.SimpleListFilter):
    """Offers what stands in the newest runs, the most frequent first."""

    def group(self, rows: QuerySet[RejectedItem]) -> QuerySet[Any]:
        raise NotImplementedError

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        run = request.GET.get("run__id__exact", "")
        runs = [int(run)] if run.isdigit() else list(ImportRun.objects.newest_read().values_list("pk", flat=True))
        rows = self.group(RejectedItem.objects.filter(run__in=runs).order_by())
        counted = rows.annotate(count=Count("pk")).order_by("-count", "kind")[:KINDS_OFFERED]
        return [(row["kind"], f"{row['kind']} ({row['count']})") for row in counted]


class FieldFilter(_GroupFilter):
    title, parameter_name = "Feld", "field__exact"

    def group(self, rows: QuerySet[RejectedItem]) -> QuerySet[Any]:
        return rows.values(kind=F("field"))

    def queryset(self, request: HttpRequest, queryset: QuerySet[RejectedItem]) -> QuerySet[RejectedItem]:
        return queryset.filter(field=self.value()) if self.value() else queryset


class KindFilter(_GroupFilter):
    title, parameter_name = "Grund", "kind"

    def group(self, rows: QuerySet[RejectedItem]) -> QuerySet[Any]:
        return rows.values(kind=kind_of_reason("reason"))

    def queryset(self, request: HttpRequest, queryset: QuerySet[RejectedItem]) -> QuerySet[RejectedItem]:
        return queryset.alias(kind=kind_of_reason("reason")).filter(kind=self.value()) if self.value() else queryset


class SoundFilter(admin.SimpleListFilter):
    title, parameter_name = "Zustand", "zustand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("passt-nicht", "in Ordnung, aber nicht für uns"),
            ("unbrauchbar", "unbrauchbar"),
            ("versucht", "noch einmal versucht"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[RejectedItem]) -> QuerySet[RejectedItem]:
        wanted = {"passt-nicht": SOUND, "unbrauchbar": ~SOUND, "versucht": Q(retried_at__isnull=False)}
        return queryset.filter(wanted[self.value()]) if self.value() in wanted else queryset
