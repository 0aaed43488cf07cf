"""The employer's way in a real browser: post, correct a mistake, confirm; a moderator publishes or rejects."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.core import mail
from playwright.sync_api import Page

from listings.models import Listing

PASSWORD = "ein-langes-Passwort-7"
TEXT = "Du nimmst Anrufe an, klärst Rechnungen und hilfst bei Umzug und Störung. Du schreibst auf, was besprochen ist."


@pytest.fixture
def moderator(db: None) -> User:
    user = User.objects.create_user("moderation", password=PASSWORD, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__model__in=["listing", "employer"]))
    return user


def post(page: Page, address: str) -> None:
    page.goto(f"{address}/arbeitgeber/")
    page.get_by_role("main").get_by_role("link", name="Anzeige aufgeben").first.click()
    page.get_by_label("Unternehmen").fill("Volmetal Service GmbH")
    page.get_by_label("Deine E-Mail").fill("chefin@volmetal.example")
    page.get_by_label("Stellentitel").fill("Kundenberater:in Strom (m/w/d)")
    page.get_by_label("Was macht man den ganzen Tag?").fill(TEXT)
    page.get_by_label("Postleitzahl").fill("58095")
    page.get_by_label("Früh", exact=True).check()
    page.get_by_label("Frühester Beginn").fill("07:00")
    page.get_by_label("Spätestes Ende").fill("15:30")
    page.get_by_label("Stunden pro Woche").fill("38,5")
    page.get_by_label("Gehalt von").fill("2700")
    page.get_by_label("E-Mail für Bewerbungen").fill("jobs@volmetal.example")
    page.get_by_role("button", name="Anzeige prüfen lassen").click()


def moderate(page: Page, address: str, action: str) -> None:
    page.goto(f"{address}/admin/")
    page.get_by_label("Benutzername").fill("moderation")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    page.goto(f"{address}/admin/listings/listing/?status__exact=in_review")
    page.locator("input.action-select").check()
    page.locator("select[name=action]").select_option(label=action)
    page.get_by_role("button", name="Ausführen").click()
    page.wait_for_load_state()


@pytest.mark.django_db(transaction=True)
def test_an_employer_posts_confirms_and_a_moderator_publishes(live_server, page, check, towns, moderator) -> None:
    post(page, live_server.url)
    assert page.get_by_role("alert").get_by_role("link", name="Gehalt bis").is_visible()
    assert page.get_by_label("Stellentitel").input_value() == "Kundenberater:in Strom (m/w/d)"
    check(page)
    page.get_by_label("Gehalt bis").fill("2950")
    page.get_by_role("button", name="Anzeige prüfen lassen").click()
    assert page.get_by_role("heading", name="Schau in deine Mails").is_visible()
    check(page)
    link = re.search(r"/arbeitgeber/bestaetigen/\S+", mail.outbox[0].body)
    assert link is not None
    page.goto(live_server.url + link[0])
    check(page)
    page.get_by_role("button", name="Ja, das ist meine Anzeige").click()
    assert page.get_by_role("heading", name="Danke, die Adresse stimmt").is_visible()
    page.goto(f"{live_server.url}/jobs/")
    assert page.locator("article[data-listing]").count() == 0
    moderate(page, live_server.url, "Veröffentlichen")
    page.goto(f"{live_server.url}/jobs/hagen/")
    page.get_by_role("link", name="Kundenberater:in Strom").click()
    assert page.get_by_text("7–15:30 Uhr").first.is_visible()
    assert page.get_by_text("2.700–2.950").first.is_visible()
    check(page)


@pytest.mark.django_db(transaction=True)
def test_a_rejected_employer_learns_the_reason(live_server, page, towns, moderator) -> None:
    post(page, live_server.url)
    page.get_by_label("Gehalt bis").fill("2950")
    page.get_by_role("button", name="Anzeige prüfen lassen").click()
    Listing.objects.update(status="in_review")
    moderate(page, live_server.url, "Ablehnen …")
    page.get_by_label("Text an den Arbeitgeber").fill("Der Text nennt keinen Arbeitgeber.")
    page.get_by_role("button", name="Ablehnen").click()
    page.wait_for_load_state()
    assert Listing.objects.get().status == "rejected"
    assert "Der Text nennt keinen Arbeitgeber." in mail.outbox[-1].body


@pytest.mark.django_db(transaction=True)
def test_an_employer_reads_the_hints_mends_one_and_sends_all_the_same(live_server, page, check, towns) -> None:
    post(page, live_server.url)
    page.get_by_label("Stellentitel").fill("Kundenberater Strom")
    page.get_by_label("Was macht man den ganzen Tag?").fill(f"{TEXT} Dich erwartet ein junges Team.")
    page.get_by_label("Gehalt bis").fill("2950")
    page.get_by_role("button", name="Anzeige prüfen lassen").click()
    assert page.get_by_role("alert").get_by_role("heading", name="2 Hinweise, bevor du einreichst").is_visible()
    page.wait_for_function("document.activeElement.getAttribute('role') === 'alert'")
    assert page.get_by_label("Gehalt von").input_value() == "2700"
    check(page)
    page.get_by_role("alert").get_by_role("link", name="Stellentitel").click()
    page.get_by_label("Stellentitel").fill("Kundenberater:in Strom (m/w/d)")
    page.get_by_role("button", name="Noch einmal prüfen lassen").click()
    assert page.get_by_role("heading", name="Ein Hinweis, bevor du einreichst").is_visible()
    page.get_by_role("button", name="Trotzdem einreichen").click()
    assert page.get_by_role("heading", name="Schau in deine Mails").is_visible()
    assert [found["rule"] for found in Listing.objects.get().findings] == ["young_team"]
