"""Articles at the desk: the list, the page they are written on, their revisions, and what the page's script asks for."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from articles.admin import revisions_page, script_answers, writing_page
from articles.models import Article

View = Callable[..., HttpResponse]


def _short(day: date | datetime | None) -> str | None:
    """So that all columns fit beside the filter."""
    if isinstance(day, datetime):
        return f"{timezone.localtime(day):%d.%m.%y %H:%M}"
    return f"{day:%d.%m.%y}" if day else None


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["title", "place", "state", "planned", "public_since", "review"]
    list_filter = ["state"]
    list_select_related = ["place"]
    search_fields = ["title", "text"]

    @admin.display(description="geplant", ordering="publish_at", empty_value="–")
    def planned(self, article: Article) -> str | None:
        return _short(article.publish_at)

    @admin.display(description="online seit", ordering="published_at", empty_value="–")
    def public_since(self, article: Article) -> str | None:
        return _short(article.published_at and timezone.localdate(article.published_at))

    @admin.display(description="prüfen bis", ordering="review_by", empty_value="–")
    def review(self, article: Article) -> str | None:
        is_late = article.review_by is not None and article.review_by < timezone.localdate() and article.is_public
        return f"{_short(article.review_by)}, überfällig" if is_late else _short(article.review_by)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """What readers knew is withdrawn: its address goes on answering."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.published_at is None)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Deleting asks for each article."""
        return {}

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return writing_page.write(request, self.admin_site, None)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        article = get_object_or_404(Article, pk=int(object_id) if object_id.isdecimal() and len(object_id) < 19 else 0)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        return writing_page.write(request, self.admin_site, article)

    def get_urls(self) -> list[URLPattern]:
        own = [
            self._path("vorschau/", script_answers.preview, "preview", "POST"),
            self._path("pruefung/", script_answers.check, "check", "POST"),
            self._path("zwischenstand/", script_answers.keep, "keep", "POST"),
            self._path("zwischenstand/verwerfen/", script_answers.forget, "forget", "POST"),
            self._path("einfuegen/", script_answers.paste, "paste", "POST"),
            self._path("bild/", script_answers.upload, "upload", "POST"),
            self._path("ziele/", script_answers.guides, "guides", "GET"),
            self._path("<int:pk>/fassungen/", revisions_page.revisions, "revisions", "GET", is_stored=True),
            self._path("<int:pk>/fassungen/vergleich/", revisions_page.compare, "compare", "GET", is_stored=True),
            self._path(
                "<int:pk>/fassungen/<int:number>/wiederherstellen/",
                revisions_page.restore,
                "restore",
                "POST",
                is_stored=True,
            ),
        ]
        return [*own, *super().get_urls()]

    def _path(self, route: str, view: View, name: str, method: str, *, is_stored: bool = False) -> URLPattern:
        """For those who may write, of a stored article those who may change it; others get 403."""

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            is_about_stored = is_stored or bool(request.POST.get("article"))
            may = self.has_change_permission(request) or (self.has_add_permission(request) and not is_about_stored)
            if not may:
                raise PermissionDenied
            return view(request, self.admin_site, *args, **kwargs)

        handled = self.admin_site.admin_view(require_http_methods([method])(guarded))
        return path(route, handled, name=f"articles_article_{name}")
