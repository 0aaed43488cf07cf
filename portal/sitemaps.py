"""What search engines may find, in files by kind: live listings, towns with listings, employers, guides, fixed pages."""

from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe

from articles.models import Article
from listings.models import Employer, Listing
from listings.searching import sitemaps

Entries = Iterable[tuple[str, datetime | None]]
FIXED = ("home", "search", "articles", "employers", "imprint", "privacy", "terms", "accessibility", "sources")
MAX_AGE = 600


def index(request: HttpRequest) -> HttpResponse:
    """Names the files, each with its newest change."""
    found: list[tuple[str, datetime | None]] = [
        ("seiten", None),
        ("orte", _newest(sitemaps.towns())),
        ("arbeitgeber", None),
    ]
    found.append(("ratgeber", Article.objects.found().aggregate(newest=Max("changed_at"))["newest"]))
    found += [(f"stellen-{number}", changed_at) for number, changed_at in sitemaps.files()]
    return _xml(
        request, "sitemap_index.xml", ((reverse("sitemap-file", args=[name]), moment) for name, moment in found)
    )


def listing_file(request: HttpRequest, number: int) -> HttpResponse:
    entries = sitemaps.listings(number)
    if not entries:
        raise Http404
    return _xml(request, "sitemap.xml", entries)


def other_file(request: HttpRequest, name: str) -> HttpResponse:
    kinds = {"seiten": _fixed, "orte": _towns, "arbeitgeber": _employers, "ratgeber": _articles}
    if name not in kinds:
        raise Http404
    return _xml(request, "sitemap.xml", kinds[name]())


def _fixed() -> Entries:
    return [(reverse(name), None) for name in FIXED]


def _towns() -> Entries:
    return [(reverse("city", args=[slug]), changed_at) for slug, changed_at in sitemaps.towns()]


def _employers() -> Entries:
    """Those whose page has something to say."""
    live = Listing.objects.live().filter(hiring_organization=OuterRef("pk"))
    named = Employer.objects.exclude(slug=None).filter(Exists(live) | ~Q(about="")).order_by("pk")
    return [(reverse("employer", args=[slug]), None) for slug in named.values_list("slug", flat=True)[:50_000]]


def _articles() -> Entries:
    found = Article.objects.found().order_by("pk").values_list("slug", "changed_at")
    return [(reverse("article", args=[slug]), changed_at) for slug, changed_at in found]


def _newest(entries: Iterable[tuple[object, datetime]]) -> datetime | None:
    return max((moment for _, moment in entries), default=None)


def _xml(request: HttpRequest, template: str, entries: Entries) -> HttpResponse:
    """The lines are put together here: a template takes three times as long for 20,000 of them."""
    element = {"sitemap.xml": "url", "sitemap_index.xml": "sitemap"}[template]
    lines = "".join(
        f"<{element}><loc>{escape(settings.BASE_URL + path)}</loc>{_written(moment)}</{element}>\n"
        for path, moment in entries
    )
    context = {"lines": mark_safe(lines)}  # noqa: S308 - escaped above
    response = render(request, template, context, content_type="application/xml")
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response["X-Robots-Tag"] = "noindex"
    return response


def _written(moment: datetime | None) -> str:
    return f"<lastmod>{timezone.localtime(moment).isoformat(timespec='seconds')}</lastmod>" if moment else ""
