"""Personio's XML feed: <workzag-jobs><position>…</position></workzag-jobs>.

No address, no end date and no URL: the page of a job is https://{host}/job/{id}.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree

from listings.importing import records, values
from listings.importing.document import MAX_WHOLE_BYTES, Document, repaired
from listings.importing.job_posting import BadItem, Incomplete, Items, JobPosting, Unreadable
from listings.importing.paging import Get, with_query
from listings.normalise.dates import read_instant
from listings.vocabulary import IdTrust, SourceKind

KIND = SourceKind.SNAPSHOT
ID_TRUST = IdTrust.STRONG
HEADERS = {"Accept": "application/xml, text/xml"}


def read(document: Document) -> Items:
    """Raises Unreadable for anything that is not a whole document of this format."""
    records.checked_xml(document)
    if records.root_name(document) != "workzagjobs":
        raise Unreadable(f"the root element is {records.root_name(document)!r}, not 'workzag-jobs'")
    for element in records.xml_elements(document, frozenset({"position"})):
        yield element if isinstance(element, Incomplete) else _position(records.plainly_named(element), document.url)


def completed(document: Document, get: Get) -> Document:
    """Jobs that are not written in German come without a text: those are taken from the English version of the board."""
    if "language=de" not in document.url or document.size > MAX_WHOLE_BYTES:
        return document
    try:
        positions = list(_raw_positions(document))
        if all(text for _, text, _ in positions) or not positions:
            return document
        english = {
            key: body for key, text, body in _raw_positions(get(with_query(document.url, language="en"))) if text
        }
    except Unreadable:  # read() says what is wrong; a text that cannot be had now may be there next time
        return document
    target = Document.to_fill(document.url)
    target.append(b"<workzag-jobs>")
    for key, text, body in positions:
        target.append(body if text else english.get(key, body))
    target.append(b"</workzag-jobs>")
    return target


def _raw_positions(document: Document) -> Iterator[tuple[str, bool, bytes]]:
    """Id, whether there is a text, and the element. Raises Unreadable for a document that needs mending."""
    for element in records.xml_elements(document, frozenset({"position"})):
        if isinstance(element, Incomplete):
            raise Unreadable(element.reason)
        body = etree.tostring(element, with_tail=False)
        node = records.plainly_named(element)
        texts = [part.text for part in node.iterfind("jobdescriptions/jobdescription/value")]
        yield (node.findtext("id") or "").strip(), any(text and text.strip() for text in texts), body


def _position(node: etree._Element, url: str) -> JobPosting | BadItem:
    get = lambda name: (node.findtext(name) or "").strip()  # noqa: E731
    external_id, title = get("id") or (node.get("id") or ""), repaired(get("name"))
    if not external_id:
        return BadItem("", "id", "no id", title)
    if not title:
        return BadItem(external_id, "name", "no title")
    sections = []
    for part in node.iterfind("jobdescriptions/jobdescription"):
        heading, value = (part.findtext("name") or "").strip(), (part.findtext("value") or "").strip()
        if value:
            sections.append((f"<h3>{heading}</h3>" if heading else "") + value)
    pay = node.find("salaryinformation")
    part = lambda name: "" if pay is None else (pay.findtext(name) or "").strip()  # noqa: E731
    currency = part("currencycode") or "EUR"
    host = urlsplit(url).netloc.rpartition("@")[2]
    return JobPosting(
        external_id=external_id[:300],
        title=title,
        description=repaired("\n".join(sections)[: values.MAX_TEXT]),
        hiring_organization=get("subcompany"),
        location=_offices(node),
        employment_words=[get("employmenttype"), get("schedule"), get("recruitingcategory")],
        category_words=[get("occupation"), get("occupationcategory"), get("department")],
        base_salary=values.salary_of(part("min"), part("max"), part("type")) if currency == "EUR" else None,
        currency=currency,
        date_posted=read_instant(get("createdat")) if get("createdat") else None,
        url=values.address_of(get("url"))
        or (f"{urlsplit(url).scheme}://{host}/job/{external_id}?language=de" if host else ""),
    )


def _offices(node: etree._Element) -> str:
    """The office, then the additional ones, which stand in <office> children or as bare text."""
    more = node.find("additionaloffices")
    others = [] if more is None else [(more.text or "").strip(), *((part.text or "").strip() for part in more)]
    return " / ".join(dict.fromkeys(filter(None, [(node.findtext("office") or "").strip(), *others])))
