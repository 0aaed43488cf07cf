"""Writes items as feeds do: Personio's XML and a page with schema.org data."""

import json
from xml.sax.saxutils import escape

from portal.sample_feeds.writing import Item

SCHEMA_TYPES = {"trainee": "OTHER", "intern": "INTERN", "working_student": "PART_TIME", "freelance": "CONTRACTOR",
                "temporary": "TEMPORARY"}  # fmt: skip


def personio_feed(items: list[Item], more: list[str]) -> bytes:
    body = "".join([*map(_position, items), *more])
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<workzag-jobs>{body}</workzag-jobs>'.encode()


def jsonld_page(employer: str, items: list[Item]) -> bytes:
    graph = {"@context": "https://schema.org", "@graph": [_job_posting(employer, item) for item in items]}
    data = json.dumps(graph, ensure_ascii=False).replace("<", "\\u003c")
    head = f'<title>Stellen bei {escape(employer)}</title><script type="application/ld+json">{data}</script>'
    return f'<!doctype html><html lang="de"><head><meta charset="utf-8">{head}</head><body></body></html>'.encode()


def _list(heading: str, lines: tuple[str, ...]) -> str:
    return f"<h3>{heading}</h3><ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"


def _text(item: Item) -> str:
    first, *rest = (f"<p>{part}</p>" for part in item.paragraphs)
    lists = (_list("Aufgaben", item.tasks), _list("Profil", item.profile), _list("Das gibt es dazu", item.benefits))
    return "".join((first, lists[0], *rest[:-1], lists[1], lists[2], rest[-1]))


def _position(item: Item) -> str:
    return (
        f"<position><id>{item.number + 1000}</id><office>{item.postal_code} {escape(item.city)}</office>"
        f"<name>{escape(item.title)}</name><url>https://stellen.example/job/{item.number + 1000}</url>"
        f"<employmentType>{item.employment}</employmentType><schedule>{item.schedule}</schedule>"
        f"<createdAt>{item.posted.isoformat(timespec='seconds')}</createdAt><jobDescriptions><jobDescription>"
        f"<name></name><value><![CDATA[{_text(item)}]]></value></jobDescription></jobDescriptions></position>"
    )


def _job_posting(employer: str, item: Item) -> dict[str, object]:
    kinds = [SCHEMA_TYPES[item.employment]] if item.employment in SCHEMA_TYPES else []
    if item.employment in {"permanent", "temporary"}:
        kinds.append("PART_TIME" if item.schedule == "part-time" else "FULL_TIME")
    data: dict[str, object] = {
        "@type": "JobPosting", "title": item.title, "description": _text(item),
        "url": f"https://karriere.example/stellen/{item.number}",
        "identifier": {"@type": "PropertyValue", "name": employer, "value": f"j{item.number}"},
        "hiringOrganization": {"@type": "Organization", "name": employer}, "employmentType": kinds,
        "jobLocation": {"@type": "Place", "address": {"@type": "PostalAddress", "postalCode": item.postal_code,
                                                      "addressLocality": item.city, "addressCountry": "DE"}},
        "datePosted": item.posted.date().isoformat(),
    }  # fmt: skip
    if item.ends:
        data["validThrough"] = item.ends.isoformat(timespec="seconds")
    if item.pay:
        low, high, unit = item.pay
        value = {"@type": "QuantitativeValue", "minValue": low, "maxValue": high, "unitText": unit.upper()}
        data["baseSalary"] = {"@type": "MonetaryAmount", "currency": "EUR", "value": value}
    return data
