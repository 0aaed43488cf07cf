"""Shifts from German text: "Früh- und Spätdienst im Wechsel, kein Wochenende" -> early, late, rotating."""

import re

from listings.vocabulary import ShiftType

_NEGATED = re.compile(
    r"\b(kein\w*|ohne|nicht|nie)\b[^.,;\n]{0,25}"
    r"(schicht\w*|nacht\w*|wochenend\w*|samstag\w*|sonntag\w*|feiertag\w*|spät\w*)"
    r"(\s*(und|oder|/)\s*(an\s+)?(wochenend|feiertag|sonntag|nacht)\w*)?",
    re.I,
)
_IGNORED = re.compile(
    r"\w*schicht(zulage|zuschl|leit|führer|plan(er|ung|en)\b)\w*|(nacht|sonntags?|feiertags?|wochenend|samstags?)"
    r"(zuschl|zulage)\w*|zuschl\w+ für [^.\n]{0,60}|(öffnungs|servicezeiten|sprechzeiten|erreichbar)[^.\n]{0,60}|"
    r"wochenend\w* frei|freie\w* wochenend\w*|beschichtung\w*|schichtführ\w*",
    re.I,
)
_RULES: tuple[tuple[ShiftType, re.Pattern[str]], ...] = (
    (ShiftType.EARLY, re.compile(r"\bfrüh(schicht|dienst|-\s?(und|/|oder|,))|\bfrüh\s*[/,]\s*spät|\bfrühs\b", re.I)),
    (ShiftType.LATE, re.compile(r"\bspät(schicht|dienst|-\s?(und|/|oder|,))|früh\s*[/,-]+\s*(und\s*)?spät|nachmittagsschicht", re.I)),
    (ShiftType.NIGHT, re.compile(r"\b(dauer)?nacht(schicht|dienst|arbeit)|\bnachts\b|spät\s*[/,-]+\s*(und\s*)?nacht", re.I)),
    (ShiftType.WEEKEND, re.compile(
        r"\bwochenend(arbeit|dienst|schicht|einsatz|einsätz)|\b(am|an|auch am|jedes \w+|jeden \w+|ein) (wochenende\w*|samstag\w*|sonntag\w*)"
        r"|samstagsarbeit|(mo|montag)\.?\s*(-|–|bis)\s*(sa|so|samstag|sonntag)\b|sonn- und feiertag|\bsamstags\b|\bsonntags\b", re.I)),
    (ShiftType.ROTATING, re.compile(
        r"schicht(dienst|arbeit|betrieb|system|bereitschaft|modell|wechsel)|wechselschicht|\b[2-5]-?\s?schicht|"
        r"(zwei|drei|mehr|vier)-?schicht|vollkonti|nach schichtplan|rollierend|im schichtplan|wechselnde\w* schicht", re.I)),
    (ShiftType.DAY, re.compile(r"\btag(schicht|dienst|esdienst)\b|keine schichtarbeit|kein schichtdienst", re.I)),
    (ShiftType.FLEXIBLE, re.compile(
        r"gleitzeit|flexible\w* (arbeits(zeit|stunden)|zeit|dienstzeit|einteilung)|vertrauensarbeitszeit|"
        r"freie\w* (zeit|arbeitszeit)einteilung|teilst (du )?dir (deine )?(arbeits)?zeit|wunschschicht|flexible working hours", re.I)),
)  # fmt: skip
_CLOCK = re.compile(
    r"(?<![\d.,])([01]?\d|2[0-4])(?:[:.]([0-5]\d))?\s?(?:uhr)?\s*(?:-|–|bis)\s*([01]?\d|2[0-4])(?:[:.]([0-5]\d))?\s?uhr",
    re.I,
)


def read_shifts(title: str, text: str) -> frozenset[ShiftType]:
    whole = f"{title}\n{text}"
    no_shift_work = re.search(r"\bkein\w* schicht(arbeit|dienst)", whole, re.I)
    heard = _NEGATED.sub(" ", _IGNORED.sub(" ", whole))
    found = {shift for shift, words in _RULES if words.search(heard)}
    if no_shift_work:
        found.add(ShiftType.DAY)
    if {ShiftType.EARLY, ShiftType.LATE} <= found and re.search(
        r"früh-?\s*(,|/|und|oder)\s*spät(-?\s*(,|/|und|oder)\s*nacht)?-?\s*(schicht|dienst)", heard, re.I
    ):
        found.add(ShiftType.ROTATING)
    if not found & {ShiftType.EARLY, ShiftType.LATE, ShiftType.NIGHT, ShiftType.ROTATING}:
        found |= _by_clock(heard)
    return frozenset(found)


def _by_clock(text: str) -> set[ShiftType]:
    """Stated working hours inside 6-19 are day work, hours that reach into 23-5 night work."""
    for match in _CLOCK.finditer(text):
        start, end = int(match[1]), int(match[3]) + (1 if int(match[4] or 0) else 0)
        if start >= 20 or end <= start:
            if start >= 20 and end <= 8:
                return {ShiftType.NIGHT}
            continue
        if 4 <= end - start <= 12 and start >= 6 and end <= 19:
            return {ShiftType.DAY}
    return set()
