"""A city page says what is true of its place: a big town, a village with two listings, an empty one."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from listings.models import Employer, Listing, Place
from listings.normalise.spelling import fold
from listings.searching import kept
from listings.searching.hiring import hiring

FAR = ("09180117", "garmisch", "Garmisch", "Garmisch-Partenkirchen", 47.49, 11.09, 27000)


@pytest.fixture
def garmisch(towns) -> Place:
    ags, slug, name, district, lat, lon, rank = FAR
    return Place.objects.create(ags=ags, slug=slug, name=name, name_key=fold(name), district=district, state="Bayern",
                                latitude=lat, longitude=lon, population_rank=rank)  # fmt: skip


def page_of(client, slug: str) -> str:
    return re.sub(r"[ \n]+", " ", client.get(f"/jobs/{slug}/").content.decode())


def test_a_town_shows_who_hires_and_who_is_open_about_pay(client, make_listing) -> None:
    for _ in range(3):
        make_listing(employer="Volme Dialog GmbH")
    make_listing(employer="Ruhr Service AG", pay=None)
    make_listing(employer="Ruhr Service AG", pay=None, base_salary_min=1300, base_salary_unit="month")
    make_listing(employer="Lenne Telefon GmbH", pay=None, employer_kind="staffing")
    Employer.objects.get(name="Volme Dialog GmbH").give_address()
    page = page_of(client, "hagen")
    assert "<b>67\u00a0% der Anzeigen</b> nennen ein Gehalt: 4 von 6. 2 schweigen dazu." in page
    assert "3 von 6 Stellen nennen ein vergleichbares Gehalt" in page
    assert "zu wenige Stellen ein vergleichbares Gehalt" in page
    assert "Ein Balken" not in page
    rows = re.findall(r"<li>(?:<a href=\"([^\"]*)\">|<b>)([^<]+)</(?:a|b)><span[^>]*>([^<]+)</span><span[^>]*>([^<]+)<",
                      page.split("Wer in Hagen einstellt")[1])  # fmt: skip
    assert rows == [
        ("/arbeitgeber/volme-dialog-gmbh/", "Volme Dialog GmbH", "alle mit Gehalt", "3 Stellen"),
        ("", "Ruhr Service AG", "1 mit Gehalt", "2 Stellen"),
        ("", "Lenne Telefon GmbH", "Zeitarbeit, ohne Gehalt", "1 Stelle"),
    ]
    assert 'rel="canonical"' in page
    assert "noindex" not in page


def test_the_chart_has_a_table_and_the_day_a_row_for_each_shift(client, make_listing) -> None:
    for _ in range(12):
        make_listing(shifts=["night"], pay=(2600, 2700))
    page = page_of(client, "hagen")
    assert '<td>2.500 bis 2.750 €</td><td class="r">12</td>' in page
    assert page.count("roster__row") == 7
    assert "/jobs/?city=hagen&amp;radius=0&amp;shift=night" in page


def test_an_island_is_no_town_to_be_in(client, make_listing, towns) -> None:
    Place.objects.filter(pk=towns["herdecke"].pk).update(name="Sylt", slug="sylt", name_key="sylt")
    listing = make_listing("herdecke", city="Sylt")
    page = page_of(client, "sylt")
    assert "<title>Customer Service Jobs und Stellenangebote auf Sylt" in page
    assert 'content="Customer Service Jobs auf Sylt"' in page
    assert "Auf Sylt selbst ist gerade nur eine Stelle offen." in page
    assert not re.search(r"\b[Ii]n Sylt", page + client.get(listing.get_absolute_url()).content.decode())
    assert "1 Job auf Sylt" in client.get("/jobs/?city=sylt&radius=0").content.decode()
    assert "Kundenservice-Jobs auf Sylt" in client.get("/feed/jobs.atom?city=sylt&radius=0").content.decode()


def test_a_village_with_two_listings_shows_its_region_and_stays_findable(client, make_listing) -> None:
    for _ in range(2):
        make_listing("herdecke")
    for _ in range(6):
        make_listing("dortmund", employer="Ruhr Service AG")
    page = page_of(client, "herdecke")
    assert 'data-total="8"' in page
    assert "weniger als fünf Stellen offen. Deshalb zeigen wir auch die Region im Umkreis von 25 km" in page
    assert "Wer in Herdecke und Umgebung einstellt" in page
    assert "noindex" not in page


def test_a_place_without_a_listing_of_its_own_is_shown_and_not_indexed(client, make_listing, towns) -> None:
    make_listing("dortmund")
    page = page_of(client, "herdecke")
    assert "In Herdecke selbst ist gerade keine Stelle offen" in page
    assert 'content="noindex"' in page
    assert "data-listing" in page


def test_far_from_everything_the_page_says_so_and_names_the_next_place(client, make_listing, towns, garmisch) -> None:
    page = page_of(client, "garmisch")
    assert "Auch im Umkreis von 25 km gibt es keine" in page
    assert 'content="noindex"' in page
    assert "So zahlt" not in page
    near = Place.objects.create(ags="09184000", slug="murnau", name="Murnau", name_key="murnau", district="x",
                                state="Bayern", latitude=48.1, longitude=11.5, population_rank=9)  # fmt: skip
    make_listing("hagen", place=near, city="Murnau", latitude=48.1, longitude=11.5)
    page = page_of(client, "garmisch")
    assert "Die nächsten gibt es in Murnau, 74 km von hier." in page
    assert '<a href="/jobs/murnau/">Murnau</a>' in page


def test_counts_and_names_of_employers_follow_at_once(client, make_listing) -> None:
    last = [make_listing(employer="Volme Dialog GmbH", valid_through=None) for _ in range(25)][-1]
    make_listing(employer="Ruhr Service AG", published_at=timezone.now() - timedelta(days=90))
    assert "Ruhr Service AG" in page_of(client, "hagen")
    Employer.objects.filter(name="Ruhr Service AG").update(name="Emscher Service AG", slug="emscher")
    assert '<a href="/arbeitgeber/emscher/">Emscher Service AG</a>' in page_of(client, "hagen")
    Listing.objects.filter(pk=last.pk).update(status="withdrawn")
    assert "24 Stellen" in page_of(client, "hagen")


def test_a_filtered_page_asks_nothing_about_employers(client, make_listing, towns, django_assert_num_queries) -> None:
    make_listing("herdecke")
    make_listing()
    world = kept.world()
    with django_assert_num_queries(1):
        assert hiring(towns["hagen"], 25, world, 2).total == 2
    assert "Wer in Hagen" in page_of(client, "hagen")
    assert "einstellt" not in client.get("/jobs/hagen/?page=2").content.decode()


def test_where_there_are_very_many_employers_are_counted_every_ten_minutes(client, make_listing, monkeypatch) -> None:
    monkeypatch.setattr("listings.searching.hiring.MANY", 5)
    for _ in range(6):
        make_listing()
    page = page_of(client, "hagen")
    assert re.search(r"nennen ein Gehalt\. Gezählt um \d+:\d\d Uhr", page)
    make_listing(pay=None)
    later = page_of(client, "hagen")
    assert 'data-total="7"' in later
    assert "<b>Alle 6 Anzeigen</b> nennen ein Gehalt. Gezählt um" in later
