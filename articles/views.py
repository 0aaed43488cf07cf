"""The guide list and one guide."""

from dataclasses import dataclass
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article, Redirect
from articles.nearby import Near, nearest, next_guides, with_next
from articles.reading import minutes, page_of
from articles.vocabulary import ArticleState
from listings.models import Place
from listings.normalise.spelling import fold
from listings.searching import kept
from listings.searching.kept import Shown, World

MANY = 9
"""More guides than this can be looked for by town."""
NEAREST = 3


@dataclass(frozen=True)
class Entry:
    article: Article
    minutes: int


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    def build(world: World) -> Shown:
        typed = " ".join(request.GET.get("ort", "").split())[:100]
        guides = list(
            Article.objects.published().select_related("place").order_by("place__state", "place__name", "title")
        )
        found = [guide for guide in guides if fold(typed) in _names(guide)]
        context = {"area": "articles", "regions": _by_region(found), "typed": typed, "found": len(found),
                   "is_many": len(guides) > MANY or bool(typed)}  # fmt: skip
        if typed and not found:
            context |= _elsewhere(typed)
        return Shown(render_to_string("articles/list.html", context, request), ())

    return kept.page(request, "guides", build)


@require_safe
def article_detail(request: HttpRequest, slug: str) -> HttpResponse:
    def build(world: World) -> Shown | HttpResponse:
        guides = with_next(Article.objects.select_related("place", "author", "lead_image"))
        article = guides.filter(slug=slug).first()
        if article and article.state == ArticleState.WITHDRAWN:
            return _gone(request, article)
        if article is None or not _is_public(article):
            return _moved(slug)
        page = page_of(article, world)
        return Shown(render_to_string("articles/detail.html", page.context, request), page.listings, page.until)

    return kept.page(request, f"guide:{slug}", build)


def _is_public(article: Article) -> bool:
    is_due = article.published_at is not None and article.published_at <= timezone.now()
    return is_due and article.state == ArticleState.PUBLISHED


def _moved(slug: str) -> HttpResponse:
    left = Redirect.objects.filter(slug=slug).select_related("article").first()
    if left is None:
        raise Http404
    return HttpResponsePermanentRedirect(left.article.get_absolute_url())


def _gone(request: HttpRequest, article: Article) -> HttpResponse:
    context = {"area": "articles", "article": article, "others": next_guides(article)}
    return render(request, "articles/gone.html", context, status=410)


def _names(guide: Article) -> str:
    """What a typed town may be found in."""
    place = guide.place
    return fold(f"{place.name} {place.district} {place.state} {guide.title}" if place else guide.title)


def _by_region(guides: list[Article]) -> list[tuple[str, list[Entry]]]:
    """By Land, those of no place last."""
    entries = [Entry(guide, minutes(guide.text)) for guide in guides]
    grouped = groupby(entries, key=lambda entry: entry.article.place.state if entry.article.place else "")
    return [(region or "Überall", list(rows)) for region, rows in grouped]


def _elsewhere(typed: str) -> dict[str, Place | list[Near] | None]:
    place = Place.objects.find(typed).place
    return {"place": place, "near": nearest(place, NEAREST) if place else []}
