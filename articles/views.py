"""The guide list and one guide."""

from dataclasses import dataclass
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import addresses, markdown, readings
from articles.models import Article
from articles.nearby import Near, nearest, next_guides, with_next
from articles.reading import page_of
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
        if article is None or not article.is_public:
            return _elsewhere_now(request, slug)
        page = page_of(article, world)
        return Shown(render_to_string("articles/detail.html", page.context, request), page.listings, page.until)

    response = kept.page(request, f"guide:{slug}", build)
    if response.status_code == 200:
        readings.read(request, slug)
    return response


def _elsewhere_now(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the guide went that once was here."""
    found = addresses.resolve(slug)
    if isinstance(found, addresses.Moved):
        return HttpResponsePermanentRedirect(reverse("article", args=[found.slug]))
    if not isinstance(found, addresses.Gone):
        raise Http404
    article = with_next(Article.objects.select_related("place")).get(pk=found.article.pk)
    context = {"area": "articles", "article": article, "others": next_guides(article)}
    return render(request, "articles/gone.html", context, status=410)


def _names(guide: Article) -> str:
    """What a typed town may be found in."""
    place = guide.place
    return fold(f"{place.name} {place.district} {place.state} {guide.title}" if place else guide.title)


def _by_region(guides: list[Article]) -> list[tuple[str, list[Entry]]]:
    """By Land, those of no place last."""
    entries = [Entry(guide, markdown.minutes_of(guide.text)) for guide in guides]
    grouped = groupby(entries, key=lambda entry: entry.article.place.state if entry.article.place else "")
    return [(region or "Überall", list(rows)) for region, rows in grouped]


def _elsewhere(typed: str) -> dict[str, Place | list[Near] | None]:
    place = Place.objects.find(typed).place
    return {"place": place, "near": nearest(place, NEAREST) if place else []}
