"""Where listings' pages show guides: the tag asks, so that listings never import articles."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from articles import pictures
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


@register.simple_tag
def lead_picture(image: ArticleImage) -> SafeString:
    return pictures.figure(image, is_lead=True)
