"""What is wrong with sources and jobs is one alarm and one mail while it lasts."""

import smtplib
from datetime import timedelta
from threading import Thread

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from listings import watching
from listings.models import Alarm, ImportRun, ScheduledJob, Source

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _operators(settings) -> None:
    settings.OPERATOR_ALERTS = ["betrieb@portal.example"]


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def source(db, now) -> Source:
    return Source.objects.create(slug="lenne", name="Lenne", format="personio", employer_name="x", is_active=True,
                                 last_complete_at=now)  # fmt: skip


@pytest.fixture
def run(source, now):
    def make(hours_ago: float = 0, status: str = "complete", **fields) -> ImportRun:
        counts = {name: fields.get(name, 0) for name in ("created", "updated", "unchanged", "rejected", "held")}
        values = {
            "source": source,
            "started_at": now - hours_ago * HOUR,
            "status": status,
            "read": sum(counts.values()),
        }
        return ImportRun.objects.create(**(values | fields))

    return make


def open_alarms() -> list[tuple[str, str]]:
    return sorted(Alarm.objects.filter(settled_at=None).values_list("kind", "subject"))


def watch(now, **jobs) -> list[tuple[str, str]]:
    watching.watch(now, jobs)
    return open_alarms()


def test_a_silent_source_is_told_once_and_again_only_after_it_was_over(source, now) -> None:
    assert watch(now) == []
    assert watch(now + 49 * HOUR) == [("silent", "")]
    assert len(mail.outbox) == 1
    assert mail.outbox[0].to == ["betrieb@portal.example"]
    assert "Lenne" in mail.outbox[0].subject
    for hour in range(50, 60):
        assert watch(now + hour * HOUR) == [("silent", "")]
    assert len(mail.outbox) == 1
    Source.objects.update(last_complete_at=now + 60 * HOUR)
    assert watch(now + 61 * HOUR) == []
    assert watch(now + 120 * HOUR) == [("silent", "")]
    assert (len(mail.outbox), Alarm.objects.count()) == (2, 2)


@pytest.mark.parametrize("change", [{"is_active": False}, {"interval_minutes": 3 * 24 * 60}])
def test_silence_that_was_asked_for_is_no_alarm(source, now, change) -> None:
    Source.objects.update(**change)
    assert watch(now + 49 * HOUR) == []


def test_a_source_that_never_was_complete_is_silent_since_its_first_run(source, run, now) -> None:
    Source.objects.update(last_complete_at=None)
    run(hours_ago=49, status="refused")
    assert watch(now) == [("silent", "")]


def test_one_incomplete_run_is_none_two_are_an_alarm_and_a_whole_one_ends_it(run, now) -> None:
    run(hours_ago=5)
    run(hours_ago=4, status="partial", reason="abgebrochen")
    assert watch(now) == []
    run(hours_ago=3, status="refused", reason="leer")
    run(hours_ago=2, status="running")
    run(hours_ago=2, is_replay=True)
    assert watch(now) == [("incomplete", "")]
    assert "leer" in Alarm.objects.get().message
    run(hours_ago=1)
    assert watch(now) == []


def test_only_broken_items_count_as_rejected(run, now) -> None:
    run(hours_ago=2, unchanged=50, rejected=50, broken=5)
    assert watch(now) == []
    run(hours_ago=1, unchanged=50, rejected=50, broken=6)
    assert watch(now) == [("rejected", "")]
    assert "6 von 100" in Alarm.objects.get().message


@pytest.mark.parametrize(
    ("waiting", "seen", "is_alarm"), [(20, 80, True), (19, 81, False), (4, 6, False), (5, 20, True), (1, 0, True), (0, 9, False)]
)  # fmt: skip
def test_a_fifth_that_is_missing_is_an_alarm_but_not_one_of_three(run, now, waiting, seen, is_alarm) -> None:
    run(unchanged=seen, removals_held=waiting)
    assert watch(now) == ([("missing", "")] if is_alarm else [])


def test_a_feed_that_crumbles_in_small_steps_is_noticed(run, now) -> None:
    for hours_ago in (20, 15, 10):
        run(hours_ago, unchanged=90, withdrawn=6)
    run(hours_ago=1, unchanged=75, removals_held=7)
    assert watch(now) == [("missing", "")]


def test_a_field_that_is_suddenly_empty_is_an_alarm_of_its_own(run, now) -> None:
    for hours_ago in (200, 48, 24, 12):
        run(hours_ago, unchanged=20, fill_rates={"base_salary": 0.9 if hours_ago < 200 else 0, "shifts": 0.8})
    run(hours_ago=6)
    run(hours_ago=2, unchanged=20, fill_rates={"base_salary": 0.61, "shifts": 0.8})
    assert watch(now) == []
    run(hours_ago=1, unchanged=20, fill_rates={"base_salary": 0.1, "shifts": 0.3})
    assert watch(now) == [("fill_rate", "base_salary"), ("fill_rate", "shifts")]
    assert len(mail.outbox) == 1
    assert "2 neue Alarme" in mail.outbox[0].subject


def test_a_share_of_a_few_items_says_nothing(run, now) -> None:
    for hours_ago in (30, 20, 10):
        run(hours_ago, unchanged=3, fill_rates={"shifts": 1})
    run(hours_ago=1, unchanged=3, fill_rates={"shifts": 0})
    assert watch(now) == []


def test_a_job_that_does_not_end_well_is_named_after_three_intervals(db, now) -> None:
    assert watch(now, expire=HOUR) == []
    assert watch(now + 3 * HOUR, expire=HOUR) == []
    assert watch(now + 3 * HOUR + MINUTE, expire=HOUR) == [("job", "expire")]
    ScheduledJob.objects.update(ended_at=now + 4 * HOUR)
    assert watch(now + 5 * HOUR, expire=HOUR) == []
    assert watch(now + 8 * HOUR, expire=HOUR, other=HOUR) == [("job", "expire")]
    assert watch(now + 9 * HOUR, other=HOUR) == [], "a job that left the timetable is late no more"


def test_a_job_notes_start_end_and_failure(db) -> None:
    @watching.watched(every=HOUR)
    def sweep(is_bad: bool) -> int:
        if is_bad:
            raise ValueError("no room for chefin@volmetal.example\nDETAIL: secret")
        return 3

    del watching.JOBS["sweep"]
    with pytest.raises(ValueError, match="no room"):
        sweep(True)
    job = ScheduledJob.objects.get(name="sweep")
    first = job.started_at
    assert (job.ended_at, job.error) == (None, "ValueError: no room for [address]")
    assert job.failed_at >= first
    with pytest.raises(ValueError, match="no room"):
        sweep(True)
    job.refresh_from_db()
    assert job.started_at == first, "a job that never ended well is late from its first start"
    assert sweep(False) == 3
    job.refresh_from_db()
    assert (job.error, job.ended_at >= first) == ("", True)
    sweep(False)
    job.refresh_from_db()
    assert job.started_at > first


def test_a_failure_inside_a_broken_transaction_stays_the_failure_that_is_raised(db, source) -> None:
    @watching.watched(every=HOUR)
    def break_it() -> None:
        Source.objects.create(slug="lenne", name="", format="rss", employer_name="x")

    del watching.JOBS["break_it"]
    with pytest.raises(IntegrityError), transaction.atomic():
        break_it()


def test_an_alarm_that_comes_and_goes_all_day_is_mailed_once_a_day(source, run, now) -> None:
    for hour in range(0, 20, 2):
        ImportRun.objects.all().delete()
        run(unchanged=5, rejected=5, broken=5)
        assert watch(now + hour * HOUR) == [("rejected", "")]
        ImportRun.objects.all().delete()
        assert watch(now + (hour + 1) * HOUR) == []
    assert len(mail.outbox) == 1


def test_without_an_address_alarms_wait_in_the_admin(source, now, settings) -> None:
    settings.OPERATOR_ALERTS = []
    assert watch(now + 49 * HOUR) == [("silent", "")]
    assert not mail.outbox
    settings.OPERATOR_ALERTS = ["betrieb@portal.example"]
    watch(now + 50 * HOUR)
    assert len(mail.outbox) == 1


def test_a_refused_mail_is_tried_again(source, now, monkeypatch) -> None:
    def refuse(self, messages):
        raise smtplib.SMTPDataError(451, b"later")

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", refuse)
        with pytest.raises(smtplib.SMTPDataError):
            watch(now + 49 * HOUR)
    assert open_alarms() == [("silent", "")]
    watch(now + 50 * HOUR)
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_a_watcher_that_is_killed_while_mailing_is_not_followed_by_a_second_mail(source, now, monkeypatch) -> None:
    def die(self, messages):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", die)
        with pytest.raises(SystemExit):
            watch(now + 49 * HOUR)
    watch(now + 50 * HOUR)
    assert not mail.outbox
    assert open_alarms() == [("silent", "")]


@pytest.mark.django_db(transaction=True)
def test_two_watchers_at_once_raise_and_mail_one_alarm(source, now) -> None:
    def look() -> None:
        try:
            watching.watch(now + 49 * HOUR, {})
        finally:
            connections.close_all()

    threads = [Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert (Alarm.objects.count(), len(mail.outbox)) == (1, 1)
