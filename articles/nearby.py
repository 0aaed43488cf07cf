"""Which guides lie near a place, and what to read after one."""

from dataclasses import dataclass
from datetime import date
from math import cos, radians

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, ExpressionWrapper, F, FloatField, OuterRef, QuerySet, Value, When
from django.db.models.functions import Cos, JSONObject, Radians

from articles.models import Article
from listings.models import Place
from listings.models.place import km_between

UNREAD = ("text", "gate_report")
"""What lists of guides need not load."""
NEXT = 3


@dataclass(frozen=True)
class Near:
    article: Article
    km: int
    """0 for a guide of the place itself."""


def nearest(place: Place, limit: int) -> list[Near]:
    """Public guides of places, nearest first. One statement."""
    away = _away(Value(place.latitude), Value(place.longitude), Value(cos(radians(place.latitude))))
    guides = Article.objects.published().filter(place__isnull=False).select_related("place").defer(*UNREAD)
    found = guides.order_by(away, "-published_at", "-pk")[:limit]
    return [Near(guide, _km(place, guide.place)) for guide in found if guide.place]


def with_next(guides: QuerySet[Article]) -> QuerySet[Article]:
    """Reads `next_guides` in the same statement: of the same Land first, there the nearest first, else the newest."""
    latitude = OuterRef("place__latitude")
    away = _away(latitude, OuterRef("place__longitude"), Cos(Radians(latitude)))
    is_same = When(place__state=OuterRef("place__state"), then=Value(False))
    is_other = Case(is_same, default=Value(True), output_field=BooleanField())
    near = Article.objects.published().exclude(pk=OuterRef("pk")).alias(is_other=is_other, away=away)
    near = near.order_by("is_other", F("away").asc(nulls_last=True), "-published_at", "-pk")
    row = JSONObject(id="pk", slug="slug", title="title", teaser="teaser", checked_at="checked_at")
    return guides.annotate(next_guides=ArraySubquery(near.values(row=row)[:NEXT]))


def next_guides(article: Article) -> list[Article]:
    """Only what a teaser shows; none for a guide that was read without them."""
    found = []
    for row in getattr(article, "next_guides", []):
        checked = row["checked_at"] and date.fromisoformat(row["checked_at"])
        found.append(Article(**(row | {"checked_at": checked})))
    return found


def _away(latitude: object, longitude: object, narrowing: object) -> ExpressionWrapper:
    """For comparing only: the square of a distance on a map. `narrowing` of a degree towards the pole."""
    north = F("place__latitude") - latitude
    east = (F("place__longitude") - longitude) * narrowing
    return ExpressionWrapper(north * north + east * east, output_field=FloatField())


def _km(place: Place, other: Place) -> int:
    return round(km_between(place.latitude, place.longitude, other.latitude, other.longitude))
