"""What a browser must load, through the production stack: hashed and compressed files, zipped pages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone

from articles.models import Article
from listings.models import Listing

REPEAT_VISIT, FIRST_VISIT = 40_000, 120_000
"""HTML and CSS of a page that the browser has not seen, without its cache; and everything with fonts."""
PAGES = (
    "/", "/jobs/", "/jobs/?q=telefon&city=hagen&radius=25&shift=early&shift=late", "/jobs/hagen/", "/ratgeber/",
    "/ratgeber/hagen/", "/jobalarm/neu/?city=hagen", "/datenschutz/", "/arbeitgeber/",
)  # fmt: skip


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, object]]:
    root = tmp_path_factory.mktemp("static")
    changed = {
        "STATIC_ROOT": root, "WHITENOISE_USE_FINDERS": False, "WHITENOISE_AUTOREFRESH": False,
        "STORAGES": {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
                     "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}},
    }  # fmt: skip
    with override_settings(**changed):
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin"])
        yield changed


@pytest.fixture
def browser(served, make_listing, towns) -> Client:
    for number in range(40):
        make_listing(title=f"Kundenberatung am Telefon, Gruppe {number}", employer=f"Dialog Nummer {number} GmbH",
                     contract=["permanent"], weekly_hours=30 + number % 10, pay=(2500 + 10 * number, 2900),
                     description_html="<p>Du nimmst Anrufe an und klärst, was zu klären ist.</p>" * 40)  # fmt: skip
    Article.objects.create(title="Arbeiten in Hagen", slug="hagen", teaser="Was dich erwartet.", text="## Ein Tag\n\n" + "Nun. " * 900,
                           place=towns["hagen"], state="published", published_at=timezone.now())  # fmt: skip
    return Client(headers={"accept-encoding": "gzip"})


def sent(browser: Client, path: str) -> int:
    response = browser.get(path)
    assert response.status_code == 200, path
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if not path.endswith(".woff2"):
        assert response["Content-Encoding"] == "gzip", path
    if path.startswith("/static/"):
        assert "immutable" in response["Cache-Control"], path
    return len(body) + len(str(response.headers))


def loads(browser: Client, path: str) -> tuple[int, int]:
    """Bytes of page and style sheets, and of everything."""
    page = browser.get(path, headers={"accept-encoding": "identity"}).content.decode()
    head = page.partition("</head>")[0]
    sheets = re.findall(r'rel="stylesheet" href="([^"]+)"', head)
    linked = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', page))
    fonts = {font for font in linked if font.endswith(".woff2")}
    assert len(sheets) == 2
    assert len(fonts) == 2
    narrow = sent(browser, path) + sum(sent(browser, sheet) for sheet in sheets)
    return narrow, narrow + sum(sent(browser, other) for other in linked - {*sheets})


@pytest.mark.parametrize("path", PAGES)
def test_pages_stay_small(browser, path) -> None:
    weigh(browser, path)


def test_the_page_of_a_listing_stays_small(browser, make_listing) -> None:
    listing = make_listing(
        surcharges={"night": 25, "sunday": 50}, weekly_hours=38.5, contract=["permanent"], base_salary_origin="text",
        base_salary_text="2.500 bis 2.700 € brutto im Monat", description_html="<p>Du nimmst Anrufe an.</p>" * 60,
    )  # fmt: skip
    weigh(browser, listing.get_absolute_url())


def test_a_full_list_of_kept_listings_stays_small(browser) -> None:
    for pk in Listing.objects.values_list("pk", flat=True):
        assert browser.post(f"/merkliste/{pk}/", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303
    weigh(browser, "/merkliste/?ort=58095")


def weigh(browser: Client, path: str) -> None:
    """pytest -rP shows the table."""
    narrow, everything = loads(browser, path)
    print(f"{path}: {sent(browser, path)} page, {narrow} with style sheets, {everything} all")
    assert narrow < REPEAT_VISIT
    assert everything < FIRST_VISIT


def test_fonts_named_by_the_style_sheets_are_those_that_are_preloaded() -> None:
    named = {
        name
        for sheet in (Path(__file__).resolve().parent.parent / "static" / "css").glob("*.css")
        for name in re.findall(r"[\w-]+\.woff2", sheet.read_text())
    }
    base = (Path(__file__).resolve().parent.parent / "templates" / "base.html").read_text()
    assert named == set(re.findall(r"[\w-]+\.woff2", base))
