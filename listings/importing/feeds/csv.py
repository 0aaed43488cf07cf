"""Tables with names in the first row, as spreadsheets save them; a list of flat JSON objects is read alike."""

from listings.importing import mapping, records
from listings.importing.document import Document
from listings.importing.job_posting import BadItem, Incomplete, Items, Unreadable
from listings.vocabulary import IdTrust, SourceKind

KIND = SourceKind.SNAPSHOT
ID_TRUST = IdTrust.WEAK


def read(document: Document) -> Items:
    text = document.text().strip("\ufeff \r\n")
    if text[:1] == "<":
        raise Unreadable("the document is a web page or XML, not a table")
    rows = records.json_records(records.json_value(document)) if text[:1] in {"[", "{"} else records.csv_records(text)
    for place, record in enumerate(rows):
        yield record if isinstance(record, BadItem | Incomplete) else mapping.posting_of(record, place)
