"""Pay for the shifts of one listing: stated surcharges on the stated pay, with assumptions that the reader changes."""

from datetime import time
from decimal import Decimal

import pytest

from listings.searching import shift_pay
from listings.searching.shift_pay import Pattern


def worked_out(listing, **typed: str) -> shift_pay.ShiftPay:
    listing.refresh_from_db()
    found = shift_pay.of(listing, typed)
    assert found is not None
    return found[0]


@pytest.fixture
def night_listing(make_listing):
    """2,600 a month at 37.5 hours are 16 euros an hour."""
    return make_listing(
        pay=(2600, 2600), weekly_hours=Decimal("37.5"), shifts=["night"], surcharges={"night": 25, "sunday": 50},
        weekends_a_month=2,
    )  # fmt: skip


def test_surcharges_come_on_top_of_the_hour(night_listing) -> None:
    pay = worked_out(night_listing, nacht="40", sonntag="15")
    assert (pay.hour_low, pay.base_low) == (pytest.approx(16.0), pytest.approx(2600))
    assert [(extra.kind, extra.low) for extra in pay.extras] == [
        ("night", pytest.approx(160)),
        ("sunday", pytest.approx(120)),
    ]
    assert pay.total_low == pytest.approx(2880)
    assert pay.total_hour_low == pytest.approx(2880 / 162.5)
    assert pay.tax_free == pytest.approx(280)


@pytest.mark.parametrize(
    ("fields", "pattern"),
    [
        ({"shifts": ["night"], "weekly_hours": 40}, Pattern(40, 151.7)),
        ({"shifts": ["early", "late", "night"], "weekly_hours": 36}, Pattern(36, 45.5)),
        ({"shifts": ["rotating"], "weekly_hours": 36}, Pattern(36, 45.5)),
        ({"shifts": ["early"], "weekly_hours": 40}, Pattern(40)),
        ({"shifts": ["late"], "work_starts_at": time(16), "work_ends_at": time(0), "weekly_hours": 40}, Pattern(40, 21.7)),
        ({"shifts": ["night"], "work_starts_at": time(22), "work_ends_at": time(6), "weekly_hours": 40}, Pattern(40, 151.7)),
        ({"shifts": ["early"], "work_starts_at": time(5), "work_ends_at": time(13), "weekly_hours": 40}, Pattern(40, 21.7)),
        ({"shifts": ["day", "weekend"], "weekly_hours": 30}, Pattern(30, 0, 12, 12)),
        ({"shifts": ["weekend"], "weekends_a_month": 0, "weekly_hours": 30}, Pattern(30)),
        ({"shifts": [], "weekly_hours": None}, Pattern(40)),
    ],
)  # fmt: skip
def test_it_assumes_what_the_advertisement_says(make_listing, fields, pattern) -> None:
    listing = make_listing(**fields)
    assert shift_pay.assumed(listing) == pattern


def test_only_so_much_is_free_of_tax_as_the_law_says(make_listing) -> None:
    generous = {"night": 40, "sunday": 100, "saturday": 30, "holiday": 200}
    listing = make_listing(pay=(2600, 2600), weekly_hours=Decimal("37.5"), surcharges=generous)
    pay = worked_out(listing, nacht="10", sonntag="10", samstag="10", feiertag="10")
    assert pay.tax_free == pytest.approx(16 * 10 * ((3 * 0.25 + 4 * 0.4) / 7 + 0.5 + 1.25))
    assert not pay.is_over_social_base
    rich = make_listing(pay=(11_000, 11_000), weekly_hours=Decimal("37.5"), surcharges={"night": 25})
    pay = worked_out(rich, nacht="10")
    assert pay.tax_free == pytest.approx(50 * 10 * 0.25)
    assert pay.is_over_social_base


@pytest.mark.parametrize(
    ("start", "end", "deep"),
    [(22, 6, 4 / 7), (18, 2, 2 / 3), (16, 0, 0), (0, 8, 0), (5, 13, 0), (20, 4, 4 / 5)],
)
def test_between_0_and_4_more_is_free_of_tax_if_the_shift_began_before(make_listing, start, end, deep) -> None:
    listing = make_listing(
        pay=(2600, 2600), weekly_hours=Decimal("37.5"), shifts=["night"], surcharges={"night": 50},
        work_starts_at=time(start), work_ends_at=time(end),
    )  # fmt: skip
    pay = worked_out(listing, nacht="10")
    assert pay.deep_share == pytest.approx(deep)
    assert pay.tax_free == pytest.approx(16 * 10 * (0.25 + deep * 0.15))
    listing.surcharges = {"night": 25}
    listing.save()
    pay = worked_out(listing, nacht="10")
    assert (pay.deep_share, pay.tax_free) == (None, pytest.approx(16 * 10 * 0.25))


def test_other_hours_change_the_month_and_not_the_hour(make_listing) -> None:
    listing = make_listing(pay=(2600, 2925), weekly_hours=Decimal("37.5"))
    pay = worked_out(listing, stunden="25")
    assert (round(pay.total_low), round(pay.total_high)) == (1733, 1950)
    assert pay.full_time == (2773, 3120)
    assert pay.total_hour_low == pytest.approx(16)


@pytest.mark.parametrize(
    ("low", "high", "unit", "hour"),
    [(16, 18, "hour", (16, 18)), (None, 16, "hour", (16, 16)), (33_800, 33_800, "year", (16.25, 16.25))],
)
def test_pay_in_every_unit_is_brought_to_the_hour(make_listing, low, high, unit, hour) -> None:
    listing = make_listing(base_salary_min=low, base_salary_max=high, base_salary_unit=unit, weekly_hours=40)
    pay = worked_out(listing)
    assert (pay.hour_low, pay.hour_high) == pytest.approx(hour)


def test_without_comparable_pay_nothing_is_worked_out(client, make_listing) -> None:
    listing = make_listing(pay=None)
    assert shift_pay.of(listing, {}) is None
    assert 'id="rechnen"' not in client.get(listing.get_absolute_url()).content.decode()


def test_the_page_shows_the_sum_and_takes_other_numbers(client, night_listing) -> None:
    path = night_listing.get_absolute_url()
    first = client.get(path).content.decode()
    assert "Sonntag: 50 % für 15 Stunden" in first
    assert "Obergrenze, keine Zusage" in first
    page = client.get(path, {"nacht": "0", "sonntag": "4,5", "stunden": "37,5"}).content.decode()
    assert "Sonntag: 50 % für 4,5 Stunden" in page
    assert "36\xa0€" in page
    assert "Gerechnet mit deinen Zahlen" in page
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{path}">' in page


@pytest.mark.parametrize("typed", ["viel", "-1", "1e99", "nan", "1000", "<script>", "0x10", "\x00", "9" * 400])
def test_a_number_that_cannot_be_is_named_and_stays(client, night_listing, typed) -> None:
    page = client.get(night_listing.get_absolute_url(), {"sonntag": typed, "nacht": "12"}).content.decode()
    assert "Trag eine Zahl von 0 bis 100 ein." in page
    assert "Sonntag: 50 % für 15 Stunden" in page
    assert "Nacht: 25 % für 12 Stunden" in page
    assert "<script>" not in page.replace('<script type="', "")


def test_it_costs_no_statement(client, night_listing, django_assert_max_num_queries) -> None:
    client.get(night_listing.get_absolute_url())
    with django_assert_max_num_queries(5):
        client.get(night_listing.get_absolute_url(), {"sonntag": "8"})
