"""Employers. What an editor says about the kind of one holds for all its listings, now and at the next import."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from listings.admin.desk import DeskAdmin
from listings.models import Employer, Listing
from listings.normalise.spelling import fold


class EmployerForm(forms.ModelForm):  # type: ignore[type-arg]
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        key = fold(cleaned.get("name", "")) or cleaned.get("name", "").lower()
        if not self.instance.pk and Employer.objects.filter(name_key=key).exists():
            self.add_error("name", "Diesen Arbeitgeber gibt es schon, vielleicht in anderer Schreibweise.")
        return cleaned


@admin.register(Employer)
class EmployerAdmin(DeskAdmin):
    form = EmployerForm
    list_display = ["name", "kind", "website", "listing_count"]
    list_filter = ["kind"]
    search_fields = ["name"]
    fields = ["name", "kind", "website", "listing_count"]
    readonly_fields = ["listing_count"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Employer]:
        own = Listing.objects.filter(hiring_organization=OuterRef("pk")).order_by().values("hiring_organization")
        counted = Subquery(own.annotate(count=Count("pk")).values("count"), output_field=IntegerField())
        return super().get_queryset(request).annotate(listing_count=Coalesce(counted, 0))

    @admin.display(description="Stellen")
    def listing_count(self, employer: Employer) -> int:
        return int(getattr(employer, "listing_count", 0))

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
