"""An employer's feed is read for a try from a server on this machine, judged, scheduled, stopped."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db import connection
from django.utils import timezone

from listings import tasks
from listings.importing import download as http
from listings.importing import hookup, pipeline
from listings.importing.hookup_report import ROW
from listings.models import Employer, FeedProposal, ImportRun, Listing, Membership, Person, RejectedItem, Source
from listings.searching.hits import Card
from listings.submitting import feed_offers, feed_words

GOOD = "<p>Frühschicht in Vollzeit. Gehalt 2.600 bis 2.900 € brutto im Monat.</p>"
Offer = Callable[..., FeedProposal]


def position(number: int, title: str = "Kundenberater (m/w/d)", town: str = "58095 Hagen", text: str = GOOD, company: str = "") -> str:  # fmt: skip
    return (
        f"<job><referencenumber>v-{number}</referencenumber><title>{title}</title><location>{town}</location>"
        f"<company>{company}</company><url>https://volmetal.example/{number}</url>"
        f"<description><![CDATA[{text}]]></description></job>"
    )


def feed(*positions: str) -> bytes:
    return f"<source>{''.join(positions)}</source>".encode()


@pytest.fixture
def employer(db: None) -> Employer:
    return Employer.objects.create(name="Volmetal Service GmbH", name_key="volmetal service gmbh")


@pytest.fixture
def offer(web: Any, towns: Any, employer: Employer) -> Offer:
    """What the server on this machine serves, offered and read."""

    def run(
        body: bytes = b"", status: int = 200, headers: dict[str, str] | None = None, url: str = "", **values: Any
    ) -> FeedProposal:
        web.answers["/stellen.xml"] = [(status, headers or {}, body)]
        proposal = FeedProposal.objects.create(
            employer=employer, url=url or f"{web.address}/stellen.xml", reading_since=timezone.now(), **values
        )
        tasks.try_feed(proposal.pk)
        proposal.refresh_from_db()
        return proposal

    return run


def test_a_dry_run_counts_every_item_and_writes_nothing_else(offer) -> None:
    proposal = offer(feed(position(1), position(2, text="<p>Kundenservice am Telefon.</p>"), position(3, "Kundenberater", text=""),
                          position(4, "Softwareentwickler"), position(5, town="Nirgendwodorf"), position(1),
                          position(7, company="Lenne GmbH")))  # fmt: skip
    report = proposal.report
    counts = {name: report[name] for name in ("status", "read", "usable", "held", "rejected", "duplicate")}
    assert counts == {"status": "complete", "read": 7, "usable": 3, "held": 1, "rejected": 2, "duplicate": 1}
    assert report["without"] == {"pay": 1, "shift": 1, "place": 0}
    assert report["foreign"] == {"count": 1, "names": ["Lenne GmbH"]}
    assert {one["reason"]: one["examples"] for one in report["problems"]} == {
        "title names other work: software and data": ["v-4"], "unknown or ambiguous place 'Nirgendwodorf'": ["v-5"],
        "no description": ["v-3"],
    }  # fmt: skip
    assert [one["external_id"] for one in report["listings"]] == ["v-1", "v-2", "v-7"]
    assert (proposal.reading_since, proposal.tried_at is not None) == (None, True)
    assert not any(model.objects.exists() for model in (Listing, Source, ImportRun, RejectedItem))
    assert Employer.objects.count() == 1


def test_what_a_row_shows_is_kept_of_each_preview() -> None:
    assert {*ROW} == {*Card._fields} - {"employer", "pk"}


def test_many_items_of_one_kind_are_one_problem_with_three_examples(offer) -> None:
    report = offer(feed(*(position(n, town=f"Nirgendwo{chr(97 + n)}heim") for n in range(9)))).report
    [problem] = report["problems"]
    assert (problem["count"], len(problem["examples"]), problem["words"][0]) == (9, 3, "Nirgendwoaheim")


def test_of_many_items_the_first_are_read_and_the_others_counted(offer, monkeypatch) -> None:
    monkeypatch.setattr(hookup, "LOOKED_AT", pipeline.Sample(items=2, calls=1))
    report = offer(feed(*map(position, range(5)))).report
    assert [report[name] for name in ("status", "read", "usable", "found")] == ["complete", 2, 2, 5]
    assert [one["external_id"] for one in report["listings"]] == ["v-0", "v-1"]
    FeedProposal.objects.all().delete()
    broken = offer(feed(*map(position, range(5)))[:-30]).report
    assert (broken["status"], broken["read"], broken["found"]) == ("refused", 0, 0), (
        "what follows is looked through as well"
    )
    FeedProposal.objects.all().delete()
    assert offer(feed(*map(position, range(2)))).report["found"] == 2


def test_others_that_name_the_same_employers_do_not_wait_while_the_rest_is_counted(offer, monkeypatch) -> None:
    monkeypatch.setattr(hookup, "LOOKED_AT", pipeline.Sample(items=1, calls=1))
    count, within = pipeline._Run.count_rest, []

    def counted(run: Any) -> None:
        within.append(connection.savepoint_ids[:])
        count(run)

    monkeypatch.setattr(pipeline._Run, "count_rest", counted)
    before = connection.savepoint_ids[:]
    offer(feed(position(1), position(2)))
    assert within == [before]


def test_a_sign_of_fraud_is_said_with_what_to_write_instead(offer) -> None:
    text = "<p>Kundenberater. Kontakt nur über WhatsApp.</p>"
    [problem] = feed_words.problems(offer(feed(position(1, text=text))).report)
    assert (problem.kind, problem.words.original) == ("held", "")
    assert "Messenger" in str(problem.words.what)
    assert problem.words.mend


PAGE = b"<!doctype html><html><body><form>Bitte anmelden <input type=password></form></body></html>"
POSTING = b'<html><script type="application/ld+json">{"@type":"JobPosting","title":"Kundenberater"}</script></html>'


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"status": 404}, "Unter dieser Adresse ist nichts."),
        ({"status": 401}, "Die Adresse verlangt eine Anmeldung"),
        ({"status": 403}, "Die Adresse verlangt eine Anmeldung"),
        ({"status": 500}, "Der Server antwortet mit einem Fehler."),
        ({"body": b""}, "Die Adresse geht auf, aber es steht keine Stelle darin."),
        ({"body": PAGE}, "eine Webseite, in der wir keine Stellen finden"),
        ({"body": PAGE, "format": "personio"}, "eine Webseite, in der wir keine Stellen finden"),
        ({"body": b'{"jobs": [}'}, "fehlerhaft geschrieben"),
        ({"body": b'{"a": 1}'}, "ein anderes Format als erwartet"),
        ({"body": feed(position(1)), "format": "personio"}, "ein anderes Format als erwartet"),
        ({"body": feed(position(1))[:-20]}, "Das Dokument bricht mittendrin ab."),
        ({"body": feed(position(1)), "headers": {"tdm-reservation": "1"}}, "tdm-reservation"),
        ({"body": feed(position(1)), "headers": {"Location": "http://127.0.0.1:59999/x"}, "status": 302}, "den Server nicht erreicht"),
        ({"url": "http://gibt-es-nicht.invalid/feed"}, "Diese Adresse gibt es nicht."),
    ],
)  # fmt: skip
def test_each_bad_feed_gets_its_own_clear_sentence(offer, answer, words) -> None:
    report = offer(**answer).report
    said = feed_words.of_document(report["reason"])
    assert words in str(said.what)
    assert said.mend
    assert not said.original
    assert (report["status"], report["listings"]) == ("refused", [])


def test_an_internal_address_is_not_asked(offer, settings, web) -> None:
    settings.ALLOW_PRIVATE_FEEDS = False
    report = offer(feed(position(1))).report
    assert "internes Netz" in str(feed_words.of_document(report["reason"]).what)
    assert not web.asked


def test_a_feed_without_end_is_too_large(offer, monkeypatch) -> None:
    monkeypatch.setattr(http, "MAX_BYTES", 500)
    assert "zu groß" in str(feed_words.of_document(offer(feed(position(1), position(2))).report["reason"]).what)


def test_a_page_that_robots_txt_excludes_is_no_feed(offer, web) -> None:
    web.answers["/robots.txt"] = [(200, {}, b"User-agent: *\nDisallow: /stellen.xml\n")]
    report = offer(POSTING).report
    assert "robots.txt deiner Seite verbietet" in str(feed_words.of_document(report["reason"]).what)
    assert (report["read"], report["listings"]) == (0, [])


def test_a_reason_that_nobody_foresaw_keeps_its_own_words() -> None:
    words = feed_words.of_item("item", "fault in reading: KeyError: 'x'")
    assert words.original == "fault in reading: KeyError: 'x'"
    assert "nicht lesen" in str(words.what)
    assert feed_words.of_document("something else").original == "something else"


def test_a_dry_run_that_was_overtaken_leaves_no_trace(offer, web, monkeypatch) -> None:
    def overtaken(*args: Any, **values: Any) -> Any:
        FeedProposal.objects.update(reading_since=timezone.now())
        return read(*args, **values)

    read = pipeline.import_from
    monkeypatch.setattr(pipeline, "import_from", overtaken)
    proposal = offer(feed(position(1)))
    assert (proposal.report, proposal.tried_at, proposal.reading_since is None) == ({}, None, False)
    monkeypatch.undo()
    tasks.try_feed(proposal.pk)
    asked = len(web.asked)
    tasks.try_feed(proposal.pk)
    assert len(web.asked) == asked


@pytest.fixture
def moderator(db: None) -> User:
    return User.objects.create_user("moderation", is_staff=True)


def test_an_accepted_feed_is_fetched_for_its_employer_until_he_stops_it(
    offer, moderator, employer, django_capture_on_commit_callbacks, monkeypatch
) -> None:
    person = Person.objects.create(email="it@volmetal.example")
    Membership.objects.create(person=person, employer=employer, accepted_at=timezone.now())
    proposal = offer(feed(position(1), position(2)), person=person, handed_in_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        source = hookup.accept(proposal=proposal, by=moderator)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by, proposal.source) == ("accepted", moderator, source)
    assert (source.format, list(Source.objects.due())) == ("indeed", [source])
    assert f"/arbeitgeber/feeds/{proposal.pk}/" in mail.outbox[0].body
    pipeline.import_from(source)
    assert set(Listing.objects.live().values_list("hiring_organization__name", flat=True)) == {employer.name}
    sent: list[tuple[str, tuple[int, ...]]] = []
    monkeypatch.setattr(feed_offers, "call", lambda task, *args: sent.append((task, args)))
    with django_capture_on_commit_callbacks(execute=True):
        feed_offers.stop(proposal=proposal)
    tasks.withdraw_stopped_feeds()
    assert (Listing.objects.live().count(), list(Source.objects.due())) == (0, [])
    assert set(Listing.objects.values_list("status", "status_reason")) == {("withdrawn", hookup.STOPPED)}
    with django_capture_on_commit_callbacks(execute=True):
        feed_offers.go_on(proposal=proposal)
    assert sent == [("listings.tasks.withdraw_stopped_feeds", ()), ("listings.tasks.import_feed", (source.pk,))]
    addresses = set(Listing.objects.values_list("pk", flat=True))
    tasks.import_feed(source.pk)
    assert set(Listing.objects.live().values_list("pk", flat=True)) == addresses
    assert tasks.withdraw_stopped_feeds() == 0


def test_listings_of_a_stopped_feed_go_even_when_the_message_is_lost(offer, moderator) -> None:
    proposal = offer(feed(position(1)), handed_in_at=timezone.now())
    source = hookup.accept(proposal=proposal, by=moderator)
    pipeline.import_from(source)
    feed_offers.stop(proposal=proposal)
    tasks.expire_listings()
    assert Listing.objects.live().count() == 0


def test_what_is_not_handed_in_or_decided_is_not_decided(offer, moderator) -> None:
    proposal = offer(feed(position(1)))
    with pytest.raises(hookup.NotWaiting):
        hookup.accept(proposal=proposal, by=moderator)
    feed_offers.hand_in(proposal=proposal, person=Person.objects.create(email="it@volmetal.example"))
    hookup.refuse(proposal=proposal, by=moderator, reason="Kaum Kundenservice.")
    with pytest.raises(hookup.NotWaiting):
        hookup.accept(proposal=proposal, by=moderator)


def test_a_refused_feed_can_be_mended_and_handed_in_again(offer, moderator) -> None:
    person = Person.objects.create(email="it@volmetal.example")
    proposal = offer(feed(position(1)), handed_in_at=timezone.now())
    hookup.refuse(proposal=proposal, by=moderator, reason="Kaum Kundenservice.")
    again = feed_offers.hand_in(proposal=proposal, person=person)
    assert list(FeedProposal.objects.waiting()) == [again]


@pytest.mark.parametrize(
    ("url", "whose"),
    [
        ("https://www.volmetal.example/a", "domain"), ("https://volmetal.example:8443/a", "domain"),
        ("https://volmetal-jobs.example/a", "website"), ("https://volmetal.jobs.personio.de/xml", "board"),
        ("https://boards-api.greenhouse.io/v1/boards/volmetal/jobs", "board"), ("https://personio.evil.example/x", "unknown"),
        ("https://notvolmetal.example/a", "unknown"), ("https://volmetal.example.evil.example/a", "unknown"),
        ("https://volmetal.example@evil.example/a", "unknown"),
    ],
)  # fmt: skip
def test_moderators_see_whose_the_address_is(employer, url, whose) -> None:
    employer.domain, employer.website = "volmetal.example", "https://volmetal-jobs.example/"
    assert hookup.host_of_whom(FeedProposal(employer=employer, url=url)) == whose


@pytest.mark.parametrize("address", ["http://volmetal.example/f", "https://volmetal.example/f/"])
def test_an_address_of_another_source_is_recognised(employer, address) -> None:
    proposal = FeedProposal.objects.create(employer=employer, url="https://volmetal.example/f")
    assert not proposal.is_known_elsewhere()
    Source.objects.create(slug="x", name="x", format="auto", url=address, employer_name="x")
    assert proposal.is_known_elsewhere()


@pytest.mark.parametrize("sign", ["\\u0000", "\\ud800"])
def test_signs_that_no_database_takes_end_no_dry_run(offer, sign) -> None:
    job = f'"title": "Kundenberater{sign}", "description": "Am Telefon.{sign}", "company": "V{sign}"'
    body = f'{{"jobs": [{{"id": "a{sign}", {job}, "location": "Nirgendwo{sign}dorf"}}, {{"id": "b{sign}", {job}, "city": "Hagen"}}]}}'
    proposal = offer(body.encode(), format="csv")
    assert (proposal.reading_since, bool(proposal.report)) == (None, True)


def test_in_place_of_somebody_who_left_the_owners_are_told(
    offer, moderator, employer, django_capture_on_commit_callbacks
) -> None:
    gone, boss = (Person.objects.create(email=f"{name}@volmetal.example") for name in ("weg", "chefin"))
    now = timezone.now()
    Membership.objects.create(person=gone, employer=employer, accepted_at=now, removed_at=now)
    Membership.objects.create(person=boss, employer=employer, accepted_at=now, role="owner")
    proposal = offer(feed(position(1)), person=gone, handed_in_at=now)
    with django_capture_on_commit_callbacks(execute=True):
        hookup.refuse(proposal=proposal, by=moderator, reason="Kaum Kundenservice.")
    assert [message.to for message in mail.outbox] == [["chefin@volmetal.example"]]
