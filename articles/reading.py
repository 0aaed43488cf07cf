"""What the page of one guide shows around its text."""

from dataclasses import dataclass
from math import inf
from typing import Any
from urllib.parse import quote, urlencode

from django.urls import reverse

from articles import markdown
from articles.box import Boxes
from articles.models import Article
from articles.nearby import next_guides
from articles.structured_data import absolute, structured_data
from listings.models import labels
from listings.normalise.place_wording import at_place
from listings.searching.figures import Neighbour, PlaceFigures, figures_with_neighbours
from listings.searching.kept import World

FEW_LISTINGS = 5
MAX_SHIFTS, MAX_TOWNS = 3, 3


@dataclass(frozen=True)
class Page:
    context: dict[str, Any]
    listings: list[int]
    until: float
    """Seconds since 1970 at which time alone changes the figures."""


@dataclass(frozen=True)
class Search:
    text: str
    address: str
    total: int


def page_of(article: Article, world: World, *, is_worked_out: bool = False) -> Page:
    """In a known world one statement for each box of listings, and one for all facts of the text.

    `is_worked_out`: facts that nobody worked out yet are, for an editor's preview.
    """
    context: dict[str, Any] = {"area": "articles", "article": article, "share": _share(article)}
    until, boxes = inf, Boxes(article.place, article.radius, world=world)
    if article.place:
        (own, region), near = figures_with_neighbours(article.place, world, 0, article.radius)
        figures = own if own.total >= FEW_LISTINGS else region
        until, boxes.middle = min(own.until, region.until), figures.pay_median or region.pay_median
        context |= {"figures": figures, "searches": searches(own, region, near)}
    context["text"] = markdown.render(
        article.text, place=article.place, radius=article.radius, box=boxes, is_worked_out=is_worked_out
    )
    if article.place and not boxes.number:
        context["box"] = boxes.render(article.place, context["figures"].km)
    context |= {"others": next_guides(article), "structured_data": structured_data(article)}
    return Page(context, boxes.shown, until)


def searches(own: PlaceFigures, region: PlaceFigures, near: list[Neighbour]) -> list[Search]:
    """Only ways that lead to at least one listing: the town, its region, its commonest shifts, towns nearby."""
    town, found = own.place, list[Search]()
    if own.total:
        found.append(Search(f"Alle Stellen {at_place(town.name)}", reverse("city", args=[town.slug]), own.total))
    if region.km and region.total > own.total:
        address = _search(city=town.slug, radius=region.km)
        found.append(Search(f"Im Umkreis von {region.km} km um {town.name}", address, region.total))
    base = own if own.total >= FEW_LISTINGS else region
    where = f"um {town.name}" if base.km else f"in {town.name}"
    for shift, total in sorted(base.by_shift.items(), key=lambda row: -row[1])[:MAX_SHIFTS]:
        if total:
            address = _search(city=town.slug, radius=base.km, shift=shift)
            found.append(Search(f"{labels.SHIFTS[shift]} {where}", address, total))
    for one in near[:MAX_TOWNS]:
        found.append(Search(f"{one.place.name}, {one.km} km", reverse("city", args=[one.place.slug]), one.total))
    return found


def _search(**asked: Any) -> str:
    return f"{reverse('search')}?{urlencode(asked)}"


def _share(article: Article) -> dict[str, str]:
    address = absolute(article.get_absolute_url())
    body = f"{article.teaser}\n\n{address}"
    return {"address": address, "mail": f"mailto:?subject={quote(article.title)}&body={quote(body)}"}
