"""Choices as bits. The order is that of migration 0020, where the same is written in SQL; a test compares both.

A combo has one bit for each value of the six counted facets; listings with equal combos are counted together.
"""

import sys
from array import array
from collections.abc import Iterable, Mapping
from functools import cached_property, reduce
from operator import and_, or_

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
_BITS = _next
_DIGITS = [bytes(ord("1") if byte >> bit & 1 else ord("0") for byte in range(256)) for bit in range(8)]
"""For each bit of a byte the table that writes it as a binary digit."""

Chosen = Mapping[str, Iterable[str]]


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


class Groups:
    """How many listings have each combo. Bytes: pairs of 32-bit integers in network order, key and number.

    Counting works on whole columns: one integer for each bit of the keys and of the numbers, in which bit i belongs
    to group i. A count is then a sum of population counts, a few hundred operations however many groups there are.
    """

    def __init__(self, packed: bytes) -> None:
        self._packed = packed
        self._length = len(packed) // 8

    @cached_property
    def pairs(self) -> dict[int, int]:
        numbers = array("i", self._packed)
        if sys.byteorder == "little":
            numbers.byteswap()
        return dict(zip(numbers[0::2], numbers[1::2], strict=True))

    def matching(self, chosen: Chosen) -> list[int]:
        wanted = masks(chosen).values()
        return [combo for combo in self.pairs if all(combo & mask for mask in wanted)]

    def fold(self, chosen: Chosen) -> tuple[int, dict[tuple[str, str], int]]:
        """The total, and for each choice what it would leave given all other facets."""
        everything = (1 << self._length) - 1
        passing = {}
        for name, mask in masks(chosen).items():
            columns = (column for bit, column in enumerate(self._keys) if mask >> bit & 1)
            passing[name] = reduce(or_, columns, 0)
        counts = {}
        for name in FACETS:
            start, values = _FIELDS[name]
            others = reduce(and_, (column for other, column in passing.items() if other != name), everything)
            for i, value in enumerate(values):
                counts[name, value] = self._count(others & self._keys[start + i])
        return self._count(reduce(and_, passing.values(), everything)), counts

    def _count(self, groups: int) -> int:
        return sum((groups & plane).bit_count() << bit for bit, plane in enumerate(self._numbers)) if groups else 0

    @cached_property
    def _keys(self) -> list[int]:
        return self._columns(0)[:_BITS]

    @cached_property
    def _numbers(self) -> list[int]:
        columns = self._columns(4)
        while columns and not columns[-1]:
            columns.pop()
        return columns

    def _columns(self, first: int) -> list[int]:
        """The 32 columns of one of the two integers, lowest bit first."""
        found = []
        for byte in range(3, -1, -1):
            part = self._packed[first + byte :: 8]
            found += [int(part.translate(table), 2) for table in _DIGITS] if any(part) else [0] * 8
        return found
