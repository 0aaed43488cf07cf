"""Somebody applies with a PDF, without JavaScript: a mistake, the receipt, the mail to the employer, and the data erased again."""

import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from listings import tasks
from listings.models import Application
from tests.applying.conftest import make_pdf
from tests.journeys.conftest import PHONE


@pytest.mark.django_db(transaction=True)
@PHONE
def test_from_a_listing_to_the_employer_s_mailbox_and_the_end(live_server, page: Page, check, make_listing) -> None:
    listing = make_listing(apply_url="", contact_email="jobs@volmetal.example")
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(
        viewport=page.viewport_size, java_script_enabled=False, bypass_csp=True, locale="de-DE"
    )
    context.set_default_timeout(10_000)
    looked_at, page = page, context.new_page()
    looked_at.goto(live_server.url + "/impressum/")
    asked = set()

    def look() -> None:
        """axe itself needs scripts: it sees the same page in another window."""
        looked_at.set_content(page.content())
        check(looked_at)

    page.on("request", lambda request: asked.add(request.url.split("/")[2]))
    page.goto(live_server.url + listing.get_absolute_url())
    page.get_by_role("link", name="bewerben", exact=False).locator("visible=true").first.click()
    look()
    page.get_by_label("Dein Name").fill("Kim Şahin")
    page.get_by_label("Deine E-Mail-Adresse").fill("kim@mail")
    page.get_by_label("Deine Nachricht").fill("Ich rede gern, am liebsten früh.")
    file = {"name": "lebenslauf.pdf", "mimeType": "application/pdf", "buffer": make_pdf()}
    page.get_by_label("Lebenslauf als PDF").set_input_files(file)
    page.get_by_role("button", name="Bewerbung abschicken").click()
    expect(page.get_by_role("alert")).to_contain_text("Das ist keine E-Mail-Adresse")
    expect(page.get_by_text("„lebenslauf.pdf“ ist angehängt")).to_be_visible()
    expect(page.get_by_label("Deine Nachricht")).to_have_value("Ich rede gern, am liebsten früh.")
    look()
    page.get_by_label("Deine E-Mail-Adresse").fill("kim@mail.example")
    page.get_by_role("button", name="Bewerbung abschicken").click()
    expect(page.get_by_role("heading", name="Deine Bewerbung ist da")).to_be_visible()
    look()
    tasks.deliver_mail()
    page.reload()
    expect(page.get_by_role("heading", name="Deine Bewerbung ist zugestellt")).to_be_visible()
    [sent] = [message for message in mail.outbox if message.to == ["jobs@volmetal.example"]]
    assert sent.attachments[0][1][:5] == b"%PDF-"

    page.goto(live_server.url + "/datenschutz/")
    look()
    page.get_by_role("link", name="Sieh nach").click()
    look()
    page.get_by_label("Deine E-Mail-Adresse").fill("kim@mail.example")
    page.get_by_role("button", name="Link schicken").click()
    expect(page.get_by_role("heading", name="Schau in deine Mails")).to_be_visible()
    look()
    found = re.search(r"https?://[^/\s]+(/datenschutz/\S+)", mail.outbox[-1].body)
    assert found is not None
    page.goto(live_server.url + found[1])
    look()
    page.get_by_role("button", name="Daten zeigen").click()
    expect(page.get_by_text("Ich rede gern, am liebsten früh.", exact=True)).to_be_visible()
    look()
    page.get_by_role("button", name="Löschen lassen").click()
    look()
    page.get_by_role("button", name="Jetzt löschen").click()
    expect(page.get_by_text("ist nichts mehr gespeichert")).to_be_visible()
    look()
    assert not Application.objects.exists()
    assert context.cookies() == []
    assert asked == {live_server.url.split("/")[2]}
