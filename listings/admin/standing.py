"""How every source stands: what it does now, what is wrong with it, what it holds. A fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Now
from django.utils import timezone

from listings import lifecycle
from listings.importing import removal, run_lock
from listings.importing.progress import Progress
from listings.models import Alarm, ImportRun, Listing, Source
from listings.vocabulary import ListingStatus, RunStatus
from listings.watching import SILENT_AFTER

STEPS = {
    "download": "holt das Dokument", "read": "liest", "match": "vergleicht", "write": "schreibt", "settle": "räumt auf",
}  # fmt: skip
_IN_TIME = Q(valid_through__isnull=True) | Q(valid_through__gt=Now())


@dataclass(frozen=True, slots=True)
class State:
    name: str
    shape: str
    words: str


RUNNING = State("running", "▶", "läuft gerade")
LOSSES = State("losses", "▲", "Verluste warten")
SILENT = State("silent", "■", "schweigt")
INCOMPLETE = State("incomplete", "◐", "unvollständig")
NEW = State("new", "◇", "noch nie geholt")
OFF = State("off", "○", "ausgeschaltet")
FINE = State("fine", "●", "in Ordnung")
ORDER = (RUNNING, LOSSES, SILENT, INCOMPLETE, NEW, FINE, OFF)
"""What wants to be looked at comes first."""


@dataclass(slots=True)
class Standing:
    source: Source
    states: list[State]
    counts: dict[str, int]
    """live, held, missing, current, just_gone"""
    last_run: ImportRun | None
    last_read: ImportRun | None
    """The last run that read a document; the last one may only have learned that nothing changed."""
    progress: Progress | None
    alarms: int

    @property
    def is_running(self) -> bool:
        return RUNNING in self.states

    @property
    def step(self) -> str:
        return step_words(self.progress)

    @property
    def due_at(self) -> datetime | None:
        """None for one that rests, and for one that is due now."""
        if not (self.source.is_active and self.source.last_run_at):
            return None
        due = self.source.last_run_at + timedelta(minutes=self.source.interval_minutes)
        return due if due > timezone.now() else None


def step_words(progress: Progress | None) -> str:
    return STEPS.get(progress.step, "") if progress else "beginnt"


def standings(only: Source | None = None) -> list[Standing]:
    now = timezone.now()
    sources = list(Source.objects.filter(pk=only.pk) if only else Source.objects.order_by("name"))
    read = {run.source_id: run for run in ImportRun.objects.filter(_of(only)).newest_read()}
    runs = {run.source_id: run for run in ImportRun.objects.filter(_of(only)).newest()}
    counts = _counts(only, now)
    alarms = dict(
        Alarm.objects.filter(_of(only), settled_at=None, source__isnull=False)
        .order_by().values_list("source").annotate(Count("pk"))
    )  # fmt: skip
    running = run_lock.running()
    told = Progress.of_each(running & {source.pk for source in sources})
    nothing = dict.fromkeys(("live", "held", "missing", "current", "just_gone"), 0)
    found = []
    for source in sources:
        own, run = counts.get(source.pk, nothing), runs.get(source.pk)
        states = _states(source, own, run, source.pk in running, now)
        found.append(
            Standing(source, states, own, run, read.get(source.pk), told.get(source.pk), alarms.get(source.pk, 0))
        )
    return sorted(found, key=lambda row: (min(map(ORDER.index, row.states)), row.source.name))


def _of(only: Source | None) -> Q:
    return Q(source=only) if only else Q()


def _counts(only: Source | None, now: datetime) -> dict[int, dict[str, Any]]:
    current = Q(status__in=lifecycle.CURRENT)
    is_gone = Q(status=ListingStatus.WITHDRAWN, withdrawn_at__gt=now - removal.LOSS_WINDOW)
    live = Q(_IN_TIME, status=ListingStatus.PUBLISHED, is_hidden_duplicate=False)
    rows = Listing.objects.filter(_of(only), current | is_gone, source__isnull=False).order_by().values("source")
    counted = rows.annotate(
        live=Count("pk", filter=live), held=Count("pk", filter=Q(status=ListingStatus.HELD)),
        missing=Count("pk", filter=current & Q(missing_since__isnull=False)), current=Count("pk", filter=current),
        just_gone=Count("pk", filter=is_gone),
    )  # fmt: skip
    return {row.pop("source"): row for row in counted}


def _states(
    source: Source, counts: dict[str, int], run: ImportRun | None, is_running: bool, now: datetime
) -> list[State]:
    states = [RUNNING] if is_running else []
    if counts["missing"] and removal.is_bulk(counts["current"], counts["missing"], counts["just_gone"]):
        states.append(LOSSES)
    if not source.is_active:
        return [*states, OFF]
    if run is None:
        return [*states, NEW]
    rest = max(SILENT_AFTER, 2 * timedelta(minutes=source.interval_minutes))
    if (source.last_complete_at or run.started_at) <= now - rest:
        states.append(SILENT)
    elif run.status != RunStatus.COMPLETE:
        states.append(INCOMPLETE)
    return states or [FINE]
