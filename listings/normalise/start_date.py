"""When the work begins: `zum 01.02.2027`, `ab März 2027`, `Eintrittstermin: 1. April 2027`."""

import re
from datetime import date, timedelta

from listings.normalise.finding import Wording

FURTHEST_DAYS = 550
_NAMES = ("januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember")  # fmt: skip
_DAY = re.compile(
    rf"\b(?:ab|zum|am|ab dem|ab sofort oder zum|frühestens(?: zum)?|:)\s(?:(?P<day>\d{{1,2}})\.\s?)?(?:(?P<month>\d{{1,2}})\.\s?|(?P<name>{'|'.join(_NAMES)})\s)(?P<year>20\d\d)\b"
)
_START = re.compile(
    r"eintritt|einstieg|start|beginn|\bsuch|besetz|gesucht|verstärk|einstell|verfügbar|\b(?:ab|zum) (?:dem )?\d"
)
_OTHER = re.compile(
    r"bis (?:zum )?\d|befrist|steig|erhöh|tarif|bewerbungsfrist|bewerbungsschluss|gegründet|umzug|ziehen|gilt|gelten|zulage|ausbildungs"
)


def read_start(wording: Wording, today: date) -> date | None:
    """The first day of work that lies ahead; None when the text names none or speaks of something else."""
    for _, low in wording.with_stems(tuple(str(today.year + ahead) for ahead in range(3))):
        if not _START.search(low) or _OTHER.search(low):
            continue
        for found in _DAY.finditer(low):
            month = int(found["month"]) if found["month"] else _NAMES.index(found["name"]) + 1
            try:
                day = date(int(found["year"]), month, int(found["day"] or 1))
            except ValueError:
                continue
            if today < day <= today + timedelta(days=FURTHEST_DAYS):
                return day
    return None
