"""A real browser. Found by CHROMIUM or on PATH; skipped otherwise, or failed with REQUIRE_BROWSER."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connections
from playwright.sync_api import Browser, Page, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PATIENCE = 20_000
"""Milliseconds; only what fails takes them, and a slow machine is no fault of a page."""
expect.set_options(timeout=PATIENCE)


PHONE = pytest.mark.parametrize("page", [390], indirect=True)
DESKTOP = pytest.mark.parametrize("page", [1280], indirect=True)
"""For a long way whose pages are looked at in the other width elsewhere."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One for the tests of a module; each of them has a context, and so cookies and a cache, of its own."""
    if not CHROMIUM:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("Chromium is required and was not found")
        pytest.skip("Chromium was not found")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS) as started:
            yield started
        connections.close_all()  # the browser's event loop had a connection of its own
    connections.close_all()


@pytest.fixture(params=[390, 1280])
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """The content policy is bypassed only so that axe can be injected."""
    size = {"width": request.param, "height": 844}
    with chromium.new_context(viewport=size, bypass_csp=True, locale="de-DE") as context:
        context.set_default_timeout(PATIENCE)
        yield context.new_page()


@pytest.fixture
def check() -> Callable[[Page], None]:
    """No rule of axe broken, no sideways scrolling."""

    def run(page: Page) -> None:
        page.wait_for_load_state()  # a click returns as soon as the next page begins
        found = Axe().run(page).response["violations"]
        assert not found, [(v["id"], v["nodes"][0]["target"]) for v in found]
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

    return run
