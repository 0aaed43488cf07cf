"""How far a running import is, in Redis: a run is one transaction, so the database shows nothing before its end.

Only for people to look at: without Redis the import goes on unseen.
"""

import contextlib
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Self

from django.core.cache import cache
from redis.exceptions import RedisError

from listings.models import Source

FORGOTTEN_AFTER = 900
"""Seconds without a word after which a run counts as gone."""
STEPS = ("download", "read", "match", "write", "settle")


@dataclass(slots=True)
class Progress:
    """`share` of the document that is read, 0 to 1; 0 where the format must be read whole."""

    step: str = "download"
    read: int = 0
    share: float = 0.0
    started_at: float = 0.0
    """Seconds since 1970."""

    @classmethod
    def of(cls, source_id: int) -> Self | None:
        """None when nothing runs, or when Redis cannot say."""
        with contextlib.suppress(RedisError):
            found = cache.get(_key(source_id))
            return cls(**found) if found else None
        return None

    @classmethod
    def of_each(cls, source_ids: Iterable[int]) -> dict[int, Self]:
        """Of those that run, in one question."""
        keys = {_key(pk): pk for pk in source_ids}
        with contextlib.suppress(RedisError):
            return {keys[key]: cls(**found) for key, found in cache.get_many(keys).items()}
        return {}


class Teller:
    """Says where one run is."""

    def __init__(self, source: Source, *, is_silent: bool = False) -> None:
        self._source_id = None if is_silent else source.pk
        self._progress = Progress(started_at=time.time())

    def tell(self, step: str, read: int | None = None, share: float | None = None) -> None:
        self._progress.step = step
        self._progress.read = self._progress.read if read is None else read
        self._progress.share = self._progress.share if share is None else share
        if self._source_id:
            with contextlib.suppress(RedisError):
                cache.set(_key(self._source_id), asdict(self._progress), FORGOTTEN_AFTER)

    def end(self) -> None:
        if self._source_id:
            with contextlib.suppress(RedisError):
                cache.delete(_key(self._source_id))


def _key(source_id: int) -> str:
    return f"import-progress:{source_id}"
