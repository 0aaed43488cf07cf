"""The rows of one document on their way into the database: a temporary table filled by COPY, a batch at a time."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.db import connection

from listings.models import Listing
from listings.normalise.spelling import fold
from listings.normalise.title import title_key

CONTENT = (
    "title", "description_html", "description_text", "place_id", "further_places", "city", "postal_code", "country", "latitude",
    "longitude", "shifts", "employment_type", "contract", "work_mode", "sector", "languages", "entry", "weekly_hours",
    "work_starts_at", "work_ends_at", "base_salary_min", "base_salary_max", "base_salary_unit", "base_salary_origin",
    "base_salary_text", "salary_month_min", "salary_month_max", "apply_url", "date_posted", "valid_through",
    "status", "status_reason", "hiring_organization_id", "title_key", "url_key", "fingerprint", "employer_kind",
    "evidence", "findings", "surcharges",
)  # fmt: skip
"""Columns that a feed decides; their digest tells whether an item changed."""
JSON = ("evidence", "findings", "surcharges")
LONG = ("description_html", "description_text", "evidence")
COLUMNS = ("position", "external_id", "raw_hash", "content_hash", "is_held", "published_at", *CONTENT)
TABLE = Listing._meta.db_table
_TRACKING = re.compile(r"^(?:utm_\w+|gclid|fbclid|source|ref|src)$", re.I)
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\x00": None})


def batches(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch


def create() -> None:
    """Lives until the end of the transaction."""
    columns = ", ".join(f"{name}" for name in CONTENT)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.staged")
        cursor.execute(
            f"CREATE TEMPORARY TABLE staged ON COMMIT DROP AS SELECT 0 AS position, external_id, raw_hash, content_hash, "  # noqa: S608
            f"false AS is_held, published_at, {columns} FROM {TABLE} WITH NO DATA"
        )
        cursor.execute(
            "ALTER TABLE staged ADD COLUMN listing_id bigint, ADD COLUMN is_new boolean NOT NULL DEFAULT false, "
            "ADD COLUMN is_repeat boolean NOT NULL DEFAULT false, ADD COLUMN is_void boolean NOT NULL DEFAULT false"
        )


def write(rows: Iterable[tuple[Any, ...]]) -> None:
    """Rows as row_of() makes them."""
    buffer = StringIO()
    for row in rows:
        buffer.write("\t".join(map(_plain, row)) + "\n")
    buffer.seek(0)
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(f"COPY staged ({', '.join(COLUMNS)}) FROM STDIN", buffer)


KEPT = (
    "external_id", "raw_hash", "content_hash", "published_at", "title_key", "url_key", "fingerprint", "place_id", "city",
    "further_places", "status", "status_reason", "valid_through",
)  # fmt: skip
"""What matching and waking ask of an item that says the same as last time."""


def write_known(rows: list[tuple[int, int]]) -> None:
    """Items that say the same as last time: position and listing, the rest comes from what is stored."""
    names = ", ".join(KEPT)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO staged (position, listing_id, is_held, {names}) SELECT p.position, k.id, k.status = 'held', {names} "  # noqa: S608
            f"FROM unnest(%s::int[], %s::bigint[]) AS p(position, pk) JOIN {TABLE} k ON k.id = p.pk",
            [[position for position, _ in rows], [pk for _, pk in rows]],
        )


def row_of(
    position: int,
    external_id: str,
    raw_hash: str,
    url: str,
    employer_id: int,
    fields: dict[str, Any],
    published_at: datetime,
) -> tuple[Any, ...]:
    values = fields | {
        "place_id": fields["place"].pk if fields["place"] else None,
        "hiring_organization_id": employer_id,
        "title_key": title_key(fields["title"])[:200],
        "url_key": digest(canonical_url(url)) if url else "",
    }
    values |= {name: json.dumps(values[name], ensure_ascii=False, sort_keys=True) for name in JSON}
    town = str(values["place_id"] or f"{fold(fields['city'])} {fields['country']}")
    values["fingerprint"] = digest(values["title_key"], str(employer_id), town)
    content = [values[name] for name in CONTENT]
    stable = (_plain(values[name]) for name in CONTENT if name != "date_posted")  # some feeds say "today" each day
    stamp = hashlib.sha256("\x1f".join(stable).encode()).hexdigest()
    return (position, external_id, raw_hash, stamp, fields["status"] == "held", published_at, *content)


def digest(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=12).hexdigest()


def canonical_url(url: str) -> str:
    """Lower-case host, no fragment, no tracking parameters; everything else stays."""
    parts = urlsplit(url)
    query = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(name)
    ]
    return parts._replace(netloc=parts.netloc.lower(), query=urlencode(query), fragment="").geturl()


def _plain(value: Any) -> str:
    """A value as COPY reads it."""
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, list | tuple | set | frozenset):
        return "{" + ",".join(sorted(map(str, value))) + "}"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value).translate(_ESCAPES)
