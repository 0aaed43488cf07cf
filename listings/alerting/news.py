"""What is new to alerts: listings that are visible for the first time, whatever made them so.

Nobody has to report a listing: those that are live and not known yet are looked for, so that no writer can forget one
and a long import is seen whole when it is over. The moment is given under a lock, hence moments order commits.
"""

from datetime import datetime

from django.db import connection, transaction

ROOM = 0x41
"""Keeps the locks of alerts apart from other advisory locks."""
NEWS, PLAN = 1, 2
KEY = (
    "md5(coalesce(nullif(l.title_key, ''), lower(l.title)) || '|' || l.hiring_organization_id || '|'"
    " || coalesce(l.place_id::text, lower(l.city)))"
)
"""Of a listing `l`: what stays when a job is posted anew."""
_LIVE = "r.valid_through > statement_timestamp()"
LATELY_HOURS = 2
"""No transaction that makes listings visible takes longer: tasks end after half an hour."""
_LATELY = f"(%(is_thorough)s OR r.changed_at > statement_timestamp() - interval '{LATELY_HOURS} hours')"
_ADD = f"""
WITH unknown AS MATERIALIZED (
    SELECT l.id, {KEY} AS key FROM listings_searchrow r LEFT JOIN listings_listingnews n USING (listing_id)
    JOIN listings_listing l ON l.id = r.listing_id WHERE n.listing_id IS NULL AND {_LIVE} AND {_LATELY})
INSERT INTO listings_listingnews (listing_id, job_id, job_key, found_at)
SELECT u.id, coalesce(
    (SELECT min(n.job_id) FROM listings_listing d JOIN listings_listingnews n ON n.listing_id = d.id
        WHERE d.duplicate_of_id = u.id),
    (SELECT min(n.job_id) FROM listings_listingnews n WHERE n.job_key = u.key AND n.found_at IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM listings_searchrow r WHERE r.listing_id = n.listing_id AND {_LIVE})),
    u.id), u.key, %(now)s FROM unknown u
"""  # noqa: S608 - constants
_SHOWN = f"""
UPDATE listings_listingnews n SET found_at = %(now)s FROM listings_searchrow r
WHERE r.listing_id = n.listing_id AND n.found_at IS NULL AND {_LIVE}
"""  # noqa: S608 - constants
_DOUBLES = f"""
INSERT INTO listings_listingnews (listing_id, job_id, job_key, found_at)
SELECT l.id, coalesce(n.job_id, l.duplicate_of_id), {KEY}, NULL FROM listings_listing l
    LEFT JOIN listings_listingnews n ON n.listing_id = l.duplicate_of_id
WHERE l.duplicate_of_id IS NOT NULL AND l.is_hidden_duplicate
    AND NOT EXISTS (SELECT 1 FROM listings_listingnews k WHERE k.listing_id = l.id)
"""  # noqa: S608 - constants


@transaction.atomic
def look(*, is_thorough: bool) -> datetime:
    """Notes what became visible since the last look; returns the moment up to which everything is known.

    A double belongs to the job of the listing that hides it, whichever of the two came first. A thorough look goes through
    all live listings, a second for a million of them. The other one asks for what changed in the last LATELY_HOURS.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [ROOM, NEWS])
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
        for statement in (_ADD, _SHOWN, _DOUBLES):
            cursor.execute(statement, {"now": now, "is_thorough": is_thorough})
    return now
