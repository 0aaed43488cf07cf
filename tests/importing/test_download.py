"""Downloads against a server on this machine: redirects, errors, limits, conditional requests."""

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from listings.importing import addresses, document, pipeline
from listings.importing import download as http
from listings.importing.job_posting import Unreadable
from listings.models import Listing, Source

BOARD = (
    b"<workzag-jobs><position><id>1</id><name>Kundenberater</name><office>Hagen</office><jobDescriptions><jobDescription>"
    b"<value>Am Telefon.</value></jobDescription></jobDescriptions></position></workzag-jobs>"
)


class Web:
    """Answers by path: (status, headers, body), or a list of them, one for each request."""

    def __init__(self) -> None:
        self.answers: dict[str, list[tuple[int, dict[str, str], bytes]]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                queue = web.answers.get(self.path, [(404, {}, b"")])
                status, headers, body = queue.pop(0) if len(queue) > 1 else queue[0]
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if "Content-Length" not in headers:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def web(settings, monkeypatch) -> Iterator[Web]:
    settings.ALLOW_PRIVATE_FEEDS = True
    waits: list[float] = []
    monkeypatch.setattr(http, "_sleep", waits.append)
    server = Web()
    server.waits = waits  # type: ignore[attr-defined]
    yield server
    server.server.shutdown()
    server.server.server_close()


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
    real = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1" or real(address))
    with pytest.raises(Unreadable, match="without encryption|internal address"):
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
    monkeypatch.setattr(document, "MAX_BYTES", 1_000_000)
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
