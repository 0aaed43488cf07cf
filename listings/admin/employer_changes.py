"""What employers changed on their own pages, the newest first, with what the checks say to it now."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from listings.admin import differences
from listings.admin.desk import ReadOnlyAdmin
from listings.models import Employer, EmployerChange

LABELS = {"about": "Über das Unternehmen", "legal_name": "Firma laut Register", "website": "Website", "logo": "Logo"}
SHOWN = 50


def table(employer: Employer) -> SafeString:
    """All of one employer, for its page; everything escaped."""
    rows = employer.changes.select_related("person")[:SHOWN]  # type: ignore[attr-defined]
    lines = format_html_join("", "<tr><td>{}</td><td>{}</td><td>{}</td></tr>", (
        (f"{row.at:%d.%m.%Y %H:%M}", str(row.person or "jemand, den es nicht mehr gibt"), difference(row)) for row in rows
    ))  # fmt: skip
    if not lines:
        return SafeString("Noch nichts.")
    heads = format_html_join("", '<th scope="col">{}</th>', ((head,) for head in ("Wann", "Wer", "Was")))
    return format_html('<table class="desk-history"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>', heads, lines)


def difference(change: EmployerChange) -> SafeString:
    rows = format_html_join("", "<dt>{}</dt><dd>{}</dd>", (
        (LABELS.get(name, name), differences.marked(before, after)) for name, (before, after) in sorted(change.changes.items())
    ))  # fmt: skip
    return format_html('<dl class="desk-changes">{}</dl>', rows)


@admin.register(EmployerChange)
class EmployerChangeAdmin(ReadOnlyAdmin):
    list_display = ["at", "employer", "person", "is_trusted", "changed"]
    list_display_links = ["at"]
    list_filter = ["at", "employer__is_trusted"]
    list_select_related = ["employer", "person"]
    search_fields = ["employer__name", "person__email"]
    date_hierarchy = "at"
    fields = ["at", "employer", "person", "changed"]
    readonly_fields = ["changed"]

    @admin.display(description="veröffentlicht sofort", boolean=True)
    def is_trusted(self, change: EmployerChange) -> bool:
        return change.employer.is_trusted

    @admin.display(description="Änderungen")
    def changed(self, change: EmployerChange) -> SafeString:
        return difference(change)
