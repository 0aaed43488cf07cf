"""The listings of one page: as the search found them, as models when asked for, as cards for drawing rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple, overload

from django.db import connection

from listings.models import Listing

_VERSION = "l.xmin, l.ctid, e.xmin, e.ctid"
"""Other after every change of the listing or its employer, also after the second one of a transaction."""
_JOINED = "JOIN listings_listing l ON l.id = r.listing_id JOIN listings_employer e ON e.id = l.hiring_organization_id"


@dataclass(frozen=True, slots=True)
class Hit:
    pk: int
    published_at: datetime
    lead: float
    """The first sort key, descending."""
    combo: int
    distance: float | None
    """Kilometres, in a search at a place."""
    version: tuple[str, ...]


class Card(NamedTuple):
    """What a row shows, named as in Listing."""

    pk: int
    version: tuple[str, ...]
    employer: str
    title: str
    city: str
    further_places: list[int]
    shifts: list[str]
    employment_type: list[str]
    contract: list[str]
    work_mode: str
    entry: list[str]
    weekly_hours: Decimal | None
    work_starts_at: time | None
    work_ends_at: time | None
    base_salary_min: Decimal | None
    base_salary_max: Decimal | None
    base_salary_unit: str
    salary_month_min: int | None
    salary_month_max: int | None
    published_at: datetime
    reposts: int


_COLUMNS = ", ".join(f"l.{name}" for name in Card._fields[3:])
_CARDS = (
    f"SELECT l.id, {_VERSION}, e.name, {_COLUMNS} FROM listings_searchrow r {_JOINED} "  # noqa: S608
    "WHERE r.listing_id = ANY(%s) AND r.valid_through > statement_timestamp()"
)


class Hits(Sequence[Listing]):
    """In order. Length, slices and `found` cost nothing; the first listing asked for loads them all."""

    def __init__(self, found: Iterable[Hit] = ()) -> None:
        self.found = list(found)

    def __len__(self) -> int:
        return len(self.found)

    @overload
    def __getitem__(self, index: int) -> Listing: ...
    @overload
    def __getitem__(self, index: slice) -> "Hits": ...
    def __getitem__(self, index: int | slice) -> "Listing | Hits":
        return Hits(self.found[index]) if isinstance(index, slice) else self._listings[index]

    def __iter__(self) -> Iterator[Listing]:
        return iter(self._listings)

    def __repr__(self) -> str:
        return f"Hits({[hit.pk for hit in self.found]})"

    @cached_property
    def _listings(self) -> list[Listing]:
        """With a place each has `distance`. One that was deleted meanwhile is left out."""
        stored = Listing.objects.for_cards().in_bulk([hit.pk for hit in self.found])
        listings = []
        for hit in self.found:
            if listing := stored.get(hit.pk):
                if hit.distance is not None:
                    listing.distance = hit.distance  # type: ignore[attr-defined]
                listings.append(listing)
        return listings


def read(
    query: str, args: Sequence[Any], *, lead: str = "0", lead_args: Sequence[Any] = (), spots: Any = None
) -> list[Hit]:
    """One statement around a query for `listing_id`. `lead` is an SQL expression over the search row, "km" the distance."""
    expression = "0" if lead == "km" else lead
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT r.listing_id, r.published_at, {expression}, r.combo, r.spot_id, {_VERSION} "  # noqa: S608
            f"FROM ({query}) page JOIN listings_searchrow r ON r.listing_id = page.listing_id {_JOINED}",
            [*lead_args, *args],
        )
        rows = cursor.fetchall()
    hits = []
    for pk, published_at, first, combo, spot, *version in rows:
        distance = None if spots is None else spots.get(spot, 0.0)
        hits.append(
            Hit(pk, published_at, -(distance or 0.0) if lead == "km" else first, combo, distance, tuple(version))
        )
    return sorted(hits, key=lambda hit: (hit.lead, hit.published_at, hit.pk), reverse=True)


def cards(pks: Sequence[int]) -> list[Card]:
    """Those that are live at this moment, in any order. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_CARDS, [list(pks)])
        return [Card(row[0], row[1:5], *row[5:]) for row in cursor.fetchall()]
