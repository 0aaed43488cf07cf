"""Text as rules want it: tags and odd blanks gone, cut into lines and sentences.

Reads `<p>Gehalt:&nbsp;2.600&#8239;€</p><ul><li>Früh- und Spätschicht</li></ul>` or Markdown or plain text.
"""

import html
import re
from collections.abc import Iterator
from functools import lru_cache

MAX_CHARACTERS = 60_000
"""Longer advertisements are cut: what matters stands before."""

_DROPPED = re.compile(r"<(?:script|style)\b[^<>]{0,500}>[^<]*</(?:script|style)\s*>", re.IGNORECASE)
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|table|section|article|header|footer|dd|dt|dl|td|th|hr"
    r"|blockquote)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ufe0f]")
_BLANK = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000\t\r\f\v]+")
_HYPHEN = re.compile("[\u2010\u2011\u2012\u2013\u2014\u2015\u2212]")
_MARKS = re.compile(r"\*\*|__|^#{1,6}\s+|\*{1,3}(?=\s|$)", re.MULTILINE)
_CLOCK_DASH = re.compile(r"(?<=\d)\s*¿\s*(?=\d)")
_BULLET = re.compile(r"\s*[¿•▪●◦‣⁃∙·✔✓►▶➤→]\s*")
_GLUED_WORD = re.compile(r"(?<=[a-zäöüß]{2})(?=[A-ZÄÖÜ][a-zäöü]{3})")
_GLUED_NUMBER = re.compile(r"(?<=[a-zäöüß]{3})(?=\d)")
_GLUED_UNIT = re.compile(r"(?<=\d)(?=(?:brutto|netto|euro|stunden|tage)\b)", re.IGNORECASE)
_GLUED_CURRENCY = re.compile(r"(?<=€)(?=[A-Za-zäöü])")
_BLANKS = re.compile(r" {2,}")
_CONTINUED = re.compile(r"\n+\s*(?=:)")
_SENTENCE_END = re.compile(r"(?<=[a-zäöüß)\]%€\d][.!?])[\"“”»]?\s+(?=[A-ZÄÖÜ\"„(])|;\s+|\s\|\s")
_ABBREVIATED = re.compile(
    r"(?:\b(?:ca|mind|min|max|inkl|exkl|zzgl|ggf|bzw|evtl|vgl|bspw|usw|etc|nr|std|mtl|insb|gem|tel|str|mo"
    r"|di|mi|do|fr|sa|so|"
    r"mon|wö|tgl|jährl|monatl|br|dr|co|z\.\s?b|u\.\s?a|d\.\s?h|o\.\s?ä|i\.\s?d\.\s?r|p\.\s?a|p\.\s?m|mrd"
    r"|mio|tsd|abs)|"
    r"(?:^|[\s(])\d{1,2})\.$",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def tidy(text: str) -> str:
    """One plain text with `\\n` between blocks, single blanks, `-` for every dash and no invisible characters."""
    text = text[:MAX_CHARACTERS]
    if "<" in text or "&" in text:
        text = html.unescape(text)
        if "&" in text:
            text = html.unescape(text)
        text = _DROPPED.sub(" ", text)
        text = _BLOCK_TAG.sub("\n", text)
        text = _TAG.sub("", text)
    text = _INVISIBLE.sub("", text)
    text = _HYPHEN.sub("-", text)
    text = _BLANK.sub(" ", text)
    text = _MARKS.sub("", text)
    text = _CLOCK_DASH.sub(" - ", text)
    text = _BULLET.sub("\n", text)
    text = text.replace("_", "/")
    text = _GLUED_WORD.sub(" ", text)
    text = _GLUED_NUMBER.sub(" ", text)
    text = _GLUED_UNIT.sub(" ", text)
    text = _GLUED_CURRENCY.sub(" ", text)
    text = _CONTINUED.sub("", text)
    return _BLANKS.sub(" ", text)


def _sentences(line: str) -> Iterator[str]:
    start = 0
    for end in _SENTENCE_END.finditer(line):
        before = line[max(start, end.start() - 14) : end.start()]
        if before.endswith(".") and _ABBREVIATED.search(before):
            continue
        yield line[start : end.start()].strip()
        start = end.end()
    yield line[start:].strip()


@lru_cache(maxsize=64)
def segments(text: str) -> tuple[str, ...]:
    """The sentences and list items of an advertisement, in order, none empty."""
    found: list[str] = []
    for line in tidy(text).split("\n"):
        line = line.strip().lstrip("-*+>").strip()
        if line:
            found.extend(piece for piece in _sentences(line) if piece)
    return tuple(found)


def literal_segments(text: str) -> Iterator[str]:
    """As segments(), of plain text and letter for letter: for rules that quote what they found."""
    for line in text.split("\n"):
        line = line.strip().lstrip("-*+>").strip()
        if line:
            yield from (piece for piece in _sentences(line) if piece)


def title_segments(title: str) -> tuple[str, ...]:
    """A title is one segment: its dashes and bars separate parts, not sentences."""
    line = " ".join(tidy(title).split())
    return (line,) if line else ()
