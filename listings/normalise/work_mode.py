"""Where the work is done: "2 Tage Homeoffice pro Woche" -> hybrid."""

import re

from listings.vocabulary import WorkMode

_NO = re.compile(r"\b(kein\w*|ohne|nicht)\b[^.,\n]{0,20}(home-?\s?office|remote|mobile\w* arbeit)", re.I)
_REMOTE = re.compile(
    r"100\s?%\s?(remote|home-?\s?office)|(vollständig|komplett|rein|ausschließlich|fully|full)[ -](remote|im home-?\s?office|von zu ?hause)"
    r"|deutschlandweit (im )?home-?\s?office",
    re.I,
)
_HYBRID = re.compile(r"home-?\s?office|mobile\w* arbeit|hybrid|\bremote\b|telearbeit|von zu ?hause", re.I)
_NOT = re.compile(r"home-?\s?office-?(budget|zuschuss|ausstattung)|workation", re.I)


def read_work_mode(title: str, text: str) -> WorkMode | None:
    if re.search(r"\bremote\b|100\s?% home-?office", title, re.I) and not _NO.search(title):
        return WorkMode.REMOTE
    whole = _NOT.sub(" ", f"{title}\n{text}")
    if _NO.search(whole):
        return WorkMode.ONSITE
    if _REMOTE.search(whole):
        return WorkMode.REMOTE
    return WorkMode.HYBRID if _HYBRID.search(whole) else None
