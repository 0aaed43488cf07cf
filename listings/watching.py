"""Looks after sources and scheduled jobs: what is wrong is an Alarm while it lasts, and operators get one mail for it.

All conditions are asked of the database as sets, so that two watchers at once, or one that was killed, do no harm: an
open alarm exists once for each subject. A mail leaves at most once: alarms are marked first and mailed after that
commit; a mail server that refuses leads to another try, a worker killed between the two to an alarm that stands in the
admin only.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import Error, connection, models, transaction
from django.db.models import Case, Exists, F, OuterRef, When
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from listings.models import Alarm, ScheduledJob, labels
from listings.vocabulary import AlarmKind

SILENT_AFTER = timedelta(hours=48)
REJECTED_SHARE = 0.05
MISSING_SHARE, MISSING_COUNT = 0.2, 5
"""Of fewer listings a fifth is no news, unless all of them are missing."""
FILL_FALL = 0.3
FILL_ITEMS, FILL_RUNS = 10, 3
"""Items of a document and earlier runs below which a share says nothing."""
MISSED_INTERVALS = 3
REST = timedelta(hours=24)
"""Between two mails about one subject that is over and back all day."""
MAX_ALARMS_IN_MAIL = 100

P = ParamSpec("P")
R = TypeVar("R")
JOBS: dict[str, timedelta] = {}
"""Each scheduled job with the time between two runs."""


@dataclass(frozen=True, slots=True)
class Finding:
    source_id: int | None
    subject: str
    message: str


def watched(*, every: timedelta) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Notes start, good end and failure of a scheduled job under the name of the function."""

    def decorate(job: Callable[P, R]) -> Callable[P, R]:
        name = job.__name__
        JOBS[name] = every

        @wraps(job)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            _started(name)
            try:
                result = job(*args, **kwargs)
            except Exception as error:
                _failed(name, error)
                raise
            ScheduledJob.objects.filter(name=name).update(ended_at=timezone.now(), error="")
            return result

        return run

    return decorate


def _started(name: str) -> None:
    """Until a job has ended well for the first time, its first start is kept: that is what it is late from."""
    now = timezone.now()
    _, is_new = ScheduledJob.objects.get_or_create(name=name, defaults={"started_at": now})
    if not is_new:
        first = When(ended_at=None, started_at__isnull=False, then=F("started_at"))
        ScheduledJob.objects.filter(name=name).update(started_at=Case(first, default=now))


def _failed(name: str, error: Exception) -> None:
    """Values in messages of the database come after the first line; mail addresses are taken out."""
    said = str(error).strip().splitlines()
    words = re.sub(r"\S+@\S+", "[address]", f"{type(error).__name__}: {said[0] if said else ''}")
    try:
        ScheduledJob.objects.filter(name=name).update(failed_at=timezone.now(), error=words[:500])
    except Error:  # the database is what failed
        return


def watch(now: datetime | None = None, jobs: Mapping[str, timedelta] | None = None) -> None:
    """Raises new alarms, settles those that are over, and mails the new ones."""
    now = now or timezone.now()
    for kind, find in FINDERS.items():
        _settle(kind, find(now), now)
    _settle(AlarmKind.JOB, _late_jobs(now, JOBS if jobs is None else jobs), now)
    mail_alarms(now)


@transaction.atomic
def _settle(kind: AlarmKind, findings: list[Finding], now: datetime) -> None:
    found = {(finding.source_id, finding.subject) for finding in findings}
    known = Alarm.objects.filter(kind=kind, settled_at=None).values_list("pk", "source_id", "subject")
    over = [pk for pk, *subject in known if tuple(subject) not in found]
    Alarm.objects.filter(pk__in=over).update(settled_at=now)
    Alarm.objects.bulk_create(
        [
            Alarm(kind=kind, source_id=finding.source_id, subject=finding.subject, message=finding.message[:500],
                  raised_at=now)
            for finding in findings
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _rows(sql: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _silent(now: datetime) -> list[Finding]:
    """Sources with an interval of more than a day may miss one run."""
    rows = _rows(
        "SELECT id, since FROM (SELECT s.id, greatest(%(rest)s, s.interval_minutes * interval '2 minutes') AS rest, "
        "coalesce(s.last_complete_at, (SELECT min(started_at) FROM listings_importrun r WHERE r.source_id = s.id)) AS since "
        "FROM listings_source s WHERE s.is_active) q WHERE since <= %(now)s - rest ORDER BY id",
        now=now, rest=SILENT_AFTER,
    )  # fmt: skip
    return [Finding(pk, "", f"Kein vollständiger Import seit {_moment(since)}.") for pk, since in rows]


_LAST_RUNS = (
    "SELECT r.*, row_number() OVER (PARTITION BY r.source_id ORDER BY r.started_at DESC, r.id DESC) AS nth "
    "FROM listings_importrun r JOIN listings_source s ON s.id = r.source_id "
    "WHERE s.is_active AND r.status <> 'running' AND NOT r.is_replay AND r.started_at > %(now)s - interval '14 days'"
)
"""Runs of active sources, the newest of each numbered 1."""


def _incomplete(now: datetime) -> list[Finding]:
    rows = _rows(
        f"SELECT source_id, max(reason) FILTER (WHERE nth = 1) FROM ({_LAST_RUNS}) r WHERE nth <= 2 "  # noqa: S608
        "GROUP BY source_id HAVING count(*) = 2 AND every(status <> 'complete') ORDER BY source_id",
        now=now,
    )
    return [Finding(pk, "", f"Die letzten beiden Importe waren nicht vollständig: {reason}") for pk, reason in rows]


def _rejected(now: datetime) -> list[Finding]:
    """Sound items that are not for this portal do not count."""
    rows = _rows(
        f"SELECT source_id, broken, read FROM ({_LAST_RUNS}) r "  # noqa: S608
        "WHERE nth = 1 AND read > 0 AND broken > %(share)s * read ORDER BY source_id",
        now=now, share=REJECTED_SHARE,
    )  # fmt: skip
    return [Finding(pk, "", f"{broken} von {read} Einträgen sind unbrauchbar.") for pk, broken, read in rows]


def _missing(now: datetime) -> list[Finding]:
    """A level, not a step: what went within a day counts too, so that a feed that crumbles slowly is noticed."""
    rows = _rows(
        "WITH runs AS (SELECT r.*, row_number() OVER newest AS nth, sum(withdrawn) "
        "FILTER (WHERE r.started_at > %(now)s - interval '1 day') OVER (PARTITION BY r.source_id) AS gone "
        "FROM listings_importrun r JOIN listings_source s ON s.id = r.source_id WHERE s.is_active "
        "AND r.status = 'complete' AND NOT r.is_replay AND r.started_at > %(now)s - interval '14 days' "
        "WINDOW newest AS (PARTITION BY r.source_id ORDER BY r.started_at DESC, r.id DESC)), "
        "loss AS (SELECT source_id, removals_held AS waiting, removals_held + coalesce(gone, 0) AS lost, "
        "created + updated + unchanged + held AS seen FROM runs WHERE nth = 1) "
        "SELECT source_id, waiting, lost, seen + lost FROM loss WHERE waiting > 0 AND lost >= %(share)s * (seen + lost) "
        "AND (lost >= %(count)s OR seen = 0) ORDER BY source_id",
        now=now, share=MISSING_SHARE, count=MISSING_COUNT,
    )  # fmt: skip
    return [
        Finding(pk, "", f"{lost} von {known} Anzeigen fehlen in der Quelle, {waiting} davon sind noch online.")
        for pk, waiting, lost, known in rows
    ]


def _fill_rate(now: datetime) -> list[Finding]:
    rows = _rows(
        "WITH runs AS (SELECT r.source_id, r.fill_rates, r.read, "
        "row_number() OVER (PARTITION BY r.source_id ORDER BY r.started_at DESC, r.id DESC) AS nth "
        "FROM listings_importrun r JOIN listings_source s ON s.id = r.source_id WHERE s.is_active "
        "AND r.status = 'complete' AND NOT r.is_replay AND r.fill_rates <> '{}' AND r.started_at > %(now)s - interval '7 days'), "
        "rates AS (SELECT source_id, nth, read, key, value::float8 AS share FROM runs, jsonb_each_text(fill_rates)) "
        "SELECT source_id, key, avg(share) FILTER (WHERE nth > 1) AS before, max(share) FILTER (WHERE nth = 1) AS last "
        "FROM rates GROUP BY source_id, key HAVING count(*) FILTER (WHERE nth > 1) >= %(runs)s "
        "AND max(read) FILTER (WHERE nth = 1) >= %(items)s AND round((avg(share) FILTER (WHERE nth > 1) "
        "- max(share) FILTER (WHERE nth = 1))::numeric, 4) >= %(fall)s ORDER BY source_id, key",
        now=now, runs=FILL_RUNS, items=FILL_ITEMS, fall=FILL_FALL,
    )  # fmt: skip
    return [
        Finding(
            pk,
            name,
            f"„{name}“ steht nur noch in {100 * last:.0f} % der Anzeigen, in der Woche davor waren es {100 * before:.0f} %.",
        )  # fmt: skip
        for pk, name, before, last in rows
    ]


FINDERS: dict[AlarmKind, Callable[[datetime], list[Finding]]] = {
    AlarmKind.SILENT: _silent, AlarmKind.INCOMPLETE: _incomplete, AlarmKind.REJECTED: _rejected,
    AlarmKind.MISSING: _missing, AlarmKind.FILL_RATE: _fill_rate,
}  # fmt: skip


def _late_jobs(now: datetime, jobs: Mapping[str, timedelta]) -> list[Finding]:
    """A job that was never seen counts from now."""
    ScheduledJob.objects.bulk_create([ScheduledJob(name=name, started_at=now) for name in jobs], ignore_conflicts=True)
    found = []
    for job in ScheduledJob.objects.filter(name__in=jobs).order_by("name"):
        since = job.ended_at or job.started_at
        if since and since < now - MISSED_INTERVALS * jobs[job.name]:
            said = (
                f"nicht gut beendet seit {_moment(since)}"
                if job.ended_at
                else f"noch nie gut beendet ({_moment(since)})"
            )
            why = f", zuletzt: {job.error}" if job.error else ""
            found.append(Finding(None, job.name, f"Aufgabe {job.name} {said}{why}."))
    return found


def _moment(when: datetime) -> str:
    return f"{timezone.localtime(when):%d.%m.%Y %H:%M}"


def mail_alarms(now: datetime) -> int:
    """One mail for all new alarms. Without an address they only stand in the admin."""
    if not settings.OPERATOR_ALERTS or not _unmailed(now).exists():
        return 0
    with get_connection() as server:
        alarms = _claim(now)
        if not alarms:
            return 0
        try:
            _letter(alarms, server).send()
        except Exception:
            Alarm.objects.filter(pk__in=[alarm.pk for alarm in alarms], mailed_at=now).update(mailed_at=None)
            raise
    return len(alarms)


def _unmailed(now: datetime) -> models.QuerySet[Alarm]:
    like = Alarm.objects.filter(
        kind=OuterRef("kind"), subject=OuterRef("subject"), mailed_at__gt=now - REST
    ).filter(models.Q(source=OuterRef("source")) | models.Q(source=None, kind=AlarmKind.JOB))  # fmt: skip
    return Alarm.objects.filter(~Exists(like), settled_at=None, mailed_at=None)


@transaction.atomic
def _claim(now: datetime) -> list[Alarm]:
    rows = _unmailed(now).order_by("pk").select_for_update(skip_locked=True, of=("self",))
    alarms = list(rows.select_related("source")[:MAX_ALARMS_IN_MAIL])
    Alarm.objects.filter(pk__in=[alarm.pk for alarm in alarms]).update(mailed_at=now)
    return alarms


def _letter(alarms: list[Alarm], server: BaseEmailBackend) -> EmailMessage:
    link = settings.BASE_URL + reverse("admin:index")
    rows = [{"kind": labels.ALARM_KINDS[alarm.kind], "alarm": alarm} for alarm in alarms]
    text = render_to_string("emails/alarms.txt", {"rows": rows, "link": link})
    first = alarms[0]
    subject = (
        f"{rows[0]['kind']}: {first.source or first.subject}" if len(alarms) == 1 else f"{len(alarms)} neue Alarme"
    )
    return EmailMessage(
        " ".join(f"Frühdienst: {subject}".split()), text, None, settings.OPERATOR_ALERTS, connection=server
    )
