"""Guides as readers, printers and search engines meet them."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.core.cache import cache
from django.utils import timezone

from articles.box import Boxes
from articles.facts.directives import Box
from articles.models import Article, ArticleImage, Author, FactValue, Redirect
from listings.models import Listing, Place
from listings.normalise.spelling import fold
from listings.searching import kept, memory
from tests.articles import guides

ADDRESS = "/ratgeber/arbeiten-in-hagen/"


@pytest.fixture
def make_guide(towns) -> Callable[..., Article]:
    return partial(guides.make_guide, towns)


def text_of(client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return re.sub(r"[ \n]+", " ", response.content.decode())


def data_of(page: str) -> list[dict]:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])["@graph"]


def test_a_guide_says_who_wrote_it_when_and_when_it_was_checked(client, make_guide) -> None:
    make_guide(changed_at=timezone.make_aware(timezone.datetime(2026, 11, 20)))
    page = text_of(client, ADDRESS)
    assert "Von Miriam Kessler, " not in page
    assert "Stand 20. November 2026. Geprüft am 18. November 2026." in page
    assert "1 Minute Lesezeit" in page
    assert "Miriam Kessler, Redakteurin</h2><p>Hat selbst vier Jahre am Telefon gesessen." in page


def test_structured_data_tell_the_article_and_the_way_to_it(client, make_guide) -> None:
    image = ArticleImage.objects.create(alt="Der Bahnhof", credit="Kessler", width=1600, height=900, digest="x")
    guide = make_guide(lead_image=image, title="</script> Hagen & du")
    page = text_of(client, ADDRESS)
    article, crumbs = data_of(page)
    assert article["@type"] == "Article"
    assert article["headline"] == "</script> Hagen & du"
    assert article["datePublished"] == timezone.localtime(guide.published_at).isoformat(timespec="seconds")
    assert article["dateModified"] == article["datePublished"]
    assert article["author"] == {"@type": "Person", "name": "Miriam Kessler", "jobTitle": "Redakteurin"}
    assert article["image"][0].endswith(f"/ratgeber/bild/{image.pk}-1600.jpeg")
    assert article["image"][0].startswith("http")
    assert '<meta property="og:type" content="article">' in page
    assert [(item["position"], item["name"]) for item in crumbs["itemListElement"]] == [
        (1, "Start"), (2, "Ratgeber"), (3, "Hagen"),
    ]  # fmt: skip
    assert crumbs["itemListElement"][2]["item"].endswith(ADDRESS)
    assert f'srcset="/ratgeber/bild/{image.pk}-480.avif 480w, ' in page
    assert 'alt="Der Bahnhof" width="1600" height="900"' in page


def test_only_what_passed_the_gate_may_be_indexed_and_stands_in_the_sitemap(client, make_guide) -> None:
    guide = make_guide(gate_passed_at=None, meta_title="Kundenservice Hagen", meta_description="Für Suchmaschinen.")
    page = text_of(client, ADDRESS)
    assert '<meta name="robots" content="noindex">' in page
    assert "<title>Kundenservice Hagen | " in page
    assert 'content="Für Suchmaschinen."' in page
    assert ADDRESS not in text_of(client, "/sitemap-ratgeber.xml")
    day = timezone.now() - timedelta(days=3)
    Article.objects.filter(pk=guide.pk).update(gate_passed_at=day, changed_at=day)
    page = text_of(client, ADDRESS)
    assert "noindex" not in page
    assert re.search(rf'<link rel="canonical" href="http[^"]+{ADDRESS}">', page)
    assert f"{ADDRESS}</loc><lastmod>{timezone.localtime(day):%Y-%m-%d}" in text_of(client, "/sitemap-ratgeber.xml")


def test_old_addresses_lead_on_and_withdrawn_guides_are_gone(client, make_guide) -> None:
    guide, other = make_guide(), make_guide("dortmund", "dortmund")
    Redirect.objects.create(slug="frueher", article=guide)
    response = client.get("/ratgeber/frueher/")
    assert (response.status_code, response["Location"]) == (301, ADDRESS)
    Article.objects.filter(pk=guide.pk).update(state="withdrawn")
    page = text_of(client, ADDRESS, 410)
    assert "noindex" in page
    assert other.title in page
    assert '<a class="btn btn--sun" href="/jobs/hagen/">' in page
    assert client.get("/ratgeber/frueher/").status_code == 410
    make_guide("neu", state="draft", published_at=None)
    assert client.get("/ratgeber/neu/").status_code == 404
    assert client.get("/ratgeber/nie-da-gewesen/").status_code == 404


def test_related_guides_come_from_the_same_land_nearest_first(client, make_guide, towns) -> None:
    Place.objects.filter(pk=towns["hagen-segeberg"].pk).update(state="Schleswig-Holstein")
    make_guide()
    make_guide("d", "dortmund", title="Rund um Dortmund")
    make_guide("s", "hagen-segeberg", title="Ganz im Norden")
    make_guide("h", "herdecke", title="Gleich nebenan")
    make_guide("x", None, title="Überall")
    page = text_of(client, ADDRESS)
    shown = re.findall(r'<article class="teaser"><h3><a href="[^"]+">([^<]+)', page)
    assert shown == ["Gleich nebenan", "Rund um Dortmund", "Ganz im Norden"]
    page = text_of(client, "/ratgeber/x/")
    assert page.count('<article class="teaser">') == 3
    assert "Gleich nebenan" in page


def test_related_searches_lead_to_listings_and_say_how_many(client, make_guide, make_listing) -> None:
    for _ in range(5):
        make_listing(shifts=["early"])
    make_listing("dortmund", shifts=["night"])
    make_guide()
    page = text_of(client, ADDRESS).split("Passende Stellen")[1]
    rows = re.findall(r'<li><a href="([^"]+)">([^<]+)</a><span class="num">([^<]+)</span>', page)
    assert rows == [
        ("/jobs/hagen/", "Alle Stellen in Hagen", "5 Stellen"),
        ("/jobs/?city=hagen&amp;radius=25", "Im Umkreis von 25 km um Hagen", "6 Stellen"),
        ("/jobs/?city=hagen&amp;radius=0&amp;shift=early", "Früh in Hagen", "5 Stellen"),
        ("/jobs/dortmund/", "Dortmund, 17 km", "1 Stelle"),
    ]
    for address, _, number in rows[:3]:
        assert f'data-total="{number.split()[0]}"' in text_of(client, address.replace("&amp;", "&"))


def test_boxes_of_a_region_mark_its_middle_where_the_town_has_none(client, make_guide, make_listing) -> None:
    for _ in range(5):
        make_listing("hagen", pay=(2600, 2600))
        make_listing("herdecke", pay=(3000, 3000))
    make_guide(text="Hagen.\n\n{{stellen}}", radius=25)
    page = text_of(client, ADDRESS)
    assert "Stellen nennen ein vergleichbares Gehalt" in page
    assert 'class="m"' in page


def test_a_guide_without_a_picture_has_the_one_that_is_drawn(client, make_guide) -> None:
    make_guide()
    assert data_of(text_of(client, ADDRESS))[0]["image"][0].endswith(f"{ADDRESS}bild.png")


def test_a_box_shows_the_newest_rows_and_leads_to_all(make_listing, towns) -> None:
    for number in range(4):
        make_listing(title=f"Nachts {number}", shifts=["night"])
    make_listing(title="Morgens")
    html = Boxes(towns["hagen"])(Box(shift="night"))
    assert re.findall(r"Nachts \d", html) == ["Nachts 3", "Nachts 2", "Nachts 1"]
    assert 'href="/jobs/?city=hagen&amp;radius=0&amp;shift=night"' in html
    assert "Alle 4 Stellen mit Nachtschicht in Hagen ansehen" in " ".join(html.split())
    assert Boxes(towns["dortmund"], 25)(Box("hagen", 0, most=2)).count("data-listing") == 2
    assert Boxes()(Box()).count("data-listing") == 3
    assert Boxes()(Box("nirgends")) == ""


def test_an_empty_box_says_so_and_offers_the_next_radius_that_has_any(make_listing, towns) -> None:
    make_listing("dortmund", shifts=["night"])
    html = " ".join(Boxes(towns["hagen"])(Box(shift="night")).split())
    assert "Gerade ist in Hagen keine Stelle mit Nachtschicht offen." in html
    assert '<a href="/jobs/?city=hagen&amp;radius=25&amp;shift=night">Eine gibt es im Umkreis von 25 km</a>' in html
    html = " ".join(Boxes(towns["hagen"], 25)(Box(shift="late")).split())
    assert "Auch im Umkreis von 100 km haben wir keine gefunden." in html
    assert "<a " not in html


def test_a_box_costs_one_statement_in_a_known_world(make_listing, towns, django_assert_num_queries) -> None:
    make_listing()
    with memory.in_use():
        boxes = Boxes(towns["hagen"], world=kept.world())
        with django_assert_num_queries(1):
            first = boxes(Box())
            empty = boxes(Box(shift="night"))
        assert 'id="b1-j' in first
        assert "Auch im Umkreis" in empty
        assert 'id="b3-j' in boxes(Box())


def test_a_guide_is_kept_until_something_on_it_changes(client, make_guide, make_listing, towns) -> None:
    listing, guide = make_listing(title="Am Telefon"), make_guide()
    for _ in range(2):
        assert "Am Telefon" in text_of(client, ADDRESS)
    Listing.objects.filter(pk=listing.pk).update(title="Im Chat")
    assert "Im Chat" in text_of(client, ADDRESS)
    Author.objects.update(name="Miriam K.")
    assert "Von Miriam K." in text_of(client, ADDRESS)
    Article.objects.filter(pk=guide.pk).update(text="## Neu\n\nGanz anders.")
    assert "Ganz anders" in text_of(client, ADDRESS)
    before, fact = kept._mark([])[2], {"kind": "stellen", "radius": 0, "value": {"count": 1}, "listings": 1}
    FactValue.objects.create(place=towns["hagen"], worked_out_at=timezone.now(), **fact)
    assert kept._mark([])[2] != before


def test_a_cold_guide_keeps_its_budget(client, make_guide, make_listing, django_assert_max_num_queries) -> None:
    make_listing()
    make_guide()
    with memory.in_use():
        client.get(ADDRESS)
        cache.clear()
        with django_assert_max_num_queries(4):
            client.get(ADDRESS)


def test_the_list_stands_by_land_with_reading_time_and_date(client, make_guide, towns) -> None:
    Place.objects.filter(pk=towns["dortmund"].pk).update(state="Bayern")
    make_guide(text="Wort " * 900)
    make_guide("d", "dortmund")
    make_guide("u", None)
    make_guide("e", state="draft")
    page = text_of(client, "/ratgeber/")
    assert re.findall(r'<h2 id="land-\d"[^>]*>([^<]+)', page) == ["Bayern", "NRW", "Überall"]
    assert page.count('class="teaser"') == 3
    assert "4 Minuten Lesezeit. Geprüft am 18. November 2026." in page
    assert 'name="ort"' not in page


def test_many_guides_can_be_looked_for_by_town(client, make_guide, towns) -> None:
    for number in range(10):
        make_guide(f"g{number}", "dortmund")
    make_guide()
    assert 'name="ort"' in text_of(client, "/ratgeber/")
    page = text_of(client, "/ratgeber/?ort=Hag")
    assert page.count('class="teaser"') == 1
    assert "noindex" in page
    page = text_of(client, "/ratgeber/?ort=Herdecke")
    assert "Zu „Herdecke“ gibt es noch keinen Ratgeber." in page
    assert page.index("Arbeiten in hagen") < page.index("Arbeiten in dortmund")
    assert '<a href="/jobs/herdecke/">' in page
    assert "„&lt;b&gt;“" in text_of(client, "/ratgeber/?ort=<b>")


@pytest.fixture
def witten(towns) -> Place:
    return Place.objects.create(ags="05954036", slug="witten", name="Witten", name_key=fold("Witten"), district="EN",
                                state="NRW", latitude=51.44, longitude=7.33, population_rank=95000)  # fmt: skip


def test_a_town_without_a_guide_points_to_the_nearest(client, make_guide, witten) -> None:
    make_guide(teaser="Zwischen Ruhr und Lenne.")
    page = text_of(client, "/jobs/witten/")
    assert "Ein Ratgeber aus der Nähe" in page
    assert "Zwischen Ruhr und Lenne." in page
    Place.objects.filter(slug="witten").update(latitude=53)
    cache.clear()
    assert "Ratgeber aus der Nähe" not in text_of(client, "/jobs/witten/")
