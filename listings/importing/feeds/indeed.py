"""Indeed's XML and its dialects, also as JSON: <source><job>…, <jobs><job id=…>, <root><row>, <items><item>.

No parser per partner: the record element and the alias table of mapping.py are all that differs.
"""

from listings.importing import mapping, records
from listings.importing.document import Document
from listings.importing.job_posting import BadItem, Incomplete, Items, Unreadable
from listings.vocabulary import IdTrust, SourceKind

KIND = SourceKind.SNAPSHOT
ID_TRUST = IdTrust.WEAK
RECORDS = frozenset(
    {"job", "row", "item", "ad", "posting", "vacancy", "offer", "entry", "jobpositionposting", "stelle"}
)
ROOTS = frozenset(
    {"source", "jobs", "joblist", "root", "items", "jobatus", "postings", "vacancies", "trovit", "feed", "stellen",
     "jobpositionpostings", "hrbaxmljobpositionposting", "data"}
) | RECORDS  # fmt: skip


def read(document: Document) -> Items:
    if document.head(64).lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in {b"[", b"{"}:
        for place, record in enumerate(records.json_records(records.json_value(document))):
            yield record if isinstance(record, BadItem) else mapping.posting_of(record, place)
        return
    place = 0
    for element in records.xml_elements(document, RECORDS):
        if isinstance(element, Incomplete):
            yield element
            continue
        record = records.record_of(element)
        if record:
            yield mapping.posting_of(record, place)
            place += 1
    if not place and records.root_name(document) not in ROOTS:
        raise Unreadable(f"no known record element below <{records.root_name(document)}>")
