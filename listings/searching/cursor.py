"""The opaque cursor of the "next" link: where the last page ended, so that any depth costs the same."""

import base64
import binascii
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime


@dataclass(frozen=True)
class Cursor:
    sort: str
    page: int
    """The page that starts behind this cursor."""
    lead: float
    """The first sort key of the last row, descending: pay, minus kilometres, or whether the title has the words."""
    published_at: datetime
    pk: int

    def __str__(self) -> str:
        parts = [self.sort, self.page, self.lead, self.published_at.isoformat(), self.pk]
        return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@dataclass
class Page:
    """What a page needs beside the question: order, position and the filters already counted."""

    sort: str
    size: int
    number: int = 1
    cursor: Cursor | None = None
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def offset(self) -> int:
        return 0 if self.cursor else (self.number - 1) * self.size


def read(text: str, sort: str) -> Cursor | None:
    """None when the text is no cursor of this sort order."""
    if not text or len(text) > 300:
        return None
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        kind, page, lead, published_at, pk = json.loads(raw)
        moment = datetime.fromisoformat(published_at)
        if moment.tzinfo is None:
            return None
        found = Cursor(kind, int(page), float(lead), moment.astimezone(UTC), int(pk))
    except (binascii.Error, ValueError, TypeError, OverflowError, RecursionError):
        return None
    usable = found.sort == sort and math.isfinite(found.lead)
    return found if usable and 1 < found.page < 10**7 and 0 <= found.pk < 2**63 else None
