"""Whose turn it is, what is new for whom, and which mails that makes: a few statements for all alerts together.

All of it is one transaction: a planner that is killed has planned nothing, and one that ends has moved every alert on
together with its mails, so that no listing is looked at twice or never.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from listings.alerting import news
from listings.searching import matching

MORNING = time(6)
"""When daily and weekly mails leave, by the clock of TIME_ZONE."""
MAX_IN_MAIL = 20
MAX_MAILS_A_DAY = 3
"""Of an alert that writes at once."""
REST = timedelta(hours=1)
"""Between two of those, gathering what comes."""
_BITS = ", ".join(f"{name}_bits" for name in (*matching.FACETS, *matching.EXTRAS))
_DUE = (
    "DROP TABLE IF EXISTS pg_temp.due, pg_temp.jobs, pg_temp.totals, pg_temp.best, pg_temp.told;"
    "CREATE TEMP TABLE due (id bigint PRIMARY KEY, mails_on date, mails_that_day int) ON COMMIT DROP"
)
_FILL = f"""
WITH turn AS (SELECT * FROM listings_jobalert WHERE confirmed_at IS NOT NULL AND paused_at IS NULL AND next_at <= %(now)s
        ORDER BY id FOR NO KEY UPDATE SKIP LOCKED),
    taken AS (INSERT INTO due SELECT id, mails_on, mails_that_day FROM turn)
INSERT INTO asked (id, since, words, place_id, latitude, longitude, radius_km, {_BITS})
SELECT id, seen_until, words, place_id, latitude, longitude, radius_km, {_BITS} FROM turn
"""  # noqa: S608 - constants
_MAILS = """
CREATE TEMP TABLE jobs ON COMMIT DROP AS
    SELECT f.listing_id, n.job_id, EXISTS (SELECT 1 FROM listings_listingnews o WHERE o.job_id = n.job_id
        AND o.listing_id <> f.listing_id) AS is_known FROM fresh f JOIN listings_listingnews n USING (listing_id);
CREATE TEMP TABLE totals ON COMMIT DROP AS
    SELECT criterion, count(*) FILTER (WHERE NOT is_known) AS unknown FROM matched JOIN jobs USING (listing_id) GROUP BY 1;
CREATE TEMP TABLE best ON COMMIT DROP AS
    SELECT * FROM (SELECT m.*, j.job_id, j.is_known, row_number() OVER (PARTITION BY m.criterion
        ORDER BY m.published_at DESC, m.listing_id DESC) AS nth
        FROM matched m JOIN jobs j USING (listing_id) WHERE NOT j.is_known) newest WHERE nth <= %(most)s
    UNION ALL SELECT m.*, j.job_id, j.is_known, 0 FROM matched m JOIN jobs j USING (listing_id) WHERE j.is_known;
ANALYZE best, totals;
CREATE TEMP TABLE told ON COMMIT DROP AS SELECT * FROM (
    SELECT s.id, b.listing_id, b.job_id, b.km, row_number() OVER (PARTITION BY s.id
            ORDER BY b.published_at DESC, b.listing_id DESC) AS nth,
        t.unknown + count(*) FILTER (WHERE b.is_known) OVER (PARTITION BY s.id) AS total
    FROM numbered s JOIN best b USING (criterion) JOIN totals t USING (criterion)
    WHERE NOT b.is_known OR (
        NOT EXISTS (SELECT 1 FROM listings_alertedlisting a WHERE a.alert_id = s.id AND a.job_id = b.job_id)
        AND NOT EXISTS (SELECT 1 FROM best o WHERE o.criterion = b.criterion AND o.job_id = b.job_id
            AND o.listing_id < b.listing_id))) newest
    WHERE nth <= %(most)s;
ANALYZE told;
INSERT INTO listings_jobalertmail (alert_id, kind, state, planned_at, not_before, more, tries, is_begun)
    SELECT id, 'listings', 'planned', %(known)s, %(known)s, max(total) - count(*), 0, false FROM told GROUP BY id ORDER BY id;
INSERT INTO listings_alertedlisting (alert_id, job_id, listing_id, mail_id, km)
    SELECT t.id, t.job_id, t.listing_id, m.id, t.km FROM told t JOIN listings_jobalertmail m
    ON m.alert_id = t.id AND m.kind = 'listings' AND m.planned_at = %(known)s ORDER BY m.id, t.nth
    ON CONFLICT DO NOTHING;
UPDATE due d SET mails_that_day = CASE WHEN mails_on = %(today)s THEN mails_that_day ELSE 0 END + 1, mails_on = %(today)s
    FROM (SELECT DISTINCT id FROM told) t WHERE d.id = t.id
"""
"""Of each search the newest, and all that offer a job which another listing offered before: who was told of that one
is not told again. Then the same for each alert."""
_NEXT = """
UPDATE listings_jobalert a SET seen_until = %(known)s, mails_on = d.mails_on, mails_that_day = d.mails_that_day,
    next_at = CASE frequency WHEN 'daily' THEN %(next_morning)s
        WHEN 'weekly' THEN (%(mornings)s::timestamptz[])[a.weekday]
        ELSE CASE WHEN d.mails_on IS DISTINCT FROM %(today)s THEN %(now)s WHEN d.mails_that_day >= %(many)s THEN %(tomorrow)s
            WHEN EXISTS (SELECT 1 FROM told t WHERE t.id = a.id) THEN %(now)s + %(rest)s ELSE %(now)s END END
FROM due d WHERE a.id = d.id
"""


@dataclass(frozen=True)
class Planned:
    """What one run looked at and made."""

    alerts: int = 0
    listings: int = 0
    mails: int = 0
    told: int = 0


def plan(now: datetime | None = None) -> Planned:
    """Plans the mails of all alerts whose turn it is; nothing while another process does. `now` is for turns only."""
    with _sole() as is_mine:
        if not is_mine:
            return Planned()
        known = news.look(is_thorough=True)
        return _plan(now or known, known)


@contextmanager
def _sole() -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [news.ROOM, news.PLAN])
        is_mine = cursor.fetchone()[0]
        try:
            yield is_mine
        finally:
            if is_mine:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [news.ROOM, news.PLAN])


@transaction.atomic
def _plan(now: datetime, known: datetime) -> Planned:
    with connection.cursor() as cursor:
        cursor.execute(f"{_DUE}; {matching.ASKED}")
        cursor.execute(_FILL, {"now": now})
        cursor.execute("SELECT count(*), min(since) FROM asked")
        alerts, since = cursor.fetchone()
        if not alerts:
            return Planned()
        cursor.execute(matching.FRESH, [since, known])
        listings = cursor.rowcount
        if not listings and _only_waiting(cursor):
            return Planned(alerts)
        matching.match()
        today = timezone.localdate(now)
        cursor.execute(_MAILS, {"most": MAX_IN_MAIL, "known": known, "today": today})
        mails = cursor.rowcount
        cursor.execute("SELECT count(*) FROM told")
        told = cursor.fetchone()[0]
        cursor.execute(_NEXT, {
            "known": known, "now": now, "today": today, "many": MAX_MAILS_A_DAY, "rest": REST,
            "next_morning": next_morning(now), "tomorrow": morning(today + timedelta(days=1)),
            "mornings": [next_morning(now, weekday) for weekday in range(1, 8)],
        })  # fmt: skip
    return Planned(alerts, listings, mails, told)


def _only_waiting(cursor: Any) -> bool:
    """Alerts that write at once need not be moved on when nothing is new."""
    cursor.execute(
        "SELECT NOT EXISTS (SELECT 1 FROM due JOIN listings_jobalert USING (id) WHERE frequency <> 'instant')"
    )
    is_so: bool = cursor.fetchone()[0]
    return is_so


def morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, MORNING))


def next_morning(now: datetime, weekday: int | None = None) -> datetime:
    """The first one after this moment, of the weekday if one is given (1 is Monday)."""
    day = timezone.localdate(now)
    while morning(day) <= now or (weekday and day.isoweekday() != weekday):
        day += timedelta(days=1)
    return morning(day)
