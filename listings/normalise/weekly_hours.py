"""Weekly hours: "38,5-Stunden-Woche", "20 bis 30 Std.", "Teilzeit ab 25 Stunden"."""

import re
from collections.abc import Iterator
from itertools import islice

from listings.normalise.segments import Gate, Line, quote

_I = re.IGNORECASE
Week = tuple[float | None, float | None, str]
"""Lowest and highest hours and the words they were read from."""
_WEEK = (
    r"(?:/|pro|in\sder|die|je|per|a)\s?(?:woche|wo\b|kw\b|week)|wöchentlich|wochenstunden|-?stunden-?\s?woche|w\.?std"
)
_HOURS_NUMBER = r"(?P<a>\d{1,2}(?:[.,]\d{1,2})?)"
_HOURS_RANGE = (
    rf"{_HOURS_NUMBER}(?:\s?(?:h|std\.?|stunden)?\s?-?\s?(?:-|bis(?:\szu)?|/|und"
    rf"|oder|or|to)\s?(?:max\.?\s)?(?P<b>\d{{1,2}}(?:[.,]\d{{1,2}})?))?"
)
_WEEKLY = re.compile(
    rf"(?<![\d.,:€])(?:(?P<lead>ab|mind\.?|min\.?|mindestens|bis(?:\szu)?|max\.?|maximal|von"
    rf"|zwischen)\s(?:ca\.?\s)?)?{_HOURS_RANGE}\s?-?\s?"
    rf"(?:wochenst(?:unde|d)\w*|w-?std\b|-?\s?(?:stunden|std\.?)-?(?:stelle|job|kraft|vertrag)\b|-?\s?stunden-?\s?woche|-?\s?std\.?-?\s?woche|-?\s?h-?\s?woche|h\s?/\s?w\b|(?:stunden|std\.?),?\s(?:(?:un)?befristet|verteilt\b|an\s(?:\w+\s)?(?:\d|drei|vier|fünf)\s(?:\w+)?tagen|(?:frei\s)?wählen|wählbar)|(?:h|std\.?|stunden"
    rf"|stdn\.?|hours)\s?(?:\([^()]{{0,15}}\)\s?)?(?:{_WEEK}))",
    _I,
)
_WEEKLY_TIME = re.compile(
    rf"(?:wöchentlich|woche\shat|(?:stelle|vertrag)\s(?:mit|à|über|von)|\bbei|\b(?:vertrag|zeit)\s?:|(?:befristet|anstellung|\btage),|wochenarbeitszeit|wöchentliche[nr]?\s(?:regel)?arbeitszeit|wochenstunden(?:zahl)?"
    rf"|arbeitszeit\s(?:pro|je)\swoche|stundenumfang|arbeitszeit|umfang|tage-?\s?woche(?:\smit|\sà|\sbei))\w?\s?"
    rf"(?:\([^()]{{0,30}}\)\s?)?(?:beträgt|von|:|umfasst|liegt\sbei|ist|sind)?\s?:?\s?(?:ca\.?\s|derzeit\s"
    rf"|aktuell\s)?"
    rf"(?:(?P<lead>ab|mind\.?|min\.?|mindestens|bis(?:\szu)?|max\.?|maximal"
    rf"|zwischen)\s)?{_HOURS_RANGE}\s?(?:h\b|std\b|stunden\b|wochenstunden)(?!\s?(?:/|pro|im"
    rf"|am)\s?(?:monat|tag|jahr))",
    _I,
)
_NEAR_WORD = re.compile(
    rf"(?:teil-?zeit\w*|vollzeit\w*|TZ|VZ)\s?[(:,/-]?\s?(?:mit\s|von\s|á\s|à\s)?(?:ca\.?\s)?(?:(?P<lead>ab"
    rf"|mind\.?|min\.?|mindestens|bis(?:\szu)?|max\.?|maximal|zwischen)\s)?"
    rf"(?:ca\.?\s)?{_HOURS_RANGE}\s?(?:h\b|std\b|stunden\b)(?!\s?(?:/|pro|im|am)\s?(?:monat|tag|jahr))",
    _I,
)
_LABELLED_WEEK = re.compile(
    rf"\b(?:wochenstunden|wochenarbeitszeit|stunden\s?(?:/|pro|je)\s?woche)\s?:\s(?:(?P<lead>ab|mind\.?|mindestens|bis|max\.?)\s)?"
    rf"{_HOURS_RANGE}(?![\d:.,]*\d)(?!\s?%)",
    _I,
)
_TITLE_WEEK = re.compile(
    rf"(?:^|(?<!EUR)(?<!€)(?<!uro)[\s(,|/-])(?:(?P<lead>ab|mind\.?|bis(?:\szu)?|max\.?)\s)?(?!24\s?h\b){_HOURS_RANGE}\s?(?:h|std\.?|stunden)(?=\s*(?:$|[-,)/(|]))",
    _I,
)
"""A title that ends a part with "30 h" or "20-25 Std." means the week."""
_WEEKS = re.compile(
    r"(?<![\d.,:€])(?P<lead>)(?P<a>\d{2})(?:,\s\d{2})+\s(?:oder|und|bzw\.)\s(?P<b>\d{2})\s?(?:h|std|stunden|wochenstunden)\b",
    _I,
)
"""Several weeks to choose from: "20, 25 oder 30 Stunden"."""
_LONE_WEEK = re.compile(
    rf"^\W*(?:(?P<lead>ab|mind\.?|bis(?:\szu)?|max\.?)\s)?(?!24\b){_HOURS_RANGE}\s?(?:h|std\.?|stunden)\W*$", _I
)
_PLANNED_WEEK = re.compile(
    r"(?:\b(?:arbeitest|arbeiten|kommst|kommen)\s(?:du|sie)|\b(?:du|sie)\s(?:arbeitest|arbeiten|kommst|kommen)|\b(?:denken|dachten)\san|\b(?:such|brauch)\w*\s(?:[\w-]+\s){0,3}?(?:dich|sie|kraft|unterstützung|verstärkung)"
    r"|\b(?:geplant|vorgesehen|gedacht|gewünscht)\s(?:ist|sind)|\b(?:arbeits)?vertrag\s(?:umfasst|läuft\süber|hat)|\bstellenumfang\s(?:beträgt|ist))"
    rf"\s(?:(?:für|mit|an|über|etwa|ca\.|rund|ungefähr|zwischen|von|in)\s){{0,2}}(?P<lead>){_HOURS_RANGE}\s(?:std\b|stunden\b)"
    r"(?!\s?(?:am\b|pro\b|im\b|je\b|/|täglich|monatlich|zeit\b|lang\b|vor\b|nach\b|mehr|später|früher))",
    _I,
)
"""Whoever is wanted "für 20 bis 24 Stunden" is wanted for a week of them."""
_MOST_HOURS_A_LINE = 40
_HOURS_GATE = Gate(
    "std", "stund", "hours", *(f"{digit}{gap}h" for digit in "0123456789" for gap in ("", " ", "-", "- "))
)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _hours_in(line: str, is_title: bool) -> list[Week]:
    found: list[Week] = []
    taken: list[tuple[int, int]] = []
    for pattern in (
        _WEEKLY,
        _WEEKLY_TIME,
        _NEAR_WORD,
        _LABELLED_WEEK,
        _WEEKS,
        _LONE_WEEK,
        _PLANNED_WEEK,
        *((_TITLE_WEEK,) if is_title else ()),
    ):
        for match in islice(pattern.finditer(line), _MOST_HOURS_A_LINE):
            start, end = match.start("a"), match.end()
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            low = _number(match["a"])
            high = _number(match["b"]) if match["b"] else None
            if not 2 <= low <= 60 or (high is not None and not low <= high <= 60):
                continue
            taken.append((start, end))
            lead = (match["lead"] or "").lower().rstrip(".")
            if high is not None:
                found.append((low, high, match[0]))
            elif lead in {"ab", "mind", "min", "mindestens", "von"}:
                found.append((low, None, match[0]))
            elif lead in {"bis", "bis zu", "max", "maximal"}:
                found.append((None, low, match[0]))
            else:
                found.append((low, low, match[0]))
    return found


def hours_by_line(title: str, text: str) -> Iterator[tuple[Line, list[Week]]]:
    """Every line that may state a week, with the weeks it states."""
    for line in _HOURS_GATE.lines(title, text):
        yield line, _hours_in(line.text, line.is_title)


def read_weekly_hours(title: str, text: str) -> tuple[float | None, float | None]:
    """Lowest and highest weekly hours stated; (None, None) when none are."""
    return find_weekly_hours(title, text)[:2]


def find_weekly_hours(title: str, text: str) -> tuple[float | None, float | None, str]:
    """As read_weekly_hours(), with the words the highest was read from."""
    lows: list[float] = []
    highs: dict[float, str] = {}
    words = ""
    for line, weeks in hours_by_line(title, text):
        for low, high, said in weeks:
            if low is not None:
                lows.append(low)
            if high is not None:
                highs.setdefault(high, quote(line.text, said))
            words = words or quote(line.text, said)
    low, high = min(lows, default=None), max(highs, default=None)
    words = highs[high] if high is not None else words
    return low, None if low is not None and high is not None and high < low else high, words
