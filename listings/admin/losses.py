"""Listings that their source no longer names but that are still shown: an operator says whether they are gone."""

from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import Count, Min, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern
from django.utils import timezone

from listings import duplicates, lifecycle
from listings.admin.desk import ReadOnlyAdmin
from listings.importing import removal, run_lock
from listings.models import Source, SourceWithLosses
from listings.vocabulary import ListingStatus

MISSING = Q(listings__missing_since__isnull=False, listings__status__in=lifecycle.CURRENT)
SHOWN = 100


@admin.register(SourceWithLosses)
class SourceWithLossesAdmin(ReadOnlyAdmin):
    change_form_template = "admin/listings/sourcewithlosses/change_form.html"
    list_display = ["name", "missing", "shown", "kind_of_loss", "since", "last_complete_at"]
    list_display_links = ["name"]
    search_fields = ["name"]
    actions = ["confirm", "deny"]
    fields = ["name", "format", "last_run_at", "last_complete_at"]

    def get_urls(self) -> list[URLPattern]:
        return [
            self.own_path(f"<int:pk>/{word}/", view, f"listings_sourcewithlosses_{name}", needs="change_sourcewithlosses", methods=("POST",))
            for word, name, view in (("weg", "confirm", self.confirm_one), ("behalten", "deny", self.deny_one))
        ] + super().get_urls()  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        just_gone = Q(
            listings__status=ListingStatus.WITHDRAWN, listings__withdrawn_at__gt=timezone.now() - removal.LOSS_WINDOW
        )
        counted = super().get_queryset(request).annotate(
            missing_count=Count("listings", filter=MISSING), missing_first=Min("listings__missing_since", filter=MISSING),
            shown_count=Count("listings", filter=Q(listings__status__in=lifecycle.CURRENT)),
            gone_count=Count("listings", filter=just_gone),
        )  # fmt: skip
        return counted.filter(missing_count__gt=0)

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("listings.change_sourcewithlosses")

    @admin.display(description="fehlen", ordering="missing_count")
    def missing(self, source: Any) -> int:
        return int(source.missing_count)

    @admin.display(description="von", ordering="shown_count")
    def shown(self, source: Any) -> int:
        return int(source.shown_count)

    @admin.display(description="Art")
    def kind_of_loss(self, source: Any) -> str:
        is_bulk = removal.is_bulk(source.shown_count, source.missing_count, source.gone_count)
        return "Massenverlust: wartet auf dich" if is_bulk else "wenige: gehen von selbst"

    @admin.display(description="seit", ordering="missing_first")
    def since(self, source: Any) -> str:
        return f"{timezone.localtime(source.missing_first):%d.%m.%Y %H:%M}"

    def render_change_form(self, request, context, *args, **kwargs):  # type: ignore[no-untyped-def]
        """The missing listings a page at a time: there may be ten thousand."""
        if source := kwargs.get("obj"):
            rows = removal.missing_of(source).order_by("missing_since", "pk")
            rows = rows.only("title", "city", "status", "missing_since", "missing_runs", "first_seen_at")
            page = Paginator(rows, SHOWN).get_page(request.GET.get("seite"))
            context |= {
                "missing": page,
                "kind_of_loss": self.kind_of_loss(source),
                "may_decide": self.has_decide_permission(request),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.action(description="Die fehlenden Anzeigen sind wirklich weg: zurückziehen", permissions=["decide"])
    def confirm(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        total = 0
        for source in queryset:
            try:
                with run_lock.sole(source.pk, wait=False):
                    gone = removal.confirm(source, timezone.now())
            except run_lock.Busy:
                self.say(request, f"„{source}“ wird gerade importiert. Entscheide danach.", messages.WARNING)
                continue
            self.note(request, source, f"Verlust bestätigt: {gone} Stellen zurückgezogen")
            total += gone
        duplicates.settle()
        self.say(request, f"{total} Anzeigen sind zurückgezogen.")

    @admin.action(description="Der Feed irrt: Anzeigen behalten und neu zählen", permissions=["decide"])
    def deny(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        total = 0
        for source in queryset:
            kept = removal.deny(source)
            self.note(request, source, f"Verlust verneint: {kept} Stellen bleiben")
            total += kept
        self.say(request, f"{total} Anzeigen bleiben online.")

    def confirm_one(self, request: HttpRequest, pk: int) -> HttpResponse:
        get_object_or_404(Source, pk=pk)
        self.confirm(request, self.get_queryset(request).filter(pk=pk))
        return redirect("admin:listings_sourcewithlosses_changelist")

    def deny_one(self, request: HttpRequest, pk: int) -> HttpResponse:
        get_object_or_404(Source, pk=pk)
        self.deny(request, self.get_queryset(request).filter(pk=pk))
        return redirect("admin:listings_sourcewithlosses_changelist")
