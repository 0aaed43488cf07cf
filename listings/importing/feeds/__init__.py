"""One module per format: read() turns a document into items, fetch() gathers the pages of a paged one; no database.

HEADERS go with every request of a format. Web pages are the only documents for which robots.txt is asked.
"""

from collections.abc import Callable

from listings.importing.document import Document
from listings.importing.feeds import (
    arbeitnow,
    ashby,
    ba,
    csv,
    greenhouse,
    indeed,
    jsonld,
    lever,
    personio,
    recruitee,
    rss,
    smartrecruiters,
    workable,
)
from listings.importing.job_posting import Items
from listings.importing.paging import Get
from listings.vocabulary import FeedFormat, IdTrust, SourceKind

Read = Callable[[Document], Items]
Fetch = Callable[[str, Get], Document]
Sample = Callable[[str, Get, int], Document]
Complete = Callable[[Document, Get], Document]

_MODULES = {
    FeedFormat.PERSONIO: personio, FeedFormat.INDEED: indeed, FeedFormat.JSONLD: jsonld, FeedFormat.BA: ba,
    FeedFormat.GREENHOUSE: greenhouse, FeedFormat.LEVER: lever, FeedFormat.SMARTRECRUITERS: smartrecruiters,
    FeedFormat.RECRUITEE: recruitee, FeedFormat.ASHBY: ashby, FeedFormat.WORKABLE: workable,
    FeedFormat.ARBEITNOW: arbeitnow, FeedFormat.RSS: rss, FeedFormat.CSV: csv,
}  # fmt: skip
READERS: dict[FeedFormat, Read] = {name: module.read for name, module in _MODULES.items()}
FETCHERS: dict[FeedFormat, Fetch] = {
    name: module.fetch for name, module in _MODULES.items() if hasattr(module, "fetch")
}
SAMPLERS: dict[FeedFormat, Sample] = {
    FeedFormat.SMARTRECRUITERS: smartrecruiters.fetch, FeedFormat.BA: ba.fetch,
}  # fmt: skip
"""Boards with a call for each posting: only as many as are asked for."""
COMPLETERS: dict[FeedFormat, Complete] = {FeedFormat.PERSONIO: personio.completed}
"""What a format asks for beside its document."""
KINDS: dict[FeedFormat, SourceKind] = {name: module.KIND for name, module in _MODULES.items()}
ID_TRUST: dict[FeedFormat, IdTrust] = {name: module.ID_TRUST for name, module in _MODULES.items()}
HEADERS: dict[FeedFormat, dict[str, str]] = {name: module.HEADERS for name, module in _MODULES.items()}
