"""What somebody typed and did not save: kept every few seconds, offered again, seen by nobody else."""

from collections.abc import Mapping

from django.contrib.auth.models import AbstractBaseUser

from articles.models import Article, WorkingCopy

MAX_LENGTH = 200_000
"""Characters of a field; a text is a tenth of that."""


def keep(*, article: Article | None, user: AbstractBaseUser, typed: Mapping[str, str], based_on: int) -> WorkingCopy:
    """As it was typed, valid or not."""
    fields = {name: value.replace("\0", "")[:MAX_LENGTH] for name, value in typed.items()}
    copy, _ = WorkingCopy.objects.update_or_create(
        article=article, user=user, defaults={"fields": fields, "based_on": based_on}
    )
    return copy


def of(article: Article | None, user: AbstractBaseUser) -> WorkingCopy | None:
    return WorkingCopy.objects.filter(article=article, user=user).first()


def forget(article: Article | None, user: AbstractBaseUser) -> None:
    WorkingCopy.objects.filter(article=article, user=user).delete()
