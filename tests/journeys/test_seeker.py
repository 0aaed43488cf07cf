"""The seeker's way in a real browser: start, Hagen 25 km, early shift and a pay band, a listing, the guide."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article
from tests.journeys.conftest import PHONE


@pytest.mark.django_db(transaction=True)
def test_from_the_start_page_to_a_listing_and_the_guide(live_server, page, check, make_listing, towns) -> None:
    make_listing(title="Kundenberater:in Strom")
    make_listing("herdecke", title="Nachtdienst am Telefon", shifts=["night"], pay=(3300, 3400))
    Article.objects.create(
        title="Customer Service in Hagen", slug="customer-service-in-hagen", teaser="Was dich erwartet.",
        text="Hagen.\n\n## Ein Arbeitstag\n\nDu hörst zu.", place=towns["hagen"],
        state="published", published_at=timezone.now(),
    )  # fmt: skip
    page.goto(live_server.url)
    check(page)
    page.get_by_label("Ort oder Postleitzahl").fill("Hagen")
    page.get_by_role("button", name="Jobs zeigen").click()
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "2")
    page.locator("details.filter").evaluate("node => node.open = true")
    page.get_by_label("Früh").check()
    page.get_by_label("2.400 bis 2.800 €").check()
    check(page)
    page.get_by_role("button", name="Filter anwenden").click()
    expect(page.locator("article[data-listing]")).to_have_count(1)
    check(page)
    page.get_by_role("link", name="Kundenberater:in Strom").click()
    expect(page.get_by_text("2.500–2.700").first).to_be_visible()
    check(page)
    page.goto(live_server.url + "/jobs/hagen/")
    check(page)
    page.get_by_role("link", name="Ratgeber lesen").click()
    expect(page.get_by_role("heading", name="Ein Arbeitstag")).to_be_visible()
    expect(page.get_by_role("link", name="Per Mail weitergeben")).to_be_visible()
    check(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Ein Arbeitstag")).to_be_visible()
    expect(page.get_by_role("navigation", name="Hauptmenü")).not_to_be_visible()
    expect(page.get_by_role("heading", name="Passende Stellen")).not_to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Ratgeber", exact=True).first.click()
    expect(page.get_by_role("heading", name="NRW")).to_be_visible()
    check(page)


@pytest.mark.django_db(transaction=True)
def test_filters_pages_and_back_work_without_a_reload(live_server, page, check, make_listing) -> None:
    for number in range(25):
        make_listing(title=f"Frühdienst {number}")
    make_listing("herdecke", title="Nachtdienst am Telefon", shifts=["night"])
    page.goto(live_server.url + "/jobs/?city=hagen")
    page.evaluate("window.isSamePage = true")
    page.locator("details.filter").evaluate("node => node.open = true")
    night = page.locator("input[name=shift][value=night]")
    night.focus()
    page.keyboard.press("Space")
    page.wait_for_url("**/jobs/?*shift=night*")
    page.wait_for_selector("[data-total='1']")
    expect(night).to_be_focused()
    expect(page.locator("#ansage")).to_have_text("1 Job rund um Hagen")
    assert page.evaluate("window.isSamePage")
    check(page)
    page.go_back()
    page.wait_for_selector("[data-total='26']")
    expect(night).not_to_be_checked()
    page.get_by_role("link", name="Nächste Stellen").click()
    page.wait_for_selector("text=Seite 2 von 2", state="attached")
    expect(page.locator("article[data-listing]")).to_have_count(6)
    expect(page.locator("h1")).to_be_focused()
    page.get_by_label("Ort oder Postleitzahl").fill("Herdecke")
    page.keyboard.press("Enter")
    page.wait_for_url("**city=Herdecke*")
    assert page.evaluate("window.isSamePage")


@pytest.mark.django_db(transaction=True)
@PHONE
def test_the_town_around_you_is_filled_in_on_a_click(live_server, page, make_listing) -> None:
    make_listing()
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 51.36, "longitude": 7.47})
    page.goto(live_server.url + "/jobs/")
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    page.get_by_role("button", name="In meiner Nähe").click()
    page.wait_for_url("**city=Hagen*")
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "1")
    assert all(url.startswith(live_server.url) and "51.3" not in url for url in sent)
    page.get_by_label("Ort oder Postleitzahl").fill("")
    page.get_by_label("Ort oder Postleitzahl").press_sequentially("dort")
    page.wait_for_selector("#orte option[value=Dortmund]", state="attached")


@pytest.mark.django_db(transaction=True)
@PHONE
def test_where_values_come_from_opens_by_keyboard(live_server, page, check, make_listing) -> None:
    note = {
        "origin": "text",
        "words": "… dazu gehört auch der Frühdienst ab 6 Uhr, und zwar jede zweite Woche im Wechsel …",
    }
    listing = make_listing(
        employer_kind="staffing", base_salary_origin="text", base_salary_text="2.500 bis 2.700 € brutto im Monat",
        evidence={"shifts": {"early": note}, "employment_type": {"full_time": {"origin": "structured", "words": ""}}},
    )  # fmt: skip
    page.goto(live_server.url + listing.get_absolute_url())
    summary = page.get_by_text("Woher wissen wir das?")
    expect(page.get_by_text(note["words"])).not_to_be_visible()
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(note["words"])).to_be_visible()
    expect(page.get_by_text("Angabe des Arbeitgebers", exact=True)).to_be_visible()
    expect(page.get_by_text("Zeitarbeit.", exact=True)).to_be_visible()
    check(page)
