"""The page an article is written on: one form, five buttons, and nothing typed is ever lost."""

from dataclasses import dataclass, field
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from articles import chiefs
from articles.admin.forms import PlanForm, UploadForm, WritingForm, initial_of
from articles.admin.revisions_page import differences
from articles.gate import external
from articles.models import Article, ArticleImage, Author, Revision, WorkingCopy
from articles.vocabulary import ArticleState
from articles.writing import content, presence, publishing, revising, unsaved
from listings.calling import call

PICTURES_OFFERED = 60
PUBLIC_ACTIONS = ("publish", "plan", "take_back", "withdraw")


@dataclass
class Work:
    """One request for the page."""

    request: HttpRequest
    site: AdminSite
    article: Article | None
    form: WritingForm | None = None
    plan: PlanForm = field(default_factory=lambda: PlanForm(label_suffix=""))
    based_on: int = 0
    findings: list[dict[str, Any]] | None = None
    overtaken: list[Any] | None = None
    newest: Revision | None = None
    was_planned: bool = False
    """A change of a public article was, before this request."""

    @property
    def may_publish(self) -> bool:
        return bool(self.request.user.has_perm(chiefs.PUBLISH))


@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
def write(request: HttpRequest, site: AdminSite, article: Article | None) -> HttpResponse:
    work = Work(request, site, article)
    work.newest = revising.newest(article) if article else None
    if request.method == "POST":
        return _posted(work)
    work.based_on = work.newest.number if work.newest else 0
    copy = unsaved.of(article, request.user)
    initial = _initial(work)
    if copy and "stand" in request.GET:
        initial, work.based_on, copy = initial | copy.fields, copy.based_on, None
        _warn_of_newer(work, initial)
    work.form = WritingForm(instance=_fresh(article), initial=initial)
    if article and article.gate_report:
        work.findings = article.gate_report
    return _page(work, copy if copy and _differs(copy, initial) else None)


def _posted(work: Work) -> HttpResponse:
    request = work.request
    action = request.POST.get("action", "save")
    if action in PUBLIC_ACTIONS and not work.may_publish:
        raise PermissionDenied
    number = request.POST.get("based_on", "")
    work.based_on = int(number) if number.isdecimal() and len(number) < 8 else 0
    work.form = WritingForm(request.POST, instance=_fresh(work.article))
    work.plan = PlanForm(request.POST if action == "plan" else None, label_suffix="")
    is_valid = work.form.is_valid()
    if (action == "plan" and not work.plan.is_valid()) or not is_valid:
        return _page(work)
    try:
        saved = _save(work)
    except revising.Overtaken as overtaken:
        work.newest = overtaken.newest
        work.overtaken = differences(overtaken.newest.fields, work.form.written())
        work.based_on = overtaken.newest.number
        return _page(work)
    work.was_planned = work.article is not None and work.article.planned_revision_id is not None
    try:
        _act(work, action)
    except publishing.Refused as refused:
        first = refused.findings[0].message
        more = f" Dazu {len(refused.findings) - 1} weitere Punkte, siehe Prüfung." if refused.findings[1:] else ""
        what = "geplant" if action == "plan" else "veröffentlicht"
        messages.error(request, f"Gespeichert, aber nicht {what}. {first}{more}")
    except publishing.NothingNew:
        messages.warning(request, "Es gibt nichts zu planen: Öffentlich steht schon der neueste Text.")
    else:
        _say(work, action, saved)
        if action in PUBLIC_ACTIONS:
            _log(work, action)
    assert work.article is not None
    return redirect("admin:articles_article_change", work.article.pk)


def _save(work: Work) -> Revision | None:
    """The new revision; None when nothing changed."""
    assert work.form is not None
    fields, user = work.form.written(), work.request.user
    if work.article is None:
        work.article = revising.begin(fields=fields, user=user)
        saved = revising.newest(work.article)
    else:
        before = work.newest.number if work.newest else 0
        note = work.form.cleaned_data["note"]
        last = revising.save(article=work.article, fields=fields, based_on=work.based_on, user=user, note=note)
        saved = last if last.number != max(before, 1) else None
    review_by = work.form.cleaned_data["review_by"]
    Article.objects.filter(pk=work.article.pk).exclude(review_by=review_by).update(review_by=review_by)
    publishing.report(work.article)
    if external.addresses_in(fields["text"]):
        article = work.article.pk
        transaction.on_commit(lambda: call("articles.tasks.check_links_of", article))  # or the nightly job does
    return saved


def _act(work: Work, action: str) -> None:
    article = work.article
    assert article is not None
    if action == "publish":
        publishing.publish(article=article)
    elif action == "plan":
        publishing.plan(article=article, at=work.plan.cleaned_data["publish_at"])
    elif action == "take_back":
        publishing.take_back(article=article)
    elif action == "withdraw":
        publishing.withdraw(article=article)


def _say(work: Work, action: str, saved: Revision | None) -> None:
    article = work.article
    assert article is not None
    said = {
        "publish": "Veröffentlicht. Die Planung ist damit aufgehoben." if work.was_planned else "Veröffentlicht.",
        "take_back": "Nicht mehr geplant.",
        "withdraw": "Zurückgezogen. Wer die Adresse kennt, liest, dass der Artikel nicht mehr online ist.",
    }.get(action, "")
    if action == "plan":
        what = "Änderungen geplant" if article.state == ArticleState.PUBLISHED else "Geplant"
        said = f"{what} für {_moment(article)}."
    kept = f"Gespeichert als Fassung {saved.number}." if saved else "" if said else "Nichts geändert."
    messages.success(work.request, " ".join(filter(None, (kept, said))))


def _log(work: Work, action: str) -> None:
    """Who decided what readers see. Who wrote what stands in the revisions."""
    article = work.article
    assert article is not None
    newest = revising.newest(article)
    number = newest.number if newest else 1
    said = {
        "publish": f"Fassung {number} veröffentlicht.", "plan": f"Fassung {number} geplant für {_moment(article)}.",
        "take_back": "Planung aufgehoben.", "withdraw": "Zurückgezogen.",
    }[action]  # fmt: skip
    LogEntry.objects.log_actions(
        work.request.user.pk, [article], CHANGE, change_message=said, single_object=True
    )  # fmt: skip


def _moment(article: Article) -> str:
    at = article.publish_at
    return f"{date_format(timezone.localtime(at), 'j. F Y, H:i')} Uhr" if at else ""


def _fresh(article: Article | None) -> Article:
    """The form writes into its instance."""
    return Article.objects.get(pk=article.pk) if article else Article()


def _initial(work: Work) -> dict[str, Any]:
    if work.article:
        fields = revising.newest_fields(work.article)
        return initial_of(fields) | {"review_by": work.article.review_by}
    author = Author.objects.filter(user=work.request.user.pk).values_list("pk", flat=True).first()
    return initial_of({**content.EMPTY, "author": author})


def _differs(copy: WorkingCopy, initial: dict[str, Any]) -> bool:
    def said(value: Any) -> str:
        return "" if value is None else str(value).replace("\r\n", "\n").strip()

    return any(said(value) != said(initial.get(name)) for name, value in copy.fields.items())


def _warn_of_newer(work: Work, typed: dict[str, Any]) -> None:
    """What was typed on top of an older revision than the newest: the difference is shown before it is saved."""
    if work.newest and work.newest.number > work.based_on:
        fields = WritingForm(typed, instance=_fresh(work.article)).roughly()
        work.overtaken = differences(work.newest.fields, fields)
        work.based_on = work.newest.number


def _page(work: Work, copy: WorkingCopy | None = None) -> HttpResponse:
    article = work.article
    state = article.state if article else ArticleState.DRAFT
    if article and not work.plan.is_bound:
        work.plan.initial = {"publish_at": article.publish_at}
    context = {
        **work.site.each_context(work.request), "is_nav_sidebar_enabled": False, "opts": Article._meta,
        "title": article.title if article else "Neuer Artikel", "article": article, "form": work.form,
        "plan": work.plan, "upload": UploadForm(auto_id="upload_%s", label_suffix=""), "based_on": work.based_on,
        "findings": work.findings, "overtaken": work.overtaken, "newest": work.newest, "copy": copy,
        "may_publish": work.may_publish, "is_public": state == ArticleState.PUBLISHED,
        "is_planned": article is not None and article.is_planned,
        "has_changes": article is not None and state not in revising.FOLLOWS and revising.has_unpublished_changes(article),
        "others": [presence.sentence(one) for one in presence.others(article, work.request.user)] if article else [],
        "pictures": ArticleImage.objects.all()[:PICTURES_OFFERED],
        "may_upload": work.request.user.has_perm("articles.add_articleimage"),
        "address": work.request.build_absolute_uri(reverse("articles")),
    }  # fmt: skip
    return TemplateResponse(work.request, "admin/articles/write.html", context)
