"""The timetable: every job is watched at its own pace, queues, and imports queued once."""

from datetime import datetime, timedelta
from threading import Event

import pytest
from celery import signals
from celery.contrib.testing.worker import start_worker
from django.core.cache import cache
from django.utils import timezone
from kombu.exceptions import OperationalError

from listings import tasks, watching
from listings.models import ScheduledJob, Source
from portal import celery
from portal.celery import app

MINUTE = timedelta(minutes=1)


def gap(schedule) -> timedelta:
    """The longest time between two runs within two days."""
    moment = datetime(2026, 11, 23, 0, 0, 30, tzinfo=timezone.get_current_timezone())
    end, gaps = moment + timedelta(days=2), []
    while moment < end:
        start, step, _ = schedule.remaining_delta(moment)
        gaps.append(start + step - moment)
        moment = start + step
    return max(gaps[1:])


def test_every_job_of_the_timetable_is_watched_at_its_pace() -> None:
    app.loader.import_default_modules()  # as a worker does
    paces = {entry["task"].rpartition(".")[2]: gap(entry["schedule"]) for entry in app.conf.beat_schedule.values()}
    assert paces == watching.JOBS


def test_a_message_of_the_timetable_is_dropped_before_its_job_counts_as_late() -> None:
    for entry in app.conf.beat_schedule.values():
        pace = watching.JOBS[entry["task"].rpartition(".")[2]]
        assert 0 < entry["options"]["expires"] <= pace.total_seconds()
        assert entry["task"] in app.tasks


@pytest.mark.parametrize(
    ("task", "queue"),
    [("import_feed", "imports"), ("warn_of_ends", "mail"), ("watch", "mail"), ("expire_listings", "housekeeping"),
     ("import_due_sources", "housekeeping")],
)  # fmt: skip
def test_each_task_has_its_queue(task, queue) -> None:
    found = app.amqp.router.route({}, f"listings.tasks.{task}")["queue"]
    assert (found.name, found.exchange.name, found.routing_key) == (queue, queue, queue)


def test_a_task_never_outlasts_the_time_after_which_the_broker_gives_it_away() -> None:
    assert app.conf.task_time_limit < app.conf.broker_transport_options["visibility_timeout"]
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.worker_prefetch_multiplier == 1


@pytest.fixture
def sent(monkeypatch) -> list[int]:
    found: list[int] = []
    monkeypatch.setattr(tasks.import_feed, "apply_async", lambda args, **_: found.append(args[0]))
    return found


@pytest.fixture
def source(db) -> Source:
    return Source.objects.create(slug="s", name="s", format="personio", employer_name="x", is_active=True)


def test_a_due_source_waits_in_the_queue_once_until_a_worker_takes_it(source, sent) -> None:
    for _ in range(10):
        tasks.import_due_sources()
    assert sent == [source.pk]
    tasks.import_feed(source.pk)
    Source.objects.update(last_run_at=None)
    tasks.import_due_sources()
    assert sent == [source.pk, source.pk]
    assert ScheduledJob.objects.get(name="import_due_sources").ended_at


def test_a_broker_that_lost_everything_gets_the_imports_again(source, sent) -> None:
    tasks.import_due_sources()
    cache.clear()
    tasks.import_due_sources()
    assert sent == [source.pk, source.pk]


def test_a_broker_that_is_away_leaves_no_trace_of_a_message_that_never_was(source, sent, monkeypatch) -> None:
    def away(*_, **__):
        raise OperationalError

    with monkeypatch.context() as patch:
        patch.setattr(tasks.import_feed, "apply_async", away)
        with pytest.raises(OperationalError):
            tasks.import_due_sources()
    tasks.import_due_sources()
    assert sent == [source.pk]


def test_an_import_that_kills_its_worker_does_not_come_back_for_ever(source, monkeypatch) -> None:
    runs: list[int] = []
    monkeypatch.setattr(tasks.pipeline, "import_from", lambda source, **_: runs.append(source.pk))
    task = tasks.import_feed
    for is_back in (False, True, True, True, True, True):
        task.push_request(delivery_info={"redelivered": is_back}, called_directly=True)
        try:
            task.run(source.pk)
        finally:
            task.pop_request()
    assert len(runs) == 1 + tasks.MAX_RETURNS


def test_sources_of_one_interval_do_not_stay_in_step(db) -> None:
    def due_after(minutes: float) -> int:
        Source.objects.update(last_run_at=timezone.now() - minutes * MINUTE)
        return Source.objects.due().count()

    Source.objects.bulk_create(
        Source(slug=f"s{n}", name="s", format="personio", employer_name="x", is_active=True, interval_minutes=60)
        for n in range(60)
    )
    assert due_after(59.9) == 0
    assert 5 < due_after(65) < 55
    assert due_after(70.1) == 60


def test_the_longest_waiting_source_comes_first(db) -> None:
    now = timezone.now()
    for slug, last in (("b", now - 90 * MINUTE), ("a", now - 80 * MINUTE), ("c", None)):
        Source.objects.create(slug=slug, name=slug, format="personio", employer_name="x", is_active=True,
                              interval_minutes=15, last_run_at=last)  # fmt: skip
    assert [source.slug for source in Source.objects.due()] == ["c", "b", "a"]


def test_a_worker_without_further_words_takes_from_every_queue() -> None:
    assert set(app.amqp.queues.consume_from) == {celery.IMPORTS, celery.MAIL, celery.HOUSEKEEPING}


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_takes_what_the_timetable_queues(towns) -> None:
    """The chain of production in one process: timetable message, housekeeping queue, imports queue, run."""
    source = Source.objects.create(slug="s", name="s", format="ba", employer_name="x", is_active=True)
    app.control.purge()
    is_done = Event()

    def note(sender, **_: object) -> None:
        if sender.name == "listings.tasks.import_feed":
            is_done.set()

    signals.task_postrun.connect(note)
    try:
        with start_worker(app, pool="threads", concurrency=1, perform_ping_check=False, shutdown_timeout=20):
            entry = app.conf.beat_schedule["queue imports that are due"]
            app.send_task(entry["task"], **entry["options"])
            assert is_done.wait(20)
    finally:
        signals.task_postrun.disconnect(note)
        app.control.purge()
    assert source.runs.get().status == "refused"
    assert ScheduledJob.objects.get(name="import_due_sources").ended_at
