"""The guide list and one guide."""

import nh3
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

from articles.models import Article

MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


def as_html(text: str) -> str:
    """Markdown to safe HTML; raw HTML in the text is shown as text."""
    return nh3.clean(MARKDOWN.render(text), link_rel="noopener")


def article_list(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/list.html", {"area": "articles"})


def article_detail(request: HttpRequest, slug: str) -> HttpResponse:
    article = get_object_or_404(Article.objects.published().select_related("place"), slug=slug)
    text = mark_safe(as_html(article.text))  # noqa: S308 - sanitised above
    return render(request, "articles/detail.html", {"area": "articles", "article": article, "text": text})
