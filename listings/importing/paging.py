"""The pages of one board, written into one document as they arrive: never more than a page in memory."""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from listings.importing.document import MAX_BYTES, Document
from listings.importing.job_posting import Gone, Unreadable
from listings.importing.json_feed import JsonFeed

Get = Callable[[str], Document]
MAX_SECONDS = 3_600
MAX_FAILURES = 5
"""Details in a row that cannot be had, after which the others are not asked for."""
MAX_PAGE_BYTES, MAX_PAGE_ROWS = 20_000_000, 10_000
"""Of one page or one detail. Boards give out some hundred rows at a time, whatever they are asked for."""
MAX_ROWS, MAX_KEY = 200_000, 300
"""Of a board, and characters of an id."""
INCOMPLETE = "incomplete"


class Board:
    """`key` names the id of a row. The document is {"name": [rows], **fields}, with "incomplete" when it is not whole."""

    def __init__(self, url: str, name: str, key: Callable[[dict[str, Any]], Any]) -> None:
        self._document = Document.to_fill(url)
        self._document.append(json.dumps({name: []})[:-2].encode())
        self._key = key
        self._seen: set[str] = set()
        self._deadline = time.monotonic() + MAX_SECONDS
        self._size = 0
        self.count = 0
        self.doubt = ""
        self.sample_of = 0

    def fresh(self, rows: list[Any]) -> list[Any]:
        """Those not met before: rows are pushed to the next page while somebody reads."""
        new = []
        for row in rows:
            key = self._key(row) if isinstance(row, dict) else None
            if key is None or str(key)[:MAX_KEY] not in self._seen:
                new.append(row)
            if key is not None:
                self._seen.add(str(key)[:MAX_KEY])
        return new

    def write(self, rows: Iterable[Any]) -> None:
        """Raises Unreadable when the board grows beyond what one document may hold."""
        for row in rows:
            written = (b",\n" if self.count else b"\n") + json.dumps(row).encode()
            self._size += len(written)
            self.count += 1
            if self._size > MAX_BYTES:
                raise Unreadable(f"larger than {MAX_BYTES:,} bytes")
            if self.count > MAX_ROWS:
                raise Unreadable(f"larger than {MAX_ROWS:,} postings")
            self._document.append(written)

    def goes_on(self, rows: list[Any], new: list[Any]) -> bool:
        """False, and a doubt, when pages repeat without end or take too long."""
        if rows and not new:
            self.doubt = "the pages repeat"
        elif time.monotonic() > self._deadline:
            self.doubt = f"the pages took longer than {MAX_SECONDS} seconds"
        return not self.doubt

    def finish(self, **fields: Any) -> Document:
        if self.doubt:
            fields[INCOMPLETE] = self.doubt
        self._document.sample_of = self.sample_of
        self._document.append(b"\n]")
        for name, value in fields.items():
            self._document.append(f", {json.dumps(name)}: {json.dumps(value)}".encode())
        self._document.append(b"}")
        return self._document


def page_of(get: Get, url: str, name: str) -> tuple[list[Any], dict[str, Any]]:
    """The rows of one page and what stands beside them. Raises Unreadable when there is no such list."""
    feed = opened(get, url)
    rows = rows_of(feed, name)
    feed.demand(name)
    return rows, feed.fields


def opened(get: Get, url: str) -> JsonFeed:
    """One page or detail, which a worker holds in memory. Raises Unreadable."""
    document = get(url)
    if document.size > MAX_PAGE_BYTES:
        raise Unreadable(f"larger than {MAX_PAGE_BYTES:,} bytes, which a page of a board cannot be")
    return JsonFeed(document)


def rows_of(feed: JsonFeed, *names: str) -> list[Any]:
    rows = []
    for row in feed.items(*names):
        rows.append(row)
        if len(rows) > MAX_PAGE_ROWS:
            raise Unreadable(f"larger than {MAX_PAGE_ROWS:,} rows, which a page of a board cannot be")
    return rows


def with_query(url: str, **given: object) -> str:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True)) | {name: str(value) for name, value in given.items()}
    return parts._replace(query=urlencode(query)).geturl()


def same_host(url: str, link: str) -> str:
    """A link that a page names, as long as it stays where the page is. Raises Unreadable."""
    target = urljoin(url, link)
    if urlsplit(target)[:2] != urlsplit(url)[:2]:
        raise Unreadable("a page leads to another host")
    return target


class Details:
    """One more call for each row. What is gone is left out; what cannot be had leaves a mark, and the run incomplete.

    most: calls after which the other rows are left out, for a sample of a board.
    """

    def __init__(self, get: Get, address: Callable[[dict[str, Any]], str], most: int | None = None) -> None:
        self._get, self._address, self._most = get, address, most
        self._failures = self._calls = 0
        self.gone = 0

    @property
    def is_enough(self) -> bool:
        return self._most is not None and self._calls >= self._most

    def declared(self, total: int, board: Board) -> int:
        """How many postings the document says to hold: of a sample, those that are in it."""
        total -= self.gone
        if self.is_enough and total > board.count:
            board.sample_of = total
            return board.count
        return total

    def of(self, rows: list[Any]) -> Iterator[Any]:
        for row in rows:
            if not isinstance(row, dict):
                yield row
                continue
            if self.is_enough:
                return
            self._calls += 1
            try:
                yield row | self._one(row)
            except Gone:
                self.gone += 1

    def _one(self, row: dict[str, Any]) -> dict[str, Any]:
        if self._failures < MAX_FAILURES:
            try:
                found = opened(self._get, self._address(row)).rest()
            except Gone:
                raise
            except Unreadable:
                self._failures += 1
            else:
                self._failures = 0
                return found
        return {INCOMPLETE: "detail"}
