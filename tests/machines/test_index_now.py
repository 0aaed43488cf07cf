"""Search engines are told of each change once, and of nothing else."""

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone

from listings import lifecycle
from listings.models import Announcement, Listing
from listings.searching import index_now

pytestmark = pytest.mark.django_db(transaction=True)
KEY = "eine-lange-probe-123"


class Engine:
    """Takes messages as a search engine does."""

    def __init__(self) -> None:
        self.messages: list[dict[str, object]] = []
        self.status = 200
        engine = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if engine.status in {200, 202}:
                    engine.messages.append(message)
                self.send_response(engine.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def told(self) -> list[str]:
        """The addresses of all messages so far; forgets them."""
        addresses = [address for message in self.messages for address in message["urlList"]]
        self.messages.clear()
        return addresses


@pytest.fixture
def engine(settings) -> Iterator[Engine]:
    engine = Engine()
    settings.INDEXNOW_KEY = KEY
    settings.INDEXNOW_ENDPOINT = f"http://127.0.0.1:{engine.server.server_port}/indexnow"
    yield engine
    engine.server.shutdown()
    engine.server.server_close()


def address(listing: Listing) -> str:
    return "http://127.0.0.1:8000" + listing.get_absolute_url()


def test_new_changed_and_ended_listings_are_told_once(engine, make_listing) -> None:
    old = make_listing(title="Von früher")
    assert index_now.announce() == 0
    new, changed, ended = make_listing(title="Neu"), old, make_listing(title="Kurz da")
    index_now.announce()
    assert engine.messages[0]["host"] == "127.0.0.1:8000"
    assert engine.messages[0]["keyLocation"] == f"http://127.0.0.1:8000/{KEY}.txt"
    assert sorted(engine.told()) == sorted([address(new), address(ended)])
    assert index_now.announce() == 0
    Listing.objects.filter(pk=changed.pk).update(salary_month_min=3000, salary_month_max=3100)
    Listing.objects.filter(pk=ended.pk).update(valid_through=timezone.now() - timedelta(seconds=1))
    lifecycle.expire()
    index_now.announce()
    assert sorted(engine.told()) == sorted([address(changed), address(ended)])


def test_what_nobody_sees_is_not_told(engine, make_listing) -> None:
    index_now.announce()
    listing = make_listing(status="in_review")
    Listing.objects.filter(pk=listing.pk).update(title="Noch besser")
    assert index_now.announce() == 0
    shown = make_listing()
    index_now.announce()
    assert engine.told() == [address(shown)]
    Listing.objects.filter(pk=shown.pk).update(reposts=2)
    assert index_now.announce() == 0


@pytest.mark.parametrize("status", [403, 422, 429, 500])
def test_a_refusal_is_repeated_with_all_that_was_to_be_told(engine, make_listing, status) -> None:
    index_now.announce()
    listing = make_listing()
    engine.status = status
    with pytest.raises(index_now.Refused, match=str(status)):
        index_now.announce()
    engine.status = 202
    other = make_listing(title="Danach")
    index_now.announce()
    assert sorted(engine.told()) == sorted([address(listing), address(other)])


def test_many_addresses_go_in_several_messages(engine, make_listing, monkeypatch) -> None:
    monkeypatch.setattr(index_now, "MOST", 2)
    index_now.announce()
    for number in range(5):
        make_listing(title=f"Stelle {number}")
    assert index_now.announce() == 5
    assert [len(message["urlList"]) for message in engine.messages] == [2, 2, 1]


def test_without_a_key_nothing_is_sent(engine, make_listing, settings, client) -> None:
    settings.INDEXNOW_KEY = ""
    make_listing()
    assert index_now.announce() == 0
    assert not engine.messages
    assert not Announcement.objects.exists()
    assert client.get(f"/{KEY}.txt").status_code == 404
    assert client.get("/.txt").status_code == 404


def test_the_key_is_shown_at_its_own_address_only(client, settings) -> None:
    settings.INDEXNOW_KEY = KEY
    assert client.get(f"/{KEY}.txt").content.decode() == KEY
    assert client.get("/anderer-schluessel.txt").status_code == 404


def test_after_a_dump_was_restored_elsewhere_it_starts_anew(engine, make_listing) -> None:
    Announcement.objects.create(snapshot="99999999999:99999999999:", addresses=0)
    make_listing()
    assert index_now.announce() == 0
    other = make_listing(title="Danach")
    Announcement.objects.filter(snapshot="99999999999:99999999999:").delete()
    index_now.announce()
    listing = make_listing(title="Und noch eine")
    index_now.announce()
    assert address(listing) in engine.told()
    assert other.pk != listing.pk
