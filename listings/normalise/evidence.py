"""What is known of a listing and why: each value with where it comes from and the words it was read from."""

from collections.abc import Mapping
from typing import TypeVar

from listings.vocabulary import Origin

Note = dict[str, str]
Value = TypeVar("Value", bound=str)


class Evidence:
    """Field to value to note, as a Listing stores it. What is said first of a value stays."""

    def __init__(self) -> None:
        self.notes: dict[str, dict[str, Note]] = {}

    def add(self, field: str, origin: Origin, found: Mapping[Value, str]) -> None:
        """Values with their words; a feed that says it in a field without words of its own has empty ones."""
        for value, words in found.items():
            note = {"origin": str(origin), "words": words}
            self.notes.setdefault(field, {}).setdefault(str(value), note)

    def values(self, field: str) -> list[str]:
        return sorted(self.notes.get(field, ()))
