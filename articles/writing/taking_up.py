"""A suggestion of the desk becomes the newest revision: the drifted figure gives way to it, the rest of the text stays."""

from copy import copy

from django.contrib.auth.models import AbstractBaseUser

from articles.claims.indexing import rows_of, same_as
from articles.facts.markup import BRACES
from articles.models import Article, Revision, StatedFigure
from articles.writing import revising


class NothingToTakeUp(Exception):
    """There is no suggestion, or the newest text says something else by now."""


def take_up(*, figure: StatedFigure, user: AbstractBaseUser) -> Revision:
    """Readers see it once somebody publishes. Raises NothingToTakeUp, or Overtaken when somebody saved at the same time."""
    article: Article = figure.article
    newest, fields = revising.newest(article), revising.newest_fields(article)
    suggestion = figure.suggestion

    def replaced(written: str) -> str:
        alone = copy(article)
        alone.text = written
        return suggestion if any(same_as(row, [figure]) for row in rows_of(alone)) else written

    text = BRACES.sub(lambda found: replaced(found.group()), fields["text"])
    if not suggestion or text == fields["text"]:
        raise NothingToTakeUp
    return revising.save(
        article=article, fields=fields | {"text": text}, based_on=newest.number if newest else 1, user=user,
        note=f"Vorschlag übernommen für „{figure.words}“",
    )  # fmt: skip
