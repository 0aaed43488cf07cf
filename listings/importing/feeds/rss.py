"""RSS and Atom, also with job_listing:* elements of WP Job Manager or a vacancy inside a10:content.

Most feeds hold the newest items only, so absence means nothing.
"""

import re

from listings.importing import mapping, records
from listings.importing.document import Document
from listings.importing.job_posting import Incomplete, Items, JobPosting, Unreadable
from listings.vocabulary import IdTrust, SourceKind

KIND = SourceKind.WINDOW
ID_TRUST = IdTrust.WEAK
HEADERS = {"Accept": "application/rss+xml, application/atom+xml, application/xml, text/xml"}
ROOTS = frozenset({"rss", "feed", "rdf"})


def read(document: Document) -> Items:
    if records.root_name(document) not in ROOTS:
        records.checked_xml(document)
        raise Unreadable(f"the root element is <{records.root_name(document)}>, not <rss> or <feed>")
    place = 0
    for element in records.xml_elements(document, frozenset({"item", "entry"})):
        if isinstance(element, Incomplete):
            yield element
            continue
        link = next((part.get("href") for part in element if str(part.tag).endswith("link") and part.get("href")), None)
        record = records.record_of(element)
        record.setdefault("link", link or "")
        if "guid" in record:
            record["referencenumber"] = record.get("jobid") or record["guid"]
        item = mapping.posting_of(record, place)
        if isinstance(item, JobPosting):
            _split_title(item)
        yield item
        place += 1


def _split_title(item: JobPosting) -> None:
    """ "Kundenberater | Lenne GmbH" when no element names the employer."""
    head, sign, tail = item.title.rpartition(" | ")
    if sign and not item.hiring_organization and re.search(r"[A-Za-zÄÖÜäöü]{3}", tail) and len(tail) < 80:
        item.title, item.hiring_organization = head.strip(), tail.strip()
