"""Listings at the desk: what waits, decisions about many at once, and every change kept in the listing's history."""

from contextlib import suppress
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.safestring import SafeString

from listings import lifecycle
from listings.admin import deciding, findings, history, reasons, review, waiting
from listings.admin.deciding import Decision
from listings.admin.desk import DeskAdmin, age
from listings.models import Listing, ReasonTemplate, labels
from listings.submitting import changes
from listings.submitting.statement import TERMS

WORDS = {
    Decision.ASK: ("Um Änderung bitten", "Was zu ändern ist", "Um Änderung bitten"),
    Decision.REJECT: ("Ablehnen", "Warum sie nicht online gehen", "Ablehnen"),
    Decision.TAKE_DOWN: ("Von der Seite nehmen", "Was zu ändern ist", "Von der Seite nehmen und zurückgeben"),
    Decision.BLOCK: ("Sperren", "Warum sie nicht online bleiben", "Sperren"),
}  # fmt: skip
"""Title, legend and button of the page that asks for a reason."""


class ListingAdminForm(forms.ModelForm):  # type: ignore[type-arg]
    """Lists of closed values as boxes to tick."""

    shifts = forms.MultipleChoiceField(label="Schichten", choices=list(labels.SHIFTS.items()), required=False,
                                       widget=forms.CheckboxSelectMultiple)  # fmt: skip
    employment_type = forms.MultipleChoiceField(label="Umfang", choices=list(labels.EMPLOYMENT.items()), required=False,
                                                widget=forms.CheckboxSelectMultiple)  # fmt: skip
    contract = forms.MultipleChoiceField(label="Vertrag", choices=list(labels.CONTRACTS.items()), required=False,
                                         widget=forms.CheckboxSelectMultiple)  # fmt: skip
    entry = forms.MultipleChoiceField(label="Einstieg", choices=list(labels.ENTRY.items()), required=False,
                                      widget=forms.CheckboxSelectMultiple)  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if end := self.fields.get("valid_through"):
            for widget, name in zip(end.widget.widgets, ("Datum", "Uhrzeit"), strict=True):  # type: ignore[attr-defined]
                widget.attrs["aria-label"] = f"{end.label}, {name}"


@admin.register(Listing)
class ListingAdmin(DeskAdmin):
    form = ListingAdminForm
    change_form_template = "admin/listings/listing/change_form.html"
    list_display = ["title", "hiring_organization", "city", "status", "waits_for", "finding_level", "status_reason"]
    list_filter = [waiting.WaitingFilter, "status", findings.FindingLevelFilter, "base_salary_origin", "source"]
    list_select_related = ["hiring_organization"]
    search_fields = ["title", "hiring_organization__name"]
    autocomplete_fields = ["hiring_organization", "place"]
    readonly_fields = ["status", "source", "external_id", "published_at", "first_seen_at", "missing_since",
                       "base_salary_origin", "base_salary_text", "salary_month_min", "salary_month_max",
                       "submitter_email", "finding_table", "marked_text", "reason_table", "history"]  # fmt: skip
    fieldsets = [
        ("Prüfung", {"fields": ["status", "status_reason", "is_hidden_duplicate", "submitter_email", "finding_table",
                                "marked_text"]}),
        ("Die Stelle", {"fields": ["title", "hiring_organization", "description_html", "sector", "entry",
                                  "employer_kind"]}),
        ("Woher die Angaben stammen", {"fields": ["reason_table"]}),
        ("Ort", {"fields": ["place", "postal_code", "city", "country", "work_mode"]}),
        ("Arbeitszeit", {"fields": ["shifts", ("work_starts_at", "work_ends_at"), "weekly_hours", "employment_type",
                                    "contract"]}),
        ("Gehalt", {"fields": [("base_salary_min", "base_salary_max", "base_salary_unit"), "base_salary_origin",
                               "base_salary_text", ("salary_month_min", "salary_month_max")]}),
        ("Bewerbung", {"fields": ["apply_url", "contact_email"]}),
        ("Leben", {"fields": ["valid_through", "published_at", "first_seen_at", "source", "external_id",
                              "missing_since"]}),
        ("Verlauf", {"fields": ["history"]}),
    ]  # fmt: skip
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    actions = ["publish", "ask", "reject", "take_down", "block", "review_again"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Listing]:
        return super().get_queryset(request).annotate(waiting_since=waiting.WAITING_SINCE)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Listing | None:
        """Locked while it is saved: a decision in the same moment is neither lost nor undone."""
        found: Listing | None = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST":
            return found
        return Listing.objects.select_for_update().get(pk=found.pk)

    @admin.display(description="wartet", ordering="waiting_since")
    def waits_for(self, listing: Listing) -> str:
        if listing.status not in lifecycle.WAITING:
            return ""
        return age(timezone.now() - listing.waiting_since)  # type: ignore[attr-defined]

    @admin.display(description="Befund")
    def finding_level(self, listing: Listing) -> str:
        return findings.worst(listing)

    @admin.display(description="Befunde")
    def finding_table(self, listing: Listing) -> SafeString:
        return findings.table(listing)

    @admin.display(description="Text mit Befunden")
    def marked_text(self, listing: Listing) -> SafeString:
        return findings.marked(listing)

    @admin.display(description="Angaben")
    def reason_table(self, listing: Listing) -> SafeString:
        return reasons.table(listing)

    @admin.display(description="Wer hat wann was getan")
    def history(self, listing: Listing) -> SafeString:
        return history.table(listing)

    def save_model(self, request: HttpRequest, obj: Listing, form: object, change: bool) -> None:
        before = Listing.objects.get(pk=obj.pk)
        lifecycle.amend(listing=obj)
        if found := changes.between(before, obj):
            lifecycle.note(obj, "edited", by=request.user, changes=found)  # type: ignore[arg-type]

    def get_urls(self) -> list[URLPattern]:
        both = ("GET", "POST")
        return [
            self.own_path("wartet/", self.waiting, "listings_listing_waiting", needs="view_listing"),
            self.own_path("pruefen/", self.review_next, "listings_listing_review_next", needs="view_listing"),
            self.own_path("<int:pk>/pruefen/", self.review, "listings_listing_review", needs="view_listing", methods=both),
            self.own_path("<int:pk>/logo.webp", review.logo, "listings_listing_logo", needs="view_listing"),
            *super().get_urls(),
        ]  # fmt: skip

    def waiting(self, request: HttpRequest) -> HttpResponse:
        return waiting.queue(self, request)

    def review_next(self, request: HttpRequest) -> HttpResponse:
        return review.first(self, request)

    def review(self, request: HttpRequest, pk: int) -> HttpResponse:
        return review.page(self, request, pk)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    @admin.action(description="Veröffentlichen", permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Listing]) -> HttpResponse | None:
        if question := waiting.ask_for_reason(self, request, queryset):
            return question
        self._decide(request, queryset, Decision.PUBLISH, deciding.reason_of(request)[0])
        return None

    @admin.action(description="Um Änderung bitten …", permissions=["change"])
    def ask(self, request: HttpRequest, queryset: QuerySet[Listing]) -> HttpResponse | None:
        return self._decide_with_reason(request, queryset, Decision.ASK)

    @admin.action(description="Ablehnen …", permissions=["change"])
    def reject(self, request: HttpRequest, queryset: QuerySet[Listing]) -> HttpResponse | None:
        return self._decide_with_reason(request, queryset, Decision.REJECT)

    @admin.action(description="Von der Seite nehmen und zurückgeben …", permissions=["change"])
    def take_down(self, request: HttpRequest, queryset: QuerySet[Listing]) -> HttpResponse | None:
        return self._decide_with_reason(request, queryset, Decision.TAKE_DOWN)

    @admin.action(description="Sperren …", permissions=["change"])
    def block(self, request: HttpRequest, queryset: QuerySet[Listing]) -> HttpResponse | None:
        return self._decide_with_reason(request, queryset, Decision.BLOCK)

    @admin.action(description="Abgelehnte und gesperrte noch einmal prüfen …", permissions=["change"])
    def review_again(self, request: HttpRequest, queryset: QuerySet[Listing]) -> HttpResponse | None:
        reason = request.POST.get("reason", "").replace("\0", "").strip()
        if not reason:
            return self.page(
                request, "admin/desk/review_again.html", "Noch einmal prüfen", **waiting.chosen(request, queryset)
            )
        done = 0
        for listing in queryset:
            with suppress(lifecycle.WrongStatus):
                lifecycle.review_again(listing=listing, reason=reason, by=request.user)  # type: ignore[arg-type]
                self.note(request, listing, f"Zurück in die Prüfung: {reason}")
                done += 1
        self.say(request, f"{done} Stelle{'n' if done != 1 else ''}: zurück in der Prüfung.")
        return None

    def _decide_with_reason(
        self, request: HttpRequest, queryset: QuerySet[Listing], decision: Decision
    ) -> HttpResponse | None:
        """The page that asks for a reason first; it sends the same action again."""
        reason, ground = deciding.reason_of(request)
        if reason:
            self._decide(request, queryset, decision, reason, ground)
            return None
        if "reason" in request.POST:
            self.say(request, "Wähl eine Begründung oder schreib eine.", messages.ERROR)
        title, legend, words = WORDS[decision]
        return self.page(
            request, "admin/desk/decide_many.html", title, legend=legend, words=words, decision=decision.value, ground=TERMS,
            is_online=decision in deciding.BEFORE, listings=queryset[: waiting.ASKED_SHOWN],
            templates=ReasonTemplate.objects.filter(is_for_changes=decision in deciding.FOR_CHANGES),
            **waiting.chosen(request, queryset),
        )  # fmt: skip

    def _decide(
        self, request: HttpRequest, queryset: QuerySet[Listing], decision: Decision, reason: str, ground: str = ""
    ) -> None:
        pks = list(queryset.values_list("pk", flat=True))
        seen = request.POST.get("seen", "") if len(pks) == 1 else ""
        is_noticed = "is_noticed" in request.POST
        deciding.decide_many(
            self, request, pks, decision, reason=reason, ground=ground, seen=seen, is_noticed=is_noticed
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The buttons on the page decide about what the page shows."""
        shown = self.get_object(request, object_id) if request.method == "GET" else None
        seen = {"seen": changes.version(shown)} if shown else {}
        return super().change_view(request, object_id, form_url, {**seen, **(extra_context or {})})
