"""The editors' desk."""

from django.contrib import admin

from articles.models import Article


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["title", "place", "published_at", "checked_at"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["place"]
    search_fields = ["title", "text"]
