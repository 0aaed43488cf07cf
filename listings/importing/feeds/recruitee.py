"""Recruitee: {"offers": [...]}, the whole board. The period of a salary is often wrong, so the amount decides."""

from typing import Any

from listings.importing import values
from listings.importing.document import Document
from listings.importing.job_posting import BadItem, Items, JobPosting
from listings.importing.json_feed import JsonFeed
from listings.normalise.dates import read_instant
from listings.vocabulary import IdTrust, SourceKind, WorkMode

KIND = SourceKind.SNAPSHOT
ID_TRUST = IdTrust.STRONG
HEADERS = {"Accept": "application/json"}


def read(document: Document) -> Items:
    feed = JsonFeed(document)
    for offer in feed.items("offers"):
        if not isinstance(offer, dict):
            yield BadItem("", "item", "not an object")
        elif offer.get("status", "published") != "published":
            yield BadItem(values.text_of(offer.get("id")), "status", f"not published but {offer.get('status')}"[:300],
                          values.text_of(offer.get("title")), is_broken=False)  # fmt: skip
        else:
            yield _offer(offer)
    feed.demand("offers")


def _offer(offer: dict[str, Any]) -> JobPosting | BadItem:
    external_id = values.text_of(offer.get("id")) or values.text_of(offer.get("guid"))
    german = values.object_of(values.object_of(offer.get("translations")).get("de"))
    text = lambda name: german.get(name) or offer.get(name)  # noqa: E731
    title = values.text_of(text("title"))
    if not external_id or not title:
        return BadItem(external_id, "title" if external_id else "id", "missing", title)
    pay = values.object_of(offer.get("salary"))
    said = lambda name: values.text_of(offer.get(name))  # noqa: E731
    is_at_home, is_there = offer.get("remote") is True, offer.get("on_site") is True
    mode = WorkMode.HYBRID if offer.get("hybrid") is True or (is_at_home and is_there) else None
    mode = mode or (WorkMode.REMOTE if is_at_home else WorkMode.ONSITE if is_there else None)
    places = values.objects_of(offer.get("locations"))
    first = {} if said("city") or said("postal_code") or not places else places[0]
    at = lambda name: said(name) or values.text_of(first.get(name))  # noqa: E731
    is_euro = values.is_euro(values.text_of(pay.get("currency")), at("country_code"))
    return JobPosting(
        external_id=external_id[:300],
        title=title,
        description="\n".join(filter(None, (values.long_text(text("description")), values.long_text(text("requirements"))))),
        hiring_organization=said("company_name"),
        postal_code=at("postal_code"),
        city=at("city"),
        location="" if at("city") else said("location"),
        country=at("country_code"),
        further_locations=[line for place in places if (line := _line(place)) and values.text_of(place.get("city")) != at("city")],
        work_mode=mode,
        employment_words=[said("employment_type_code").replace("_", " ")],
        category_words=[said("category_code"), said("department")],
        base_salary=values.salary_of(pay.get("min"), pay.get("max"), values.text_of(pay.get("period"))) if is_euro else None,
        weekly_hours=values.number_of(offer.get("max_hours") or offer.get("max_hours_per_week")),
        date_posted=read_instant(said("published_at") or said("created_at")),
        valid_through=read_instant(said("close_at"), end_of_day=True),
        url=values.address_of(offer.get("careers_url")),
        apply_url=values.address_of(offer.get("careers_apply_url")),
    )  # fmt: skip


def _line(place: dict[str, Any]) -> str:
    code, city, country = (values.text_of(place.get(name)) for name in ("postal_code", "city", "country_code"))
    return ", ".join(filter(None, (f"{code} {city}".strip(), country))) if city else ""
