"""The search parameters, declared once. Unknown names and values are ignored, never an error."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.http import QueryDict

from listings.models import Listing
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
MAX_PAGE_DIGITS = 6


class Line(forms.CharField):
    """Text of a box: blanks made single, cut to its length, without characters that no database and no feed takes."""

    def clean(self, value: Any) -> str:
        text = " ".join(str(value or "").split())
        return "".join(filter(str.isprintable, text)).strip()[: self.max_length]


class OneOf(forms.ChoiceField):
    """One of the known values; anything else counts as not given."""

    def clean(self, value: Any) -> str:
        return value if value and self.valid_value(value) else ""


class SomeOf(forms.MultipleChoiceField):
    """The known ones of the values, each once."""

    def clean(self, value: Any) -> list[str]:
        known = {key for key, _ in self.choices}
        return [one for one in dict.fromkeys(value or ()) if one in known]


class PageNumber(forms.CharField):
    def clean(self, value: Any) -> int:
        text = str(value or "")
        is_number = text.isascii() and text.isdecimal() and len(text) <= MAX_PAGE_DIGITS
        return max(1, int(text)) if is_number else 1


class LineFilter(django_filters.CharFilter):
    field_class = Line


class OneOfFilter(django_filters.Filter):
    field_class = OneOf


class SomeOfFilter(django_filters.MultipleChoiceFilter):
    field_class = SomeOf


class PageFilter(django_filters.CharFilter):
    field_class = PageNumber


def _choices(values: Iterable[Any]) -> list[tuple[str, str]]:
    return [(str(value), str(value)) for value in values]


def _one_of(values: Sequence[Any]) -> OneOfFilter:
    return OneOfFilter(choices=_choices(values))


class ListingFilter(django_filters.FilterSet):
    """Declares and validates; the engine answers."""

    q = LineFilter(max_length=200)
    city = LineFilter(max_length=100)
    radius = _one_of(RADII_KM)
    since = _one_of(SINCE_DAYS)
    sort = _one_of(SORTS)
    page = PageFilter()
    after = LineFilter(max_length=300)
    shift = SomeOfFilter(choices=_choices(ShiftType))
    salary = SomeOfFilter(choices=_choices(SalaryBand))
    employment = SomeOfFilter(choices=_choices(Employment))
    work_mode = SomeOfFilter(choices=_choices(WorkMode))
    contract = SomeOfFilter(choices=_choices(Contract))
    entry = SomeOfFilter(choices=_choices(Entry))
    sector = SomeOfFilter(choices=_choices(Sector))
    language = SomeOfFilter(choices=_choices(LANGUAGES))

    class Meta:
        model = Listing
        fields: list[str] = []


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
        """Only the fields that are given are asked: building a whole form would cost more than the search."""
        valid: dict[str, Any] = {}
        for name, declared in ListingFilter.base_filters.items():
            if name in data:
                valid[name] = declared.field.clean(declared.field.widget.value_from_datadict(data, {}, name))
        chosen = {name: valid[name] for name in MULTIPLE if valid.get(name)}
        numbers = {name: int(valid[name]) for name in ("radius", "since") if valid.get(name)}
        single = {name: valid[name] for name in ("q", "city", "sort", "page", "after") if name in valid}
        return cls(**single, **numbers, chosen=chosen)

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
