"""Places and their other names."""

from django.contrib import admin

from listings.models import Place, PlaceAlias


@admin.register(Place)
class PlaceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["name", "district", "state", "slug"]
    search_fields = ["name", "slug", "ags"]


@admin.register(PlaceAlias)
class PlaceAliasAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["name", "place"]
    autocomplete_fields = ["place"]
