"""Flat records out of XML, JSON and CSV: {"referencenumber": "12", "title": "…"}, names without case and signs."""

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from listings.importing.document import Document
from listings.importing.job_posting import BadItem, Incomplete, Unreadable

Record = dict[str, str]
_SIGNS = re.compile(r"[^a-z0-9@]+")
_MARKUP_FIELDS = {"description", "content", "body", "jobdescription", "adverttext", "jobadvert", "text", "encoded"}
_PAGE = re.compile(rb"<(?:!doctype html|html[\s>])", re.I)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_ENTITY = re.compile(rb"&(?:(amp|lt|gt|quot|apos);|(?!#?\w{1,10};))")
_KEPT = {b"amp": "\ue000", b"lt": "\ue001", b"gt": "\ue002", b"quot": "\ue003", b"apos": "\ue004"}
_SIGN = str.maketrans("\ue000\ue001\ue002\ue003\ue004", "&<>\"'")
"""libxml2 drops entities once a document has turned out to be broken, so recovery carries them as private characters."""
MAX_FIELD = 300_000


def plain_name(name: str) -> str:
    """ "Job_Description " -> jobdescription, "{ns}Ort" -> ort."""
    return _SIGNS.sub("", name.rpartition("}")[2].rpartition(":")[2].lower().translate(_UMLAUTS))


def checked_xml(document: Document) -> Incomplete | None:
    """Raises Unreadable for what is no whole XML document; says when foreign bytes stand around it."""
    head = document.head(65_536)
    start = head.find(b"<")
    if start < 0:
        raise Unreadable("not an XML document")
    if _PAGE.search(head[:2048]):
        raise Unreadable("the document is a web page, not a feed")
    if b"<!ENTITY" in head:
        raise Unreadable("the document declares entities, which are not accepted")
    root = re.search(rb"<([A-Za-z_][\w:.-]*)[\s/>]", re.sub(rb"<[?!][^>]*>", b"", head))
    if root is None:
        raise Unreadable("not an XML document")
    closing = b"</" + root[1] + b">"
    is_single = re.search(rb"<" + re.escape(root[1]) + rb"[^>]*/>\s*$", document.tail())
    if closing not in re.sub(rb"\s+>", b">", document.tail(65_536)) and not is_single:
        raise Unreadable(f"the document breaks off: </{root[1].decode(errors='replace')}> is missing")
    before = head[:start].removeprefix(b"\xef\xbb\xbf").strip()
    return Incomplete("foreign bytes before the document") if before and b"\x00" not in before else None


def xml_elements(document: Document, names: frozenset[str]) -> Iterator[etree._Element | Incomplete]:
    """Elements with one of these plain names, one at a time and freed behind; a second pass recovers a broken document."""
    doubt = checked_xml(document)
    seen = 0
    if doubt is None:
        try:
            for element in _parsed(document, names, recover=False):
                seen += 1
                yield element
            return
        except etree.XMLSyntaxError as error:
            doubt = Incomplete(f"not well-formed XML: {error.msg}")
    yield doubt
    try:
        for place, element in enumerate(_parsed(document, names, recover=True)):
            if place >= seen:
                yield element
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"not well-formed XML: {error.msg}") from error


def _parsed(document: Document, names: frozenset[str], recover: bool) -> Iterator[etree._Element]:
    stream = document.stream()
    if recover:
        body = document.whole()
        body = body[body.find(b"<") :].replace(b'\\"', b'"')
        stream = io.BytesIO(_ENTITY.sub(lambda found: _KEPT[found[1] or b"amp"].encode(), body))
    parser = etree.iterparse(
        stream,
        events=("end",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=recover,
    )
    for _, element in parser:
        if isinstance(element.tag, str) and plain_name(element.tag) in names:
            if recover:
                _restore(element)
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _restore(element: etree._Element) -> None:
    for part in element.iter():
        if isinstance(part.tag, str):
            part.text, part.tail = part.text and part.text.translate(_SIGN), part.tail and part.tail.translate(_SIGN)


def root_name(document: Document) -> str:
    found = re.search(rb"<([A-Za-z_][\w:.-]*)[\s/>]", re.sub(rb"<[?!][^>]*>", b"", document.head(65_536)))
    return plain_name(found[1].decode(errors="replace")) if found else ""


def record_of(element: etree._Element) -> Record:
    """Children by plain name, nested ones too; the first one of a name that says something wins."""
    record: Record = {f"@{plain_name(name)}": value for name, value in element.attrib.items()}
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name = plain_name(child.tag)
        if name in _MARKUP_FIELDS and len(child) and not _has_record_children(child):
            value = (child.text or "") + "".join(etree.tostring(part, encoding="unicode") for part in child)
        else:
            value = "".join(child.itertext())
            if len(child):
                for inner_name, inner in record_of(child).items():
                    record.setdefault(inner_name, inner)
                if not (child.text or "").strip() and name not in {"location", "offices", "additionaloffices"}:
                    continue
        value = value.strip()[:MAX_FIELD]
        if value and not record.get(name):
            record[name] = value
        elif value and name in {"category", "jobtype", "employmenttype", "location", "office"}:
            record[name] += f", {value}"
    return record


def _has_record_children(element: etree._Element) -> bool:
    known = {"p", "br", "ul", "ol", "li", "div", "b", "strong", "em", "i", "h1", "h2", "h3", "h4", "span", "a", "table"}
    return any(isinstance(part.tag, str) and plain_name(part.tag) not in known for part in element)


def json_value(document: Document) -> Any:
    text = document.text().strip()
    if not text:
        raise Unreadable("the document is empty")
    if text[0] not in "[{":
        raise Unreadable("the document is a web page, not a feed" if text[0] == "<" else "not a JSON document")
    try:
        return json.loads(text, strict=False)
    except (json.JSONDecodeError, RecursionError) as error:
        raise Unreadable(f"not valid JSON: {getattr(error, 'msg', 'nested too deeply')}") from error


def json_records(value: Any) -> Iterator[Record | BadItem]:
    """A list of flat objects, or the longest such list one level below."""
    if isinstance(value, dict):
        lists = [inner for inner in value.values() if isinstance(inner, list)]
        value = max(lists, key=len, default=[])
    for place, item in enumerate(value):
        if not isinstance(item, dict):
            yield BadItem(f"#{place}", "item", "not an object")
            continue
        record: Record = {}
        for name, inner in item.items():
            if isinstance(inner, list):
                inner = "\n".join(f"- {part}" for part in inner if isinstance(part, str | int | float))
            if isinstance(inner, dict):
                for deeper, part in inner.items():
                    if isinstance(part, str | int | float) and not isinstance(part, bool):
                        record.setdefault(plain_name(deeper), str(part))
                continue
            if inner is not None:
                record[plain_name(name)] = str(inner)
        yield record


def csv_records(text: str) -> Iterator[Record | BadItem | Incomplete]:
    """Semicolon, comma, tab or pipe; names in the first row; a row with another number of cells is a bad item."""
    head = text[:20_000]
    first = head.split("\n", 1)[0]
    delimiter = max(";,\t|", key=first.count)
    if first.count(delimiter) == 0:
        raise Unreadable("no table: the first line names no columns")
    csv.field_size_limit(MAX_FIELD)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [plain_name(name) for name in next(rows)]
        for number, row in enumerate(rows, start=2):
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(names):
                yield BadItem(f"line {number}", "row", f"{len(row)} cells instead of {len(names)}")
                continue
            yield dict(zip(names, (cell.strip() for cell in row), strict=True))
    except csv.Error as error:
        yield Incomplete(f"the table breaks off: {error}")
