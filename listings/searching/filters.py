"""The search parameters, declared once. Unknown names and values are ignored, never an error."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.db.models.functions import Now
from django.http import QueryDict

from listings.models import Listing
from listings.models.listing import ListingQuerySet
from listings.vocabulary import (
    RADII_KM,
    SINCE_DAYS,
    Contract,
    Employment,
    Entry,
    SalaryBand,
    Sector,
    ShiftType,
    WorkMode,
)

LANGUAGES = ("en", "nl", "tr", "pl", "fr", "ru", "uk", "ar", "es", "it", "de")
FACETS: dict[str, type[StrEnum]] = {
    "shift": ShiftType,
    "salary": SalaryBand,
    "employment": Employment,
    "work_mode": WorkMode,
    "contract": Contract,
    "entry": Entry,
}
MULTIPLE: dict[str, Iterable[str]] = {**FACETS, "sector": Sector, "language": LANGUAGES}
SORTS = ("relevance", "date", "salary", "distance")


@dataclass
class Params:
    """Validated search parameters."""

    q: str = ""
    city: str = ""
    radius: int | None = None
    since: int | None = None
    sort: str = ""
    page: int = 1
    after: str = ""
    """Cursor of the next link; wins over `page`."""
    chosen: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, data: QueryDict) -> "Params":
        number = lambda name: int(data[name]) if data.get(name, "").isdecimal() and len(data[name]) < 7 else None  # noqa: E731
        radius, since = number("radius"), number("since")
        return cls(
            q=" ".join(data.get("q", "").replace("\x00", "").split())[:200],
            city=" ".join(data.get("city", "").replace("\x00", "").split())[:100],
            radius=radius if radius in RADII_KM else None,
            since=since if since in SINCE_DAYS else None,
            sort=data.get("sort", "") if data.get("sort") in SORTS else "",
            page=max(1, number("page") or 1),
            after=data.get("after", "")[:300],
            chosen={
                name: wanted
                for name, values in MULTIPLE.items()
                if (wanted := [v for v in dict.fromkeys(data.getlist(name)) if v in set(map(str, values))])
            },
        )

    def query(self, **changes: Any) -> str:
        """The query string of this search with some parameters changed; None leaves one out."""
        single = {"q": self.q, "city": self.city, "radius": self.radius, "since": self.since, "sort": self.sort,
                  "page": None, "after": None}  # fmt: skip
        pairs: list[tuple[str, object]] = [
            (name, value) for name, kept in single.items() if (value := changes.get(name, kept)) not in (None, "")
        ]
        for name in MULTIPLE:
            pairs += [(name, value) for value in changes.get(name, self.chosen.get(name, ()))]
        return urlencode(pairs)


class AnyOf(django_filters.MultipleChoiceFilter):
    """Alternatives over an array column."""

    def filter(self, qs: ListingQuerySet, value: list[str]) -> ListingQuerySet:
        return qs.filter(**{f"{self.field_name}__overlap": value}) if value else qs


class Bands(django_filters.MultipleChoiceFilter):
    def filter(self, qs: ListingQuerySet, value: list[str]) -> ListingQuerySet:
        return qs.paying([SalaryBand(v) for v in value]) if value else qs


class Words(django_filters.CharFilter):
    def filter(self, qs: ListingQuerySet, value: str) -> ListingQuerySet:
        return qs.matching(value) if value else qs


class Days(django_filters.NumberFilter):
    def filter(self, qs: ListingQuerySet, value: int | None) -> ListingQuerySet:
        return qs.filter(published_at__gte=Now() - timedelta(days=int(value))) if value else qs


def _choices(values: Iterable[str]) -> list[tuple[str, str]]:
    return [(str(v), str(v)) for v in values]


class ListingFilter(django_filters.FilterSet):
    q = Words()
    since = Days()
    shift = AnyOf(field_name="shifts", choices=_choices(ShiftType))
    employment = AnyOf(field_name="employment_type", choices=_choices(Employment))
    contract = AnyOf(field_name="contract", choices=_choices(Contract))
    entry = AnyOf(field_name="entry", choices=_choices(Entry))
    language = AnyOf(field_name="languages", choices=_choices(LANGUAGES))
    salary = Bands(choices=_choices(SalaryBand))
    work_mode = django_filters.MultipleChoiceFilter(choices=_choices(WorkMode))
    sector = django_filters.MultipleChoiceFilter(choices=_choices(Sector))

    class Meta:
        model = Listing
        fields: list[str] = []
