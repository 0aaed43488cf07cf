"""How often one visitor, one network or one mailbox may do what costs others something.

Loopback is spared in demo and tests.
"""

from functools import cache as once
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from limits import parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter
from redis.exceptions import RedisError

LOOPBACK = {"127.0.0.1", "::1"}
NETWORK_BITS = {4: 24, 6: 48}
"""What one customer of a provider commonly gets, or can easily change within."""
VISITOR_BITS = {4: 32, 6: 64}
"""One connection: whoever has a line of IPv6 has 2**64 addresses, and may use a new one for each request."""


def is_exceeded(request: HttpRequest, name: str, rate: str, *, of: str = "", is_only_reading: bool = False) -> bool:
    """Counts this request; `rate` as in "10/hour". Behind the proxy the visitor's address counts.

    `of` counts for something else than the visitor, e.g. the mailbox that gets a mail. While Redis is away nothing that
    is only read is refused; anything else raises RedisError rather than goes on without a limit.
    """
    if is_spared(request):
        return False
    try:
        return not _limiter(settings.REDIS_URL).hit(parse(rate), name, of or visitor_of(request))
    except RedisError:
        if is_only_reading:
            return False
        raise


@once
def _limiter(url: str) -> FixedWindowRateLimiter:
    return FixedWindowRateLimiter(storage_from_string(url))


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
