"""Pages of the editors' desk, in the admin's frame and behind a right."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.claims import keeping
from articles.desk.overview import READ_DAYS, overview
from articles.models import StatedFigure
from articles.vocabulary import Drift
from articles.writing import publishing, revising, taking_up

View = Callable[..., HttpResponse]


def for_editors(needs: str) -> Callable[[View], View]:
    """For staff with this right on articles; others get 403, strangers the log-in."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(f"articles.{needs}"):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        made: View = admin.site.admin_view(guarded)
        return made

    return decorate


def page(request: HttpRequest, template: str, title: str, **context: Any) -> TemplateResponse:
    return TemplateResponse(request, template, {**admin.site.each_context(request), "title": title, **context})


@for_editors("view_article")
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    may_answer = request.user.has_perm("articles.change_article")
    return page(
        request, "admin/editors/desk.html", "Ratgeber-Schreibtisch", overview=overview(), today=timezone.localdate(),
        read_days=READ_DAYS, may_answer=may_answer,
    )  # fmt: skip


class KeepForm(forms.Form):
    reason = forms.CharField(
        label="Warum bleibt es so?", max_length=500, widget=forms.Textarea({"rows": 3, "cols": 60})
    )
    until = forms.DateField(label="Bis wann gilt das?", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    seen = forms.ChoiceField(choices=[(str(drift), drift) for drift in Drift], widget=forms.HiddenInput)

    def clean_until(self) -> Any:
        day, today = self.cleaned_data["until"], timezone.localdate()
        if not today < day <= today + keeping.LONGEST:
            raise forms.ValidationError("Wähl einen Tag nach heute, höchstens ein Jahr entfernt.")
        return day


@for_editors("change_article")
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    figure = get_object_or_404(StatedFigure.objects.public().select_related("article", "place"), pk=pk)
    form = KeepForm(request.POST or None, initial={"seen": figure.drift})
    if form.is_valid() and form.cleaned_data["seen"] != figure.drift:
        messages.warning(request, "Der Befund hat sich inzwischen geändert. Lies ihn noch einmal.")
        form = KeepForm(initial=form.cleaned_data | {"seen": figure.drift})
    if form.is_valid():
        try:
            kept = keeping.keep(
                pk=pk, reason=form.cleaned_data["reason"], until=form.cleaned_data["until"], user=request.user
            )
        except keeping.NothingToKeep:
            messages.warning(request, "Die Angabe stimmt inzwischen wieder, oder sie steht nicht mehr im Text.")
        else:
            _log(request, kept)
            messages.success(request, f"„{kept.words}“ bleibt so bis {kept.kept_until:%d.%m.%Y}.")
        return HttpResponseRedirect(reverse("editors-desk"))
    return page(request, "admin/editors/keep.html", "Bleibt so", figure=figure, form=form)


@for_editors("change_article")
@require_POST
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    figure = get_object_or_404(StatedFigure.objects.public().select_related("article__place", "place"), pk=pk)
    try:
        revision = taking_up.take_up(figure=figure, user=request.user)
    except (taking_up.NothingToTakeUp, revising.Overtaken):
        messages.warning(request, "Der neueste Text sagt inzwischen etwas anderes. Ändere ihn von Hand.")
    else:
        publishing.report(figure.article)
        messages.success(
            request,
            f"Der Vorschlag steht im Text, als Fassung {revision.number}. Lies ihn im Zusammenhang; Leser:innen sehen ihn nach"
            " dem Veröffentlichen.",
        )
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[figure.article_id]))


def _log(request: HttpRequest, figure: StatedFigure) -> None:
    LogEntry.objects.log_actions(
        request.user.pk, [figure.article], CHANGE,
        change_message=f"„{figure.words}“ bleibt so bis {figure.kept_until}: {figure.kept_reason}", single_object=True,
    )  # fmt: skip
