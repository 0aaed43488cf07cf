"""Start and end of work named apart: "Dienstbeginn ist um 8 Uhr. Feierabend um 16:30 Uhr"."""

import re
from collections.abc import Sequence

from listings.normalise.segments import Line
from listings.normalise.shift_scope import are_hours_of_others

_I = re.IGNORECASE
_TIME = r"(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))?\suhr\b"
_FILLER = r"(?:(?:ist|liegt|erfolgt|an|in\sder\sregel|meist|immer|täglich|morgens|abends|um|ab|gegen|:)\s){0,4}"
_BEGIN = re.compile(
    r"\b(?:(?:arbeits|dienst|schicht)-?(?:beginn|start|anfang|tag\sbeginnt)|los\sgeht(?:\ses|'s|s)?|gearbeitet\swird"
    r"|(?:du|sie)\s(?:startest|beginnst|fängst|starten|beginnen|fangen)|(?:startest|beginnst|starten|beginnen)\s(?:du|sie)"
    rf"|beginn(?=\s?:|\sist\sum)|ihr\stag\sbeginnt|dein\stag\sbeginnt)\s?:?\s?{_FILLER}{_TIME}",
    _I,
)
_END = re.compile(
    rf"\b(?:feierabend|schluss|(?:arbeits|dienst|schicht)-?(?:ende|schluss)|ende)\s?:?\s?{_FILLER}{_TIME}"
    rf"|\b(?:um|gegen|bis)\s{_TIME.replace('<hour>', '<hour2>').replace('<minute>', '<minute2>')}\s(?:\w+\s){{0,3}}(?:feierabend|schluss)\b",
    _I,
)
_END_STEMS = ("feierabend", "schluss", "ende")


def find_ends(lines: Sequence[Line]) -> list[tuple[int, int, str]]:
    """Minutes of day of start and end, and the line of the end; the end stands beside the start or in the next line."""
    found: list[tuple[int, int, str]] = []
    for position, line in enumerate(lines):
        lowered = line.text.lower()
        if not any(stem in lowered for stem in _END_STEMS) or not (end := _END.search(line.text)):
            continue
        before = lines[position - 1] if position and lines[position - 1].place == line.place - 1 else None
        for other in (line, before):
            begin = _BEGIN.search(other.text) if other else None
            if other and begin and not (are_hours_of_others(line.text) or are_hours_of_others(other.text)):
                start = int(begin["hour"]) * 60 + int(begin["minute"] or 0)
                stop = int(end["hour"] or end["hour2"]) * 60 + int(end["minute"] or end["minute2"] or 0)
                if start <= 1440 and stop <= 1440 and start != stop:
                    found.append((start, stop, line.text))
                break
    return found
