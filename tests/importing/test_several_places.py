"""One job in several places is one listing, found in each of them."""

import json

import pytest
from django.http import QueryDict

from listings.importing import pipeline
from listings.importing.document import Document
from listings.models import Listing, Source
from listings.searching.figures import pay_by_place
from listings.searching.filters import Params
from listings.searching.kept import world
from listings.searching.search import search

TEXT = "<p>Du hilfst am Telefon. Frühschicht, Vollzeit.</p>"


def personio(*offices: str) -> bytes:
    more = "".join(f"<office>{office}</office>" for office in offices[1:])
    return (
        f"<workzag-jobs><position><id>1</id><name>Kundenberater</name><office>{offices[0]}</office><additionalOffices>{more}"
        f"</additionalOffices><jobDescriptions><jobDescription><value><![CDATA[{TEXT}]]></value></jobDescription></jobDescriptions>"
        "</position></workzag-jobs>"
    ).encode()


def workable(*cities: str) -> bytes:
    jobs = [
        {"shortcode": "A1", "title": "Kundenberater", "description": TEXT, "city": city, "country": "DE",
         "url": "https://lenne.example/A1"}
        for city in cities
    ]  # fmt: skip
    return json.dumps({"name": "Lenne GmbH", "jobs": jobs}).encode()


def jsonld(*cities: str) -> bytes:
    places = [
        {"@type": "Place", "address": {"@type": "PostalAddress", "addressLocality": city, "addressCountry": "DE"}}
        for city in cities
    ]
    posting = {"@type": "JobPosting", "identifier": "1", "title": "Kundenberater", "description": TEXT,
               "hiringOrganization": "Lenne GmbH", "jobLocation": places}  # fmt: skip
    return json.dumps({"@graph": [posting]}).encode()


def run(kind: str, body: bytes) -> pipeline.Report:
    source, _ = Source.objects.get_or_create(slug="lenne", defaults={"format": kind, "employer_name": "Lenne GmbH"})
    return pipeline.import_from(source, document=Document(body))


def total(query: str) -> int:
    return search(Params.read(QueryDict(query))).total


@pytest.mark.parametrize(("kind", "make"), [("personio", personio), ("workable", workable), ("jsonld", jsonld)])
def test_a_job_in_several_places_is_found_in_each_and_counted_once(towns, client, kind, make) -> None:
    body = make("Hagen", "Dortmund")
    counts = run(kind, body).counts
    assert counts["created"] == 1
    listing = Listing.objects.get()
    assert {listing.place.slug} | {place.slug for place in listing.other_places} == {"hagen", "dortmund"}
    assert [
        total("city=hagen&radius=0"),
        total("city=dortmund&radius=0"),
        total("city=hagen&radius=50"),
        total(""),
    ] == [1] * 4
    assert {row.place.slug: row.total for row in pay_by_place(5, world())} == {"hagen": 1, "dortmund": 1}
    page = client.get(listing.get_absolute_url()).content.decode()
    assert 'href="/jobs/dortmund/"' in page
    assert page.count('"addressLocality"') == 2
    again = run(kind, body).counts
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 1)


@pytest.mark.parametrize(("kind", "make"), [("personio", personio), ("workable", workable), ("jsonld", jsonld)])
def test_a_place_that_comes_or_goes_changes_the_listing(towns, kind, make) -> None:
    run(kind, make("Hagen"))
    assert total("city=dortmund&radius=0") == 0
    assert run(kind, make("Hagen", "Dortmund")).counts["updated"] == 1
    assert total("city=dortmund&radius=0") == 1
    listing = Listing.objects.get()
    assert (listing.title, listing.description_text) == (
        "Kundenberater",
        "Du hilfst am Telefon. Frühschicht, Vollzeit.",
    )
    assert run(kind, make("Hagen")).counts["updated"] == 1
    assert (total("city=dortmund&radius=0"), total("city=hagen&radius=0")) == (0, 1)


def test_the_nearest_of_several_places_counts_for_the_distance(towns) -> None:
    run("personio", personio("Dortmund", "Herdecke"))
    result = search(Params.read(QueryDict("city=hagen&radius=10")))
    assert [round(row.distance) for row in result.listings] == [5]
