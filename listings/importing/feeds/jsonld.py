"""schema.org JobPosting: HTML pages with JSON-LD or microdata, plain JSON, and JSON feeds that wrap postings."""

import contextlib
import html
import json
import re
from collections.abc import Iterator
from typing import Any

import extruct
from extruct.jsonld import JsonLdExtractor

from listings.importing import values
from listings.importing.document import Document, repaired
from listings.importing.job_posting import BadItem, Incomplete, Item, Items, JobPosting, Unreadable
from listings.normalise.countries import country_code
from listings.normalise.dates import read_instant
from listings.vocabulary import IdTrust, Salary, SourceKind, WorkMode

KIND = SourceKind.SNAPSHOT
ID_TRUST = IdTrust.WEAK

_SCRIPT = re.compile(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script>", re.I | re.S)


def read(document: Document) -> Items:
    """Raises Unreadable when the document holds no posting at all: an empty page is no empty board."""
    url = document.url
    nodes = list(_nodes(document.text().strip("\ufeff \r\n\t"), url))
    if not nodes:
        raise Unreadable("no JobPosting in the document")
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    postings = [node for node in nodes if "JobPosting" in _types(node)]
    declared = next((node["numberOfItems"] for node in nodes if isinstance(node.get("numberOfItems"), int)), None)
    if not postings and declared != 0:
        raise Unreadable("no JobPosting in the document")
    if declared is not None and declared > len(postings):
        yield Incomplete(f"{len(postings)} postings, but the document declares {declared}")
    yield from _with_own_ids([_posting(node, by_id, url, len(postings)) for node in postings])


def _with_own_ids(items: list[JobPosting | BadItem]) -> list[Item]:
    """One identity on postings with different titles is none: the title tells them apart."""
    titles: dict[str, set[str]] = {}
    for item in items:
        titles.setdefault(item.external_id, set()).add(item.title)
    for item in items:
        if isinstance(item, JobPosting) and len(titles[item.external_id]) > 1:
            item.external_id = f"{item.external_id} {item.title}"[:300]
    return list(items)


def _nodes(text: str, url: str) -> Iterator[dict[str, Any]]:
    if text[:1] in "{[":
        try:
            yield from _walk(json.loads(text, strict=False))
        except json.JSONDecodeError as error:
            raise Unreadable(f"not valid JSON: {error.msg} at line {error.lineno}") from error
        return
    if "<" not in text:
        raise Unreadable("neither HTML nor JSON")
    for script in _SCRIPT.findall(text):
        with contextlib.suppress(ValueError):  # one broken block must not hide the others
            for block in JsonLdExtractor().extract(
                f'<html><script type="application/ld+json">{script}</script></html>'
            ):
                yield from _walk(block)
    try:
        found = extruct.extract(text, base_url=url or None, syntaxes=["microdata"], errors="ignore", uniform=True)
    except Exception as error:  # the library raises what its parsers raise
        raise Unreadable(f"the page cannot be parsed: {type(error).__name__}") from error
    for block in found.get("microdata", []):
        yield from _walk(block)


def _walk(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 12:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key, inner in value.items():
            if key not in {"hiringOrganization", "jobLocation", "baseSalary"} and isinstance(inner, dict | list):
                yield from _walk(inner, depth + 1)


def _types(node: dict[str, Any]) -> set[str]:
    raw = node.get("@type") or node.get("type") or []
    return {str(t).rsplit("/", 1)[-1] for t in (raw if isinstance(raw, list) else [raw])}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(part for part in map(_text, value) if part)
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("value") or value.get("@value") or "")
    return "" if value is None or isinstance(value, bool) else str(value).strip()


def _posting(node: dict[str, Any], by_id: dict[str, Any], page: str, siblings: int) -> JobPosting | BadItem:
    title = _text(node.get("title") or node.get("name"))
    url = _text(node.get("url") or node.get("sameAs"))
    identifier = node.get("identifier")
    if isinstance(identifier, dict):
        identifier = identifier.get("value") or identifier.get("@id")  # its name is the employer's
    external_id = _text(identifier) or url or (page if siblings == 1 else "") or _text(node.get("@id"))
    if not title:
        return BadItem(external_id, "title", "no title")
    if re.search(r"<\?|\{[a-z_]+\}|\{\{", title):
        return BadItem(external_id, "title", "a template placeholder was left in", title[:200])
    if not external_id:
        external_id = title  # pages without any identity: the title is all there is
    organization = node.get("hiringOrganization")
    if isinstance(organization, dict) and set(organization) == {"@id"}:
        organization = by_id.get(organization["@id"], "")
    addresses = _addresses(node.get("jobLocation"))
    address = addresses[0] if addresses else {}
    fields = address if isinstance(address, dict) else {}
    employment = node.get("employmentType") or []
    words = employment if isinstance(employment, list) else re.split(r"[,/;|]", str(employment).strip("[]\"'"))
    return JobPosting(
        external_id=external_id[:300],
        title=repaired(title),
        description=repaired(_text(node.get("description"))),
        hiring_organization=html.unescape(_text(organization)),
        location="" if fields else _text(address),
        postal_code=_text(fields.get("postalCode")),
        city=html.unescape(_text(fields.get("addressLocality"))),
        country=_text(fields.get("addressCountry")),
        further_locations=[found for other in addresses[1:] if (found := _line(other))],
        work_mode=WorkMode.REMOTE if _text(node.get("jobLocationType")).upper() == "TELECOMMUTE" else None,
        employment_words=[str(w) for w in words],
        category_words=[_text(node.get("occupationalCategory")), _text(node.get("industry"))],
        base_salary=_salary(node, _text(fields.get("addressCountry"))),
        date_posted=read_instant(_text(node.get("datePosted"))),
        valid_through=read_instant(_text(node.get("validThrough")), end_of_day=True),
        url=url,
    )


def _addresses(places: Any) -> list[Any]:
    """Every stated place: an address object or text."""
    found: list[Any] = []
    for place in places if isinstance(places, list) else [places]:
        address = place.get("address", place) if isinstance(place, dict) else place
        found += address if isinstance(address, list) else [address] if address else []
    return found


def _line(address: Any) -> str:
    if not isinstance(address, dict):
        return _text(address)
    town = " ".join(
        filter(None, (_text(address.get("postalCode")), html.unescape(_text(address.get("addressLocality")))))
    )
    return ", ".join(filter(None, (town, _text(address.get("addressCountry"))))) if town else ""


def _salary(node: dict[str, Any], country: str) -> Salary | None:
    """Only what the employer states, in euros: estimatedSalary is not read."""
    base = node.get("baseSalary")
    if isinstance(base, list):
        base = base[0] if base else None
    currency = _text(node.get("salaryCurrency"))
    value = base
    if isinstance(base, dict):
        currency = _text(base.get("currency")) or currency
        value = base.get("value", base)
    if isinstance(value, list):
        value = value[0] if value else None
    quantity = value if isinstance(value, dict) else {"value": value}
    low, high = quantity.get("minValue"), quantity.get("maxValue")
    if values.number_of(low) is None and values.number_of(high) is None:
        low = high = quantity.get("value")
    if not values.is_euro(currency, _code(country), str(low)):
        return None
    unit = _text(quantity.get("unitText") or (base.get("unitText") if isinstance(base, dict) else ""))
    return values.salary_of(low, high, unit)


def _code(country: str) -> str:
    return country_code(country) or country if country else ""
