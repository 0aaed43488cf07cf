"""The operators' start: every source at a glance, running imports, alarms."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from listings.importing import run_lock
from listings.importing.progress import Teller
from listings.models import Alarm, ImportRun, Listing, ScheduledJob, Source
from tests.desk.conftest import position, served

PAGE = "/admin/listings/source/betrieb/"


def make_source(number: int, **fields) -> Source:
    values = {"name": f"Quelle {number}", "format": "personio", "employer_name": "E", "is_active": True}
    return Source.objects.create(slug=f"q{number}", **(values | fields))


def ran(source: Source, status: str = "complete", ago: timedelta = timedelta(0), **fields) -> ImportRun:
    at = timezone.now() - ago
    done = {"last_complete_at": at} if status == "complete" else {}
    Source.objects.filter(pk=source.pk).update(last_run_at=at, **done)
    return ImportRun.objects.create(source=source, started_at=at, status=status, digest="d", **fields)


@pytest.fixture
def being_imported():
    """Holds the lock of a run on another connection, as a worker does."""
    other = connections.create_connection("default")
    cursors = []

    def start(source: Source) -> None:
        cursor = other.cursor()
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [run_lock.ROOM, source.pk])
        cursors.append(cursor)

    yield start
    other.close()


def test_each_state_of_a_source_is_said_in_words(log_in, make_listing) -> None:
    ran(make_source(1))
    ran(make_source(2), "partial", timedelta(hours=1))
    Source.objects.filter(slug="q2").update(last_complete_at=timezone.now() - timedelta(hours=3))
    ran(make_source(3), ago=timedelta(days=3))
    make_source(4, is_active=False)
    make_source(5)
    losing = make_source(6)
    ran(losing)
    for number in range(6):
        make_listing(source=losing, external_id=str(number), missing_since=timezone.now(), missing_runs=1)
    rows = {
        row.source.slug: [state.name for state in row.states] for row in log_in("betrieb").get(PAGE).context["rows"]
    }
    assert list(rows) == ["q6", "q3", "q2", "q5", "q1", "q4"], "what wants to be looked at comes first"
    assert rows == {
        "q1": ["fine"],
        "q2": ["incomplete"],
        "q3": ["silent"],
        "q4": ["off"],
        "q5": ["new"],
        "q6": ["losses"],
    }


def test_the_page_costs_the_same_with_many_sources(log_in, make_listing) -> None:
    client = log_in("betrieb")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PAGE).status_code == 200
        return len(queries)

    first = make_source(0)
    ran(first)
    make_listing(source=first, external_id="1")
    before = cost()
    for number in range(1, 30):
        source = make_source(number)
        ran(source, read=2, rejected=2)
        make_listing(source=source, external_id="1", missing_since=timezone.now(), missing_runs=1)
        Alarm.objects.create(kind="silent", source=source, message="schweigt")
    assert cost() == before <= 13


def test_counts_lead_to_what_they_count(log_in, make_listing) -> None:
    source = make_source(1)
    run = ran(source, read=3, rejected=3)
    make_listing(source=source, external_id="1")
    make_listing(source=source, external_id="2", status="held")
    client = log_in("betrieb", "view_listing")
    row = client.get(PAGE).context["rows"][0]
    assert (row.counts["live"], row.counts["held"], row.last_read.rejected) == (1, 1, 3)
    page = client.get(PAGE).content.decode()
    assert f"/admin/listings/rejecteditem/?run__id__exact={run.pk}" in page
    assert f"/admin/listings/listing/?source__id__exact={source.pk}&amp;status__exact=held" in page


@pytest.mark.django_db(transaction=True)
def test_a_running_import_shows_how_far_it_is(log_in, being_imported) -> None:
    source, other = make_source(1), make_source(2)
    being_imported(source)
    Teller(source).tell("read", 1200, 0.4)
    client = log_in("betrieb")
    page = client.get(PAGE)
    assert [row.is_running for row in page.context["rows"]] == [True, False]
    assert 'value="0.4"' in page.content.decode()
    assert "liest, 1200 gelesen" in page.content.decode()
    told = client.get("/admin/listings/source/fortschritt/")
    assert told.json() == {"running": {str(source.pk): {"step": "liest", "read": 1200, "share": 0.4}}}
    assert "Ein Import läuft schon" in client.get(f"/admin/listings/source/{source.pk}/change/").content.decode()
    assert "läuft schon" not in client.get(f"/admin/listings/source/{other.pk}/change/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_started_or_closed_while_a_run_goes_on(log_in, being_imported, make_listing, monkeypatch) -> None:
    source = make_source(1)
    make_listing(source=source, external_id="1")
    being_imported(source)
    called: list[int] = []
    monkeypatch.setattr("listings.tasks.import_feed.apply_async", lambda args, *_, **__: called.append(*args))
    client = log_in("betrieb")
    answer = client.post(f"/admin/listings/source/{source.pk}/import/", follow=True)
    assert "Ein Import läuft schon" in answer.content.decode()
    client.post(f"/admin/listings/source/{source.pk}/geschlossen/")
    assert (called, Listing.objects.get().status) == ([], "published")


def test_a_dead_run_is_not_shown_as_running(log_in) -> None:
    Teller(make_source(1)).tell("read", 5)
    assert not log_in("betrieb").get(PAGE).context["rows"][0].is_running


def test_open_alarms_come_first_and_can_be_settled(log_in) -> None:
    client, source = log_in("betrieb"), make_source(1)
    alarm = Alarm.objects.create(kind="silent", source=source, message="Seit zwei Tagen kein Import.",
                                 raised_at=timezone.now() - timedelta(hours=5))  # fmt: skip
    Alarm.objects.create(kind="rejected", source=source, message="Längst vorbei.", settled_at=timezone.now())
    page = client.get(PAGE).content.decode()
    assert "Seit zwei Tagen kein Import." in page
    assert "5\xa0Stunden" in page
    assert "Längst vorbei." not in page
    assert "Längst vorbei." not in client.get("/admin/listings/alarm/").content.decode()
    assert "Längst vorbei." in client.get("/admin/listings/alarm/?stand=alle").content.decode()
    client.post("/admin/listings/alarm/", {"action": "settle", "_selected_action": [alarm.pk]})
    alarm.refresh_from_db()
    assert alarm.settled_at is not None
    assert LogEntry.objects.get().get_change_message() == "Von Hand erledigt"


def test_scheduled_jobs_are_only_read(log_in) -> None:
    job = ScheduledJob.objects.create(name="settle overdue listings", error="Zeit überschritten")
    client = log_in("betrieb")
    assert "Zeit überschritten" in client.get("/admin/listings/scheduledjob/").content.decode()
    client.post(f"/admin/listings/scheduledjob/{job.pk}/change/", {"name": "anders"})
    job.refresh_from_db()
    assert job.name == "settle overdue listings"


def test_the_start_page_says_what_waits_for_whom(log_in, make_listing) -> None:
    make_listing(status="held")
    page = log_in("moderation").get("/admin/").content.decode()
    assert "<strong>1</strong> zurückgehaltene Stelle" in page
    assert "offene Alarme" not in page


def test_a_board_that_closed_goes_at_once(log_in, source, make_listing) -> None:
    served(source, position(1), position(2, "Service Agent"))
    kept = make_listing(title="Andere")
    client, url = log_in("betrieb"), f"/admin/listings/source/{source.pk}/geschlossen/"
    assert "2 Stellen von „Lenne“" in client.get(url).content.decode()
    assert Listing.objects.live().count() == 3, "looking changes nothing"
    client.post(url, {"stop": "1"})
    assert list(Listing.objects.live()) == [kept]
    assert not Source.objects.get().is_active
    assert LogEntry.objects.get().get_change_message() == "Bestand geschlossen: 2 Stellen zurückgezogen"
