"""Somebody reports a listing, a moderator takes it down, the employer appeals, another moderator restores it: in a real browser."""

import pytest
from django.contrib.auth.models import Permission, User
from django.core import mail
from playwright.sync_api import Page, expect

from listings import notices
from listings.admin.roles import ROLES
from listings.models import Listing, ReasonTemplate
from tests.journeys.conftest import PHONE
from tests.reporting.conftest import link_in

PASSWORD = "ein-langes-Passwort-7"


def last_to(address: str) -> str:
    notices.deliver()
    return [message.body for message in mail.outbox if message.to == [address]][-1]


@pytest.mark.django_db(transaction=True)
@PHONE
def test_from_a_report_to_the_decision_about_an_appeal(live_server, page: Page, check, make_listing) -> None:
    listing = make_listing(title="Startpaket am Telefon", submitter_email="chefin@volmetal.example")
    ReasonTemplate.objects.all().delete()
    ReasonTemplate.objects.create(
        title="Verlangt Geld vorab", text="Niemand darf vorher Geld verlangen.", legal_ground="Regeln"
    )
    asked = set()
    page.on("request", lambda request: asked.add(request.url.split("/")[2]))
    page.goto(live_server.url + listing.get_absolute_url())
    page.get_by_role("link", name="Anzeige melden").click()
    page.get_by_role("button", name="Anzeige melden").click()
    expect(page.get_by_role("alert")).to_contain_text("Wähl aus, was nicht stimmt")
    check(page)
    page.get_by_label("Betrug").check()
    page.get_by_label("Was ist falsch").fill("Ich sollte 80 € für ein Startpaket zahlen.")
    page.get_by_label("Dein Name").fill("Kim Şahin")
    page.get_by_label("Deine E-Mail-Adresse").fill("kim@mail.example")
    page.get_by_label("Nach bestem Wissen").check()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Danke für deine Meldung")).to_be_visible()
    check(page)
    assert page.context.cookies() == []
    assert asked == {live_server.url.split("/")[2]}
    assert "Meldung M" in last_to("kim@mail.example").replace("Nummer M", "Meldung M")

    for name in ("erste", "zweite"):
        user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
        user.user_permissions.set(Permission.objects.filter(content_type__model__in=ROLES["moderation"]))

    def log_in(name: str) -> None:
        page.context.clear_cookies()
        page.goto(f"{live_server.url}/admin/")
        page.get_by_label("Benutzername").fill(name)
        page.get_by_label("Passwort").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_role("link", name="gemeldete Anzeige").click()

    log_in("erste")
    page.get_by_role("link", name="Startpaket am Telefon").click()
    expect(page.get_by_text("Kim Şahin, kim@mail.example")).to_be_visible()
    check(page)
    page.get_by_label("heruntergenommen").check()
    page.get_by_label("Verlangt Geld vorab").check()
    page.get_by_role("button", name="Entscheiden und mitteilen").click()
    expect(page.get_by_text("Startpaket am Telefon“: heruntergenommen.")).to_be_visible()
    assert "Niemand darf vorher Geld verlangen." in last_to("kim@mail.example")

    page.goto(live_server.url + link_in(last_to("chefin@volmetal.example")))
    check(page)
    page.get_by_label("Warum ist die Entscheidung falsch?").fill("Das Startpaket ist kostenlos.")
    page.get_by_role("button", name="Beschwerde einlegen").click()
    expect(page.get_by_role("heading", name="Deine Beschwerde ist da")).to_be_visible()
    check(page)

    log_in("zweite")
    expect(page.get_by_text("eben, Beschwerde")).to_be_visible()
    check(page)
    page.get_by_role("link", name="Startpaket am Telefon").click()
    page.get_by_label("keine Maßnahme").check()
    page.get_by_label("Kein Verstoß").check()
    page.get_by_role("button", name="Entscheiden und mitteilen").click()
    expect(page.get_by_text("keine Maßnahme.")).to_be_visible()
    assert "wieder so online" in last_to("chefin@volmetal.example")
    assert Listing.objects.get().is_live
    page.get_by_role("link", name="Kennzahlen").click()
    expect(page.get_by_text("davon 1 mit anderem Ergebnis")).to_be_visible()
    check(page)
