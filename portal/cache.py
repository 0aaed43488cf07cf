"""The cache is a help, not a need: without Redis every page is worked out anew."""

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
T = TypeVar("T")


class ForgivingRedisCache(RedisCache):
    """Answers "not known" and keeps nothing while Redis is away or full."""

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return _forgiven(lambda: super(ForgivingRedisCache, self).get(key, default, version), default)

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        nothing: dict[Any, Any] = {}
        return _forgiven(lambda: super(ForgivingRedisCache, self).get_many(keys, version), nothing)

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        _forgiven(lambda: super(ForgivingRedisCache, self).set(key, value, *args, **kwargs), None)

    def set_many(self, data: Mapping[Any, Any], *args: Any, **kwargs: Any) -> list[Any]:
        return _forgiven(lambda: super(ForgivingRedisCache, self).set_many(dict(data), *args, **kwargs), list(data))


def _forgiven(step: Callable[[], T], otherwise: T) -> T:
    try:
        return step()
    except RedisError as error:
        log.warning("The cache does not answer: %s", type(error).__name__)
        return otherwise
