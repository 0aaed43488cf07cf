"""Posts from pages without a cookie: they must come from this site, as the browser itself says.

Views that need no CSRF cookie are marked csrf_exempt and are guarded here. Those that other programs may call, such as
mail clients that unsubscribe, say so with `is_open_to_other_sites` and carry a signed link.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


class SameOriginMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: object, kwargs: object) -> HttpResponse | None:
        if request.method in SAFE or not getattr(view, "csrf_exempt", False):
            return None
        if getattr(view, "is_open_to_other_sites", False) or is_from_here(request):
            return None
        return HttpResponseForbidden(
            "Diese Anfrage kam nicht von unserer Seite.", content_type="text/plain; charset=utf-8"
        )


def is_from_here(request: HttpRequest) -> bool:
    """Browsers since 2023 send Sec-Fetch-Site; older ones at least the Origin of a post."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
