"""Pages that belong to no noun: health, texts every site needs."""

import sys
from functools import lru_cache

from django.conf import settings
from django.core.cache import cache
from django.db import InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views import csrf, defaults

from articles import markdown
from listings.searching.filters import MULTIPLE
from listings.submitting import views as submitting

PRIVATE = (
    "/admin/", "/api/", "/merkliste/", "/jobalarm/", "/job/*/bewerben/", "/job/*/melden/", "/arbeitgeber/anmelden/",
    "/arbeitgeber/konto/", "/arbeitgeber/stellen/", "/arbeitgeber/feeds/", "/arbeitgeber/stelle-aufgeben/entwurf/",
)  # fmt: skip
TRAPS = tuple(f"/*?*{name}=" for name in (*MULTIPLE, "q", "radius", "since", "sort", "after"))
"""A town and a page number may stand in an address that is crawled, nothing else."""


def site(request: HttpRequest) -> dict[str, object]:
    """What every template may use."""
    return {"operator": settings.OPERATOR, "base_url": settings.BASE_URL}


def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """200 when database, migrations, cache and broker answer, else 503 with the part that does not."""
    checks = {"database": _migrated, "cache": _cache_answers}
    results = {}
    for name, check in checks.items():
        try:
            results[name] = "ok" if check() else "not ready"
        except Exception as error:
            results[name] = type(error).__name__
    ready = all(value == "ok" for value in results.values())
    return JsonResponse(results, status=200 if ready else 503)


def _migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _cache_answers() -> bool:
    cache.set("readyz", 1, 10)
    return cache.get("readyz") == 1


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Too many fields, too much text, a body that breaks off."""
    return render(request, "400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Says so when the database is away or took too long. Asks for nothing that might be away as well."""
    if not isinstance(sys.exception(), OperationalError | InterfaceError):
        return defaults.server_error(request)
    headers = {"Retry-After": "60", "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("503.html"), status=503, headers=headers)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Where people type, they get the page back with what they typed; elsewhere a plain refusal."""
    return submitting.expired(request) or csrf.csrf_failure(request, reason)


def text_page(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, f"pages/{name}.html")


@lru_cache
def _feed_format() -> markdown.Rendered:
    text = (settings.BASE_DIR / "docs" / "employers-feed.md").read_text("utf8")
    return markdown.render(text.partition("\n")[2])  # the page has a heading of its own


def feed_format(request: HttpRequest) -> HttpResponse:
    """The format of feeds, out of the documentation."""
    return render(request, "pages/feed_format.html", {"text": _feed_format(), "area": "employers"})


def robots(request: HttpRequest) -> HttpResponse:
    """Keeps crawlers out of the endless combinations of filters, and of what is only for the person who came."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in (*PRIVATE, *TRAPS))]
    return HttpResponse(
        "\n".join([*lines, "", f"Sitemap: {settings.BASE_URL}/sitemap.xml", ""]), content_type="text/plain"
    )
