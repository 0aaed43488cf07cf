"""Pages of an employer's own feeds: offered, read by a worker, handed in, followed, stopped; nobody else's."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from listings import tasks
from listings.importing import hookup, pipeline
from listings.models import FeedProposal, Listing, Source
from listings.submitting import feed_offers, feed_views
from portal.celery import app
from tests.importing.test_hookup import feed, position

BOSS = "chefin@volmetal.example"
FEEDS = "/arbeitgeber/feeds/"
BODY = feed(position(1), position(2, text="<p>Kundenservice am Telefon.</p>"), position(3, "Softwareentwickler"),
            position(4, town="Nirgendwodorf"))  # fmt: skip


@pytest.fixture(autouse=True)
def worker() -> Iterator[None]:
    """Tasks run as soon as they are sent."""
    app.conf.update(task_always_eager=True, task_eager_propagates=True)
    yield
    app.conf.update(task_always_eager=False, task_eager_propagates=False)


@pytest.fixture
def volmetal(make_employer, make_member) -> Any:
    employer = make_employer()
    make_member(employer, BOSS, "owner")
    return employer


@pytest.fixture
def enter(browser, volmetal, web, towns, django_capture_on_commit_callbacks) -> Callable[..., tuple[Client, str]]:
    """A member offers what the server on this machine serves; answers with the browser and the page of the feed."""

    def run(body: bytes = BODY, **typed: Any) -> tuple[Client, str]:
        web.answers["/stellen.xml"] = [(200, {}, body)]
        client = browser(BOSS)
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(f"{FEEDS}neu/", {"url": f"{web.address}/stellen.xml", "employer": volmetal.pk} | typed)
        assert answer.status_code == 302, answer.content.decode()
        return client, answer["Location"]

    return run


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_is_not_logged_in_is_sent_to_the_log_in(client, db) -> None:
    for path in (FEEDS, f"{FEEDS}neu/", f"{FEEDS}1/", f"{FEEDS}1/stoppen/"):
        assert client.get(path)["Location"].startswith("/arbeitgeber/anmelden/?weiter=")


def test_who_acts_for_nobody_or_somebody_else_gets_404(enter, browser, make_employer, make_member) -> None:
    _, page = enter()
    make_member(make_employer("Lenne GmbH"), "chef@lenne.example", "owner")
    make_member(make_employer("Ruhr GmbH"), "weg@ruhr.example", removed_at=timezone.now())
    assert FEEDS in page
    for address, paths in (
        ("chef@lenne.example", [page, f"{page}aendern/", f"{page}stoppen/"]),
        ("weg@ruhr.example", [FEEDS, f"{FEEDS}neu/", page]),
        ("niemand@sonst.example", [FEEDS, f"{FEEDS}neu/", page]),
    ):
        stranger = browser(address)
        assert [stranger.get(path).status_code for path in paths] == [404] * len(paths)
        posts = [stranger.post(f"{page}{step}/").status_code for step in ("lesen", "abgeben", "weiter", "stoppen")]
        assert posts == [404] * 4
    assert FeedProposal.objects.get().state == "waiting"


def test_a_dry_run_says_what_came_what_is_missing_and_how_to_mend_it(enter) -> None:
    client, path = enter()
    page = text(client, path)
    for words in (
        "<dt>gefunden</dt><dd>4</dd>", "<dt>brauchbar</dt><dd>2</dd>", "<dt>nicht brauchbar</dt><dd>2</dd>",
        "1 von 2 ohne Gehalt", "1 von 2 ohne Schicht", "Den Ort kennen wir nicht", "Nenn die Postleitzahl", "„Nirgendwodorf“",
        "Das ist keine Arbeit im Kundenservice.", "Zum Beispiel Kennung v-4", 'class="job"', "Schicht nicht genannt",
        "Gehalt nicht genannt", "Zur Prüfung geben", "Noch einmal lesen",
    ):  # fmt: skip
        assert words in page, words
    assert not Listing.objects.exists()
    assert client.get(path).headers.get("Refresh") is None


def test_a_sample_is_said_plainly(enter, monkeypatch) -> None:
    monkeypatch.setattr(hookup, "LOOKED_AT", pipeline.Sample(items=3, calls=1))
    client, path = enter()
    page = text(client, path)
    assert "Angesehen haben wir die ersten 3 von 4 Stellen." in page
    assert "<dt>angesehen</dt><dd>3</dd>" in page


def test_two_previews_of_one_page_have_names_of_their_own(enter) -> None:
    client, path = enter()
    page = text(client, path)
    for name in ('id="vj1"', 'id="vj2"', 'href="#gelesen-1"', 'id="gelesen-1"', 'href="#gelesen-2"', 'id="gelesen-2"'):
        assert page.count(name) == 1, name


def test_a_page_that_waits_looks_again_by_itself_unless_told_not_to(enter, monkeypatch) -> None:
    monkeypatch.setattr(hookup, "try_out", lambda pk: None)
    client, path = enter()
    answer = client.get(path)
    assert (answer["Refresh"], "Wir lesen deinen Feed" in answer.content.decode()) == ("4", True)
    calm = client.get(path, {"warten": "nein"})
    assert "Refresh" not in calm.headers
    FeedProposal.objects.update(reading_since=timezone.now() - 2 * feed_offers.PATIENCE)
    late = client.get(path)
    assert "Refresh" not in late.headers
    assert "länger als sonst" in late.content.decode()


def test_without_a_queue_the_page_says_that_reading_did_not_begin(enter, monkeypatch) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise OSError("broker")

    monkeypatch.setattr(tasks.try_feed, "apply_async", away)
    client, path = enter()
    assert "konnte nicht beginnen" in text(client, path)
    assert FeedProposal.objects.get().reading_since is None


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "Trag die Adresse ein."),
        ("keine adresse", "Das ist keine Webadresse."),
        ("ftp://volmetal.example/stellen.xml", "Das ist keine Webadresse."),
        ("javascript:alert(1)", "Das ist keine Webadresse."),
        ("https://ich:geheim@volmetal.example/stellen.xml", "Zugangsdaten"),
        ("https://volmetal.example/stellen.xml?api_key=geheim", "Zugangsdaten"),
    ],
)
def test_a_bad_address_gets_a_sentence_and_stays_in_the_form(browser, volmetal, url, words) -> None:
    client = browser(BOSS)
    answer = client.post(f"{FEEDS}neu/", {"url": url, "employer": volmetal.pk, "format": "csv"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert words in page
    assert not url or f'value="{url}"' in page
    assert '<option value="csv" selected>' in page
    assert not FeedProposal.objects.exists()


def test_only_own_employers_and_formats_of_one_employer_can_be_chosen(browser, volmetal, make_employer) -> None:
    client, other = browser(BOSS), make_employer("Lenne GmbH")
    for typed in ({"employer": other.pk}, {"employer": volmetal.pk, "format": "ba"}):
        answer = client.post(f"{FEEDS}neu/", {"url": "https://volmetal.example/f"} | typed)
        assert answer.context["form"].errors
    assert not FeedProposal.objects.exists()


def test_a_page_of_a_bad_feed_keeps_the_address_for_changing_it(enter, web, django_capture_on_commit_callbacks) -> None:
    client, path = enter(b"<!doctype html><html><p>Hallo</p></html>")
    page = text(client, path)
    assert "Wir konnten nichts lesen" in page
    assert "Zur Prüfung geben" not in page
    assert client.post(f"{path}abgeben/").status_code == 302
    assert FeedProposal.objects.get().handed_in_at is None
    assert f'value="{web.address}/stellen.xml"' in text(client, f"{path}aendern/")
    web.answers["/neu.xml"] = [(200, {}, BODY)]
    typed = {"url": f"{web.address}/neu.xml", "employer": FeedProposal.objects.get().employer_id}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{path}aendern/", typed)["Location"] == path
    assert "Das haben wir gefunden" in text(client, path)


def test_the_same_address_leads_to_the_feed_that_is_there(enter) -> None:
    _, path = enter()
    client, again = enter()
    assert again == path
    assert "schon angegeben" in text(client, path)
    assert FeedProposal.objects.count() == 1


def test_an_address_that_is_a_source_already_is_said_to_be_looked_at(enter, web) -> None:
    Source.objects.create(slug="x", name="x", format="auto", url=f"{web.address}/stellen.xml", employer_name="x")
    client, path = enter()
    assert "Ein Mensch sieht nach, zu wem er gehört" in text(client, path)


def test_reading_again_shows_what_changed_and_is_limited(
    enter, web, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    client, path = enter()
    web.answers["/stellen.xml"] = [(200, {}, feed(position(1)))]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{path}lesen/")
    assert "<dt>gefunden</dt><dd>1</dd>" in text(client, path)
    monkeypatch.setattr(feed_views, "READ_RATE", "2/hour")
    web.asked.clear()
    for _ in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"{path}lesen/", REMOTE_ADDR="203.0.113.9")
    assert len(web.asked) == 2
    assert "zu oft" in text(client, path)
    answer = client.post(
        f"{FEEDS}neu/", {"url": "https://volmetal.example/f", "employer": FeedProposal.objects.get().employer_id},
        REMOTE_ADDR="203.0.113.9",
    )  # fmt: skip
    assert answer.status_code == 429


def test_what_a_feed_says_is_escaped(enter) -> None:
    evil = "<job><referencenumber>&lt;u&gt;1</referencenumber><title>Kundenberater &lt;script&gt;x</title><location>&lt;img src=x&gt;dorf</location><description>x</description></job>"
    client, path = enter(feed(evil, position(1)))
    page = text(client, path)
    assert "<script>x" not in page
    assert "<img src=x" not in page
    assert "<u>1" not in page


def test_a_feed_that_runs_shows_its_last_import_and_can_be_stopped(enter, django_capture_on_commit_callbacks) -> None:
    client, path = enter()
    client.post(f"{path}abgeben/")
    assert "zur Prüfung abgegeben" in text(client, path)
    assert "In Prüfung" in text(client, FEEDS)
    source = hookup.accept(proposal=FeedProposal.objects.get(), by=None)
    assert client.get(path)["Refresh"] == "4"
    tasks.import_feed(source.pk)
    for page in (text(client, path), text(client, FEEDS)):
        assert "Den Ort kennen wir nicht" in page
        assert "Läuft" in page
    assert client.post(f"{path}lesen/").status_code == 302
    assert "geht gerade nicht" in text(client, path)
    assert client.get(f"{path}aendern/").status_code == 404
    assert "gehen offline" in text(client, f"{path}stoppen/")
    assert Source.objects.get().is_active
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{path}stoppen/")
    assert (Source.objects.get().is_active, Listing.objects.live().count()) == (False, 0)
    assert "Gestoppt" in text(client, FEEDS)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{path}weiter/")
    assert (Source.objects.get().is_active, Listing.objects.live().count()) == (True, 2)


def test_what_operators_switched_off_stays_off(enter) -> None:
    client, path = enter()
    client.post(f"{path}abgeben/")
    hookup.accept(proposal=FeedProposal.objects.get(), by=None)
    Source.objects.update(is_active=False)
    assert "Wir haben den Feed angehalten" in text(client, path)
    client.post(f"{path}weiter/")
    client.post(f"{path}stoppen/")
    assert (Source.objects.get().is_active, FeedProposal.objects.get().stopped_at) == (False, None)


def test_a_refused_feed_says_why_and_a_feed_can_be_taken_back(enter) -> None:
    client, path = enter()
    client.post(f"{path}abgeben/")
    hookup.refuse(proposal=FeedProposal.objects.get(), by=None, reason="Kaum <b>Kundenservice</b>.")
    for page in (text(client, path), text(client, FEEDS)):
        assert "Kaum &lt;b&gt;Kundenservice" in page
    assert "vergessen die Adresse" in text(client, f"{path}stoppen/")
    client.post(f"{path}stoppen/")
    assert not FeedProposal.objects.exists()


def test_the_list_asks_the_same_questions_for_any_number_of_feeds(enter, volmetal) -> None:
    client, path = enter()

    def add(number: int) -> None:
        source = Source.objects.create(slug=f"s{number}", name="s", format="indeed", employer_name="V", is_active=True)
        FeedProposal.objects.create(employer=volmetal, url=f"https://v.example/{number}", state="accepted", source=source,
                                    handed_in_at=timezone.now())  # fmt: skip

    def count(where: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            text(client, where)
        return len(asked)

    add(1)
    few = count(FEEDS)
    for number in range(2, 9):
        add(number)
    assert count(FEEDS) == few <= 7
    assert count(path) <= 8


def test_the_format_is_explained_out_of_the_documentation(client, db) -> None:
    answer = client.get(f"{FEEDS}format/")
    assert "referencenumber" in answer.content.decode()
    assert not answer.cookies
