"""Start, search, city and listing pages."""

import json
from typing import Any

from django.db.models.expressions import RawSQL
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.html import _json_script_escapes  # type: ignore[attr-defined]
from django.utils.safestring import mark_safe

from listings import counting
from listings.models import Listing, Place
from listings.models.place import PlaceAnswer
from listings.models.prepared import Prepared
from listings.normalise.place_wording import at_place
from listings.searching import kept, places
from listings.searching import search as engine
from listings.searching.around import REGION_KM, similar, surroundings
from listings.searching.detail import drawn
from listings.searching.figures import MIN_KNOWN, figures_with_neighbours, pay_by_place
from listings.searching.filters import Params
from listings.searching.hiring import Hiring, hiring
from listings.searching.kept import WORLD, Shown, World
from listings.searching.structured_data import job_posting
from listings.searching.time_to_fill import time_to_fill, with_filled
from listings.searching.ways import ways_out
from listings.vocabulary import RADII_KM

FEW_LISTINGS = 5
NEWEST = 5
"""Unless it stood online before a moderator took it down: then it has the day of that."""
SORT_WORDS = {"relevance": "Treffer", "date": "Datum", "salary": "Gehalt", "distance": "Entfernung"}
_LISTING = Prepared(lambda: Listing.objects.for_page().annotate(world=RawSQL(WORLD, ())))  # noqa: S611 - a constant


def home(request: HttpRequest) -> HttpResponse:
    def build(world: World) -> Shown:
        result = engine.search(Params(), known=world.generation)
        newest = result.listings[:NEWEST]
        context = {"result": result, "newest": newest, "places": pay_by_place(12, world), "radii": RADII_KM}
        return Shown(render_to_string("listings/home.html", context, request), newest.pks)

    return kept.page(request, "home", build)


def search(request: HttpRequest) -> HttpResponse:
    result = engine.search(Params.read(request.GET))
    context = _page(result) | {"area": "jobs", "heading": _heading(result)} | _for_crawlers(request, result)
    if not result.total and not result.is_place_unknown:
        context["ways"] = ways_out(result)
    return render(request, "listings/search.html", context)


def city(request: HttpRequest, slug: str) -> HttpResponse:
    def build(world: World) -> Shown | HttpResponse:
        place, others = with_filled(slug).with_namesakes(slug)
        if place is None:
            return _other_name(slug)
        params = Params.read(request.GET)
        km = params.radius or 0
        (figures, region), neighbours = figures_with_neighbours(place, world, km, REGION_KM)
        own, is_widened = figures.total, params.radius is None and figures.total < FEW_LISTINGS
        if is_widened:
            km, figures = REGION_KM, region
        here = Hiring() if request.GET else hiring(place, km, world, figures.total)
        answer = PlaceAnswer(place, place.latitude, place.longitude)
        result = engine.search(params, place=answer, radius=km, known=world.generation)
        context = _page(result) | {
            "area": "jobs", "place": place, "others": others, "is_widened": is_widened,
            "is_filtered": bool(request.GET), "figures": figures, "neighbours": neighbours, "own": own, "hiring": here,
            "around": " und Umgebung" if is_widened else "",
            "filled": time_to_fill(place),
            "search_address": f"{reverse('search')}?city={place.slug}&radius={km}",
        }  # fmt: skip
        html = render_to_string("listings/city.html", context, request)
        shown = {*result.listings.pks, *(hirer.newest for hirer in here.top)}
        return Shown(html, shown, min(figures.until, region.until, here.until))

    return kept.page(request, f"city:{slug}", build)


def listing(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    found = next(iter(_LISTING.with_ids([pk])), None)
    if found is None or not found.was_public:
        raise Http404
    if found.is_hidden_duplicate and found.duplicate_of and found.duplicate_of.is_live:
        return HttpResponseRedirect(found.duplicate_of.get_absolute_url())
    near = surroundings(found, World.read(found.world))
    found.other_places = places.named(found.further_places)
    context: dict[str, Any] = {"area": "jobs", "listing": found, "similar": similar(found, near)}
    if not found.is_live_now:
        return render(request, "listings/gone.html", context, status=410)
    if slug != found.slug:
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    data = json.dumps(job_posting(found), ensure_ascii=False).translate(_json_script_escapes)
    context["structured_data"] = mark_safe(data)  # noqa: S308 - <, > and & are escaped above
    context |= drawn(found, request.GET)
    if found.has_doubles:
        context["also_at"] = found.duplicates.select_related("source").filter(is_hidden_duplicate=True).order_by("pk")
    context["figures"] = near.figures
    counting.view(request, pk)
    response = render(request, "listings/detail.html", context)
    patch_vary_headers(response, ["Cookie"])  # the page says whether this browser has kept the listing
    return response


def apply(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Listing.objects.live(), pk=pk)
    if not found.apply_url.startswith(("http://", "https://")):
        raise Http404
    response = HttpResponseRedirect(found.apply_url)
    response.status_code = 303
    counting.apply_click(request, pk)
    return response


def _for_crawlers(request: HttpRequest, result: engine.Result) -> dict[str, Any]:
    """A list is found whole, page by page, and a town by its own page; filtered and empty lists are for people only."""
    params = result.params
    is_filtered = bool(params.chosen or params.q or params.since or params.sort or params.after)
    if is_filtered or not result.total:
        return {"is_for_people_only": True}
    town = result.place.place if result.place else None
    if town:
        return {"canonical": reverse("city", args=[town.slug])}
    return {"canonical": f"{reverse('search')}?page={result.page}" if result.page > 1 else reverse("search")}


def _other_name(typed: str) -> HttpResponse:
    """/jobs/frankfurt/ leads to /jobs/frankfurt-am-main/, /jobs/wetter/ asks which one."""
    answer = Place.objects.find(typed)
    if answer.place:
        return HttpResponsePermanentRedirect(reverse("city", args=[answer.place.slug]))
    if answer.others:
        return HttpResponseRedirect(f"{reverse('search')}?{Params(city=typed).query()}")
    raise Http404


def _page(result: engine.Result) -> dict[str, Any]:
    params = result.params
    sort = params.sort or ("relevance" if params.q else "date")
    can = {"relevance": bool(params.q), "distance": bool(result.place)}
    sorts = [{"query": params.query(sort=key), "text": text, "is_current": key == sort}
             for key, text in SORT_WORDS.items() if can.get(key, True)]  # fmt: skip
    first = (result.page - 1) * engine.PAGE_SIZE + 1
    return {
        "result": result, "radii": RADII_KM, "sorts": sorts,
        "middle": result.pay.told(0.5) if len(result.pay) >= MIN_KNOWN else None,
        "previous_page": result.page - 1 if result.page > 1 else None,
        "first_row": first, "last_row": first + len(result.listings) - 1,
    }  # fmt: skip


def _heading(result: engine.Result) -> str:
    if result.is_place_unknown:
        return "Welchen Ort meinst du?"
    number = f"{result.total:,}".replace(",", ".")
    jobs = "1 Job" if result.total == 1 else f"{number} Jobs"
    where = ""
    if result.place and result.place.place:
        where = f" rund um {result.place.place.name}" if result.radius else f" {at_place(result.place.place.name)}"
    return f"{jobs}{where}" if result.total else f"Keine Stelle gefunden{where}"
