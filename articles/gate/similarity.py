"""Copy and replace: a guide that says of Dortmund what another says of Hagen.

Texts are compared in shingles of six words. Towns, their parts and numbers count as one and the same word, so that
"Hagen hat 190.000 Einwohner" is "Dortmund hat 590.000 Einwohner". Shingles of other guides are kept in the cache under
the moment of their last change; five hundred are compared in a few milliseconds.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from django.core.cache import cache
from numpy.typing import NDArray

from articles.facts.markup import BRACES
from articles.gate.finding import Finding, Level, Passage
from articles.gate.subject import Subject
from articles.models import Article
from articles.vocabulary import ArticleState
from listings.models import Place, PlaceAlias

SHINGLE = 6
MAX_SHARE = 0.30
MAX_PASSAGE = 40
"""Words on end that two guides may have in common."""
SHOWN_PASSAGE, SHOWN = 12, 6
"""Words from which a passage is shown when the share is too high, and how many are."""
LONGEST_SHOWN = 120
"""Words of a passage that are shown."""
MAX_GUIDES = 5
"""Of those that are too close, the closest."""
KEPT = 30 * 86_400
VERSION = 1
"""Of the way words are cut and masked."""
_COMPARED = (ArticleState.PUBLISHED, ArticleState.PLANNED)
_TARGET = re.compile(r"(?<=\])\([^()\s]*\)")
_WORD = re.compile(r"\d[\d.,:/–-]*|[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_MASK = "*"
_MAX_STARTS = 20
Hashes = NDArray[np.uint64]


@dataclass(frozen=True)
class Word:
    form: str
    start: int
    end: int


class Run(NamedTuple):
    """The same words on end: where they begin here and there, and how many they are."""

    here: int
    there: int
    words: int


def copied(subject: Subject) -> Iterator[Finding]:
    own, names = subject.article, place_words()
    words = words_of(own.text, names)
    mine = hashes(words)
    if not len(mine):
        return
    close: dict[int, tuple[float, list[Run]]] = {}
    known = np.unique(mine)
    for pk, theirs in _shingles(own.pk, names).items():
        at = np.searchsorted(known, theirs)
        both = theirs[known[np.minimum(at, len(known) - 1)] == theirs]
        shared = int(np.isin(mine, both).sum()) if len(both) else 0
        if shared <= MAX_PASSAGE - SHINGLE and shared <= MAX_SHARE * len(mine):
            continue
        share, runs = shared / len(mine), common_runs(mine, theirs)
        if share > MAX_SHARE or runs[0].words > MAX_PASSAGE:
            close[pk] = share, runs
    others = Article.objects.in_bulk(list(close)) if close else {}
    for pk, (share, runs) in sorted(close.items(), key=lambda item: -item[1][0])[:MAX_GUIDES]:
        yield _refused(own.text, words, others[pk], words_of(others[pk].text, names), share, runs)


def _refused(
    text: str, words: list[Word], other: Article, their_words: list[Word], share: float, runs: list[Run]
) -> Finding:
    is_too_much = share > MAX_SHARE
    least = SHOWN_PASSAGE if is_too_much else MAX_PASSAGE + 1
    shown = [run for run in runs if run.words >= least][:SHOWN] or runs[:1]
    passages = tuple(
        Passage(
            _said(text, words, run.here, run.words), _said(other.text, their_words, run.there, run.words), other.title
        )
        for run in shown
    )
    what = f"{share * 100:.0f} % des Textes stehen" if is_too_much else f"Eine Stelle von {runs[0].words} Wörtern steht"
    message = (
        f"{what} fast gleich im Ratgeber „{other.title}“, höchstens mit anderen Orten und Zahlen. Schreib, was nur für"
        " diesen Ort gilt."
    )
    return Finding("similarity", Level.BLOCK, message, passages)


def _said(text: str, words: list[Word], start: int, count: int) -> str:
    last = min(count, LONGEST_SHOWN)
    said = " ".join(text[words[start].start : words[start + last - 1].end].split())
    return f"{said} … ({count - last} Wörter mehr)" if count > last else said


def words_of(text: str, names: frozenset[str]) -> list[Word]:
    """Of the text as it is written; addresses of links do not count, mark-up of figures counts as a number."""
    cut = _TARGET.sub(lambda found: " " * len(found.group()), text)
    cut = BRACES.sub(lambda found: "0".ljust(len(found.group())), cut)
    words: list[Word] = []
    for found in _WORD.finditer(cut):
        form = _form(found.group(), names)
        if form == _MASK and words and words[-1].form == _MASK:
            words[-1] = Word(_MASK, words[-1].start, found.end())
        else:
            words.append(Word(form, found.start(), found.end()))
    return words


def _form(word: str, names: frozenset[str]) -> str:
    if word[0].isdigit():
        return _MASK
    if not word[0].isupper():
        return word.lower()
    return _MASK if any(part in names for part in _endings(word)) else word.lower()


def _endings(word: str) -> Iterator[str]:
    """Hagens, Hagener, Hagen-Haspe."""
    yield word
    yield word.partition("-")[0]
    for ending in ("s", "er", "r"):
        if word.endswith(ending):
            yield word.removesuffix(ending)


def place_words() -> frozenset[str]:
    return _place_words(Place.objects.count())


@lru_cache(maxsize=1)
def _place_words(count: int) -> frozenset[str]:
    """`count` tells when the table changed."""
    names = [*Place.objects.values_list("name", flat=True), *PlaceAlias.objects.values_list("name", flat=True),
             *Place.objects.order_by("district").values_list("district", flat=True).distinct()]  # fmt: skip
    return frozenset(
        part for name in names for part in _WORD.findall(name) if len(part) > 2 and part[0].isupper()
    ) | {word for name in names for word in name.split() if len(word) > 2 and word[0].isupper()}  # fmt: skip


def hashes(words: list[Word]) -> Hashes:
    forms = [word.form for word in words]
    found = (
        int.from_bytes(blake2b(" ".join(forms[at : at + SHINGLE]).encode(), digest_size=8).digest(), "little")
        for at in range(len(forms) - SHINGLE + 1)
    )
    return np.fromiter(found, dtype=np.uint64)


def _shingles(own: int | None, names: frozenset[str]) -> dict[int, Hashes]:
    """Of each guide to compare with."""
    rows = Article.objects.filter(state__in=_COMPARED).exclude(pk=own).order_by().values_list("pk", "updated_at")
    keys = {f"shingles:{VERSION}:{pk}:{changed.timestamp()}": pk for pk, changed in rows}
    found = {keys[key]: kept for key, kept in cache.get_many(list(keys)).items()}
    missing = {pk: key for key, pk in keys.items() if pk not in found}
    texts = Article.objects.filter(pk__in=missing).order_by().values_list("pk", "text")
    new = {pk: hashes(words_of(text, names)) for pk, text in texts}
    if new:
        cache.set_many({missing[pk]: kept for pk, kept in new.items()}, KEPT)
    return found | new


def common_runs(mine: Hashes, theirs: Hashes) -> list[Run]:
    """The longest first; none overlaps another here."""
    starts: dict[int, list[int]] = defaultdict(list)
    own, other = mine.tolist(), theirs.tolist()
    for at, shingle in enumerate(other):
        if len(starts[shingle]) < _MAX_STARTS:
            starts[shingle].append(at)
    runs, here = [], 0
    while here < len(own):
        best = (0, 0)
        for there in starts.get(own[here], ()):
            length = 1
            while (here + length < len(own) and there + length < len(other)
                   and own[here + length] == other[there + length]):  # fmt: skip
                length += 1
            best = max(best, (length, there))
        if best[0]:
            runs.append(Run(here, best[1], best[0] + SHINGLE - 1))
        here += max(1, best[0])
    return sorted(runs, key=lambda run: -run.words)
