"""Where listings' pages show guides: the tag asks, so that listings never import articles."""

from typing import Any

from django import template

from articles import lead_image
from articles.models import Article, ArticleImage
from articles.nearby import UNREAD, nearest
from listings.models import Place

register = template.Library()

REACH_KM = 30


@register.inclusion_tag("articles/_teasers.html")
def article_teasers(limit: int) -> dict[str, Any]:
    return {"articles": Article.objects.published().defer(*UNREAD)[:limit]}


@register.inclusion_tag("articles/_guide.html")
def guide_for(place: Place) -> dict[str, Any]:
    """Of the place itself, else the nearest within reach."""
    near = next(iter(nearest(place, 1)), None)
    return {"near": near if near and near.km <= REACH_KM else None, "place": place}


@register.inclusion_tag("articles/_lead_image.html")
def lead_picture(image: ArticleImage) -> dict[str, Any]:
    sources = [(kind, lead_image.files(image, kind)) for kind in lead_image.MODERN]
    return {"image": image, "sources": sources, "plain": lead_image.files(image, "jpeg"),
            "address": lead_image.jpeg_address(image)}  # fmt: skip
