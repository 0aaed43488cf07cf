"""A moderator's way with the keyboard alone: three listings approved, returned and rejected, and an edit looked through."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from listings.admin.roles import rights_of
from listings.models import Draft, EmployerClaim, Listing, ListingEvent, PendingEdit, Person, ReasonTemplate
from tests.journeys.conftest import DESKTOP, PHONE

PASSWORD = "ein-langes-Passwort-7"
YOUNG = {"rule": "young_team", "level": "warning", "words": "junges Team", "reason": "Klingt nach Alter.",
         "suggestion": "Sag es anders."}  # fmt: skip
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def enter(live_server, page: Page, towns) -> Callable[[], Page]:
    def run() -> Page:
        user = User.objects.create_user("moderation", password=PASSWORD, is_staff=True)
        user.user_permissions.set(Permission.objects.filter(rights_of("moderation")))
        ReasonTemplate.objects.all().delete()
        for number, (title, is_for_changes) in enumerate(
            (("Gehalt unklar", True), ("Formulierung benachteiligt", True), ("Kein Kundenservice", False))
        ):
            ReasonTemplate.objects.create(title=title, text=f"{title}, im Text.", legal_ground=f"Regel {number}",
                                          is_for_changes=is_for_changes, position=number)  # fmt: skip
        page.goto(f"{live_server.url}/admin/")
        page.keyboard.type("moderation")
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{live_server.url}/admin/")
        return page

    return run


@pytest.fixture
def rows(make_listing) -> list[Listing]:
    found = []
    for hours, title in ((3, "Erste"), (2, "Zweite"), (1, "Dritte")):
        row = make_listing(
            title=title, status="in_review", published_at=None, submitter_email="chefin@volmetal.example",
            description_text="Dich erwartet ein junges Team.", findings=[YOUNG],
        )  # fmt: skip
        Listing.objects.filter(pk=row.pk).update(first_seen_at=timezone.now() - timedelta(hours=hours))
        found.append(row)
    return found


@DESKTOP
def test_three_listings_are_decided_with_the_keyboard_alone(live_server, enter, check, rows) -> None:
    page = enter()
    page.goto(f"{live_server.url}/admin/listings/listing/wartet/")
    check(page)
    page.get_by_role("link", name="Der Reihe nach prüfen").press("Enter")
    expect(page.get_by_role("heading", name="Prüfen: Erste")).to_be_visible()
    expect(page.get_by_text("1 von 3")).to_be_visible()
    expect(page.locator(".finding-text mark")).to_have_text("junges Team")
    check(page)
    page.keyboard.press("w")
    expect(page.get_by_role("heading", name="Prüfen: Zweite")).to_be_visible()
    page.keyboard.press("z")
    expect(page.get_by_role("heading", name="Prüfen: Erste")).to_be_visible()
    page.keyboard.press("v")
    expect(page.get_by_text("„Erste“: veröffentlicht.")).to_be_visible()
    expect(page.get_by_role("heading", name="Prüfen: Zweite")).to_be_visible()
    page.keyboard.press("r")
    page.keyboard.press("2")
    asking = page.get_by_role("textbox", name="Text an den Arbeitgeber").first
    expect(asking).to_have_value("Formulierung benachteiligt, im Text.")
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    page.keyboard.type(" Am besten bis morgen, vielen Dank.")
    check(page)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Prüfen: Dritte")).to_be_visible()
    page.keyboard.press("x")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Keine Stelle. Alles ist entschieden.")).to_be_visible()
    check(page)
    assert [row.status for row in Listing.objects.order_by("pk")] == ["published", "returned", "rejected"]
    statements = list(ListingEvent.objects.exclude(statement="").order_by("pk").values_list("statement", flat=True))
    assert [message.body for message in mail.outbox[1:]] == statements
    assert "Formulierung benachteiligt, im Text. Am besten bis morgen, vielen Dank." in statements[0]
    assert "Regel 2" in statements[1]
    page.goto(f"{live_server.url}/admin/listings/listing/{rows[1].pk}/change/")
    page.get_by_text("Begründung, wie sie verschickt wurde").press("Enter")
    expect(page.get_by_text("Hallo,")).to_be_visible()
    check(page)


@DESKTOP
def test_keys_can_be_switched_off_and_stay_so(live_server, enter, rows) -> None:
    page = enter()
    page.goto(f"{live_server.url}/admin/listings/listing/pruefen/")
    page.get_by_label("Tasten").press("Space")
    page.keyboard.press("v")
    page.reload()
    expect(page.get_by_label("Tasten")).not_to_be_checked()
    page.keyboard.press("v")
    expect(page.get_by_role("heading", name="Prüfen: Erste")).to_be_visible()
    assert Listing.objects.filter(status="in_review").count() == 3


@PHONE
def test_an_edit_and_a_claim_are_looked_at_and_decided(live_server, enter, check, make_listing) -> None:
    row = make_listing(title="Kundenberater Strom")
    person = Person.objects.create(email="chefin@volmetal.example")
    found = {"title": [row.title, "Kundenberater Gas"], "base_salary_min": ["2500.00", "2650.00"]}
    PendingEdit.objects.create(listing=row, draft=Draft.objects.create(), person=person, changes=found)
    EmployerClaim.objects.create(person=person, employer=row.hiring_organization, statement="Ich leite den Betrieb.")
    page = enter()
    page.get_by_role("link", name="1 wartende Änderung").press("Enter")
    expect(page.get_by_role("link", name="Kundenberater Strom")).to_be_visible()
    check(page)
    page.get_by_role("link", name="Kundenberater Strom").press("Enter")
    expect(page.locator("ins").first).to_contain_text("Gas")
    check(page)
    page.keyboard.press("x")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Änderung abgelehnt.")).to_be_visible()
    page.goto(f"{live_server.url}/admin/listings/employerclaim/")
    page.get_by_role("link", name="chefin@volmetal.example").press("Enter")
    expect(page.get_by_text("Ich leite den Betrieb.")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Glauben und freischalten").press("Enter")
    expect(page.get_by_text("Angenommen: chefin@volmetal.example für")).to_be_visible()
    check(page)
