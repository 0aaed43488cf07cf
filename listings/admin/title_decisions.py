"""What moderators said about titles, with a look at what a pattern would meet before and after it is saved."""

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from listings import lifecycle
from listings.admin.desk import DeskAdmin
from listings.models import FieldOfWorkDecision, Listing
from listings.normalise.title import title_key
from listings.vocabulary import ListingStatus

EXAMPLES = 10
_STAR = "zzstarzz"
_GENDER_STAR = re.compile(r"(?<=\w)\*(?=(?:in(?:nen)?|r|n|e|er|en)\b)", re.I)


def as_pattern(typed: str) -> str:
    """What a person types, as title keys are written: "Berater*in * (m/w/d)" becomes "berater *"."""
    spoken = _GENDER_STAR.sub(":", typed).replace("*", _STAR)
    return re.sub(r"\*[\s*]*\*", "*", title_key(spoken).replace(_STAR, "*"))[:200]


def met_by(pattern: str, source_id: int | None) -> QuerySet[Listing]:
    """Current imported listings whose title the pattern means; the same rule as the import's."""
    rows = Listing.objects.filter(status__in=lifecycle.CURRENT, source__isnull=False)
    rows = rows.filter(source_id=source_id) if source_id else rows
    if "*" not in pattern:
        return rows.filter(title_key=pattern)
    parts = ".*".join(re.escape(part) for part in pattern.split("*"))
    return rows.filter(title_key__regex=f"^{parts}$")


def preview(pattern: str, source_id: int | None) -> tuple[str, list[str]]:
    """The number in a sentence, and some titles."""
    if not pattern.strip(" *"):
        return "Das Muster braucht mindestens ein Wort.", []
    rows = met_by(pattern, source_id)
    counts = rows.aggregate(all=Count("pk"), held=Count("pk", filter=Q(status=ListingStatus.HELD)))
    titles = rows.order_by("title").values_list("title", flat=True).distinct()[:EXAMPLES]
    noun = "Anzeige" if counts["all"] == 1 else "Anzeigen"
    return f"„{pattern}“ trifft {counts['all']} {noun}, davon {counts['held']} zurückgehalten.", list(titles)


class DecisionForm(forms.ModelForm):  # type: ignore[type-arg]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].empty_label = "alle Quellen"  # type: ignore[attr-defined]

    def clean_title_pattern(self) -> str:
        pattern = as_pattern(self.cleaned_data["title_pattern"])
        if not pattern.strip(" *"):
            raise forms.ValidationError("Das Muster braucht mindestens ein Wort.")
        return pattern


@admin.register(FieldOfWorkDecision)
class FieldOfWorkDecisionAdmin(DeskAdmin):
    form = DecisionForm
    change_form_template = "admin/listings/fieldofworkdecision/change_form.html"
    list_display = ["title_pattern", "source", "belongs", "decided_by", "decided_at"]
    list_filter = ["belongs", "source"]
    list_select_related = ["source", "decided_by"]
    search_fields = ["title_pattern"]
    fields = ["source", "title_pattern", "belongs", "meets", "decided_by", "decided_at"]
    readonly_fields = ["meets", "decided_by", "decided_at"]

    def get_urls(self) -> list[URLPattern]:
        own = self.own_path(
            "vorschau/", self.preview, "listings_fieldofworkdecision_preview", needs="view_fieldofworkdecision"
        )
        return [own, *super().get_urls()]

    def preview(self, request: HttpRequest) -> HttpResponse:
        """For the form, while somebody types."""
        source = request.GET.get("source", "")
        text, titles = preview(as_pattern(request.GET.get("pattern", "")), int(source) if source.isdigit() else None)
        return JsonResponse({"text": text, "titles": titles})

    def save_model(self, request: HttpRequest, obj: FieldOfWorkDecision, form: Any, change: bool) -> None:
        obj.decided_by = request.user  # type: ignore[assignment]
        obj.decided_at = timezone.now()
        super().save_model(request, obj, form, change)
        self.say(
            request,
            f"{preview(obj.title_pattern, obj.source_id)[0]} Es ändert sich noch nichts: Der nächste Import folgt der Entscheidung.",
        )

    @admin.display(description="trifft jetzt")
    def meets(self, decision: FieldOfWorkDecision) -> SafeString:
        text, titles = (
            preview(decision.title_pattern, decision.source_id) if decision.title_pattern else ("Noch nichts.", [])
        )
        items = format_html_join("", "<li>{}</li>", ((title,) for title in titles))
        return format_html("<div data-preview><p>{}</p><ul>{}</ul></div>", text, items)
