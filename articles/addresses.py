"""Addresses of articles: where one leads today. A link to an article never dies because its address changed."""

from dataclasses import dataclass

from django.db import transaction

from articles.models import Article, Redirect


@dataclass(frozen=True)
class Moved:
    """For good: 301 to this address, where a public article stands."""

    slug: str


@dataclass(frozen=True)
class Gone:
    """410: it was public and is not."""

    article: Article


def resolve(slug: str) -> Article | Moved | Gone | None:
    """A public article wins over an earlier address of another. At most two statements; None was never public."""
    article = Article.objects.select_related("place", "author", "lead_image").filter(slug=slug).first()
    if article and article.is_public:
        return article
    left = Redirect.objects.select_related("article").filter(slug=slug).first()
    if left and left.article.is_public:
        return Moved(left.article.slug)
    if article and article.published_at:
        return Gone(article)
    return Gone(left.article) if left else None


@transaction.atomic
def leave(article: Article, slug: str) -> None:
    """The article had this address in public. Redirects point to articles, never to each other: no chains."""
    Redirect.objects.update_or_create(slug=slug, defaults={"article": article})
    take(article)


def take(article: Article) -> None:
    """Its address of today belongs to it alone."""
    Redirect.objects.filter(slug=article.slug).delete()
