"""How long jobs of a place take to fill: shown from twenty on, own before region, no statement of its own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from listings import lifecycle
from listings.models import Listing
from listings.vocabulary import ListingStatus, Outcome

PATH = "/jobs/hagen/"
HEADING = "Wie schnell Stellen besetzt sind"


@pytest.fixture
def filled(make_listing):
    """So many listings that were filled after 1, 2, 3 ... days."""

    def make(number: int, town: str = "hagen", after: int = 0, **fields: object) -> None:
        now = timezone.now()
        for days in range(after + 1, after + number + 1):
            values = {
                "status": "closed",
                "outcome": "filled_here",
                "closed_at": now,
                "published_at": now - timedelta(days=days),
            }
            make_listing(town, **(values | fields))

    return make


def test_nineteen_say_nothing_and_twenty_say_the_middle(client, filled, make_listing) -> None:
    live = make_listing(published_at=timezone.now() - timedelta(days=20))
    filled(19)
    assert HEADING not in client.get(PATH).content.decode()
    lifecycle.close(listing=live, outcome=Outcome.FILLED_HERE)
    html = client.get(PATH).content.decode()
    assert HEADING in html
    assert "<dd>10 Tage</dd>" in html  # 1 to 20: 10.5, rounded to even
    assert "in Hagen, bis die Hälfte der Stellen besetzt ist" in html
    assert "<dd>20</dd>" in html


def test_too_few_of_its_own_are_counted_with_the_region(client, filled, make_listing) -> None:
    make_listing()
    make_listing("dortmund")
    filled(12)
    filled(8, "dortmund", after=100)
    html = client.get(PATH).content.decode()
    assert "um Hagen (25 km), bis die Hälfte" in html
    assert "<dd>10 Tage</dd>" in html
    filled(8, after=12)
    make_listing(title="Neue Stelle")
    assert "in Hagen, bis die Hälfte" in client.get(PATH).content.decode()


@pytest.mark.parametrize("fields", [{"status": "paused"}, {"status": "expired", "valid_through": timezone.now()}])
def test_a_kept_page_says_at_once_how_one_ended_that_was_out_of_sight(client, filled, make_listing, fields) -> None:
    make_listing()
    unseen = make_listing(published_at=timezone.now() - timedelta(days=20), **fields)
    filled(19)
    for _ in range(2):
        assert HEADING not in client.get(PATH).content.decode()
    lifecycle.close(listing=unseen, outcome=Outcome.FILLED_HERE)
    assert HEADING in client.get(PATH).content.decode()
    lifecycle.block(listing=unseen, reason="Betrug")
    assert HEADING not in client.get(PATH).content.decode()
    lifecycle.restore(listing=unseen, to=ListingStatus.CLOSED)
    assert HEADING in client.get(PATH).content.decode()


@pytest.mark.parametrize("fields", [
    {"outcome": "filled_elsewhere"}, {"outcome": "not_filled"}, {"status": "published", "outcome": ""},
    {"closed_at": timezone.now() - timedelta(days=366), "published_at": timezone.now() - timedelta(days=380)},
])  # fmt: skip
def test_only_what_was_filled_here_within_a_year_counts(client, filled, make_listing, fields) -> None:
    make_listing()
    filled(19)
    filled(5, **fields)
    assert HEADING not in client.get(PATH).content.decode()


def test_a_page_with_the_figure_keeps_its_budget(client, filled, make_listing, django_assert_num_queries) -> None:
    make_listing()
    filled(20)
    assert HEADING in client.get(PATH).content.decode()
    with django_assert_num_queries(1):
        assert HEADING in client.get(PATH).content.decode()
    assert Listing.objects.live().count() == 1
