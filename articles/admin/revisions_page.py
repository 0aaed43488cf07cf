"""The revisions of an article: who saved what and when, two of them word by word, an old one back on top."""

import re
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article, Revision
from articles.writing import content, publishing, revising
from listings.admin.differences import marked

SHOWN = 100
AROUND = 25
"""Words shown on each side of a change."""
_CHANGES = re.compile(r"(<(?:del|ins)>.*?</(?:del|ins)>)", re.S)


def revisions(request: HttpRequest, site: AdminSite, pk: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    rows = article.revisions.select_related("user").defer("fields")[:SHOWN]  # type: ignore[attr-defined]
    context = {"article": article, "rows": rows, "title": f"Fassungen: {article.title}"}
    return TemplateResponse(request, "admin/articles/revisions.html", {**site.each_context(request), **context})


def compare(request: HttpRequest, site: AdminSite, pk: int) -> HttpResponse:
    """`von` and `bis`: numbers. `bis` is the newest and `von` the one before it unless they are given."""
    article = get_object_or_404(Article, pk=pk)
    newest = revising.newest(article)
    after = _numbered(article, request.GET.get("bis", "")) or newest
    if after is None:
        raise Http404
    before = _numbered(article, request.GET.get("von", "")) or _numbered(article, str(after.number - 1))
    rows = differences(before.fields if before else content.EMPTY, after.fields)
    context = {"article": article, "before": before, "after": after, "rows": rows, "newest": newest,
               "title": f"Fassung {after.number}: {article.title}"}  # fmt: skip
    return TemplateResponse(request, "admin/articles/compare.html", {**site.each_context(request), **context})


def restore(request: HttpRequest, site: AdminSite, pk: int, number: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    get_object_or_404(Revision, article=article, number=number)
    made = revising.restore(article=article, number=number, user=request.user)
    publishing.report(article)
    messages.success(request, f"Fassung {number} ist wiederhergestellt, als Fassung {made.number}.")
    return redirect("admin:articles_article_change", article.pk)


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, SafeString]]:
    """(label, both texts in one) of what differs."""
    return [
        (
            content.LABELS[name],
            _shortened(marked(content.readable(name, before.get(name)), content.readable(name, after.get(name)))),
        )
        for name in content.changed(before, after)
    ]


def _shortened(differing: SafeString) -> SafeString:
    """What stayed only near what changed: one figure in a thousand words is seen at once."""
    *parts, last = _CHANGES.split(differing)
    found = []
    for number, part in enumerate(parts):
        is_change = number % 2 == 1
        found.append(part if is_change else _near(part, AROUND if number else 0, AROUND))
    return mark_safe("".join([*found, _near(last, AROUND if parts else len(last), 0)]))  # noqa: S308 - marked() escapes


def _near(same: str, first: int, last: int) -> str:
    """The first and last so many words; cut between words only, so that no entity breaks."""
    words = re.split(r"(?<=\s)(?=\S)", same)
    if len(words) <= first + last + 1:
        return same
    return f"{''.join(words[:first])}… {''.join(words[len(words) - last :])}"


def _numbered(article: Article, number: str) -> Revision | None:
    if not number.isdecimal() or len(number) > 8:
        return None
    rows = article.revisions.select_related("user")  # type: ignore[attr-defined]
    return rows.filter(number=int(number)).first()  # type: ignore[no-any-return]
