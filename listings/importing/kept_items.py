"""One item of a kept document, found by its place: what the feed said when it was rejected."""

from itertools import islice

from listings.importing import archive, feeds
from listings.importing.document import Document
from listings.importing.feeds import detect
from listings.importing.job_posting import BadItem, Incomplete, JobPosting, Unreadable
from listings.models import RejectedItem
from listings.vocabulary import FeedFormat


def said(item: RejectedItem) -> JobPosting | BadItem:
    """Costs reading the document up to this item. Raises Unreadable when it is not kept or cannot be read any more."""
    kept = archive.document_of(item.run)
    if kept is None:
        raise Unreadable("the document of this run is not kept any more")
    document = archive.opened(kept)
    try:
        return _at(item.position, document, FeedFormat(kept.source.format))
    finally:
        document.close()


def _at(position: int, document: Document, kind: FeedFormat) -> JobPosting | BadItem:
    read = feeds.READERS[detect.detect(document) if kind is FeedFormat.AUTO else kind]
    items = (found for found in read(document) if not isinstance(found, Incomplete))
    for found in islice(items, position, None):
        return found
    raise Unreadable("the kept document has no such item")
