"""What stands in double braces: {{fakt gehalt-mitte ort=hagen}}, {{angabe art=gehalt von=2400 ... | Worte}}, {{stellen}}.

docs/guides.md is the editors' page about it. Nothing here raises: what cannot be read is Flawed, with German sentences.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

from articles.vocabulary import CLAIM_KINDS, FACT_KINDS, PAY_CLAIMS, ClaimKind, FactKind
from listings.normalise.spelling import fold
from listings.vocabulary import RADII_KM, SalaryUnit, ShiftType

SHIFTS = {
    "frueh": ShiftType.EARLY, "spaet": ShiftType.LATE, "nacht": ShiftType.NIGHT, "tag": ShiftType.DAY,
    "wechsel": ShiftType.ROTATING, "wochenende": ShiftType.WEEKEND, "flexibel": ShiftType.FLEXIBLE,
}  # fmt: skip
UNITS = {"stunde": SalaryUnit.HOUR, "monat": SalaryUnit.MONTH, "jahr": SalaryUnit.YEAR}
PERCENT = "percent"
WITH_SHIFT = frozenset({FactKind.LISTINGS, FactKind.PAY_MEDIAN, FactKind.PAY_SPREAD, FactKind.SHIFT_SHARE})
MOST_EMPLOYERS, MOST_LISTINGS = 5, 10
WORDS_LENGTH, SOURCE_LENGTH, URL_LENGTH = 200, 200, 500
_OPTION = re.compile(r'([^\s="„]+)=(?:"([^"]*)"|„([^“”"]*)[“”"]|([^\s"„]*))\s*')
_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d+(?:[.,]\d{1,2})?")
_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


@dataclass(frozen=True)
class Fact:
    kind: FactKind
    place: str = ""
    """Address of the place; empty for that of the article. The same below."""
    radius: int | None = None
    shift: str = ""
    most: int = 3
    """Employers named."""

    @property
    def is_chart(self) -> bool:
        """Stands on a line of its own, not in a sentence."""
        return self.kind is FactKind.PAY_SPREAD


@dataclass(frozen=True)
class Box:
    """Listings in the text; place and radius as of a fact."""

    place: str = ""
    radius: int | None = None
    shift: str = ""
    most: int = 3


@dataclass(frozen=True)
class Claim:
    words: str
    kind: ClaimKind
    source: str
    as_of: date
    low: Decimal | None = None
    high: Decimal | None = None
    """One end may be missing: "ab 2.400 €"."""
    unit: str = ""
    place: str = ""
    radius: int | None = None
    shift: str = ""
    url: str = ""


@dataclass(frozen=True)
class Flawed:
    problems: tuple[str, ...]
    words: str = ""
    """What readers may be shown all the same."""
    is_sentence: bool = True
    """Whether the sentence around it makes no sense without it."""


Directive = Fact | Box | Claim | Flawed


def read(body: str) -> Directive:
    """`body` is what stands between the braces."""
    head, _, words = (part.strip() for part in re.sub(r"\\\|", "|", body).partition("|"))
    name, _, rest = head.replace("\n", " ").partition(" ")
    options = _Options(rest)
    if name == "fakt":
        found: Directive = _fact(options)
    elif name == "stellen":
        found = _box(options)
    elif name == "angabe":
        found = _claim(options, " ".join(words.split()))
    else:
        return Flawed((f"„{name}“ gibt es nicht. Möglich sind fakt, angabe und stellen.",))
    if words and name != "angabe":
        options.problems.append(f"Hinter „{name}“ steht kein Strich mit Worten.")
    options.close()
    if options.problems:
        return Flawed(tuple(dict.fromkeys(options.problems)), words if name == "angabe" else "")
    return found


def read_amount(text: str) -> Decimal | None:
    """2.400 and 2400 are the same, 13,90 and 13.90 as well."""
    if not _AMOUNT.fullmatch(text):
        return None
    if "," in text or re.fullmatch(r"\d{1,3}(?:\.\d{3})+", text):
        text = text.replace(".", "").replace(",", ".")
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount < 10_000_000 else None


class _Options:
    """Each asked for once; what was not asked for does not belong here."""

    def __init__(self, text: str) -> None:
        self.problems: list[str] = []
        self.known: dict[str, str] = {}
        text, first = text.strip(), ""
        if text and not _OPTION.match(text):
            first, _, text = text.partition(" ")
        self.first, position, text = first, 0, text.strip()
        while position < len(text):
            if not (match := _OPTION.match(text, position)):
                self.problems.append(f"„{text[position:][:40]}“ ist nicht zu verstehen.")
                return
            name, *values = match.groups()
            if fold(name) in self.known:
                self.problems.append(f"„{name}“ steht zweimal da.")
            self.known[fold(name)] = next((value.strip() for value in values if value), "")
            position = match.end()

    def take(self, name: str) -> str:
        return self.known.pop(name, "")

    def close(self) -> None:
        for name in self.known:
            self.problems.append(f"„{name}“ passt hier nicht.")

    def place(self) -> str:
        return self.take("ort").lower()

    def radius(self) -> int | None:
        text = self.take("umkreis").removesuffix("km").strip()
        if not text:
            return None
        if text.isascii() and text.isdigit() and int(text) in RADII_KM:
            return int(text)
        self.problems.append(f"Den Umkreis „{text}“ gibt es nicht. Möglich sind {_either(map(str, RADII_KM))}.")
        return None

    def shift(self) -> str:
        text = self.take("schicht")
        found = SHIFTS.get(fold(text), "")
        if text and not found:
            self.problems.append(f"Die Schicht „{text}“ gibt es nicht. Möglich sind {_either(SHIFTS)}.")
        return str(found)

    def number(self, name: str, default: int, most: int) -> int:
        text = self.take(name)
        if not text:
            return default
        if text.isascii() and text.isdigit() and 1 <= int(text) <= most:
            return int(text)
        self.problems.append(f"„{name}“ ist eine Zahl von 1 bis {most}.")
        return default

    def amount(self, name: str) -> Decimal | None:
        text = self.take(name).removesuffix("€").removesuffix("%").strip()
        found = read_amount(text) if text else None
        if text and found is None:
            self.problems.append(f"„{text}“ ist keine Zahl. Schreib zum Beispiel {name}=2400.")
        return found

    def day(self, name: str) -> date | None:
        text = self.take(name)
        german = _GERMAN_DAY.fullmatch(text)
        try:
            return date(*map(int, german.group(3, 2, 1))) if german else date.fromisoformat(text) if text else None
        except ValueError:
            self.problems.append(f"„{text}“ ist kein Datum. Schreib zum Beispiel {name}=2026-11-01.")
            return None


def _box(options: _Options) -> Box:
    place, radius, shift = options.place(), options.radius(), options.shift()
    return Box(place, radius, shift, options.number("anzahl", 3, MOST_LISTINGS))


def _fact(options: _Options) -> Fact:
    kind = options.first or options.take("art")
    if kind not in FACT_KINDS:
        said = f"Den Fakt „{kind}“ gibt es nicht." if kind else "Es fehlt, welcher Fakt."
        options.problems.append(f"{said} Möglich sind {_either(FACT_KINDS)}.")
        options.known.clear()
        return Fact(FactKind.LISTINGS)
    found = FactKind(kind)
    shift = options.shift() if found in WITH_SHIFT else ""
    if found is FactKind.SHIFT_SHARE and not shift and not options.problems:
        options.problems.append("Es fehlt, welche Schicht: zum Beispiel schicht=frueh.")
    most = options.number("anzahl", 3, MOST_EMPLOYERS) if found is FactKind.TOP_EMPLOYERS else 3
    return Fact(found, options.place(), options.radius(), shift, most)


def _claim(options: _Options, words: str) -> Claim | Flawed:
    text = options.first or options.take("art")
    if text not in CLAIM_KINDS:
        said = f"Die Art „{text}“ gibt es nicht." if text else "Es fehlt die Art der Angabe."
        return Flawed((f"{said} Möglich sind {_either(CLAIM_KINDS)}.",), words)
    kind, (low, high) = ClaimKind(text), _ends(options)
    source, url, as_of = options.take("quelle"), options.take("link"), options.day("stand")
    if not words:
        options.problems.append("Hinter dem Strich fehlen die Worte, die Leser:innen sehen.")
    if not source:
        options.problems.append('Es fehlt die Quelle: quelle="Name der Quelle".')
    if as_of is None and not any("Datum" in one for one in options.problems):
        options.problems.append("Es fehlt der Stand: zum Beispiel stand=2026-11-01.")
    if low is None and high is None and kind is not ClaimKind.OTHER:
        options.problems.append("Es fehlt die Zahl: von=… und bis=…, oder wert=….")
    if url and not _is_address(url):
        options.problems.append("Der Link beginnt mit https:// und ist nicht länger als 500 Zeichen.")
    if len(words) > WORDS_LENGTH or len(source) > SOURCE_LENGTH:
        options.problems.append("Worte und Quelle haben je höchstens 200 Zeichen.")
    shift = options.shift() if kind in (ClaimKind.LISTINGS, ClaimKind.SHARE) else ""
    return Claim(
        words,
        kind,
        source,
        as_of or date.min,
        low,
        high,
        _unit(options, kind),
        options.place(),
        options.radius(),
        shift,
        url,
    )


def _ends(options: _Options) -> tuple[Decimal | None, Decimal | None]:
    low, high, value = options.amount("von"), options.amount("bis"), options.amount("wert")
    if value is not None and (low is not None or high is not None):
        options.problems.append("Entweder wert=… oder von=… und bis=….")
    if low is not None and high is not None and low > high:
        options.problems.append("„von“ ist größer als „bis“.")
    return (value, value) if value is not None else (low, high)


def _unit(options: _Options, kind: ClaimKind) -> str:
    """Pay is by the month unless something else is said, the minimum wage by the hour."""
    text = options.take("einheit").lower()
    if kind is ClaimKind.SHARE:
        if text not in ("", "prozent", "%"):
            options.problems.append("Ein Anteil hat die Einheit prozent.")
        return PERCENT
    if kind in PAY_CLAIMS or kind is ClaimKind.MINIMUM_WAGE:
        if text and text not in UNITS:
            options.problems.append(f"Die Einheit „{text}“ gibt es nicht. Möglich sind {_either(UNITS)}.")
        return str(UNITS.get(text, SalaryUnit.HOUR if kind is ClaimKind.MINIMUM_WAGE else SalaryUnit.MONTH))
    if text:
        options.problems.append("Eine Einheit haben nur Gehalt, Mindestlohn und Anteil.")
    return ""


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and len(url) <= URL_LENGTH


def _either(values: object) -> str:
    *most, last = [str(value) for value in values]  # type: ignore[attr-defined]
    return f"{', '.join(most)} und {last}"
