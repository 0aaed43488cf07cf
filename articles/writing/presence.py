"""Who has the form of an article open. A form says so every half minute; after two minutes of silence it is forgotten."""

from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from articles.models import Article, EditingPresence

SILENCE = timedelta(minutes=2)


def note(article: Article, user: AbstractBaseUser) -> None:
    EditingPresence.objects.update_or_create(article=article, user=user, defaults={"seen_at": timezone.now()})


def others(article: Article, user: AbstractBaseUser) -> list[EditingPresence]:
    rows = EditingPresence.objects.filter(article=article, seen_at__gt=timezone.now() - SILENCE)
    return list(rows.exclude(user=user).select_related("user"))


def sentence(presence: EditingPresence) -> str:
    name = presence.user.get_full_name() or presence.user.get_username()  # type: ignore[attr-defined]
    return f"{name} bearbeitet diesen Artikel gerade (zuletzt um {timezone.localtime(presence.seen_at):%H:%M})."
