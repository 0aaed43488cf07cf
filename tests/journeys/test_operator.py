"""The desk in a real browser: an operator's and a moderator's way, with the keyboard, under the content policy."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Page, expect

from listings.admin.roles import rights_of
from listings.importing import run_lock
from listings.importing.progress import Teller
from listings.models import Alarm, FieldOfWorkDecision, Listing, RejectedItem, Source
from tests.desk.conftest import position, served
from tests.journeys.conftest import DESKTOP, PHONE

PASSWORD = "ein-langes-Passwort-7"
DOUBT = "<p>Du pflegst Akten. Ab und zu bist du am Telefon für Kundenanfragen da. Vollzeit.</p>"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def enter(live_server, page: Page, towns) -> Callable[[str], Page]:
    """Logged in through the form; everything the page complains about fails the test."""

    def run(role: str) -> Page:
        user = User.objects.create_user(role, password=PASSWORD, is_staff=True)
        user.user_permissions.set(Permission.objects.filter(rights_of(role)))
        page.goto(f"{live_server.url}/admin/")
        page.get_by_label("Benutzername").fill(role)
        page.get_by_label("Passwort").fill(PASSWORD)
        page.get_by_label("Passwort").press("Enter")
        page.wait_for_url(f"{live_server.url}/admin/")
        return page

    return run


@pytest.fixture
def source(towns) -> Source:
    source = Source.objects.create(
        slug="lenne", name="Lenne", format="personio", employer_name="Lenne GmbH", is_active=True
    )
    served(source, position(1), position(2, "Softwareentwickler", text="Du programmierst."),
           position(3, "Sachbearbeiter (m/w/d)", text=DOUBT), position(4, office="Neustadt an der Lenne"))  # fmt: skip
    Alarm.objects.create(kind="rejected", source=source, message="Die Hälfte der Anzeigen ist abgelehnt.")
    return source


@PHONE
def test_an_operator_finds_what_is_wrong_and_what_the_feed_said(live_server, enter, check, source) -> None:
    page = enter("betrieb")
    check(page)
    page.get_by_role("link", name="1 offener Alarm").focus()
    page.get_by_role("link", name="1 Quelle im Betrieb").press("Enter")
    expect(page.get_by_role("heading", name="Betrieb")).to_be_visible()
    expect(page.get_by_text("Die Hälfte der Anzeigen ist abgelehnt.")).to_be_visible()
    check(page)
    page.get_by_role("link", name="2 abgelehnt bei Lenne").press("Enter")
    page.get_by_role("link", name="Kundenberater (m/w/d)").press("Enter")
    expect(page.get_by_text("Neustadt an der Lenne").first).to_be_visible()
    check(page)
    page.get_by_role("button", name="Noch einmal versuchen").press("Enter")
    expect(page.get_by_text("ist wieder abgelehnt: job_location")).to_be_visible()
    page.goto(f"{live_server.url}/admin/listings/source/{source.pk}/change/")
    check(page)
    page.get_by_role("button", name="Probe: noch einmal lesen").press("Enter")
    expect(page.get_by_text("4 gelesen = 0 neu + 0 geändert + 1 unverändert")).to_be_visible()
    check(page)
    run = source.runs.first()
    assert run is not None
    page.goto(f"{live_server.url}/admin/listings/importrun/{run.pk}/change/")
    check(page)


@DESKTOP
def test_a_running_import_moves_by_itself_and_its_end_is_seen(live_server, enter, check, source) -> None:
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [run_lock.ROOM, source.pk])
        teller = Teller(source)
        teller.tell("read", 1200, 0.4)
        page = enter("betrieb")
        page.goto(f"{live_server.url}/admin/listings/source/betrieb/")
        expect(page.get_by_text("liest, 1200 gelesen")).to_be_visible()
        check(page)
        teller.tell("write", 3000)
        expect(page.get_by_text("schreibt, 3000 gelesen")).to_be_visible()
    finally:
        other.close()
    expect(page.get_by_text("läuft gerade")).to_have_count(0)


@DESKTOP
def test_a_closed_board_is_withdrawn_after_a_question(live_server, enter, check, source) -> None:
    page = enter("betrieb")
    page.goto(f"{live_server.url}/admin/listings/source/{source.pk}/change/")
    page.get_by_role("link", name="Dieser Bestand ist wirklich geschlossen").press("Enter")
    check(page)
    assert Listing.objects.live().count() == 1
    page.get_by_role("button", name="Ja, 2 Stellen zurückziehen").press("Enter")
    expect(page.get_by_text("2 Stellen von „Lenne“ sind zurückgezogen.")).to_be_visible()
    assert not Listing.objects.live().exists()


@DESKTOP
def test_an_operator_decides_about_losses_on_their_page(live_server, enter, check, source, make_listing) -> None:
    for number in range(8):
        make_listing(source=source, external_id=f"m{number}", missing_since=timezone.now(), missing_runs=1)
    page = enter("betrieb")
    page.goto(f"{live_server.url}/admin/listings/sourcewithlosses/{source.pk}/change/")
    check(page)
    page.get_by_role("button", name="Der Feed irrt: behalten").press("Enter")
    expect(page.get_by_text("8 Anzeigen bleiben online.")).to_be_visible()


@PHONE
def test_a_moderator_decides_about_titles(live_server, enter, check, source) -> None:
    page = enter("moderation")
    page.get_by_role("link", name="1 zurückgehaltene Stelle").press("Enter")
    check(page)
    page.get_by_role("link", name="Wir sind nicht sicher").press("Enter")
    page.locator("select[name=action]").select_option(label="Veröffentlichen")
    page.locator("input.action-select").press("Space")
    page.get_by_role("button", name="Ausführen").press("Enter")
    page.wait_for_load_state()
    decision = FieldOfWorkDecision.objects.get()
    assert (decision.title_pattern, decision.belongs) == ("sachbearbeiter", True)
    page.goto(f"{live_server.url}/admin/listings/fieldofworkdecision/{decision.pk}/change/")
    check(page)
    page.get_by_label("Titel").fill("Kunden*")
    expect(page.get_by_text("„kunden*“ trifft 1 Anzeige, davon 0 zurückgehalten.")).to_be_visible()
    item = RejectedItem.objects.get(title__startswith="Software")
    page.goto(f"{live_server.url}/admin/listings/rejecteditem/{item.pk}/change/")
    page.get_by_role("button", name="Gehört doch hierher").press("Enter")
    page.wait_for_load_state()
    assert FieldOfWorkDecision.objects.filter(title_pattern="softwareentwickler", belongs=True).exists()


@DESKTOP
def test_a_moderator_sees_groups_and_takes_one_apart(live_server, enter, check, source, make_listing) -> None:
    board = Source.objects.create(slug="b", name="Börse", format="indeed", employer_name="B")
    head = make_listing(source=source, external_id="g", title="Gezeigte")
    row = make_listing(source=board, external_id="h", title="Verborgene", is_hidden_duplicate=True, duplicate_of=head)
    page = enter("moderation")
    page.goto(f"{live_server.url}/admin/listings/double/gruppen/")
    check(page)
    page.get_by_role("button", name="„Verborgene“ von Börse ist eine eigene Stelle").press("Enter")
    page.wait_for_load_state()
    row.refresh_from_db()
    assert not row.is_hidden_duplicate


@DESKTOP
def test_a_hold_by_a_finding_asks_for_a_reason(live_server, enter, check, make_listing) -> None:
    finding = {"rule": "x", "level": "hold", "words": "Gebühr vorab", "reason": "Verlangt Geld.", "suggestion": ""}
    row = make_listing(status="held", findings=[finding])
    page = enter("moderation")
    page.goto(f"{live_server.url}/admin/listings/listing/{row.pk}/change/")
    page.get_by_role("button", name="Veröffentlichen").press("Enter")
    check(page)
    page.get_by_label("Warum sind sie in Ordnung?").fill("Rückruf beim Arbeitgeber")
    page.get_by_role("button", name="1 Stelle veröffentlichen").press("Enter")
    page.wait_for_load_state()
    row.refresh_from_db()
    assert row.status == "published"


def test_the_desk_keeps_to_the_content_policy(live_server, enter, source) -> None:
    """No page asks for inline script or style, or fails to load a file of its own."""
    first = enter("betrieb")
    User.objects.get().user_permissions.set(Permission.objects.filter(content_type__app_label="listings"))
    assert first.context.browser is not None
    strict = first.context.browser.new_context(storage_state=first.context.storage_state(), locale="de-DE")
    page, said = strict.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    run = source.runs.first()
    item, listing = RejectedItem.objects.first(), Listing.objects.get(status="held")
    assert run is not None
    assert item is not None
    for path in ("", "source/betrieb/", f"source/{source.pk}/change/", f"source/{source.pk}/geschlossen/", "importrun/",
                 f"importrun/{run.pk}/change/", "rejecteditem/", f"rejecteditem/{item.pk}/change/", "rawdocument/",
                 "alarm/", "listing/wartet/", f"listing/{listing.pk}/change/", "fieldofworkdecision/add/",
                 "double/gruppen/", "sourcewithlosses/", f"listing/{listing.pk}/pruefen/"):  # fmt: skip
        answer = page.goto(f"{live_server.url}/admin/{'listings/' if path else ''}{path}")
        assert answer is not None
        assert (path, answer.status, said) == (path, 200, [])
    page.goto(f"{live_server.url}/admin/listings/fieldofworkdecision/add/")
    page.get_by_label("Titel").fill("kunden*")
    expect(page.get_by_text("trifft 1 Anzeige")).to_be_visible()
    strict.close()
