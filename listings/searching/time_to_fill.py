"""How long it took to fill a job of a place, as employers say who ended their listings as filled through the portal."""

from dataclasses import dataclass
from typing import Any

from django.db.models.expressions import RawSQL

from listings.models import Place
from listings.models.place import PlaceQuerySet
from listings.searching import places

MIN_FILLED = 20
"""Fewer than this say nothing about a place."""
REGION_KM = 25
_DAYS = "extract(epoch FROM l.closed_at - l.published_at) / 86400"
_FILLED = (
    "(SELECT json_build_array(count(*) FILTER (WHERE l.place_id = %s),"  # noqa: S608 - a constant
    f" percentile_cont(0.5) WITHIN GROUP (ORDER BY {_DAYS}) FILTER (WHERE l.place_id = %s),"
    f" count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY {_DAYS})) FROM listings_listing l"
    " WHERE l.outcome = 'filled_here' AND l.status = 'closed' AND l.published_at < l.closed_at"
    " AND l.place_id = ANY(%s) AND l.closed_at > statement_timestamp() - interval '365 days')"
)


@dataclass(frozen=True)
class TimeToFill:
    km: int
    """0: the municipality alone."""
    days: int
    """The median from publication to the employer's word."""
    filled: int


def with_filled(slug: str) -> PlaceQuerySet:
    """Places that bring along what was filled around this one, so that a page needs no statement of its own for it."""
    town = places.town_at(slug)
    if town is None:  # it never had a listing
        return Place.objects.all()
    around = [near.pk for near, _ in places.towns_around(town.latitude, town.longitude, REGION_KM)]
    filled: Any = RawSQL(_FILLED, (town.pk, town.pk, around))  # noqa: S611 - a constant
    return Place.objects.annotate(filled=filled)


def time_to_fill(place: Place) -> TimeToFill | None:
    """Of a place that came with_filled: its own, else that of the region; None without enough of them."""
    own, own_days, region, region_days = getattr(place, "filled", None) or (0, None, 0, None)
    if own >= MIN_FILLED:
        return TimeToFill(0, max(1, round(own_days)), own)
    return TimeToFill(REGION_KM, max(1, round(region_days)), region) if region >= MIN_FILLED else None
