"""Where listings' pages show guides: the tag asks, so that listings never import articles."""

from typing import Any

from django import template

from articles.models import Article
from listings.models import Place

register = template.Library()


@register.inclusion_tag("articles/_teasers.html")
def article_teasers(limit: int) -> dict[str, Any]:
    return {"articles": Article.objects.published()[:limit]}


@register.inclusion_tag("articles/_guide.html")
def guide_for(place: Place) -> dict[str, Any]:
    return {"article": Article.objects.published().filter(place=place).first()}
