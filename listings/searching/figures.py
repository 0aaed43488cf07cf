"""What live listings say about a place: the numbers that pages, guides and charts may show."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Aggregate, Count, ExpressionWrapper, F, FloatField, Q
from django.db.models.functions import Now

from listings.models import Listing, Place
from listings.models.listing import ListingQuerySet
from listings.models.place import km_between
from listings.vocabulary import Contract, ShiftType

MIN_KNOWN = 10
"""Fewer stated figures than this give no median and no quartiles."""
NEARBY_KM = 30


class Percentile(Aggregate):
    """Continuous percentile; fraction between 0 and 1."""

    function = "percentile_cont"
    template = "%(function)s(%(fraction)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

    def __init__(self, expression: object, fraction: float, **extra: object) -> None:
        super().__init__(expression, fraction=fraction, **extra)


_MIDDLE = ExpressionWrapper((F("salary_month_min") + F("salary_month_max")) / 2.0, output_field=FloatField())


@dataclass(frozen=True)
class PlaceFigures:
    """Counts of live listings; pay in whole euros a month, full time, gross, the middle of each stated range."""

    place: Place
    km: int
    total: int = 0
    new_this_week: int = 0
    known_pay: int = 0
    early: int = 0
    permanent: int = 0
    pay_low: int | None = None
    """Lower quartile; None when fewer than MIN_KNOWN listings state pay. The same for the two below."""
    pay_median: int | None = None
    pay_high: int | None = None


def figures_for(place: Place, km: int = 0) -> PlaceFigures:
    """One query. km = 0 counts the municipality only."""
    rows = Listing.objects.live()
    rows = rows.near(place.latitude, place.longitude, km) if km else rows.in_place(place)
    found = rows.order_by().aggregate(
        total=Count("pk"),
        new_this_week=Count("pk", filter=Q(published_at__gte=Now() - timedelta(days=7))),
        known_pay=Count("salary_month_min"),
        early=Count("pk", filter=Q(shifts__contains=[ShiftType.EARLY])),
        permanent=Count("pk", filter=Q(contract__contains=[Contract.PERMANENT])),
        pay_low=Percentile(_MIDDLE, 0.25),
        pay_median=Percentile(_MIDDLE, 0.5),
        pay_high=Percentile(_MIDDLE, 0.75),
    )
    return PlaceFigures(place, km, **_honest(found))


def pay_by_place(limit: int) -> list[PlaceFigures]:
    """The places with the most live listings and what they pay, largest first. Two queries."""
    rows = (
        _located(Listing.objects.live())
        .values("place")
        .annotate(
            total=Count("pk"), known_pay=Count("salary_month_min"), pay_low=Percentile(_MIDDLE, 0.25),
            pay_median=Percentile(_MIDDLE, 0.5), pay_high=Percentile(_MIDDLE, 0.75),
        )
        .order_by("-total", "place")[:limit]
    )  # fmt: skip
    found = list(rows)
    places = Place.objects.in_bulk([row["place"] for row in found])
    return [PlaceFigures(places[row.pop("place")], 0, **_honest(row)) for row in found]


def nearby(place: Place, limit: int = 6) -> list[tuple[Place, int, int]]:
    """Neighbouring places with live listings: place, whole kilometres, listings; nearest first. Two queries."""
    rows = _located(Listing.objects.live().near(place.latitude, place.longitude, NEARBY_KM)).exclude(place=place)
    counted = dict(rows.values_list("place").annotate(n=Count("pk")))
    places = Place.objects.filter(pk__in=counted)
    near = sorted((km_between(place, other), other.name, other) for other in places)
    return [(other, round(km), counted[other.pk]) for km, _, other in near[:limit]]


def _located(rows: ListingQuerySet) -> ListingQuerySet:
    return rows.filter(place__isnull=False).order_by()


def _honest(found: dict[str, float | None]) -> dict[str, int | None]:
    """Whole numbers; no quartiles from a handful of figures."""
    is_enough = (found["known_pay"] or 0) >= MIN_KNOWN
    return {
        name: None
        if value is None or (name in {"pay_low", "pay_median", "pay_high"} and not is_enough)
        else round(value)
        for name, value in found.items()
    }
