"""What every page promises: its query budget, no cookie, a strict policy, no link that leads nowhere."""

import re

import pytest
from django.utils import timezone

from articles.models import Article

BUDGETS = {
    "/": 1,
    "/jobs/": 2,
    "/jobs/?city=hagen&radius=25&shift=early&salary=2400-2800&employment=full_time&q=Telefon": 4,
    "/jobs/hagen/": 1,
    "/ratgeber/": 1,
    "/ratgeber/customer-service-in-hagen/": 1,
    "/arbeitgeber/": 0,
    "/impressum/": 0,
    "/datenschutz/": 0,
    "/datenschutz/meine-daten/": 0,
}


@pytest.fixture
def world(make_listing, towns):
    for number in range(12):
        make_listing(title=f"Kundenberatung {number}", contract=["permanent"])
    Article.objects.create(
        title="Customer Service in Hagen", slug="customer-service-in-hagen", teaser="Was dich erwartet.",
        text="Hagen.\n\n## Ein Arbeitstag\n\nDu hörst zu.\n\n## Gehalt\n\nNun.\n\n## Ende\n\nGut.", place=towns["hagen"],
        state="published", published_at=timezone.now(), checked_at=timezone.localdate(),
    )  # fmt: skip
    return make_listing(title="Telefonische Beratung", shifts=["early"], employment_type=["full_time"])


@pytest.mark.parametrize("path", BUDGETS)
def test_a_page_keeps_its_query_budget(client, world, django_assert_max_num_queries, path) -> None:
    for _ in range(2):  # whatever the database writes for itself meanwhile keeps the first one from being kept
        client.get(path)
    with django_assert_max_num_queries(BUDGETS[path]):
        assert client.get(path).status_code == 200


def test_a_listing_keeps_its_query_budget(client, world, django_assert_max_num_queries) -> None:
    client.get(world.get_absolute_url())
    with django_assert_max_num_queries(5):
        assert client.get(world.get_absolute_url()).status_code == 200


def test_a_page_full_of_rows_asks_no_more_than_a_short_one(client, make_listing, django_assert_max_num_queries) -> None:
    make_listing()
    for number in range(30):
        make_listing(title=f"Stelle {number}", employer=f"Firma {number} GmbH")
    with django_assert_max_num_queries(4):
        assert client.get("/jobs/").content.count(b"data-listing") == 20


def test_every_link_of_the_site_leads_somewhere(client, world) -> None:
    seen, waiting = set(), ["/"]
    while waiting:
        path = waiting.pop()
        if path in seen or len(seen) > 150 or path.startswith(("/admin/", "/static/")):
            continue
        seen.add(path)
        response = client.get(path, follow=path.startswith("/arbeitgeber/"))  # some lead over the log-in
        assert response.status_code in {200, 303}, path
        if path.startswith("/arbeitgeber/") or response.status_code != 200:
            continue
        assert not response.cookies, path
        assert "default-src 'none'" in response["Content-Security-Policy"]
        page = response.content.decode()
        assert " style=" not in page
        assert "<script>" not in page
        links = re.findall(r'href="([^"]+)"', page)
        waiting += [link.replace("&amp;", "&").split("#")[0] for link in links if link.startswith("/")]
        waiting += [f"{path.split('?')[0]}{link.replace('&amp;', '&')}" for link in links if link.startswith("?")]
    assert len(seen) > 20


def test_a_guide_has_contents_figures_and_live_listings(client, world) -> None:
    page = client.get("/ratgeber/customer-service-in-hagen/").content.decode()
    assert '<a href="#ein-arbeitstag">Ein Arbeitstag</a>' in page
    assert '<h2 id="ein-arbeitstag">' in page
    assert "aus 13 Anzeigen" in page
    assert page.count("data-listing") == 3


def test_markup_typed_into_a_guide_is_shown_as_text(client, world) -> None:
    Article.objects.update(text="<script>alert(1)</script> [böse](javascript:alert(1)) **gut**")
    page = client.get("/ratgeber/customer-service-in-hagen/").content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "<strong>gut</strong>" in page


def test_the_listing_page_says_where_the_pay_comes_from_and_compares_it(client, world, make_listing) -> None:
    page = client.get(world.get_absolute_url()).content.decode()
    assert "Mitte in Hagen: 2.600&nbsp;€, aus 13 Anzeigen" in page
    assert "unter dem Mindestlohn: bis 2.410&nbsp;€ bei 40 Std." in page
    hourly = make_listing(pay=(2687, 2687), base_salary_min=15.5, base_salary_max=15.5, base_salary_unit="hour",
                          base_salary_origin="text", base_salary_text="15,50 € pro Stunde")  # fmt: skip
    page = client.get(hourly.get_absolute_url()).content.decode()
    assert "Aus dem Text der Anzeige gelesen: „15,50 € pro Stunde“" in page


def test_a_search_without_a_hit_offers_what_helps(client, make_listing) -> None:
    make_listing("dortmund", shifts=["late"])
    page = client.get("/jobs/?city=hagen&radius=0&shift=late").content.decode()
    assert "Umkreis auf 25 km erweitern" in page
    page = client.get("/jobs/?city=dortmund&radius=0&shift=early").content.decode()
    assert "Ohne „Schicht“ suchen" in page
