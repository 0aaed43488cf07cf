"""Every page for seekers on the narrowest screen and at 200 % zoom: nothing sideways, nothing from elsewhere, no cookie."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import Article

CHROMIUM_SAYS_ITSELF = "Failed to load resource: the server responded with a status of 410"
UNDER_THE_BAR = """() => {
  const bar = document.querySelector(".applybar"), at = document.activeElement;
  if (bar.contains(at)) return false;
  const edge = bar.getBoundingClientRect(), box = at.getBoundingClientRect();
  return edge.height > 0 && box.bottom > edge.top && box.top < edge.bottom;
}"""
FOUND = """() => ({
  "scrolls sideways": document.documentElement.scrollWidth > document.documentElement.clientWidth,
  "several yellow buttons": [...document.querySelectorAll(".btn--sun")].filter(node => node.offsetParent).length > 1,
})"""
BIG_LETTERS = """() => {
  const root = document.documentElement;
  root.style.fontSize = "200%";
  const wide = [...document.querySelectorAll("body *")].filter(node => node.getBoundingClientRect().right > root.clientWidth + 1);
  return root.scrollWidth > root.clientWidth ? wide.map(node => `${node.tagName}.${node.getAttribute("class")}`).join(" ") : "";
}"""
ALLOWED_COOKIES = {"/merkliste/": {"merkliste"}, "/arbeitgeber/stelle-aufgeben/": {"csrftoken"}}


@pytest.fixture
def paths(make_listing, towns) -> list[str]:
    text = "<h2>Aufgaben</h2><ul><li>Beschwerdemanagement und Auftragsbearbeitungskoordinationsunterstützungsleistungen</li></ul><p>Sag Ja.</p>"
    listing = make_listing(
        title="Kundenrückgewinnungsbeschwerdemanagementsachbearbeiter:in (m/w/d)", shifts=["early", "late", "rotating"],
        description_html=text, surcharges={"night": 25, "sunday": 50, "holiday": 125}, weekly_hours=38.5,
        base_salary_origin="text", base_salary_text="2.500 bis 2.700 € brutto.", employer="Ruhrecker Versicherungsdienstleistungsgesellschaft mbH",
    )  # fmt: skip
    by_mail = make_listing(title="Nachtdienst am Telefon", apply_url="", contact_email="jobs@volmetal.example")
    ended = make_listing(title="War gut", valid_through=timezone.now() - timedelta(days=1))
    for number in range(12):
        make_listing("herdecke", title=f"Chat-Beratung {number}", pay=(2400 + 100 * number, 2600 + 100 * number))
    Article.objects.create(
        title="Kundenservicemitarbeiter in Hagen", slug="hagen", teaser="Was dich erwartet.", place=towns["hagen"],
        text="## Ein Arbeitstag\n\nDu hörst zu.\n\n## Gehaltsverhandlungsspielraumabschätzungshilfe\n\nRechne nach.", state="published",
        published_at=timezone.now(),
    )  # fmt: skip
    return [
        "/", "/jobs/", "/jobs/?city=hagen&shift=early&salary=2400-2800&q=Beschwerde", "/jobs/?q=Zeppelin&city=hagen",
        "/jobs/hagen/", listing.get_absolute_url(), ended.get_absolute_url(), "/jobalarm/", "/jobalarm/neu/?city=hagen",
        f"/job/{listing.pk}/melden/", f"/job/{by_mail.pk}/bewerben/", "/ratgeber/", "/ratgeber/hagen/", "/datenschutz/",
        "/datenschutz/meine-daten/", "/arbeitgeber/", "/arbeitgeber/stelle-aufgeben/", "/merkliste/",
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("page", [320], indirect=True)
def test_every_page_fits(live_server, page: Page, paths) -> None:
    """200 % zoom of 1280 pixels leaves a page 640 of them."""
    axe, host = Axe(), live_server.url.partition("://")[2]
    said: list[str] = []
    asked: set[str] = set()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.add(request.url.partition("://")[2].partition("/")[0]))
    wrong: list[tuple[str, object]] = []
    for path in paths:
        page.context.clear_cookies()
        allowed = ALLOWED_COOKIES.get(path, set())
        if path == "/merkliste/":
            page.goto(live_server.url + paths[5])
            page.get_by_role("button", name="Merken", exact=True).click()
        page.goto(live_server.url + path)
        page.evaluate(axe.axe_script)
        for width in (320, 640):
            page.set_viewport_size({"width": width, "height": 844})
            broken = page.evaluate(
                "axe.run({resultTypes: ['violations']}).then(found => found.violations.map(one => one.id))"
            )
            wrong += [(path, f"{width}: {rule}") for rule in broken]
            wrong += [(path, f"{width}: {text}") for text, is_so in page.evaluate(FOUND).items() if is_so]
        for width in (320, 390):
            page.set_viewport_size({"width": width, "height": 844})
            if widest := page.evaluate(BIG_LETTERS):
                wrong.append((path, f"{width}: scrolls sideways with letters of double size: {widest}"))
        wrong += [(path, text) for text in said if CHROMIUM_SAYS_ITSELF not in text]
        wrong += [(path, cookie["name"]) for cookie in page.context.cookies() if cookie["name"] not in allowed]
        said.clear()
    assert not wrong, "\n".join(map(str, wrong))
    assert asked == {host}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("page", [320], indirect=True)
def test_the_apply_bar_covers_nothing_that_has_the_focus(live_server, page: Page, paths) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(live_server.url + paths[5])
    expect(page.locator(".applybar")).to_be_visible()
    reached: set[str] = set()
    while "Quellen" not in reached:
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.innerText || document.activeElement.name"))
        assert len(reached) < 60
        assert not page.evaluate(UNDER_THE_BAR), page.evaluate("document.activeElement.outerHTML")
    assert {"Merken", "Neu rechnen", "Anzeige melden", "Stellen wie diese per E-Mail", "Bewerben"} <= reached
