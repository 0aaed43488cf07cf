"""From a place to the spots around it, in this process: distances are never computed row by row in the database."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import cos, radians
from threading import Lock

from django.db import connection

from listings.models.place import EARTH_RADIUS_KM, PlaceAnswer, km_between
from listings.normalise.spelling import fold

KM_PER_DEGREE = EARTH_RADIUS_KM * radians(1)


Version = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Town:
    """What pages need of a municipality beside counts."""

    pk: int
    name: str
    slug: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class _Spots:
    """All spots, those with a point sorted by latitude."""

    version: Version
    latitudes: list[float] = field(default_factory=list)
    points: list[tuple[float, float, int]] = field(default_factory=list)
    """One for each place of a spot: a job in several places is as near as the nearest of them."""
    of_place: dict[int, list[tuple[int, float, float]]] = field(default_factory=dict)
    spots_of: dict[int, set[int]] = field(default_factory=dict)
    towns: dict[int, Town] = field(default_factory=dict)
    """Municipalities with listings, now or once."""
    by_name: dict[str, Town] = field(default_factory=dict)
    """By folded name; of homonyms the one whose address is the bare name."""
    by_slug: dict[str, Town] = field(default_factory=dict)


_lock = Lock()
_known = _Spots((-1, -1))


def version() -> Version:
    return _known.version


def refresh(current: Version) -> None:
    """Reads the table of spots again. About 20,000 rows at most: postcodes and town centres."""
    global _known
    with _lock, connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, place_id, latitude, longitude FROM listings_searchspot UNION ALL "
            "SELECT s.id, p.id, p.latitude, p.longitude FROM listings_searchspot s, unnest(s.further_places) AS f(pk)"
            " JOIN listings_place p ON p.id = f.pk ORDER BY latitude, id"
        )
        spots = _Spots(current)
        for pk, place_id, latitude, longitude in cursor.fetchall():
            if place_id is not None:
                spots.of_place.setdefault(place_id, []).append((pk, latitude, longitude))
                spots.spots_of.setdefault(place_id, set()).add(pk)
            if latitude is not None and longitude is not None:
                spots.latitudes.append(latitude)
                spots.points.append((latitude, longitude, pk))
        columns = "id, name, slug, latitude, longitude"
        cursor.execute(f"SELECT {columns} FROM listings_place WHERE id = ANY(%s)", [list(spots.of_place)])  # noqa: S608
        for row in cursor.fetchall():
            found = spots.towns[row[0]] = Town(*row)
            spots.by_slug[found.slug] = found
            if found.slug == fold(found.name).replace(" ", "-"):
                spots.by_name[fold(found.name)] = found
        _known = spots


def spots_by_place() -> Mapping[int, set[int]]:
    """The spots of each municipality that has or had listings."""
    return _known.spots_of


def town(place_id: int) -> Town | None:
    return _known.towns.get(place_id)


def town_at(slug: str) -> Town | None:
    return _known.by_slug.get(slug)


def named(place_ids: Iterable[int]) -> list[Town]:
    """Those of the municipalities that have listings, by name."""
    return sorted((found for pk in place_ids if (found := town(pk))), key=lambda one: one.name)


def town_named(name: str) -> Town | None:
    return _known.by_name.get(fold(name))


def town_names() -> Iterable[str]:
    return (town.name for town in _known.by_name.values())


def towns_around(latitude: float, longitude: float, km: int) -> list[tuple[Town, float]]:
    """Municipalities with listings, now or once, whose middle lies within km, with their distance. In no order."""
    reach, found = km / KM_PER_DEGREE + 0.001, []
    for one in _known.towns.values():
        if abs(one.latitude - latitude) <= reach:
            away = km_between(latitude, longitude, one.latitude, one.longitude)
            if away <= km:
                found.append((one, away))
    return found


def spots_around(answer: PlaceAnswer, km: int) -> Mapping[int, float]:
    """Spots within km of the point, with their distance; 0 km means the municipality."""
    assert answer.place is not None
    if km == 0:
        return {
            pk: round(km_between(answer.latitude, answer.longitude, lat, lon), 3)
            for pk, lat, lon in _known.of_place.get(answer.place.pk, [])
        }
    return _within(_known.version, answer.latitude, answer.longitude, km)


@lru_cache(maxsize=256)
def _within(_version: tuple[int, int], latitude: float, longitude: float, km: int) -> Mapping[int, float]:
    spots, reach = _known, km / KM_PER_DEGREE + 0.001
    first = bisect_left(spots.latitudes, latitude - reach)
    last = bisect_right(spots.latitudes, latitude + reach)
    wide = reach / max(0.1, cos(radians(abs(latitude) + reach)))
    found: dict[int, float] = {}
    for lat, lon, pk in spots.points[first:last]:
        if abs(lon - longitude) <= wide and (away := km_between(latitude, longitude, lat, lon)) <= km:
            found[pk] = min(round(away, 3), found.get(pk, KM_PER_DEGREE * 360))
    return found
