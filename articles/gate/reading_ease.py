"""How easy German text reads: Flesch's formula in Amstad's version for German, 180 - words a sentence - 58.5 x syllables a word.

"Du hörst zu. Dann hilfst du." is above 90, a decree below 30, a good newspaper around 50.
"""

import re
from collections.abc import Iterable

BASE, SYLLABLE_WEIGHT = 180, 58.5
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ABBREVIATION = re.compile(r"\b(?:z|B|d|h|u|a|ca|bzw|usw|inkl|ggf|Std|Nr|Abs|St|Dr|rd|max|min|o|Ä|evtl|Str)\.(?=\s|\w)")
_ORDINAL = re.compile(r"(?<=\d)\.(?=\s+(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|[a-zäöü]))")
_END = re.compile(r"[.!?…:;]+(?:[\"“”»«)]*)(?=\s|$)")
_NUCLEUS = re.compile(r"aa|ee|oo|ai|ei|au|äu|eu|ie|oi|ui(?=$)|ou|ey|ay|[aeiouäöüy]")
"""One syllable each; "ie" counts as one, as it does in most words."""


def reading_ease(paragraphs: Iterable[str]) -> float | None:
    """From about 0 (very hard) to 100 (very easy); None without words. The end of a paragraph ends a sentence."""
    words = syllables = sentences = 0
    for paragraph in paragraphs:
        text = _ORDINAL.sub("", _ABBREVIATION.sub(lambda found: found.group()[:-1], paragraph))
        for sentence in _END.split(text):
            found = _WORD.findall(sentence)
            if found:
                sentences += 1
                words += len(found)
                syllables += sum(map(count_syllables, found))
    if not words:
        return None
    return BASE - words / sentences - SYLLABLE_WEIGHT * syllables / words


def count_syllables(word: str) -> int:
    """By the vowels that are heard as one; at least one."""
    return max(1, len(_NUCLEUS.findall(word.lower())))
