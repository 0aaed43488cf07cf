"""The public page of an employer, its logo, and the settings behind it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from listings.models import Employer, EmployerChange
from listings.searching.search import PAGE_SIZE
from portal.upload_limit import KEPT

BOSS = "chefin@volmetal.example"


def png(size: tuple[int, int] = (200, 100)) -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", size, "navy").save(out, "PNG")
    return SimpleUploadedFile("logo.png", out.getvalue(), "image/png")


@pytest.fixture
def lenne(make_listing) -> Employer:
    make_listing(title="Früh am Telefon (m/w/d)")
    make_listing(title="Spät am Telefon (m/w/d)", pay=None)
    make_listing(title="Schon vorbei (m/w/d)", status="expired")
    make_listing(title="Woanders (m/w/d)", employer="Volmetal")
    employer = Employer.objects.get(name="Lenne Telefon GmbH")
    employer.give_address()
    return employer


def test_the_page_shows_live_listings_and_the_share_with_pay(client, lenne) -> None:
    page = client.get("/arbeitgeber/lenne-telefon-gmbh/").content.decode()
    assert 'data-total="2"' in page
    assert page.count("data-listing=") == 2
    assert "1 von 2 nennt das Gehalt (50 %)" in page
    assert "Schon vorbei" not in page
    assert "Woanders" not in page
    assert "noindex" not in page
    assert 'rel="canonical"' in page


def test_without_content_search_engines_keep_out(client, make_employer) -> None:
    employer = make_employer()
    page = client.get(employer.get_absolute_url()).content.decode()
    assert 'content="noindex"' in page
    assert "Zurzeit keine Stelle" in page
    assert employer.get_absolute_url() not in client.get("/sitemap-arbeitgeber.xml").content.decode()
    Employer.objects.update(about="Wir nehmen Anrufe an.")
    assert "noindex" not in client.get(employer.get_absolute_url()).content.decode()
    assert employer.get_absolute_url() in client.get("/sitemap-arbeitgeber.xml").content.decode()


def test_what_an_employer_says_is_text_and_no_markup(client, make_employer) -> None:
    evil = '<script>alert(1)</script><img src=x onerror="x()">'
    employer = make_employer(name=f"A {evil}", about=evil, legal_name=evil, website='https://evil.example/?"><script>')
    page = client.get(employer.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert '"><script>' not in page
    assert 'rel="nofollow ugc noopener"' in page


def test_a_page_costs_the_same_however_many_listings_there_are(
    client, lenne, make_listing, django_assert_num_queries
) -> None:
    Employer.objects.filter(pk=lenne.pk).update(logo=b"x" * 90_000)
    for number in range(PAGE_SIZE + 3):
        make_listing(title=f"Stelle {number}")
    with django_assert_num_queries(4) as asked:
        page = client.get(lenne.get_absolute_url()).content.decode()
    assert page.count("data-listing=") == PAGE_SIZE
    assert "Seite 1 von 2" in page
    assert not [query for query in asked.captured_queries if '"logo",' in query["sql"]], "logos stay in the database"
    assert client.get(lenne.get_absolute_url() + "?page=2").content.count(b"data-listing=") == 5
    assert client.get(lenne.get_absolute_url() + "?page=hundert").status_code == 200


def test_unknown_and_reserved_names_have_no_page(client, db) -> None:
    for word in ("gibt-es-nicht", "team", "konto2"):
        assert client.get(f"/arbeitgeber/{word}/").status_code == 404


def test_the_listing_leads_to_its_employer(client, lenne) -> None:
    listing = lenne.listings.filter(status="published").first()
    assert 'href="/arbeitgeber/lenne-telefon-gmbh/"' in client.get(listing.get_absolute_url()).content.decode()


@pytest.fixture
def boss(browser, lenne, make_member):
    make_member(lenne, BOSS, "owner")
    return browser(BOSS)


SETTINGS = "/arbeitgeber/lenne-telefon-gmbh/einstellungen/"


def test_an_employer_describes_itself(boss, client) -> None:
    typed = {
        "legal_name": "Lenne Telefon GmbH & Co. KG",
        "website": "lenne.example",
        "about": "Wir hören zu.\n\nSeit 1999.",
    }
    assert boss.post(SETTINGS, typed).status_code == 302
    page = client.get("/arbeitgeber/lenne-telefon-gmbh/").content.decode()
    assert "Lenne Telefon GmbH &amp; Co. KG" in page
    assert 'href="https://lenne.example"' in page
    assert "<p>Seit 1999.</p>" in page


@pytest.mark.parametrize("website", ["javascript:alert(1)", "ftp://lenne.example", "data:text/html,x", "https://"])
def test_a_website_is_a_website(boss, website) -> None:
    page = boss.post(SETTINGS, {"website": website, "about": "Bleibt stehen."}).content.decode()
    assert "Fehler:" in page
    assert "Bleibt stehen." in page
    assert Employer.objects.get(slug="lenne-telefon-gmbh").website == ""


def test_a_logo_is_drawn_anew_served_for_a_year_and_replaced_under_a_new_address(boss, client) -> None:
    assert boss.post(SETTINGS, {"logo_file": png()}).status_code == 302
    employer = Employer.objects.get(slug="lenne-telefon-gmbh")
    assert f'src="{employer.logo_url}"' in client.get(employer.get_absolute_url()).content.decode()
    served = client.get(employer.logo_url)
    assert (served.headers["Content-Type"], served.content[8:12]) == ("image/webp", b"WEBP")
    assert served.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in served.headers["Content-Security-Policy"]
    assert not served.cookies
    assert "immutable" not in client.get(employer.logo_url + "0").headers["Cache-Control"]
    old = employer.logo_url
    boss.post(SETTINGS, {"logo_file": png((90, 90))})
    assert Employer.objects.get(pk=employer.pk).logo_url != old
    boss.post(SETTINGS, {"about": "Ohne Datei bleibt das Logo."})
    assert Employer.objects.get(pk=employer.pk).logo is not None
    boss.post(SETTINGS, {"removes_logo": "on"})
    assert client.get(old).status_code == 404


def test_a_logo_that_is_none_gets_a_sentence_and_nothing_typed_is_lost(boss) -> None:
    svg = SimpleUploadedFile("logo.png", b"<svg onload=alert(1)>", "image/png")
    page = boss.post(SETTINGS, {"logo_file": svg, "about": "Bleibt stehen."}).content.decode()
    assert "Das ist kein Bild, das wir lesen können." in page
    assert "Bleibt stehen." in page
    assert Employer.objects.get(slug="lenne-telefon-gmbh").logo is None


def test_of_a_file_without_end_only_the_beginning_is_kept_and_the_form_says_so(boss, monkeypatch) -> None:
    kept = []
    from listings.submitting import logo

    reencoded = logo.reencoded
    monkeypatch.setattr(
        logo, "reencoded", lambda upload: kept.append(upload.seek(0, 2)) or upload.seek(0) or reencoded(upload)
    )
    huge = SimpleUploadedFile("logo.png", b"\0" * (KEPT + 2_000_000), "image/png")
    page = boss.post(SETTINGS, {"logo_file": huge, "about": "Bleibt stehen."})
    assert page.status_code == 200
    assert "größer als 2 MB" in page.content.decode()
    assert "Bleibt stehen." in page.content.decode()
    assert kept == [KEPT]


SAID = {
    "about": ["Schreib uns: jobs@lenne.example", "jobs (at) lenne.example", "Mehr auf www.lenne.example", "https://lenne.example/jobs",
              "Bewirb dich auf lenne-jobs.de", "Ruf an: 0231 123456", "+49 231 / 12 34 56", "Melde dich nur per WhatsApp unter dem Namen Lenne.",
              "<b>Wir</b> hören zu.", "<script>alert(1)</script>", "Wir\u202eunz", "Wir hören\u200b zu.",
              "Vor dem Start schickst du uns ein Foto deines Ausweises.", "Du leitest Zahlungen über dein Konto weiter."],
    "legal_name": ["Sраrkasse Hagen", "Lenne www.lenne.example", "Lenne\u200bTelefon GmbH", "<i>Lenne</i> GmbH"],
    "website": ["https://bit.ly/3x", "https://bank.example@boese.example/", "https://192.0.2.4/jobs"],
}  # fmt: skip


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SAID.items() for text in texts])
def test_what_would_hold_an_advertisement_is_not_public_about_an_employer_either(boss, name, text) -> None:
    employer = Employer.objects.get(slug="lenne-telefon-gmbh")
    answer = boss.post(SETTINGS, {"legal_name": "Lenne Telefon GmbH", "about": "Wir hören zu.", name: text})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [name]), text
    assert answer.context["form"][name].value() == text
    employer.refresh_from_db()
    assert (employer.about, employer.legal_name, employer.website) == ("", "", "")


@pytest.mark.parametrize("text", [
    "Seit 1999 sind wir 2.500 Menschen an 12 Orten. Von 2019 bis 2024 wuchsen wir um 40 %. Umsatz: 12.500.000 €. 5 < 6 und 7 > 3.",
    "Wir sind für Kunden von Strom, Gas und Wasser da: montags bis freitags 8-18 Uhr, Am Markt 5, 58095 Hagen.",
    "Unsere Kundinnen erreichen uns per Telefon, Chat, E-Mail und WhatsApp.\n\nWir lachen viel: ;-) u. a. über uns.",
])  # fmt: skip
def test_plain_words_about_an_employer_are_public_at_once(boss, text) -> None:
    assert boss.post(SETTINGS, {"about": text}).status_code == 302
    assert Employer.objects.get(slug="lenne-telefon-gmbh").about == text


def test_moderators_see_who_changed_what_and_take_it_back(boss, admin_client, lenne) -> None:
    boss.post(SETTINGS, {"about": "Wir hören zu.", "logo_file": png()})
    boss.post(SETTINGS, {"about": "Wir hören <3 zu."})
    boss.post(SETTINGS, {"about": "Wir hören <3 zu."})
    assert EmployerChange.objects.count() == 2
    page = admin_client.get("/admin/listings/employerchange/").content.decode()
    assert BOSS in page
    assert "neues Logo" in page
    assert "&lt;3" in page
    own = admin_client.get(f"/admin/listings/employer/{lenne.pk}/change/").content.decode()
    assert "<ins>" in own.replace('<span class="visually-hidden">neu: </span>', "")
    url = "/admin/listings/employer/"
    admin_client.post(url, {"action": "remove_logo", "_selected_action": [lenne.pk]})
    admin_client.post(f"{url}{lenne.pk}/change/", {"name": lenne.name, "about": "Vom Team geändert."})
    lenne.refresh_from_db()
    assert (lenne.logo, lenne.about) == (None, "Vom Team geändert.")
