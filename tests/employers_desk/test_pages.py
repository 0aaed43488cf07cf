"""What the desk shows, to whom, and what its buttons do."""

import re
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from listings import counting, lifecycle
from listings.models import (
    Draft,
    Employer,
    FeedProposal,
    Listing,
    ListingCount,
    Membership,
    PendingEdit,
    Person,
    Source,
)
from listings.submitting import drafting, extension, submission
from listings.tasks import apply_retention
from tests.employers_desk.conftest import BOSS
from tests.employers_desk.test_counting import PHONE
from tests.test_submitting import log_in

DESK = "/arbeitgeber/stellen/"
QUEUE = "/admin/listings/listing/"
FIGURES = re.compile(r'<td (?:data-l="(?:Aufrufe|Klicks)" )?class="r(?: num)?">(\d+)</td>')
BUTTONS = ("pausieren", "fortsetzen", "verlaengern", "kopieren", "bestaetigen", "beenden", "zurueckziehen")


def page(client: Client, path: str = DESK) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def press(client: Client, listing: Listing, button: str, **data: str) -> str:
    """Text of the page that follows."""
    answer = client.post(f"{DESK}{listing.pk}/{button}/", data, follow=True)
    assert answer.status_code == 200, answer.redirect_chain
    listing.refresh_from_db()
    return re.sub(r"\s+", " ", answer.content.decode())


def row(html: str, listing: Listing) -> str:
    """The row of a listing in the table."""
    table = html.partition("<tbody>")[2]
    return next(part for part in table.split("<tr>") if f"{DESK}{listing.pk}/" in part).partition("</tr>")[0]


def test_the_desk_asks_for_a_log_in_and_comes_after_it(client, boss) -> None:
    assert Client().get(DESK).headers["Location"] == "/arbeitgeber/anmelden/?weiter=%2Farbeitgeber%2Fstellen%2F"
    assert client.get("/arbeitgeber/anmelden/").headers["Location"] == DESK
    assert "no-store" in client.get(DESK).headers["Cache-Control"]
    assert f'href="{DESK}"' in page(client, "/arbeitgeber/konto/")
    assert f'href="{DESK}"' in page(client, "/arbeitgeber/")


@pytest.mark.parametrize(
    ("fields", "word", "actions"),
    [
        ({}, "state--on&quot;>Online", ["Bearbeiten", "Pausieren", "Kopieren", "Beenden"]),
        ({"days": 5}, "state--soon&quot;>Läuft bald ab", ["verlängern", "Bearbeiten", "Pausieren", "Kopieren", "Beenden"]),
        ({"status": "paused"}, "state--pause&quot;>Pausiert", ["Bearbeiten", "Fortsetzen", "Kopieren", "Beenden"]),
        ({"status": "returned", "published_at": None}, "state--back&quot;>Zurück an dich", ["Nachbessern", "Kopieren", "Zurückziehen"]),
        ({"status": "in_review", "published_at": None}, "state--wait&quot;>In Prüfung", ["Ansehen", "Bearbeiten", "Kopieren", "Zurückziehen"]),
        ({"status": "unconfirmed", "published_at": None}, "state--draft&quot;>Nicht bestätigt", ["Bearbeiten", "Kopieren", "Zurückziehen"]),
        ({"days": -3, "status": "expired"}, "state--off&quot;>Abgelaufen", ["verlängern", "Kopieren", "Beenden"]),
        ({"days": -3}, "state--off&quot;>Abgelaufen", ["verlängern", "Kopieren", "Beenden"]),
        ({"days": -40, "status": "expired"}, "state--off&quot;>Abgelaufen", ["Kopieren", "Beenden"]),
        ({"status": "closed"}, "state--off&quot;>Beendet", ["Kopieren"]),
        ({"status": "retracted", "published_at": None}, "state--off&quot;>Zurückgezogen", ["Kopieren"]),
        ({"status": "rejected", "published_at": None}, "state--refused&quot;>Abgelehnt", ["Kopieren"]),
    ],
)  # fmt: skip
def test_each_status_has_its_words_and_what_can_be_done(client, boss, own, fields, word, actions) -> None:
    listing = own(**fields)
    found = row(page(client), listing)
    assert word.replace("&quot;", '"') in found
    offered = re.findall(r">([^<>]*?)<span class=\"vh\">", found)
    assert [name if "verlängern" not in name else "verlängern" for name in offered] == actions


def test_a_row_has_its_end_and_its_figures_of_thirty_days(client, boss, own) -> None:
    listing, today = own(city="Hagen"), timezone.localdate()
    for days, source, views, applies in ((0, "engine", 7, 2), (3, "search", 5, 1), (40, "mail", 900, 90)):
        ListingCount.objects.create(listing=listing, day=today - timedelta(days=days), came_from=source, views=views, applies=applies)  # fmt: skip
    found = row(page(client), listing)
    assert '<td data-l="Aufrufe" class="r">12</td>' in found
    assert '<td data-l="Klicks" class="r">3</td>' in found
    assert "Hagen, Früh, 2.500–2.700" in found
    assert f"{timezone.localtime(listing.valid_through).year}</td>" in found


def test_clicks_are_shown_also_of_applications_that_go_through_our_form(client, boss, own) -> None:
    listing = own(apply_url="", contact_email="jobs@volmetal.example")
    assert client.get(f"/job/{listing.pk}/bewerben/", headers={"user-agent": PHONE}).status_code == 200
    counting.fold()
    assert '<td data-l="Klicks" class="r">1</td>' in row(page(client), listing)
    assert "<dt>Klicks auf „Hier bewerben“</dt><dd>1</dd>" in page(client, f"{DESK}{listing.pk}/")


def test_counts_go_after_sixty_days_and_the_desk_shows_the_same_figures(client, boss, own) -> None:
    listing, today = own(published_at=timezone.now() - timedelta(days=80)), timezone.localdate()
    for days in (0, 29, 30, 60, 61, 75):
        ListingCount.objects.create(listing=listing, day=today - timedelta(days=days), came_from="search", views=3, applies=1)  # fmt: skip
    pages = [DESK, f"{DESK}{listing.pk}/"]
    before = [FIGURES.findall(page(client, path)) for path in pages]
    assert all(before)
    assert (apply_retention(), apply_retention()) == (2, 0)
    assert [FIGURES.findall(page(client, path)) for path in pages] == before
    assert sorted((today - row.day).days for row in ListingCount.objects.all()) == [0, 29, 30, 60]


def test_the_page_of_a_listing_shows_days_and_where_people_came_from(client, boss, own) -> None:
    listing = own(published_at=timezone.now() - timedelta(days=4))
    today = timezone.localdate()
    for days, source, views, applies in ((0, "engine", 7, 2), (0, "search", 5, 1), (3, "mail", 4, 0)):
        ListingCount.objects.create(listing=listing, day=today - timedelta(days=days), came_from=source, views=views, applies=applies)  # fmt: skip
    html = page(client, f"{DESK}{listing.pk}/")
    sources, days = (re.findall(r'<th scope="row">([^<]+)</th><td class="r num">(\d+)</td><td class="r num">(\d+)</td>', part)
                     for part in html.split('id="h-tage"'))  # fmt: skip
    assert sources == [("Suchmaschinen", "7", "2"), ("unsere Listen", "5", "1"), ("Jobalarm", "4", "0")]
    assert [(views, applies) for _, views, applies in days] == [
        ("12", "3"),
        ("0", "0"),
        ("0", "0"),
        ("4", "0"),
        ("0", "0"),
    ]
    assert "<dd>16</dd>" in html
    assert f'href="{listing.get_absolute_url()}"' in html


@pytest.mark.parametrize("fields", [{"status": "in_review", "published_at": None}, {"status": "paused"}, {"days": -3}])
def test_what_nobody_else_sees_is_looked_at_as_it_will_be(client, boss, own, fields, stranger) -> None:
    listing = own(**fields)
    path = f"{DESK}{listing.pk}/ansehen/"
    html = page(client, path)
    assert path in page(client, f"{DESK}{listing.pk}/")
    assert "Du berätst am Telefon." in html
    assert "Diese Ansicht sehen nur du und dein Team." in html
    assert f"/job/{listing.pk}/bewerben/" not in html
    assert (stranger.get(path).status_code, listing.events.exists()) == (404, False)


def test_what_is_online_is_looked_at_where_everybody_does(client, boss, own) -> None:
    listing = own()
    assert client.get(f"{DESK}{listing.pk}/ansehen/").headers["Location"] == listing.get_absolute_url()


def test_what_waits_stands_first_with_the_reason(client, boss, own) -> None:
    own(title="Hotline", status="returned", status_reason="Das Gehalt fehlt.", published_at=None)
    own(title="Empfang", status="unconfirmed", published_at=None)
    own(title="Leitung", days=3)
    own(title="Zentrale", days=-3, status="expired")
    own(title="Archiv", days=-31, status="expired")
    edited = own(title="Beratung")
    draft = Draft.objects.create(person=boss, listing=edited, submitted_at=timezone.now())
    PendingEdit.objects.create(listing=edited, draft=draft, person=boss, changes={})
    Draft.objects.create(person=boss, typed={"title": ["Rückruf & Mail"]})
    Draft.objects.create(person=Person.objects.create(email="x@y.example"), typed={"title": ["Fremd"]})
    html = page(client).partition('id="h-alle"')[0]
    order = [html.index(words) for words in ("<b>Hotline</b> kam aus der Prüfung zurück: Das Gehalt fehlt.", "<b>Empfang</b> ist noch nicht bestätigt", "<b>Leitung</b> läuft am",
                                             "<b>Zentrale</b> ist am", "Deine Änderung an <b>Beratung</b> wartet", "Rückruf &amp; Mail")]  # fmt: skip
    assert order == sorted(order)
    assert "Archiv" not in html
    assert "Fremd" not in html


def test_the_draft_of_this_browser_is_there_after_the_log_in(client, boss) -> None:
    draft = Draft.objects.create(typed={"title": ["Vor der Anmeldung"]})
    assert "Vor der Anmeldung" not in page(client)
    client.cookies[drafting.COOKIE] = drafting.ticket_of(draft).token
    assert "Vor der Anmeldung" in page(client)


def test_a_draft_is_deleted_after_a_question_and_by_its_owner_only(client, boss, stranger) -> None:
    draft = Draft.objects.create(person=boss, typed={"title": ["Weg damit"]})
    path = f"{DESK}entwurf/{draft.pk}/loeschen/"
    assert stranger.get(path).status_code == 404
    stranger.post(path)
    assert "„Weg damit“ ist dann weg" in page(client, path)
    assert Draft.objects.filter(pk=draft.pk).exists()
    for _ in range(2):
        assert client.post(path).headers["Location"] == DESK
    assert not Draft.objects.filter(pk=draft.pk).exists()
    assert client.get(f"{DESK}entwurf/{uuid4()}/loeschen/").status_code == 404
    sent = Draft.objects.create(person=boss, typed={}, submitted_at=timezone.now())
    client.post(f"{DESK}entwurf/{sent.pk}/loeschen/")
    assert Draft.objects.filter(pk=sent.pk).exists()


def test_strangers_see_nothing_and_change_nothing(client, boss, own, stranger) -> None:
    listing = own(days=5)
    before = Listing.objects.values().get()
    assert listing.title not in page(stranger)
    assert stranger.get(f"{DESK}{listing.pk}/").status_code == 404
    for button in BUTTONS:
        path = f"{DESK}{listing.pk}/{button}/"
        data = {"end": listing.valid_through.isoformat(), "outcome": "filled_here"}
        assert stranger.post(path, data).status_code == 404
        assert Client().post(path, data).headers["Location"].startswith("/arbeitgeber/anmelden/")
        assert client.get(path).status_code == {"beenden": 200, "zurueckziehen": 302}.get(button, 405)
    assert stranger.get(f"{DESK}{listing.pk}/beenden/").status_code == 404
    assert Listing.objects.values().get() == before
    assert not Draft.objects.exists()


def test_buttons_are_protected_against_other_sites(own, volmetal) -> None:
    listing, client = own(), Client(enforce_csrf_checks=True)
    Membership.objects.create(person=log_in(client, BOSS), employer=volmetal, accepted_at=timezone.now())
    assert client.post(f"{DESK}{listing.pk}/pausieren/").status_code == 403


def test_a_listing_is_paused_and_goes_on(client, boss, own) -> None:
    listing = own()
    for _ in range(2):
        assert "ist pausiert und nicht mehr zu sehen" in press(client, listing, "pausieren")
        assert listing.status == "paused"
    answer = client.get(listing.get_absolute_url())
    assert (answer.status_code, "Vielleicht geht sie weiter." in answer.content.decode()) == (410, True)
    for _ in range(2):
        assert "ist wieder online" in press(client, listing, "fortsetzen")
        assert listing.status == "published"
    assert list(listing.events.values_list("action", "person__email")) == [("paused", BOSS), ("resumed", BOSS)]


def test_a_button_leads_back_to_the_page_with_the_button_and_nowhere_else(client, boss, own) -> None:
    listing = own()
    path = f"{DESK}{listing.pk}/pausieren/"
    assert client.post(path, {"weiter": f"{DESK}?stand=online"}).headers["Location"] == f"{DESK}?stand=online"
    assert client.post(path, {"weiter": "https://evil.example/arbeitgeber/"}).headers["Location"] == DESK


def test_a_listing_is_extended_once_for_the_end_that_was_seen(client, boss, own) -> None:
    listing = own(days=5)
    end, html = listing.valid_through, page(client)
    assert f'name="end" value="{end.isoformat()}"' in html
    shown = re.search(r"Ja, bis (\d+\. \w+ \d{4}) verlängern", html)[1]
    for _ in range(2):
        assert f"ist bis {shown} online" in press(client, listing, "verlaengern", end=end.isoformat())
        assert (timezone.localdate(listing.valid_through) - timezone.localdate()).days == 65
    event = listing.events.get(action="extended")
    assert (event.person, event.reason) == (boss, "")
    assert event.changes["valid_through"] == [
        timezone.localtime(moment).isoformat() for moment in (end, listing.valid_through)
    ]
    assert "ist bis" in press(client, listing, "verlaengern", end="unsinn")


def test_an_expired_listing_comes_back_for_thirty_days_only(client, boss, own) -> None:
    young, old = own(days=-29, status="expired"), own(days=-31, status="expired")
    press(client, young, "verlaengern", end=young.valid_through.isoformat())
    assert young.status == "published"
    assert "Das geht jetzt nicht mehr" in press(client, old, "verlaengern", end=old.valid_through.isoformat())
    assert old.status == "expired"


def test_the_link_in_the_mail_notes_that_it_was_the_link(client, own) -> None:
    listing = own(days=5)
    client.post(urlsplit(extension.link_to(listing, BOSS)).path)
    event = listing.events.get(action="extended")
    assert (event.person, event.reason) == (None, extension.BY_LINK)


def test_closing_asks_for_the_outcome(client, boss, own) -> None:
    listing = own()
    path = f"{DESK}{listing.pk}/beenden/"
    html = page(client, path)
    assert re.findall(r'type="radio" name="outcome" value="(\w+)"', html) == [
        "filled_here",
        "filled_elsewhere",
        "not_filled",
    ]
    for data in ({}, {"outcome": "vielleicht"}):
        answer = client.post(path, data)
        assert "Fehler: Anzeige beenden" in answer.content.decode()
    listing.refresh_from_db()
    assert listing.status == "published"
    assert "ist beendet" in press(client, listing, "beenden", outcome="filled_here")
    assert (listing.status, listing.outcome, listing.closed_at is not None) == ("closed", "filled_here", True)
    closed_at = listing.closed_at
    assert "ist schon beendet" in press(client, listing, "beenden", outcome="not_filled")
    assert (listing.outcome, listing.closed_at) == ("filled_here", closed_at)
    assert client.get(listing.get_absolute_url()).status_code == 410


def test_what_is_not_public_yet_is_taken_back_after_a_question(client, boss, own) -> None:
    for status in ("unconfirmed", "in_review", "returned"):
        listing = own(status=status, published_at=None)
        assert "geht dann nicht online" in page(client, f"{DESK}{listing.pk}/zurueckziehen/")
        assert not listing.events.exists()
        for _ in range(2):
            assert "ist zurückgezogen. Niemand prüft sie mehr." in press(client, listing, "zurueckziehen")
        event = listing.events.get()
        assert (listing.status, event.action, event.person) == ("retracted", "retracted", boss)
        assert client.get(listing.get_absolute_url()).status_code == 404
        assert client.get(f"{DESK}{listing.pk}/aendern/").status_code == 409


def test_a_moderator_and_the_link_in_the_mail_come_too_late_for_what_was_taken_back(
    client, admin_client, boss, own
) -> None:
    listing = own(status="in_review", published_at=None)
    link = submission.link_to_confirm(listing)
    assert admin_client.get(f"{QUEUE}?wartet=alle").context["cl"].result_count == 1
    press(client, listing, "zurueckziehen")
    assert admin_client.get(f"{QUEUE}?wartet=alle").context["cl"].result_count == 0
    for answer in (client.get(link), client.post(link)):
        assert "Hier ist nichts mehr zu bestätigen" in answer.content.decode()
    answer = admin_client.post(f"{QUEUE}{listing.pk}/pruefen/", {"decision": "publish"})
    assert "wartet nicht mehr auf eine Prüfung: zurückgezogen (chefin@volmetal.example" in answer.content.decode()
    listing.refresh_from_db()
    assert listing.status == "retracted"


def test_what_was_taken_down_stays_so_when_it_is_taken_back(client, boss, own) -> None:
    listing = own()
    lifecycle.take_down(listing=listing, reason="Der Text passt nicht.")
    press(client, listing, "zurueckziehen")
    assert listing.status == "retracted"
    answer = client.get(listing.get_absolute_url())
    assert (answer.status_code, listing.title in answer.content.decode()) == (410, False)


@pytest.mark.parametrize(("status", "button"), [
    ("published", "zurueckziehen"), ("paused", "zurueckziehen"), ("rejected", "zurueckziehen"), ("closed", "pausieren"), ("in_review", "pausieren"), ("closed", "fortsetzen"), ("rejected", "beenden"),
    ("returned", "beenden"), ("closed", "verlaengern"), ("paused", "verlaengern"),
])  # fmt: skip
def test_what_the_status_does_not_allow_is_said_on_the_desk(client, boss, own, status, button) -> None:
    listing = own(status=status, days=5)
    html = press(client, listing, button, end=listing.valid_through.isoformat(), outcome="filled_here")
    assert re.search(r"msg--error.*hat den Stand „.+“\. Das geht jetzt nicht mehr\.", html)
    assert listing.status == status


def test_a_pause_outlasts_no_end(client, boss, own) -> None:
    listing = own(status="paused", days=-1)
    assert "ist schon abgelaufen" in press(client, listing, "fortsetzen")
    assert listing.status == "paused"


def test_a_copy_is_one_draft_however_often_the_button_is_pressed(client, boss, own) -> None:
    listing = own(status="closed", title="Kundenberater:in Strom")
    for _ in range(2):
        assert 'value="Kundenberater:in Strom"' in press(client, listing, "kopieren")
    draft = Draft.objects.get()
    assert (draft.person, draft.listing, draft.submitted_at) == (boss, None, None)
    assert listing.events.get().action == "copied"


def test_who_is_logged_in_with_the_address_confirms_without_a_mail(client, boss, own, volmetal) -> None:
    listing = own(status="unconfirmed", published_at=None)
    for _ in range(2):
        assert "bestätigt" in press(client, listing, "bestaetigen")
        assert listing.status == "in_review"
    other = own(status="unconfirmed", published_at=None, submitter_email="kollege@volmetal.example")
    assert "Der Link ist in der Mail an kollege@volmetal.example" in page(client)
    assert client.post(f"{DESK}{other.pk}/bestaetigen/").status_code == 404


def test_listings_are_chosen_by_status_and_employer_and_paged(client, boss, own, volmetal) -> None:
    lenne = Employer.objects.create(name="Lenne Telefon GmbH", name_key="lenne telefon gmbh")
    Membership.objects.create(person=boss, employer=lenne, accepted_at=timezone.now())
    for number in range(27):
        own(title=f"Stelle {number:02}")
    own(title="Pausierte", status="paused")
    own(title="Bei Lenne", hiring_organization=lenne)
    html = page(client)
    assert html.count("<tr>") == 26
    assert "Seite 1 von 2" in html
    assert "alle (29)" in html
    assert "pausiert (1)" in html
    assert "zurück an dich" not in html
    html = page(client, f"{DESK}?stand=online&arbeitgeber={volmetal.pk}&page=2")
    assert html.count("<tr>") == 3
    assert f"?arbeitgeber={volmetal.pk}&amp;stand=online&amp;page=1" in html
    html = page(client, f"{DESK}?arbeitgeber={lenne.pk}")
    assert (html.count("<tr>"), "Bei Lenne" in html) == (2, True)
    assert page(client, f"{DESK}?stand=unsinn&arbeitgeber=999999&page=x").count("<tr>") == 26
    assert "Hier ist gerade keine Anzeige" in page(client, f"{DESK}?stand=zurueck")


@pytest.fixture
def feed(boss, volmetal) -> Source:
    source = Source.objects.create(slug="volmetal", name="Volmetal", format="csv", url="https://feed.volmetal.example/a.csv", employer_name="Volmetal")  # fmt: skip
    FeedProposal.objects.create(employer=volmetal, url=source.url, state="accepted", source=source, person=boss)
    return source


def test_live_listings_of_an_own_feed_are_shown_and_not_changed(client, own, feed, stranger) -> None:
    listing, over = own(source=feed, external_id="1"), own(source=feed, external_id="2", status="withdrawn")
    found = row(page(client), listing)
    assert "kommt aus deinem Feed feed.volmetal.example" in found
    assert re.findall(r">([^<>]*?)<span class=\"vh\">", found) == ["Zahlen"]
    html = page(client, f"{DESK}{listing.pk}/")
    assert "Kommt aus deinem Feed" in html
    assert "<form" not in html.partition("<main")[2].partition("</main>")[0]
    for button in BUTTONS:
        assert client.post(f"{DESK}{listing.pk}/{button}/", {"outcome": "filled_here"}).status_code == 404
    assert client.get(f"{DESK}{over.pk}/").status_code == 404
    assert stranger.get(f"{DESK}{listing.pk}/").status_code == 404
    FeedProposal.objects.update(state="refused")
    assert client.get(f"{DESK}{listing.pk}/").status_code == 404


def test_the_desk_costs_the_same_for_one_and_for_fifty_listings(
    client, boss, own, feed, django_assert_num_queries
) -> None:
    def some(number: int, **fields: object) -> None:
        for place in range(number):
            own(title=f"Stelle {place}", **fields)

    for number in (1, 10):
        some(number)
        some(number, days=3)
        some(number, status="returned", published_at=None)
        some(number, status="closed")
        for place in range(number):
            own(source=feed, external_id=f"{number} {place}")
            Draft.objects.create(person=boss, typed={"title": [f"Entwurf {place}"]})
        with django_assert_num_queries(9):
            client.get(DESK)
    listing = own()
    with django_assert_num_queries(6):
        client.get(f"{DESK}{listing.pk}/")


def test_what_somebody_typed_is_escaped(client, boss, own) -> None:
    listing = own(title="<script>alert(1)</script>", status="returned", status_reason="<b>x</b>", published_at=None)
    for path in (DESK, f"{DESK}{listing.pk}/"):
        assert "<script>alert" not in page(client, path)
        assert "&lt;b&gt;x&lt;/b&gt;" in page(client, path)


def test_pausing_shows_the_double_that_was_hidden_behind_it(client, boss, own, feed) -> None:
    text = "Du nimmst Anrufe an, klärst Rechnungen und hilfst bei Umzug und Störung jeden Tag neu."
    listing = own(description_text=text)
    double = own(source=feed, external_id="9", description_text=text, duplicate_of=listing, is_hidden_duplicate=True)
    press(client, listing, "pausieren")
    double.refresh_from_db()
    assert not double.is_hidden_duplicate


def test_time_alone_ends_what_the_job_has_not_settled(client, boss, own) -> None:
    own(days=-1)
    assert "beendet (1)" in page(client)
    lifecycle.expire()
    assert "beendet (1)" in page(client)
