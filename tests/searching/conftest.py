"""Every answer must be the same whoever counts."""

from collections.abc import Iterator
from contextlib import nullcontext

import pytest

from listings.searching import memory


@pytest.fixture(params=["memory", "database"])
def counter(request: pytest.FixtureRequest, db: None) -> Iterator[str]:
    with memory.in_use() if request.param == "memory" else nullcontext():
        yield request.param
