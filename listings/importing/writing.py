"""What a run writes: new listings, changed ones, those that came back. Set-wise, from the staged rows."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from listings.importing import staging
from listings.lifecycle import SILENCE
from listings.models import Employer, Listing, Source

MAX_DAYS_ONLINE = 180
NOT_COPIED = frozenset({"status", "status_reason", "valid_through", "employer_kind"})
"""Columns of a known listing that are not simply taken over."""
FILLED = {
    "description": "s.description_text <> ''", "salary": "s.base_salary_unit <> ''",
    "place": "s.place_id IS NOT NULL", "shifts": "s.shifts <> '{}'",
    "employment_type": "s.employment_type <> '{}'", "contract": "s.contract <> '{}'",
    "work_mode": "s.work_mode <> ''", "apply_url": "s.apply_url <> ''",
    "date_posted": "s.date_posted IS NOT NULL", "valid_through": "s.valid_through IS NOT NULL",
}  # fmt: skip
"""Fields whose share of filled items is watched, with the condition on a staged row or a listing."""
_TABLE = staging.TABLE


def count(cursor: Any) -> dict[str, int]:
    """What will happen to the staged items; a moderator's approval is stronger than a new hold."""
    cursor.execute("UPDATE staged SET is_new = true WHERE listing_id IS NULL AND NOT is_repeat")
    cursor.execute(
        f"UPDATE staged s SET is_held = false, status = 'published', status_reason = '' FROM {_TABLE} k "  # noqa: S608
        "WHERE k.id = s.listing_id AND s.is_held AND k.approved_at IS NOT NULL"
    )
    cursor.execute(
        f"SELECT count(*) FILTER (WHERE s.is_held), count(*) FILTER (WHERE s.is_new AND NOT s.is_held), "  # noqa: S608
        f"count(*) FILTER (WHERE NOT s.is_held AND k.content_hash <> s.content_hash), "
        f"count(*) FILTER (WHERE NOT s.is_held AND k.content_hash = s.content_hash) "
        f"FROM staged s LEFT JOIN {_TABLE} k ON k.id = s.listing_id WHERE NOT s.is_repeat"
    )
    return dict(zip(("held", "created", "updated", "unchanged"), cursor.fetchone(), strict=True))


def write(cursor: Any, source: Source, now: datetime) -> tuple[list[int], list[int], list[int]]:
    """Ids of the created, the changed, and those that were gone and came back."""
    own = ", ".join(f"{name} = s.{name}" for name in staging.CONTENT if name not in NOT_COPIED)
    names = ", ".join(staging.CONTENT)
    cursor.execute(
        "UPDATE staged SET valid_through = least(valid_through, %s) WHERE is_new AND valid_through IS NOT NULL",
        [now + timedelta(days=MAX_DAYS_ONLINE)],
    )
    cursor.execute(
        f"UPDATE staged s SET employer_kind = e.kind FROM {Employer._meta.db_table} e "  # noqa: S608
        "WHERE e.id = s.hiring_organization_id AND e.kind <> '' AND s.employer_kind <> e.kind"
    )
    _give_way(cursor, source)
    changed = _ids(
        cursor,
        f"UPDATE {_TABLE} k SET {own}, content_hash = s.content_hash, raw_hash = s.raw_hash, "  # noqa: S608
        "employer_kind = s.employer_kind, search_vector = s.words, "
        f"valid_through = least(s.valid_through, k.first_seen_at + interval '{MAX_DAYS_ONLINE} days'), "
        "status = CASE WHEN k.status IN ('published', 'held') THEN s.status ELSE k.status END, "
        "status_reason = CASE WHEN k.status IN ('published', 'held') THEN s.status_reason ELSE k.status_reason END, "
        # The day when what was public is held back: its address says that it is gone rather than that it never was.
        "withdrawn_at = CASE WHEN k.status = 'published' AND s.status = 'held' THEN %s "
        "WHEN k.status = 'held' AND s.status = 'published' THEN NULL ELSE k.withdrawn_at END "
        f"FROM (SELECT *, {Listing.WORD_INDEX_SQL} AS words FROM staged) s "
        "WHERE k.id = s.listing_id AND k.content_hash <> s.content_hash RETURNING k.id",
        now,
    )
    back = _ids(
        cursor,
        f"UPDATE {_TABLE} k SET status = s.status, status_reason = s.status_reason, "  # noqa: S608
        "withdrawn_at = CASE WHEN s.status = 'held' THEN coalesce(k.withdrawn_at, %s) END, "
        "missing_since = NULL, missing_runs = 0, reposts = k.reposts + (k.status_reason <> %s)::int "
        "FROM staged s WHERE k.id = s.listing_id AND "
        "(k.status = 'withdrawn' OR (k.status = 'expired' AND (s.valid_through IS NULL OR s.valid_through > %s))) "
        "RETURNING k.id",
        now,
        SILENCE,
        now,
    )
    cursor.execute(
        f"UPDATE {_TABLE} k SET raw_hash = s.raw_hash FROM staged s WHERE k.id = s.listing_id "  # noqa: S608
        "AND k.content_hash = s.content_hash AND k.raw_hash <> s.raw_hash"
    )
    cursor.execute(
        f"UPDATE {_TABLE} k SET missing_since = NULL, missing_runs = 0 FROM staged s "  # noqa: S608
        "WHERE k.id = s.listing_id AND k.missing_since IS NOT NULL"
    )
    cursor.execute(f"UPDATE staged SET listing_id = nextval(pg_get_serial_sequence('{_TABLE}', 'id')) WHERE is_new")  # noqa: S608
    created = _ids(
        cursor,
        f"INSERT INTO {_TABLE} (id, source_id, external_id, raw_hash, content_hash, published_at, first_seen_at, {names}, "  # noqa: S608
        "aliases, is_hidden_duplicate, is_never_duplicate, contact_email, submitter_email, missing_runs, reposts, search_vector) "
        "SELECT listing_id, %s, CASE WHEN is_void THEN '~' || gen_random_uuid() ELSE external_id END, raw_hash, content_hash, published_at, "
        f"%s, {names}, '{{}}', false, false, '', '', 0, 0, {Listing.WORD_INDEX_SQL} FROM staged WHERE is_new ORDER BY position RETURNING id",
        source.pk, now,
    )  # fmt: skip
    return created, changed, back


def _give_way(cursor: Any, source: Source) -> None:
    """Matched listings take over new ids, keeping the old ones as aliases; others that hold such an id step aside."""
    cursor.execute(
        f"UPDATE {_TABLE} k SET aliases = array_append(k.aliases, k.external_id), "  # noqa: S608
        "external_id = '~' || k.id || '-' || left(k.external_id, 250) "
        "FROM staged s WHERE k.source_id = %s AND NOT s.is_repeat AND NOT s.is_void AND k.external_id = s.external_id "
        "AND k.id IS DISTINCT FROM s.listing_id AND NOT EXISTS (SELECT 1 FROM staged t WHERE t.listing_id = k.id)",
        [source.pk],
    )
    cursor.execute(
        f"UPDATE {_TABLE} k SET external_id = s.external_id, aliases = CASE WHEN k.external_id LIKE '~%%' "  # noqa: S608
        "OR k.external_id = ANY(k.aliases) THEN k.aliases ELSE array_append(k.aliases, k.external_id) END "
        "FROM staged s WHERE k.id = s.listing_id AND NOT s.is_void AND k.external_id <> s.external_id"
    )
    cursor.execute(
        f"UPDATE {_TABLE} k SET aliases = array_append(k.aliases, k.external_id), external_id = '~' || gen_random_uuid() "  # noqa: S608
        "FROM staged s WHERE k.id = s.listing_id AND s.is_void AND k.external_id IN "
        "(SELECT external_id FROM staged WHERE NOT is_void AND NOT is_repeat AND (listing_id IS NULL OR listing_id <> k.id))"
    )


def fill_rates() -> dict[str, float]:
    """Field to the share of the document's items that fill it, 0 to 1; of unchanged items by what is stored."""
    shares = ", ".join(
        f"avg((CASE WHEN s.title IS NULL THEN {condition.replace('s.', 'k.')} ELSE {condition} END)::int)"
        for condition in FILLED.values()
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {shares} FROM staged s LEFT JOIN {_TABLE} k ON k.id = s.listing_id WHERE NOT s.is_repeat"  # noqa: S608
        )
        row = cursor.fetchone()
    return {name: round(float(share), 4) for name, share in zip(FILLED, row, strict=True) if share is not None}


def _ids(cursor: Any, sql: str, *values: Any) -> list[int]:
    cursor.execute(sql, values)
    return [row[0] for row in cursor.fetchall()]
