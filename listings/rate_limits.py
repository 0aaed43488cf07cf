"""How often one visitor, one network or one mailbox may do what costs others something.

Loopback is spared in demo and tests.
"""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from limits import parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

LOOPBACK = {"127.0.0.1", "::1"}
NETWORK_BITS = {4: 24, 6: 48}
"""What one customer of a provider commonly gets, or can easily change within."""


def is_exceeded(request: HttpRequest, name: str, rate: str, *, of: str = "") -> bool:
    """Counts this request; `rate` as in "10/hour". Behind the proxy the visitor's address counts.

    `of` counts for something else than the visitor, e.g. the mailbox that gets a mail.
    """
    if is_spared(request):
        return False
    address = request.META.get("REMOTE_ADDR", "")
    return not FixedWindowRateLimiter(storage_from_string(settings.REDIS_URL)).hit(parse(rate), name, of or address)


def is_spared(request: HttpRequest) -> bool:
    return settings.LOCAL and request.META.get("REMOTE_ADDR", "") in LOOPBACK


def network_of(request: HttpRequest) -> str:
    """The visitor's network, for `of`: who owns many addresses is one visitor all the same."""
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return "unknown"
    return str(ip_network((address, NETWORK_BITS[address.version]), strict=False))
