"""An employer logs in, takes over its page, invites a colleague and describes itself, in a real browser."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page

from listings.models import Employer
from tests.access.conftest import link_of


def logo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (400, 200), "navy").save(out, "PNG")
    return out.getvalue()


def log_in(page: Page, address: str, email: str) -> None:
    page.get_by_label("Deine E-Mail-Adresse").fill(email)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Schau in deine Mails").wait_for()
    page.goto(address + link_of("anmelden"))


@pytest.mark.django_db(transaction=True)
def test_an_employer_takes_over_its_page_and_shares_it(live_server, page: Page, check, make_listing) -> None:
    listing = make_listing()
    employer = Employer.objects.get(pk=listing.hiring_organization_id)
    employer.give_address()
    Employer.objects.update(domain="lenne.example")
    page.goto(f"{live_server.url}{employer.get_absolute_url()}")
    check(page)
    page.get_by_role("link", name="Diese Seite übernehmen").click()
    check(page)
    page.get_by_label("Deine E-Mail-Adresse").fill("chefin")
    page.keyboard.press("Enter")
    page.get_by_role("alert").get_by_role("link", name="Das ist keine E-Mail-Adresse").wait_for()
    check(page)
    log_in(page, live_server.url, "chefin@lenne.example")
    check(page)
    page.get_by_role("button", name="Jetzt anmelden").click()
    check(page)
    page.get_by_role("button", name="Seite übernehmen").click()
    assert page.get_by_role("heading", name="Du handelst für Lenne Telefon GmbH").is_visible()
    check(page)
    page.get_by_role("link", name="Zu deinem Zugang").click()
    check(page)
    page.get_by_role("link", name="Team").click()
    page.get_by_label("E-Mail-Adresse der Person").fill("kollege@sonst.example")
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="ist unterwegs").wait_for()
    check(page)
    page.get_by_role("link", name="Einladung zurücknehmen").click()
    check(page)
    page.get_by_role("link", name="Zurück zum Team").click()
    page.goto(live_server.url + "/arbeitgeber/konto/")
    page.get_by_role("link", name="Einstellungen").click()
    page.get_by_label("Über das Unternehmen").fill("Wir nehmen Anrufe an.\n\nUnser Haus steht am Fluss.")
    page.get_by_label("Firma, wie sie im Register steht").fill("Lenne Telefon GmbH")
    page.get_by_label("Logo", exact=False).first.set_input_files(
        {"name": "l.png", "mimeType": "image/png", "buffer": logo()}
    )
    page.get_by_role("button", name="Speichern").click()
    page.wait_for_function("document.querySelector('img.logo').naturalWidth == 400")
    check(page)
    page.get_by_role("link", name="eurer Seite").click()
    assert page.evaluate("document.querySelector('img.logo').naturalWidth") == 400
    check(page)
    page.goto(live_server.url + "/arbeitgeber/konto/")
    page.get_by_role("button", name="Abmelden").click()
    page.goto(live_server.url + "/arbeitgeber/konto/")
    assert page.get_by_role("heading", name="Anmelden").is_visible()
    page.goto(live_server.url + link_of("einladung"))
    check(page)
    page.get_by_role("button", name="Einladung annehmen").click()
    assert page.get_by_role("heading", name="Einladung angenommen").is_visible()
    check(page)
