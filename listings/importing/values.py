"""Small values as feeds write them: dummies for "unknown", pay in fields, words for working from home."""

import html
import re
from typing import Any
from urllib.parse import urlsplit

from listings.normalise.salary import parse_amount, plausible_unit
from listings.vocabulary import Salary, SalaryUnit, WorkMode

DUMMIES = frozenset(
    {"n/a", "na", "-", "–", "null", "none", "undisclosed", "k. a.", "k.a.", "keine angabe", "keine angaben", "unknown",
     "- none specified -", "xxxx", "xxx", "nan", "undefined", "not specified"}
)  # fmt: skip
UNITS: tuple[tuple[str, SalaryUnit], ...] = (
    ("hour", SalaryUnit.HOUR), ("stund", SalaryUnit.HOUR), ("std", SalaryUnit.HOUR), ("hr", SalaryUnit.HOUR),
    ("month", SalaryUnit.MONTH), ("monat", SalaryUnit.MONTH), ("mtl", SalaryUnit.MONTH), ("year", SalaryUnit.YEAR),
    ("jahr", SalaryUnit.YEAR), ("ann", SalaryUnit.YEAR), ("p.a", SalaryUnit.YEAR),
)  # fmt: skip
_OTHER_UNITS = re.compile(r"\b(?:day|daily|tag|week|weekly|woche|project|projekt)", re.I)
_FOREIGN_MONEY = re.compile(r"[$£¥₹]|\b(?:usd|gbp|chf|pln|zł|inr|sek|nok|dkk|czk|aud|cad|brl)\b", re.I)
_EURO = re.compile(r"€|\beuro?s?\b|\beur\b", re.I)
EURO_COUNTRIES = frozenset(
    {"", "DE", "AT", "NL", "FR", "BE", "LU", "IT", "ES", "PT", "IE", "FI", "GR", "SK", "SI", "HR", "EE", "LV", "LT", "MT",
     "CY"}
)  # fmt: skip


MAX_LINE, MAX_TEXT, MAX_NUMBER = 3_000, 300_000, 1e9


def text_of(value: Any) -> str:
    """One line without blanks at the ends; dummies for "unknown" become empty."""
    if value is None or isinstance(value, bool | dict | list):
        return ""
    plain = " ".join(html.unescape(str(value)[:MAX_LINE]).split())
    return "" if plain.lower() in DUMMIES else plain


def long_text(value: Any) -> str:
    """Markup or text as found; anything else is none."""
    return value[:MAX_TEXT] if isinstance(value, str) else ""


def address_of(value: Any) -> str:
    """A web address, with its scheme added where that is missing; empty for anything else."""
    text = text_of(value)
    if re.match(r"www\.|[\w-]+\.(?:de|com|org|net|eu)(?:/|$)", text):
        text = f"https://{text}"
    if not re.match(r"https?://[^\s/?#]+\S*$", text, re.I):
        return ""
    try:
        return text[:1000] if urlsplit(text).hostname else ""
    except ValueError:
        return ""


def object_of(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def objects_of(value: Any) -> list[dict[str, Any]]:
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def words_of(value: Any) -> list[str]:
    """The texts of a list, or the one text."""
    parts = value if isinstance(value, list) else [value]
    return [found for part in parts if (found := text_of(part))]


def number_of(value: Any) -> float | None:
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if 0 < value < MAX_NUMBER else None
    if isinstance(value, dict | list) or len(str(value)) > 40:
        return None
    bare = re.sub(r"[€\s]|EUR", "", str(value))
    if re.fullmatch(r"\d+\.\d+", bare):  # machine-written: the point is the decimal sign
        number: float | None = float(bare)
    else:
        number = parse_amount(bare) if re.fullmatch(r"[\d.,']+", bare) else None
    return number if number and number < MAX_NUMBER else None


def unit_of(word: str) -> SalaryUnit | None:
    lowered = word.lower()
    return next((unit for start, unit in UNITS if start in lowered), None)


def salary_of(low: Any, high: Any, unit: str = "", *, is_gross: bool | None = None) -> Salary | None:
    """Numbers of a feed with its word for the unit. A unit that contradicts the amount gives way to the plausible one."""
    minimum, maximum = number_of(low), number_of(high)
    amounts = [amount for amount in (minimum, maximum) if amount is not None]
    if not amounts or (unit and _OTHER_UNITS.search(unit)):
        return None
    if minimum is not None and maximum is not None and minimum > maximum:
        minimum, maximum = maximum, minimum
    plausible = {plausible_unit(amount) for amount in amounts} - {None}
    stated = unit_of(unit)
    if not plausible:
        return None
    chosen = stated if stated in plausible or len(plausible) > 1 else plausible.pop()
    return Salary(minimum, maximum, chosen, is_gross) if chosen else None


def is_euro(currency: str, country: str, written: str = "") -> bool:
    """An amount without a currency is in euros only where people pay in euros."""
    if currency:
        return currency.strip().upper() in {"EUR", "€", "EURO"}
    if _FOREIGN_MONEY.search(written):
        return False
    return bool(_EURO.search(written)) or country.strip().upper()[:2] in EURO_COUNTRIES


def work_mode_of(word: Any) -> WorkMode | None:
    """Only clear words: "no" beside "remote" does not say that presence is required."""
    if word is True:
        return WorkMode.REMOTE
    lowered = str(word or "").strip().lower()
    if re.search(r"hybrid|covid|teil|partial|nach_vereinbarung|temporar", lowered):
        return WorkMode.HYBRID
    if re.fullmatch(r"on-?\s?_?site|in-?office|vor ort", lowered):
        return WorkMode.ONSITE
    if lowered in {"yes", "true", "1", "telecommute", "fully remote", "remote", "full", "vollstaendig", "100%"}:
        return WorkMode.REMOTE
    return None
