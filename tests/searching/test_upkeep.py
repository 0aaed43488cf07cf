"""Search rows follow listings at once, whoever writes, and counts are never older than the rows."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from listings import lifecycle
from listings.models import Listing, SearchRow
from listings.searching import around, kept, packing
from listings.searching.filters import LANGUAGES, Params
from listings.searching.search import search
from listings.searching.ways import ways_out
from listings.vocabulary import Contract, Employment, SalaryBand, Sector, ShiftType, WorkMode, bands_of

pytestmark = pytest.mark.usefixtures("counter")


def total(query: str = "") -> int:
    return search(Params.read(QueryDict(query))).total


def test_every_way_of_writing_changes_the_next_answer(make_listing) -> None:
    assert total() == 0
    listing = make_listing()
    assert total() == 1
    rows = Listing.objects.filter(pk=listing.pk)
    rows.update(shifts=["night"])
    assert (total("shift=night"), total("shift=early")) == (1, 0)
    rows.update(title="Nachtdienst")
    Listing.index_words(rows)
    assert total("q=nachtdienst") == 1
    rows.update(is_hidden_duplicate=True)
    assert total() == 0
    rows.update(is_hidden_duplicate=False)
    assert total() == 1
    rows.update(valid_through=timezone.now() - timedelta(seconds=1))
    assert total() == 0
    assert lifecycle.expire() == 1
    assert not SearchRow.objects.exists()
    rows.update(status="published", valid_through=None)
    assert total("city=hagen") == 1
    rows.delete()
    assert total() == total("city=hagen") == 0


def test_a_listing_that_runs_out_leaves_cached_counts_in_the_same_second(make_listing) -> None:
    make_listing(valid_through=timezone.now() + timedelta(seconds=0.4))
    make_listing("herdecke", valid_through=None)
    questions = ("", "city=hagen", "q=telefon", "since=7", "sector=other")
    before = [total(question) for question in questions]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.5)")
    assert before == [2, 2, 2, 2, 0]
    assert [total(question) for question in questions] == [1, 1, 1, 1, 0]


def test_a_day_limit_passes_while_the_answer_is_cached(make_listing) -> None:
    make_listing(published_at=timezone.now() - timedelta(days=1) + timedelta(seconds=0.4))
    assert total("since=1") == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.5)")
    assert total("since=1") == 0


def test_bits_in_the_database_are_those_of_the_code(make_listing) -> None:
    dice = random.Random(3)
    for _ in range(80):
        low = dice.choice([None, *range(2300, 3900, 100)])
        pay = low and (low, low + dice.choice([0, 100, 800]))
        row = make_listing(
            pay=pay, shifts=dice.sample(list(ShiftType), 2), employment_type=[dice.choice(list(Employment))],
            contract=[dice.choice(list(Contract))], work_mode=dice.choice(["", *WorkMode]),
            sector=dice.choice(["", *Sector]), languages=dice.sample(["xx", *LANGUAGES], 2),
            entry=dice.choice([[], ["career_changer"]]),
        )  # fmt: skip
        row.refresh_from_db()
        bands = [str(b) for b in SalaryBand if b in bands_of(row.salary_month_min, row.salary_month_max)]
        chosen = {
            "shift": row.shifts, "salary": bands, "employment": row.employment_type, "contract": row.contract,
            "work_mode": [row.work_mode], "entry": row.entry,
        }  # fmt: skip
        assert row.search_row.combo == sum(packing.masks(chosen).values())
        known = [language for language in row.languages if language in LANGUAGES]
        extra = {"sector": [row.sector] if row.sector else [], "language": known}
        assert row.search_row.extra == sum(packing.extra_masks(extra))


def similar(listing: Listing) -> list[Listing]:
    return around.similar(listing, around.surroundings(listing, kept.world()))


def test_similar_listings_are_near_live_and_share_a_shift_first(make_listing) -> None:
    listing = make_listing("hagen", shifts=["early"])
    late = make_listing("herdecke", shifts=["late"])
    assert list(similar(listing)) == [late]
    early = make_listing("dortmund", shifts=["early"])
    make_listing("hagen-segeberg", shifts=["early"])
    assert list(similar(listing)) == [early, late]


def test_no_result_is_answered_with_wider_circles(make_listing) -> None:
    make_listing("dortmund")
    result = search(Params.read(QueryDict("city=hagen&radius=10")))
    assert (result.total, [way.count for way in ways_out(result)]) == (0, [1])


@pytest.mark.parametrize("after", ["x", "W10", "AAAA", "eyJ9", "W251bGxd", "WyJkYXRlIiwgMiwgMWU5OTksICJ4IiwgMV0"])
def test_a_broken_cursor_is_the_first_page(make_listing, after) -> None:
    make_listing()
    result = search(Params.read(QueryDict(f"after={after}")))
    assert (result.page, len(result.listings)) == (1, 1)


def test_a_page_costs_at_most_five_statements_when_nothing_is_cached(
    make_listing, django_assert_max_num_queries
) -> None:
    make_listing()
    make_listing("herdecke")
    total("city=herdecke&q=telefon")
    with django_assert_max_num_queries(5):
        result = search(Params.read(QueryDict("city=hagen&q=telefon&shift=early&salary=2400-2800")))
        assert (result.total, result.pay.median, result.listings[0].distance) == (2, 2600, 5.23)
