"""schema.org nodes out of pages and JSON: JSON-LD with all its dirt, microdata, RDFa, feeds that wrap postings."""

import html
import re
from collections.abc import Callable, Iterator
from typing import Any

import extruct
import lxml.html

from listings.importing.document import MAX_WHOLE_BYTES, Document
from listings.importing.job_posting import Reserved, Unreadable
from listings.importing.json_feed import JsonFeed, loads

Node = dict[str, Any]
MAX_DEPTH = 12
_SCRIPT, _SCRIPT_END = re.compile(r"<script([^<>]{0,1000})>", re.I), re.compile("</script", re.I)
_OPENING = re.compile(r"^\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?)")
_CLOSING = re.compile(r"(?:(?://|/\*)?\s*\]\]>\s*(?:\*/)?|-->|;)\s*$")
_WRAPPING = 200
"""Characters at each end in which scripts are wrapped."""
_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?+'
"""One without end goes on to the end of the text, so that no text is read twice."""
_TOKEN = re.compile(_STRING + r"|//[^\n]*|/\*.*?(?:\*/|\Z)", re.S)
_TRAILING = re.compile(rf"({_STRING})|,(?=\s*[}}\]])", re.S)
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})')
_NO_COMMA = re.compile(r'(?<=["}\]\d])(\s++)(?=["{])')
_RESERVED = re.compile(
    r"<meta(?=[^>]{0,300}name\s*=\s*[\"']?tdm-reservation)(?=[^>]{0,300}content\s*=\s*[\"']?1\b)", re.I
)
_RDFA = re.compile(r"typeof\s*=\s*[\"']?(?:https?://schema\.org/|schema:)?JobPosting", re.I)
_SKIPPED = frozenset({"hiringOrganization", "jobLocation", "baseSalary", "employmentUnit", "_jobposting"})


def nodes(document: Document) -> Callable[[], Iterator[Node]]:
    """All nodes, as often as asked. Large JSON is walked through again each time. Raises Unreadable."""
    if document.size > MAX_WHOLE_BYTES and document.head(200).lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in {b"{", b"["}:
        return lambda: _of_large(document)
    found = list(_of_text(document.text().strip(), document.url))
    return lambda: iter(found)


def types_of(node: Node) -> set[str]:
    raw = node.get("@type") or node.get("type") or []
    return {re.split(r"[/:#]", str(name))[-1] for name in (raw if isinstance(raw, list) else [raw])}


def is_posting(node: Node) -> bool:
    return "JobPosting" in types_of(node)


def _of_large(document: Document) -> Iterator[Node]:
    feed = JsonFeed(document)
    for _, item in feed.walk():
        yield from _walk(item)
    yield from _walk(feed.fields)


def _of_text(text: str, url: str) -> Iterator[Node]:
    if text[:1] in {"{", "["}:
        try:
            yield from _walk(loads(text))
        except ValueError as error:
            raise Unreadable(f"not valid JSON: {getattr(error, 'msg', error)}") from error
        return
    if "<" not in text:
        raise Unreadable("neither HTML nor JSON")
    if _RESERVED.search(text):
        raise Reserved("the page reserves the right to text and data mining")
    is_any = False
    for script in _scripts(text):
        for node in _walk(_dirty(script)):
            is_any = is_any or is_posting(node)
            yield node
    if is_any:
        return
    if _RDFA.search(text):
        text = _as_microdata(text)
    if not re.search(r"itemtype\s*=\s*[\"']?https?://schema\.org/JobPosting", text, re.I):
        return
    try:
        found = extruct.extract(text, base_url=url or None, syntaxes=["microdata"], errors="ignore", uniform=True)
    except Exception as error:  # the library raises what its parsers raise
        raise Unreadable(f"the page cannot be parsed: {type(error).__name__}") from error
    yield from _walk(found.get("microdata", []))


def _scripts(text: str) -> Iterator[str]:
    """What stands inside scripts of JSON-LD; each sign is looked at once."""
    place = 0
    while start := _SCRIPT.search(text, place):
        place = start.end()
        if "application/ld+json" not in start[1].lower():
            continue
        if not (end := _SCRIPT_END.search(text, place)):
            return
        yield text[place : end.start()]
        place = end.end()


def _unwrapped(script: str) -> str:
    text = script.strip()
    text = (_OPENING.sub("", text[:_WRAPPING]) + text[_WRAPPING:]).rstrip()
    cut = max(0, len(text) - _WRAPPING)
    return (text[:cut] + _CLOSING.sub("", text[cut:])).strip()


def _dirty(script: str) -> Any:
    """JSON as pages write it: in comments, with comments, with commas too many or too few, with odd escapes, escaped."""
    text = _unwrapped(_unwrapped(script))
    if "&quot;" in text and '"' not in text:
        text = html.unescape(text)
    for mend in (
        lambda text: text,
        lambda text: _TRAILING.sub(r"\1", _TOKEN.sub(lambda found: found[0] if found[0][0] == '"' else " ", text)),
        lambda text: _BAD_ESCAPE.sub(r"\\\\", text),
        lambda text: _NO_COMMA.sub(lambda found: "," * ("\n" in found[1]) + found[1], text),
    ):
        text = mend(text)
        try:
            return loads(text)
        except ValueError:
            continue
    return None  # one broken block must not hide the others


def _as_microdata(text: str) -> str:
    """RDFa Lite says the same with other attributes."""
    try:
        tree = lxml.html.document_fromstring(text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (lxml.etree.LxmlError, ValueError) as error:
        raise Unreadable("the page cannot be parsed") from error
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if kind := element.get("typeof"):
            element.set("itemscope", "")
            element.set(
                "itemtype", f"https://schema.org/{re.split(r'[/:#]', kind.split()[0])[-1]}" if kind.split() else ""
            )
        if name := element.get("property"):
            element.set("itemprop", re.split(r"[/:#]", name)[-1])
    return str(lxml.html.tostring(tree, encoding="unicode"))


def _walk(value: Any, depth: int = 0) -> Iterator[Node]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        if isinstance(value.get("properties"), dict) and "type" in value:
            value = _flat(value)
        if isinstance(
            posting := value.get("_jobposting"), dict
        ):  # JSON Feed: the item says what the posting leaves out
            outer = {"url": value.get("url"), "description": value.get("content_html") or value.get("content_text"),
                     "datePosted": value.get("date_published"), "@type": "JobPosting"}  # fmt: skip
            yield outer | {name: part for name, part in posting.items() if part not in (None, "")}
        yield value
        for key, inner in value.items():
            if key not in _SKIPPED and isinstance(inner, dict | list):
                yield from _walk(inner, depth + 1)


def _flat(value: Any, depth: int = 0) -> Any:
    """{"type": …, "properties": {…}}, as some extractors write microdata."""
    if depth > MAX_DEPTH:
        return None
    if isinstance(value, list):
        return [_flat(part, depth + 1) for part in value]
    if isinstance(value, dict) and isinstance(value.get("properties"), dict):
        inner = {name: _flat(part, depth + 1) for name, part in value["properties"].items()}
        return {"@type": value.get("type"), **inner}
    return value
