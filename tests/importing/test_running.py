"""Runs that meet each other, faults in the middle, kept documents read again, single items tried again."""

import json
import random
import threading
from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.cache import cache
from django.db import InterfaceError, OperationalError, connection, connections
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisDown

from listings import lifecycle
from listings.importing import archive, feeds, pipeline, progress, reading, run_lock
from listings.importing.document import Document
from listings.importing.job_posting import Unreadable
from listings.models import ImportRun, Listing, PlaceAlias, RawDocument, RejectedItem, Source
from listings.tasks import import_feed
from listings.vocabulary import FeedFormat


def job(number: int, title: str = "Kundenberater", town: str = "Hagen", text: str = "Du berätst am Telefon.") -> dict:
    return {
        "@type": "JobPosting", "identifier": str(number), "title": f"{title} {number}", "description": text,
        "url": f"https://lenne.example/{number}",
        "jobLocation": {"address": {"addressLocality": town, "addressCountry": "DE"}},
    }  # fmt: skip


def body(*jobs: dict) -> bytes:
    return json.dumps(jobs).encode()


@pytest.fixture
def source(towns) -> Source:
    return Source.objects.create(slug="lenne", name="Lenne", format="jsonld", employer_name="Lenne GmbH")


def run(source: Source, content: bytes, **options):
    return pipeline.import_from(source, document=Document(content), **options)


def test_the_body_is_kept_once_for_each_change_and_comes_back_as_it_was(source) -> None:
    first, second = body(job(1)), body(job(1), job(2))
    for content in (first, first, second):
        run(source, content)
    kept = list(RawDocument.objects.order_by("pk"))
    assert [archive.opened(one).whole() for one in kept] == [first, second]
    assert kept[1].run == ImportRun.objects.first()


def test_a_refused_document_is_kept_too(source) -> None:
    page = b"<html><body>Bitte anmelden</body></html>"
    assert run(source, page).status == "refused"
    assert archive.opened(RawDocument.objects.get()).whole() == page


def test_a_large_document_is_kept_in_pieces(source, monkeypatch) -> None:
    monkeypatch.setattr(archive, "CHUNK", 1_000)
    content = random.Random(7).randbytes(300_000).hex().encode()
    kept = archive.keep(source, Document(content), "x")
    assert kept.pieces.count() > 3
    assert archive.opened(kept).whole() == content
    kept.pieces.last().delete()
    with pytest.raises(Unreadable):
        archive.opened(kept)


def test_a_dry_run_keeps_nothing(source) -> None:
    run(source, body(job(1)), dry_run=True, details=True)
    assert not RawDocument.objects.exists()
    assert not ImportRun.objects.exists()
    assert not Listing.objects.exists()


def test_a_kept_document_is_read_again_by_new_rules(source, monkeypatch) -> None:
    run(source, body(job(1, town="Hohenlimburg"), job(2)))
    assert Listing.objects.count() == 1
    PlaceAlias.objects.create(name="Hohenlimburg", name_key="hohenlimburg", place_id=Listing.objects.get().place_id)
    tried = pipeline.replay(RawDocument.objects.get(), dry_run=True)
    assert tried.counts["rejected"] == 0
    assert Listing.objects.count() == 1
    pipeline.replay(RawDocument.objects.get())
    assert Listing.objects.count() == 2


def test_an_older_document_is_only_tried(source) -> None:
    run(source, body(job(1)))
    run(source, body(job(2)))
    older = RawDocument.objects.order_by("pk").first()
    with pytest.raises(Unreadable):
        pipeline.replay(older)
    assert pipeline.replay(older, dry_run=True).counts["read"] == 1
    assert ImportRun.objects.filter(is_replay=True).count() == 0


def test_one_rejected_item_is_tried_again_and_nothing_else_moves(source) -> None:
    start = timezone.now() - timedelta(days=2)
    run(source, body(job(1), job(2), job(3)), at=start)
    run(source, body(job(1), job(2, town="Nirgends an der Lenne"), job(4, town="Haspe")), at=start + timedelta(hours=9))
    item = RejectedItem.objects.get(external_id="4")
    still = pipeline.try_again(item)
    assert (still.counts["rejected"], item.listing) == (1, None)
    PlaceAlias.objects.create(name="Haspe", name_key="haspe", place_id=Listing.objects.first().place_id)
    report = pipeline.try_again(item)
    assert (report.counts["read"], report.counts["created"], report.counts["removals_held"]) == (1, 1, 0)
    assert item.listing == Listing.objects.get(external_id="4")
    assert item.retried_at is not None
    assert Listing.objects.filter(status="withdrawn").count() == 0
    source.refresh_from_db()
    assert source.last_run_at == start + timedelta(hours=9)


def test_without_its_document_an_item_cannot_be_tried_again(source) -> None:
    run(source, body(job(1, town="Nirgends an der Lenne")))
    RawDocument.objects.all().delete()
    with pytest.raises(Unreadable):
        pipeline.try_again(RejectedItem.objects.get())


def test_an_item_that_a_rule_chokes_on_is_rejected_and_the_rest_goes_on(source, monkeypatch) -> None:
    real = reading.read

    def choking(item, *rest):
        if item.external_id == "2":
            raise KeyError("poison")
        return real(item, *rest)

    monkeypatch.setattr(reading, "read", choking)
    report = run(source, body(*(job(n) for n in range(30))))
    assert (report.counts["created"], report.counts["rejected"], report.status) == (29, 1, "complete")
    assert "KeyError" in RejectedItem.objects.get().reason


def test_a_fault_in_a_reader_ends_the_document_there_and_withdraws_nothing(source, monkeypatch) -> None:
    start = timezone.now() - timedelta(days=9)
    run(source, body(*(job(n) for n in range(3))), at=start)
    real = feeds.READERS[FeedFormat.JSONLD]

    def breaking(document):
        yield next(iter(real(document)))
        raise ZeroDivisionError

    monkeypatch.setitem(feeds.READERS, FeedFormat.JSONLD, breaking)
    for day in (1, 2, 3):
        report = run(source, body(*(job(n) for n in range(3))), at=start + timedelta(days=day))
        assert (report.status, report.counts["read"]) == ("partial", 1)
    assert Listing.objects.live().count() == 3
    assert not Listing.objects.filter(missing_since__isnull=False).exists()


def test_a_fault_in_writing_leaves_a_refused_run_and_no_change(source, monkeypatch) -> None:
    monkeypatch.setattr(pipeline.duplicates, "regroup", lambda ids: 1 / 0)
    report = run(source, body(job(1), job(2, town="Nirgends")))
    assert (report.status, report.counts["read"], Listing.objects.count()) == ("refused", 0, 0)
    assert "ZeroDivisionError" in ImportRun.objects.get().reason
    assert not RejectedItem.objects.exists()


def test_a_run_goes_on_when_redis_is_away(source, monkeypatch) -> None:
    def down(*_: object, **__: object) -> None:
        raise RedisDown("no")

    monkeypatch.setattr(cache, "set", down)
    monkeypatch.setattr(cache, "delete", down)
    assert run(source, body(job(1))).counts["created"] == 1


def test_progress_is_told_while_a_run_goes_on_and_ends_with_it(source, monkeypatch) -> None:
    seen = []
    real = pipeline.identity.match
    monkeypatch.setattr(
        pipeline.identity, "match", lambda *a: (seen.append(progress.Progress.of(source.pk)), real(*a))[1]
    )
    run(source, body(job(1), job(2)))
    assert (seen[0].step, seen[0].read) == ("match", 2)
    assert progress.Progress.of(source.pk) is None


def test_an_unchanged_document_is_fetched_again_when_the_settings_are_others(source, web) -> None:
    feed = {"ETag": '"v1"'}
    web.answers = {"/feed": [(200, feed, body(job(1))), (304, {}, b""), (200, feed, body(job(1)))]}
    source.url = f"{web.address}/feed"
    source.save()
    pipeline.import_from(source)
    pipeline.import_from(source)
    source.scope = "all"
    pipeline.import_from(source)
    assert ["if-none-match" in headers for path, headers in web.asked if path == "/feed"] == [False, True, False]


def test_a_refused_document_is_asked_for_again_in_full(source, web) -> None:
    web.answers = {"/feed": [(200, {"ETag": '"v1"'}, b"<html>Bitte anmelden</html>"), (200, {}, body(job(1)))]}
    source.url = f"{web.address}/feed"
    source.save()
    assert pipeline.import_from(source).status == "refused"
    assert pipeline.import_from(source).status == "complete"
    assert not any("if-none-match" in headers for _, headers in web.asked)


def test_fill_rates_count_unchanged_items_by_what_is_stored(source) -> None:
    paid = job(1, text="Am Telefon. Gehalt 2.600 bis 2.900 € brutto im Monat. Frühschicht.")
    for _ in range(2):
        run(source, body(paid, job(2)))
    first, second = ImportRun.objects.order_by("pk")
    assert first.fill_rates == second.fill_rates
    assert (first.fill_rates["salary"], first.fill_rates["shifts"], first.fill_rates["place"]) == (0.5, 0.5, 1.0)


@pytest.mark.django_db(transaction=True)
def test_a_second_run_of_a_source_gives_way_or_waits(towns) -> None:
    source = Source.objects.create(
        slug="two", name="Two", format="jsonld", employer_name="E", url="http://127.0.0.1:9/"
    )
    with run_lock.sole(source.pk, wait=True):
        outcome: list[object] = []

        def other() -> None:
            try:
                import_feed(source.pk)
                outcome.append(ImportRun.objects.count())
                with pytest.raises(run_lock.Busy):
                    run(source, body(job(1)), wait=False)
                outcome.append("busy")
            finally:
                connections.close_all()

        thread = threading.Thread(target=other)
        thread.start()
        thread.join(20)
        assert outcome == [0, "busy"]
        waiting = threading.Thread(target=lambda: (run(source, body(job(1))), connections.close_all()))
        waiting.start()
        waiting.join(0.3)
        assert waiting.is_alive()
        assert ImportRun.objects.count() == 0
    waiting.join(20)
    assert Listing.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_lock_goes_with_the_session_that_held_it(towns) -> None:
    source = Source.objects.create(slug="gone", name="Gone", format="jsonld", employer_name="E")
    ready, leave = threading.Event(), threading.Event()

    def holder() -> None:
        with run_lock.sole(source.pk, wait=True):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                pids.append(cursor.fetchone()[0])
            ready.set()
            leave.wait(20)
        connections.close_all()

    pids: list[int] = []
    thread = threading.Thread(target=holder)
    thread.start()
    assert ready.wait(20)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", pids)
    assert run(source, body(job(1)), wait=False).counts["created"] == 1
    leave.set()
    thread.join(20)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["match", "mark_repeats"])
def test_a_database_that_restarts_in_the_middle_leaves_nothing_behind(towns, monkeypatch, moment) -> None:
    source = Source.objects.create(slug="cut", name="Cut", format="jsonld", employer_name="E")

    def cut(*_: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with monkeypatch.context() as cutting:
        cutting.setattr(pipeline.identity, moment, cut)
        with pytest.raises((OperationalError, InterfaceError)):
            run(source, body(job(1), job(2)))
    connection.close()
    assert (Listing.objects.count(), ImportRun.objects.count()) == (0, 0)
    assert RawDocument.objects.get().run is None
    assert run(source, body(job(1), job(2))).counts["created"] == 2
    assert RawDocument.objects.get().run == ImportRun.objects.get()


def test_coming_back_after_silence_is_no_new_posting(source) -> None:
    run(source, body(job(1), job(2)))
    now = timezone.now()
    lifecycle.withdraw(listings=Listing.objects.filter(external_id="1"), now=now, reason=lifecycle.SILENCE)
    lifecycle.withdraw(listings=Listing.objects.filter(external_id="2"), now=now)
    run(source, body(job(1), job(2)))
    assert dict(Listing.objects.values_list("external_id", "reposts")) == {"1": 0, "2": 1}
    assert Listing.objects.live().count() == 2


def test_a_run_whose_time_is_over_ends_at_once_and_has_not_happened(source, monkeypatch) -> None:
    def over(*_: object) -> None:
        raise SoftTimeLimitExceeded

    monkeypatch.setattr(reading, "read", over)
    with pytest.raises(SoftTimeLimitExceeded):
        run(source, body(job(1)))
    assert not ImportRun.objects.exists()


def test_a_listing_whose_item_became_unusable_is_not_gone(source) -> None:
    start = timezone.now() - timedelta(days=5)
    known = [job(n) for n in range(30)]
    run(source, body(*known), at=start)
    spoiled = [job(0, town="Nirgends an der Lenne"), {**job(1), "title": ""}, *known[2:]]
    for day in (1, 2, 3):
        report = run(source, body(*spoiled), at=start + timedelta(days=day))
        assert (report.status, report.counts["rejected"], report.counts["withdrawn"]) == ("complete", 2, 0)
    assert Listing.objects.live().count() == 30
    assert not Listing.objects.filter(missing_since__isnull=False).exists()


def test_places_abroad_do_not_make_a_run_incomplete(source) -> None:
    report = run(source, body(job(1), job(2, town="London"), job(3, town="Santo Domingo")))
    assert (report.status, report.counts["rejected"], report.broken) == ("complete", 2, 0)
