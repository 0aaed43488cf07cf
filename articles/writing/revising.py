"""Saving: every save that changes something is a revision, and nobody overwrites a colleague's without having seen it."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from articles import addresses
from articles.models import Article, Revision, WorkingCopy
from articles.vocabulary import ArticleState
from articles.writing import content

FOLLOWS = (ArticleState.DRAFT, ArticleState.WITHDRAWN)
"""States in which the article itself is what was saved last: nobody reads it, nobody approved it."""


class Overtaken(Exception):
    """Somebody saved a newer revision meanwhile."""

    def __init__(self, newest: Revision) -> None:
        super().__init__(newest.number)
        self.newest = newest


class AddressTaken(Exception):
    """Another article got this address since it was typed."""


def newest(article: Article) -> Revision | None:
    return article.revisions.select_related("user").first()  # type: ignore[attr-defined, no-any-return]


def newest_fields(article: Article) -> dict[str, Any]:
    """What an editor goes on from. Articles that were never saved here have no revision yet."""
    revision = newest(article)
    return content.EMPTY | revision.fields if revision else content.of_article(article)


def has_unpublished_changes(article: Article) -> bool:
    """Whether there is more than what is public, or planned to be."""
    planned = article.planned_revision
    approved = content.EMPTY | planned.fields if planned else content.of_article(article)
    return bool(content.changed(approved, newest_fields(article)))


@transaction.atomic
def begin(*, fields: Mapping[str, Any], user: AbstractBaseUser) -> Article:
    article = Article()
    content.put(article, fields)
    article.save()
    Revision.objects.create(article=article, number=1, fields=content.of_article(article), user=user)
    WorkingCopy.objects.filter(article=None, user=user).delete()
    return article


@transaction.atomic
def save(
    *, article: Article, fields: Mapping[str, Any], based_on: int, user: AbstractBaseUser, note: str = ""
) -> Revision:
    """The revision that holds these fields now. Raises Overtaken when it would be built on an older one than the newest."""
    locked = Article.objects.select_for_update().get(pk=article.pk)
    last = newest(locked) or Revision.objects.create(article=locked, number=1, fields=content.of_article(locked),
                                                     was_public=locked.state == ArticleState.PUBLISHED)  # fmt: skip
    if content.changed(last.fields, fields):
        if max(based_on, 1) != last.number:
            raise Overtaken(last)
        last = Revision.objects.create(
            article=locked, number=last.number + 1, fields=content.plain(fields), note=note[:200], user=user
        )
    if locked.state in FOLLOWS:
        adopt(locked, last.fields)
    WorkingCopy.objects.filter(article=locked, user=user).delete()
    article.refresh_from_db()
    return last


def adopt(article: Article, fields: Mapping[str, Any]) -> None:
    """The article becomes what the fields say. An address that readers knew leads on. Raises AddressTaken."""
    before = article.slug
    if is_taken(article, fields["slug"]):
        raise AddressTaken(fields["slug"])
    content.put(article, fields)
    article.save()
    if article.published_at and before != article.slug:
        addresses.leave(article, before)


def is_taken(article: Article, slug: str) -> bool:
    return Article.objects.exclude(pk=article.pk).filter(slug=slug).exists()


@transaction.atomic
def restore(*, article: Article, number: int, user: AbstractBaseUser) -> Revision:
    """The old fields as a new revision on top; what stood there meanwhile stays in the list.

    An address that belongs to another article by now stays with it.
    """
    old = article.revisions.get(number=number)  # type: ignore[attr-defined]
    locked = Article.objects.select_for_update().get(pk=article.pk)
    last = newest(locked)
    note = f"Fassung {number} wiederhergestellt"
    fields = dict(old.fields)
    if is_taken(article, fields["slug"]):
        fields["slug"] = newest_fields(locked)["slug"]
    return save(article=article, fields=fields, based_on=last.number if last else 0, user=user, note=note)
