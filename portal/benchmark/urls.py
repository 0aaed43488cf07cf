"""The site and the floor: what any Django page with one primary-key query and 20 kB of template costs here."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from listings.models import Listing
from portal.urls import urlpatterns as pages

FLOOR = engines["django"].from_string("<h1>{{ title }}</h1>" + "<p>" + "Zwanzig Kilobyte Text. " * 870 + "</p>")


def floor(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(FLOOR.render({"title": Listing.objects.only("title").get(pk=pk).title}))


urlpatterns = [path("floor/<int:pk>/", floor), *pages]
