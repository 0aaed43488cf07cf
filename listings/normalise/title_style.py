"""How a title looks: `DRINGEND!!! Callcenter Agent 3.000 €` is no plain job title."""

import re
from collections.abc import Iterator

from listings.normalise.finding import Finding, Wording
from listings.vocabulary import FindingLevel

_LOUD = re.compile(
    r"(?<!\w)[A-ZÄÖÜ]{6,}(?:[\s!,&-]+[A-ZÄÖÜ]{4,})+(?!\w)|(?<!\w)(?:DRINGEND|SOFORT|GESUCHT|TOP|MEGA|NEU)\b(?=.*[a-z])"
)
_MARKS = re.compile(r"!{2,}|\?{2,}|[*+#~=]{3,}")
_EMOJI = re.compile("[\U0001f300-\U0001faff\U0001f1e6-\U0001f1ff\u2600-\u27bf\u2b50-\u2b55\u23e9-\u23fa\u25b6\u27a1]")
_PAY = re.compile(
    r"\b\d{1,3}(?:[.,]\d{3})?(?:,\d\d)?\s?(?:[-–]|bis)?\s?(?:\d[\d.]*)?(?:,\d\d)?\s?(?:€|euro\b|eur\b)|€\s?\d|\b\d{2,3}(?:\s?[-–]\s?\d{2,3})?\s?k\b",
    re.IGNORECASE,
)
_MINIJOB = re.compile(r"(?:basis|job|minijob)", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w.])(?:\+49|0049|0)[\s/().-]{0,3}[1-9]\d{1,4}[\s/().-]{0,3}\d[\d\s/-]{4,12}(?!\w)")


def read(wording: Wording) -> Iterator[Finding]:
    title = wording.title
    if loud := _LOUD.search(title):
        yield _info(
            "title_shouts", loud[0], f"„{loud[0]}“ in Großbuchstaben liest sich wie Rufen.",
            "Schreib den Titel so, wie du ihn am Telefon sagst.",
        )  # fmt: skip
    if (marks := _MARKS.search(title)) or (marks := _EMOJI.search(title)):
        yield _info(
            "title_signs", marks[0].strip(), f"„{marks[0].strip()}“ gehört nicht in einen Stellentitel. Suchmaschinen werten das ab.",
            "Lass nur die Bezeichnung der Stelle stehen.",
        )  # fmt: skip
    if (pay := _PAY.search(title)) and not _MINIJOB.search(title):
        yield _info(
            "title_pay", pay[0].strip(), f"„{pay[0].strip()}“: Das Gehalt hat ein eigenes Feld und steht in jeder Zeile neben dem Titel.",
            "Nimm die Zahl aus dem Titel.",
        )  # fmt: skip
    if phone := _PHONE.search(title):
        yield _info(
            "title_phone", phone[0].strip(), f"„{phone[0].strip()}“: Eine Telefonnummer gehört nicht in den Titel.",
            "Schreib sie in den Text oder zu den Wegen der Bewerbung.",
        )  # fmt: skip


def _info(rule: str, words: str, reason: str, suggestion: str) -> Finding:
    return Finding(rule, FindingLevel.INFO, words, reason, suggestion)
