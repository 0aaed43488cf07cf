"""Every search as Atom and as JSON: the same answer as the page, described truthfully, open to everybody."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from jsonschema import Draft202012Validator
from lxml import etree
from openapi_spec_validator import validate

from listings.models import Listing
from listings.searching.filters import MULTIPLE, ListingFilter

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def entries(response) -> list[etree._Element]:
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return etree.fromstring(response.content).findall("a:entry", ATOM)


@pytest.fixture
def world(make_listing) -> list[Listing]:
    now = timezone.now()
    return [
        make_listing(title=f"Beratung {n}", town=("hagen", "dortmund")[n % 2], shifts=[("early", "night")[n % 2]],
                     pay=(2500, 2700) if n % 3 else None, published_at=now - timedelta(hours=n),
                     contact_email="bewerbung@lenne.example", submitter_email="chefin@lenne.example")
        for n in range(24)
    ]  # fmt: skip


QUERIES = [
    "",
    "?city=hagen&radius=0",
    "?shift=night",
    "?q=Beratung&salary=2400-2800",
    "?city=58095&shift=early&sort=salary",
]


@pytest.mark.parametrize("query", QUERIES)
def test_page_feed_and_interface_find_the_same(client, world, query) -> None:
    page = client.get(f"/jobs/{query}").content.decode()
    data = client.get(f"/api/v1/listings{query}").json()
    assert data["total"] == int(re.search(r'data-total="(\d+)"', page)[1])
    assert [row["id"] for row in data["listings"]] == [int(n) for n in re.findall(r'data-listing="(\d+)"', page)]
    for name, value, count in re.findall(r'data-facet="(\w+):([\w-]+)" data-count="(\d+)"', page):
        assert data["counts"][name][value] == int(count)
    found = {
        int(re.search(r"/job/(\d+)/", e.find("a:id", ATOM).text)[1])
        for e in entries(client.get(f"/feed/jobs.atom{query}"))
    }
    every = {row["id"] for row in data["listings"]}
    assert found == every if data["total"] <= 20 else len(found) == 20


def test_the_next_address_leads_through_everything_once(client, world) -> None:
    first = client.get("/api/v1/listings").json()
    second = client.get(first["next"].removeprefix("http://127.0.0.1:8000")).json()
    ids = [row["id"] for row in first["listings"] + second["listings"]]
    assert sorted(ids) == sorted(listing.pk for listing in world)
    assert second["next"] is None


@pytest.mark.django_db
def test_the_description_is_valid_and_names_every_parameter(client) -> None:
    document = client.get("/api/v1/openapi.json").json()
    validate(document)
    named = {one["name"]: one["schema"] for one in document["paths"]["/api/v1/listings"]["get"]["parameters"]}
    assert named.keys() == ListingFilter.base_filters.keys()
    for name, values in MULTIPLE.items():
        assert named[name]["items"]["enum"] == [str(value) for value in values]


@pytest.mark.parametrize("query", [*QUERIES, "?city=Nirgendwo", "?city=hagen-xyz&radius=50", "?q=%00&page=999999999"])
def test_answers_are_as_described(client, world, make_listing, query) -> None:
    make_listing(
        title="Nur der Titel",
        town="hagen",
        pay=None,
        shifts=[],
        employment_type=[],
        valid_through=None,
        place=None,
        city="",
    )
    document = client.get("/api/v1/openapi.json").json()
    schema = document["components"]["schemas"]["Page"] | {"components": document["components"]}
    Draft202012Validator(schema).validate(client.get(f"/api/v1/listings{query}").json())


def test_nobodys_address_is_handed_out(client, world) -> None:
    for path in ("/api/v1/listings", "/feed/jobs.atom"):
        assert "@lenne.example" not in client.get(path).content.decode()


def test_markup_in_an_advertisement_stays_text(client, make_listing) -> None:
    make_listing(title="<script>alert(1)</script> & Co", employer="<b>Böse</b> GmbH")
    entry = entries(client.get("/feed/jobs.atom"))[0]
    assert entry.find("a:title", ATOM).text.startswith("<script>alert(1)</script> & Co")
    assert "&lt;b&gt;Böse" in entry.find("a:summary", ATOM).text


def test_a_reader_that_has_the_newest_state_gets_nothing(client, world) -> None:
    for path in ("/feed/jobs.atom?city=hagen", "/api/v1/listings?shift=early", "/feed/jobs.atom?q=Raumfahrt"):
        first = client.get(path)
        assert not first.cookies
        assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    Listing.objects.filter(pk=world[0].pk).update(title="Neu")
    assert client.get("/feed/jobs.atom?city=hagen", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_an_ended_listing_is_in_neither(client, make_listing) -> None:
    listing = make_listing()
    assert entries(client.get("/feed/jobs.atom"))
    Listing.objects.filter(pk=listing.pk).update(valid_through=timezone.now() - timedelta(seconds=1))
    assert not entries(client.get("/feed/jobs.atom"))
    assert client.get("/api/v1/listings").json()["listings"] == []


def test_an_unknown_place_is_said(client, world) -> None:
    data = client.get("/api/v1/listings?city=Xyzzy").json()
    assert (data["total"], data["listings"]) == (0, [])
    assert "unknown" in data["problem"]
    assert not entries(client.get("/feed/jobs.atom?city=Xyzzy"))


def test_other_sites_may_read_it_and_nobody_may_write(client, world) -> None:
    assert client.get("/api/v1/listings")["Access-Control-Allow-Origin"] == "*"
    assert client.post("/api/v1/listings").status_code in {403, 405}


def test_too_many_requests_are_told_when_to_come_again(client, world, settings, monkeypatch) -> None:
    monkeypatch.setattr("listings.searching.machine_views.RATE", "2/minute")
    settings.LOCAL = False
    answers = [client.get("/api/v1/listings") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1]["Retry-After"] == "60"
    assert "problem" in answers[-1].json()


def test_the_interface_asks_few_questions(client, world, django_assert_max_num_queries) -> None:
    client.get("/api/v1/listings")
    with django_assert_max_num_queries(4):
        client.get("/api/v1/listings?shift=early")


def test_a_page_links_its_feed_and_a_browser_can_add_the_search(client, world) -> None:
    page = client.get("/jobs/?city=hagen&shift=early").content.decode()
    assert '/feed/jobs.atom?city=hagen&amp;shift=early"' in page
    assert '/feed/jobs.atom?city=hagen&amp;radius=0"' in client.get("/jobs/hagen/").content.decode()
    description = etree.fromstring(client.get("/opensearch.xml").content)
    templates = [url.get("template") for url in description.iter("{http://a9.com/-/spec/opensearch/1.1/}Url")]
    assert "http://127.0.0.1:8000/jobs/?q={searchTerms}" in templates


def test_the_feed_says_what_a_row_says(client, make_listing) -> None:
    make_listing(title="Kundenberatung", shifts=["late"], pay=(2600, 2800))
    text = entries(client.get("/feed/jobs.atom"))[0].find("a:summary", ATOM).text
    assert "Spät" in text
    assert "2.600–2.800" in text
    assert json.dumps(text)
