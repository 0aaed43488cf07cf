"""Personio's XML feed: <workzag-jobs><position>…</position></workzag-jobs>.

No address, no end date and no URL: the page of a job is https://{host}/job/{id}.
"""

from urllib.parse import urlsplit

from lxml import etree

from listings.importing.job_posting import BadItem, JobPosting, Unreadable
from listings.normalise.dates import read_instant
from listings.vocabulary import Salary, SalaryUnit

UNITS = {"hourly": SalaryUnit.HOUR, "monthly": SalaryUnit.MONTH, "yearly": SalaryUnit.YEAR}


def read(body: bytes, url: str) -> list[JobPosting | BadItem]:
    """Raises Unreadable for anything that is not a whole document of this format."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(body.strip(), parser)  # noqa: S320 - entities, DTD and network are off
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"not well-formed XML: {error.msg}") from error
    if root.tag != "workzag-jobs":
        raise Unreadable(f"the root element is {root.tag!r}, not 'workzag-jobs'")
    return [_position(node, url) for node in root.iter("position")]


def _position(node: etree._Element, url: str) -> JobPosting | BadItem:
    get = lambda name: (node.findtext(name) or "").strip()  # noqa: E731
    external_id, title = get("id") or (node.get("id") or ""), get("name")
    if not external_id:
        return BadItem("", "id", "no id", title)
    if not title:
        return BadItem(external_id, "name", "no title")
    sections = []
    for part in node.iterfind("jobDescriptions/jobDescription"):
        heading, value = (part.findtext("name") or "").strip(), (part.findtext("value") or "").strip()
        if value:
            sections.append((f"<h3>{heading}</h3>" if heading else "") + value)
    salary, currency = _salary(node.find("salaryInformation"))
    host = urlsplit(url).netloc
    return JobPosting(
        external_id=external_id,
        title=title,
        description="\n".join(sections),
        hiring_organization=get("subcompany"),
        location=get("office"),
        employment_words=[get("employmentType"), get("schedule"), get("recruitingCategory")],
        category_words=[get("occupation"), get("occupationCategory"), get("department")],
        base_salary=salary,
        currency=currency,
        date_posted=read_instant(get("createdAt")) if get("createdAt") else None,
        url=get("url") or (f"{urlsplit(url).scheme}://{host}/job/{external_id}?language=de" if host else ""),
    )


def _salary(node: etree._Element | None) -> tuple[Salary | None, str]:
    if node is None:
        return None, "EUR"
    amounts: list[float | None] = []
    for name in ("min", "max"):
        try:
            amounts.append(float(node.findtext(name) or "") or None)
        except ValueError:
            amounts.append(None)
    currency = (node.findtext("currencyCode") or "EUR").strip()
    unit = UNITS.get((node.findtext("type") or "").strip())
    if unit is None or amounts == [None, None]:
        return None, currency
    return Salary(amounts[0], amounts[1], unit), currency
