"""Invented feeds for the demo: the same bytes for the same moment, so that a second import changes nothing.

Every choice of every filter is filled; some items are dirty, some overdue, and one ends a minute after the start.
"""

from dataclasses import dataclass
from datetime import datetime

from portal.sample_feeds.dirt import dirty_items
from portal.sample_feeds.employers import EMPLOYERS
from portal.sample_feeds.markup import jsonld_page, personio_feed
from portal.sample_feeds.writing import write_items

ITEMS_EACH = 10


@dataclass(frozen=True)
class Feed:
    slug: str
    employer: str
    format: str
    content_type: str
    body: bytes


def render(now: datetime) -> dict[str, Feed]:
    """One feed for each employer; all days count from now."""
    feeds = {}
    for number, employer in enumerate(EMPLOYERS):
        items = write_items(employer, number * ITEMS_EACH, ITEMS_EACH, now)
        if employer.format == "personio":
            body, kind = personio_feed(items, dirty_items(now) if number == 0 else []), "application/xml"
        else:
            body, kind = jsonld_page(employer.name, items), "text/html"
        feeds[employer.slug] = Feed(employer.slug, employer.name, employer.format, kind, body)
    return feeds
