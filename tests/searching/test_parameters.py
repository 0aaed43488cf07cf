"""Search parameters: declared once, read leniently."""

import pytest
from django.http import QueryDict

from listings.searching.filters import ListingFilter, Params


def read(query: str) -> Params:
    return Params.read(QueryDict(query))


def test_every_parameter_of_the_contract_is_declared() -> None:
    assert set(ListingFilter.base_filters) == {
        "q", "city", "radius", "salary", "shift", "employment", "contract", "work_mode", "sector", "language", "entry",
        "since", "sort", "page", "after",
    }  # fmt: skip


def test_known_values_are_read_each_once_and_in_order() -> None:
    params = read("shift=late&shift=early&shift=late&language=tr&radius=0&since=7&sort=salary&page=3&q=+Chat++Agent+")
    assert params.chosen == {"shift": ["late", "early"], "language": ["tr"]}
    assert (params.radius, params.since, params.sort, params.page, params.q) == (0, 7, "salary", 3, "Chat Agent")


@pytest.mark.parametrize(
    "query", ["", "shift=Early", "shift=early%00", "shift[]=early", "radius=7", "radius=٢٥", "since=99", "since=-1",
              "page=0", "page=-2", "page=1e3", "page=9999999999", "page=²", "sort=no", "salary=2400", "unknown=1",
              "language=xx", "q=%00", "city=%20", "q=%ED%A0%80&q="],
)  # fmt: skip
def test_anything_else_counts_as_not_given(query) -> None:
    assert read(query) == Params()


def test_a_search_written_as_a_query_string_reads_the_same() -> None:
    params = read("q=Chat&city=Wetter+(Ruhr)&radius=50&since=3&sort=date&salary=-2400&salary=unknown&sector=it")
    assert read(params.query()) == params
    assert read(params.query(salary=[], city=None)).chosen == {"sector": ["it"]}
