"""What one figure of several stands for: a year of training, a full or a short week.

"1.250 € (1. Jahr)", "2.700 € (VZ) bzw. 1.750 € (25 Std.)".
"""

import re
from enum import Enum

from listings.vocabulary import MIN_FULL_TIME_HOURS

_I = re.IGNORECASE
_HIGHEST_TRAINING_PAY = 1_700
_YEAR_BEHIND = re.compile(
    r"^\s?(?:(?:brutto|monatlich)\s)?(?:\(\s?(?:im\s)?[1-4]\.\s?\w*jahr|im\s(?:ersten|zweiten|dritten|vierten)(?:,|\s(?:und|\w*jahr)))",
    _I,
)
_UNIT = r"(?:(?:brutto|p\.\s?a\.|p\.\s?m\.|(?:im|pro)\s(?:monat|jahr)|monatlich|jährlich|/\s?monat)\s){0,2}"
_NAMED_WEEK = r"(?P<full>vz\b|vollzeit)|(?P<part>tz\b|teilzeit)"
_HOURS = r"(?P<hours>\d{2}(?:,\d{1,2})?)\s?-?\s?(?:std\b|stunden|h\b|wochenstunden)"
_WEEK_BEHIND = re.compile(rf"^\s?{_UNIT}(?:\(|(?:bei|in|für|mit)\s)(?:(?:einer|ca\.)\s)?(?:{_NAMED_WEEK}|{_HOURS})", _I)
_WEEK_BEFORE = re.compile(rf"\b(?:{_NAMED_WEEK})(?:\s\([^()]{{1,20}}\))?\s?:?\s(?:(?:mit|von|ca\.)\s)?(?:€\s?)?$", _I)
TRAINING_TIME = re.compile(r"\b(?:während|in)\s(?:der|deiner|ihrer)\s(?:\w+\s)?(?:einarbeitung|schulung)\w*", _I)
"""Says when the figure is paid, not what for."""


class Week(Enum):
    """The week a figure is paid for, where it says so itself."""

    FULL = "full"
    SHORT = "short"


def is_year_of_training(after: str, amounts: list[float]) -> bool:
    return max(amounts) <= _HIGHEST_TRAINING_PAY and _YEAR_BEHIND.match(after) is not None


def week_of(before: str, after: str) -> Week | None:
    found = _WEEK_BEHIND.match(after) or _WEEK_BEFORE.search(before)
    if not found:
        return None
    if hours := found.groupdict().get("hours"):
        return Week.FULL if float(hours.replace(",", ".")) >= MIN_FULL_TIME_HOURS else Week.SHORT
    return Week.FULL if found["full"] else Week.SHORT
