"""First seen, last confirmed, posted again: derived, shown on the page, and never claimed without ground."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from listings.importing import feeds
from listings.models import Listing, Source
from listings.vocabulary import WINDOW_FORMATS, SourceKind

DAY = timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def imported(make_listing, now):
    def make(confirmed=2 * DAY, seen=20 * DAY, **fields) -> Listing:
        source = Source.objects.create(slug="lenne", name="Lenne", format=fields.pop("format", "personio"),
                                       employer_name="x", last_complete_at=confirmed and now - confirmed)  # fmt: skip
        listing = make_listing(source=source, external_id="1", **fields)
        Listing.objects.filter(pk=listing.pk).update(first_seen_at=now - seen)
        listing.refresh_from_db()
        return listing

    return make


def day(moment) -> str:
    from django.utils.formats import date_format

    return date_format(timezone.localtime(moment), "j. F Y")


def test_the_page_says_when_a_listing_was_seen_and_confirmed_and_how_often_it_came_back(client, imported, now) -> None:
    page = client.get(imported(reposts=2).get_absolute_url()).content.decode()
    assert (
        f"Zuerst gesehen am {day(now - 20 * DAY)}, zuletzt bestätigt am {day(now - 2 * DAY)}, schon 2-mal erneut eingestellt."
        in page
    )
    assert "Nicht bestätigt" not in page
    assert "(2-mal erneut eingestellt)" in client.get("/jobs/hagen/").content.decode()


def test_a_source_that_is_silent_for_a_week_is_named_in_words(client, imported) -> None:
    page = client.get(imported(confirmed=8 * DAY).get_absolute_url()).content.decode()
    assert "Nicht bestätigt: Die Quelle dieser Anzeige meldet sich seit mehr als sieben Tagen nicht." in page


def test_a_listing_that_was_typed_claims_no_source(client, make_listing) -> None:
    page = client.get(make_listing().get_absolute_url()).content.decode()
    assert "Zuerst gesehen" not in page
    assert "Nicht bestätigt" not in page


def test_an_imported_listing_costs_no_query_more(client, imported, django_assert_num_queries) -> None:
    listing = imported()
    client.get(listing.get_absolute_url())
    with django_assert_num_queries(1):
        client.get(listing.get_absolute_url())


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({}, 2),
        ({"missing_since": -5}, 5),
        ({"format": "rss"}, 20),
        ({"confirmed": None}, 20),
        ({"confirmed": 30 * DAY}, 20),
    ],
)
def test_the_last_confirmation_is_no_later_than_what_is_known(imported, now, capsys, fields, days) -> None:
    if "missing_since" in fields:
        fields = {"missing_since": now + fields["missing_since"] * DAY}
    listing = imported(**fields)
    assert listing.last_confirmed_at == now - days * DAY
    call_command("export_listings")
    assert json.loads(capsys.readouterr().out)["last_confirmed"] == (now - days * DAY).isoformat()


def test_formats_that_are_windows_agree_with_their_readers() -> None:
    assert {name for name, kind in feeds.KINDS.items() if kind is SourceKind.WINDOW} == WINDOW_FORMATS
