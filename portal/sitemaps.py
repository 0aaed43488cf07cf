"""What search engines may find: live listings, employers, guides."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Article
from listings.models import Employer, Listing


class ListingSitemap(Sitemap):  # type: ignore[type-arg]
    limit = 10_000

    def items(self) -> QuerySet[Listing]:
        return Listing.objects.live().order_by("pk").only("pk", "title", "city", "published_at")

    def lastmod(self, item: Listing) -> datetime | None:
        return item.published_at


class EmployerSitemap(Sitemap):  # type: ignore[type-arg]
    """Those whose page has something to say."""

    limit = 10_000

    def items(self) -> QuerySet[Employer]:
        live = Listing.objects.live().filter(hiring_organization=OuterRef("pk"))
        named = Employer.objects.exclude(slug=None).filter(Exists(live) | ~Q(about=""))
        return named.order_by("pk").only("pk", "slug")


class ArticleSitemap(Sitemap):  # type: ignore[type-arg]
    def items(self) -> QuerySet[Article]:
        return Article.objects.published()

    def lastmod(self, item: Article) -> datetime:
        return item.updated_at


SITEMAPS = {"listings": ListingSitemap, "employers": EmployerSitemap, "articles": ArticleSitemap}
