"""Doubles side by side: what stands behind which listing, and the editor's word that it is a job of its own."""

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from listings import duplicates
from listings.models import Double, Listing, labels

TEXT_SHOWN = 1_500


@admin.register(Double)
class DoubleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["title", "hiring_organization", "city", "source", "shown_one", "is_never_duplicate"]
    list_filter = ["is_never_duplicate", "source"]
    list_select_related = ["hiring_organization", "source", "duplicate_of__source"]
    search_fields = ["title", "hiring_organization__name"]
    actions = ["take_apart", "put_back"]
    fields = readonly_fields = ["comparison"]

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
        html = SafeString("")
        for line in lines:
            cells = SafeString("").join(format_html("<td>{}</td>", cell) for cell in line)
            html += format_html("<tr>{}</tr>", cells)
        return format_html("<table>{}</table>", html)

    @admin.action(description="Als eigene Stellen zeigen", permissions=["change"])
    def take_apart(self, request: HttpRequest, queryset: QuerySet[Listing]) -> None:
        for listing in queryset:
            duplicates.take_apart(listing=listing)
        self.message_user(request, "Die Anzeigen stehen wieder für sich und werden nicht mehr zusammengelegt.")

    @admin.action(description="Wieder zusammenlegen, wo es dieselbe Stelle ist", permissions=["change"])
    def put_back(self, request: HttpRequest, queryset: QuerySet[Listing]) -> None:
        for listing in queryset:
            duplicates.put_back(listing=listing)
        self.message_user(request, "Die Anzeigen werden wieder mit anderen verglichen.")


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
