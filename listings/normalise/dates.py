"""Dates as feeds write them, to an aware instant in UTC. Without a zone they are meant in Berlin."""

import re
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from dateutil import parser

BERLIN = ZoneInfo("Europe/Berlin")
_DATE_ONLY = re.compile(r"^(\d{4}-\d{2}-\d{2}|\d{1,2}[.-]\d{1,2}[.-]\d{2,4})$")
_ZONES = {
    "CET": 3600,
    "CEST": 7200,
    "MEZ": 3600,
    "MESZ": 7200,
    "EST": -18000,
    "EDT": -14400,
    "GMT": 0,
    "UTC": 0,
}


def read_instant(value: str, end_of_day: bool = False) -> datetime | None:
    """A date without a time means its first second, or its last with end_of_day."""
    value = value.strip()
    if re.fullmatch(r"\d{10}|\d{13}", value):
        return datetime.fromtimestamp(int(value) / (1000 if len(value) == 13 else 1), UTC)
    try:
        found = parser.parse(value, dayfirst=re.match(r"\d{4}", value) is None, tzinfos=_ZONES)
    except (ValueError, OverflowError):
        return None
    if end_of_day and _DATE_ONLY.match(value):
        found = datetime.combine(found.date(), time(23, 59, 59))
    if found.tzinfo is None:
        found = found.replace(tzinfo=BERLIN)
    return found.astimezone(UTC) if 2000 <= found.year <= 2100 else None
