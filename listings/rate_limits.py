"""How often one visitor may do what costs others something. Loopback is spared in demo and tests."""

from django.conf import settings
from django.http import HttpRequest
from limits import parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

LOOPBACK = {"127.0.0.1", "::1"}


def is_exceeded(request: HttpRequest, name: str, rate: str) -> bool:
    """Counts this request; `rate` as in "10/hour". Behind the proxy the visitor's address counts."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.LOCAL and address in LOOPBACK:
        return False
    return not FixedWindowRateLimiter(storage_from_string(settings.REDIS_URL)).hit(parse(rate), name, address)
