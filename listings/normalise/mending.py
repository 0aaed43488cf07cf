"""What one click makes of a text with a finding: the words replaced, or the sentence that has them struck out.

`Kundenberater Strom` -> `Kundenberater:in Strom (m/w/d)`; `Dich erwartet ein junges Team.` -> `Dich erwartet ein Team.`;
`Du hilfst. Schick uns deine IBAN.` -> `Du hilfst.`
"""

import re
from dataclasses import dataclass

from listings.normalise.equal_treatment import opened
from listings.normalise.finding import Finding, pieces
from listings.normalise.title import clean_title

_YOUNG = re.compile(r"\bjung\w*,? (?:und )?(?=[a-zäöüßA-ZÄÖÜ-])")
_TONGUE = re.compile(r"\bals muttersprache\b", re.IGNORECASE)
_LEFT_OVER = re.compile(r"\s*[-–|,;:!?*+#~=]+\s*$|^\s*[-–|,;:!?*+#~=]+\s*|\(\s*\)")


_ABOUT_FIELDS = frozenset({"below_minimum_wage", "wage_rise_ahead", "link_trick", "link_shortener", "look_alike_letters",
                           "pay_praised", "hidden_phone"})  # fmt: skip
"""What only its writer can mend, or what a figure mends."""


@dataclass(frozen=True, slots=True)
class Mended:
    text: str
    is_cut: bool = False
    """A whole sentence is gone."""


def mended(found: Finding, text: str) -> Mended | None:
    """The text without the finding; None when no click can do that."""
    if found.words not in text or found.rule in _ABOUT_FIELDS:
        return None
    better, is_cut = _replaced(found, text), False
    if not better:
        better, is_cut = without_sentence(text, found.words), True
    return Mended(better, is_cut) if better and better != text else None


def _replaced(found: Finding, text: str) -> str:
    """With other words in place of those found; empty when the rule knows none."""
    rule, words = found.rule, found.words
    if rule == "gender_one_form":
        return opened(text, words)
    if rule in {"gender_unmarked", "gender_pair"}:
        return f"{text} (m/w/d)"
    if rule in {"title_signs", "title_pay", "title_phone"}:
        return _tidy(text.replace(words, " "))
    instead = ""
    if rule == "gender_two_only":
        instead = "(m/w/d)"
    elif rule == "title_shouts":
        instead = " ".join(word.capitalize() for word in words.split())
    elif rule == "young_team":
        short = _YOUNG.sub("", words)
        instead = "" if short == words or short.islower() else short
    elif rule == "mother_tongue" and _TONGUE.search(words):
        instead = _TONGUE.sub("auf Stufe C1", words)
    elif rule == "minijob_ceiling" and (quoted := re.search(r"„([^“]+)“", found.suggestion)):
        instead = quoted[1]
    return text.replace(words, instead, 1) if instead else ""


def without_sentence(text: str, words: str) -> str:
    """The sentence or list item that holds the words is gone, and with it the line if nothing else stood there."""
    for piece in pieces(text):
        if words in piece and piece in text:
            before, _, behind = text.partition(piece)
            line = before.rpartition("\n")[2]
            rest = behind.partition("\n")[0]
            if not line.strip(" \t-*•–>+") and not rest.strip():
                return (before[: len(before) - len(line)] + behind[len(rest) :].removeprefix("\n")).strip("\n")
            joined = f"{before.rstrip(' ')} {behind.lstrip(' ')}" if before.strip() else behind.lstrip(" ")
            return joined.strip()
    return ""


def _tidy(title: str) -> str:
    for _ in range(3):
        title = _LEFT_OVER.sub(" ", " ".join(title.split())).strip()
    return clean_title(title)
