"""Behind our own proxy the visitor's address is the last one in X-Forwarded-For; everything before it can be invented."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from listings.rate_limits import visitor_of

Handler = Callable[[HttpRequest], HttpResponse]


def client_address(get_response: Handler) -> Handler:
    """Middleware: rate limits and the log-in lock see people instead of the proxy."""
    if not settings.BEHIND_PROXY:
        raise MiddlewareNotUsed

    def handle(request: HttpRequest) -> HttpResponse:
        last = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if last:
            request.META["REMOTE_ADDR"] = last
        return get_response(request)

    return handle


def address_of(request: HttpRequest) -> str:
    """For the log-in lock, which would otherwise guess from headers, and count each address of one IPv6 line anew."""
    return visitor_of(request)
