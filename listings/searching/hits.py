"""The listings of one page: as cards for drawing rows, read with their order; as models when asked for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple, overload

from django.db import connection

from listings.models import Listing


class Card(NamedTuple):
    """Everything that a row shows of a listing, named as there, and nothing else. Equal cards are drawn equally."""

    employer: str
    pk: int
    title: str
    city: str
    further_places: tuple[int, ...]
    shifts: tuple[str, ...]
    employment_type: tuple[str, ...]
    contract: tuple[str, ...]
    work_mode: str
    entry: tuple[str, ...]
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


@dataclass(frozen=True, slots=True)
class Hit:
    card: Card
    lead: float
    """The first sort key, descending."""
    distance: float | None
    """Kilometres, in a search at a place."""


_CARD = ", ".join(["e.name", "l.id", *(f"l.{name}" for name in Card._fields[2:])])
_FROM = (
    "JOIN listings_searchrow r ON r.listing_id = page.listing_id"
    " JOIN listings_listing l ON l.id = r.listing_id JOIN listings_employer e ON e.id = l.hiring_organization_id"
)
_LIVE = "SELECT listing_id FROM listings_searchrow WHERE listing_id = ANY(%s) AND valid_through > statement_timestamp()"


class Hits(Sequence[Listing]):
    """In order. Length, slices and `found` cost nothing; the first listing asked for loads them all."""

    def __init__(self, found: Iterable[Hit] = ()) -> None:
        self.found = list(found)

    @property
    def pks(self) -> list[int]:
        return [hit.card.pk for hit in self.found]

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
        return f"Hits({self.pks})"

    @cached_property
    def _listings(self) -> list[Listing]:
        """With a place each has `distance`. One that was deleted meanwhile is left out."""
        stored = Listing.objects.for_cards().in_bulk(self.pks)
        listings = []
        for hit in self.found:
            if listing := stored.get(hit.card.pk):
                if hit.distance is not None:
                    listing.distance = hit.distance  # type: ignore[attr-defined]
                listings.append(listing)
        return listings


def read(
    query: str, args: Sequence[Any], *, lead: str = "0", lead_args: Sequence[Any] = (),
    spots: Mapping[int, float] | None = None,
) -> list[Hit]:  # fmt: skip
    """One statement around a query for `listing_id`. `lead` is an SQL expression over the search row, or "km"."""
    first = "0" if lead == "km" else lead
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {first}, r.spot_id, {_CARD} FROM ({query}) page {_FROM}", [*lead_args, *args])  # noqa: S608
        rows = cursor.fetchall()
    hits = []
    for key, spot, *values in rows:
        distance = None if spots is None else spots.get(spot, 0.0)
        card = Card(*(tuple(value) if type(value) is list else value for value in values))
        hits.append(Hit(card, -(distance or 0.0) if lead == "km" else key, distance))
    return sorted(hits, key=lambda hit: (hit.lead, hit.card.published_at, hit.card.pk), reverse=True)


def live(pks: Sequence[int]) -> list[Hit]:
    """Those that are live at this moment, newest first. One statement."""
    return read(_LIVE, [list(pks)])
