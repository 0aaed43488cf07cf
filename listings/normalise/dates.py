"""Instants as feeds write them: ISO, RFC 822, `01.03.2026`, `02-Mar-26`, epoch seconds and milliseconds."""

import re
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
_ZONES = {
    "mez": 1,
    "cet": 1,
    "mesz": 2,
    "cest": 2,
    "utc": 0,
    "gmt": 0,
    "z": 0,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
    "bst": 1,
    "eet": 2,
    "eest": 3,
    "wet": 0,
}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januar january jänner", "feb februar february", "mar mär mrz märz march maerz", "apr april",
            "mai may", "jun juni june", "jul juli july", "aug august", "sep sept september",
            "okt oct oktober october", "nov november", "dez dec dezember december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_CLOCK = (
    r"(?:[T\s,]+(?:um\s)?(?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<s>\d{2})(?:[.,]\d{1,9})?)?(?:\s?Uhr)?\s*(?P<zone>Z"
    r"|UTC|GMT|[A-Za-z]{2,4}|(?:UTC|GMT)?\s?[+-]\d{2}:?\d{2}|[+-]\d{2})?(?:\s?\([\w\s]{1,40}\))?)?"
)
_ISO = re.compile(rf"^(?P<y>\d{{4}})[-/.]?(?P<m>\d{{2}})[-/.]?(?P<d>\d{{2}}){_CLOCK}$", re.IGNORECASE)
_GERMAN = re.compile(rf"^(?P<d>\d{{1,2}})[./](?P<m>\d{{1,2}})[./](?P<y>\d{{4}}|\d{{2}}){_CLOCK}$", re.IGNORECASE)
_DASHED = re.compile(rf"^(?P<d>\d{{1,2}})-(?P<m>\d{{1,2}})-(?P<y>\d{{4}}){_CLOCK}$", re.IGNORECASE)
_NAMED = re.compile(
    rf"^(?:[A-Za-zäöü]{{2,10}}\.?,?\s+)?(?P<d>\d{{1,2}})\.?[-\s]+(?P<name>[A-Za-zäöü]{{3,9}})\.?[-\s,]+(?P<"
    rf"y>\d{{4}}|\d{{2}}){_CLOCK}$",
    re.IGNORECASE,
)
_AMERICAN = re.compile(rf"^(?P<name>[A-Za-zä]{{3,9}})\.?\s+(?P<d>\d{{1,2}}),?\s+(?P<y>\d{{4}}){_CLOCK}$", re.IGNORECASE)
_EPOCH = re.compile(r"^-?\d{9,16}(?:\.\d+)?$")
_MILLISECONDS = 10**11


def _zone_hours(zone: str) -> timedelta | None:
    lowered = zone.lower().replace(" ", "")
    if lowered in _ZONES:
        return timedelta(hours=_ZONES[lowered])
    found = re.fullmatch(r"(?:utc|gmt)?([+-])(\d{2}):?(\d{2})?", lowered)
    if not found:
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return -offset if found[1] == "-" else offset


def _epoch(value: str) -> datetime | None:
    number = float(value)
    if abs(number) >= _MILLISECONDS:
        number /= 1000
    try:
        return datetime.fromtimestamp(number, UTC)
    except (OverflowError, OSError, ValueError):
        return None


def _month(found: re.Match[str]) -> int | None:
    groups = found.groupdict()
    return int(groups["m"]) if groups.get("m") else _MONTHS.get(groups["name"].lower())


def _read(value: str, end_of_day: bool = False) -> datetime | None:
    value = re.sub(r"\[[\w/]{1,40}\]$", "", " ".join(value.replace("\u00a0", " ").split()))
    if not value or len(value) > 80:
        return None
    if _EPOCH.match(value) and not re.fullmatch(r"(?:19|20)\d{12}", value):
        return _epoch(value)
    for pattern in (_ISO, _GERMAN, _DASHED, _NAMED, _AMERICAN):
        found = pattern.match(value)
        if found:
            return _instant(found, end_of_day)
    try:
        parsed = parsedate_to_datetime(value)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
    return parsed.astimezone(UTC) if parsed.tzinfo else parsed.replace(tzinfo=BERLIN).astimezone(UTC)


def _instant(found: re.Match[str], end_of_day: bool) -> datetime | None:
    month = _month(found)
    if month is None:
        return None
    year = int(found["y"])
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    try:
        day = date(year, month, int(found["d"]))
        if found["h"] is None:
            clock = time(23, 59, 59) if end_of_day else time(0)
            return datetime.combine(day, clock, BERLIN).astimezone(UTC)
        hour = int(found["h"])
        clock = time(0 if hour == 24 else hour, int(found["mi"]), min(int(found["s"] or 0), 59))
        moment = datetime.combine(day, clock, UTC) + timedelta(days=hour == 24)
        if found["zone"]:
            offset = _zone_hours(found["zone"])
            return None if offset is None else moment - offset
        return moment.replace(tzinfo=BERLIN).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def read_instant(value: str, end_of_day: bool = False) -> datetime | None:
    """Aware, in UTC. Without a zone it is Berlin's clock; a bare day starts at 0:00 or, for ends, lasts to 23:59:59."""
    found = _read(value, end_of_day)
    return found if found and 2000 <= found.year <= 2100 else None
