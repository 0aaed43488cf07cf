"""Town names for the search box: suggestions while typing, and the town around a point that a visitor shared."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from listings.models import Place
from listings.models.place import PlaceAlias
from listings.rate_limits import is_exceeded

SUGGESTED = 8
RATE = "120/minute"


@require_GET
def suggest(request: HttpRequest) -> JsonResponse:
    """`q`: the beginning of a name or postcode. The largest places first."""
    if is_exceeded(request, "places", RATE, is_only_reading=True):
        return JsonResponse({"places": []}, status=429, headers={"Cache-Control": "no-store"})
    found = [_choice(place) for place in Place.objects.beginning(request.GET.get("q", ""), SUGGESTED)]
    return JsonResponse({"places": found}, headers={"Cache-Control": "public, max-age=3600"})


@csrf_exempt
@require_POST
def near(request: HttpRequest) -> JsonResponse:
    """`lat`, `lon` in degrees. A post, so that the point stands in no log; it is neither stored nor passed on."""
    if is_exceeded(request, "places", RATE, is_only_reading=True):
        return JsonResponse({}, status=429)
    try:
        latitude, longitude = float(request.POST["lat"]), float(request.POST["lon"])
    except (KeyError, ValueError):
        return JsonResponse({}, status=400)
    place = Place.objects.nearest(latitude, longitude)
    return JsonResponse(_choice(place) if place else {}, status=200 if place else 404)


def _choice(place: Place | PlaceAlias) -> dict[str, str]:
    """What goes into the box, and what is shown: a name that several places share needs its district."""
    if isinstance(place, PlaceAlias):
        return {"value": place.name, "label": f"{place.name}, {place.place.name}"}
    is_own = place.slug == place.name_key.replace(" ", "-")
    return {
        "value": place.name if is_own else place.slug,
        "label": place.name if is_own else f"{place.name}, {place.district}",
    }
