"""Asking, confirming, changing, ending: through the pages and the links in mails, without cookies."""

import json
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.utils import timezone

from listings.alerting import links, news, subscribing, views
from listings.alerting.links import Purpose
from listings.models import (
    AlertConsent,
    AlertedListing,
    JobAlert,
    JobAlertMail,
    ListingNews,
    SearchRow,
    Subscriber,
)
from listings.tasks import apply_retention
from tests.alerting.conftest import ADDRESS, run

HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}
ELSEWHERE = {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "https://elsewhere.example"}
SEARCH = "/jobalarm/neu/?city=Hagen&shift=early&sort=date&page=3&since=7"


def path_in(message, part: str) -> str:
    return urlsplit(re.search(rf"https?://\S*{part}\S*", message.body)[0]).path


def ask(client, search: str = SEARCH, address: str = ADDRESS, **fields):
    return client.post(search, {"email": address, "frequency": "daily"} | fields, **HERE)


def test_an_alert_begins_with_the_second_yes(client, towns, django_capture_on_commit_callbacks) -> None:
    assert ask(client).url == "/jobalarm/gesendet/"
    [message] = mail.outbox
    assert message.to == [ADDRESS]
    alert = JobAlert.objects.get()
    assert (alert.query, alert.title) == ("city=hagen&radius=25&shift=early", "Hagen und 25 km darum, Schicht Früh")
    assert alert.confirmed_at is None
    link = path_in(message, "bestaetigen")
    page = client.get(link)
    assert (page.status_code, page.cookies.keys()) == (200, set())
    assert JobAlert.objects.get().confirmed_at is None
    client.post(link, **HERE)
    client.post(link, **HERE)
    alert = JobAlert.objects.get()
    assert alert.confirmed_at
    proof = AlertConsent.objects.get()
    assert (proof.alert, proof.confirmed_at, proof.text_version) == (alert, alert.confirmed_at, "2026-11-29")
    assert proof.asked_at < proof.confirmed_at
    assert ADDRESS not in str(AlertConsent.objects.values().get())


def test_the_same_search_however_it_is_written_is_one_alert(client, towns) -> None:
    for search in ("city=hagen&shift=late&shift=early", "shift=early&shift=late&city=Hagen&radius=25&page=2",
                   "city=HAGEN&since=1&shift=early&shift=late&nonsense=1"):  # fmt: skip
        ask(client, f"/jobalarm/neu/?{search}")
    assert JobAlert.objects.count() == 1


def test_the_answer_says_nothing_about_the_address(client, towns, make_alert) -> None:
    make_alert("city=hagen&shift=early")
    known, unknown = ask(client), ask(client, address="neu@post.example")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [message.to[0] for message in mail.outbox] == [ADDRESS, "neu@post.example"]
    assert "/jobalarm/verwalten/" in mail.outbox[0].body
    known, unknown = (client.post("/jobalarm/", {"email": who}, **HERE) for who in (ADDRESS, "fremd@post.example"))
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [message.to[0] for message in mail.outbox[2:]] == [ADDRESS]


def test_what_is_typed_wrong_stays_in_the_form(client, towns) -> None:
    page = ask(client, address="juna@@post", frequency="weekly").content.decode()
    assert 'value="juna@@post"' in page
    assert "Das ist keine E-Mail-Adresse" in page
    assert '<option value="weekly" selected>' in page
    assert Subscriber.objects.count() == 0
    assert ask(client, "/jobalarm/neu/?city=Nirgendwo").url == "/jobs/?city=Nirgendwo"
    assert ask(client, f"/jobalarm/neu/?q={'%F0%9F%98%80' * 200}").status_code == 400
    assert ask(client, frequency="hourly").status_code == 200
    assert mail.outbox == []


def test_posts_from_other_sites_are_refused_but_for_the_end(client, towns, make_alert) -> None:
    alert = make_alert()
    for path in (SEARCH, "/jobalarm/", links.path_to(Purpose.CONFIRM, alert), links.path_to(Purpose.KEEP, alert),
                 links.path_to(Purpose.MANAGE, alert.subscriber)):  # fmt: skip
        assert client.post(path, {"email": ADDRESS, "tun": "alles-loeschen"}, **ELSEWHERE).status_code == 403, path
    assert JobAlert.objects.count() == 1


def test_one_click_ends_an_alert_from_any_mail_program(client, make_alert) -> None:
    alert, other = make_alert("q=Chat"), make_alert("q=Telefon")
    link = links.path_to(Purpose.STOP, alert)
    assert client.get(link).status_code == 200
    assert JobAlert.objects.count() == 2
    for _ in range(2):
        response = client.post(link, {"List-Unsubscribe": "One-Click"}, **ELSEWHERE)
        assert (response.status_code, response.cookies.keys()) == (200, set())
    assert list(JobAlert.objects.all()) == [other]
    assert AlertConsent.objects.get(alert=None).ended_at
    assert client.get(link).status_code == 200
    client.post(links.path_to(Purpose.STOP, other))
    assert Subscriber.objects.count() == 0
    assert client.post("/jobalarm/abbestellen/falsch/").status_code == 404


def test_links_are_good_for_their_purpose_and_their_time(client, make_alert, monkeypatch) -> None:
    alert = make_alert()
    token = links.path_to(Purpose.STOP, alert).split("/")[-2]
    for page in ("bestaetigen", "verwalten", "behalten", "nuetzlich"):
        assert client.get(f"/jobalarm/{page}/{token}/").status_code == 404
    kept = links.path_to(Purpose.MANAGE, alert.subscriber)
    monkeypatch.setattr(links, "GOOD_FOR", {Purpose.MANAGE: timedelta(seconds=-1)})
    assert client.get(kept).status_code == 404


def test_all_alerts_of_an_address_on_one_page(client, make_alert) -> None:
    alert, other = make_alert("q=Chat"), make_alert("q=Telefon", "fremd@post.example")
    link = links.path_to(Purpose.MANAGE, alert.subscriber)

    def act(**fields):
        return client.post(link, {"alarm": alert.pk} | fields, **HERE).status_code

    page = client.get(link).content.decode()
    assert "Chat" in page
    assert "Telefon" not in page
    assert act(tun="aendern", frequency="weekly") == 302
    assert act(tun="pausieren") == 302
    alert.refresh_from_db()
    assert (alert.frequency, bool(alert.paused_at)) == ("weekly", True)
    assert act(tun="weiter") == 302
    alert.refresh_from_db()
    assert alert.paused_at is None
    assert act(tun="aendern", frequency="hourly") == 302
    for number in (other.pk, "x", "", "9" * 30):
        assert act(alarm=number, tun="pausieren") == 404
    data = json.loads(client.post(f"{link}daten/", **HERE).content)
    assert [row["art"] for row in data] == ["Jobalarm", "Zustimmung"]
    assert (data[0]["E-Mail"], data[0]["adresse der Suche"], data[0]["wie oft"]) == (
        ADDRESS,
        "q=Chat",
        "einmal in der Woche",
    )
    assert "Alles löschen" in client.get(f"{link}?alles=1").content.decode()
    assert act(tun="alles-loeschen") == 302
    assert list(Subscriber.objects.values_list("email", flat=True)) == ["fremd@post.example"]


def test_words_and_place_of_an_alert_can_be_changed(client, make_listing, make_alert) -> None:
    alert, twin = make_alert("q=Chat&city=hagen&shift=early"), make_alert("city=dortmund&radius=0&shift=early")
    link = links.path_to(Purpose.MANAGE, alert.subscriber)

    def change(**typed):
        fields = {"alarm": alert.pk, "tun": "aendern", "frequency": "daily", "radius": "0"} | typed
        response = client.post(link, fields, **HERE)
        alert.refresh_from_db()
        return response

    page = client.get(link).content.decode()
    assert 'name="city" value="Hagen"' in page
    assert change(q="Chat", city="Hagen", radius="25").status_code == 302
    assert alert.query == "q=Chat&city=hagen&radius=25&shift=early"
    for town, said in (("Nirgendwo", "„Nirgendwo“ kennen wir nicht"), ("Dortmund", "schon einen anderen Jobalarm")):
        refused = change(q="", city=town)
        assert (refused.status_code, alert.query) == (200, "q=Chat&city=hagen&radius=25&shift=early")
        assert said in refused.content.decode()
        assert f'name="city" value="{town}"' in refused.content.decode()
    assert change(q="", city="Herdecke").status_code == 302
    assert (alert.title, alert.words) == ("Herdecke, Schicht Früh", "")
    listing = make_listing("herdecke", title="Telefonische Beratung")
    make_listing("hagen", title="Chat")
    run()
    assert [told.listing_id for told in alert.mails.get().listings.all()] == [listing.pk]
    assert change(q="Chat", city="").status_code == 302
    assert (alert.query, alert.place, alert.radius_km) == ("q=Chat&shift=early", None, None)
    assert twin.mails.count() == 0


def test_a_listing_is_found_useful_or_not_by_a_button_only(client, make_listing, make_alert) -> None:
    alert, listing = make_alert(), make_listing()
    now = timezone.now()
    letter = JobAlertMail.objects.create(alert=alert, kind="listings", planned_at=now, not_before=now, state="sent")
    told = AlertedListing.objects.create(alert=alert, job_id=listing.pk, listing_id=listing.pk, mail=letter)
    link = links.path_to(Purpose.USEFUL, told)
    assert "Kundenberater:in" in client.get(link).content.decode()
    told.refresh_from_db()
    assert told.is_useful is None
    for word, said in (("nein", False), ("ja", True), ("vielleicht", True)):
        assert client.post(link, {"antwort": word}, **HERE).status_code == 200
        told.refresh_from_db()
        assert told.is_useful is said
    assert subscribing.data_of(ADDRESS)[0]["mails"][0]["anzeigen"] == [{"nummer": listing.pk, "nützlich": True}]


def test_an_address_has_ten_alerts_at_most_and_its_owner_reads_so(client, towns) -> None:
    for number in range(subscribing.MAX_ALERTS + 1):
        answer = ask(client, f"/jobalarm/neu/?q=Wort{number}")
        assert answer.url == "/jobalarm/gesendet/"
    assert JobAlert.objects.count() == subscribing.MAX_ALERTS
    assert "schon so viele" in mail.outbox[-1].body


def test_nobody_fills_a_mailbox_through_us(client, towns, monkeypatch) -> None:
    monkeypatch.setattr("listings.rate_limits.is_spared", lambda request: False)
    for number in range(8):
        visitor = {"REMOTE_ADDR": f"192.0.2.{number}"}
        assert client.post(f"/jobalarm/neu/?q=Wort{number}", {"email": f"juna+{number}@post.example", "frequency": "daily"},
                           **HERE, **visitor).status_code == 302  # fmt: skip
    assert len(mail.outbox) == 4
    statuses = [ask(client, address=f"wer{number}@post.example").status_code for number in range(11)]
    assert statuses == [302] * 10 + [429]


def test_a_mail_server_that_is_away_is_said_and_what_was_typed_stays(client, towns, monkeypatch) -> None:
    def away(message) -> None:
        raise subscribing.MailIsDown

    monkeypatch.setattr(subscribing, "_mail", away)
    page = ask(client)
    assert page.status_code == 503
    assert views.MAIL_IS_DOWN in page.content.decode()
    assert f'value="{ADDRESS}"' in page.content.decode()


def test_what_nobody_confirms_is_gone_after_a_week_and_proofs_after_three_years(client, towns, make_alert) -> None:
    ask(client)
    JobAlert.objects.update(created_at=timezone.now() - timedelta(days=6))
    apply_retention()
    assert JobAlert.objects.count() == 1
    JobAlert.objects.update(created_at=timezone.now() - timedelta(days=8))
    Subscriber.objects.update(created_at=timezone.now() - timedelta(days=8))
    apply_retention()
    assert not any(model.objects.exists() for model in (JobAlert, Subscriber, AlertConsent))

    ask(client)
    subscribing.confirm(alert=JobAlert.objects.get())
    JobAlert.objects.update(asked_again_at=timezone.now() - timedelta(days=31))
    apply_retention()
    proof = AlertConsent.objects.get()
    assert proof.ended_at
    AlertConsent.objects.update(ended_at=timezone.now() - timedelta(days=1096))
    apply_retention()
    assert not AlertConsent.objects.exists()


@pytest.mark.parametrize("query", ["", "?city=hagen&radius=25&shift=early&salary=2400-2800&q=Telefon"])
def test_the_search_offers_itself_as_an_alert(client, make_listing, query) -> None:
    make_listing()
    page = client.get(f"/jobs/{query}").content.decode()
    action = re.search(r'action="(/jobalarm/neu/[^"]*)"', page)[1].replace("&amp;", "&")
    assert ask(client, action).status_code == 302
    assert JobAlert.objects.get().title == ("alle Stellen" if not query else
                                            "„Telefon“, Hagen und 25 km darum, Schicht Früh, Gehalt im Monat 2.400 bis 2.800 €")  # fmt: skip


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/jobs/?city=hagen&shift=early&page=1", "Hagen und 25 km darum, Schicht Früh"),
        ("/jobs/?q=Zeppelin", "„Zeppelin“"),
        ("/jobs/hagen/?shift=early", "Hagen, Schicht Früh"),
    ],
)
def test_the_way_to_an_alert_stands_above_the_first_row(client, make_listing, path, title) -> None:
    for _ in range(5):
        make_listing(shifts=["early"])
    page = client.get(path).content.decode()
    way = re.search(r'(?s)<a [^>]*href="(/jobalarm/neu/[^"]*)">(?:(?!</a>).)*Neue Stellen per E-Mail</a>', page)
    assert way
    assert way.start() < (page.find("data-listing") if "Zeppelin" not in path else page.find("Damit findest du etwas"))
    ordered = client.get(way[1].replace("&amp;", "&")).content.decode()
    assert f'<p class="lead">{title}</p>' in ordered


def test_pages_set_no_cookie_and_keep_their_budget(client, make_alert, django_assert_max_num_queries) -> None:
    alert = make_alert("city=hagen")
    budgets = {"/jobalarm/": 0, SEARCH: 6, "/jobalarm/gesendet/": 0, links.path_to(Purpose.CONFIRM, alert): 1,
               links.path_to(Purpose.STOP, alert): 1, links.path_to(Purpose.MANAGE, alert.subscriber): 2}  # fmt: skip
    for path, most in budgets.items():
        client.get(path)
        with django_assert_max_num_queries(most):
            page = client.get(path)
        assert (page.status_code, page.cookies.keys()) == (200, set()), path
        assert " style=" not in page.content.decode()


def test_who_confirms_waits_only_for_a_look_at_what_changed_lately(make_listing) -> None:
    old, new = make_listing(), make_listing(title="Chat und Telefon")
    SearchRow.objects.filter(listing=old).update(changed_at=timezone.now() - timedelta(hours=3))
    news.look(is_thorough=False)
    assert {row.listing_id for row in ListingNews.objects.all()} == {new.pk}
    news.look(is_thorough=True)
    assert {row.listing_id for row in ListingNews.objects.all()} == {old.pk, new.pk}
