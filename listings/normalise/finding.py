"""What a plain-language check says, and how a rule looks for it: a stem, words around it, words that clear it.

A rule reads sentence by sentence. Its stems are plain lower-case strings, so that most rules cost one `in` a text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field

from listings.normalise.segments import MAX_CHARACTERS, literal_segments
from listings.vocabulary import FindingLevel

MAX_SENTENCE = 800
"""Longer sentences are read in pieces: no pattern meets more than this at once."""
MAX_WORDS = 160
_GERMAN = re.compile(r"\b(?:und|die|der|das|wir|mit|für|nicht|ein|eine|du|dich|sie|ist|bei|zum|zur)\b")
_IDLE = re.compile(
    r"nicht nur|nicht zöger\w*|zöger\w* nicht|nicht vergessen|vergiss nicht|nicht lange|keine?r? (?:sorge|angst|problem"
    r"|scheu)|(?:kein\w*|ohne) (?:\w+ ){0,2}(?:vor)?(?:kenntnis\w*|erfahrung\w*|ausbildung|lebenslauf|anschreiben|gespräch"
    r"|interview|risiko)",
)
"""Negations that deny nothing of what follows."""
_DENIED = re.compile(r"\b(?:nie|niemals|nicht|kein\w{0,2}|weder|verzicht\w*|ohne)\b")
_WARNS = re.compile(
    r"vorsicht|betrug|betrüg|\bwarn|seriös|abzock|phishing|\bfake|masche|misstrau|schütz\w* (?:dich|sie)"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, in German for people: what stands there, why it matters, what to write instead."""

    rule: str
    level: FindingLevel
    words: str
    """Notice for letter as in the title, the text or the field."""
    reason: str
    suggestion: str

    def as_dict(self) -> dict[str, str]:
        return {name: str(value) for name, value in asdict(self).items()}


def pieces(text: str) -> Iterator[str]:
    """Sentences and list items as they stand; very long ones cut at a blank."""
    for sentence in literal_segments(text[:MAX_CHARACTERS]):
        while len(sentence) > MAX_SENTENCE:
            cut = sentence.rfind(" ", MAX_SENTENCE // 2, MAX_SENTENCE)
            cut = cut if cut > 0 else MAX_SENTENCE
            yield sentence[:cut]
            sentence = sentence[cut:].strip()
        if sentence:
            yield sentence


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of an advertisement, cut once and read by every rule."""

    title: str
    text: str
    sentences: tuple[tuple[str, str], ...] = field(init=False)
    """Title and sentences: as they stand, and in small letters."""
    lowered: str = field(init=False)

    def __post_init__(self) -> None:
        found = [self.title, *pieces(self.text)] if self.title else list(pieces(self.text))
        object.__setattr__(self, "sentences", tuple((piece, piece.lower()) for piece in found))
        object.__setattr__(self, "lowered", "\n".join(low for _, low in self.sentences))

    @property
    def is_german(self) -> bool:
        """A text without German small words is left alone by rules about German nouns."""
        return not self.text.strip() or _GERMAN.search(self.lowered) is not None

    def with_stems(self, stems: Iterable[str]) -> Iterator[tuple[str, str]]:
        present = [stem for stem in stems if stem in self.lowered]
        if present:
            for sentence, low in self.sentences:
                if any(stem in low for stem in present):
                    yield sentence, low


def is_denied(low: str, start: int, end: int) -> bool:
    """The words at this place are refused or warned of: "Gib niemals ...", "brauchen wir nicht"."""
    if _WARNS.search(low):
        return True
    before = _IDLE.sub("", low[max(0, start - 80) : start])
    behind = _IDLE.sub("", low[start:end] + low[end : end + 40].partition(",")[0])
    return bool(_DENIED.search(before) or _DENIED.search(behind))


@dataclass(frozen=True, slots=True)
class Rule:
    """Finds `pattern` in a sentence that also has `also` and lacks `unless`; patterns meet small letters."""

    name: str
    level: FindingLevel
    stems: tuple[str, ...]
    pattern: re.Pattern[str]
    reason: str
    suggestion: str
    also: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    is_deniable: bool = False
    """Whether a negation beside the words turns them into their opposite."""

    def search(self, wording: Wording) -> str:
        """The first words that break the rule, as they stand; empty when there are none."""
        for sentence, low in wording.with_stems(self.stems):
            if self.also and not self.also.search(low):
                continue
            if self.unless and self.unless.search(low):
                continue
            for found in self.pattern.finditer(low):
                if not (self.is_deniable and is_denied(low, found.start(), found.end())):
                    # a few capital letters have longer small forms; then the sentence stands for the words
                    literal = sentence[found.start() : found.end()] if len(low) == len(sentence) else sentence
                    return literal.strip()[:MAX_WORDS]
        return ""

    def read(self, wording: Wording) -> Finding | None:
        words = self.search(wording)
        return self.found(words) if words else None

    def found(self, words: str) -> Finding:
        return Finding(self.name, self.level, words, self.reason.replace("{words}", words), self.suggestion)


def few(most: int) -> str:
    """Pattern for up to this many words with a blank behind each."""
    return rf"(?:[^\s]{{1,30}}\s){{0,{most}}}"
