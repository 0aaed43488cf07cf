"""Downloads against a server on this machine: redirects, errors, limits, conditional requests."""

import gzip

import pytest

from listings.importing import download as http
from listings.importing import pipeline
from listings.importing.job_posting import Unreadable
from listings.models import Listing, Source

BOARD = (
    b"<workzag-jobs><position><id>1</id><name>Kundenberater</name><office>Hagen</office><jobDescriptions><jobDescription>"
    b"<value>Am Telefon.</value></jobDescription></jobDescriptions></position></workzag-jobs>"
)


def test_a_redirect_is_followed_and_a_chain_without_end_is_not(web) -> None:
    web.answers = {
        "/a": [(302, {"Location": "/b"}, b"")],
        "/b": [(200, {}, BOARD)],
        "/c": [(302, {"Location": "/c"}, b"")],
    }
    assert http.download(f"{web.address}/a").document.whole() == BOARD
    with pytest.raises(Unreadable, match="redirects"):
        http.download(f"{web.address}/c")


def test_a_redirect_to_an_internal_address_is_refused(web, settings, monkeypatch) -> None:
    web.answers = {"/a": [(302, {"Location": "http://169.254.169.254/latest/meta-data/"}, b"")]}
    settings.ALLOW_PRIVATE_FEEDS = False
    real = http._checked_address
    monkeypatch.setattr(http, "_checked_address", lambda url: "127.0.0.1" if web.address in url else real(url))
    with pytest.raises(Unreadable, match="internal address"):
        http.download(f"{web.address}/a")


def test_a_busy_server_is_asked_again_after_the_time_it_names(web) -> None:
    web.answers = {"/a": [(429, {"Retry-After": "7"}, b""), (503, {}, b""), (200, {}, BOARD)]}
    assert http.download(f"{web.address}/a").document.whole() == BOARD
    assert web.waits[0] == 7
    assert 0 <= web.waits[1] <= 4


@pytest.mark.parametrize(("status", "requests"), [(500, 3), (404, 1), (403, 1), (410, 1)])
def test_errors_are_tried_again_only_where_it_helps(web, status, requests) -> None:
    web.answers = {"/a": [(status, {}, b"")]}
    with pytest.raises(Unreadable, match=str(status)):
        http.download(f"{web.address}/a")
    assert len(web.asked) == requests


def test_a_body_that_breaks_off_or_is_too_large_is_refused(web, monkeypatch) -> None:
    web.answers = {"/short": [(200, {"Content-Length": "9999"}, BOARD)], "/bomb": [
        (200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 3_000_000))]}  # fmt: skip
    monkeypatch.setattr(http, "MAX_BYTES", 1_000_000)
    with pytest.raises(Unreadable, match="larger"):
        http.download(f"{web.address}/bomb")
    web.server.timeout = 1


def test_an_unchanged_feed_is_not_sent_again_and_counts_as_seen(web, towns) -> None:
    web.answers = {"/feed": [(200, {"ETag": '"v1"'}, BOARD), (304, {}, b"")]}
    source = Source.objects.create(slug="l", name="L", format="personio", employer_name="L", url=f"{web.address}/feed")
    pipeline.import_from(source)
    Listing.objects.update(missing_since="2026-01-01T00:00:00Z", missing_runs=1)
    report = pipeline.import_from(source)
    assert web.asked[1][1]["if-none-match"] == '"v1"'
    assert (report.status, report.reason) == ("complete", "not modified")
    assert Listing.objects.get().missing_since is None


def test_a_server_that_is_down_refuses_the_run_and_withdraws_nothing(web, towns) -> None:
    web.answers = {"/feed": [(200, {}, BOARD), (500, {}, b"")]}
    source = Source.objects.create(slug="l", name="L", format="personio", employer_name="L", url=f"{web.address}/feed")
    pipeline.import_from(source)
    report = pipeline.import_from(source)
    assert (report.status, report.reason) == ("refused", "the server answered 500")
    assert Listing.objects.live().count() == 1
