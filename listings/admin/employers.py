"""Employers. What an editor says about the kind of one holds for all its listings, now and at the next import."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.safestring import SafeString

from listings.admin import employer_changes
from listings.admin.desk import DeskAdmin
from listings.models import Employer, Listing, Membership
from listings.normalise.spelling import fold
from listings.submitting import addresses, trust


class TrustFilter(admin.SimpleListFilter):
    title, parameter_name = "sofort veröffentlichen", "vertraut"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("vorschlag", f"vorgeschlagen ({trust.SUGGESTED_AFTER} Anzeigen ohne Beanstandung)"), ("ja", "ja")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Employer]) -> QuerySet[Employer]:
        if self.value() == "vorschlag":
            return trust.suggested(queryset)
        return queryset.filter(is_trusted=True) if self.value() == "ja" else queryset


class EmployerForm(forms.ModelForm):  # type: ignore[type-arg]
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        key = fold(cleaned.get("name", "")) or cleaned.get("name", "").lower()
        if not self.instance.pk and Employer.objects.filter(name_key=key).exists():
            self.add_error("name", "Diesen Arbeitgeber gibt es schon, vielleicht in anderer Schreibweise.")
        return cleaned

    def clean_domain(self) -> str:
        typed = self.cleaned_data["domain"]
        return addresses.one_domain(typed) if typed else ""


@admin.register(Employer)
class EmployerAdmin(DeskAdmin):
    form = EmployerForm
    list_display = ["name", "kind", "website", "domain", "is_trusted", "listing_count"]
    list_filter = [TrustFilter, "kind"]
    search_fields = ["name", "domain"]
    fields = ["name", "legal_name", "kind", "website", "domain", "about", "is_trusted", "record", "people",
              "listing_count", "own_changes"]  # fmt: skip
    readonly_fields = ["record", "people", "listing_count", "own_changes"]
    actions = ["publish_at_once", "review_again", "remove_logo"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Employer]:
        own = Listing.objects.filter(hiring_organization=OuterRef("pk")).order_by().values("hiring_organization")
        counted = Subquery(own.annotate(count=Count("pk")).values("count"), output_field=IntegerField())
        return super().get_queryset(request).annotate(listing_count=Coalesce(counted, 0))

    @admin.display(description="Stellen")
    def listing_count(self, employer: Employer) -> int:
        return int(getattr(employer, "listing_count", 0))

    @admin.display(description="Anzeigen aus dem Formular")
    def record(self, employer: Employer) -> str:
        if not employer.pk:
            return "–"
        found = trust.record_of(employer)
        words = (
            f"{found.published} waren online, {found.clean} davon ohne Beanstandung; "
            f"im letzten halben Jahr {found.objected} Mal beanstandet."
        )
        return (
            f"{words} Vorschlag: sofort veröffentlichen." if found.is_suggested and not employer.is_trusted else words
        )

    @admin.display(description="Es handeln für ihn")
    def people(self, employer: Employer) -> str:
        found = Membership.objects.active().filter(employer=employer.pk).select_related("person")
        return ", ".join(row.person.email for row in found) or "niemand: Sofort geht nichts online"

    @admin.display(description="Was er an seiner Seite geändert hat")
    def own_changes(self, employer: Employer) -> SafeString | str:
        return employer_changes.table(employer) if employer.pk else "–"

    @admin.action(description="Logo entfernen", permissions=["change"])
    def remove_logo(self, request: HttpRequest, queryset: QuerySet[Employer]) -> None:
        rows = list(queryset.filter(logo__isnull=False))
        Employer.objects.filter(pk__in=[row.pk for row in rows]).update(logo=None)
        for row in rows:
            self.note(request, row, "Logo entfernt")
        self.say(request, f"{len(rows)} Logo{'s' if len(rows) != 1 else ''} entfernt.")

    @admin.action(description="Anzeigen ohne Befund sofort veröffentlichen", permissions=["change"])
    def publish_at_once(self, request: HttpRequest, queryset: QuerySet[Employer]) -> None:
        self._set_trust(request, queryset, True)

    @admin.action(description="Anzeigen wieder prüfen", permissions=["change"])
    def review_again(self, request: HttpRequest, queryset: QuerySet[Employer]) -> None:
        self._set_trust(request, queryset, False)

    def _set_trust(self, request: HttpRequest, queryset: QuerySet[Employer], is_trusted: bool) -> None:
        rows = list(queryset.exclude(is_trusted=is_trusted))
        Employer.objects.filter(pk__in=[row.pk for row in rows]).update(is_trusted=is_trusted)
        words = "Veröffentlicht sofort" if is_trusted else "Wird wieder geprüft"
        for row in rows:
            self.note(request, row, words)
        self.say(request, f"{len(rows)} Arbeitgeber: {words}.")

    def save_model(self, request: HttpRequest, obj: Employer, form: Any, change: bool) -> None:
        if not change:
            obj.name_key = fold(obj.name) or obj.name.lower()
        super().save_model(request, obj, form, change)
        if change and "kind" in form.changed_data:
            self._settle_kind(request, obj)

    def _settle_kind(self, request: HttpRequest, employer: Employer) -> None:
        rows = Listing.objects.filter(hiring_organization=employer)
        if employer.kind:
            count = rows.exclude(employer_kind=employer.kind).update(employer_kind=employer.kind)
            self.say(request, f"{count} Stellen heißen jetzt „{employer.get_kind_display()}“.")
        else:
            rows.update(raw_hash="", content_hash="")  # so that the next import reads them in full
            self.say(request, "Der nächste Import liest wieder aus Name und Anzeige, von welcher Art er ist.")
