"""Merkliste: keep, compare side by side, share, clear."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from listings.models import Listing, Place
from listings.rate_limits import is_exceeded
from listings.saving import saved_list
from listings.saving.saved_list import Saved

RATE = "120/minute"
ANCHORS = ("merken", "merken-oben")
"""Of the two buttons on the page of a listing, of which a screen shows one."""
ORDERS = {"gemerkt": "zuletzt gemerkt", "gehalt": "Gehalt", "entfernung": "Entfernung"}


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    ids = saved_list.ids_of(request)
    context = _compared(request, ids)
    if ids:
        context["shared_address"] = request.build_absolute_uri(reverse("shared-list", args=[saved_list.token_of(ids)]))
    return render(request, "listings/saved.html", context)


@never_cache
@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    ids = saved_list.shared(token)
    if not ids:
        raise Http404
    context = {"is_shared": True, "token": token, "is_mine": {*ids} <= {*saved_list.ids_of(request)}}
    return render(request, "listings/saved.html", _compared(request, ids) | context)


@csrf_exempt
@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to the page of the listing."""
    if is_exceeded(request, "save", RATE, is_only_reading=True):  # the server stores nothing
        response = render(request, "listings/saved_too_often.html", {"pk": pk}, status=429)
        response["Retry-After"] = "60"
        return response
    listing = get_object_or_404(Listing.objects.once_public(), pk=pk)
    if not listing.is_live:
        return HttpResponseRedirect(listing.get_absolute_url(), status=303)  # that page says that it has ended
    try:
        ids = saved_list.added(saved_list.ids_of(request), [listing.pk])
    except saved_list.Full:
        return HttpResponseRedirect(reverse("saved") + "?voll=1", status=303)
    return _kept(_button_of(request, listing), ids)


@csrf_exempt
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Of any listing, also of one that is gone. Back to where the click was."""
    ids = saved_list.without(saved_list.ids_of(request), pk)
    listing = Listing.objects.live().filter(pk=pk).first() if request.POST.get("von") in ANCHORS else None
    return _kept(_button_of(request, listing) if listing else _list_as_it_was(request), ids)


@csrf_exempt
@require_POST
def clear(request: HttpRequest) -> HttpResponse:
    """`was`: "beendete" takes out what has ended, anything else takes out all."""
    ids: Sequence[int] = []
    if request.POST.get("was") == "beendete":
        ids = [pk for line in saved_list.lines(saved_list.ids_of(request)) if line.is_live for pk in line.pks]
    return _kept(reverse("saved"), ids)


def _button_of(request: HttpRequest, listing: Listing) -> str:
    typed = request.POST.get("von")
    return f"{listing.get_absolute_url()}#{typed if typed in ANCHORS else ANCHORS[0]}"


def _list_as_it_was(request: HttpRequest) -> str:
    kept = {name: value[:80] for name in ("ort", "sort") if (value := request.POST.get(name, ""))}
    return f"{reverse('saved')}{'?' if kept else ''}{urlencode(kept)}#liste"


@csrf_exempt
@require_POST
def take_over(request: HttpRequest, token: str) -> HttpResponse:
    """Adds a shared list to one's own, as far as there is room."""
    mine, more = saved_list.ids_of(request), saved_list.shared(token)
    if not more:
        raise Http404
    try:
        return _kept(reverse("saved"), saved_list.added(mine, more))
    except saved_list.Full:
        return HttpResponseRedirect(reverse("saved") + "?voll=1", status=303)


def _kept(address: str, ids: Sequence[int]) -> HttpResponse:
    response = HttpResponseRedirect(address, status=303)
    saved_list.keep(response, ids)
    return response


def _compared(request: HttpRequest, ids: Sequence[int]) -> dict[str, Any]:
    typed = request.GET.get("ort", "").replace("\x00", "").strip()[:80]
    answer = Place.objects.find(typed) if typed else None
    around = answer if answer and answer.place else None
    found = saved_list.lines(ids, around)
    order = request.GET.get("sort", "")
    if order not in ORDERS or (order == "entfernung" and around is None):
        order = "gemerkt"
    return {
        "lines": _ordered(found, order), "typed": typed, "around": around, "others": answer.others if answer else [],
        "is_place_unknown": bool(typed) and around is None, "order": order, "is_full": "voll" in request.GET,
        "orders": [(key, words) for key, words in ORDERS.items() if key != "entfernung" or around],
        "ended": sum(not line.is_live for line in found), "most": saved_list.MOST,
    }  # fmt: skip


def _ordered(lines: list[Saved], order: str) -> list[Saved]:
    """What has ended or says nothing of it comes last."""
    far = float("inf")
    if order == "gehalt":
        return sorted(
            lines, key=lambda line: (not line.is_live, -((line.listing and line.listing.salary_month_max) or -1))
        )
    if order == "entfernung":
        return sorted(lines, key=lambda line: (not line.is_live, far if line.distance is None else line.distance))
    return lines
