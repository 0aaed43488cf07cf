"""Doubles side by side: what stands behind which listing, and the editor's word that it is a job of its own."""

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Count, F, Max, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from listings import duplicates, lifecycle
from listings.admin.desk import DeskAdmin
from listings.models import Double, Listing, labels

TEXT_SHOWN = 1_500
GROUPS_SHOWN = 25
BEHIND_SHOWN = 10
"""Of each group on the page of all; the page of one group shows all of it."""


@admin.register(Double)
class DoubleAdmin(DeskAdmin):
    list_display = ["title", "hiring_organization", "city", "source", "shown_one", "is_never_duplicate"]
    change_list_template = "admin/listings/double/change_list.html"
    list_filter = ["is_never_duplicate", "source"]
    list_select_related = ["hiring_organization", "source", "duplicate_of__source"]
    search_fields = ["title", "hiring_organization__name"]
    actions = ["take_apart", "put_back"]
    fields = readonly_fields = ["comparison"]

    def get_urls(self) -> list[URLPattern]:
        return [
            self.own_path("gruppen/", self.groups, "listings_double_groups", needs="view_double"),
            self.own_path("gruppen/<int:pk>/", self.group, "listings_double_group", needs="view_double"),
            self.own_path("<int:pk>/fuer-sich/", self.take_one_apart, "listings_double_apart", needs="change_double", methods=("POST",)),
            *super().get_urls(),
        ]  # fmt: skip

    def groups(self, request: HttpRequest) -> HttpResponse:
        """The shown listings with those behind them, the largest groups first."""
        hidden = Listing.objects.filter(is_hidden_duplicate=True, duplicate_of__isnull=False)
        heads = hidden.order_by().values("duplicate_of").annotate(size=Count("pk"), newest=Max("first_seen_at"))
        page = Paginator(heads.order_by("-size", "-newest", "duplicate_of"), GROUPS_SHOWN).get_page(
            request.GET.get("seite")
        )
        sizes = {row["duplicate_of"]: row["size"] for row in page}
        shown = _light(Listing.objects.filter(pk__in=sizes)).in_bulk()
        rank = Window(RowNumber(), partition_by=F("duplicate_of"), order_by=F("pk").asc())
        behind: dict[int | None, list[Listing]] = {}
        for row in _light(
            hidden.filter(duplicate_of__in=sizes).alias(rank=rank).filter(rank__lte=BEHIND_SHOWN).order_by("pk")
        ):
            behind.setdefault(row.duplicate_of_id, []).append(row)
        found = [(shown[pk], behind.get(pk, []), size - len(behind.get(pk, []))) for pk, size in sizes.items()]
        return self.page(request, "admin/desk/groups.html", "Gruppen von Dubletten", groups=found, pages=page,
                         may_change=self.has_change_permission(request))  # fmt: skip

    def group(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One group, a page at a time."""
        head = _light(Listing.objects.filter(pk=pk)).first()
        if head is None:
            return redirect("admin:listings_double_groups")
        rows = _light(Listing.objects.filter(duplicate_of=head, is_hidden_duplicate=True).order_by("pk"))
        page = Paginator(rows, 4 * GROUPS_SHOWN).get_page(request.GET.get("seite"))
        return self.page(request, "admin/desk/groups.html", f"Gruppe: {head}", groups=[(head, list(page), 0)], pages=page,
                         is_one=True, may_change=self.has_change_permission(request))  # fmt: skip

    def take_one_apart(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.get_queryset(request).select_related("duplicate_of").filter(pk=pk).first()
        if row is None:
            return redirect("admin:listings_double_groups")
        head = row.duplicate_of_id
        self.take_apart(request, self.get_queryset(request).filter(pk=pk))
        rest = Listing.objects.filter(duplicate_of=head, is_hidden_duplicate=True).exists()
        return redirect("admin:listings_double_group", head) if rest else redirect("admin:listings_double_groups")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Listing]:
        return super().get_queryset(request).filter(Q(is_hidden_duplicate=True) | Q(is_never_duplicate=True))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    @admin.display(description="gezeigt wird")
    def shown_one(self, row: Listing) -> str:
        return f"{row.duplicate_of} ({row.duplicate_of.source or 'Formular'})" if row.duplicate_of else "–"

    @admin.display(description="Vergleich")
    def comparison(self, row: Listing) -> SafeString:
        """Both listings line by line; everything escaped."""
        pair = [row.duplicate_of, row] if row.duplicate_of else [row]
        heads = ["", *(["gezeigt", "verborgen"] if len(pair) == 2 else ["eigene Anzeige"])]
        lines = [heads, *([name, *(str(read(one)) for one in pair)] for name, read in _LINES)]
        cells = (format_html_join("", "<td>{}</td>", ((cell,) for cell in line)) for line in lines)
        rows = format_html_join("", "<tr>{}</tr>", ((line,) for line in cells))
        return format_html('<table class="desk-comparison">{}</table>', rows)

    @admin.action(description="Als eigene Stellen zeigen", permissions=["change"])
    def take_apart(self, request: HttpRequest, queryset: QuerySet[Listing]) -> None:
        for listing in queryset:
            duplicates.take_apart(listing=listing)
            self.note(request, listing, "Für sich gestellt")
            lifecycle.note(listing, "taken_apart", by=request.user)  # type: ignore[arg-type]
        self.message_user(request, "Die Anzeigen stehen wieder für sich und werden nicht mehr zusammengelegt.")

    @admin.action(description="Wieder zusammenlegen, wo es dieselbe Stelle ist", permissions=["change"])
    def put_back(self, request: HttpRequest, queryset: QuerySet[Listing]) -> None:
        for listing in queryset:
            duplicates.put_back(listing=listing)
            self.note(request, listing, "Wieder mit anderen verglichen")
            lifecycle.note(listing, "put_back", by=request.user)  # type: ignore[arg-type]
        self.message_user(request, "Die Anzeigen werden wieder mit anderen verglichen.")


def _light(rows: QuerySet[Listing]) -> QuerySet[Listing]:
    return rows.select_related("hiring_organization", "source").only(
        "title", "city", "postal_code", "first_seen_at", "duplicate_of_id", "hiring_organization__name", "source__name"
    )


_LINES = [
    ("Titel", lambda one: one.title),
    ("Quelle", lambda one: one.source or "Formular"),
    ("Arbeitgeber", lambda one: one.hiring_organization),
    ("Ort", lambda one: f"{one.postal_code} {one.city}"),
    ("Schichten", lambda one: ", ".join(str(labels.SHIFTS[shift]) for shift in one.shifts)),
    ("Gehalt im Monat", lambda one: f"{one.salary_month_min or '?'} bis {one.salary_month_max or '?'}"),
    ("zuerst gesehen", lambda one: f"{one.first_seen_at:%d.%m.%Y %H:%M}"),
    ("Text", lambda one: one.description_text[:TEXT_SHOWN]),
]
