"""The copy of the live listings in memory tells the same as the database, whatever happened meanwhile."""

import random
from collections.abc import Iterator
from datetime import timedelta

import psycopg2
import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from listings import lifecycle
from listings.models import Listing, SearchChange
from listings.models.search_row import KEEP_CHANGES, forget_changes
from listings.searching import generation, memory
from listings.searching.filters import Params
from listings.searching.generation import Asked
from listings.searching.question import Question
from listings.searching.search import search

EVERYTHING = Asked(Question(), {})


@pytest.fixture
def other(transactional_db) -> Iterator[psycopg2.extensions.connection]:
    """A second connection: another writer."""
    made = psycopg2.connect(**connection.get_connection_params())
    yield made
    made.close()


def total(query: str = "") -> int:
    return search(Params.read(QueryDict(query))).total


def told(asked: Asked) -> tuple:
    counted = memory.count([asked])
    assert counted is not None
    return as_plain(counted[0])


def as_plain(counted: generation.Counted) -> tuple:
    return counted.groups.pairs, list(counted.pay)


def pause(writer, pk: int) -> None:
    with writer.cursor() as cursor:
        cursor.execute("UPDATE listings_listing SET status = 'paused' WHERE id = %s", [pk])


def test_a_transaction_that_began_before_and_ends_after_another_is_not_missed(other, make_listing) -> None:
    first, second = make_listing(), make_listing()
    with memory.in_use():
        assert told(EVERYTHING)[1] == [2600, 2600]
        pause(other, first.pk)
        Listing.objects.filter(pk=second.pk).update(salary_month_min=3000, salary_month_max=3000)
        assert told(EVERYTHING)[1] == [2600, 3000]
        other.commit()
        assert told(EVERYTHING)[1] == [3000]


def test_what_was_rolled_back_did_not_happen(other, make_listing) -> None:
    listing = make_listing()
    with memory.in_use():
        pause(other, listing.pk)
        assert total() == 1
        other.rollback()
        assert total() == 1


def test_a_copy_that_slept_through_forgotten_changes_is_read_anew(transactional_db, make_listing) -> None:
    def half_an_hour_later() -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE listings_searchhorizon SET moved_at = moved_at - %s::interval", [KEEP_CHANGES])
        forget_changes()

    listing = make_listing()
    forget_changes()
    with memory.in_use():
        assert memory.count([EVERYTHING])
        half_an_hour_later()
        assert memory.count([EVERYTHING])
        Listing.objects.filter(pk=listing.pk).update(shifts=["night"])
        half_an_hour_later()
        assert SearchChange.objects.exists()
        half_an_hour_later()
        assert not SearchChange.objects.exists()
        assert memory.count([EVERYTHING]) is None
        assert total("shift=night") == 1
        memory.wait()
        assert memory.count([EVERYTHING])
        assert total("shift=night") == 1


@pytest.mark.parametrize("limit", ["MAX_PATCHED", "SPARE"])
def test_more_changes_than_can_be_followed_are_counted_by_the_database_first(
    transactional_db, make_listing, monkeypatch, limit
) -> None:
    monkeypatch.setattr(memory, limit, 1)
    make_listing()
    with memory.in_use():
        make_listing()
        assert memory.count([EVERYTHING])
        make_listing()
        make_listing()
        assert memory.count([EVERYTHING]) is None
        assert total() == 4
        memory.wait()
        assert memory.count([EVERYTHING])
        assert total() == 4


def test_memory_and_database_agree_after_any_writing(make_listing, towns) -> None:
    dice, names = random.Random(5), ["hagen", "herdecke", "dortmund"]
    made = [make_listing(dice.choice(names)).pk for _ in range(30)]
    with memory.in_use():
        spot = Listing.objects.get(pk=made[0]).search_row.spot_id
        questions = [
            EVERYTHING, Asked(Question(), {"shift": ["early"], "salary": ["2400-2800"]}),
            Asked(Question(spots={spot: 0.0}, place_key=("here",)), {"shift": ["night"]}), Asked(Question(since_days=3), {}),
            Asked(Question(extra=(3,)), {}), Asked(Question(), {}, is_by_spot=True),
        ]  # fmt: skip
        for _ in range(40):
            some = Listing.objects.filter(pk__in=dice.sample(made, 4))
            match dice.randrange(7):
                case 0:
                    made.append(make_listing(dice.choice(names), pay=dice.choice([None, (3000, 3300)])).pk)
                case 1:
                    some.update(status=dice.choice(["paused", "published", "held"]))
                case 2:
                    some.update(
                        shifts=[dice.choice(["early", "night"])], sector=dice.choice(["", "retail", "logistics"])
                    )
                case 3:
                    low = dice.choice([2400, 2500, 3600])
                    some.update(salary_month_min=low, salary_month_max=low + 100)
                case 4:
                    some.update(place=towns["hagen"], latitude=51.4, longitude=7.43)
                case 5:
                    some.update(published_at=timezone.now() - timedelta(days=dice.randrange(6)))
                case 6:
                    some.update(valid_through=timezone.now() + timedelta(days=dice.randrange(-1, 2), seconds=1))
                    lifecycle.expire()
            if dice.random() < 0.5:
                assert [told(one) for one in questions] == [as_plain(one) for one in generation.count(questions)]
        assert [told(one) for one in questions] == [as_plain(one) for one in generation.count(questions)]
