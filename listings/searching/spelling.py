"""Typing errors: "Reklamtion" is asked back as "Reklamation", from words that our own listings use."""

from collections.abc import Iterable, Mapping

from rapidfuzz.distance import OSA

from listings.normalise.spelling import fold
from listings.searching.understanding import forms

MIN_LETTERS = 4


def near_spelling(typed: str, vocabulary: Iterable[str]) -> str:
    """The same words with those unknown replaced by near ones; empty when there is nothing to correct.

    Of words equally near the earlier in the vocabulary.
    """
    known: dict[str, str] = {}
    for word in vocabulary:
        known.setdefault(fold(word), word)
    out, is_changed = [], False
    for part in typed.split():
        bare = part.strip('"')
        best = "" if part.startswith("-") else _nearest(fold(bare), known)
        out.append(part.replace(bare, known[best]) if best else part)
        is_changed = is_changed or bool(best)
    return " ".join(out) if is_changed else ""


def _nearest(key: str, known: Mapping[str, str]) -> str:
    if len(key) < MIN_LETTERS or any(form in known for form in forms(key)):
        return ""
    limit = 1 if len(key) < 7 else 2 if len(key) < 14 else 3
    best, least = "", limit + 1
    for word in known:
        if abs(len(word) - len(key)) < least:
            away = OSA.distance(key, word, score_cutoff=least - 1)
            if away < least:
                best, least = word, away
    return best
