"""Statuses of what ended are settled in batches that wait for nobody; doubles and silent sources with them."""

from datetime import timedelta
from threading import Thread

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from listings import duplicates, lifecycle, tasks
from listings.importing import run_lock, silence
from listings.models import ImportRun, Listing, SearchRow, Source

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def overdue(make_listing):
    def make(count: int) -> list[int]:
        end = timezone.now() - HOUR
        return [make_listing(valid_through=end - timedelta(minutes=n % 3)).pk for n in range(count)]

    return make


def expired() -> int:
    return Listing.objects.filter(status="expired").count()


def test_many_batches_settle_all_and_a_second_call_finds_nothing(overdue, make_listing, monkeypatch) -> None:
    monkeypatch.setattr(lifecycle, "EXPIRE_BATCH", 2)
    monkeypatch.setattr(lifecycle, "EXPIRE_ROUND", 3)
    overdue(7)
    make_listing()
    make_listing(valid_through=None)
    assert [lifecycle.expire(), lifecycle.expire()] == [7, 0]
    assert expired() == 7
    assert SearchRow.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_call_that_is_killed_keeps_its_batches_and_the_next_one_does_the_rest(overdue, monkeypatch) -> None:
    monkeypatch.setattr(lifecycle, "EXPIRE_BATCH", 2)
    overdue(5)
    one_batch, calls = lifecycle._expire, []

    def die_at_the_third(ids):
        calls.append(ids)
        if len(calls) == 3:
            raise SystemExit
        return one_batch(ids)

    with monkeypatch.context() as patch:
        patch.setattr(lifecycle, "_expire", die_at_the_third)
        with pytest.raises(SystemExit):
            lifecycle.expire()
    assert expired() == 4
    assert lifecycle.expire() == 1


@pytest.mark.django_db(transaction=True)
def test_a_row_that_is_being_written_delays_nobody(overdue, monkeypatch) -> None:
    monkeypatch.setattr(lifecycle, "EXPIRE_BATCH", 2)
    ids = overdue(5)
    counts: list[int] = []

    def settle() -> None:
        try:
            counts.append(lifecycle.expire())
        finally:
            connections.close_all()

    with transaction.atomic():
        Listing.objects.select_for_update().get(pk=ids[2])
        other = Thread(target=settle)
        other.start()
        other.join(10)
        assert counts == [4]
    assert lifecycle.expire() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_settle_each_listing_once(overdue, monkeypatch) -> None:
    monkeypatch.setattr(lifecycle, "EXPIRE_BATCH", 3)
    overdue(20)
    counts: list[int] = []

    def settle() -> None:
        try:
            counts.append(lifecycle.expire())
        finally:
            connections.close_all()

    threads = [Thread(target=settle) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert (sum(counts), lifecycle.expire(), expired()) == (20, 0, 20)


def test_the_index_of_ends_gives_the_order_of_settling(db) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off")
        rows = Listing.objects.overdue().order_by("valid_through", "pk")
        assert "listing_by_end" in rows[:5000].explain()


TEXT = "Du nimmst Anrufe an, prüfst Rechnungen und hilfst bei Umzug, Abschlag und Störung in der Stadt. " * 3


@pytest.fixture
def double(make_listing):
    """A listing typed by the employer, with the same one from two boards behind it."""
    sources = [Source.objects.create(slug=name, name=name, format="indeed", employer_name="x") for name in "ab"]
    shown = make_listing(description_text=TEXT)
    behind = [make_listing(description_text=TEXT, source=source, external_id="1") for source in sources]
    duplicates.regroup([row.pk for row in behind])
    assert Listing.objects.live().get() == shown
    return shown, behind


def test_when_the_shown_one_ends_one_of_those_behind_it_is_shown(double) -> None:
    shown, behind = double
    Listing.objects.filter(pk=shown.pk).update(valid_through=timezone.now() - HOUR)
    assert tasks.expire_listings() == 1
    assert Listing.objects.live().get() == behind[0]
    behind[1].refresh_from_db()
    assert behind[1].duplicate_of == behind[0]
    assert duplicates.settle() == 0


def test_what_an_editor_hid_by_hand_stays_hidden(make_listing) -> None:
    make_listing(is_hidden_duplicate=True)
    duplicates.settle()
    assert not Listing.objects.live().exists()


@pytest.mark.django_db(transaction=True)
def test_doubles_that_an_import_is_writing_are_left_to_the_next_call(double) -> None:
    shown, behind = double
    lifecycle.withdraw(listings=Listing.objects.filter(pk=shown.pk), now=timezone.now())
    counts: list[int] = []

    def settle() -> None:
        try:
            counts.append(duplicates.settle())
        finally:
            connections.close_all()

    with transaction.atomic():
        Listing.objects.select_for_update().get(pk=behind[1].pk)
        other = Thread(target=settle)
        other.start()
        other.join(10)
        assert counts == [0]
        assert Listing.objects.filter(is_hidden_duplicate=True).count() == 2
    assert duplicates.settle() == 2
    assert Listing.objects.live().get() == behind[0]


def test_the_command_does_what_the_job_does(double, capsys) -> None:
    shown, behind = double
    Listing.objects.filter(pk=shown.pk).update(valid_through=timezone.now() - HOUR)
    call_command("expire_listings")
    assert capsys.readouterr().out == "1 listings expired\n"
    assert Listing.objects.live().get() == behind[0]


@pytest.fixture
def silent_source(make_listing):
    now = timezone.now()
    source = Source.objects.create(slug="s", name="s", format="rss", employer_name="x", is_active=True,
                                   last_complete_at=now - 15 * DAY)  # fmt: skip
    make_listing(source=source, external_id="1")
    for days in (14, 7, 1):
        ImportRun.objects.create(source=source, status="refused", started_at=now - days * DAY)
    return source


def test_a_source_asked_in_vain_for_two_weeks_loses_its_listings(silent_source) -> None:
    assert tasks.settle_silent_sources() == 1
    assert Listing.objects.get().status == "withdrawn"
    assert tasks.settle_silent_sources() == 0


def test_a_source_that_never_was_complete_is_silent_since_its_first_listing(silent_source) -> None:
    Source.objects.update(last_complete_at=None)
    assert silence.settle(timezone.now()) == 0
    Listing.objects.update(first_seen_at=timezone.now() - 15 * DAY)
    assert silence.settle(timezone.now()) == 1


@pytest.mark.parametrize(
    "reason",
    ["complete a week ago", "switched off", "asked once since the portal stood still", "read from the archive"],
)
def test_silence_that_is_none_withdraws_nothing(silent_source, reason) -> None:
    now = timezone.now()
    if reason == "complete a week ago":
        Source.objects.update(last_complete_at=now - 8 * DAY)
    elif reason == "switched off":
        Source.objects.update(is_active=False)
    elif reason == "asked once since the portal stood still":
        ImportRun.objects.exclude(pk=ImportRun.objects.order_by("-started_at").first().pk).delete()
    else:
        ImportRun.objects.update(is_replay=True)
    assert silence.settle(now) == 0
    assert Listing.objects.get().status == "published"


@pytest.mark.django_db(transaction=True)
def test_a_source_that_is_being_imported_is_left_alone(silent_source) -> None:
    counts: list[int] = []

    def settle() -> None:
        try:
            counts.append(silence.settle(timezone.now()))
        finally:
            connections.close_all()

    with run_lock.sole(silent_source.pk, wait=True):
        other = Thread(target=settle)
        other.start()
        other.join(10)
    assert counts == [0]
