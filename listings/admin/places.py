"""Places and their other names."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from listings.models import Place, PlaceAlias
from listings.models.search_row import places_changed


@admin.register(Place)
class PlaceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["name", "district", "state", "slug"]
    search_fields = ["name", "slug", "ags"]

    def save_model(self, request: HttpRequest, obj: Place, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        places_changed([obj.pk])


@admin.register(PlaceAlias)
class PlaceAliasAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["name", "place"]
    autocomplete_fields = ["place"]
