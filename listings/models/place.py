"""German municipalities, their postcodes and the other names people give them."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import models
from rapidfuzz import fuzz, process

from listings.normalise.spelling import fold

EARTH_RADIUS_KM = 6371
MIN_BEGINNING = 3
MIN_BEGINNING_ALONE = 5
"""Letters after which the beginning of a name is taken for the place itself."""
MAX_SUGGESTIONS = 8
CONNECTING = {"a", "am", "an", "auf", "b", "bei", "d", "dem", "den", "der", "die", "i", "im", "in", "ob", "und", "v",
              "von", "vor"}  # fmt: skip
BEFORE_TOWNS = {"grossraum", "kreis", "kreisstadt", "landeshauptstadt", "landkreis", "naehe", "raum", "region", "stadt",
                "umgebung", "umkreis"}  # fmt: skip
IN_TOWN = {"altstadt", "bahnhof", "city", "hauptbahnhof", "hbf", "innenstadt", "mitte", "nord", "ost", "stadt",
           "stadtmitte", "sued", "umgebung", "umland", "west", "zentrum"}  # fmt: skip
STATE_WORDS = {"nordrhein westfalen": "nrw", "baden wuerttemberg": "bw", "rheinland pfalz": "rlp", "bayern": "by",
               "schleswig holstein": "sh", "mecklenburg vorpommern": "mv", "niedersachsen": "nds"}  # fmt: skip
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


def _answer(place: "Place", others: "Sequence[Place]" = ()) -> PlaceAnswer:
    return PlaceAnswer(place, place.latitude, place.longitude, others=list(others))


def words_of(typed: str) -> list[str]:
    """Folded, Sankt in full, without "Kreis" and "Raum" before a name."""
    words = fold(typed).split()
    while len(words) > 1 and words[0] in BEFORE_TOWNS | CONNECTING:
        words.pop(0)
    return ["sankt" if word == "st" else word for word in words]


class PlaceQuerySet(models.QuerySet["Place"]):
    def find(self, typed: str) -> PlaceAnswer:
        """Slug, name, alias, postcode or their beginning as people type it; an exact slug wins."""
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
        if digits := re.fullmatch(r"(?:D-?)?(\d{2,5})", typed):
            return self._with_postcodes_like(digits.group(1))
        words = words_of(typed)
        if not words:
            return PlaceAnswer()
        return self._named(" ".join(words)) or self._described(words, typed) or self._begun(" ".join(words))

    def _named(self, key: str) -> PlaceAnswer | None:
        named = list(self.filter(models.Q(name_key=key) | models.Q(name_key__startswith=f"{key} "))[:20])
        exact = [place for place in named if place.name_key == key]
        if not exact and (alias := PlaceAlias.objects.filter(name_key=key).select_related("place").first()):
            return alias.answer()
        if named and (not exact or named[0] not in exact) and _is_clearly_largest(named):
            return _answer(named[0], named[1:6])
        if exact and _is_clearly_largest(exact):
            return _answer(exact[0], exact[1:])
        return PlaceAnswer(others=exact or named) if named else None

    def _described(self, words: list[str], typed: str) -> PlaceAnswer | None:
        """A town and what tells it from others or lies in it: "Wetter an der Ruhr", "Hagen-Haspe", "Schwelm NRW"."""
        for size in range(min(3, len(words) - 1), 0, -1):
            for name, more in ((words[:size], words[size:]), (words[-size:], words[:-size])):
                key, told = " ".join(name), [word for word in more if word not in CONNECTING]
                towns = list(self.filter(models.Q(name_key=key) | models.Q(name_key__startswith=f"{key} "))[:30])
                own = [town for town in towns if town.name_key == key]
                alias = (
                    PlaceAlias.objects.filter(name_key=" ".join(more), place__in=own).select_related("place").first()
                )
                if alias:
                    return alias.answer()
                fitting = [town for town in towns if town.is_told_by(told)]
                if not fitting and own and ({*told} <= IN_TOWN or re.match(r"[^\W\d_]+\s*[-–,/]", typed)):
                    fitting = own
                if fitting:
                    return _answer(fitting[0]) if _is_clearly_largest(fitting) else PlaceAnswer(others=fitting)
        return None

    def _begun(self, key: str) -> PlaceAnswer:
        """Of the beginning of a name the only or clearly largest place; else what may have been meant."""
        begun = list(self.filter(name_key__startswith=key)[:6]) if len(key) >= MIN_BEGINNING else []
        if begun and len(key) >= MIN_BEGINNING_ALONE and _is_clearly_largest(begun):
            return _answer(begun[0], begun[1:])
        words = key.split()
        heads = self.filter(name_key__in=[" ".join(words[:size]) for size in range(1, len(words))])
        found: list[Place] = [*self._near_spellings(key), *begun, *heads[:MAX_SUGGESTIONS]]
        return PlaceAnswer(suggestions=list(dict.fromkeys(found))[:MAX_SUGGESTIONS])

    def _with_postcodes_like(self, digits: str) -> PlaceAnswer:
        """The beginning of a postcode asks back; an unknown one suggests places with the nearest codes."""
        for length in range(len(digits), 1, -1):
            places = list(self.filter(postcodes__code__startswith=digits[:length]).distinct()[:MAX_SUGGESTIONS])
            if places:
                return PlaceAnswer(suggestions=places) if len(digits) == 5 else PlaceAnswer(others=places)
        return PlaceAnswer()

    def beginning(self, typed: str, limit: int) -> "list[Place | PlaceAlias]":
        """Places and parts of towns whose name or postcode begins so, the largest first."""
        typed = typed.strip()[:60]
        if typed.isdecimal():
            return list(self.filter(postcodes__code__startswith=typed).distinct()[:limit]) if len(typed) <= 5 else []
        key = " ".join(words_of(typed))
        if not key:
            return []
        towns = list(self.filter(name_key__startswith=key)[:limit])
        parts = PlaceAlias.objects.filter(name_key__startswith=key).exclude(postcode="").select_related("place")
        return [*towns, *parts.order_by("-place__population_rank", "name")[: limit - len(towns)]]

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

    def _namesakes(self, place: "Place") -> "list[Place]":
        return list(self.filter(name_key=place.name_key).exclude(pk=place.pk))

    def with_namesakes(self, slug: str) -> "tuple[Place | None, list[Place]]":
        """The place at this address and others of the same name. One query."""
        found = list(self.filter(name_key__in=self.filter(slug=slug).values("name_key")))
        place = next((one for one in found if one.slug == slug), None)
        return place, [one for one in found if one is not place]

    def _near_spellings(self, key: str) -> Sequence["Place"]:
        names = dict(self.filter(name_key__startswith=key[0]).values_list("pk", "name_key"))
        close = process.extract(key, names, scorer=fuzz.ratio, limit=5, score_cutoff=75)
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

    def is_told_by(self, words: Sequence[str]) -> bool:
        """Each of the words begins one of its name, district or state."""
        state = fold(self.state)
        known = [*self.name_key.split()[1:], *fold(self.district).split(), *state.split(), STATE_WORDS.get(state, "")]
        return bool(words) and all(any(one.startswith(word) for one in known) for word in words)


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
