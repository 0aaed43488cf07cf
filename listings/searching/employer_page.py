"""The public page of one employer and its logo: what it says about itself, and its live listings."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from listings.models import Employer, Listing
from listings.searching import hits
from listings.searching.hits import Hits
from listings.searching.search import PAGE_SIZE

LOGO_AGE = 365 * 86_400
STALE_AGE = 300


@require_safe
def employer(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Employer, slug=slug)
    live = Listing.objects.live().filter(hiring_organization=found)
    counts = live.aggregate(total=Count("pk"), with_pay=Count("pk", filter=~Q(base_salary_unit="")))
    pages = Paginator(live.order_by("-published_at", "-pk").values_list("pk", flat=True), PAGE_SIZE)
    pages.count = counts["total"]
    page = pages.get_page(request.GET.get("page"))
    context = {
        "employer": found, "page": page, "listings": Hits(hits.live(list(page.object_list))), **counts, "area": "jobs",
        "share": round(100 * counts["with_pay"] / counts["total"]) if counts["total"] else 0,
        "has_content": bool(counts["total"] or found.about),
    }  # fmt: skip
    return render(request, "listings/employers/employer.html", context)


@require_safe
def logo(request: HttpRequest, slug: str) -> HttpResponse:
    """The address names the version, so browsers keep it for a year; an outdated one is soon asked for anew."""
    found = Employer.objects.filter(slug=slug, logo__isnull=False).only("logo", "logo_digest").first()
    if found is None or found.logo is None:
        raise Http404
    is_current = request.GET.get("v") == found.logo_version
    response = HttpResponse(bytes(found.logo), content_type="image/webp")
    response["Cache-Control"] = (
        f"public, max-age={LOGO_AGE}, immutable" if is_current else f"public, max-age={STALE_AGE}"
    )
    response["Content-Disposition"] = "inline; filename=logo.webp"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
