"""Which format a document has, by its first bytes and the names it uses."""

import re
from itertools import islice
from typing import Any

from listings.importing import records
from listings.importing.document import Document
from listings.importing.job_posting import Unreadable
from listings.importing.json_feed import JsonFeed
from listings.vocabulary import FeedFormat

_F = FeedFormat
BOARDS = (
    ("personio", _F.PERSONIO), ("greenhouse.io", _F.GREENHOUSE), ("lever.co", _F.LEVER),
    ("smartrecruiters.com", _F.SMARTRECRUITERS), ("recruitee.com", _F.RECRUITEE), ("ashbyhq.com", _F.ASHBY),
    ("workable.com", _F.WORKABLE), ("arbeitnow.com", _F.ARBEITNOW), ("arbeitsagentur.de", _F.BA),
)  # fmt: skip
_POSTING = re.compile(rb'"@?type"\s*:\s*(?:\[\s*)?"(?:https?:(?:\\?/){2}schema\.org\\?/)?JobPosting"|"_jobposting"')
_PAGE = re.compile(rb"<(?:!doctype html|html[\s>])", re.I)
_IN_PAGE = re.compile(rb"application/ld\+json|schema\.org/JobPosting|typeof=[\"']?(?:schema:)?JobPosting", re.I)
HEAD = 200_000
MANY = 50


def board_of(url: str) -> FeedFormat | None:
    """A known board by its host, before anything is fetched."""
    host = re.sub(r"^\w+://", "", url.lower()).split("/")[0]
    return next((found for name, found in BOARDS if name in host), None)


def detect(document: Document) -> FeedFormat:
    """Raises Unreadable when nothing fits."""
    head = document.head(HEAD).lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").replace(b"\x00", b"")
    if not head:
        raise Unreadable("the document is empty")
    if head[:1] in {b"{", b"["}:
        return _of_json(document)
    is_xml = head[:1] == b"<" and not _PAGE.search(head[:4096])
    if is_xml and (root := records.root_name(document)):
        if root == "workzagjobs":
            return _F.PERSONIO
        if root in {"rss", "feed", "rdf"}:
            return _F.RSS
    if _IN_PAGE.search(head) or (head[:1] == b"<" and not is_xml):
        return _F.JSONLD
    if is_xml:
        return _F.INDEED
    first = head.split(b"\n", 1)[0]
    if b"<" not in first and max(first.count(sign) for sign in (b";", b",", b"\t", b"|")):
        return _F.CSV
    if b"<" in head:
        return _F.INDEED
    raise Unreadable("no known format")


def _of_json(document: Document) -> FeedFormat:
    if _POSTING.search(document.head(2_000_000)):
        return _F.JSONLD
    feed = JsonFeed(document)
    items = list(islice(feed.walk(), MANY))
    first: dict[str, Any] = next((item for _, item in items if isinstance(item, dict)), {})
    names = feed.lists | feed.fields.keys()
    if "lever" in names or {"text", "categories"} <= set(first):
        return _F.LEVER
    if "offers" in names:
        return _F.RECRUITEE
    if ("content" in names and ("totalFound" in names or "uuid" in first or "ref" in first)) or names & {
        "postings",
        "jobAd",
    }:
        return _F.SMARTRECRUITERS
    if names & {"ergebnisliste", "stellenangebote", "referenznummer", "refnr", "maxErgebnisse"}:
        return _F.BA
    if "data" in names and "slug" in first:
        return _F.ARBEITNOW
    if "jobs" in names:
        if "shortcode" in first:
            return _F.WORKABLE
        if "apiVersion" in names or "jobUrl" in first:
            return _F.ASHBY
        if "absolute_url" in first or "meta" in names or not first or {"id", "title"} >= set(first):
            return _F.GREENHOUSE
    if first or not names - {""}:
        return _F.CSV
    raise Unreadable("no known format")
