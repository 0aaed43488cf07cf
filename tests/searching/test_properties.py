"""What must hold for bands and circles whatever the numbers are."""

import math
import os
import random

import pytest

from listings.models import Place, SearchSpot
from listings.models.place import PlaceAnswer
from listings.searching import places
from listings.vocabulary import RADII_KM, SalaryBand, bands_of

SEED = int(os.environ.get("SEARCH_SEED", "3"))
KNOWN = [band for band in SalaryBand if band is not SalaryBand.UNKNOWN]


def spans(number: int) -> list[tuple[int, int]]:
    """Many about the edges of bands."""
    dice, edges = random.Random(SEED), [0, 2400, 2800, 3200, 3600]
    ends = [
        max(0, dice.choice([dice.randrange(9_000), dice.choice(edges) + dice.randrange(-2, 3)]))
        for _ in range(2 * number)
    ]
    return [(min(pair), max(pair)) for pair in zip(ends[::2], ends[1::2], strict=True)]


def test_bands_leave_no_gap_and_do_not_overlap() -> None:
    assert [band.low for band in KNOWN] == [0, *(band.high for band in KNOWN[:-1])]
    for amount in range(6_000):
        assert len(bands_of(amount, amount)) == 1, amount


def test_a_span_is_in_exactly_the_bands_it_shares_euros_with() -> None:
    for low, high in spans(3_000):
        halves = {
            band for band in KNOWN for euro in (low + 0.5, high - 0.5) if low < high and band.low <= euro < band.high
        }
        between = {band for band in KNOWN if low < band.low and band.high < high}
        single = {band for band in KNOWN if low == high and band.low <= low < band.high}
        assert bands_of(low, high) == halves | between | single, (low, high)


def test_a_wider_span_loses_no_band_and_one_end_counts_as_the_value() -> None:
    for low, high in spans(2_000):
        if low < high:
            assert bands_of(low, high) <= bands_of(max(0, low - 1), high + 1), (low, high)
        assert bands_of(low, None) == bands_of(None, low) == bands_of(low, low)
        assert SalaryBand.UNKNOWN not in bands_of(low, high)
    assert bands_of(None, None) == {SalaryBand.UNKNOWN}


@pytest.fixture
def spots(db) -> dict[int, tuple[float, float]]:
    dice = random.Random(SEED)
    points = [(dice.uniform(47.3, 55.0), dice.uniform(5.9, 15.0)) for _ in range(700)]
    points += [(51.36 + dice.uniform(-0.4, 0.4), 7.47 + dice.uniform(-0.6, 0.6)) for _ in range(500)]
    made = SearchSpot.objects.bulk_create(SearchSpot(place_id=1, latitude=lat, longitude=lon) for lat, lon in points)
    places.refresh((-2, dice.randrange(10**9)))
    yield dict(zip((spot.pk for spot in made), points, strict=True))
    SearchSpot.objects.all().delete()
    places.refresh((-1, -1))


def chord_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    xyz = [(math.cos(a) * math.cos(b), math.cos(a) * math.sin(b), math.sin(a))
           for a, b in (tuple(map(math.radians, point)) for point in (one, other))]  # fmt: skip
    return 2 * 6371 * math.asin(math.dist(*xyz) / 2)


def test_a_circle_holds_exactly_the_spots_whose_distance_is_at_most_its_radius(spots) -> None:
    dice = random.Random(SEED)
    for _ in range(60):
        centre = dice.choice([*spots.values(), (51.36, 7.47), (54.9, 8.3), (47.4, 10.2)])
        answer = PlaceAnswer(Place(pk=9), *centre)
        away = {pk: chord_km(centre, point) for pk, point in spots.items()}
        inner: set[int] = set()
        for km in RADII_KM[1:]:
            found = places.spots_around(answer, km)
            assert set(found) == {pk for pk, distance in away.items() if distance <= km}
            assert inner <= set(found)
            assert all(abs(distance - away[pk]) < 0.002 for pk, distance in found.items())
            inner = set(found)
