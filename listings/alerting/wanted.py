"""A search in the form in which an alert keeps it: one spelling, words for people, columns for matching."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from listings.models import JobAlert, Place, labels
from listings.models.job_alert import MAX_QUERY
from listings.models.place import PlaceAnswer
from listings.searching import packing
from listings.searching.filters import MULTIPLE, Params
from listings.searching.matching import EXTRAS, FACETS
from listings.searching.search import DEFAULT_RADIUS_KM

COLUMNS = ("query", "title", "words", "place_id", "latitude", "longitude", "radius_km",
           *(f"{name}_bits" for name in (*FACETS, *EXTRAS)))  # fmt: skip
"""Of JobAlert, that say what is searched for."""


class PlaceUnknown(Exception):
    """The search names a place that is none, or one of several."""


class TooLong(Exception):
    """More words and filters than an alert can keep."""


@dataclass(frozen=True)
class Wanted:
    """What JobAlert keeps of a search."""

    query: str
    title: str
    columns: dict[str, Any]
    answer: PlaceAnswer | None = None

    def put_into(self, alert: JobAlert) -> None:
        """Not saved. Nothing stays of the search before."""
        kept = JobAlert(query=self.query, title=self.title, **self.columns)
        for name in COLUMNS:
            setattr(alert, name, getattr(kept, name))

    def new_alert(self, **values: Any) -> JobAlert:
        return JobAlert(query=self.query, title=self.title, **self.columns, **values)


def town_of(alert: JobAlert) -> str:
    """The place of an alert as its owner would type it."""
    params = params_of(alert)
    return alert.place.name if alert.place and not params.city.isdecimal() else params.city


def params_of(alert: JobAlert) -> Params:
    return Params.read(QueryDict(alert.query))


def changed(alert: JobAlert, *, words: str, town: str, radius: str) -> Wanted:
    """The same filters with other words or another place. Raises what read() raises."""
    before = params_of(alert)
    typed = QueryDict(mutable=True)
    typed.update({"q": words, "city": before.city if town == town_of(alert) else town, "radius": radius})
    after = Params.read(typed)
    return read(replace(before, q=after.q, city=after.city, radius=after.radius))


def read(params: Params) -> Wanted:
    """Raises PlaceUnknown and TooLong. Order, page and age say nothing about what is new."""
    chosen = {
        name: [str(value) for value in MULTIPLE[name] if str(value) in params.chosen.get(name, ())] for name in MULTIPLE
    }
    params = Params(q=params.q, city=params.city, radius=params.radius,
                    chosen={name: values for name, values in chosen.items() if values})  # fmt: skip
    columns: dict[str, Any] = {"words": params.q}
    answer, where = None, ""
    if params.city:
        answer = Place.objects.find(params.city)
        if answer.place is None:
            raise PlaceUnknown
        km = DEFAULT_RADIUS_KM if params.radius is None else params.radius
        columns |= {"place": answer.place, "latitude": answer.latitude, "longitude": answer.longitude, "radius_km": km}
        params = replace(params, city=_one_spelling(params.city, answer), radius=km)
        where = f"{answer.place.name} und {km} km darum" if km else answer.place.name
    else:
        params = replace(params, radius=None)
    columns |= {f"{name}_bits": mask for name, mask in (packing.masks(params.chosen) | _extra(params)).items()}
    if len(params.query()) > MAX_QUERY:
        raise TooLong
    return Wanted(params.query(), _title(params, where), columns, answer)


def _extra(params: Params) -> dict[str, int]:
    return {name: packing.extra_masks({name: params.chosen[name]})[0]
            for name in ("sector", "language") if params.chosen.get(name)}  # fmt: skip


def _one_spelling(typed: str, answer: PlaceAnswer) -> str:
    """The slug or postcode, where that means exactly the same."""
    assert answer.place is not None
    short = answer.postcode or answer.place.slug
    again = Place.objects.find(short)
    is_same = (again.place, again.latitude, again.longitude) == (answer.place, answer.latitude, answer.longitude)
    return short if is_same else typed


def _title(params: Params, where: str) -> str:
    told = [f"„{params.q}“"] if params.q else []
    told += [where] if where else []
    for name, values in params.chosen.items():
        legend, words = labels.FILTERS[name]
        told.append(f"{legend} {' oder '.join(words[value] for value in values)}")
    return (", ".join(told) or "alle Stellen")[:300]
