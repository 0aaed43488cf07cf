"""German municipalities, their postcodes and the other names people give them."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import models
from rapidfuzz import process

from listings.normalise.spelling import fold

EARTH_RADIUS_KM = 6371
OWNS_BARE_NAME = 10
"""The largest of several namesakes owns the bare name when it is this many times larger than the next."""


def km_between(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance of two points given in degrees (haversine)."""
    one, other = math.radians(latitude), math.radians(other_latitude)
    across = math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    half = math.sin((other - one) / 2) ** 2 + math.cos(one) * math.cos(other) * across
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


@dataclass(frozen=True)
class PlaceAnswer:
    """What a typed place means: one place with its point, or several to choose from, or near spellings."""

    place: "Place | None" = None
    latitude: float = 0.0
    longitude: float = 0.0
    postcode: str = ""
    others: Sequence["Place"] = field(default_factory=list)
    suggestions: Sequence["Place"] = field(default_factory=list)


def _is_clearly_largest(places: "Sequence[Place]") -> bool:
    """Of these, largest first, the first one owns the bare name."""
    return len(places) == 1 or places[0].population_rank >= OWNS_BARE_NAME * max(1, places[1].population_rank)


class PlaceQuerySet(models.QuerySet["Place"]):
    def find(self, typed: str) -> PlaceAnswer:
        """Slug, name, alias or postcode as people type it; an exact slug wins."""
        typed = typed.strip()[:100]
        code = re.search(r"(?<!\d)\d{5}(?!\d)", typed)
        if code and (
            row := Postcode.objects.filter(code=code.group())
            .select_related("place")
            .order_by("-place__population_rank")
            .first()
        ):
            return PlaceAnswer(row.place, row.latitude, row.longitude, row.code)
        if place := self.filter(slug=typed.lower()).first():
            return PlaceAnswer(place, place.latitude, place.longitude, others=self._namesakes(place))
        key = fold(typed)
        if not key:
            return PlaceAnswer()
        named = list(self.filter(models.Q(name_key=key) | models.Q(name_key__startswith=f"{key} "))[:20])
        exact = [place for place in named if place.name_key == key]
        if not exact and (alias := PlaceAlias.objects.filter(name_key=key).select_related("place").first()):
            return alias.answer()
        if named and (not exact or named[0] not in exact) and _is_clearly_largest(named):
            return PlaceAnswer(named[0], named[0].latitude, named[0].longitude, others=named[1:6])
        if exact and _is_clearly_largest(exact):
            return PlaceAnswer(exact[0], exact[0].latitude, exact[0].longitude, others=exact[1:])
        if named:
            return PlaceAnswer(others=exact or named)
        return self._part_of_town(typed) or PlaceAnswer(suggestions=self._near_spellings(key))

    def beginning(self, typed: str, limit: int) -> "list[Place]":
        """Places whose name or postcode begins so, the largest first."""
        typed = typed.strip()[:60]
        if typed.isdecimal():
            return list(self.filter(postcodes__code__startswith=typed).distinct()[:limit]) if len(typed) <= 5 else []
        key = fold(typed)
        return list(self.filter(name_key__startswith=key)[:limit]) if key else []

    def names_among(self, texts: Iterable[str]) -> set[str]:
        """Those of the folded texts that are the name of a place or of a part of one."""
        keys = {key for text in texts if (key := fold(text))}
        alias = PlaceAlias.objects.filter(name_key__in=keys).values_list("name_key", flat=True)
        return set(self.filter(name_key__in=keys).values_list("name_key", flat=True).union(alias)) if keys else set()

    def nearest(self, latitude: float, longitude: float) -> "Place | None":
        """The municipality whose centre is nearest, at most half a degree away."""
        box = self.filter(
            latitude__range=(latitude - 0.5, latitude + 0.5), longitude__range=(longitude - 0.5, longitude + 0.5)
        )
        away = {place: km_between(latitude, longitude, place.latitude, place.longitude) for place in box}
        return min(away, key=away.__getitem__, default=None)

    def _part_of_town(self, typed: str) -> PlaceAnswer | None:
        """ "Hagen-Haspe", "Dortmund, Hörde": the known district, else the town before the sign."""
        parts = re.split(r"\s*([-–,/]|\s)\s*", typed, maxsplit=1)
        if len(parts) < 3 or not parts[2]:
            return None
        head, sign, tail = parts
        towns = list(self.filter(name_key=fold(head)))
        if not towns:
            return None
        alias = PlaceAlias.objects.filter(name_key=fold(tail), place__in=towns).select_related("place").first()
        if alias:
            return alias.answer()
        return PlaceAnswer(towns[0], towns[0].latitude, towns[0].longitude) if sign.strip() else None

    def _namesakes(self, place: "Place") -> "list[Place]":
        return list(self.filter(name_key=place.name_key).exclude(pk=place.pk))

    def with_namesakes(self, slug: str) -> "tuple[Place | None, list[Place]]":
        """The place at this address and others of the same name. One query."""
        found = list(self.filter(name_key__in=self.filter(slug=slug).values("name_key")))
        place = next((one for one in found if one.slug == slug), None)
        return place, [one for one in found if one is not place]

    def _near_spellings(self, key: str) -> Sequence["Place"]:
        names = dict(self.filter(name_key__startswith=key[0]).values_list("pk", "name_key"))
        close = process.extract(key, names, limit=5, score_cutoff=75)
        order = {pk: rank for rank, (_, _, pk) in enumerate(close)}
        return sorted(self.filter(pk__in=order), key=lambda place: order[place.pk])


class Place(models.Model):
    ags = models.CharField("Gemeindeschlüssel", max_length=8, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField("Name", max_length=100)
    name_key = models.CharField(max_length=100, db_index=True)
    district = models.CharField("Kreis", max_length=100)
    state = models.CharField("Land", max_length=40)
    latitude = models.FloatField()
    longitude = models.FloatField()
    population_rank = models.PositiveIntegerField(default=0)
    """An estimate of inhabitants, only for ranking: never printed."""

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "Ort"
        verbose_name_plural = "Orte"
        ordering = ["-population_rank", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__range=(47, 56), longitude__range=(5, 16)),
                name="place_lies_in_germany",
                violation_error_message="Der Ort liegt nicht in Deutschland.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Postcode(models.Model):
    """One row for each postcode and municipality it belongs to."""

    code = models.CharField("Postleitzahl", max_length=5, db_index=True)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="postcodes")
    latitude = models.FloatField()
    longitude = models.FloatField()

    class Meta:
        verbose_name = "Postleitzahl"
        verbose_name_plural = "Postleitzahlen"
        constraints = [
            models.UniqueConstraint(fields=["code", "place"], name="postcode_once_for_each_place"),
            models.CheckConstraint(condition=models.Q(code__regex=r"^\d{5}$"), name="postcode_has_five_digits"),
        ]

    def __str__(self) -> str:
        return self.code


class PlaceAlias(models.Model):
    name = models.CharField("Name", max_length=100)
    name_key = models.CharField(max_length=100, unique=True)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="aliases")
    postcode = models.CharField(max_length=5, blank=True)

    class Meta:
        verbose_name = "anderer Ortsname"
        verbose_name_plural = "andere Ortsnamen"

    def __str__(self) -> str:
        return f"{self.name} ({self.place})"

    def answer(self) -> PlaceAnswer:
        """The municipality, seen from the postcode of this part of town where that is known."""
        code = Postcode.objects.filter(code=self.postcode, place=self.place_id).first() if self.postcode else None
        point = code or self.place
        return PlaceAnswer(self.place, point.latitude, point.longitude, self.postcode)
