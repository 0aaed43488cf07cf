"""The relevance set: what seekers must, may and must not find first. `pytest -s` prints the score."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone

from listings.models import Employer, Listing, Place
from listings.searching.filters import Params
from listings.searching.search import PAGE_SIZE, search

pytestmark = pytest.mark.usefixtures("counter")

MUST_PASS = 83
SET = tomllib.loads((Path(__file__).parent.parent / "data" / "relevance.toml").read_text())


@pytest.fixture
def name_of(towns: dict[str, Place]) -> dict[int, str]:
    """Key of a row to its name in the set."""
    employer, now = Employer.objects.create(name="Volme Dialog GmbH", name_key="volme dialog gmbh"), timezone.now()
    rows, names = [], []
    for told in SET["listing"]:
        fields = {k: v for k, v in told.items() if k not in {"id", "text", "days", "copies", "town"}}
        town = towns[told.get("town", "hagen")]
        for copy in range(told.get("copies", 1)):
            rows.append(Listing(
                status="published", description_text=told["text"], description_html=f"<p>{told['text']}</p>",
                place=town, city=town.name, latitude=town.latitude, longitude=town.longitude,
                hiring_organization=employer, published_at=now - timedelta(days=told["days"], minutes=copy), **fields,
            ))  # fmt: skip
            names.append(told["id"])
    Listing.objects.bulk_create(rows)
    Listing.index_words(Listing.objects.all())
    return {row.pk: name for row, name in zip(rows, names, strict=True)}


def ask(told: dict[str, Any], page: int = 1):
    data = QueryDict(mutable=True)
    for name in ("q", "city", "radius", "sort"):
        if name in told:
            data[name] = str(told[name])
    data["page"] = str(page)
    return search(Params.read(data))


def broken(told: dict[str, Any], name_of: dict[int, str]) -> str:
    """What is wrong with the answer to one query; empty when nothing is."""
    result = ask(told)
    pages = [result, *(ask(told, page) for page in range(2, result.pages + 1))]
    order = [name_of[row.pk] for one in pages for row in one.listings]
    first, top = told.get("first", []), order[:PAGE_SIZE]
    wrong = [f"{name} not among the first {len(first)}" for name in first if name not in order[: len(first)]]
    if stranger := [name for name in order[: len(first)] if name not in first]:
        wrong.append(f"first comes {stranger}")
    wrong += [f"{name} not found" for name in told.get("found", []) if name not in top]
    wrong += [f"{name} found" for name in told.get("never", []) if name in order]
    wrong += [f"{name} on the first page" for name in told.get("later", []) if name in top]
    last = max((order.index(name) for name in first if name in order), default=-1)
    wrong += [f"{name} too early" for name in told.get("behind", []) if name in order and order.index(name) < last]
    offered = {f"{offer.name}={offer.value}" for offer, _ in result.offers}
    wrong += [f"{one} not offered" for one in told.get("offers", []) if one not in offered]
    if "meant" in told and result.did_you_mean != told["meant"]:
        wrong.append(f"asked back {result.did_you_mean!r}")
    return "; ".join(wrong)


def test_the_relevance_set_is_answered_as_expected(name_of) -> None:
    found = {f"{told['q']} {told.get('city', '')}": broken(told, name_of) for told in SET["query"]}
    failed = {query: wrong for query, wrong in found.items() if wrong}
    told = "\n".join(f"  {query}: {wrong}" for query, wrong in failed.items())
    print(f"{len(found) - len(failed)} of {len(found)} queries are answered as expected\n{told}")
    assert len(found) - len(failed) >= MUST_PASS, told


def test_the_set_is_large_enough_and_names_only_its_own_listings() -> None:
    known = {told["id"] for told in SET["listing"]}
    assert len(known) == len(SET["listing"])
    assert len({(told["q"], told.get("city")) for told in SET["query"]}) == len(SET["query"]) >= 60
    for told in SET["query"]:
        named = {name for key in ("first", "found", "behind", "later", "never") for name in told.get(key, [])}
        assert named <= known, told["q"]
