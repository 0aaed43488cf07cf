"""Recruitee: {"offers": [...]}, the whole board. The period of a salary is often wrong, so the amount decides."""

from typing import Any

from listings.importing import records, values
from listings.importing.document import Document
from listings.importing.job_posting import BadItem, Items, JobPosting, Unreadable
from listings.normalise.dates import read_instant
from listings.vocabulary import IdTrust, SourceKind, WorkMode

KIND = SourceKind.SNAPSHOT
ID_TRUST = IdTrust.STRONG


def read(document: Document) -> Items:
    value = records.json_value(document)
    if not isinstance(value, dict) or not isinstance(value.get("offers"), list):
        raise Unreadable("no list 'offers'")
    for offer in value["offers"]:
        if not isinstance(offer, dict):
            yield BadItem("", "item", "not an object")
        elif offer.get("status", "published") != "published":
            yield BadItem(str(offer.get("id")), "status", f"not published but {offer.get('status')}",
                          str(offer.get("title")))  # fmt: skip
        else:
            yield _offer(offer)


def _offer(offer: dict[str, Any]) -> JobPosting | BadItem:
    external_id = values.text_of(offer.get("id") or offer.get("guid"))
    german = (offer.get("translations") or {}).get("de") or {}
    text = lambda name: german.get(name) or offer.get(name) or ""  # noqa: E731
    title = values.text_of(text("title"))
    if not external_id or not title:
        return BadItem(external_id, "title" if external_id else "id", "missing", title)
    pay = offer.get("salary") if isinstance(offer.get("salary"), dict) else {}
    assert isinstance(pay, dict)
    hours = values.number_of(offer.get("max_hours") or offer.get("max_hours_per_week"))
    is_at_home, is_there = bool(offer.get("remote")), bool(offer.get("on_site"))
    mode = WorkMode.HYBRID if offer.get("hybrid") or (is_at_home and is_there) else None
    mode = mode or (WorkMode.REMOTE if is_at_home else None)
    is_euro = values.is_euro(values.text_of(pay.get("currency")), values.text_of(offer.get("country_code")))
    return JobPosting(
        external_id=external_id,
        title=title,
        description="\n".join(filter(None, (str(text("description")), str(text("requirements"))))),
        hiring_organization=values.text_of(offer.get("company_name")),
        postal_code=values.text_of(offer.get("postal_code")),
        city=values.text_of(offer.get("city")),
        location="" if offer.get("city") else values.text_of(offer.get("location")),
        country=values.text_of(offer.get("country_code")),
        work_mode=mode,
        employment_words=[values.text_of(offer.get("employment_type_code")).replace("_", " ")],
        category_words=[values.text_of(offer.get("category_code")), values.text_of(offer.get("department"))],
        base_salary=values.salary_of(pay.get("min"), pay.get("max"), str(pay.get("period") or "")) if is_euro else None,
        weekly_hours=hours,
        date_posted=read_instant(values.text_of(offer.get("published_at") or offer.get("created_at"))),
        valid_through=read_instant(values.text_of(offer.get("close_at")), end_of_day=True),
        url=values.text_of(offer.get("careers_url")),
        apply_url=values.text_of(offer.get("careers_apply_url")),
    )
