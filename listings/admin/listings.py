"""The moderation list: publish, or reject with a reason; the employer gets a mail."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.safestring import SafeString

from listings import lifecycle
from listings.admin import findings, reasons, waiting
from listings.admin.desk import DeskAdmin
from listings.models import Listing, labels
from listings.submitting.submission import mail


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


@admin.register(Listing)
class ListingAdmin(DeskAdmin):
    form = ListingAdminForm
    change_form_template = "admin/listings/listing/change_form.html"
    list_display = ["title", "hiring_organization", "city", "status", "finding_level", "status_reason", "first_seen_at"]
    list_filter = [waiting.WaitingFilter, "status", findings.FindingLevelFilter, "base_salary_origin", "source"]
    list_select_related = ["hiring_organization"]
    search_fields = ["title", "hiring_organization__name"]
    autocomplete_fields = ["hiring_organization", "place"]
    readonly_fields = ["status", "source", "external_id", "published_at", "first_seen_at", "missing_since",
                       "base_salary_origin", "base_salary_text", "salary_month_min", "salary_month_max",
                       "submitter_email", "finding_table", "marked_text", "reason_table"]  # fmt: skip
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
    ]  # fmt: skip
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    actions = ["publish", "reject"]

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

    def save_model(self, request: HttpRequest, obj: Listing, form: object, change: bool) -> None:
        lifecycle.amend(listing=obj)

    def get_urls(self) -> list[URLPattern]:
        own = self.own_path("wartet/", self.waiting, "listings_listing_waiting", needs="view_listing")
        return [own, *super().get_urls()]

    def waiting(self, request: HttpRequest) -> HttpResponse:
        return waiting.queue(self, request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    @admin.action(description="Veröffentlichen", permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Listing]) -> HttpResponse | None:
        if question := waiting.ask_for_reason(self, request, queryset):
            return question
        because = request.POST.get("reason", "").strip()
        for listing in queryset.select_related("source"):
            try:
                with transaction.atomic():
                    waiting.remember(listing, belongs=True, user=request.user)
                    self.note(request, listing, f"Veröffentlicht. {because}".strip())
                    done = lifecycle.publish(listing=listing, by=request.user, reason=because)
                    link = settings.BASE_URL + done.get_absolute_url()
                    mail(done, "published", "Deine Anzeige ist online", {"link": link})
            except lifecycle.WrongStatus:
                self.message_user(request, f"„{listing}“ wartet nicht auf eine Prüfung.", messages.WARNING)
        return None

    @admin.action(description="Ablehnen mit dem Grund aus dem Feld „Begründung“", permissions=["change"])
    def reject(self, request: HttpRequest, queryset: QuerySet[Listing]) -> None:
        for listing in queryset.select_related("source"):
            reason = request.POST.get("reason", "").strip()[:500] or listing.status_reason
            if not reason:
                self.message_user(request, f"„{listing}“: Trag zuerst eine Begründung ein.", messages.ERROR)
                continue
            try:
                with transaction.atomic():
                    waiting.remember(listing, belongs=False, user=request.user)
                    self.note(request, listing, f"Abgelehnt: {reason}")
                    done = lifecycle.reject(listing=listing, reason=reason, by=request.user)
                    mail(done, "rejected", "Deine Anzeige geht nicht online", {"reason": done.status_reason})
            except lifecycle.WrongStatus:
                self.message_user(request, f"„{listing}“ wartet nicht auf eine Prüfung.", messages.WARNING)
