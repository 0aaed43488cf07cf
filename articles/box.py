"""Listings inside a guide's text: {{stellen schicht=nacht anzahl=3}} becomes the newest rows, or says that there are none."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from listings.models import Place
from listings.normalise.spelling import fold
from listings.searching.kept import World
from listings.searching.sample import sample
from listings.vocabulary import ShiftType

SHIFTS = {
    "frueh": ShiftType.EARLY, "spaet": ShiftType.LATE, "nacht": ShiftType.NIGHT, "tag": ShiftType.DAY,
    "wechsel": ShiftType.ROTATING, "wochenende": ShiftType.WEEKEND, "flexibel": ShiftType.FLEXIBLE,
}  # fmt: skip
IN_WORDS = {
    ShiftType.EARLY: "mit Frühschicht", ShiftType.LATE: "mit Spätschicht", ShiftType.NIGHT: "mit Nachtschicht",
    ShiftType.DAY: "am Tag", ShiftType.ROTATING: "mit Wechselschicht", ShiftType.WEEKEND: "am Wochenende",
    ShiftType.FLEXIBLE: "mit flexiblen Zeiten",
}  # fmt: skip
DEFAULT_ROWS, MAX_ROWS = 3, 10


class Boxes:
    """The boxes of one page: each row has an id of its own, and the page knows which listings it shows."""

    def __init__(
        self, place: Place | None = None, radius: int = 0, *, world: World | None = None, middle: int | None = None
    ) -> None:
        self.place, self.radius = place, radius
        """Where a box names none."""
        self.world = world
        self.middle = middle
        """Of the pay at the place, drawn into each bar."""
        self.number = 0
        self.shown: list[int] = []

    def __call__(self, options: Mapping[str, str]) -> SafeString:
        """One statement in a known world, one more for a place that is not the article's.

        `options` as they are written: ort, umkreis, schicht, anzahl. What says nothing is left out, as searches do.
        """
        place, slug = self.place, options.get("ort", "").lower()
        if slug and (place is None or place.slug != slug):
            place = Place.objects.filter(slug=slug).first()
            if place is None:
                return SafeString("")
        radius = _number(options.get("umkreis", "").removesuffix("km"), self.radius)
        most = min(max(_number(options.get("anzahl", ""), DEFAULT_ROWS), 1), MAX_ROWS)
        return self.render(place, radius, SHIFTS.get(fold(options.get("schicht", "")), ""), most)

    def render(self, place: Place | None, radius: int, shift: str = "", most: int = DEFAULT_ROWS) -> SafeString:
        found = sample(place, radius, most, shift=shift, world=self.world)
        self.number += 1
        self.shown += found.listings.pks
        context = {
            "sample": found, "middle": self.middle, "prefix": f"b{self.number}-", "place": place, "radius": radius,
            "kind": IN_WORDS[ShiftType(shift)] if shift else "", "address": _address(place, radius, shift),
            "wider": _address(place, found.wider_km, shift) if found.wider_km else "",
        }  # fmt: skip
        return render_to_string("articles/_box.html", context)


def render(options: Mapping[str, str], place: Place | None, radius: int) -> SafeString:
    """One box that stands alone on its page."""
    return Boxes(place, radius)(options)


def _number(text: str, default: int) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else default


def _address(place: Place | None, radius: int | None, shift: str) -> str:
    asked = {"city": place.slug, "radius": radius} if place else {}
    return f"{reverse('search')}?{urlencode(asked | ({'shift': shift} if shift else {}))}".removesuffix("?")
