"""Workable widget: {"jobs": [...]}; one shortcode repeated for each location is one job in several places."""

from typing import Any

from listings.importing import records, values
from listings.importing.document import Document
from listings.importing.job_posting import BadItem, Items, JobPosting, Unreadable
from listings.normalise.dates import read_instant
from listings.vocabulary import IdTrust, SourceKind

KIND = SourceKind.SNAPSHOT
ID_TRUST = IdTrust.STRONG


def read(document: Document) -> Items:
    value = records.json_value(document)
    if not isinstance(value, dict) or not isinstance(value.get("jobs"), list):
        raise Unreadable("no list 'jobs'")
    name = values.text_of(value.get("name"))
    for job in value["jobs"]:
        yield _job(job, name) if isinstance(job, dict) else BadItem("", "item", "not an object")


def _job(job: dict[str, Any], employer: str) -> JobPosting | BadItem:
    external_id, title = values.text_of(job.get("shortcode")), values.text_of(job.get("title"))
    if not external_id or not title:
        return BadItem(external_id, "title" if external_id else "shortcode", "missing", title)
    places = [part for part in job.get("locations") or [] if isinstance(part, dict) and not part.get("hidden")]
    first = places[0] if places else {}
    return JobPosting(
        external_id=external_id,
        title=title,
        description=str(job.get("description") or ""),
        hiring_organization=employer,
        city=values.text_of(first.get("city") or job.get("city")),
        country=values.text_of(first.get("countryCode") or first.get("country") or job.get("country")),
        further_locations=[
            ", ".join(filter(None, (values.text_of(part.get("city")), values.text_of(part.get("countryCode")))))
            for part in places[1:]
            if part.get("city")
        ],
        work_mode=values.work_mode_of(job.get("telecommuting") is True),
        employment_words=[values.text_of(job.get("employment_type"))],
        category_words=[values.text_of(job.get(name)) for name in ("function", "department")],
        date_posted=read_instant(values.text_of(job.get("published_on") or job.get("created_at"))),
        url=values.text_of(job.get("url")),
        apply_url=values.text_of(job.get("application_url")),
    )
