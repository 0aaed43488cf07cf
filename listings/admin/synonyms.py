"""The synonyms of the search."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from listings.models import SearchSynonym


@admin.register(SearchSynonym)
class SearchSynonymAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["word", "meaning", "is_two_way"]
    list_editable = ["meaning", "is_two_way"]
    search_fields = ["word", "meaning"]

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[SearchSynonym]) -> None:
        for synonym in queryset:
            synonym.delete()
