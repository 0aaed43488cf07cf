"""Choices as bits. The order is that of migration 0020, where the same is written in SQL; a test compares both.

A combo has one bit for each value of the six counted facets; listings with equal combos are counted together.
"""

import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping

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
_FULL = {name: ((1 << len(values)) - 1) << start for name, (start, values) in _FIELDS.items()}

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
    """How many listings have each combo. Bytes: pairs of 32-bit integers in network order."""

    def __init__(self, packed: bytes) -> None:
        numbers = array("i", packed)
        if sys.byteorder == "little":
            numbers.byteswap()
        self.combos, self.sizes = numbers[0::2], numbers[1::2]

    @property
    def total(self) -> int:
        return sum(self.sizes)

    def matching(self, chosen: Chosen) -> list[int]:
        wanted = masks(chosen).values()
        return [combo for combo in self.combos if all(combo & mask for mask in wanted)]

    def fold(self, chosen: Chosen) -> tuple[int, dict[tuple[str, str], int]]:
        """The total, and for each choice what it would leave given all other facets."""
        wanted = masks(chosen)
        passing: Counter[int] = Counter()
        lone: dict[str, Counter[int]] = {name: Counter() for name in wanted}
        pairs = list(wanted.items())
        for combo, n in zip(self.combos, self.sizes, strict=True):
            failed = ""
            for name, mask in pairs:
                if not combo & mask:
                    if failed:
                        break
                    failed = name
            else:
                if failed:
                    lone[failed][combo & _FULL[failed]] += n
                else:
                    passing[combo] += n
        counts: dict[tuple[str, str], int] = {}
        for name, (start, values) in _FIELDS.items():
            full = _FULL[name]
            field: Counter[int] = Counter(lone.get(name, {}))
            for combo, n in passing.items():
                field[combo & full] += n
            for i, value in enumerate(values):
                bit = 1 << (start + i)
                counts[name, value] = sum(n for bits, n in field.items() if bits & bit)
        return sum(passing.values()), {key: counts[key] for name in FACETS for key in counts if key[0] == name}
