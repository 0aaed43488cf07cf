"""Which format a document has, by its first bytes and the names it uses."""

import json
import re

from listings.importing import records
from listings.importing.document import Document
from listings.importing.job_posting import Unreadable
from listings.vocabulary import FeedFormat

_F = FeedFormat
BOARDS = (
    ("personio", _F.PERSONIO), ("greenhouse.io", _F.GREENHOUSE), ("lever.co", _F.LEVER),
    ("smartrecruiters.com", _F.SMARTRECRUITERS), ("recruitee.com", _F.RECRUITEE), ("ashbyhq.com", _F.ASHBY),
    ("workable.com", _F.WORKABLE), ("arbeitnow.com", _F.ARBEITNOW), ("arbeitsagentur.de", _F.BA),
)  # fmt: skip


def board_of(url: str) -> FeedFormat | None:
    """A known board by its host, before anything is fetched."""
    host = re.sub(r"^\w+://", "", url.lower()).split("/")[0]
    return next((found for name, found in BOARDS if name in host), None)


def detect(document: Document) -> FeedFormat:
    """Raises Unreadable when nothing fits."""
    head = document.head(200_000).lstrip(b"\xef\xbb\xbf \r\n\t")
    if not head:
        raise Unreadable("the document is empty")
    if head[:1] in {b"{", b"["}:
        return _of_json(document)
    if head[:1] == b"<":
        if re.search(rb"<(?:!doctype html|html[\s>])", head[:4096], re.I) or b"application/ld+json" in head:
            return _F.JSONLD
        root = records.root_name(document)
        if root == "workzagjobs":
            return _F.PERSONIO
        return _F.RSS if root in {"rss", "feed", "rdf"} else _F.INDEED
    if b"application/ld+json" in head or b"schema.org/JobPosting" in head:
        return _F.JSONLD
    first = head.split(b"\n", 1)[0]
    if max(first.count(sign) for sign in (b";", b",", b"\t", b"|")):
        return _F.CSV
    if b"<" in head:
        return _F.INDEED
    raise Unreadable("no known format")


def _of_json(document: Document) -> FeedFormat:
    value = records.json_value(document)
    if re.search(r'"@?type": ?\[?"(?:https?://schema.org/)?JobPosting"|"_jobposting"', json.dumps(value)[:2_000_000]):
        return _F.JSONLD
    names = set(value) if isinstance(value, dict) else set()
    rows = value if isinstance(value, list) else next((part for part in value.values() if isinstance(part, list)), [])
    first = rows[0] if rows and isinstance(rows[0], dict) else {}
    if "offers" in names:
        return _F.RECRUITEE
    if "content" in names and "totalFound" in names or "postings" in names or "jobAd" in names:
        return _F.SMARTRECRUITERS
    if names & {"ergebnisliste", "stellenangebote", "referenznummer", "refnr", "maxErgebnisse"}:
        return _F.BA
    if "data" in names and "slug" in first:
        return _F.ARBEITNOW
    if "jobs" in names:
        if "shortcode" in first:
            return _F.WORKABLE
        return _F.ASHBY if "apiVersion" in names or "jobUrl" in first else _F.GREENHOUSE
    if isinstance(value, list) and {"text", "categories"} <= set(first):
        return _F.LEVER
    return _F.CSV
