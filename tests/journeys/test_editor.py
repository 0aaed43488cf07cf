"""An editor's way under the real content policy: write, preview, plan, publish, change the address, restore; a copy is refused."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles import addresses, tasks
from articles.models import Article, WorkingCopy
from tests.writing.conftest import FACTS, body, photo

PASSWORD = "ein-langes-Passwort-7"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.parametrize("page", [1280], indirect=True)]
WORD = "<p onclick='x()'>Aus <b>Word</b><img src='https://t.example/p.gif'></p><script>alert(1)</script>"


@pytest.fixture
def strict(page: Page) -> Iterator[Page]:
    """Without the bypass of the policy; whatever it blocks is a failure."""
    context = page.context.browser.new_context(viewport={"width": 1280, "height": 900}, locale="de-DE")
    context.set_default_timeout(10_000)
    found, blocked = context.new_page(), []
    found.on("console", lambda message: blocked.append(message.text) if "Content Security" in message.text else None)
    found.on("pageerror", lambda error: blocked.append(str(error)))
    yield found
    assert blocked == []
    context.close()


def test_a_guide_from_the_first_word_to_its_second_address(live_server, strict: Page, check: Callable, towns) -> None:
    user = User.objects.create_user("mira", "mira@redaktion.example", PASSWORD, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__model__in=["article", "articleimage"]))
    page = strict
    page.goto(f"{live_server.url}/admin/login/?next=/admin/articles/article/add/")
    page.get_by_label("Benutzername").fill("mira")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_label("Titel", exact=True).fill("Arbeiten in Hagen")
    page.get_by_label("Anrisstext").fill("Wie es sich hier arbeitet.")
    page.get_by_label("Ort", exact=True).fill("Hagen")
    text = page.get_by_label("Text (Markdown)")
    text.fill(body("hagen") + FACTS)
    text.press("Control+End")
    text.evaluate("""(field, html) => {
        const data = new DataTransfer();
        data.setData("text/html", html);
        field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }""", WORD)  # fmt: skip
    expect(text).to_have_value(re.compile(r"Aus \*\*Word\*\*$"))
    page.get_by_text("Link einfügen").first.press("Enter")
    page.get_by_label("Ort, Titel oder Adresse").fill("Herdecke")
    page.keyboard.press("Enter")
    page.get_by_text("Bild einfügen").first.press("Enter")
    page.get_by_label("Datei").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": photo().read()})
    page.get_by_label("Was zu sehen ist").fill("Bahnsteig am Morgen")
    page.get_by_label("Bildnachweis").fill("R. Voss")
    page.get_by_role("button", name="Hochladen und einfügen").press("Enter")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Arbeiten in Hagen")).to_be_visible()
    expect(frame.locator("figure.picture img")).to_have_attribute("alt", "Bahnsteig am Morgen")
    expect(frame.get_by_role("link", name="Herdecke").first).to_have_attribute("href", "/jobs/herdecke/")
    expect(page.locator(".serp__title")).to_have_text("Arbeiten in Hagen | Frühdienst")
    expect(page.get_by_text("Entwurf behalten um")).to_be_visible()
    check(page)
    page.goto(f"{live_server.url}/admin/articles/article/add/")
    page.get_by_role("link", name="Diesen Stand übernehmen").press("Enter")
    expect(page).to_have_url(re.compile(r"stand=1$"))
    expect(page.get_by_role("group", name="Text gestalten")).to_be_visible()
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Gespeichert als Fassung 1.")).to_be_visible()
    page.get_by_role("button", name="Jetzt prüfen").press("Enter")
    expect(page.get_by_text("Nichts gefunden. Der Artikel kann online gehen.")).to_be_visible()
    later = timezone.localtime() + timedelta(hours=2)
    page.get_by_label("Veröffentlichen am").fill(later.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_role("button", name="Planen").press("Enter")
    expect(page.get_by_text("Geplant für").first).to_be_visible()
    assert not WorkingCopy.objects.exists()
    article = Article.objects.get()
    Article.objects.update(publish_at=timezone.now())
    assert tasks.publish_due() == 1
    assert page.request.get(f"{live_server.url}/ratgeber/arbeiten-in-hagen/").ok
    page.reload()
    page.get_by_label("Adresse", exact=True).fill("hagen")
    page.get_by_role("button", name="Änderungen veröffentlichen").press("Enter")
    expect(page.get_by_text("Gespeichert als Fassung 2. Veröffentlicht.")).to_be_visible()
    assert addresses.resolve("arbeiten-in-hagen") == addresses.Moved("hagen")
    page.get_by_role("link", name="Fassungen").press("Enter")
    page.get_by_role("link", name="Änderungen der Fassung 2").press("Enter")
    expect(page.locator("del")).to_have_text(re.compile("arbeiten-in-"))
    check(page)
    page.go_back()
    page.get_by_role("button", name="Wiederherstellen der Fassung 1").press("Enter")
    expect(page.get_by_text("Fassung 1 ist wiederhergestellt, als Fassung 3.")).to_be_visible()
    article.refresh_from_db()
    assert article.slug == "hagen"
    page.goto(f"{live_server.url}/admin/articles/article/add/")
    page.get_by_label("Titel", exact=True).fill("Arbeiten in Dortmund")
    page.get_by_label("Anrisstext").fill("Wie es sich hier arbeitet.")
    page.get_by_label("Ort", exact=True).fill("Dortmund")
    page.get_by_label("Text (Markdown)").fill(article.text.replace("Hagen", "Dortmund").replace("hagen", "dortmund"))
    page.get_by_role("button", name="Veröffentlichen", exact=True).press("Enter")
    expect(page.locator(".gate__block")).to_contain_text(
        "des Textes stehen fast gleich im Ratgeber „Arbeiten in Hagen“"
    )
    expect(page.get_by_role("group", name="Gleiche Stellen")).to_contain_text("Dort")
    check(page)
    assert Article.objects.get(slug="arbeiten-in-dortmund").state == "draft"
