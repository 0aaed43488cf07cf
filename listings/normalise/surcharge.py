"""Surcharges on the pay: "25 % Nachtzuschlag", "Zuschläge: Nacht 25 %, Sonn- und Feiertag 50 %".

A line counts only when every percentage in it belongs to a kind of work, all in one order: figure by kind or kind by
figure. "50 % Mitarbeiterrabatt, Nacht- und Sonntagszuschläge" or "bis zu 150 % Zuschlag" say nothing.
"""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from listings.normalise.segments import Gate, quote

_I = re.IGNORECASE
_WORD = r"(?:zuschl[aä]g\w*|zulagen?|aufschlag|arbeit(?:en|sstunden|szeit)?|dienste?n?|schicht(?:en|arbeit)?|stunden?)"
_KIND = re.compile(
    r"\b(?:(?P<night>nacht)|(?P<saturday>samstag|sonnabend)|(?P<sunday>sonn(?:tag|(?=-\s)))|(?P<holiday>(?:gesetzliche\w*\s)?feiertag)"
    r"|(?P<other>wochenend|spät|früh|schicht|wechselschicht|überstund|mehrarbeit|weihnacht|silvester|heilig))"
    rf"(?:s|e|en|es|er)?(?:-|s?{_WORD}){{0,2}}(?!\w)",
    _I,
)
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{1,2})?)\s?(?:%|prozent\b)(?:iger?n?\b)?", _I)
_VAGUE = re.compile(
    r"(?:\bbis|\bzu|\bmax\w*\.?|\bca\.?|\betwa|\brund|\bmind\w*\.?|\bab|\büber|[\d%]\s?-|\bzwischen)\s?$", _I
)
_BETWEEN = re.compile(
    rf"(?:[\s:=+()/,&-]|\b(?:{_WORD}|steuerfreie[rnms]?|(?:in\s)?höhe|brutto|extra|mehr|als|von|in|mit|für|auf|an|am|bei|der|die|das|den|dem|des"
    r"|ein|einen|einem|es|gibt|gibts|und|sowie|oder|je|jeweils|beträgt|betragen|bekommst|erhältst|zahlen|du|wir|ihr|sie|dazu|dir|ihnen|stundenlohn\w*"
    r"|grundlohn\w*|lohn|gehalt|gesetzlichen?|(?:von\s|ab\s|zwischen\s)?\d{1,2}(?::\d\d)?(?:\s?(?:-|bis|und)\s?\d{1,2}(?::\d\d)?)?\suhr)\b)*",
    _I,
)
_AFTER_KIND = re.compile(
    rf"\s?(?:$|[,;.()/|]|(?:{_WORD}|auf|ab|extra|mehr|und|sowie|zwischen|von|steuerfrei|zusätzlich|brutto|des|vom|pro|je)\b)",
    _I,
)
"""What may follow a figure that stands behind its kind: "Nachtzuschläge 100 % Homeoffice" is none."""
_DENIED = re.compile(r"\b(?:kein|ohne)", _I)
_GATE = Gate("zuschl")
LEAST, MOST = 5, 200
"""Percent; anything else is a slip or something else."""
_MARKS_A_LINE, _GAP = 24, 80
_Mark = tuple[int, int, str]
"""Start, end, and the kind; empty for a figure."""
Stated = dict[str, tuple[float, str]]
"""Night, saturday, sunday, holiday: percent, and the words they were read from."""


def find_surcharges(title: str, text: str) -> Stated:
    """A kind that is stated twice with different figures is left out."""
    found: dict[str, set[float]] = {}
    words: dict[str, str] = {}
    for line in _GATE.lines(title, text):
        for kind, percent, said in _pairs(line.text):
            found.setdefault(kind, set()).add(percent)
            words.setdefault(kind, quote(line.text, said))
    return {kind: (percents.pop(), words[kind]) for kind, percents in found.items() if len(percents) == 1}


def _pairs(line: str) -> Iterator[tuple[str, float, str]]:
    marks = [(found.start(), found.end(), str(found.lastgroup)) for found in _KIND.finditer(line)]
    figures = {found.start(): found for found in _PERCENT.finditer(line)}
    marks += [(start, found.end(), "") for start, found in figures.items()]
    marks.sort()
    if not figures or len(marks) > _MARKS_A_LINE or _DENIED.search(line):
        return
    if any(_VAGUE.search(line, max(0, at - 12), at) for at in figures):
        return
    if not all(_belongs(line, before, after) for before, after in pairwise(marks)):
        return
    runs = [(is_kind, list(run)) for is_kind, run in groupby(marks, key=lambda mark: bool(mark[2]))]
    if len(runs) % 2 or any(not is_kind and len(run) > 1 for is_kind, run in runs):
        return
    for first, second in zip(runs[::2], runs[1::2], strict=True):
        kinds, figure = (first[1], second[1][0]) if first[0] else (second[1], first[1][0])
        if first[0] and not _AFTER_KIND.match(line, figure[1]):
            return
        percent = float(figures[figure[0]][1].replace(",", "."))
        for start, end, kind in kinds:
            if kind != "other" and LEAST <= percent <= MOST:
                yield kind, percent, line[min(start, figure[0]) : max(end, figure[1])]


def _belongs(line: str, before: _Mark, after: _Mark) -> bool:
    """Nothing between two marks speaks of anything else."""
    between = line[before[1] : after[0]]
    return len(between) <= _GAP and bool(_BETWEEN.fullmatch(between))
