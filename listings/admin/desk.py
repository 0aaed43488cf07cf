"""What the pages of the desk share: own views behind a right, a page in the admin's frame, lists that only read."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, F, Func, Model, Value
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponse]
NO_WORKER = (
    "Gerade nimmt die Warteschlange nichts an (Redis antwortet nicht). Versuch es in ein paar Minuten noch einmal."
)


class DeskAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    def own_path(
        self, route: str, view: View, name: str, *, needs: str, methods: tuple[str, ...] = ("GET",)
    ) -> URLPattern:
        """A view of this admin's own, for those who have the right `needs`; others get 403."""

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(f"listings.{needs}"):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return path(route, self.admin_site.admin_view(require_http_methods(list(methods))(guarded)), name=name)

    def page(self, request: HttpRequest, template: str, title: str, **context: Any) -> TemplateResponse:
        frame = self.admin_site.each_context(request)
        return TemplateResponse(request, template, {**frame, "opts": self.opts, "title": title, **context})

    def say(self, request: HttpRequest, text: str, level: int = messages.SUCCESS) -> None:
        self.message_user(request, text, level)

    def note(self, request: HttpRequest, row: Model, text: str) -> None:
        """Who did what, in the admin's own log."""
        self.log_change(request, row, text)


class ReadOnlyAdmin(DeskAdmin):
    """Rows that only programs write."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


PARTICULAR = r"'.*'|\"[^\"]*\"|\d+"


def kind_of_reason(field: str, particular: str = PARTICULAR) -> Func:
    """A reason without what is particular to one item: "unknown place 'Lenne'" and "... 'Volme'" are of one kind."""
    parts = F(field), Value(particular), Value("…"), Value("g")
    return Func(*parts, function="regexp_replace", output_field=CharField())


def admin_url(model: str, page: str = "changelist", *args: object, **query: object) -> str:
    return reverse(f"admin:listings_{model}_{page}", args=args, query=query or None)


def age(span: timedelta) -> str:
    """How long something waits, in one unit: "3 Tage", "5 Stunden", "eben"."""
    hours = int(span.total_seconds() // 3600)
    for size, one, many in ((24, "1 Tag", "Tage"), (1, "1 Stunde", "Stunden")):
        if count := hours // size:
            return one if count == 1 else f"{count} {many}"
    return "eben"
