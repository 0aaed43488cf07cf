"""The figures of places are those that a slow count over the listings gives, before and after every change."""

import random
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import timedelta
from statistics import median, quantiles

import pytest
from django.utils import timezone

from listings.models import Listing, Place
from listings.models.place import km_between
from listings.searching import memory
from listings.searching.figures import figures_with_neighbours, pay_by_place
from listings.searching.kept import world

TOWNS = ("hagen", "herdecke", "dortmund", "hagen-segeberg")


@pytest.fixture(params=["memory", "database"], autouse=True)
def counter(request: pytest.FixtureRequest, db: None) -> Iterator[None]:
    with memory.in_use() if request.param == "memory" else nullcontext():
        yield


def counted(place: Place, km: int) -> dict[str, object]:
    def is_near(row: Listing) -> bool:
        away = km_between(place.latitude, place.longitude, row.latitude or 0, row.longitude or 0)
        return row.place == place if km == 0 else away <= km

    rows = [row for row in Listing.objects.live().select_related("place") if is_near(row)]
    pay = [(row.salary_month_min + row.salary_month_max) // 2 for row in rows if row.salary_month_min is not None]
    week = timezone.now() - timedelta(days=7)
    found: dict[str, object] = {
        "total": len(rows), "new_this_week": sum(row.published_at >= week for row in rows), "known_pay": len(pay),
        "early": sum("early" in row.shifts for row in rows), "pay_median": None, "pay_low": None, "pay_high": None,
        "permanent": sum("permanent" in row.contract for row in rows),
    }  # fmt: skip
    if len(pay) >= 10:
        low, _, high = quantiles(pay, n=4, method="inclusive")
        in_steps = {"pay_low": low, "pay_median": median(pay), "pay_high": high}
        found |= {name: (round(value) + 25) // 50 * 50 for name, value in in_steps.items()}
    return found


def check() -> None:
    for place in Place.objects.all():
        figures, neighbours = figures_with_neighbours(place, world(), 0, 25)
        for own, km in zip(figures, (0, 25), strict=True):
            expected = counted(place, km)
            assert {name: getattr(own, name) for name in expected} == expected, (place, km)
        near = [town for town in Place.objects.exclude(pk=place.pk)
                if km_between(place.latitude, place.longitude, town.latitude, town.longitude) <= 30]  # fmt: skip
        totals = {town.slug: counted(town, 0)["total"] for town in near}
        assert {one.place.slug: one.total for one in neighbours} == {key: n for key, n in totals.items() if n}
    for row in pay_by_place(3, world()):
        expected = counted(Place.objects.get(pk=row.place.pk), 0)
        assert (row.total, row.pay_low, row.pay_high) == (expected["total"], expected["pay_low"], expected["pay_high"])


def test_figures_agree_with_a_plain_count_after_every_change(make_listing, towns) -> None:
    dice = random.Random(11)
    for _ in range(70):
        low = dice.choice([None, *range(2300, 3900, 37)])
        make_listing(
            dice.choices(TOWNS, (5, 2, 4, 1))[0], pay=low and (low, low + dice.choice([0, 55, 300])),
            shifts=dice.sample(["early", "late", "night"], 2), contract=dice.choice([[], ["permanent"], ["limited"]]),
            published_at=timezone.now() - timedelta(days=dice.randrange(20), hours=1),
        )  # fmt: skip
    check()
    some = list(Listing.objects.values_list("pk", flat=True)[:30])
    Listing.objects.filter(pk__in=some[:10]).update(salary_month_min=2501, salary_month_max=2502)
    check()
    Listing.objects.filter(pk__in=some[10:20]).update(status="withdrawn")
    Listing.objects.filter(pk__in=some[20:]).update(valid_through=timezone.now() - timedelta(seconds=1))
    check()
