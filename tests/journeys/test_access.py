"""An employer logs in, takes over its page, invites a colleague and describes itself, in a real browser."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page

from listings.models import Employer
from tests.access.conftest import link_of
from tests.journeys.conftest import PHONE


def logo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (400, 200), "navy").save(out, "PNG")
    return out.getvalue()


@pytest.mark.django_db(transaction=True)
@PHONE
def test_an_employer_takes_over_its_page_and_shares_it(live_server, page: Page, check, make_listing) -> None:
    employer = Employer.objects.get(pk=make_listing().hiring_organization_id)
    employer.give_address()
    Employer.objects.update(domain="lenne.example")

    def arrive(heading: str) -> None:
        page.get_by_role("heading", name=heading, exact=True).wait_for()
        page.wait_for_load_state()
        check(page)

    def go(path: str) -> None:
        page.goto(live_server.url + path)

    go(employer.get_absolute_url())
    arrive("Lenne Telefon GmbH")
    page.get_by_role("link", name="Diese Seite übernehmen").click()
    arrive("Anmelden")
    page.get_by_label("Deine E-Mail-Adresse").fill("chefin")
    page.keyboard.press("Enter")
    page.get_by_role("alert").get_by_role("link", name="Das ist keine E-Mail-Adresse").wait_for()
    arrive("Anmelden")
    page.get_by_label("Deine E-Mail-Adresse").fill("chefin@lenne.example")
    page.keyboard.press("Enter")
    arrive("Schau in deine Mails")
    go(link_of("anmelden"))
    arrive("Anmelden")
    page.get_by_role("button", name="Jetzt anmelden").click()
    arrive("Lenne Telefon GmbH übernehmen")
    page.get_by_role("button", name="Seite übernehmen").click()
    arrive("Du handelst für Lenne Telefon GmbH")
    page.get_by_role("link", name="Zu deinem Zugang").click()
    arrive("Dein Zugang")
    page.get_by_role("link", name="Team").click()
    page.get_by_label("E-Mail-Adresse der Person").fill("kollege@sonst.example")
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="ist unterwegs").wait_for()
    arrive("Team von Lenne Telefon GmbH")
    page.get_by_role("link", name="Einladung zurücknehmen").click()
    arrive("Einladung zurücknehmen")
    go("/arbeitgeber/konto/")
    page.get_by_role("link", name="Einstellungen").click()
    page.get_by_label("Über das Unternehmen").fill("Wir nehmen Anrufe an.\n\nUnser Haus steht am Fluss.")
    page.get_by_label("Firma, wie sie im Register steht").fill("Lenne Telefon GmbH")
    page.locator("input[type=file]").set_input_files({"name": "l.png", "mimeType": "image/png", "buffer": logo()})
    page.get_by_role("button", name="Speichern").click()
    page.wait_for_function("document.querySelector('img.logo')?.naturalWidth == 400")
    arrive("Einstellungen von Lenne Telefon GmbH")
    page.get_by_role("link", name="eurer Seite").click()
    arrive("Lenne Telefon GmbH")
    page.wait_for_function("document.querySelector('img.logo')?.naturalWidth == 400")
    go("/arbeitgeber/konto/")
    page.get_by_role("button", name="Abmelden").click()
    page.get_by_role("heading", name="Stellen aufgeben").wait_for()
    go("/arbeitgeber/konto/")
    arrive("Anmelden")
    go(link_of("einladung"))
    arrive("Einladung zu Lenne Telefon GmbH")
    page.get_by_role("button", name="Einladung annehmen").click()
    arrive("Einladung angenommen")
