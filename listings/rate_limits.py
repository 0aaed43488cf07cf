"""How often one visitor, one network or one mailbox may do what costs others something.

Counted in Redis for all processes together. While Redis is away each process counts for itself, so that forms go on
and still have an end. Loopback is spared in demo and tests.
"""

import logging
from functools import cache as once
from ipaddress import IPv6Address, ip_address, ip_network
from time import monotonic
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import FixedWindowRateLimiter
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

log = logging.getLogger(__name__)

TIMEOUT, REST = 0.5, 30
"""Seconds that a form waits for Redis, and in which Redis is not asked again after it did not answer."""

LOOPBACK = {"127.0.0.1", "::1"}
NETWORK_BITS = {4: 24, 6: 48}
"""What one customer of a provider commonly gets, or can easily change within."""
VISITOR_BITS = {4: 32, 6: 64}
"""One connection: whoever has a line of IPv6 has 2**64 addresses, and may use a new one for each request."""


def is_exceeded(request: HttpRequest, name: str, rate: str, *, of: str = "", is_only_reading: bool = False) -> bool:
    """Counts this request; `rate` as in "10/hour". Behind the proxy the visitor's address counts.

    `of` counts for something else than the visitor, e.g. the mailbox that gets a mail. While Redis is away nothing that
    is only read is refused.
    """
    if is_spared(request):
        return False
    line = (name, of or visitor_of(request))
    return not limits_at(settings.REDIS_URL).has_room(parse(rate), line, is_only_reading=is_only_reading)


class Limits:
    def __init__(self, url: str) -> None:
        options: dict[str, Any] = {"socket_timeout": TIMEOUT, "socket_connect_timeout": TIMEOUT,
                                   "retry": Retry(NoBackoff(), 0)}  # fmt: skip
        self._shared = FixedWindowRateLimiter(storage_from_string(url, **options))
        self._own = FixedWindowRateLimiter(MemoryStorage())
        self._is_away, self._rests_until = False, 0.0

    def has_room(self, rate: RateLimitItem, line: tuple[str, str], *, is_only_reading: bool) -> bool:
        if monotonic() >= self._rests_until:
            try:
                has_room = self._shared.hit(rate, *line)
            except RedisError as error:
                if not self._is_away:
                    log.error("Each process limits by itself until Redis is back: %s", type(error).__name__)
                self._is_away, self._rests_until = True, monotonic() + REST
            else:
                self._is_away = False
                return has_room
        return is_only_reading or self._own.hit(rate, *line)


@once
def limits_at(url: str) -> Limits:
    return Limits(url)


def is_spared(request: HttpRequest) -> bool:
    return settings.LOCAL and request.META.get("REMOTE_ADDR", "") in LOOPBACK


def network_of(request: HttpRequest) -> str:
    """The visitor's network, for `of`: who owns many addresses is one visitor all the same."""
    return _within(request, NETWORK_BITS) or "unknown"


def visitor_of(request: HttpRequest) -> str:
    """The address of the visitor's connection, without what one can change at will; empty where the server knows none."""
    return _within(request, VISITOR_BITS).partition("/")[0]


def _within(request: HttpRequest, bits: dict[int, int]) -> str:
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", "").partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:  # how a server that listens to both names IPv4
        address = address.ipv4_mapped
    return str(ip_network((address, bits[address.version]), strict=False))
