"""From a search to the mail with a new listing and out again, in a browser without JavaScript."""

import re
import urllib.request
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from listings.alerting import planning, sending
from listings.importing import pipeline
from listings.importing.document import Document
from listings.models import JobAlert, Source
from tests.journeys.conftest import PHONE

FEED = (
    b"<workzag-jobs><position><id>1</id><name>Kundenberater (m/w/d)</name><office>Hagen</office><jobDescriptions>"
    b"<jobDescription><value>Du hilfst am Telefon. Fr\xc3\xbchschicht.</value></jobDescription></jobDescriptions>"
    b"</position></workzag-jobs>"
)


def path_in(text: str, part: str) -> str:
    found = re.search(rf"/jobalarm/{part}/[^\s>]+", text)
    assert found is not None
    return found[0]


@pytest.mark.django_db(transaction=True)
@PHONE
def test_a_seeker_orders_gets_and_ends_an_alert(live_server, page: Page, check, make_listing) -> None:
    make_listing(title="Schon da")
    browser = page.context.browser
    assert browser is not None
    plain = browser.new_context(viewport=page.viewport_size, java_script_enabled=False, locale="de-DE").new_page()

    def see(path: str) -> None:
        """Read without JavaScript, checked by axe with it."""
        plain.goto(live_server.url + path)
        page.goto(live_server.url + path)
        check(page)

    see("/jobs/?city=hagen&shift=early")
    plain.get_by_label("Deine E-Mail-Adresse").fill("juna@post")
    plain.get_by_role("button", name="Jobalarm bestellen").click()
    expect(plain.get_by_label("Deine E-Mail-Adresse")).to_have_value("juna@post")
    see("/jobalarm/neu/?city=hagen&shift=early")
    plain.get_by_label("Deine E-Mail-Adresse").fill("juna@post.example")
    plain.get_by_role("button", name="Jobalarm bestellen").click()
    expect(plain.get_by_role("heading", name="Schau in deine Mails")).to_be_visible()
    see(path_in(mail.outbox[0].body, "bestaetigen"))
    plain.get_by_role("button", name="Ja, schickt mir neue Stellen").click()
    expect(plain.get_by_role("heading", name="Dein Jobalarm läuft")).to_be_visible()

    source = Source.objects.create(slug="s", name="s", format="personio", employer_name="Lenne GmbH", scope="all")
    pipeline.import_from(source, document=Document(FEED))
    planning.plan(timezone.now() + timedelta(days=1))
    sending.send()
    letter = mail.outbox[1]
    assert letter.subject == "1 neue Stelle: Hagen und 25 km darum, Schicht Früh"
    assert "Schon da" not in letter.body
    see(path_in(letter.body, "nuetzlich"))
    plain.get_by_role("button", name="Ja, passt zu mir").click()
    expect(plain.get_by_role("status")).to_contain_text("Danke")
    see(path_in(letter.body, "verwalten"))
    plain.get_by_role("button", name="Pausieren").click()
    expect(plain.get_by_text("Pausiert seit")).to_be_visible()
    see("/jobalarm/")
    see(path_in(letter.body, "abbestellen"))
    address = letter.extra_headers["List-Unsubscribe"].strip("<>")
    one_click = live_server.url + path_in(address, "abbestellen")
    with urllib.request.urlopen(urllib.request.Request(one_click, b"List-Unsubscribe=One-Click")) as answer:  # noqa: S310
        assert answer.status == 200
    assert not JobAlert.objects.exists()
    see(path_in(address, "abbestellen"))
    expect(plain.get_by_role("heading", name="Der Jobalarm ist abbestellt")).to_be_visible()
    plain.context.close()
