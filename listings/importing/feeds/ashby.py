"""Ashby job board: {"jobs": [...]}; only listed jobs; pay components other than the salary are left out."""

from typing import Any

from listings.importing import values
from listings.importing.document import Document
from listings.importing.job_posting import BadItem, Items, JobPosting
from listings.importing.json_feed import JsonFeed
from listings.normalise.dates import read_instant
from listings.vocabulary import IdTrust, Salary, SourceKind

KIND = SourceKind.SNAPSHOT
ID_TRUST = IdTrust.STRONG
HEADERS = {"Accept": "application/json"}
EMPLOYMENT = {"FullTime": "full-time", "PartTime": "part-time", "Intern": "intern", "Contract": "contract",
              "Temporary": "temporary"}  # fmt: skip


def read(document: Document) -> Items:
    feed = JsonFeed(document)
    for job in feed.items("jobs"):
        if not isinstance(job, dict):
            yield BadItem("", "item", "not an object")
        elif job.get("isListed") is False:
            yield BadItem(values.text_of(job.get("id")), "isListed", "not listed by its employer",
                          values.text_of(job.get("title")), is_broken=False)  # fmt: skip
        else:
            yield _job(job)
    feed.demand("jobs")


def _job(job: dict[str, Any]) -> JobPosting | BadItem:
    external_id, title = values.text_of(job.get("id")), values.text_of(job.get("title"))
    if not external_id or not title:
        return BadItem(external_id, "title" if external_id else "id", "missing", title)
    postal = values.object_of(values.object_of(job.get("address")).get("postalAddress"))
    kind = values.text_of(job.get("employmentType"))
    return JobPosting(
        external_id=external_id[:300],
        title=title,
        description=values.long_text(job.get("descriptionHtml") or job.get("descriptionPlain")),
        location=values.text_of(job.get("location")),
        city=values.text_of(postal.get("addressLocality")),
        country=values.text_of(postal.get("addressCountry")),
        further_locations=[
            values.text_of(part.get("location")) for part in values.objects_of(job.get("secondaryLocations"))
        ],
        work_mode=values.work_mode_of(job.get("workplaceType")) or values.work_mode_of(job.get("isRemote") is True),
        employment_words=[EMPLOYMENT.get(kind, kind)],
        category_words=[values.text_of(job.get("department")), values.text_of(job.get("team"))],
        base_salary=_pay(job.get("compensation")),
        date_posted=read_instant(values.text_of(job.get("publishedAt"))),
        url=values.address_of(job.get("jobUrl")),
        apply_url=values.address_of(job.get("applyUrl")),
    )


def _pay(compensation: Any) -> Salary | None:
    for tier in values.objects_of(values.object_of(compensation).get("compensationTiers")):
        for part in values.objects_of(tier.get("components")):
            if part.get("compensationType") == "Salary" and part.get("currencyCode") == "EUR":
                return values.salary_of(
                    part.get("minValue"), part.get("maxValue"), values.text_of(part.get("interval"))
                )
    return None
