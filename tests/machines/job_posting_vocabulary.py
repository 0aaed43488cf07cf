"""JobPosting as schema.org defines it (release 29) and as Google's documentation of job postings narrows it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

THING = {"name": {"Text"}, "description": {"Text"}, "url": {"URL"}, "sameAs": {"URL"}, "image": {"URL", "ImageObject"},
         "identifier": {"PropertyValue", "Text", "URL"}}  # fmt: skip
TYPES: dict[str, dict[str, set[str]]] = {
    "JobPosting": THING | {
        "applicantLocationRequirements": {"AdministrativeArea"}, "baseSalary": {"MonetaryAmount", "Number"},
        "datePosted": {"Date", "DateTime"}, "directApply": {"Boolean"},
        "educationRequirements": {"Text", "EducationalOccupationalCredential"}, "employerOverview": {"Text"},
        "employmentType": {"Text"}, "experienceInPlaceOfEducation": {"Boolean"},
        "experienceRequirements": {"Text", "OccupationalExperienceRequirements"},
        "hiringOrganization": {"Organization", "Person"}, "incentiveCompensation": {"Text"}, "industry": {"Text"},
        "jobBenefits": {"Text"}, "jobImmediateStart": {"Boolean"}, "jobLocation": {"Place"}, "jobLocationType": {"Text"},
        "jobStartDate": {"Date", "Text"}, "occupationalCategory": {"Text"}, "qualifications": {"Text"},
        "responsibilities": {"Text"}, "skills": {"Text"}, "title": {"Text"}, "totalJobOpenings": {"Integer"},
        "validThrough": {"Date", "DateTime"}, "workHours": {"Text"},
    },
    "PropertyValue": THING | {"value": {"Text", "Number"}},
    "Organization": THING | {"logo": {"URL", "ImageObject"}, "legalName": {"Text"}},
    "Place": THING | {"address": {"PostalAddress", "Text"}, "latitude": {"Number"}, "longitude": {"Number"}},
    "PostalAddress": THING | {
        "addressCountry": {"Text"}, "addressLocality": {"Text"}, "addressRegion": {"Text"}, "postalCode": {"Text"},
        "streetAddress": {"Text"},
    },
    "AdministrativeArea": THING, "Country": THING, "State": THING, "City": THING,
    "MonetaryAmount": THING | {"currency": {"Text"}, "value": {"QuantitativeValue", "Number"}},
    "QuantitativeValue": THING | {
        "value": {"Number", "Text"}, "minValue": {"Number"}, "maxValue": {"Number"}, "unitText": {"Text"},
    },
}  # fmt: skip
NARROWER = {"Country": "AdministrativeArea", "State": "AdministrativeArea", "City": "AdministrativeArea"}
EMPLOYMENT_TYPES = {"FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER"}
UNITS = {"HOUR", "DAY", "WEEK", "MONTH", "YEAR"}


def problems(data: dict[str, Any]) -> list[str]:
    """Everything that either of the two would object to."""
    found = list(_against_vocabulary(data, "JobPosting", "JobPosting"))
    if data.get("@context") not in {"https://schema.org", "https://schema.org/"}:
        found.append("no context")
    return [*found, *_against_google(data)]


def _against_vocabulary(value: dict[str, Any], expected: str, path: str) -> Iterator[str]:
    kind = value.get("@type", "")
    if kind not in TYPES or expected not in {kind, NARROWER.get(kind)}:
        yield f"{path}: {kind} where {expected} belongs"
        return
    for name, content in value.items():
        if name.startswith("@"):
            continue
        if name not in TYPES[kind]:
            yield f"{path}.{name}: unknown to {kind}"
            continue
        for one in content if isinstance(content, list) else [content]:
            yield from _value(one, TYPES[kind][name], f"{path}.{name}")


def _value(one: Any, expected: set[str], path: str) -> Iterator[str]:
    if isinstance(one, dict):
        kind = one.get("@type", "")
        wanted = next((name for name in expected if name in {kind, NARROWER.get(kind)}), None)
        yield from _against_vocabulary(one, wanted or "/".join(sorted(expected)), path)
    elif not any(_is(one, kind) for kind in expected):
        yield f"{path}: {one!r} is no {'/'.join(sorted(expected))}"


def _is(one: Any, kind: str) -> bool:
    if kind == "Boolean":
        return isinstance(one, bool)
    if kind in {"Number", "Integer"}:
        return isinstance(one, int if kind == "Integer" else (int, float)) and not isinstance(one, bool)
    if not isinstance(one, str) or not one.strip():
        return False
    if kind in {"Date", "DateTime"}:
        try:
            (date if kind == "Date" else datetime).fromisoformat(one)
        except ValueError:
            return False
        return kind == "Date" or datetime.fromisoformat(one).tzinfo is not None
    return kind == "Text" or (kind == "URL" and urlsplit(one).scheme in {"http", "https"})


def _against_google(data: dict[str, Any]) -> Iterator[str]:
    for name in ("title", "description", "datePosted", "hiringOrganization", "employmentType", "identifier"):
        if not data.get(name):
            yield f"{name} is missing"
    if not data.get("hiringOrganization", {}).get("name"):
        yield "the employer has no name"
    is_remote = data.get("jobLocationType") == "TELECOMMUTE"
    if not is_remote and not data.get("jobLocation"):
        yield "no place"
    if is_remote and not data.get("applicantLocationRequirements"):
        yield "remote, but from where"
    locations = data.get("jobLocation") or []
    for place in locations if isinstance(locations, list) else [locations]:
        address = place.get("address", {})
        if not address.get("addressCountry") or not address.get("addressLocality"):
            yield "an address without country or town"
    kinds = data.get("employmentType", [])
    if unknown := set([kinds] if isinstance(kinds, str) else kinds) - EMPLOYMENT_TYPES:
        yield f"employmentType {sorted(unknown)}"
    if "baseSalary" in data:
        yield from _pay(data["baseSalary"])
    if "<" not in data.get("description", ""):
        yield "the description is no HTML"


def _pay(pay: dict[str, Any]) -> Iterator[str]:
    value = pay.get("value", {})
    if pay.get("currency") != "EUR" or value.get("unitText") not in UNITS:
        yield "pay without currency or unit"
    amounts = [value.get(name) for name in ("value", "minValue", "maxValue") if name in value]
    if not amounts or any(not isinstance(amount, int | float) or amount <= 0 for amount in amounts):
        yield f"pay {amounts}"
    if "minValue" in value and value["minValue"] >= value.get("maxValue", 0):
        yield "pay from more to less"
