"""The hours of one named shift: "Frühschicht von 7 bis 15 Uhr", "Spätdienst (14:00 - 22:00 Uhr)"."""

import re
from datetime import time

from listings.normalise.segments import Gate, quote
from listings.normalise.shift import find_day_hours

_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?\s?(?:Uhr|h\b)?"
_NAMED = re.compile(
    r"(?:früh|spät|nacht|tag(?:es)?|abend|wochenend)-?\s?(?:schicht|dienst)e?n?\b[^\d.;!?]{0,40}"
    rf"\b{_CLOCK}\s?(?:bis|-|–|—)\s?{_CLOCK}",
    re.I,
)
_GATE = Gate("schicht", "dienst")
_NO_WORKING_TIME = re.compile(r"zuschl|zulage|erreichbar|öffnungs|hotline|bis\s\d+\s?(?:%|€|euro)", re.I)


def read_work_hours(title: str, text: str) -> tuple[time, time] | None:
    """Start and end of the one working day or shift an advertisement states; None when it states several or none."""
    return hours[0] if (hours := find_work_hours(title, text)) else None


def find_work_hours(title: str, text: str) -> tuple[tuple[time, time], str] | None:
    """As read_work_hours(), with the words they were read from."""
    found: dict[tuple[time, time], str] = {}
    for line in _GATE.lines(title, text):
        if _NO_WORKING_TIME.search(line.text):
            continue
        for match in _NAMED.finditer(line.text):
            start, end = _time(match[1], match[2]), _time(match[3], match[4])
            if start is not None and end is not None and start != end:
                found[start, end] = quote(line.text, match[0])
    if len(found) == 1:
        return found.popitem()
    return None if found else find_day_hours(title, text)


def _time(hour: str, minute: str | None) -> time | None:
    hours, minutes = int(hour), int(minute or 0)
    return time(hours % 24, minutes) if hours <= 24 and minutes < 60 else None
