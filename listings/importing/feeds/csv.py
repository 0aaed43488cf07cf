"""Tables with names in the first row, as spreadsheets save them; a list of flat JSON objects is read alike."""

from listings.importing import mapping, records
from listings.importing.document import Document
from listings.importing.job_posting import BadItem, Incomplete, Items, Unreadable
from listings.importing.json_feed import longest_list
from listings.vocabulary import IdTrust, SourceKind

KIND = SourceKind.SNAPSHOT
ID_TRUST = IdTrust.WEAK
HEADERS = {"Accept": "text/csv, text/tab-separated-values, application/json;q=0.9, */*;q=0.5"}


def read(document: Document) -> Items:
    start = next((text.strip()[:1] for text in document.text_chunks() if text.strip()), "")
    if start == "<":
        raise Unreadable("the document is a web page or XML, not a table")
    is_json = start in {"[", "{"}
    rows = records.json_records(longest_list(document)) if is_json else records.csv_records(document.lines())
    for place, record in enumerate(rows):
        yield record if isinstance(record, BadItem | Incomplete) else mapping.posting_of(record, place)
