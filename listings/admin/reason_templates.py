"""Reasons that moderators choose instead of typing them; the text goes to the employer as it stands."""

from django.contrib import admin

from listings.models import ReasonTemplate


@admin.register(ReasonTemplate)
class ReasonTemplateAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["title", "is_for_changes", "legal_ground", "position"]
    list_filter = ["is_for_changes"]
    search_fields = ["title", "text"]
    fields = ["title", "text", "legal_ground", "is_for_changes", "position"]
