"""JSON read piece by piece: the items of a list one at a time, so that a feed of any size needs little memory."""

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from listings.importing.document import Document
from listings.importing.job_posting import Unreadable

MAX_VALUE = 20_000_000
"""Characters of one item, or of one value beside the lists."""
MAX_ASIDE = 1_000
"""Items kept of a list that nobody asked for."""
MAX_NAMES = 10_000
"""Names below the top."""
MAX_PARTS = 2_000_000
"""Of one large value: "[],[],[]" needs thirty times the memory of its text."""
LARGE = 4_000_000
_BLANK = re.compile(r"[ \t\r\n]*")
_ODD = re.compile(r"\\u(?:[dD][89a-fA-F]|00[01][0-9a-fA-F]|007[fF])")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def _float(text: str) -> float | None:
    number = float(text)
    return number if math.isfinite(number) else None


_DECODER = json.JSONDecoder(
    strict=False,
    parse_int=lambda text: int(text) if len(text) < 19 else text,
    parse_float=_float,
    parse_constant=lambda _: None,
)


def loads(text: str) -> Any:
    """As json.loads, with line breaks inside strings and without what no database can hold. Raises ValueError."""
    try:
        value, end = _DECODER.raw_decode(text, _blank(text, 0))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if _blank(text, end) != len(text):
        raise ValueError("extra data")
    return _sound(value) if _ODD.search(text) else value


def _blank(text: str, position: int) -> int:
    found = _BLANK.match(text, position)
    return found.end() if found else position


def _sound(value: Any) -> Any:
    """Without control characters and halves of characters, which JSON can write and UTF-8 cannot."""
    if isinstance(value, str):
        return _CONTROLS.sub("", value.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    if isinstance(value, list):
        return [_sound(part) for part in value]
    if isinstance(value, dict):
        return {_sound(name): _sound(part) for name, part in value.items()}
    return value


class JsonFeed:
    """One object or list. items() walks through it once; afterwards `fields` holds what stood beside the lists."""

    def __init__(self, document: Document) -> None:
        self.fields: dict[str, Any] = {}
        self.lists: set[str] = set()
        """Names of the lists met; the document itself is called ""."""
        self.counts = Counter[str]()
        """Items met in each list."""
        self._chunks = document.text_chunks()
        self._text, self._at, self._is_whole = "", 0, False

    def items(self, *names: str) -> Iterator[Any]:
        """Of the lists with these names below the top, or of the top itself for "". Raises Unreadable."""
        for name, value in self.walk():
            if name in names:
                yield value
            elif len(aside := self.fields.setdefault(name, [])) < MAX_ASIDE:
                aside.append(value)

    def walk(self) -> Iterator[tuple[str, Any]]:
        """Each item with the name of its list."""
        start = self._peek()
        if not start:
            raise Unreadable("the document is empty")
        if start not in "[{":
            raise Unreadable("the document is a web page, not a feed" if start == "<" else "not a JSON document")
        if start == "[":
            yield from self._list("")
        else:
            yield from self._object()
        if self._peek():
            raise Unreadable("not valid JSON: something follows the end")

    def rest(self) -> dict[str, Any]:
        """All of a document whose lists nobody needs one by one."""
        for _ in self.items():
            pass
        return self.fields

    def demand(self, *names: str) -> None:
        """After items(): raises Unreadable when none of the lists was there."""
        if not self.lists & set(names):
            raise Unreadable(f"no list {names[0]!r}" if names[0] else "no list of postings")

    def _object(self) -> Iterator[tuple[str, Any]]:
        self._at += 1
        if self._peek() == "}":
            self._at += 1
            return
        while True:
            name = self._value()
            if not isinstance(name, str) or self._peek() != ":":
                raise Unreadable("not valid JSON: a name is missing")
            self._at += 1
            if len(self.fields) + len(self.lists) > MAX_NAMES:
                raise Unreadable(f"larger than {MAX_NAMES:,} names beside each other")
            if self._peek() == "[":
                yield from self._list(name)
            else:
                self.fields[name] = self._value()
            if self._comes("}"):
                return

    def _list(self, name: str) -> Iterator[tuple[str, Any]]:
        self.lists.add(name)
        self._at += 1
        if self._peek() == "]":
            self._at += 1
            return
        while True:
            value = self._value()
            self.counts[name] += 1
            yield name, value
            if self._comes("]"):
                return

    def _comes(self, end: str) -> bool:
        sign = self._peek()
        self._at += 1
        if sign == end:
            return True
        if sign != ",":
            raise Unreadable("the document breaks off" if not sign else f"not valid JSON: {sign!r} instead of a comma")
        return False

    def _value(self) -> Any:
        self._peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except RecursionError as error:
                raise Unreadable("not valid JSON: nested too deeply") from error
            except ValueError as error:
                if self._is_whole or len(self._text) - self._at > MAX_VALUE:
                    raise Unreadable(f"not valid JSON: {getattr(error, 'msg', 'a value cannot be read')}") from error
            else:
                if end < len(self._text) or self._is_whole:  # else the number may go on
                    source, self._at = self._text[self._at : end], end
                    return _sound(value) if _ODD.search(source) else value
            self._more()

    def _peek(self) -> str:
        while True:
            self._at = _blank(self._text, self._at)
            if self._at < len(self._text):
                return self._text[self._at]
            if self._is_whole:
                return ""
            self._more()

    def _more(self) -> None:
        """Twice as much each time, so that a large value is not tried too often."""
        parts = [self._text[self._at :]]
        wanted = max(1, len(parts[0]))
        while wanted > 0:
            chunk = next(self._chunks, None)
            if chunk is None:
                self._is_whole = True
                break
            parts.append(chunk)
            wanted -= len(chunk)
        self._text, self._at = "".join(parts), 0
        if len(self._text) > LARGE and sum(map(self._text.count, "[{,")) > MAX_PARTS:
            raise Unreadable(f"one value is larger than {MAX_PARTS:,} parts")


def longest_list(document: Document) -> Iterator[Any]:
    """The items of a list, or of the longest list of objects below the top. Raises Unreadable without one."""
    feed, counts = JsonFeed(document), Counter[str]()
    for name, item in feed.walk():
        counts[name] += isinstance(item, dict)
    if feed.lists:
        yield from JsonFeed(document).items(counts.most_common(1)[0][0] if counts else min(feed.lists))
        return
    deeper = [part for value in feed.fields.values() if isinstance(value, dict) for part in value.values()]
    lists = [part for part in deeper if isinstance(part, list)]
    if not lists:
        raise Unreadable("a JSON document without a list")
    yield from max(lists, key=len)
