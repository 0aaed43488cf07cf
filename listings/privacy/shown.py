"""Data of any shape as lists of names and words that a page can show."""

from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime

from listings.privacy.holders import Data

Record = list[tuple[str, str]]
_NOTHING = ("", None, [], {})


def records(data: Data) -> list[Record]:
    """A record for each row, whatever lists they come from. Nothing is left out."""
    if isinstance(data, list):
        return [_record(row) for row in data]
    found = [_record({name: value for name, value in data.items() if not isinstance(value, list)})]
    for name, rows in data.items():
        if isinstance(rows, list):
            found += [_record({"art": name, **(row if isinstance(row, dict) else {"": row})}) for row in rows]
    return [record for record in found if record]


def _record(row: dict[str, Any]) -> Record:
    return [(name[:1].upper() + name[1:], words(value)) for name, value in row.items() if value not in _NOTHING]


def words(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, datetime):
        return date_format(localtime(value), "j. F Y, H:i") + " Uhr"
    if isinstance(value, date):
        return date_format(value, "j. F Y")
    if isinstance(value, dict):
        return "; ".join(f"{name}: {words(inner)}" for name, inner in value.items() if inner not in _NOTHING)
    if isinstance(value, (list, tuple)):
        return ", ".join(words(inner) for inner in value)
    return str(value)
