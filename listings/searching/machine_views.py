"""Every search as an Atom feed for people and as JSON for programs, with the parameters of the search page."""

import hashlib
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from listings.models import Listing, labels
from listings.normalise.place_wording import at_place
from listings.rate_limits import is_exceeded, network_of
from listings.searching import search as engine
from listings.searching.filters import FACETS, Params
from listings.searching.openapi import document
from listings.searching.public_data import public_data

RATE = "300/minute"
MAX_AGE = 300
"""Seconds that others may keep an answer."""


class DatedFeed(Atom1Feed):
    """An empty one is as old as the day, so that it stays the same while nothing happens."""

    def latest_post_date(self) -> datetime:
        midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        return super().latest_post_date() if self.num_items() else midnight


class SearchFeed(Feed):  # type: ignore[type-arg]
    """The newest 20 listings of a search. The order is always by date: readers of feeds sort themselves."""

    feed_type = DatedFeed
    author_name = "Frühdienst"
    description_template = "listings/feed_entry.html"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> engine.Result:
        params = Params.read(request.GET)
        params.sort, params.page, params.after = "date", 1, ""
        return engine.search(params)

    def title(self, result: engine.Result) -> str:
        town, jobs = _town(result), result.params.q or "Kundenservice-Jobs"
        if town is None:
            return f"{jobs}, Frühdienst"
        return f"{jobs} {f'rund um {town.name}' if result.radius else at_place(town.name)}, Frühdienst"

    def subtitle(self, result: engine.Result) -> str:
        if result.is_place_unknown:
            return "Diesen Ort kennen wir nicht oder es gibt ihn mehrmals. Öffne die Suche und wähl einen aus."
        return "Die neuesten Stellen dieser Suche, mit Schicht und Gehalt."

    def link(self, result: engine.Result) -> str:
        query = result.params.query(sort=None)
        return settings.BASE_URL + reverse("search") + (f"?{query}" if query else "")

    def feed_url(self, result: engine.Result) -> str:
        query = result.params.query(sort=None)
        return settings.BASE_URL + reverse("jobs-feed") + (f"?{query}" if query else "")

    def items(self, result: engine.Result) -> list[Listing]:
        return list(result.listings)

    def item_title(self, item: Listing) -> str:
        return f"{item.title}, {item.city}" if item.city else item.title

    def item_link(self, item: Listing) -> str:
        return settings.BASE_URL + item.get_absolute_url()

    def item_guid(self, item: Listing) -> str:
        """The same when the title changes."""
        return f"{settings.BASE_URL}/job/{item.pk}/"

    def item_author_name(self, item: Listing) -> str:
        return item.hiring_organization.name

    def item_pubdate(self, item: Listing) -> Any:
        return item.published_at

    def item_updateddate(self, item: Listing) -> Any:
        return item.published_at

    def item_categories(self, item: Listing) -> list[str]:
        return [labels.SHIFTS[shift] for shift in item.shifts if shift in labels.SHIFTS]


_FEED = SearchFeed()


@require_safe
def jobs_feed(request: HttpRequest) -> HttpResponse:
    """Answers 304 while the reader has the newest state. Links are made with the address the site is known by."""
    response = _FEED(request)
    return _kept_by_others(request, response)


@require_safe
def listings_api(request: HttpRequest) -> HttpResponse:
    if is_exceeded(request, "api", RATE, of=network_of(request), is_only_reading=True):
        problem = {
            "problem": f"More than {RATE.replace('/', ' requests a ')} from your network. Try again in a minute."
        }
        return _open(JsonResponse(problem, status=429, headers={"Retry-After": "60"}))
    params = Params.read(request.GET)
    result = engine.search(params)
    data = {
        "total": result.total, "page": result.page, "pages": result.pages,
        "next": _address(request, params.query(after=result.next_cursor)) if result.next_cursor else None,
        "place": _place(result), "radius": result.radius if _town(result) else None,
        "counts": {name: {value: result.counts.get((name, value), 0) for value in kind} for name, kind in FACETS.items()},
        "listings": [public_data(listing) for listing in result.listings],
    }  # fmt: skip
    if result.is_place_unknown:
        others = result.place.others if result.place else []
        data["problem"] = "This place is unknown or not unique."
        data["places"] = [{"slug": place.slug, "name": place.name, "district": place.district} for place in others]
    return _kept_by_others(request, _open(JsonResponse(data, json_dumps_params={"ensure_ascii": False})))


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    return _open(JsonResponse(document(), json_dumps_params={"ensure_ascii": False, "indent": 1}))


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """Lets a browser search here from its address bar."""
    return render(request, "listings/opensearch.xml", content_type="application/opensearchdescription+xml")


def _town(result: engine.Result) -> Any:
    return result.place.place if result.place else None


def _place(result: engine.Result) -> dict[str, Any] | None:
    town = _town(result)
    return {"slug": town.slug, "name": town.name} if town else None


def _address(request: HttpRequest, query: str) -> str:
    return f"{settings.BASE_URL}{request.path}?{query}"


def _open(response: HttpResponse) -> HttpResponse:
    """Programs in other pages may read it: it is the same for everybody and says nothing about the visitor."""
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _kept_by_others(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    return get_conditional_response(request, etag=etag, response=response) or response
