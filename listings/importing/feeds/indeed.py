"""Indeed's XML and its dialects, also as JSON: <source><job>…, <jobs><job id=…>, <root><row>, <items><item>, HR-XML.

No parser per partner: the record element and the alias table of mapping.py are all that differs.
"""

import re

from lxml import etree

from listings.importing import mapping, records
from listings.importing.document import Document
from listings.importing.job_posting import BadItem, Incomplete, Items, Unreadable
from listings.importing.json_feed import longest_list
from listings.vocabulary import IdTrust, SourceKind

KIND = SourceKind.SNAPSHOT
ID_TRUST = IdTrust.WEAK
HEADERS = {"Accept": "application/xml, text/xml, application/json;q=0.9, */*;q=0.5"}
RECORDS = frozenset(
    {"job", "row", "item", "ad", "posting", "vacancy", "offer", "entry", "jobpositionposting", "stelle", "joboffer",
     "positionopening", "jobposting", "jobad", "advert", "stellenangebot", "stellenanzeige"}
)  # fmt: skip
ROOTS = frozenset(
    {"source", "jobs", "joblist", "root", "items", "jobatus", "postings", "vacancies", "trovit", "feed", "stellen",
     "jobpositionpostings", "hrbaxmljobpositionposting", "data", "joboffers", "positionopenings", "jobpostings", "adverts",
     "ads", "offers", "stellenangebote"}
) | RECORDS  # fmt: skip
DECLARED = frozenset({"expectedjobcount", "numberofitems", "jobcount", "totaljobs", "amount"})
"""Elements beside the records that say how many there are."""
LOAD = "typeofload"
"""D: only what changed."""


def read(document: Document) -> Items:
    if document.head(64).lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in {b"[", b"{"}:
        for place, record in enumerate(records.json_records(longest_list(document))):
            yield record if isinstance(record, BadItem) else mapping.posting_of(record, place)
        return
    place = 0
    declared = None
    for element in records.xml_elements(document, RECORDS | DECLARED | {LOAD}):
        if isinstance(element, Incomplete):
            yield element
            continue
        name = records.plain_name(element.tag)
        if name not in RECORDS:
            said = (element.text or "").strip()
            if name == LOAD and said.upper().startswith("D"):
                yield Incomplete("the document holds changes only")
            elif name in DECLARED and re.fullmatch(r"\d{1,7}", said) and _stands_beside(element):
                declared = int(said)
            continue
        record = records.record_of(element)
        if record:
            yield mapping.posting_of(record, place)
            place += 1
    if not place and records.root_name(document) not in ROOTS:
        raise Unreadable(f"no known record element below <{records.root_name(document)}>")
    if declared is not None and declared > place:
        yield Incomplete(f"{place} items, but the document declares {declared}")


def _stands_beside(element: etree._Element) -> bool:
    """Not inside a record, where an "amount" means something else."""
    return not any(
        isinstance(part.tag, str) and records.plain_name(part.tag) in RECORDS and part.getparent() is not None
        for part in element.iterancestors()
    )
