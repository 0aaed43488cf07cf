"""An employer's feed from its address to a row in the search, in a real browser and with a real worker."""

from collections.abc import Callable, Iterator

import pytest
from celery.contrib.testing.worker import start_worker
from django.contrib.auth.models import Permission, User
from playwright.sync_api import Page, expect

from listings.admin.roles import ROLES
from listings.models import Employer, FeedProposal, Listing, Source
from listings.submitting import feed_views
from portal.celery import app
from tests.access.conftest import link_of, make_employer, make_member  # noqa: F401
from tests.importing.conftest import Web, web  # noqa: F401
from tests.importing.test_hookup import feed, position
from tests.journeys.conftest import DESKTOP

PASSWORD = "ein-langes-Passwort-7"
BOSS = "chefin@volmetal.example"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def worker(towns, monkeypatch) -> Iterator[None]:
    """Pages that wait for it look again every second."""
    monkeypatch.setattr(feed_views, "SOON", 1)
    app.control.purge()
    with start_worker(app, pool="threads", concurrency=1, perform_ping_check=False, shutdown_timeout=20):
        yield
    app.control.purge()


@pytest.fixture
def employer(make_employer, make_member) -> Employer:  # noqa: F811
    found: Employer = make_employer(domain="volmetal.example")
    make_member(found, BOSS, "owner")
    return found


def log_in_to_admin(page: Page, address: str) -> None:
    user = User.objects.create_user("moderation", password=PASSWORD, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__model__in=ROLES["moderation"]))
    page.goto(address)
    page.get_by_label("Benutzername").fill("moderation")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.keyboard.press("Enter")


@DESKTOP
def test_a_feed_is_hooked_up(
    live_server, page: Page, check: Callable[[Page], None], web: Web, employer, worker  # noqa: F811
) -> None:  # fmt: skip
    def arrive(heading: str) -> None:
        page.get_by_role("heading", name=heading, exact=True).wait_for()
        page.wait_for_load_state()
        check(page)

    def go(path: str) -> None:
        page.goto(live_server.url + path)

    web.answers["/stellen.xml"] = [(200, {}, feed(
        position(1, "Kundenberater Strom (m/w/d)"), position(2, "Serviceberater Gas", text="<p>Kundenservice am Telefon.</p>"),
        position(3, town="Nirgendwodorf"), position(4, "Softwareentwickler"), position(5, "Kundenberater Wasser", text=""),
    ))]  # fmt: skip
    go("/arbeitgeber/feeds/")
    page.get_by_label("Deine E-Mail-Adresse").fill(BOSS)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Schau in deine Mails").wait_for()
    go(link_of("anmelden"))
    page.get_by_role("button", name="Jetzt anmelden").click()
    arrive("Deine Feeds")
    page.get_by_role("link", name="Feed eintragen").click()
    page.get_by_label("Adresse des Feeds").fill("https://ich:geheim@volmetal.example/stellen.xml")
    page.keyboard.press("Enter")
    page.get_by_role("alert").get_by_role("link", name="Zugangsdaten").wait_for()
    arrive("Feed eintragen")
    page.get_by_label("Adresse des Feeds").fill(f"{web.address}/stellen.xml")
    page.get_by_role("button", name="Zur Probe lesen").click()
    expect(page.get_by_role("heading", name="Das haben wir gefunden")).to_be_visible()
    arrive("Feed von Volmetal Service GmbH")
    expect(page.locator("article.job")).to_have_count(3)
    page.get_by_role("link", name="Serviceberater Gas").click()
    expect(page.locator("#gelesen-2")).to_contain_text("Gehalt nicht genannt")
    assert not Listing.objects.exists()
    page.get_by_role("button", name="Zur Prüfung geben").click()
    page.get_by_role("status").filter(has_text="zur Prüfung abgegeben").wait_for()
    page_of_feed = page.url

    log_in_to_admin(page, f"{live_server.url}/admin/listings/feedproposal/")
    page.get_by_role("link", name="Volmetal Service GmbH").click()
    expect(page.get_by_text("gehört zu keiner Domain")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Annehmen und regelmäßig holen").click()
    expect(page.get_by_text("Angenommen:")).to_be_visible()

    page.goto(page_of_feed)
    expect(page.get_by_text("Wir haben 5 Anzeigen gefunden.")).to_be_visible()
    arrive("Feed von Volmetal Service GmbH")
    assert FeedProposal.objects.get().decided_by == User.objects.get()
    assert Source.objects.get().runs.get().created == 2
    go("/jobs/?city=hagen")
    expect(page.get_by_role("link", name="Kundenberater Strom")).to_be_visible()
    go("/arbeitgeber/feeds/")
    expect(page.get_by_text("Läuft", exact=True)).to_be_visible()
    arrive("Deine Feeds")
    go("/arbeitgeber/feeds/format/")
    arrive("Stellen als Feed liefern")
    page.goto(page_of_feed)
    page.get_by_role("link", name="Feed stoppen").click()
    arrive("Feed stoppen")
    page.get_by_role("button", name="Feed stoppen").click()
    page.get_by_role("status").filter(has_text="Gestoppt").wait_for()
