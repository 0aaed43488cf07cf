"""What people decided and the import obeys: which titles belong here, and what kind of employer somebody is."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from listings.models import Employer, FieldOfWorkDecision, Listing, Source
from listings.normalise.spelling import fold as name_key
from listings.normalise.title import fold, title_key
from listings.vocabulary import EmployerKind


class Decisions:
    """Those for one source, read once a run. The source's own beat those for all, exact titles beat patterns."""

    def __init__(self, titles: Iterable[tuple[bool, str, bool]], kinds: Mapping[str, str]) -> None:
        """Titles as (is for this source alone, pattern, belongs)."""
        ranked = sorted(titles, key=lambda row: (not row[0], "*" in row[1], -len(row[1]), row[1]))
        self._exact = {
            pattern: (is_own, belongs) for is_own, pattern, belongs in reversed(ranked) if "*" not in pattern
        }
        self._patterns = [(is_own, fold(pattern).split("*"), belongs) for is_own, pattern, belongs in ranked
                          if "*" in pattern]  # fmt: skip
        self._kinds = kinds

    @classmethod
    def of(cls, source: Source) -> "Decisions":
        kinds = Employer.objects.exclude(kind="").values_list("name_key", "kind")
        return cls(_titles(source), dict(kinds))

    def belongs(self, title: str) -> bool | None:
        """Whether somebody said that work of this title belongs here; None when nobody did."""
        key = title_key(title)[:200]
        is_own, answer = self._exact.get(key, (False, None))
        if is_own:
            return answer
        for is_for_source, parts, belongs in self._patterns:
            if answer is not None and not is_for_source:
                break
            if _fits(key, parts):
                return belongs
        return answer

    def kind_of(self, employer: str) -> EmployerKind | None:
        """What an editor chose for an employer of this name."""
        chosen = self._kinds.get(name_key(employer) or employer.lower()) if self._kinds else None
        return EmployerKind(chosen) if chosen else None


def _titles(source: Source) -> list[tuple[bool, str, bool]]:
    rows = FieldOfWorkDecision.objects.filter(Q(source=source) | Q(source=None)).order_by("pk")
    return [(owner is not None, pattern, belongs)
            for owner, pattern, belongs in rows.values_list("source_id", "title_pattern", "belongs")]  # fmt: skip


def digest(source: Source) -> str:
    """Changes with every decision that touches what this source sent or may send."""
    kinds = Employer.objects.exclude(kind="").filter(listings__source=source).distinct().order_by("name_key")
    said = repr((sorted(_titles(source)), list(kinds.values_list("name_key", "kind"))))
    return hashlib.blake2b(said.encode(), digest_size=12).hexdigest()


def _fits(key: str, parts: list[str]) -> bool:
    """Whether the parts between the asterisks stand in the key in their order."""
    first, *middle, last = parts
    if not key.startswith(first) or not key.endswith(last) or len(key) < len(first) + len(last):
        return False
    at, end = len(first), len(key) - len(last)
    for part in middle:
        found = key.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True


def remember(listing: Listing, *, belongs: bool, user: Any = None) -> FieldOfWorkDecision:
    """Keeps the decision for this title of this source; an editor may widen it with * afterwards."""
    if listing.source is None:
        raise ValueError("a typed listing has no source whose titles could be decided on")
    return FieldOfWorkDecision.objects.update_or_create(
        source=listing.source,
        title_pattern=listing.title_key or title_key(listing.title)[:200],
        defaults={"belongs": belongs, "decided_by": user},
    )[0]
