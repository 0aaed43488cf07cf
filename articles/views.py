"""The guide list and one guide."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles import markdown, readings
from articles.models import Article
from listings.searching.figures import figures_for

REGION_KM = 25


def article_list(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/list.html", {"area": "articles"})


def article_detail(request: HttpRequest, slug: str) -> HttpResponse:
    article = get_object_or_404(Article.objects.published().select_related("place", "author"), slug=slug)
    text = markdown.render(article.text, place=article.place, radius=article.radius)
    context = {"area": "articles", "article": article, "text": text}
    if article.place:
        context["figures"] = figures_for(article.place, 0)[0]
    readings.read(request, slug)
    return render(request, "articles/detail.html", context)
