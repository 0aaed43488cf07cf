"""Choices as bits. The order is that of migration 0020, where the same is written in SQL; a test compares both.

A combo has one bit for each value of the six counted facets; listings with equal combos are counted together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, repeat
from typing import overload

import numpy as np
from numpy.typing import NDArray

from listings.searching.filters import FACETS, LANGUAGES
from listings.vocabulary import Contract, Employment, Entry, SalaryBand, Sector, ShiftType, WorkMode

_LAYOUT = {
    "shift": ShiftType, "salary": SalaryBand, "employment": Employment, "work_mode": WorkMode, "contract": Contract,
    "entry": Entry,
}  # fmt: skip
_FIELDS: dict[str, tuple[int, tuple[str, ...]]] = {}
"""Facet to its first bit and its values."""
_next = 0
for _name, _kind in _LAYOUT.items():
    _FIELDS[_name] = (_next, tuple(str(value) for value in _kind))
    _next += len(_kind)
_EXTRA = {
    "sector": {str(v): 1 << i for i, v in enumerate(Sector)},
    "language": {v: 1 << (len(Sector) + i) for i, v in enumerate(LANGUAGES)},
}

Chosen = Mapping[str, Iterable[str]]
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


def masks(chosen: Chosen) -> dict[str, int]:
    """For each chosen facet the bits of which one must be set in a combo."""
    found = {}
    for name, (start, values) in _FIELDS.items():
        if wanted := set(chosen.get(name, ())):
            found[name] = sum(1 << (start + i) for i, value in enumerate(values) if value in wanted)
    return found


def extra_masks(chosen: Chosen) -> list[int]:
    """The same for sectors and languages, which are applied and not counted."""
    return [sum(bits[v] for v in set(chosen[name])) for name, bits in _EXTRA.items() if chosen.get(name)]


def passing(combos: NDArray[np.int32], chosen: Chosen) -> Flags:
    """Which combos satisfy all chosen facets."""
    found = np.ones(len(combos), dtype=np.bool_)
    for mask in masks(chosen).values():
        found &= combos & np.int32(mask) != 0
    return found


@dataclass(frozen=True)
class Groups:
    """How many listings have each combo."""

    combos: NDArray[np.int32]
    numbers: Numbers

    @cached_property
    def pairs(self) -> dict[int, int]:
        return dict(zip(self.combos.tolist(), self.numbers.tolist(), strict=True))

    def matching(self, chosen: Chosen) -> list[int]:
        found: list[int] = self.combos[passing(self.combos, chosen)].tolist()
        return found

    def total(self, chosen: Chosen) -> int:
        return int(self.numbers[passing(self.combos, chosen)].sum())

    def fold(self, chosen: Chosen) -> tuple[int, dict[tuple[str, str], int]]:
        """The total, and for each choice what it would leave given all other facets."""
        fits = {name: self.combos & np.int32(mask) != 0 for name, mask in masks(chosen).items()}
        counts = {}
        for name in FACETS:
            start, values = _FIELDS[name]
            left = self.numbers
            for other, found in fits.items():
                if other != name:
                    left = left * found
            bits = self.combos >> np.arange(start, start + len(values), dtype=np.int32)[:, None] & 1
            found_each = np.einsum("ij,j->i", bits, left)  # not @, which starts threads for so little
            counts.update(zip(((name, value) for value in values), found_each.tolist(), strict=True))
        return self.total(chosen), counts


TOLD_STEP = 50
"""Euros to which statistics of pay are rounded for people; stated pay never is."""


def told(euros: int) -> int:
    return (euros + TOLD_STEP // 2) // TOLD_STEP * TOLD_STEP


class PayFigures(Sequence[int]):
    """The middles of stated ranges, ascending, kept as value and number: length and median cost no list."""

    def __init__(self, numbers: Mapping[int, int] | None = None) -> None:
        self.numbers = dict(sorted((numbers or {}).items()))
        self._length = sum(self.numbers.values())

    @classmethod
    def of(cls, values: NDArray[np.int32]) -> "PayFigures":
        """From one value for each listing, in any order."""
        if not len(values):
            return cls()
        if int(values.max()) < 100_000:
            counted = np.bincount(values)
            known = np.flatnonzero(counted)
            return cls(dict(zip(known.tolist(), counted[known].tolist(), strict=True)))
        known, numbers = np.unique(values, return_counts=True)
        return cls(dict(zip(known.tolist(), numbers.tolist(), strict=True)))

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[int]:
        return chain.from_iterable(repeat(value, n) for value, n in self.numbers.items())

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> list[int]: ...
    def __getitem__(self, index: int | slice) -> int | list[int]:
        if isinstance(index, slice):
            return list(self)[index]
        position = index + self._length if index < 0 else index
        if position >= 0:
            for value, n in self.numbers.items():
                if position < n:
                    return value
                position -= n
        raise IndexError(index)

    @property
    def median(self) -> int | None:
        return self.quantile(0.5)

    def told(self, share: float) -> int | None:
        """The quantile as people read it: a few dozen figures know nothing of single euros."""
        found = self.quantile(share)
        return None if found is None else told(found)

    def quantile(self, share: float) -> int | None:
        """Interpolated between the two nearest, rounded; None without figures."""
        if not self._length:
            return None
        below, rest = divmod(share * (self._length - 1), 1)
        low = self[int(below)]
        return round(low + rest * (self[int(below) + 1] - low)) if rest else low

    def bins(self, low: int, high: int, width: int) -> list[int]:
        """How many fall into each step from low to high; what lies outside counts in the first or last."""
        found = [0] * ((high - low) // width)
        for value, n in self.numbers.items():
            found[min(max((value - low) // width, 0), len(found) - 1)] += n
        return found
