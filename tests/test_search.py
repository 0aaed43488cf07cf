"""What a seeker gets from /jobs/."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from listings.vocabulary import SalaryBand, bands_of


def total(response) -> int:
    return int(re.search(r'data-total="(\d+)"', response.content.decode())[1])


def test_radius_decides_which_towns_count(client, make_listing) -> None:
    make_listing("hagen")
    make_listing("herdecke")
    make_listing("dortmund")
    assert total(client.get("/jobs/?city=hagen&radius=0")) == 1
    assert total(client.get("/jobs/?city=58095&radius=10")) == 2
    assert total(client.get("/jobs/?city=Hagen")) == 3


def test_facets_count_what_each_choice_would_leave(client, make_listing) -> None:
    make_listing(shifts=["early", "late"])
    make_listing(shifts=["late"], pay=(3300, 3500))
    page = client.get("/jobs/?shift=early").content.decode()
    assert 'data-facet="shift:early" data-count="1"' in page
    assert 'data-facet="shift:late" data-count="2"' in page
    assert 'data-facet="salary:3200-3600" data-count="0"' in page
    assert 'data-facet="salary:2400-2800" data-count="1"' in page


@pytest.mark.parametrize(
    ("pay", "bands"),
    [((2400, 2800), {"2400-2800"}), ((2800, 2800), {"2800-3200"}), ((2300, 2500), {"-2400", "2400-2800"}),
     ((3500, 4000), {"3200-3600", "3600-"}), (None, {"unknown"})],
)  # fmt: skip
def test_a_band_finds_overlapping_pay(client, make_listing, pay, bands) -> None:
    make_listing(pay=pay)
    assert {str(band) for band in bands_of(*(pay or (None, None)))} == bands
    for band in SalaryBand:
        assert total(client.get("/jobs/", {"salary": band.value})) == (band.value in bands), band


def test_an_overdue_listing_is_gone_without_any_job(client, make_listing) -> None:
    listing = make_listing(valid_through=timezone.now() - timedelta(seconds=1))
    assert total(client.get("/jobs/")) == 0
    response = client.get(listing.get_absolute_url())
    assert response.status_code == 410
    assert "nicht mehr frei" in response.content.decode()
    assert "JobPosting" not in response.content.decode()


def test_words_are_stemmed_and_the_title_comes_first(client, make_listing) -> None:
    make_listing(title="Sachbearbeitung", description_text="Reklamation am Telefon.")
    make_listing(title="Reklamationen im Innendienst", description_text="Du hilfst.")
    page = client.get("/jobs/?q=Reklamation").content.decode()
    assert page.index("Reklamationen im Innendienst") < page.index("Sachbearbeitung")


def test_an_unknown_town_is_answered_with_near_spellings(client, towns) -> None:
    page = client.get("/jobs/?city=Dortmnud").content.decode()
    assert "kennen wir nicht" in page
    assert "city=dortmund" in page


def test_nonsense_parameters_are_ignored(client, make_listing) -> None:
    make_listing()
    assert total(client.get("/jobs/?radius=abc&salary=12&shift=x&since=99&page=-4&sort=no&q=%00")) == 1


def test_the_search_page_keeps_its_query_budget(client, make_listing, django_assert_num_queries) -> None:
    for _ in range(12):
        make_listing()
    client.get("/jobs/?city=hagen")
    with django_assert_num_queries(4):
        client.get("/jobs/?city=hagen&radius=25&shift=early&salary=2400-2800&employment=full_time")


def test_a_thin_city_page_widens_and_says_so(client, make_listing) -> None:
    make_listing("herdecke")
    page = client.get("/jobs/hagen/").content.decode()
    assert "Customer Service Jobs und Stellenangebote in Hagen" in page
    assert "Umkreis von 25 km" in page


def test_a_wrong_slug_redirects_and_a_listing_never_public_is_unknown(client, make_listing) -> None:
    listing = make_listing()
    response = client.get(f"/job/{listing.pk}/falsch/")
    assert (response.status_code, response["Location"]) == (301, listing.get_absolute_url())
    hidden = make_listing(status="in_review")
    assert client.get(hidden.get_absolute_url()).status_code == 404


def test_structured_data_cannot_break_out_of_its_script(client, make_listing) -> None:
    listing = make_listing(title="Service </script><script>alert(1)</script>")
    page = client.get(listing.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert '"@type": "JobPosting"' in page


def test_pages_set_no_cookie_and_carry_a_strict_policy(client, make_listing) -> None:
    make_listing()
    for path in (
        "/",
        "/jobs/",
        "/jobs/hagen/",
        "/ratgeber/",
        "/impressum/",
        "/quellen/",
        "/sitemap.xml",
        "/robots.txt",
    ):
        response = client.get(path)
        assert response.status_code == 200, path
        assert not response.cookies, path
        assert "default-src 'none'" in response["Content-Security-Policy"]
