"""What search engines may find: live listings, places with listings, guides."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from articles.models import Article
from listings.models import Listing


class ListingSitemap(Sitemap):  # type: ignore[type-arg]
    limit = 10_000

    def items(self) -> QuerySet[Listing]:
        return Listing.objects.live().order_by("pk").only("pk", "title", "city", "published_at")

    def lastmod(self, item: Listing) -> datetime | None:
        return item.published_at


class ArticleSitemap(Sitemap):  # type: ignore[type-arg]
    def items(self) -> QuerySet[Article]:
        return Article.objects.published()

    def lastmod(self, item: Article) -> datetime:
        return item.updated_at


SITEMAPS = {"listings": ListingSitemap, "articles": ArticleSitemap}
