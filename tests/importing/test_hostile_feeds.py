"""Feeds made to stop a worker: names that double at each level, text that is read again from every sign, endless boards."""

import gzip
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from listings import tasks
from listings.importing import addresses, download, hookup, json_feed, paging, run_lock
from listings.importing.document import Document
from listings.importing.feeds import READERS, detect
from listings.importing.job_posting import JobPosting, Unreadable
from listings.importing.json_feed import JsonFeed
from listings.importing.records import MAX_NAMES, record_of, xml_elements
from listings.importing.structured_data import nodes
from listings.models import Employer, FeedProposal
from listings.vocabulary import FeedFormat

MEGABYTES = 1_000_000


def nested(levels: int) -> bytes:
    names = [f"n{level}" for level in range(levels)]
    inner = "".join(f"<{name}>" for name in names) + "x" + "".join(f"</{name}>" for name in reversed(names))
    return f"<jobs><job><title>Kundenberater</title>{inner}</job></jobs>".encode()


def test_names_inside_each_other_stay_few() -> None:
    element = next(iter(xml_elements(Document(nested(200)), frozenset({"job"}))))
    record = record_of(element)
    assert record["title"] == "Kundenberater" and len(record) <= MAX_NAMES
    (job,) = READERS[FeedFormat.INDEED](Document(nested(200)))
    assert isinstance(job, JobPosting)


def test_a_record_of_very_many_names_keeps_the_first() -> None:
    body = "<jobs><job><title>Kundenberater</title>" + "".join(f"<a{n}><b>x</b></a{n}>" for n in range(9_000))
    element = next(iter(xml_elements(Document(f"{body}</job></jobs>".encode()), frozenset({"job"}))))
    record = record_of(element)
    assert record["title"] == "Kundenberater" and len(record) <= MAX_NAMES + 1


PAGES = {
    "scripts without end": "<script application/ld+json>" * 50_000,
    "scripts begun": "<script " * 200_000,
    "other scripts": "<script x>" * 100_000 + "</script>",
    "a text without end": "<script type='application/ld+json'>{\"" + '\\"' * 500_000 + "</script>",
    "comments without end": "<script type='application/ld+json'>{" + "/*" * 500_000 + "</script>",
    "blank lines": "<script type='application/ld+json'>{\"a\"" + "\n" * MEGABYTES + "x</script>",
    "blanks": "<script type='application/ld+json'>{\"a\":1" + " " * MEGABYTES + "x</script>",
    "marks": "<meta name" * 50_000,
}


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_read_more_than_once(name) -> None:
    start = time.process_time()
    assert list(nodes(Document(f"<html>{PAGES[name]}".encode()))()) == []
    assert time.process_time() - start < 3


@pytest.mark.parametrize("body", [b'{"type":' + b" " * MEGABYTES + b"1}", b'{"@type" ' * 100_000])
def test_the_format_is_found_out_at_once(body) -> None:
    start = time.process_time()
    with pytest.raises(Unreadable):
        detect.detect(Document(body))
    assert time.process_time() - start < 3


def test_scripts_are_still_found_however_they_are_wrapped() -> None:
    page = """<SCRIPT id=a type="application/ld+json">//<![CDATA[
    {"@type": "JobPosting", "title": "A", /* text "in" quotes */ "description": "b \\"c\\" // d",}
    //]]></SCRIPT><script>var x = 1;</script><script type=application/ld+json><!-- {"@type": "JobPosting"
    "title": "B"}; --></script>"""
    found = list(nodes(Document(page.encode()))())
    assert [node["title"] for node in found] == ["A", "B"]
    assert found[0]["description"] == 'b "c" // d'


@pytest.mark.parametrize(
    "body", [b'{"content":[[' + b"[]," * 2_500_000 + b"1]]}", b"{" + b",".join(b'"%d":[1]' % n for n in range(20_000)) + b"}"]
)  # fmt: skip
def test_json_that_would_fill_the_memory_is_refused(body) -> None:
    with pytest.raises(Unreadable, match="parts|names"):
        JsonFeed(Document(body)).rest()


def test_a_large_value_of_text_is_read() -> None:
    row = {"id": "1", "text": "Kundenservice, am Telefon. " * 200_000}
    assert len(json.dumps(row)) > json_feed.LARGE
    assert list(JsonFeed(Document(json.dumps({"content": [row]}).encode())).items("content")) == [row]


def test_a_board_ends_where_its_document_would_grow_without_end(monkeypatch) -> None:
    monkeypatch.setattr(paging, "MAX_BYTES", 10_000)
    board = paging.Board("https://board.example", "content", lambda row: row["id"])
    with pytest.raises(Unreadable, match="larger than"):
        for n in range(1_000):
            board.write(board.fresh([{"id": n, "text": "x" * 100}]))
    assert board._document.size < 10_100


@pytest.mark.parametrize(
    "body", [b'{"content":[' + b"1," * 10_001 + b"1]}", b'{"content":["' + b"x" * 20_000_000 + b'"]}']
)
def test_a_page_of_a_board_is_no_larger_than_a_worker_can_hold(body) -> None:
    with pytest.raises(Unreadable, match="larger than"):
        paging.page_of(lambda url: Document(body), "https://board.example", "content")


def test_packed_nothing_without_end_is_not_read_for_ever(web, monkeypatch) -> None:
    monkeypatch.setattr(download, "MAX_BYTES", 5_000)
    web.answers["/feed"] = [(200, {"Content-Encoding": "gzip"}, gzip.compress(b"") * 1_000)]
    with pytest.raises(Unreadable, match="larger than"):
        download.download(f"{web.address}/feed")


@pytest.mark.parametrize("address", ["fec0::1", "feff::1", "5f00::1", "::ffff:0:10.0.0.1", "4000::1"])
def test_what_is_no_public_network_any_more_is_internal(address) -> None:
    assert not addresses.is_public(address)


@pytest.fixture
def proposal(db: None) -> FeedProposal:
    employer = Employer.objects.create(name="Volmetal Service GmbH", name_key="volmetal service gmbh")
    return FeedProposal.objects.create(
        employer=employer, url="https://volmetal.example/stellen.xml", reading_since=timezone.now()
    )


@pytest.fixture
def returned(monkeypatch) -> Callable[[Any, int], None]:
    """Delivers a task as often as its worker died."""

    def run(task: Any, pk: int) -> None:
        for _ in range(tasks.MAX_RETURNS + 1):
            task.push_request(delivery_info={"redelivered": True}, called_directly=True)
            try:
                task.run(pk)
            finally:
                task.pop_request()

    return run


def test_a_dry_run_that_kills_its_worker_is_given_up(proposal, returned, monkeypatch) -> None:
    read = []
    monkeypatch.setattr(hookup, "try_out", read.append)
    returned(tasks.try_feed, proposal.pk)
    assert len(read) == tasks.MAX_RETURNS
    proposal.refresh_from_db()
    assert proposal.reading_since is None and proposal.report["reason"] == hookup.TOO_LONG


def test_a_replay_that_kills_its_worker_is_given_up(returned, monkeypatch) -> None:
    read = []
    monkeypatch.setattr(tasks.RawDocument.objects, "get", lambda pk: read.append(pk) or pk)
    monkeypatch.setattr(tasks.pipeline, "replay", lambda document: None)
    returned(tasks.replay_document, 7)
    assert read == [7] * tasks.MAX_RETURNS


@pytest.mark.django_db(transaction=True)
def test_dry_runs_never_take_more_than_one_worker(monkeypatch) -> None:
    again = []
    monkeypatch.setattr(tasks.try_feed, "apply_async", lambda args, countdown: again.append(args))
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, 0)", [run_lock.DRY_RUNS])
        tasks.try_feed(5)
        assert again == [(5,)]
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock_all()")
    finally:
        other.close()
    tasks.try_feed(5)
    assert again == [(5,)]
