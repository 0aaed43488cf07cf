"""The description of the public JSON interface, made from the same words as the search itself."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from listings.searching.filters import FACETS, MULTIPLE, SORTS
from listings.vocabulary import RADII_KM, SINCE_DAYS, EmployerKind, SalaryOrigin, SalaryUnit

VERSION = "1.0"
MANY = {
    "shift": "Shift; several values are alternatives.",
    "salary": "Band of comparable pay: euros a month, full time, gross. `unknown` finds listings that state none.",
    "employment": "Employment.",
    "work_mode": "Where the work is done.",
    "contract": "Contract; `agency` is temporary agency work.",
    "entry": "Entry without training in the field.",
    "sector": "Sector of the employer.",
    "language": "Language asked for or welcome, ISO 639-1.",
}


def document() -> dict[str, Any]:
    """OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Frühdienst",
            "version": VERSION,
            "description": (
                "Live listings of customer-service work in Germany, read only, without a key. The parameters are those "
                "of the search page; unknown names and values are ignored. Money is in euros gross, moments are ISO 8601."
            ),
        },
        "servers": [{"url": settings.BASE_URL}],
        "paths": {
            "/api/v1/listings": {
                "get": {
                    "operationId": "searchListings",
                    "summary": "Search live listings, 20 a page",
                    "parameters": _parameters(),
                    "responses": {
                        "200": {"description": "A page of the answer", "content": _json({"$ref": "#/components/schemas/Page"})},
                        "304": {"description": "Unchanged since the state named by If-None-Match"},
                        "429": {
                            "description": "Too many requests from one network",
                            "content": _json(_object({"problem": {"type": "string"}})),
                        },
                    },
                }
            }
        },
        "components": {"schemas": {"Page": _page(), "Listing": _listing()}},
    }  # fmt: skip


def _parameters() -> list[dict[str, Any]]:
    number = {"type": "integer"}
    return [
        _parameter("q", 'Words; synonyms are understood, "in quotation marks" as typed, -without.', {"type": "string"}),
        _parameter("city", "Name, slug or postcode of a place in Germany.", {"type": "string"}),
        _parameter("radius", "Kilometres around the place; 0 is the municipality.", number | {"enum": [*RADII_KM], "default": 25}),
        *(_parameter(name, MANY[name], {"type": "array", "items": _one_of(values)}) for name, values in MULTIPLE.items()),
        _parameter("since", "Published within so many days.", number | {"enum": [*SINCE_DAYS]}),
        _parameter("sort", "Order; the default is relevance with words, else date.", _one_of(SORTS)),
        _parameter("page", "From 1; `next` of the answer costs less.", number | {"minimum": 1, "default": 1}),
        _parameter("after", "Opaque; stands in `next`.", {"type": "string"}),
    ]  # fmt: skip


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _page() -> dict[str, Any]:
    whole = {"type": "integer", "minimum": 0}
    place = _object({"slug": {"type": "string"}, "name": {"type": "string"}})
    namesake = _object({name: {"type": "string"} for name in ("slug", "name", "district")})
    counts = {name: _object({str(value): whole for value in values}) for name, values in FACETS.items()}
    page = _object({
        "total": whole, "page": whole, "pages": whole, "next": _or_none({"type": "string", "format": "uri"}),
        "place": _or_none(place), "radius": _or_none(whole),
        "counts": _object(counts) | {"description": "What each choice would leave, given all other filters."},
        "listings": {"type": "array", "items": {"$ref": "#/components/schemas/Listing"}},
    })  # fmt: skip
    page["properties"] |= {
        "problem": {"type": "string", "description": "Only when the place is unknown or not unique."},
        "places": {"type": "array", "items": namesake, "description": "Places of that name."},
    }
    return page


def _listing() -> dict[str, Any]:
    text, number, clock = {"type": "string"}, {"type": "number"}, {"type": "string", "pattern": r"^\d\d:\d\d$"}
    address, moment = {"type": "string", "format": "uri"}, {"type": "string", "format": "date-time"}
    some = {name: {"type": "array", "items": _one_of(values)} for name, values in MULTIPLE.items()}
    month = {"type": "integer", "description": "Euros a month, full time, gross: the basis of all comparisons."}
    return _object({
        "id": {"type": "integer"}, "url": address, "title": text,
        "hiring_organization": _object({
            "name": text, "url": _or_none(address), "kind": _or_none(_one_of(EmployerKind)),
        }),
        "city": _or_none(text), "postal_code": _or_none(text), "country": text,
        "place": _or_none(text | {"description": "Slug of the municipality."}),
        "lat": _or_none(number), "lon": _or_none(number),
        "distance_km": _or_none(number | {"description": "Only in a search at a place."}),
        "shifts": some["shift"], "work_starts_at": _or_none(clock), "work_ends_at": _or_none(clock),
        "weekly_hours": _or_none(number), "employment_type": some["employment"], "contract": some["contract"],
        "work_mode": _or_none(some["work_mode"]["items"]), "sector": _or_none(some["sector"]["items"]),
        "languages": {"type": "array", "items": text}, "entry": some["entry"],
        "base_salary": _or_none(_object({
            "min": _or_none(number), "max": _or_none(number), "unit": _one_of(SalaryUnit), "origin": _one_of(SalaryOrigin),
        }) | {"description": "As the employer states it."}),
        "salary_month": _or_none(_object({"min": month, "max": month})),
        "job_starts_on": _or_none({"type": "string", "format": "date"}),
        "date_posted": _or_none(moment), "valid_through": _or_none(moment),
    })  # fmt: skip


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}


def _or_none(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _one_of(values: Iterable[str]) -> dict[str, Any]:
    return {"type": "string", "enum": [str(value) for value in values]}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
