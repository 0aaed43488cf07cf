"""Synthetic listings: repeatable, searchable, and benchmark parts that need no server."""

import os

import pytest
from django.core.management import CommandError, call_command
from django.http import QueryDict

from listings.models import Listing
from listings.searching.filters import Params
from listings.searching.search import search
from portal.benchmark import processes

COLUMNS = (
    "external_id",
    "title",
    "description_text",
    "place",
    "shifts",
    "salary_month_min",
    "published_at",
    "search_vector",
)


def generate(seed: int) -> list[tuple]:
    call_command("generate_listings", count=120, seed=seed)
    made = Listing.objects.filter(external_id__startswith=f"{seed}-").order_by("pk")
    rows = list(made.values_list(*COLUMNS))
    made.delete()
    return rows


def test_the_same_seed_gives_the_same_listings(towns) -> None:
    first = generate(5)
    assert len(first) == 120
    assert generate(5) == first
    assert [row[1:] for row in generate(6)] != [row[1:] for row in first]


def test_generated_words_equal_those_of_the_whole_text(towns) -> None:
    call_command("generate_listings", count=40, seed=2)
    assert search(Params.read(QueryDict(""))).total == 40
    before = list(Listing.objects.order_by("pk").values_list("search_vector", flat=True))
    Listing.index_words(Listing.objects.all())
    after = list(Listing.objects.order_by("pk").values_list("search_vector", flat=True))
    words = [{part.split(":")[0] for part in vector.split()} for vector in before]
    assert words == [{part.split(":")[0] for part in vector.split()} for vector in after]


def test_without_places_there_is_nothing_to_generate(db) -> None:
    with pytest.raises(CommandError, match="load_places"):
        call_command("generate_listings", count=1)


def test_cpu_time_of_a_process_grows_with_its_work(db) -> None:
    before = processes.cpu_ms({"self": os.getpid()})["self"]
    sum(number * number for number in range(2_000_000))
    assert processes.cpu_ms({"self": os.getpid()})["self"] > before
