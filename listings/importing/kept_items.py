"""One item of a kept document, found by its place: what the feed said when it was rejected."""

from listings.importing import archive, feeds
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
    kind = FeedFormat(kept.source.format)
    position = 0
    for found in feeds.READERS[detect.detect(document) if kind is FeedFormat.AUTO else kind](document):
        if isinstance(found, Incomplete):
            continue
        if position == item.position:
            return found
        position += 1
    raise Unreadable("the kept document has no such item")
