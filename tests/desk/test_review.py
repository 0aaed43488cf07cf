"""One listing at a time: order, decisions with their mails, two moderators at once, many at once, and what it costs."""

import re
import threading

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db import connection, connections, transaction
from django.test import Client
from django.utils import timezone

from listings import lifecycle
from listings.models import Listing, ListingEvent, ReasonTemplate
from tests.test_submitting import GOOD, picture, sent

LIST = "/admin/listings/listing/"
HOLD = {"rule": "upfront", "level": "hold", "words": "Gebühr vorab", "reason": "Verlangt Geld.", "suggestion": ""}


def url(row: Listing) -> str:
    return f"{LIST}{row.pk}/pruefen/"


def decide(client: Client, row: Listing, decision: str, **more):
    seen = client.get(url(row)).context["seen"]
    return client.post(url(row), {"decision": decision, "seen": seen, **more})


def test_who_waits_for_an_answer_comes_first_and_then_the_oldest(log_in, waiting_one) -> None:
    young, held, old = waiting_one(2), waiting_one(99, "held"), waiting_one(50)
    again = waiting_one(70)
    lifecycle.note(again, "sent_again", by=None)
    client = log_in("moderation")
    order, place = [], client.get(f"{LIST}pruefen/")["Location"]
    while place:
        page = client.get(place)
        order.append((page.context["listing"].pk, page.context["counts"]["place"], page.context["counts"]["all"]))
        place = page.context["next_url"]
    assert order == [(old.pk, 1, 4), (young.pk, 2, 4), (again.pk, 3, 4), (held.pk, 4, 4)]
    assert client.get(url(young)).context["previous_url"] == url(old)
    assert client.get(f"{LIST}pruefen/?stand=held")["Location"] == f"{url(held)}?stand=held"


def test_the_page_shows_what_a_decision_needs(log_in, waiting_one) -> None:
    row = waiting_one(description_text="Erst die Gebühr vorab.", findings=[HOLD], weekly_hours=38.5)
    waiting_one(title=row.title)
    page = log_in("moderation").get(url(row)).content.decode()
    for words in ("Erst die <mark>Gebühr vorab</mark>.", "Verlangt Geld.", "Erste Anzeige dieses Arbeitgebers", "38,5",
                  "chefin@volmetal.example", "nicht nachgewiesen", "Gleicher Titel beim selben Arbeitgeber",
                  "Titel nur für ein Geschlecht", "Verlangt Geld oder Daten vorab"):  # fmt: skip
        assert words in page, words


def test_each_decision_goes_on_to_the_next_and_mails_the_employer(
    log_in, waiting_one, django_capture_on_commit_callbacks
) -> None:
    rows = [waiting_one(9), waiting_one(8), waiting_one(7)]
    client = log_in("moderation")
    change = ReasonTemplate.objects.get(title="Titel nur für ein Geschlecht")
    with django_capture_on_commit_callbacks(execute=True):
        first = decide(client, rows[0], "publish")
        second = decide(client, rows[1], "ask", template=change.pk)
        last = decide(client, rows[2], "reject", reason="Kein Kundenservice.", ground="Regel 5")
    assert [answer["Location"] for answer in (first, second, last)] == [url(rows[1]), url(rows[2]), f"{LIST}wartet/"]
    assert [row.status for row in Listing.objects.order_by("pk")] == ["published", "returned", "rejected"]
    online, asked, rejected = (message.body for message in mail.outbox)
    assert "ist online" in online
    assert change.text in asked
    assert change.legal_ground in asked
    assert "Kein Kundenservice." in rejected
    assert "Regel 5" in rejected


def test_a_hold_is_published_only_with_a_reason_and_what_was_typed_stays(log_in, waiting_one) -> None:
    row, client = waiting_one(findings=[HOLD]), log_in("moderation")
    assert decide(client, row, "publish").status_code == 409
    assert (
        decide(client, row, "reject", reason=" ", ground="Meine Regel").content.decode().count('value="Meine Regel"')
        == 1
    )
    assert Listing.objects.get().status == "in_review"
    assert decide(client, row, "publish", reason="Rückruf beim Arbeitgeber").status_code == 302
    assert ListingEvent.objects.get(action="published").reason == "Rückruf beim Arbeitgeber"


def test_nobody_asks_a_feed_for_changes(log_in, waiting_one, source) -> None:
    row, client = waiting_one(source=source, external_id="1", status="held"), log_in("moderation")
    assert client.get(url(row)).context["ask_templates"] is None
    assert decide(client, row, "ask", reason="Bitte ändern").status_code == 409
    assert Listing.objects.get().status == "held"


@pytest.mark.parametrize(
    "change", [{"title": "Anderes"}, {"base_salary_min": 1}, {"status": "held"}, {"findings": [HOLD]}]
)
def test_what_changed_since_it_was_opened_is_not_decided(log_in, waiting_one, change) -> None:
    row, client = waiting_one(), log_in("moderation")
    seen = client.get(url(row)).context["seen"]
    Listing.objects.update(**change)
    answer = client.post(url(row), {"decision": "publish", "seen": seen, "reason": "In Ordnung"})
    assert answer.status_code == 409
    assert "hat sich geändert" in answer.content.decode()
    assert not Listing.objects.filter(status="published").exists()


def test_the_slower_of_two_moderators_learns_who_decided_what(log_in, waiting_one) -> None:
    row, client = waiting_one(), log_in("moderation")
    seen = client.get(url(row)).context["seen"]
    anna = User.objects.create_user("anna")
    lifecycle.ask_for_changes(listing=row, reason="Bitte ändern", by=anna)
    answer = client.post(url(row), {"decision": "publish", "seen": seen})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "wartet nicht mehr auf eine Prüfung: zurück beim Arbeitgeber (anna," in page
    assert "Deine Entscheidung wurde nicht ausgeführt" in page
    assert [event.action for event in ListingEvent.objects.all()] == ["asked"]


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_in_the_same_moment_one_waits_and_is_refused(log_in, waiting_one) -> None:
    """The second waits for the row until the first is committed, then finds it decided."""
    row, client = waiting_one(), log_in("moderation")
    seen, answers = client.get(url(row)).context["seen"], []

    def second() -> None:
        answers.append(client.post(url(row), {"decision": "reject", "reason": "Nein", "seen": seen}))
        connections.close_all()

    thread = threading.Thread(target=second)
    with transaction.atomic():
        lifecycle.publish(listing=row, by=User.objects.get())
        thread.start()
        with connection.cursor() as cursor:
            waits = False
            while thread.is_alive() and not waits:
                cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
                waits = cursor.fetchone()[0] > 0
        assert waits
    thread.join()
    assert answers[0].status_code == 409
    assert Listing.objects.get().status == "published"
    assert [event.action for event in ListingEvent.objects.all()] == ["published"]
    assert not mail.outbox


def test_many_are_decided_with_one_reason_and_the_others_are_named(
    log_in, waiting_one, source, django_capture_on_commit_callbacks
) -> None:
    rows = [waiting_one(title=f"Stelle {number}") for number in range(3)]
    imported = waiting_one(source=source, external_id="1", status="held", title="Importierte")
    done = waiting_one(status="published", title="Schon online", published_at=timezone.now())
    chosen = {"action": "ask", "_selected_action": [row.pk for row in (*rows, imported, done)]}
    client = log_in("moderation")
    asked = client.post(LIST, chosen).content.decode()
    assert "Gehalt unklar" in asked
    assert "Wähl eine Begründung" in client.post(LIST, {**chosen, "reason": ""}).content.decode()
    template = ReasonTemplate.objects.get(title="Gehalt unklar")
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(LIST, {**chosen, "reason": "", "template": template.pk}, follow=True).content.decode()
    assert "3 Stellen: zurück beim Arbeitgeber." in page
    assert "„Importierte“ kommt aus einem Feed" in page
    assert "„Schon online“ wartet nicht mehr" in page
    assert [message.subject for message in mail.outbox] == [
        f"Bitte ändere deine Anzeige: {row.title}" for row in reversed(rows)
    ]


def test_500_waiting_cost_a_fixed_number_of_statements(log_in, make_listing, django_assert_max_num_queries) -> None:
    model = make_listing(status="in_review", findings=[HOLD], status_reason="Verlangt Geld.")
    values = {name: value for name, value in vars(model).items() if not name.startswith("_") and name != "id"}
    Listing.objects.bulk_create([Listing(**values) for _ in range(499)])
    client = log_in("moderation")
    with django_assert_max_num_queries(9):
        assert client.get(f"{LIST}wartet/").context["groups"][0]["count"] == 500
    with django_assert_max_num_queries(15):
        assert client.get(url(model)).context["counts"] == {"all": 500, "place": 1}
    with django_assert_max_num_queries(10):
        assert client.get(f"{LIST}?wartet=alle").context["cl"].result_count == 500
    seen = client.get(url(model)).context["seen"]
    with django_assert_max_num_queries(16):
        answer = client.post(url(model), {"decision": "reject", "seen": seen, "reason": "Kein Kundenservice"})
    assert answer.status_code == 302


def test_the_logo_of_a_draft_is_seen_before_it_is_public_and_by_moderators_only(client, admin_client, towns) -> None:
    sent(client, {**GOOD, "logo_file": picture()})
    row = Listing.objects.get()
    Listing.objects.update(status="in_review")
    page = admin_client.get(url(row))
    address = re.search(r'<img class="desk-logo" src="([^"]+)"', page.content.decode())[1]
    assert "img-src 'self'" in page["Content-Security-Policy"]
    shown = admin_client.get(address)
    assert (shown["Content-Type"], shown.content[8:12]) == ("image/webp", b"WEBP")
    assert "no-store" in shown["Cache-Control"]
    assert client.get(address).status_code == 302
    assert (
        "desk-logo"
        not in admin_client.get(
            url(
                Listing.objects.create(
                    status="in_review",
                    title="Ohne",
                    hiring_organization=row.hiring_organization,
                    description_html="",
                    description_text="",
                )
            )
        ).content.decode()
    )


@pytest.mark.parametrize("action", ["publish", "reject"])
def test_the_buttons_on_the_page_of_a_listing_decide_about_what_it_shows(log_in, waiting_one, action) -> None:
    row, client = waiting_one(), log_in("moderation", "view_place")
    page = client.get(f"{LIST}{row.pk}/change/").content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    Listing.objects.update(description_text="Etwas ganz anderes.", description_html="<p>Etwas ganz anderes.</p>")
    chosen = {"action": action, "_selected_action": [row.pk], "seen": seen}
    if action == "reject":
        assert f'name="seen" value="{seen}"' in client.post(LIST, chosen).content.decode()
    answer = client.post(LIST, {**chosen, "reason": "Gelesen\0"}, follow=True).content.decode()
    assert "hat sich geändert" in answer
    assert Listing.objects.get().status == "in_review"
