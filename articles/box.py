"""Listings inside a guide's text: {{stellen schicht=nacht anzahl=3}} becomes the newest rows, or says that there are none."""

from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from articles.facts.directives import Box
from articles.facts.wording import SHIFTS
from listings.models import Place
from listings.searching.kept import World
from listings.searching.sample import sample


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

    def __call__(self, box: Box) -> SafeString:
        """One statement in a known world, one more for a place that is not the article's."""
        place = self.place
        if box.place and (place is None or place.slug != box.place):
            place = Place.objects.filter(slug=box.place).first()
            if place is None:
                return SafeString("")
        return self.render(place, self.radius if box.radius is None else box.radius, box.shift, box.most)

    def render(self, place: Place | None, radius: int, shift: str = "", most: int = Box.most) -> SafeString:
        found = sample(place, radius, most, shift=shift, world=self.world)
        self.number += 1
        self.shown += found.listings.pks
        context = {
            "sample": found, "middle": self.middle, "prefix": f"b{self.number}-", "place": place, "radius": radius,
            "kind": f"mit {SHIFTS[shift]}" if shift else "", "address": _address(place, radius, shift),
            "wider": _address(place, found.wider_km, shift) if found.wider_km else "",
        }  # fmt: skip
        return render_to_string("articles/_box.html", context)


def _address(place: Place | None, radius: int | None, shift: str) -> str:
    asked = {"city": place.slug, "radius": radius} if place else {}
    return f"{reverse('search')}?{urlencode(asked | ({'shift': shift} if shift else {}))}".removesuffix("?")
