"""What crawlers find: sitemaps with honest dates, no endless combinations, one address for each page."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from lxml import etree

from articles.models import Article
from listings.models import Employer, Listing, SearchRow
from listings.searching import sitemaps

SITE = "http://127.0.0.1:8000"
NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def read(client, path) -> dict[str, str]:
    """Address to its last change."""
    cache.clear()
    response = client.get(path)
    assert response.status_code == 200, path
    rows = etree.fromstring(response.content)
    return {row.find(f"{NS}loc").text.removeprefix(SITE): row.findtext(f"{NS}lastmod") or "" for row in rows}


def everything(client) -> dict[str, str]:
    return {address: moment for file in read(client, "/sitemap.xml") for address, moment in read(client, file).items()}


def test_only_what_is_live_is_listed_and_every_address_answers(client, make_listing, towns) -> None:
    live = make_listing()
    ended = make_listing(valid_through=timezone.now() - timedelta(minutes=1))
    found = everything(client)
    assert live.get_absolute_url() in found
    assert ended.get_absolute_url() not in found
    assert "/jobs/hagen/" in found
    assert "/jobs/dortmund/" not in found
    for address in found:
        assert client.get(address).status_code == 200, address


def test_a_date_moves_when_something_changes_and_only_then(client, make_listing) -> None:
    listing = make_listing(published_at=timezone.now() - timedelta(days=3))
    other = make_listing(title="Eine andere")
    SearchRow.objects.update(changed_at=timezone.now() - timedelta(hours=1))
    before = everything(client)
    Listing.objects.filter(pk=listing.pk).update(reposts=1, missing_runs=1)
    assert everything(client) == before
    Listing.objects.filter(pk=listing.pk).update(salary_month_min=3000, salary_month_max=3100)
    after = everything(client)
    assert after[listing.get_absolute_url()] > before[listing.get_absolute_url()]
    assert after[other.get_absolute_url()] == before[other.get_absolute_url()]


def test_files_are_split_by_size_and_a_listing_stays_in_its_file(client, make_listing, monkeypatch) -> None:
    monkeypatch.setattr(sitemaps, "SPAN", 2)
    listings = [make_listing(title=f"Stelle {n}") for n in range(5)]
    files = [file for file in read(client, "/sitemap.xml") if "stellen" in file]
    assert len(files) >= 3
    home = next(file for file in files if listings[4].get_absolute_url() in read(client, file))
    Listing.objects.filter(pk=listings[0].pk).update(status="closed")
    assert listings[4].get_absolute_url() in read(client, home)
    assert client.get("/sitemap-stellen-99999.xml").status_code == 404
    assert client.get("/sitemap-anderes.xml").status_code == 404


@pytest.mark.django_db
def test_guides_are_listed_once_they_passed_their_gate(client) -> None:
    article = Article.objects.create(
        title="Hagen", slug="hagen", text="x", state="published", published_at=timezone.now()
    )
    assert article.get_absolute_url() not in everything(client)
    Article.objects.update(gate_passed_at=timezone.now(), changed_at=timezone.now())
    assert everything(client)[article.get_absolute_url()]


@pytest.mark.django_db
def test_employers_are_listed_once_they_have_something_to_say(client) -> None:
    employer = Employer.objects.create(name="Lenne", name_key="lenne", slug="lenne")
    assert employer.get_absolute_url() not in everything(client)
    Employer.objects.update(about="Wir nehmen Anrufe an.")
    assert employer.get_absolute_url() in everything(client)


def allowed(rules: str, address: str) -> bool:
    """As RFC 9309 has it: the longest rule that fits decides; here all of them forbid."""
    patterns = re.findall(r"^Disallow: (\S+)$", rules, re.M)
    return not any(re.match(re.escape(one).replace(r"\*", ".*"), address) for one in patterns)


@pytest.mark.parametrize(
    ("address", "is_open"),
    [
        ("/", True), ("/jobs/", True), ("/jobs/hagen/", True), ("/jobs/?page=3", True), ("/jobs/?city=hagen", True),
        ("/job/17/kundenberater/", True), ("/job/17/bild.png", True), ("/ratgeber/hagen/", True), ("/arbeitgeber/lenne/", True),
        ("/static/css/site.css", True), ("/feed/jobs.atom", True), ("/sitemap-stellen-3.xml", True),
        ("/jobs/?shift=early", False), ("/jobs/hagen/?page=2&shift=early", False), ("/jobs/?q=telefon", False),
        ("/jobs/?after=abc", False), ("/jobs/?city=hagen&sort=salary", False), ("/jobs/?city=hagen&radius=50", False),
        ("/job/17/bewerben/", False), ("/job/17/melden/", False), ("/admin/", False), ("/api/v1/listings", False),
        ("/merkliste/", False), ("/jobalarm/neu/", False), ("/feed/jobs.atom?shift=early", False),
    ],
)  # fmt: skip
def test_combinations_of_filters_are_no_trap(client, address, is_open) -> None:
    rules = client.get("/robots.txt").content.decode()
    assert allowed(rules, address) is is_open
    assert f"Sitemap: {SITE}/sitemap.xml" in rules


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/jobs/", "/jobs/"), ("/jobs/?page=2", "/jobs/?page=2"), ("/jobs/?unknown=1", "/jobs/"),
        ("/jobs/?city=58095", "/jobs/hagen/"), ("/jobs/?city=Hagen&radius=50", "/jobs/hagen/"),
        ("/jobs/?shift=early", None), ("/jobs/?q=Beratung", None), ("/jobs/?since=3", None), ("/jobs/?sort=salary", None),
        ("/jobs/?city=Xyzzy", None), ("/jobs/?city=dortmund&radius=0", None), ("/jobs/hagen/", "/jobs/hagen/"),
        ("/jobs/hagen/?shift=early", None), ("/jobs/dortmund/", None),
    ],
)  # fmt: skip
def test_each_list_has_one_address_or_is_for_people_only(client, make_listing, address, canonical) -> None:
    for number in range(22):
        make_listing(title=f"Beratung {number}")
    page = client.get(address).content.decode()
    links = re.findall(r'<link rel="canonical" href="([^"]+)"', page)
    if canonical is None:
        assert 'name="robots" content="noindex"' in page
        assert not links
    else:
        assert links == [SITE + canonical]
        assert "noindex" not in page
