"""What strangers ask for and a moderator decides once: a list of what waits, a page with a yes and a reasoned no."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern

from listings.admin.desk import ReadOnlyAdmin, admin_url
from listings.models import labels
from listings.vocabulary import ClaimState

REASON_LENGTH = 500


class StateFilter(admin.SimpleListFilter):
    """What waits, unless something else is asked for."""

    title, parameter_name = "Stand", "stand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*((state, words) for state, words in labels.CLAIM_STATES.items() if state != ClaimState.WAITING), ("alle", "alle")]  # fmt: skip

    def choices(self, changelist: Any) -> Iterable[dict[str, Any]]:
        first, *rest = super().choices(changelist)
        return [first | {"display": labels.CLAIM_STATES[ClaimState.WAITING]}, *rest]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset if self.value() == "alle" else queryset.filter(state=self.value() or ClaimState.WAITING)


class OfferAdmin(ReadOnlyAdmin):
    """Needs `name` (of the model in addresses), `accept`, `refuse` and `decided` (what both raise when it is too late)."""

    name: str
    decided: tuple[type[Exception], ...]
    accept_words: str
    reasons: tuple[tuple[str, str], ...] = ()
    """Title and text of reasons to choose from; typed words win."""
    change_form_template = "admin/desk/offer.html"
    ordering = ["created_at"]

    def accept(self, row: Any, request: HttpRequest, reason: str) -> None:
        raise NotImplementedError

    def refuse(self, row: Any, request: HttpRequest, reason: str) -> None:
        raise NotImplementedError

    def get_urls(self) -> list[URLPattern]:
        return [
            self.own_path(
                f"<int:pk>/{path}/",
                view,
                f"listings_{self.name}_{path}",
                needs=f"change_{self.name}",
                methods=("POST",),
            )
            for path, view in (("annehmen", self.accept_one), ("ablehnen", self.refuse_one))
        ] + super().get_urls()

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = kwargs.get("obj")
        if row and row.state == ClaimState.WAITING and request.user.has_perm(f"listings.change_{self.name}"):
            context |= {"accept_words": self.accept_words, "reasons": self.reasons, "reason_length": REASON_LENGTH,
                        "accept_url": admin_url(self.name, "annehmen", row.pk),
                        "refuse_url": admin_url(self.name, "ablehnen", row.pk)}  # fmt: skip
        return super().render_change_form(request, context, *args, **kwargs)

    def accept_one(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._decide(request, pk, self.accept, "Angenommen", request.POST.get("reason", ""))

    def refuse_one(self, request: HttpRequest, pk: int) -> HttpResponse:
        reason = request.POST.get("reason", "").strip() or dict(self.reasons).get(request.POST.get("template", ""), "")
        if not reason:
            self.say(request, "Schreib dazu, warum nicht.", messages.ERROR)
            return redirect(admin_url(self.name, "change", pk))
        return self._decide(request, pk, self.refuse, "Abgelehnt", reason)

    def _decide(
        self, request: HttpRequest, pk: int, act: Callable[[Any, HttpRequest, str], None], words: str, reason: str
    ) -> HttpResponse:
        row: Model = get_object_or_404(self.model, pk=pk)
        reason = reason.strip()[:REASON_LENGTH]
        try:
            act(row, request, reason)
        except self.decided:
            self.say(request, "Das hat inzwischen jemand anderes entschieden.", messages.WARNING)
            return redirect(admin_url(self.name, "change", pk))
        self.note(request, row, f"{words}. {reason}".strip())
        self.say(request, f"{words}: {row}")
        return redirect(admin_url(self.name))
