"""A stated figure drifts: the night tells the editors, the desk shows it with a suggestion, an editor answers."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core import mail
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles import tasks
from articles.claims.indexing import index
from articles.models import Article
from listings.admin.roles import rights_of
from listings.models import Listing
from tests.journeys.conftest import PHONE

PASSWORD = "ein-langes-Passwort-7"
TEXT = """{{fakt stellen}} Stellen sind offen, die Mitte liegt bei {{fakt gehalt-mitte}}, das obere Viertel bei
{{fakt gehalt-erfahren}}. Viel zu tun hat {{fakt arbeitgeber}}.

> **{{fakt schicht-anteil schicht=frueh}}** der Stellen haben Frühschichten.

Üblich sind {{angabe art=gehalt von=2900 bis=3100 quelle="Entgeltatlas" link="https://ba.example/" stand=2026-11-01 | 2.900 bis 3.100 €}}.
Nachts arbeiten {{fakt schicht-anteil schicht=nacht ort=herdecke}} der Teams. Frag danach.
"""


pytestmark = pytest.mark.django_db(transaction=True)


@PHONE
def test_a_claim_drifts_and_the_editor_is_told(live_server, page: Page, check, towns, make_listing) -> None:
    for n in range(11):
        make_listing(pay=(2500 + 100 * n, 2500 + 100 * n))
    article = Article.objects.create(title="Arbeiten in Hagen", slug="hagen", teaser="Wie es ist.", text=TEXT,
                                     place=towns["hagen"], state="published", published_at=timezone.now())  # fmt: skip
    user = User.objects.create_user("chefin", "chefin@redaktion.example", PASSWORD, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(rights_of("chefredaktion")))
    index(article)
    assert tasks.compare_claims() == 0
    Listing.objects.update(salary_month_min=F("salary_month_min") + 700, salary_month_max=F("salary_month_max") + 700)
    assert tasks.compare_claims() == 1
    assert "3.450 bis 3.950 €" in mail.outbox[0].body
    tasks.refresh_facts()

    page.goto(live_server.url + article.get_absolute_url())
    expect(page.get_by_text("3.700 €").first).to_be_visible()
    expect(page.get_by_text("Stand November 2026").first).to_be_visible()
    check(page)
    page.get_by_role("link", name="11 Anzeigen").first.press("Enter")
    expect(page.locator("#zahl-1")).to_be_in_viewport()

    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("Benutzername").fill("chefin")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_label("Passwort").press("Enter")
    page.get_by_role("link", name="1 Angabe stimmt nicht mehr").press("Enter")
    expect(page.get_by_text("| 3.450 bis 3.950 €}}")).to_be_visible()
    check(page)
    page.get_by_role("link", name="Bleibt so (2.900 bis 3.100 €)").press("Enter")
    check(page)
    page.get_by_label("Warum bleibt es so?").fill("Der Tarif gilt bis Jahresende.")
    page.get_by_label("Bis wann gilt das?").fill((timezone.localdate() + timedelta(days=20)).isoformat())
    page.get_by_role("button", name="Bleibt so").press("Enter")
    expect(page.get_by_text("Alle stimmen.")).to_be_visible()
    page.get_by_role("link", name="Live-Zahl einsetzen").press("Enter")
    page.get_by_label("Ort").fill("Hagen")
    page.get_by_role("button", name="Zahl zeigen").press("Enter")
    expect(page.get_by_label("Zum Kopieren")).to_have_value("{{fakt stellen ort=hagen umkreis=25}}")
    check(page)

    page.goto(f"{live_server.url}/admin/articles/article/add/")
    text = page.get_by_label("Text (Markdown)")
    text.fill("Es sind .")
    text.evaluate("field => field.setSelectionRange(8, 8)")
    page.get_by_role("button", name="Live-Zahl", exact=True).press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Ort").fill("Hagen")
    dialog.get_by_label("Ort").press("Enter")
    dialog.get_by_role("button", name="Einsetzen").press("Enter")
    expect(text).to_have_value("Es sind {{fakt stellen ort=hagen umkreis=25}}.")
    expect(text).to_be_focused()
    text.evaluate("field => field.setSelectionRange(0, 2)")
    page.get_by_role("button", name="Angabe mit Quelle").press("Enter")
    expect(dialog.get_by_label("Worte im Text")).to_have_value("Es")
    dialog.get_by_label("Quelle", exact=True).fill("Stadt")
    dialog.get_by_label("Quelle", exact=True).press("Enter")
    expect(dialog.get_by_text("Es fehlt die Zahl")).to_be_visible()
    page.keyboard.press("Escape")
    expect(text).to_be_focused()
