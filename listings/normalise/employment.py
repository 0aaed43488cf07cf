"""Employment, contract, weekly hours and entry from German text and from the code words of feeds."""

import re
from collections.abc import Iterable

from listings.vocabulary import MIN_FULL_TIME_HOURS, Contract, Employment

_HOURS = re.compile(
    r"(?<![\d.,])(\d{1,2}(?:,\d{1,2})?)(?:\s*(?:-|–|bis)\s*(\d{1,2}(?:,\d{1,2})?))?\s*-?\s*"
    r"(?:std\.?|stunden|h\b)(?:-woche)?\s*(?:/|pro|in der|je|die|wöchentlich)?\s*(?:woche|wöchentlich)?",
    re.I,
)
_WEEK = re.compile(r"woche|wöchentlich|-woche|wochenstunden|arbeitszeit|teilzeit|vollzeit", re.I)
_TEXT: tuple[tuple[Employment, re.Pattern[str]], ...] = (
    (Employment.FULL_TIME, re.compile(r"vollzeit|\bvz\b|\bfull[- ]?time", re.I)),
    (Employment.PART_TIME, re.compile(r"teilzeit|\btz\b|\bpart[- ]?time|halbtags", re.I)),
    (Employment.MINIJOB, re.compile(r"mini-?job|geringfügig|\b(450|520|538|556|603)[- ]?(euro|€)[- ]?(basis|job)", re.I)),
    (Employment.WORKING_STUDENT, re.compile(r"werkstudent|working student|studentische (aushilfe|hilfskraft)", re.I)),
)  # fmt: skip
_TITLE_ONLY: tuple[tuple[Employment, re.Pattern[str]], ...] = (
    (Employment.APPRENTICESHIP, re.compile(r"\bausbildung\b|\bazubi|auszubildende|duales studium|apprentice", re.I)),
    (Employment.INTERNSHIP, re.compile(r"praktik(um|ant)|\bintern(ship)?\b", re.I)),
    (Employment.FREELANCE, re.compile(r"freelance|freiberuf|auf honorarbasis|selbständig", re.I)),
)  # fmt: skip
_NEGATION = re.compile(
    r"30 tage urlaub bei vollzeit|\b(kein\w*|nicht in|nicht auf) (mini-?job|teilzeit|vollzeit)\b", re.I
)
_PERMANENT = re.compile(r"\bunbefristet|\bpermanent\b|festanstellung|festeinstellung", re.I)
_LIMITED = re.compile(
    r"(?<!un)\bbefristet|elternzeitvertretung|befristung (bis|auf|von)|fixed[- ]term|temporary contract", re.I
)
_AGENCY = re.compile(r"zeitarbeit|arbeitnehmerüberlassung|personaldienstleist|übernahmeoption|\banü\b", re.I)
_WORDS: tuple[tuple[str, Employment | None, Contract | None], ...] = (
    ("full-or-part|voll- oder teil|vollzeit/teilzeit", Employment.FULL_TIME, None),
    ("full-or-part|voll- oder teil|vollzeit/teilzeit", Employment.PART_TIME, None),
    (r"full[-_ ]?time|vollzeit|^vz$|trainee", Employment.FULL_TIME, None),
    (r"part[-_ ]?time|teilzeit|^tz$|half-day", Employment.PART_TIME, None),
    ("mini-?_?job|geringfügig", Employment.MINIJOB, None),
    (r"working[-_ ]student|werkstudent", Employment.WORKING_STUDENT, None),
    (r"\bintern(ship)?\b|praktik", Employment.INTERNSHIP, None),
    ("ausbildung|azubi|apprentice|dual stud", Employment.APPRENTICESHIP, None),
    ("freelance|freiberuf|contractor", Employment.FREELANCE, None),
    (r"\bpermanent|unbefristet|festanstellung", None, Contract.PERMANENT),
    (r"fixed[-_ ]?term|(?<!un)befristet|temporary", None, Contract.LIMITED),
    ("zeitarbeit|arbeitnehmerüberlassung|temp_agency", None, Contract.AGENCY),
)
_ENTRY = re.compile(
    r"quereinst(eiger|ieg)\w*|(auch )?ohne (vorkenntnisse|ausbildung|erfahrung|vorerfahrung)|"
    r"keine (vorkenntnisse|ausbildung|erfahrung)[^.\n]{0,30}(nötig|erforderlich|notwendig)",
    re.I,
)
_NO_ENTRY = re.compile(
    r"(nicht|kein\w*)[^.\n]{0,20}quereinst\w*|quereinst\w*[^.\n]{0,25}nicht (möglich|geeignet)", re.I
)


def read_weekly_hours(title: str, text: str) -> tuple[float | None, float | None]:
    """Stated hours a week, lowest and highest; (None, None) when the text names none."""
    for match in _HOURS.finditer(f"{title}\n{text}"):
        around = text[max(0, match.start() - len(title) - 40) : match.end() - len(title) + 20]
        low = float(match[1].replace(",", "."))
        high = float(match[2].replace(",", ".")) if match[2] else low
        if 5 <= low <= high <= 48 and (_WEEK.search(match.group()) or _WEEK.search(around)):
            return low, high
    return None, None


def read_employment(title: str, text: str) -> frozenset[Employment]:
    whole = _NEGATION.sub(" ", f"{title}\n{text}")
    found = {kind for kind, words in _TEXT if words.search(whole)}
    found |= {kind for kind, words in _TITLE_ONLY if words.search(title)}
    if Employment.APPRENTICESHIP in found and re.search(r"(mit|abgeschlossene|nach der) ausbildung", title, re.I):
        found.discard(Employment.APPRENTICESHIP)
    if not found & {Employment.FULL_TIME, Employment.PART_TIME}:
        low, high = read_weekly_hours(title, text)
        if high and high >= MIN_FULL_TIME_HOURS:
            found.add(Employment.FULL_TIME)
        if low and low < MIN_FULL_TIME_HOURS and not found & {Employment.MINIJOB, Employment.WORKING_STUDENT}:
            found.add(Employment.PART_TIME)
    return frozenset(found)


def read_contract(title: str, text: str) -> frozenset[Contract]:
    whole = f"{title}\n{text}"
    rules = ((Contract.PERMANENT, _PERMANENT), (Contract.LIMITED, _LIMITED), (Contract.AGENCY, _AGENCY))
    return frozenset(kind for kind, words in rules if words.search(whole))


def employment_of_words(words: Iterable[str]) -> tuple[frozenset[Employment], frozenset[Contract]]:
    """Code words of a feed. Hours, contract and career step are three things: permanent is not full time."""
    kinds: set[Employment] = set()
    contracts: set[Contract] = set()
    for word in words:
        for pattern, kind, contract in _WORDS:
            if re.search(pattern, word.strip(), re.I):
                kinds |= {kind} if kind else set()
                contracts |= {contract} if contract else set()
    return frozenset(kinds), frozenset(contracts)


def read_entry(title: str, text: str) -> bool:
    """Career changers or people without training are welcome."""
    return bool(_ENTRY.search(_NO_ENTRY.sub(" ", f"{title}\n{text}")))
