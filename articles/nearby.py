"""Which guides lie near a place."""

from dataclasses import dataclass
from math import cos, radians

from django.db.models import BooleanField, Case, ExpressionWrapper, F, FloatField, Q, Value, When

from articles.models import Article
from listings.models import Place
from listings.models.place import km_between

UNREAD = ("text", "gate_report")
"""What lists of guides need not load."""


@dataclass(frozen=True)
class Near:
    article: Article
    km: int
    """0 for a guide of the place itself."""


def nearest(place: Place, limit: int, *, leave_out: int | None = None, is_region_first: bool = False) -> list[Near]:
    """Public guides of places, nearest first; those of the same Land before all others if wanted. One statement."""
    north = F("place__latitude") - place.latitude
    east = (F("place__longitude") - place.longitude) * cos(radians(place.latitude))
    away = ExpressionWrapper(north * north + east * east, output_field=FloatField())
    region = Q(place__state=place.state) if is_region_first else Q(pk__isnull=False)
    is_other = Case(When(region, then=Value(False)), default=Value(True), output_field=BooleanField())
    guides = Article.objects.published().filter(place__isnull=False).exclude(pk=leave_out).select_related("place")
    found = guides.defer(*UNREAD).order_by(is_other, away, "-published_at", "-pk")[:limit]
    return [Near(guide, _km(place, guide.place)) for guide in found if guide.place]


def others(article: Article, limit: int = 3) -> list[Article]:
    """To read next: of the same region first, else the newest. One statement."""
    if article.place:
        return [near.article for near in nearest(article.place, limit, leave_out=article.pk, is_region_first=True)]
    return list(Article.objects.published().exclude(pk=article.pk).select_related("place").defer(*UNREAD)[:limit])


def _km(place: Place, other: Place) -> int:
    return round(km_between(place.latitude, place.longitude, other.latitude, other.longitude))
