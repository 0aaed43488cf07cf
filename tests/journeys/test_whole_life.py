"""The whole life of a listing in a real browser: posted, confirmed, published, read, edited, extended and closed."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from listings import counting
from listings.models import Listing
from tests.access.conftest import link_of
from tests.journeys.conftest import DESKTOP
from tests.journeys.test_employer import moderate, moderator, post, send

__all__ = ["moderator"]
TITLE = "Kundenberater:in Strom"
VISITOR = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0"


def log_in(page: Page, address: str) -> None:
    """From the employers' page to the desk, by the link in the mail."""
    page.goto(f"{address}/arbeitgeber/")
    page.get_by_role("main").get_by_role("link", name="Meine Anzeigen").click()
    page.get_by_label("Deine E-Mail-Adresse").fill("chefin@volmetal.example")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Schau in deine Mails").wait_for()
    page.goto(address + link_of("anmelden"))
    page.get_by_role("button", name="Jetzt anmelden").click()
    expect(page.get_by_role("heading", name="Meine Anzeigen")).to_be_visible()


@pytest.fixture
def check_both(check) -> Callable[[Page], None]:
    """On a phone and on a desk."""

    def run(page: Page) -> None:
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            check(page)

    return run


@pytest.mark.django_db(transaction=True)
@DESKTOP
def test_a_listing_from_the_first_word_to_the_last(live_server, page: Page, check_both, towns, moderator) -> None:
    post(page, live_server.url)
    send(page)
    confirm = re.search(r"/arbeitgeber/bestaetigen/\S+", mail.outbox[0].body)
    assert confirm is not None
    page.goto(live_server.url + confirm[0])
    page.get_by_role("button", name="Ja, das ist meine Anzeige").click()
    moderate(page, live_server.url, "Veröffentlichen")

    page.set_extra_http_headers({"User-Agent": VISITOR})
    page.goto(f"{live_server.url}/jobs/hagen/")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("heading", name=TITLE).first.wait_for()
    page.set_extra_http_headers({})
    assert counting.fold() == 1

    log_in(page, live_server.url)
    row = page.get_by_role("row", name=TITLE)
    expect(row.get_by_text("Online", exact=True)).to_be_visible()
    check_both(page)
    row.get_by_role("link", name="Bearbeiten").click()
    page.get_by_label("E-Mail für Bewerbungen").fill("neu@volmetal.example")
    page.get_by_role("button", name="Anzeige ansehen").click()
    page.get_by_role("button", name=re.compile("speichern|einreichen|übernehmen", re.I)).first.click()
    expect(page.get_by_text("Deine Änderung ist gespeichert.")).to_be_visible()
    expect(page.get_by_role("row", name="unsere Listen")).to_contain_text("1")
    check_both(page)

    extend = page.get_by_role("button", name=re.compile(r"Bis .+ verlängern"))
    extend.press("Enter")
    expect(page.get_by_role("status").filter(has_text="online.")).to_be_visible()
    listing = Listing.objects.get()
    assert listing.valid_through is not None
    assert (timezone.localdate(listing.valid_through) - timezone.localdate()).days == 120
    assert listing.contact_email == "neu@volmetal.example"

    page.get_by_role("link", name="Beenden").click()
    page.get_by_role("button", name="Anzeige beenden").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check_both(page)
    page.get_by_label("Besetzt, über Frühdienst").check()
    page.get_by_role("button", name="Anzeige beenden").click()
    expect(page.get_by_text("ist beendet.")).to_be_visible()
    expect(page.get_by_role("row", name=TITLE).get_by_text("Beendet", exact=True)).to_be_visible()
    listing.refresh_from_db()
    assert (listing.status, listing.outcome) == ("closed", "filled_here")
    answer = page.goto(live_server.url + listing.get_absolute_url())
    assert answer is not None
    assert answer.status == 410
    assert list(listing.events.values_list("action", flat=True)) == [
        "sent", "confirmed", "published", "edited", "extended", "closed",
    ]  # fmt: skip
