"""Downloads against a server on this machine: redirects, errors, limits, conditional requests."""

import gzip
import socket
import threading
import time
import zlib

import pytest

from listings.importing import addresses, document, pipeline
from listings.importing import download as http
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


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://0.0.0.0/", "http://2130706433/", "http://0x7f000001/",
        "http://0177.0.0.1/", "http://127.1/", "http://10.1.2.3/", "http://192.168.0.1/", "http://172.16.0.1/",
        "http://169.254.169.254/", "http://100.64.0.1/", "http://[::1]/", "http://[::]/", "http://[fe80::1]/",
        "http://[fc00::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:a00:1]/", "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b::a9fe:a9fe]/", "http://[2002:7f00:1::]/", "http://[::127.0.0.1]/", "http://224.0.0.1/",
        "http://[ff02::1]/", "http://255.255.255.255/", "http://good@127.0.0.1/", "http://good.example\\@127.0.0.1/",
    ],
)  # fmt: skip
def test_no_spelling_of_an_internal_address_is_asked(settings, url) -> None:
    settings.ALLOW_PRIVATE_FEEDS = False
    with pytest.raises(Unreadable, match="internal address|not valid|cannot be resolved"):
        http.download(url)


@pytest.mark.parametrize(
    "url", ["ftp://lenne.example/", "file:///etc/passwd", "gopher://x/", "//x", "", "http://", "http://["]
)
def test_only_web_addresses_are_asked(url) -> None:
    with pytest.raises(Unreadable, match="http and https|not valid"):
        http.download(url)


@pytest.mark.parametrize("port", [22, 25, 445, 993])
def test_ports_of_other_services_are_not_asked(port) -> None:
    with pytest.raises(Unreadable, match=f"port {port}"):
        http.download(f"http://127.0.0.1:{port}/")


def resolves_to(monkeypatch, *found: str) -> list[str]:
    """DNS gives these answers; returns the names asked for."""
    names: list[str] = []
    real = socket.getaddrinfo

    def answer(host: str, port: int, *args: object, **named: object) -> list[tuple[object, ...]]:
        if host[0].isdigit():
            return real(host, port, *args, **named)  # type: ignore[arg-type,return-value]
        names.append(host)
        return [(2, 1, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return names


def test_one_internal_address_among_the_answers_is_enough(settings, monkeypatch) -> None:
    settings.ALLOW_PRIVATE_FEEDS = False
    resolves_to(monkeypatch, "93.184.216.34", "10.0.0.7")
    with pytest.raises(Unreadable, match=r"lenne\.example leads to an internal address"):
        http.download("https://lenne.example/feed")


def test_the_checked_address_is_asked_under_the_name_of_the_host(web, monkeypatch) -> None:
    web.answers = {"/a": [(200, {}, BOARD)]}
    names = resolves_to(monkeypatch, "127.0.0.1")
    port = web.server.server_port
    http.download(f"http://käse.example:{port}/a")
    assert names == ["xn--kse-qla.example"]
    assert web.asked[0][1]["host"] == f"xn--kse-qla.example:{port}"


def test_the_next_address_is_asked_when_the_first_takes_no_connection(web, monkeypatch) -> None:
    web.answers = {"/a": [(200, {}, BOARD)]}
    resolves_to(monkeypatch, "127.0.0.2", "127.0.0.1")
    assert http.download(f"http://lenne.example:{web.server.server_port}/a").document.whole() == BOARD
    assert len(web.asked) == 1


@pytest.mark.parametrize(
    ("old", "location", "result"),
    [
        ("https://a.example/x", "http://a.example/x", None), ("https://a.example/x", "http://b.example/x", None),
        ("http://a.example/x", "http://b.example/x", None), ("http://a.example/x", "/y", "http://a.example/y"),
        ("http://a.example/x", "https://b.example/y", "https://b.example/y"),
        ("https://me:pw@a.example/x", "/y", "https://me:pw@a.example/y"),
        ("https://me:pw@a.example/x", "https://b.example/y", "https://b.example/y"),
        ("https://me:pw@a.example/x", "https://you:pw2@b.example/y", "https://b.example/y"),
        ("https://me:pw@a.example/x", "https://a.example:8443/y", "https://a.example:8443/y"),
        ("https://a.example/x", "http://[", None),
    ],
)  # fmt: skip
def test_redirects_keep_encryption_and_log_ins_where_they_belong(settings, old, location, result) -> None:
    settings.ALLOW_PRIVATE_FEEDS = False
    if result is None:
        with pytest.raises(Unreadable):
            http._target(old, location)
    else:
        assert http._target(old, location) == result


def test_a_log_in_is_sent_and_stays_on_its_host(web, monkeypatch) -> None:
    resolves_to(monkeypatch, "127.0.0.1")
    port = web.server.server_port
    web.answers = {
        "/a": [(302, {"Location": "/b"}, b"")],
        "/b": [(302, {"Location": f"http://other.example:{port}/c"}, b"")],
        "/c": [(200, {}, BOARD)],
    }
    http.download(f"http://me:pw@lenne.example:{port}/a", headers={"X-API-Key": "secret"})
    assert ["authorization" in headers for _, headers in web.asked] == [True, True, False]
    assert ["x-api-key" in headers for _, headers in web.asked] == [True, True, False]


def test_who_asks_for_an_hour_of_patience_is_not_asked_again_now(web) -> None:
    web.answers = {"/a": [(503, {"Retry-After": "3600"}, b"")]}
    with pytest.raises(Unreadable, match="503 and asks for 3600 seconds"):
        http.download(f"{web.address}/a")
    assert (len(web.asked), web.waits) == (1, [])


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_packed_answers_are_unpacked(web, coding) -> None:
    packed = gzip.compress(BOARD) if coding == "gzip" else zlib.compress(BOARD)
    web.answers = {"/a": [(200, {"Content-Encoding": coding}, packed)]}
    assert http.download(f"{web.address}/a").document.whole() == BOARD


def test_a_packed_file_is_unpacked(web, tmp_path) -> None:
    web.answers = {
        "/a.xml.gz": [(200, {"Content-Type": "application/gzip"}, gzip.compress(BOARD) + gzip.compress(b" "))]
    }
    assert http.download(f"{web.address}/a.xml.gz").document.whole() == BOARD + b" "
    (tmp_path / "a.gz").write_bytes(gzip.compress(BOARD))
    assert document.Document.of_file(tmp_path / "a.gz").whole() == BOARD


def test_a_packed_answer_that_breaks_off_or_is_damaged_is_refused(web) -> None:
    packed = gzip.compress(BOARD * 50)
    web.answers = {
        "/short": [(200, {"Content-Encoding": "gzip"}, packed[:-20])],
        "/bad": [(200, {"Content-Encoding": "gzip"}, b"\x1f\x8b" + bytes(range(100)))],
        "/odd": [(200, {"Content-Encoding": "br"}, b"xyz")],
    }
    for path, reason in (("/short", "broke off"), ("/bad", "damaged"), ("/odd", "unknown encoding")):
        with pytest.raises(Unreadable, match=reason):
            http.download(web.address + path)


def test_a_bomb_is_noticed_before_it_goes_off(monkeypatch) -> None:
    monkeypatch.setattr(document, "MAX_BYTES", 1_000_000)
    bomb = gzip.compress(b"\0" * 50_000_000)
    sizes = []
    with pytest.raises(Unreadable, match="larger"):
        for part in document.Inflate("gzip").parts(bomb):
            sizes.append(len(part))
    assert max(sizes) <= document.CHUNK
    assert sum(sizes) <= 1_000_000


@pytest.mark.parametrize(
    "start", [b"", b"HTTP/1.1 200 OK\r\nX-A: ", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<jo"]
)
def test_an_answer_that_trickles_ends_at_the_time_limit(settings, monkeypatch, start) -> None:
    settings.ALLOW_PRIVATE_FEEDS = True
    monkeypatch.setattr(http, "MAX_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(9999)
                connection.sendall(start)
                connection.recv(1)  # until the other side hangs up

        thread = threading.Thread(target=serve)
        thread.start()
        begun = time.monotonic()
        with pytest.raises(Unreadable, match="longer than"):
            http.download(f"http://127.0.0.1:{server.getsockname()[1]}/")
        thread.join()
    assert time.monotonic() - begun < 5


def test_a_reservation_is_a_clean_skip(web, towns) -> None:
    web.answers = {"/feed": [(200, {}, BOARD), (200, {"TDM-Reservation": "1"}, BOARD.replace(b"Kundenberater", b"X"))]}
    source = Source.objects.create(slug="l", name="L", format="personio", employer_name="L", url=f"{web.address}/feed")
    pipeline.import_from(source)
    report = pipeline.import_from(source)
    assert (report.status, "text and data mining" in report.reason) == ("refused", True)
    assert [row.title for row in Listing.objects.live().filter(missing_since__isnull=True)] == ["Kundenberater"]


PAGE = (
    b'<html><script type="application/ld+json">{"@type": "JobPosting", "title": "Kundenberater", "description": "x", '
)
PAGE += b'"jobLocation": {"address": {"addressLocality": "Hagen"}}}</script></html>'


@pytest.mark.parametrize(
    ("robots", "meta", "status"),
    [
        ((404, {}, b""), b"", "complete"),
        ((200, {}, b"User-agent: *\nDisallow: /intern/"), b"", "complete"),
        ((200, {}, b"User-agent: *\nDisallow: /"), b"", "refused"),
        ((200, {}, b"User-agent: Fruehdienst-JobImport\nDisallow: /jobs\n\nUser-agent: *\nDisallow:"), b"", "refused"),
        ((500, {}, b""), b"", "refused"),
        ((404, {}, b""), b'<meta name="tdm-reservation" content="1">', "refused"),
        ((404, {}, b""), b'<meta content="0" name="tdm-reservation">', "complete"),
    ],
)
def test_pages_are_read_only_where_their_publisher_allows_it(web, towns, robots, meta, status) -> None:
    web.answers = {"/robots.txt": [robots], "/jobs": [(200, {}, PAGE.replace(b"<html>", b"<html>" + meta))]}
    source = Source.objects.create(
        slug="l", name="L", format="jsonld", employer_name="L", url=f"{web.address}/jobs", scope="all"
    )
    assert pipeline.import_from(source).status == status


@pytest.mark.parametrize("kind", ["personio", "greenhouse", "lever", "recruitee", "ashby", "workable", "jsonld"])
def test_a_tenant_that_leads_to_a_marketing_page_is_no_empty_board(web, towns, kind) -> None:
    web.answers = {
        "/feed": [(302, {"Location": "/welcome"}, b"")],
        "/welcome": [(200, {}, b"<!doctype html><html><p>Hallo")],
    }
    web.answer = lambda path: web.answers.get(path.split("?")[0], [(404, {}, b"")])[0]
    source = Source.objects.create(slug="l", name="L", format=kind, employer_name="L", url=f"{web.address}/feed")
    assert pipeline.import_from(source).status == "refused"


def test_a_job_without_a_german_text_is_read_in_english(web, towns) -> None:
    position = (
        "<position><id>{0}</id><name>{1}</name><office>Hagen</office><jobDescriptions>{2}</jobDescriptions></position>"
    )
    text = "<jobDescription><value>{0}</value></jobDescription>"
    board = lambda *parts: f"<workzag-jobs>{''.join(parts)}</workzag-jobs>".encode()  # noqa: E731
    german = board(
        position.format(1, "Kundenberater", text.format("Am Telefon.")), position.format(2, "Service Agent", "")
    )
    english = board(
        position.format(1, "Agent", text.format("x")), position.format(2, "Service Agent", text.format("On the phone."))
    )
    web.answers = {"/xml?language=de": [(200, {}, german)], "/xml?language=en": [(200, {}, english), (500, {}, b"")]}
    source = Source.objects.create(
        slug="l", name="L", format="personio", employer_name="L", url=f"{web.address}/xml?language=de", scope="all"
    )
    assert pipeline.import_from(source).counts["created"] == 2
    texts = dict(Listing.objects.values_list("title", "description_text"))
    assert texts == {"Kundenberater": "Am Telefon.", "Service Agent": "On the phone."}
