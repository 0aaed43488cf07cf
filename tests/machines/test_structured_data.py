"""JobPosting on live detail pages and nowhere else: by the vocabulary, by Google's list, and true to the page."""

import html
import json
import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from listings.importing import pipeline
from listings.importing.document import Document
from listings.models import Listing, Source
from portal import sample_feeds
from tests.machines.job_posting_vocabulary import problems

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def posting(client, listing: Listing) -> dict:
    page = client.get(listing.get_absolute_url()).content.decode()
    (found,) = (data for data in map(json.loads, SCRIPT.findall(page)) if data["@type"] == "JobPosting")
    return found


@pytest.mark.django_db
def test_generated_and_imported_listings_are_described_as_they_should_be(client) -> None:
    call_command("load_places", verbosity=0)
    call_command("generate_listings", count=50, seed=7, verbosity=0)
    generated = list(Listing.objects.live())
    for feed in sample_feeds.render(timezone.now()).values():
        source = Source.objects.create(
            slug=feed.slug, name=feed.employer, format=feed.format, employer_name=feed.employer
        )
        pipeline.import_from(source, document=Document(feed.body))
    imported = list(Listing.objects.live().exclude(source=None))
    assert len(generated) == 50
    assert len(imported) >= 20
    found = {listing.pk: problems(posting(client, listing)) for listing in (*generated, *imported)}
    assert {pk: wrong for pk, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    ("change", "objection"),
    [
        ({"title": ""}, "title is missing"), ({"datePosted": "gestern"}, "datePosted"), ({"salary": 3}, "unknown"),
        ({"employmentType": ["VOLLZEIT"]}, "VOLLZEIT"), ({"jobLocation": {"@type": "Town"}}, "Town"),
        ({"baseSalary": {"@type": "MonetaryAmount", "currency": "EUR", "value": {
            "@type": "QuantitativeValue", "unitText": "MONTH", "value": "2.500 Euro"}}}, "pay"),
        ({"hiringOrganization": {"@type": "Organization"}}, "no name"), ({"directApply": "no"}, "directApply"),
    ],
)  # fmt: skip
def test_the_check_itself_objects(client, make_listing, change, objection) -> None:
    data = posting(client, make_listing())
    assert problems(data) == []
    assert any(objection in problem for problem in problems(data | change))


def test_pay_is_the_stated_one_and_never_an_estimate(client, make_listing) -> None:
    hourly = make_listing(base_salary_min=15, base_salary_max=15, base_salary_unit="hour", salary_month_min=2600,
                          salary_month_max=2600)  # fmt: skip
    assert posting(client, hourly)["baseSalary"]["value"] == {
        "@type": "QuantitativeValue", "unitText": "HOUR", "value": 15.0,
    }  # fmt: skip
    assert "baseSalary" not in posting(client, make_listing(title="Ohne Gehalt", pay=None))


def test_lists_and_ended_pages_carry_none(client, make_listing) -> None:
    listing = make_listing()
    for path in ("/", "/jobs/", "/jobs/hagen/"):
        assert "JobPosting" not in client.get(path).content.decode()
    Listing.objects.filter(pk=listing.pk).update(valid_through=timezone.now() - timedelta(seconds=1))
    gone = client.get(listing.get_absolute_url())
    assert gone.status_code == 410
    assert "JobPosting" not in gone.content.decode()
    assert "noindex" in gone.content.decode()


def test_what_it_says_stands_on_the_page(client, make_listing) -> None:
    listing = make_listing(pay=(2650, 2950), employment_type=["full_time", "part_time"])
    page = html.unescape(re.sub(SCRIPT, "", client.get(listing.get_absolute_url()).content.decode()))
    data = posting(client, listing)
    for text in (data["title"], data["hiringOrganization"]["name"], data["jobLocation"]["address"]["addressLocality"]):
        assert text in page
    assert "2.650–2.950" in page
    assert "Vollzeit, Teilzeit" in page


def test_no_contact_address_and_no_markup_escapes(client, make_listing) -> None:
    listing = make_listing(
        title="</script><script>alert(1)</script>", contact_email="bewerbung@lenne.example", apply_url=""
    )
    page = client.get(listing.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "lenne.example" not in json.dumps(posting(client, listing))
