"""A sentence without its figure makes no sense: all of it gives way to a neutral one.

"Viele fangen klein an. Die Mitte liegt bei {{fakt gehalt-mitte}}, sagen die Anzeigen. Frag nach." keeps the first and the
last sentence.
"""

import re
from collections.abc import Callable

from markdown_it.token import Token

_END = re.compile(r"[.!?][\"“”)]*(?:\s+(?=[A-ZÄÖÜ0-9„\"(])|\s*$)")
_ABBREVIATIONS = frozenset({"abs", "bzw", "ca", "dr", "etc", "evtl", "ggf", "inkl", "insg", "max", "min", "mind", "nr",
                            "sog", "st", "str", "std", "usw", "vgl", "zzgl"})  # fmt: skip
_BREAKS = ("softbreak", "hardbreak")


def without(children: list[Token], missing: Callable[[Token], str]) -> list[Token]:
    """`missing` says what stands instead of the sentence of a token; empty for tokens that stay."""
    kept: list[Token] = []
    last = ""
    for sentence in _sentences(children):
        said = next((words for token in sentence if (words := missing(token))), "")
        if not said:
            kept += sentence
        elif said != last:
            kept.append(_text(said + " "))
        last = said
    if kept and last:
        kept[-1] = _text(kept[-1].content.rstrip(), kept[-1].level) if kept[-1].type == "text" else kept[-1]
    return kept


def _sentences(children: list[Token]) -> list[list[Token]]:
    """Ends count only in plain text, so that strong words and links stay whole."""
    found: list[list[Token]] = []
    now: list[Token] = []
    for token, following in zip(children, [*children[1:], None], strict=True):
        if token.type == "text" and token.level == 0:
            is_before_break = following is None or following.type in _BREAKS
            for piece, is_end in _pieces(token.content):
                now.append(_text(piece))
                if is_end and not (is_before_break and piece == piece.rstrip() and following):
                    found.append(now)
                    now = []
        else:
            now.append(token)
            is_end = token.type == "hardbreak" or token.type == "softbreak" and len(now) > 1 and _is_over(now[-2])
            if is_end and token.level == 0:
                found.append(now)
                now = []
    return [*found, now] if now else found


def _pieces(text: str) -> list[tuple[str, bool]]:
    """Each with whether a sentence ends with it. An end right before another token needs a blank to be one."""
    found, start = [], 0
    for match in _END.finditer(text):
        if _ends(text[: match.start() + 1]):
            found.append((text[start : match.end()], True))
            start = match.end()
    return [*found, (text[start:], False)] if text[start:] else found


def _ends(before: str) -> bool:
    if before[-1] != ".":
        return True
    word = re.search(r"([^\W_]+)\.$", before)
    if word is None:
        return True
    said = word[1].lower()
    return said not in _ABBREVIATIONS and len(said) > 1 and not (said.isdigit() and len(said) < 3)


def _is_over(token: Token) -> bool:
    return token.type == "text" and bool(re.search(r"[.!?][\"“”)]*$", token.content)) and _ends(token.content)


def _text(content: str, level: int = 0) -> Token:
    return Token("text", "", 0, content=content, level=level)
