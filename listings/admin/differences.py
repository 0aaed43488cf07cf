"""Two texts as one, with the words marked that went and that came: "Kundenberater <del>Strom</del><ins>Gas</ins>"."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from listings.normalise import markup

MAX_PRODUCT = 4_000_000
"""Words of one times words of the other: beyond that lines are compared, and words only within those that changed until as
much is compared, so that no text keeps a page waiting."""
_WORDS = re.compile(r"\s+|\d+(?:[.,:]\d+)+|\w+|[^\w\s]")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_GONE = '<del><span class="visually-hidden">weg: </span>{}</del>'
_CAME = '<ins><span class="visually-hidden">neu: </span>{}</ins>'


def marked(before: str, after: str, name: str = "") -> SafeString:
    """Everything escaped. Of markup the words, unless only the markup changed."""
    if name.endswith("_html"):
        words = markup.plain_text(before), markup.plain_text(after)
        before, after = words if words[0] != words[1] else (before, after)
    return format_html_join("", "{}", ((part,) for part in _parts(before, after))) or SafeString("–")


def _parts(before: str, after: str) -> Iterator[str]:
    for same, gone, came in _pieces(before, after):
        if same:
            yield same
        if gone:
            yield format_html(_GONE, gone)
        if came:
            yield format_html(_CAME, came)


def _pieces(before: str, after: str) -> Iterator[tuple[str, str, str]]:
    """(the same, gone, came) from the beginning to the end."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) * len(new) > MAX_PRODUCT:
        yield from _by_line(_LINES.findall(before), _LINES.findall(after))
    else:
        yield from _by_word(old, new)


def _by_line(old: list[str], new: list[str]) -> Iterator[tuple[str, str, str]]:
    if len(old) * len(new) > MAX_PRODUCT:
        yield "", "".join(old), "".join(new)
        return
    left = MAX_PRODUCT
    for kind, start, end, begin, stop in SequenceMatcher(None, old, new).get_opcodes():
        gone, came = "".join(old[start:end]), "".join(new[begin:stop])
        if kind == "equal":
            yield gone, "", ""
            continue
        words = _WORDS.findall(gone), _WORDS.findall(came)
        left -= (cost := len(words[0]) * len(words[1]))
        if cost and left >= 0:
            yield from _by_word(*words)
        else:
            yield "", gone, came


def _by_word(old: list[str], new: list[str]) -> Iterator[tuple[str, str, str]]:
    gone = came = ""
    for kind, start, end, begin, stop in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            same = "".join(old[start:end])
            if same.isspace() and len(same) < 3 and (gone or came):
                gone, came = gone + same, came + same  # a blank between two changed words belongs to both
                continue
            if gone or came:
                yield "", gone, came
            gone = came = ""
            yield same, "", ""
        else:
            gone, came = gone + "".join(old[start:end]), came + "".join(new[begin:stop])
    if gone or came:
        yield "", gone, came
