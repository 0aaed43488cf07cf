"""What the portal promises about data: nobody else is asked, no cookie comes unasked, the page says what is stored, and
everybody may see, take along and erase their own."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core import mail
from django.http import QueryDict
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import RoutePattern, URLPattern
from django.utils import timezone
from lxml import html

from listings import form_tickets, retention
from listings.alerting import subscribing
from listings.alerting.wanted import read as wanted_search
from listings.models import Application, Draft, JobAlert, Listing, LoginLink, Membership, Person, Report
from listings.privacy import holders, wording
from listings.searching.filters import Params
from listings.vocabulary import AlertFrequency
from tests.applying.conftest import apply as send_application
from tests.reporting.conftest import send as send_report

SOURCES = [path for room in ("listings", "articles", "portal") for path in (settings.BASE_DIR / room).rglob("*.py")]
HERE = {"Sec-Fetch-Site": "same-origin"}
ASK, WISH = "/datenschutz/meine-daten/", "/datenschutz/meine-daten/auskunft/"
KIM = "kim@mail.example"
LOADED = (("src", "//*[@src]"), ("href", "//link[@href]"), ("href", "//*[local-name()='use']"), ("action", "//form[@action]"),
          ("formaction", "//*[@formaction]"), ("srcset", "//*[@srcset]"), ("poster", "//*[@poster]"), ("data", "//object"))  # fmt: skip


def routes() -> Iterator[URLPattern]:
    """Every page but the admin's, also those that are added tomorrow."""
    for found in get_resolver().url_patterns:
        if isinstance(found, URLPattern) and isinstance(found.pattern, RoutePattern):
            yield found


@pytest.fixture
def pages(make_listing, towns) -> dict[str, str]:
    """Route to a path of it; arguments are those of things that exist, where a page needs them."""
    listing = make_listing(apply_url="", contact_email="jobs@volmetal.example")
    listing.hiring_organization.give_address()
    known = {"job": {"pk": listing.pk, "slug": listing.slug}, "jobs": {"slug": "hagen"}, "arbeitgeber": {"slug": listing.hiring_organization.slug}}  # fmt: skip
    found = {}
    for route in routes():
        text = str(route.pattern)
        values = known.get(text.partition("/")[0], {})

        def fill(match: re.Match[str], values: dict[str, Any] = values) -> str:
            return str(values.get(match[2], 1 if match[1] == "int" else "x"))

        found[text] = "/" + re.sub(r"<(\w+):(\w+)>", fill, text)
    return found


def test_no_page_asks_anybody_else_and_none_sets_a_cookie_before_a_click_that_needs_one(pages, db) -> None:
    seen = 0
    for route, path in pages.items():
        answer = Client().get(path)
        assert answer.status_code < 500, path
        names = set(answer.cookies)
        if route.startswith("arbeitgeber/"):
            assert names <= {settings.CSRF_COOKIE_NAME}, path
        else:
            assert not names, path
        if "html" not in answer.get("Content-Type", "") or not answer.content:
            continue
        seen += answer.status_code == 200
        tree = html.fromstring(answer.content)
        for attribute, where in LOADED:
            for element in tree.xpath(where):
                address = element.get(attribute) or ""
                is_canonical = element.tag == "link" and element.get("rel") in {"canonical", "alternate"}
                assert is_canonical or not urlsplit(address).netloc, (path, address)
        assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert seen > 15


def test_the_page_names_every_cookie_and_what_it_is_for(client, db) -> None:
    page = client.get("/datenschutz/").content.decode()
    assert settings.CSRF_COOKIE_NAME == "csrftoken"
    set_by_us = {name for path in SOURCES for name in re.findall(r'^COOKIE = "(\w+)"', path.read_text("utf8"), re.M)}
    ours = {settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_NAME, "messages"}
    assert {cookie.name for cookie in wording.COOKIES} == set_by_us | ours
    for cookie in wording.COOKIES:
        assert f"<b>{cookie.name}</b>" in page
    assert settings.SESSION_COOKIE_AGE == 14 * 86400
    assert settings.CSRF_COOKIE_AGE == 52 * 7 * 86400


def test_every_rule_and_every_personal_column_has_german_words() -> None:
    for rule in retention.RULES:
        assert (rule.model, rule.why) in wording.SAID, "say in listings/privacy/wording.py what it is for"
        for column in wording.columns_of(rule):
            assert column in wording.COLUMNS, "say in listings/privacy/wording.py what it is"
    known = {(rule.model, rule.why) for rule in retention.RULES}
    assert set(wording.SAID) <= known, "words for a rule that is gone"
    assert {said.group for said in wording.SAID.values()} == set(wording.GROUPS)


def test_the_page_says_what_each_rule_keeps_and_for_how_long(client, db) -> None:
    page = html.fromstring(client.get("/datenschutz/").content).text_content()
    for rule in retention.RULES:
        said = wording.SAID[rule.model, rule.why]
        assert f"{said.why} Gelöscht: {wording.duration(rule)}{said.after}." in page
        for column in wording.columns_of(rule):
            assert wording.COLUMNS[column].lower() in page.lower()
        if rule.days:
            assert re.match(r"\d+ Tage |ein Tag |ein Jahr |\d Jahre ", wording.duration(rule))


@pytest.fixture
def traces(make_listing, monkeypatch, towns) -> dict[str, Listing]:
    """Everything that the portal can know about Kim, and a neighbour with as much."""
    monkeypatch.setattr(form_tickets, "FASTEST", timedelta(0))
    found = {}
    for address in (KIM, "lee@mail.example"):
        name = address.partition("@")[0]
        ended = make_listing(title=f"Beendet {name}", status="closed", submitter_email=address, contact_email=address, employer=f"{name} GmbH")  # fmt: skip
        wanted = make_listing(title=f"Stelle {name}", apply_url="", contact_email="jobs@volmetal.example")
        person = Person.objects.create(email=address, name=f"Name {name}")
        Membership.objects.create(person=person, employer=ended.hiring_organization, accepted_at=timezone.now())
        Draft.objects.create(person=person, typed={"title": [f"Entwurf {name}"], "contact_email": [address]})
        Draft.objects.create(typed={"title": [f"Offen {name}"], "contact_email": [address]})
        search = wanted_search(Params.read(QueryDict(f"q=Suche{name}")))
        subscribing._asked(address, search, AlertFrequency.DAILY)
        subscribing.confirm(alert=JobAlert.objects.get(subscriber__email=address))
        send_application(wanted, email=address, name=f"Name {name}", message=f"Brief von {name}")
        send_report(wanted, email=address, name=f"Name {name}", text=f"Meldung von {name}")
        found[address] = ended
    return found


def opened(address: str = KIM) -> tuple[str, str]:
    """The page behind the link, and the pass in it."""
    client = Client()
    assert client.post(ASK, {"email": address}, headers=HERE).url == f"{ASK}gesendet/"
    link = re.search(r"https?://[^/\s]+(/datenschutz/\S+)", mail.outbox[-1].body)
    assert link is not None
    assert "Name" not in client.get(link[1]).content.decode()
    page = client.post(link[1], headers=HERE)
    assert page.status_code == 200
    text = page.content.decode()
    found = re.search(r'name="pass" value="([^"]+)"', text)
    assert client.post(link[1], headers=HERE).status_code == 410, "good once"
    assert not page.cookies
    return text, found[1] if found else ""


def wish(given: str, what: str) -> Any:
    return Client().post(WISH, {"pass": given, "wish": what}, headers=HERE)


def test_the_page_shows_everything_of_one_address_and_nothing_of_another(traces) -> None:
    page, _ = opened("KIM@mail.example")
    for words in (
        "Beendet kim",
        "kim GmbH",
        "Entwurf kim",
        "Offen kim",
        "Brief von kim",
        "Meldung von kim",
        "Name kim",
        "Link in einer Mail",
        "Suchekim",
    ):
        assert words in page, words
    assert "lee" not in page.replace("Telefon", "").lower().replace("leeren", "")
    assert {"E-Mail", "Suche", "Wie oft", "Bestellt"} <= {*re.findall("<dt>([^<]+)</dt>", page)}
    assert not re.search("<dt>[^<]*(_|Email|Title|Frequency)|<dd>(daily|alerts|consents)<", page)


def test_the_export_holds_the_same_as_json(traces) -> None:
    _, given = opened()
    answer = wish(given, "export")
    assert "attachment" in answer["Content-Disposition"]
    data = json.loads(answer.content)
    assert set(data) == {"email", *(holder.name for holder in holders.HOLDERS)}
    assert data["bewerbungen"][0]["nachricht"] == "Brief von kim"
    assert data["meldungen"][0]["text"] == "Meldung von kim"
    assert {row["art"] for row in data["anzeigen"]} >= {"Anzeige", "Zugang", "Team", "Entwurf", "Link in einer Mail"}
    assert "lee@mail.example" not in answer.content.decode()


def test_erasing_asks_first_and_leaves_no_trace_but_what_the_law_keeps(traces, django_assert_max_num_queries) -> None:
    _, given = opened()
    question = wish(given, "ask").content.decode()
    assert "Was bleibt, und warum" in question
    assert "drei Jahre" in question
    assert Application.objects.filter(email=KIM).exists()
    done = wish(given, "erase")
    assert "Prüfsumme deiner Adresse" in done.content.decode()
    left = {holder.name: data for holder, data in holders.all_of(KIM) if not holders.is_empty(data)}
    assert set(left) == {"jobalarme"}, "the proof that an alert was wanted, without the alert"
    assert [row["art"] for row in left["jobalarme"]] == ["Zustimmung"]
    assert not Person.objects.filter(email=KIM).exists()
    report = Report.objects.get(text="Meldung von kim")
    assert (report.name, report.email) == ("", "")
    ended = Listing.objects.get(pk=traces[KIM].pk)
    assert (ended.submitter_email, ended.contact_email, ended.description_text) == ("", "", "")
    for holder, data in holders.all_of("lee@mail.example"):
        assert not holders.is_empty(data), holder.name
    assert Draft.objects.count() == 2


def test_who_answers_for_a_listing_that_is_online_keeps_address_and_access(traces, make_listing) -> None:
    live = make_listing(title="Läuft", submitter_email=KIM)
    _, given = opened()
    page = wish(given, "erase").content.decode()
    assert "Wir haben gelöscht, was wir durften" in page
    assert "Läuft" in page
    assert "Brief von kim" not in page
    assert Listing.objects.get(pk=live.pk).submitter_email == KIM
    assert Person.objects.filter(email=KIM).exists()


def test_the_answer_is_the_same_whether_anybody_is_known(traces) -> None:
    known, unknown = (Client().post(ASK, {"email": address}, headers=HERE) for address in (KIM, "nie@mail.example"))
    assert (known.status_code, known.url, bytes(known.content)) == (
        unknown.status_code,
        unknown.url,
        bytes(unknown.content),
    )
    assert len(mail.outbox) == 2
    strip = re.compile(r"/datenschutz/meine-daten/\S+")
    assert strip.sub("", mail.outbox[0].body) == strip.sub("", mail.outbox[1].body)
    assert "nichts gespeichert" not in opened("nie@mail.example")[0], "the link itself is stored, and shown"


def test_rates_hold_and_say_nothing(db, settings) -> None:
    settings.LOCAL = False
    boxes = [Client(REMOTE_ADDR=f"203.0.{n}.9").post(ASK, {"email": KIM}, headers=HERE).status_code for n in range(5)]
    assert (boxes, len(mail.outbox)) == ([302] * 5, 3)
    client = Client(REMOTE_ADDR="198.51.100.9")
    visitor = [client.post(ASK, {"email": f"p{n}@mail.example"}, headers=HERE).status_code for n in range(11)]
    assert visitor == [302] * 10 + [429]


def test_links_and_passes_of_others_open_nothing(traces, monkeypatch) -> None:
    from listings.submitting import login
    from listings.vocabulary import LinkPurpose

    other = login.new_link(LinkPurpose.LOG_IN, KIM)
    assert Client().post(f"{ASK}{other}/", headers=HERE).status_code == 410
    data = login.new_link(LinkPurpose.DATA, KIM)
    assert Client().post(f"/arbeitgeber/anmelden/{data}/", headers=HERE).status_code == 410
    assert Client().post(f"{ASK}{data}/").status_code == 403, "another site"
    LoginLink.objects.update(created_at=timezone.now() - timedelta(minutes=31))
    assert Client().get(f"{ASK}{data}/").status_code == 410
    assert wish("x", "erase").status_code == 410
    _, given = opened()
    monkeypatch.setattr("django.core.signing.time.time", lambda: timezone.now().timestamp() + 1860)
    assert wish(given, "erase").status_code == 410
    assert Application.objects.filter(email=KIM).exists()


def test_no_mail_server_no_promise(db, monkeypatch) -> None:
    def away(*_, **__):
        raise OSError

    monkeypatch.setattr("listings.privacy.links.send_mail", away)
    answer = Client().post(ASK, {"email": KIM}, headers=HERE)
    assert answer.status_code == 503
    assert KIM in answer.content.decode()
