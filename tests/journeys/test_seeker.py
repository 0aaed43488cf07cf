"""The seeker's way in a real browser: start, Hagen 25 km, early shift and a pay band, a listing, the guide."""

import os
import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Page, sync_playwright

from articles.models import Article

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(params=[390, 1280])
def page(request) -> Iterator[Page]:
    if not CHROMIUM:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("Chromium is required and was not found")
        pytest.skip("Chromium was not found")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        context = browser.new_context(viewport={"width": request.param, "height": 844}, bypass_csp=True)
        yield context.new_page()
        connections.close_all()  # the browser's event loop had a connection of its own
        browser.close()
    connections.close_all()


def check(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert not found, [(v["id"], v["nodes"][0]["target"]) for v in found]
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.django_db(transaction=True)
def test_from_the_start_page_to_a_listing_and_the_guide(live_server, page, make_listing, towns) -> None:
    make_listing(title="Kundenberater:in Strom")
    make_listing("herdecke", title="Nachtdienst am Telefon", shifts=["night"], pay=(3300, 3400))
    Article.objects.create(
        title="Customer Service in Hagen", slug="customer-service-in-hagen", teaser="Was dich erwartet.",
        text="Hagen.\n\n## Ein Arbeitstag\n\nDu hörst zu.", place=towns["hagen"], published_at=timezone.now(),
    )  # fmt: skip
    page.goto(live_server.url)
    check(page)
    page.get_by_label("Ort oder Postleitzahl").fill("Hagen")
    page.get_by_role("button", name="Jobs zeigen").click()
    assert page.locator("[data-total]").get_attribute("data-total") == "2"
    page.locator("details.filter").evaluate("node => node.open = true")
    page.get_by_label("Früh").check()
    page.get_by_label("2.400 bis 2.800 €").check()
    check(page)
    page.get_by_role("button", name="Filter anwenden").click()
    assert page.locator("article[data-listing]").count() == 1
    check(page)
    page.get_by_role("link", name="Kundenberater:in Strom").click()
    assert "2.500–2.700" in page.content()
    check(page)
    page.goto(live_server.url + "/jobs/hagen/")
    check(page)
    page.get_by_role("link", name="Ratgeber lesen").click()
    assert page.get_by_role("heading", name="Ein Arbeitstag").is_visible()
    check(page)
