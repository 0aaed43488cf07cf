"""Text as rules want it: tags and odd blanks gone, cut into lines and sentences, and the words to quote of them.

Reads `<p>Gehalt:&nbsp;2.600&#8239;€</p><ul><li>Früh- und Spätschicht</li></ul>` or Markdown or plain text.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

MAX_CHARACTERS = 60_000
"""Longer advertisements are cut: what matters stands before."""

MAX_SENTENCE = 2_000
"""Nobody writes longer ones; what looks like one is cut, so that no pattern meets a line without end."""
_ANSWER = re.compile(
    r"(?:wäre[n]?|sehr\sgern|gerne?|prima|super|toll|klasse|perfekt|umso\sbesser|das\s(?:freut|wäre|ist|hilft)|ein\s(?:\w+\s)?plus|schön|ideal|kein\s(?:muss|problem)|kein\w?\s(?:voraussetzung|bedingung))\b",
    re.IGNORECASE,
)
"""A reply without a subject of its own belongs to the question: "Grundkenntnisse in Türkisch? Wäre toll."."""
_LONE_QUESTION = 4
"""Blanks a question must have to stand alone: "Homeoffice? Leider nein." is one statement."""
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
_CLOCK_DASH = re.compile(r"(?<=\d)\s?¿\s?(?=\d)")
_BULLETS = re.compile(r"[¿•▪●◦‣⁃∙·✔✓►▶➤→][\s¿•▪●◦‣⁃∙·✔✓►▶➤→]*")
_GLUED_WORD = re.compile(r"(?<=[a-zäöüß]{2})(?=[A-ZÄÖÜ][a-zäöü]{3})")
_GLUED_NUMBER = re.compile(r"(?<=[a-zäöüß]{3})(?=\d)")
_GLUED_UNIT = re.compile(r"(?<=\d)(?=(?:brutto|netto|euro|stunden|tage)\b)", re.IGNORECASE)
_GLUED_CURRENCY = re.compile(r"(?<=€)(?=[A-Za-zäöü])")
_BLANKS = re.compile(r" {2,}")
_ENDS = re.compile(r"\n[\n ]*")
_CONTINUED = re.compile(r"\n(?=:)")
_SENTENCE_END = re.compile(r"(?<=[a-zäöüß)\]%€\d][.!?])[\"“”»]?\s+(?=[A-ZÄÖÜ\"„(])|;\s+|\s\|\s")
_ABBREVIATED = re.compile(
    r"(?:\b(?:[dioupsvz]|ca|mind|min|max|inkl|exkl|zzgl|ggf|bzw|evtl|vgl|bspw|usw|etc|nr|std|mtl|insb|gem|tel|str|mo"
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
    text = _ENDS.sub("\n", _BLANKS.sub(" ", _BLANK.sub(" ", text)))
    text = _MARKS.sub("", text)
    text = _CLOCK_DASH.sub(" - ", text)
    text = _ENDS.sub("\n", _BULLETS.sub("\n", text))
    text = text.replace("_", "/")
    text = _GLUED_WORD.sub(" ", text)
    text = _GLUED_NUMBER.sub(" ", text)
    text = _GLUED_UNIT.sub(" ", text)
    text = _GLUED_CURRENCY.sub(" ", text)
    text = _CONTINUED.sub("", text)
    return _BLANKS.sub(" ", text)


def _sentences(line: str) -> Iterator[str]:
    while len(line) > MAX_SENTENCE:
        cut = line.rfind(" ", 1, MAX_SENTENCE) + 1 or MAX_SENTENCE
        yield from _sentences(line[:cut])
        line = line[cut:]
    start = 0
    for end in _SENTENCE_END.finditer(line):
        before = line[max(start, end.start() - 14) : end.start()]
        if before.endswith(".") and _ABBREVIATED.search(before):
            continue
        if before.endswith("?") and (
            line.count(" ", start, end.start()) < _LONE_QUESTION or _ANSWER.match(line, end.end())
        ):
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


@dataclass(frozen=True, slots=True)
class Line:
    """A segment with its place in the advertisement; the title comes first."""

    place: int
    text: str
    is_title: bool


@dataclass(frozen=True, slots=True)
class _Page:
    lines: tuple[Line, ...]
    lowered: str
    starts: tuple[int, ...]


@lru_cache(maxsize=16)
def _page(title: str, text: str) -> _Page:
    heads = title_segments(title)
    texts = heads + segments(text)
    lowered = [line.lower() for line in texts]
    starts = tuple(accumulate((len(line) + 1 for line in lowered), initial=0))
    lines = tuple(Line(place, line, place < len(heads)) for place, line in enumerate(texts))
    return _Page(lines, "\n".join(lowered), starts)


def lines(title: str, text: str) -> tuple[Line, ...]:
    """Everything the advertisement says, in order."""
    return _page(title, text).lines


class Gate:
    """Lets through the lines that hold one of some stems, so that patterns need not look at all the others.

    Whatever a pattern behind the gate finds must hold one of the stems, in lower case.
    """

    def __init__(self, *stems: str) -> None:
        self._stems = stems

    def lines(self, title: str, text: str) -> list[Line]:
        page = _page(title, text)
        places: set[int] = set()
        for stem in self._stems:
            at = page.lowered.find(stem)
            while at >= 0:
                place = bisect_right(page.starts, at) - 1
                places.add(place)
                at = page.lowered.find(stem, page.starts[place + 1])
        return [page.lines[place] for place in sorted(places)]

    def first(self, pattern: re.Pattern[str], denials: Iterable[re.Pattern[str]], title: str, text: str) -> str:
        """The words where a pattern first holds, what the denials cover left out; empty when it never does."""
        for line in self.lines(title, text):
            if not pattern.search(line.text):
                continue
            bare = line.text
            for denial in denials:
                bare = denial.sub(" ", bare)
            if said := pattern.search(bare):
                return quote(line.text, said[0])
        return ""


QUOTE = 120
"""Characters of an excerpt at most."""


def quote(line: str, phrase: str) -> str:
    """The phrase with the words around it: the whole line when it is short, else cut between words."""
    line = " ".join(line.split())
    if len(line) <= QUOTE:
        return line
    room = QUOTE - 4
    at = max(line.find(" ".join(phrase.split())), 0)
    at = line.rfind(" ", 0, at) + 1
    start = max(0, min(at - (room - min(len(phrase), room)) // 3, len(line) - room))
    if start:
        start = line.find(" ", start - 1, at) + 1 or at
    end = min(len(line), start + room)
    if end < len(line):
        cut = line.rfind(" ", start + 1, end + 1)
        end = cut if cut > 0 else end
    return ("… " if start else "") + line[start:end].strip(" ,;") + (" …" if end < len(line) else "")
