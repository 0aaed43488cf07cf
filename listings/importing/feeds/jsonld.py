"""schema.org JobPosting: HTML pages with JSON-LD, microdata or RDFa, plain JSON, and JSON feeds that wrap postings."""

import html
import re
from typing import Any

from listings.importing import values
from listings.importing.document import Document, repaired
from listings.importing.job_posting import BadItem, Incomplete, Items, JobPosting, Unreadable
from listings.importing.structured_data import Node, is_posting, nodes
from listings.normalise.countries import country_code
from listings.normalise.dates import read_instant
from listings.vocabulary import IdTrust, Salary, SourceKind, WorkMode

KIND = SourceKind.SNAPSHOT
ID_TRUST = IdTrust.WEAK
HEADERS = {"Accept": "text/html, application/xhtml+xml, application/ld+json, application/json;q=0.9"}
SECTIONS = (("Aufgaben", "responsibilities"), ("Profil", "qualifications"), ("Kenntnisse", "skills"),
            ("Wir bieten", "jobBenefits"))  # fmt: skip
MAX_DEPTH = 8
_PLACEHOLDER = re.compile(r"<\?|\{[a-z_]+\}|\{\{|\[%|<%")
_HOURS = re.compile(r"\b(\d{1,2}(?:[.,]\d)?)\s*(?:Std\b|Stunden|h\b|hours?\b|Wochenstunden)", re.I)


def read(document: Document) -> Items:
    """Raises Unreadable when the document holds no posting at all: an empty page is no empty board."""
    walk = nodes(document)
    by_id: dict[str, Node] = {}
    titles: dict[str, str | None] = {}
    count, declared = 0, None
    for node in walk():
        if is_posting(node):
            count += 1
            key, title = _identity(node), _title(node)
            titles[key] = title if titles.setdefault(key, title) == title else None
        elif isinstance(node.get("@id"), str) and len(node) > 1:
            by_id.setdefault(node["@id"], node)
        if (number := values.number_of(node.get("numberOfItems"))) or node.get("numberOfItems") == 0:
            declared = max(declared or 0, int(number or 0))
    if not count and declared != 0:
        raise Unreadable("no JobPosting in the document")
    if declared and declared > count:
        yield Incomplete(f"{count} postings, but the document declares {declared}")
    for node in walk():
        if is_posting(node):
            yield _posting(node, by_id, document.url if count == 1 else "", titles)


def _text(value: Any, depth: int = 0) -> str:
    if isinstance(value, list):
        return ", ".join(part for inner in value if depth < MAX_DEPTH and (part := _text(inner, depth + 1)))
    if isinstance(value, dict):
        inner = value.get("name") or value.get("value") or value.get("@value") or ""
        return _text(inner, depth + 1) if depth < MAX_DEPTH else ""
    return "" if value is None or isinstance(value, bool) else str(value)[: values.MAX_TEXT].strip()


def _line(value: Any) -> str:
    return values.text_of(_text(value))


def _title(node: Node) -> str:
    return _line(node.get("title") or node.get("name"))


def _url(node: Node) -> str:
    page = node.get("mainEntityOfPage")
    page = values.object_of(page).get("@id") or page
    found = map(values.address_of, map(_text, (node.get("url"), node.get("sameAs"), page)))
    return next(filter(None, found), "")


def _identity(node: Node) -> str:
    identifier = node.get("identifier")
    if isinstance(identifier, dict):
        identifier = identifier.get("value") or identifier.get("@id")  # its name is the employer's
    return _line(identifier) or _url(node) or _line(node.get("@id"))


def _posting(node: Node, by_id: dict[str, Node], page: str, titles: dict[str, str | None]) -> JobPosting | BadItem:
    resolve = lambda value: _resolved(value, by_id)  # noqa: E731
    title, external_id = _title(node), _identity(node)
    if titles.get(external_id, "") is None:  # one identity on different titles is none: the title tells them apart
        external_id = f"{external_id} {title}".strip()
    external_id = external_id or page
    if not title:
        return BadItem(external_id[:300], "title", "no title")
    if _PLACEHOLDER.search(title):
        return BadItem(external_id[:300], "title", "a template placeholder was left in", title[:200])
    organization = resolve(node.get("hiringOrganization"))
    is_remote = "TELECOMMUTE" in _line(node.get("jobLocationType")).upper()
    addresses = _addresses(resolve(node.get("jobLocation")), resolve)
    address = addresses[0] if addresses else {}
    fields = values.object_of(address)
    country = _line(fields.get("addressCountry"))
    if is_remote and not address:
        country = _line(resolve(node.get("applicantLocationRequirements")))
    said = node.get("employmentType") or []
    words = said if isinstance(said, list) else re.split(r"[,/;|]", _line(said).strip("[]\"'"))
    hours = _HOURS.search(_line(node.get("workHours")))
    return JobPosting(
        external_id=(external_id or title)[:300],
        title=repaired(title),
        description=repaired(_description(node)),
        hiring_organization=_line(organization),
        location="" if fields else _line(address),
        postal_code=_line(fields.get("postalCode")),
        city=_line(fields.get("addressLocality")),
        country=country if len(country) < 60 else "",
        further_locations=[found for other in addresses[1:] if (found := _place(other))],
        work_mode=WorkMode.REMOTE if is_remote else None,
        employment_words=[found for word in words if (found := _line(word).strip("\"' "))],
        category_words=[_line(node.get("occupationalCategory")), _line(node.get("industry"))],
        base_salary=_salary(node, country),
        weekly_hours=values.number_of(hours[1].replace(",", ".")) if hours else None,
        date_posted=read_instant(_line(node.get("datePosted"))),
        valid_through=read_instant(_line(node.get("validThrough")), end_of_day=True),
        url=_url(node),
    )


def _resolved(value: Any, by_id: dict[str, Node]) -> Any:
    """{"@id": "#organization"} is the node of that name."""
    if isinstance(value, list):
        return [_resolved(part, by_id) for part in value[:200]]
    if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
        return by_id.get(str(value.get("@id")), "")
    return value


def _description(node: Node) -> str:
    """With the sections that some sites leave out of it."""
    text = _text(node.get("description"))
    for heading, name in SECTIONS:
        more = _text(node.get(name))
        if more and _plain(more)[:80] not in _plain(text):
            text += f"\n\n<h3>{heading}</h3>\n{more}"
    return text


def _plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]{0,300}>", " ", html.unescape(text)).lower().split())


def _addresses(places: Any, resolve: Any) -> list[Any]:
    """Every stated place: an address object or text."""
    found: list[Any] = []
    for place in places if isinstance(places, list) else [places]:
        address = resolve(place.get("address", place)) if isinstance(place, dict) else place
        found += address if isinstance(address, list) else [address] if address else []
    return found


def _place(address: Any) -> str:
    if not isinstance(address, dict):
        return _line(address)
    town = f"{_line(address.get('postalCode'))} {_line(address.get('addressLocality'))}".strip()
    return ", ".join(filter(None, (town, _line(address.get("addressCountry"))))) if town else ""


def _salary(node: Node, country: str) -> Salary | None:
    """Only what the employer states, in euros: estimatedSalary is not read."""
    base = node.get("baseSalary")
    base = base[0] if isinstance(base, list) and base else base
    money = values.object_of(base)
    currency = _line(money.get("currency")) or _line(node.get("salaryCurrency"))
    value = money.get("value", base) if money else base
    value = value[0] if isinstance(value, list) and value else value
    quantity = value if isinstance(value, dict) else {"value": value}
    if (
        money
        and not any(name in quantity for name in ("minValue", "maxValue"))
        and not values.number_of(quantity.get("value"))
    ):
        quantity = quantity | {name: money[name] for name in ("minValue", "maxValue") if name in money}
    low, high = quantity.get("minValue"), quantity.get("maxValue")
    if values.number_of(low) is None and values.number_of(high) is None:
        low = high = quantity.get("value")
    if not values.is_euro(currency, country_code(country) or country, _line(low)):
        return None
    return values.salary_of(low, high, _line(quantity.get("unitText")) or _line(money.get("unitText")))
