"""Workable widget: {"jobs": [...]}; one shortcode repeated for each location is one job in several places."""

from typing import Any

from listings.importing import values
from listings.importing.document import Document
from listings.importing.job_posting import BadItem, Items, JobPosting
from listings.importing.json_feed import JsonFeed
from listings.normalise.dates import read_instant
from listings.vocabulary import IdTrust, SourceKind

KIND = SourceKind.SNAPSHOT
ID_TRUST = IdTrust.STRONG
HEADERS = {"Accept": "application/json"}


def read(document: Document) -> Items:
    """The employer's name stands before the jobs; where it does not, the source's own name holds."""
    feed = JsonFeed(document)
    for job in feed.items("jobs"):
        name = values.text_of(feed.fields.get("name"))
        yield _job(job, name) if isinstance(job, dict) else BadItem("", "item", "not an object")
    feed.demand("jobs")


def _job(job: dict[str, Any], employer: str) -> JobPosting | BadItem:
    external_id, title = values.text_of(job.get("shortcode")), values.text_of(job.get("title"))
    if not external_id or not title:
        return BadItem(external_id, "title" if external_id else "shortcode", "missing", title)
    places = [part for part in values.objects_of(job.get("locations")) if not part.get("hidden")]
    own = values.text_of(job.get("city"))
    first = next((part for part in places if values.text_of(part.get("city")) == own), places[0] if places else {})
    at = lambda name: values.text_of(first.get(name))  # noqa: E731
    return JobPosting(
        external_id=external_id[:300],
        title=title,
        description=values.long_text(job.get("description")),
        hiring_organization=employer,
        city=at("city") or own,
        country=at("countryCode") or at("country") or values.text_of(job.get("country")),
        further_locations=[
            ", ".join(filter(None, (values.text_of(part.get("city")), values.text_of(part.get("countryCode")))))
            for part in places
            if part is not first and part.get("city")
        ],
        work_mode=values.work_mode_of(job.get("telecommuting") is True),
        employment_words=[values.text_of(job.get("employment_type"))],
        category_words=[values.text_of(job.get(name)) for name in ("function", "department")],
        date_posted=read_instant(values.text_of(job.get("published_on") or job.get("created_at"))),
        url=values.address_of(job.get("url")),
        apply_url=values.address_of(job.get("application_url")),
    )
