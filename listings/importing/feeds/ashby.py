"""Ashby job board: {"jobs": [...]}; only listed jobs; pay components other than the salary are left out."""

from typing import Any

from listings.importing import records, values
from listings.importing.document import Document
from listings.importing.job_posting import BadItem, Items, JobPosting, Unreadable
from listings.normalise.dates import read_instant
from listings.vocabulary import IdTrust, Salary, SourceKind

KIND = SourceKind.SNAPSHOT
ID_TRUST = IdTrust.STRONG
EMPLOYMENT = {"FullTime": "full-time", "PartTime": "part-time", "Intern": "intern", "Contract": "contract",
              "Temporary": "temporary"}  # fmt: skip


def read(document: Document) -> Items:
    value = records.json_value(document)
    if not isinstance(value, dict) or not isinstance(value.get("jobs"), list):
        raise Unreadable("no list 'jobs'")
    for job in value["jobs"]:
        if not isinstance(job, dict):
            yield BadItem("", "item", "not an object")
        elif job.get("isListed") is False:
            yield BadItem(str(job.get("id")), "isListed", "not listed by its employer", str(job.get("title")))
        else:
            yield _job(job)


def _job(job: dict[str, Any]) -> JobPosting | BadItem:
    external_id, title = values.text_of(job.get("id")), values.text_of(job.get("title"))
    if not external_id or not title:
        return BadItem(external_id, "title" if external_id else "id", "missing", title)
    address = job.get("address")
    postal = address.get("postalAddress") if isinstance(address, dict) else None
    postal = postal if isinstance(postal, dict) else {}
    kind = values.text_of(job.get("employmentType"))
    return JobPosting(
        external_id=external_id,
        title=title,
        description=str(job.get("descriptionHtml") or job.get("descriptionPlain") or ""),
        location=values.text_of(job.get("location")),
        city=values.text_of(postal.get("addressLocality")),
        country=values.text_of(postal.get("addressCountry")),
        further_locations=[
            values.text_of(part.get("location"))
            for part in job.get("secondaryLocations") or []
            if isinstance(part, dict)
        ],
        work_mode=values.work_mode_of(job.get("workplaceType")) or values.work_mode_of(job.get("isRemote") is True),
        employment_words=[EMPLOYMENT.get(kind, kind)],
        category_words=[values.text_of(job.get("department")), values.text_of(job.get("team"))],
        base_salary=_pay(job.get("compensation")),
        date_posted=read_instant(values.text_of(job.get("publishedAt"))),
        url=values.text_of(job.get("jobUrl")),
        apply_url=values.text_of(job.get("applyUrl")),
    )


def _pay(compensation: Any) -> Salary | None:
    tiers = compensation.get("compensationTiers") if isinstance(compensation, dict) else None
    for tier in tiers if isinstance(tiers, list) else []:
        for part in (tier.get("components") or []) if isinstance(tier, dict) else []:
            if part.get("compensationType") == "Salary" and part.get("currencyCode") == "EUR":
                return values.salary_of(part.get("minValue"), part.get("maxValue"), str(part.get("interval") or ""))
    return None
