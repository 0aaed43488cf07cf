"""The employer's way in a real browser: post, correct a mistake, confirm; a moderator publishes or rejects."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.core import mail
from playwright.sync_api import Page, expect

from listings.models import Listing
from tests.journeys.conftest import DESKTOP, PHONE
from tests.test_submitting import log_in

PASSWORD = "ein-langes-Passwort-7"
TEXT = "Du nimmst Anrufe an, klärst Rechnungen und hilfst bei Umzug und Störung. Du schreibst auf, was besprochen ist."


@pytest.fixture
def moderator(db: None) -> User:
    user = User.objects.create_user("moderation", password=PASSWORD, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__model__in=["listing", "employer"]))
    return user


def post(page: Page, address: str) -> None:
    """Fills the form from the employers' page on; the lower end of the pay is left out."""
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
    page.get_by_label("Vollzeit").check()
    page.get_by_label("Gehalt bis").fill("2.950")
    page.get_by_label("E-Mail für Bewerbungen").fill("jobs@volmetal.example")
    page.get_by_role("button", name="Anzeige ansehen").click()


def send(page: Page) -> None:
    page.get_by_label("Gehalt von").fill("2.700")
    page.get_by_role("button", name="Anzeige ansehen").click()
    page.get_by_role("button", name="Anzeige abschicken").first.click()
    expect(page.get_by_role("heading", name="Schau in deine Mails")).to_be_visible()


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
    expect(page.get_by_role("alert").get_by_role("link", name="Gehalt von")).to_be_visible()
    expect(page.get_by_label("Stellentitel")).to_have_value("Kundenberater:in Strom (m/w/d)")
    check(page)
    page.get_by_label("Gehalt von").fill("2700")
    page.get_by_role("button", name="Anzeige ansehen").click()
    expect(page.get_by_role("heading", name="So sieht deine Anzeige aus")).to_be_visible()
    expect(page.locator("article.job").get_by_text("2.700–2.950")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Anzeige abschicken").first.click()
    expect(page.get_by_role("heading", name="Schau in deine Mails")).to_be_visible()
    check(page)
    link = re.search(r"/arbeitgeber/bestaetigen/\S+", mail.outbox[0].body)
    assert link is not None
    page.goto(live_server.url + link[0])
    check(page)
    page.get_by_role("button", name="Ja, das ist meine Anzeige").click()
    expect(page.get_by_role("heading", name="Danke, die Adresse stimmt")).to_be_visible()
    page.goto(f"{live_server.url}/jobs/")
    expect(page.locator("article[data-listing]")).to_have_count(0)
    moderate(page, live_server.url, "Veröffentlichen")
    page.goto(f"{live_server.url}/jobs/hagen/")
    page.get_by_role("link", name="Kundenberater:in Strom").click()
    expect(page.get_by_text("7–15:30 Uhr").first).to_be_visible()
    expect(page.get_by_text("2.700–2.950").first).to_be_visible()
    check(page)


@pytest.mark.django_db(transaction=True)
@DESKTOP
def test_a_rejected_employer_learns_the_reason(live_server, page, towns, moderator) -> None:
    post(page, live_server.url)
    send(page)
    Listing.objects.update(status="in_review")
    moderate(page, live_server.url, "Ablehnen …")
    page.get_by_label("Text an den Arbeitgeber").fill("Der Text nennt keinen Arbeitgeber.")
    page.get_by_role("button", name="Ablehnen").click()
    page.wait_for_load_state()
    assert Listing.objects.get().status == "rejected"
    assert "Der Text nennt keinen Arbeitgeber." in mail.outbox[-1].body


@pytest.mark.django_db(transaction=True)
@PHONE
def test_hints_come_while_typing_and_one_click_takes_a_suggestion_up(live_server, page, check, towns) -> None:
    page.goto(f"{live_server.url}/arbeitgeber/stelle-aufgeben/")
    page.get_by_label("Unternehmen").fill("Volmetal Service GmbH")
    page.get_by_label("Postleitzahl").fill("58095")
    page.get_by_label("Was macht man den ganzen Tag?").fill(f"{TEXT} Dich erwartet ein junges Team.")
    page.get_by_label("Stellentitel").press_sequentially("Kundenberater Strom")
    take = page.get_by_role("button", name=re.compile("Vorschlag übernehmen.*Kundenberater"))
    take.wait_for()
    expect(page.get_by_text("Hagen", exact=True)).to_be_visible()
    expect(page.get_by_text("Entwurf gespeichert. 2 Hinweise stehen im Formular.")).to_have_count(1)
    check(page)
    take.click()
    take.wait_for(state="detached")
    expect(page.get_by_label("Stellentitel")).to_have_value("Kundenberater:in Strom (m/w/d)")
    page.reload()
    expect(page.get_by_label("Stellentitel")).to_have_value("Kundenberater:in Strom (m/w/d)")
    expect(page.get_by_text("Dich erwartet ein junges Team")).to_have_count(1)


def to_label(page: Page, name: str) -> None:
    """Tabs until the field of that name has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if name in page.evaluate("[...(document.activeElement.labels ?? [])].map(l => l.textContent).join() || document.activeElement.textContent"):  # fmt: skip
            return
    raise AssertionError(f"no way to {name} by keyboard")


@pytest.mark.django_db(transaction=True)
@PHONE
def test_the_form_is_filled_on_a_phone_by_keyboard_alone_with_a_suggestion_from_the_preview(
    live_server, page, towns
) -> None:
    page.goto(f"{live_server.url}/arbeitgeber/stelle-aufgeben/")
    for name, text in (("Unternehmen", "Volmetal Service GmbH"), ("Deine E-Mail", "chefin@volmetal.example"), ("Stellentitel", "Kundenberater Strom"),
                       ("Was macht man", TEXT), ("Postleitzahl", "58095"), ("Früh", " "), ("Stunden pro Woche", "38,5"), ("Vollzeit", " "),
                       ("Gehalt von", "2.700"), ("Gehalt bis", "2.950"), ("E-Mail für Bewerbungen", "jobs@volmetal.example")):  # fmt: skip
        to_label(page, name)
        page.keyboard.type(text)
    to_label(page, "Anzeige ansehen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/vorschau/")
    to_label(page, "Vorschlag übernehmen")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Kundenberater:in Strom (m/w/d)").last.wait_for()
    to_label(page, "Anzeige abschicken")
    page.keyboard.press("Enter")
    page.wait_for_url("**/danke/?entwurf=*")
    assert Listing.objects.get().title == "Kundenberater:in Strom (m/w/d)"


@pytest.mark.django_db(transaction=True)
@PHONE
def test_an_owner_edits_a_public_listing_and_learns_what_waits(
    live_server, page, check, client, towns, make_listing
) -> None:
    listing = make_listing(
        employer="Volmetal Service GmbH", submitter_email="chefin@volmetal.example", description_html=f"<p>{TEXT}</p>", postal_code="58095",
        weekly_hours=38, contract=["permanent"], work_mode="onsite",
    )  # fmt: skip
    log_in(client, "chefin@volmetal.example")
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.goto(f"{live_server.url}/arbeitgeber/stellen/{listing.pk}/aendern/")
    check(page)
    page.get_by_label("Gehalt bis").fill("2.800")
    page.get_by_role("button", name="Anzeige ansehen").click()
    expect(page.get_by_text("Diese Änderung sieht sich ein Mensch an.")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Änderung einreichen").first.click()
    expect(page.get_by_text("wartet auf die Prüfung")).to_be_visible()
    check(page)
    page.goto(f"{live_server.url}/arbeitgeber/stelle-aufgeben/entwurf/falsch/")
    check(page)
    assert Listing.objects.get().base_salary_max == 2700
