"""Flat records out of XML, JSON and CSV: {"referencenumber": "12", "title": "…"}, names without case and signs."""

import csv
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from listings.importing.document import Document
from listings.importing.job_posting import BadItem, Incomplete, Unreadable

Record = dict[str, str]
_SIGNS = re.compile(r"[^a-z0-9@]+")
_MARKUP_FIELDS = {"description", "content", "body", "jobdescription", "adverttext", "jobadvert", "text", "encoded"}
_MARKUP = frozenset(
    {"p", "br", "ul", "ol", "li", "div", "b", "strong", "em", "i", "u", "h1", "h2", "h3", "h4", "span", "a", "table"}
)
_REPEATED = frozenset({"category", "jobtype", "employmenttype", "location", "office", "jobfunction", "industry"})
_WHOLE = frozenset({"location", "offices", "additionaloffices"})
_ASIDE = frozenset(
    {"contact", "company", "employer", "hiringorg", "organization", "organisation", "publisher", "recruiter", "advertiser",
     "kontakt", "ansprechpartner", "firma", "arbeitgeber", "application", "howtoapply", "document", "documents",
     "attachment", "image", "logo", "media", "customquestions", "indeedapplydata"}
)  # fmt: skip
"""Parts of a record that have names, addresses and ids of their own, which are not the job's."""
_ASIDE_KEPT = frozenset({"hiringorgname", "companyname", "applyurl", "applicationurl", "internetwebaddress"})
_NOT_RAISED = frozenset({"name", "value", "@id", "@type"})
POSTCODE = ("postalcode", "zipcode", "zip", "plz", "postleitzahl", "postcode")
CITY = ("city", "ort", "stadt", "town", "municipality")
COUNTRY = ("country", "land", "countrycode", "countrycodeiso")
FURTHER = "furtherplaces"
"""Lines of places beside the first."""
_PAGE = re.compile(rb"<(?:!doctype html|html[\s>])", re.I)
_ROOT = re.compile(rb"<([A-Za-z_][\w:.-]*)[\s/>]")
_DECLARED_ROOT = re.compile(
    rb"<\?xml[^>]{0,200}\?>\s*(?:<!--.{0,2000}?-->\s*)*(?:<!DOCTYPE[^>]{0,500}>\s*)?<[A-Za-z_]", re.S
)
_DECLARED_ENCODING = re.compile(rb"<\?xml[^>]{0,150}encoding=\\?[\"']([\w.-]{1,30})", re.I)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_ENTITY = re.compile(r"&(?:(amp|lt|gt|quot|apos);|(?!#?\w{1,10};))")
_KEPT = {"amp": "\ue000", "lt": "\ue001", "gt": "\ue002", "quot": "\ue003", "apos": "\ue004"}
_SIGN = str.maketrans("\ue000\ue001\ue002\ue003\ue004", "&<>\"'")
"""libxml2 drops entities once a document has turned out to be broken, so recovery carries them as private characters."""
MAX_FIELD = 300_000
MAX_RECORD_ELEMENTS = 50_000
"""A document that holds no record among so many elements is no feed; without a limit it would grow in memory."""
MAX_NAMES, MAX_DEPTH = 2_000, 10
"""Of one record. Each level doubles the names of what stands below it: thirty levels would make a billion."""


def plain_name(name: str) -> str:
    """ "Job_Description " -> jobdescription, "{ns}Ort" -> ort."""
    return _SIGNS.sub("", name.rpartition("}")[2].rpartition(":")[2].lower().translate(_UMLAUTS))


def _start(head: bytes) -> int:
    """Where the XML begins, also below prose that has tags of its own. -1: nowhere."""
    first = head.find(b"<")
    if first > 0 and head[:first].removeprefix(b"\xef\xbb\xbf").strip() and (found := _DECLARED_ROOT.search(head)):
        return found.start()
    return first


def _root(head: bytes) -> str:
    found = _ROOT.search(re.sub(rb"<[?!][^>]*>", b"", head[max(0, _start(head)) :]))
    return found[1].decode(errors="replace") if found else ""


def root_name(document: Document) -> str:
    return plain_name(_root(_plain_head(document)))


def _plain_head(document: Document) -> bytes:
    head = document.head(65_536)
    return head.replace(b"\x00", b"") if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else head


def checked_xml(document: Document) -> Incomplete | None:
    """Raises Unreadable for what is no whole XML document; says when foreign bytes stand around it."""
    head = _plain_head(document)
    start = _start(head)
    if start < 0:
        raise Unreadable("not an XML document")
    if _PAGE.search(head[:2048]):
        raise Unreadable("the document is a web page, not a feed")
    if b"<!ENTITY" in head:
        raise Unreadable("the document declares entities, which are not accepted")
    root = _root(head).encode()
    if not root:
        raise Unreadable("not an XML document")
    tail = document.tail(65_536).replace(b"\x00", b"")
    is_single = re.search(rb"<" + re.escape(root) + rb"[^>]*/>\s*$", tail)
    if b"</" + root + b">" not in re.sub(rb"\s+>", b">", tail) and not is_single:
        raise Unreadable(f"the document breaks off: </{root.decode(errors='replace')}> is missing")
    before = head[:start].removeprefix(b"\xef\xbb\xbf").strip(b" \t\r\n\xff\xfe")
    return Incomplete("foreign bytes before the document") if before else None


def xml_elements(document: Document, names: frozenset[str]) -> Iterator[etree._Element | Incomplete]:
    """Elements with one of these plain names, one at a time and freed behind; a second pass recovers a broken document.

    Of such elements inside each other the outermost below the root counts.
    """
    doubt = checked_xml(document)
    seen = 0
    if doubt is None:
        try:
            for element in _parsed(_as_declared(document), names, recover=False):
                seen += 1
                yield element
            return
        except etree.XMLSyntaxError as error:
            doubt = Incomplete(f"not well-formed XML: {error.msg}")
    yield doubt
    try:
        for place, element in enumerate(_parsed(_mended(document), names, recover=True)):
            if place >= seen:
                yield element
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"not well-formed XML: {error.msg}") from error


def _as_declared(document: Document) -> Document:
    """As UTF-8 when it claims to be that and is not."""
    head = document.head(1024)
    declared = _DECLARED_ENCODING.search(head)
    if document.encoding != "windows-1252" or (declared and declared[1].lower() not in {b"utf-8", b"utf8"}):
        return document
    return _kept(document.text_chunks())


def _mended(document: Document) -> Document:
    """From the first tag on, with loose ampersands and escaped quotes in the declaration put right."""
    declared = _DECLARED_ENCODING.search(document.head(1024))
    start = max(0, _start(document.head(65_536)))
    if document.encoding == "utf-16":
        start = 0
    if declared and document.encoding == "windows-1252" and declared[1].lower() not in {b"utf-8", b"utf8"}:
        decode = lambda chunk: chunk.decode(_codec(declared[1]), "replace")  # noqa: E731
        texts: Iterable[str] = map(decode, document.chunks(start))
    else:
        texts = document.text_chunks(start)
    return _kept(_marked(texts))


def _codec(name: bytes) -> str:
    lowered = name.decode().lower()
    return lowered if re.fullmatch(r"iso-8859-(?:[2-9]|1\d)|windows-125\d|koi8-[ru]", lowered) else "windows-1252"


def _marked(texts: Iterable[str]) -> Iterator[str]:
    """Entities that a chunk ends within wait for the next one."""
    rest, is_first = "", True
    for text in texts:
        text = rest + text
        if is_first and text:
            text, is_first = _without_declaration(text), False
        cut = text.rfind("&", max(0, len(text) - 12))
        text, rest = (text[:cut], text[cut:]) if cut >= 0 else (text, "")
        yield _ENTITY.sub(lambda found: _KEPT[found[1] or "amp"], text)
    yield _ENTITY.sub(lambda found: _KEPT[found[1] or "amp"], rest)


def _without_declaration(text: str) -> str:
    """Its encoding no longer holds, and some are written version=\\"1.0\\"."""
    return re.sub(r"^\s*<\?xml[^>]{0,300}\?>", "", text)


def _kept(texts: Iterable[str]) -> Document:
    target = Document.to_fill("")
    for text in texts:
        target.append(text.encode("utf-8", "replace"))
    return target


def _parsed(document: Document, names: frozenset[str], recover: bool) -> Iterator[etree._Element]:
    parser = etree.iterparse(
        document.stream(),
        events=("end",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=recover,
    )
    idle = 0
    is_any = False
    for _, element in parser:
        idle += 1
        if idle > MAX_RECORD_ELEMENTS:
            raise Unreadable(f"{MAX_RECORD_ELEMENTS:,} elements without a record")
        if not isinstance(element.tag, str) or plain_name(element.tag) not in names:
            continue
        parent = element.getparent()
        if (parent is None and is_any) or any(_is_record(part, names) for part in element.iterancestors()):
            continue
        if recover:
            _restore(element)
        yield element
        idle, is_any = 0, True
        element.clear()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def _is_record(element: etree._Element, names: frozenset[str]) -> bool:
    return element.getparent() is not None and isinstance(element.tag, str) and plain_name(element.tag) in names


def _restore(element: etree._Element) -> None:
    for part in element.iter():
        if isinstance(part.tag, str):
            part.text, part.tail = part.text and part.text.translate(_SIGN), part.tail and part.tail.translate(_SIGN)
            for name, value in part.attrib.items():
                part.set(name, value.translate(_SIGN))


def plainly_named(element: etree._Element) -> etree._Element:
    """The same element with the plain names of all below it, whatever their case and namespace."""
    for part in element.iter():
        if isinstance(part.tag, str):
            name = plain_name(part.tag)
            part.tag = name if name[:1].isalpha() else f"x{name.replace('@', '')}"
    return element


def record_of(element: etree._Element, depth: int = 0) -> Record:
    """Children by plain name; the first one of a name that says something wins.

    Nested ones stand there by their own name and by both: <salary><min> is "min" and "salarymin". Below MAX_DEPTH they
    are text only, and beyond MAX_NAMES the rest is left out.
    """
    record: Record = {f"@{plain_name(name)}": value for name, value in element.attrib.items()}
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name = plain_name(child.tag)
        if len(child) and (name in _MARKUP_FIELDS or _is_markup(child)) and not _has_record_children(child):
            value = (child.text or "") + "".join(etree.tostring(part, encoding="unicode") for part in child)
        else:
            value = "".join(child.itertext())
            if len(child) and depth < MAX_DEPTH:
                _merge(record, name, record_of(child, depth + 1))
                if not (child.text or "").strip() and name not in _WHOLE:
                    continue
        value = value.strip()[:MAX_FIELD]
        if value and not record.get(name) and len(record) < MAX_NAMES:
            record[name] = value
        elif value and name in _REPEATED and len(record.get(name, "")) < MAX_FIELD:
            record[name] = f"{record[name]}, {value}" if name in record else value
    return record


def _merge(record: Record, name: str, inner: Record) -> None:
    if {"name", "value"} >= set(inner) - {"@type"} and inner.get("name") and inner.get("value"):
        record.setdefault(plain_name(inner["name"]), inner["value"])  # <field><name>Tasks</name><value>…
        return
    if said := inner.get("name"):
        record.setdefault(name, said)
    place = place_line(inner)
    is_aside = name in _ASIDE
    if place and not is_aside and place_line(record):
        record[FURTHER] = "\n".join(filter(None, (record.get(FURTHER), place, inner.get(FURTHER))))
        inner = {key: value for key, value in inner.items() if key not in {*POSTCODE, *CITY, *COUNTRY, FURTHER}}
    for key, value in inner.items():
        if len(record) >= MAX_NAMES:
            return
        record.setdefault(name + key, value)
        if key not in _NOT_RAISED and (not is_aside or key in _ASIDE_KEPT):
            record.setdefault(key, value)


def place_line(record: Record) -> str:
    """ "58095 Hagen, Deutschland"; empty without a town or postcode."""
    first = lambda names: next((record[name] for name in names if record.get(name)), "")  # noqa: E731
    town = f"{first(POSTCODE)} {first(CITY)}".strip()
    return ", ".join(filter(None, (town, first(COUNTRY)))) if town else ""


def _is_markup(element: etree._Element) -> bool:
    return all(isinstance(part.tag, str) and plain_name(part.tag) in _MARKUP for part in element)


def _has_record_children(element: etree._Element) -> bool:
    return any(isinstance(part.tag, str) and plain_name(part.tag) not in _MARKUP for part in element)


def json_records(items: Iterable[Any]) -> Iterator[Record | BadItem]:
    """Flat records of objects; lists inside become lines, objects inside are raised by one level."""
    for place, item in enumerate(items):
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
                        record.setdefault(plain_name(deeper), str(part)[:MAX_FIELD])
                        record.setdefault(plain_name(name) + plain_name(deeper), str(part)[:MAX_FIELD])
                continue
            if inner is not None and (inner != "" or plain_name(name) not in record):
                record[plain_name(name)] = str(inner)[:MAX_FIELD]
        yield record


def csv_records(lines: Iterator[str]) -> Iterator[Record | BadItem | Incomplete]:
    """Semicolon, comma, tab or pipe; names in the first row; a row with another number of cells is a bad item."""
    first = next((line for line in lines if line.strip()), "")
    if found := re.fullmatch(r"sep=(.)\s*", first, re.I):  # a hint for spreadsheets
        first = next(lines, "")
    delimiter = found[1] if found else max(";,\t|", key=first.count)
    if first.count(delimiter) == 0:
        raise Unreadable("no table: the first line names no columns")
    csv.field_size_limit(MAX_FIELD)
    rows = csv.reader(_chain(first, lines), delimiter=delimiter)
    try:
        names = [plain_name(name) for name in next(rows)]
        for number, row in enumerate(rows, start=2):
            if not any(cell.strip() for cell in row):
                continue
            while len(row) > len(names) and not row[-1].strip():
                row.pop()
            if len(row) != len(names):
                yield BadItem(f"line {number}", "row", f"{len(row)} cells instead of {len(names)}")
                continue
            yield dict(zip(names, (cell.strip() for cell in row), strict=True))
    except csv.Error as error:
        yield Incomplete(f"the table breaks off: {error}")


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest
