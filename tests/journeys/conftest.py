"""A real browser. Found by CHROMIUM or on PATH; skipped otherwise, or failed with REQUIRE_BROWSER."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connections
from playwright.sync_api import Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(params=[390, 1280])
def page(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """The content policy is bypassed only so that axe can be injected."""
    if not CHROMIUM:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("Chromium is required and was not found")
        pytest.skip("Chromium was not found")
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(viewport={"width": request.param, "height": 844}, bypass_csp=True, locale="de-DE")
        context.set_default_timeout(10_000)
        yield context.new_page()
        connections.close_all()  # the browser's event loop had a connection of its own
        browser.close()
    connections.close_all()


@pytest.fixture
def check() -> Callable[[Page], None]:
    """No rule of axe broken, no sideways scrolling."""

    def run(page: Page) -> None:
        found = Axe().run(page).response["violations"]
        assert not found, [(v["id"], v["nodes"][0]["target"]) for v in found]
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

    return run
