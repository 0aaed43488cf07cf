"""The stated figures of a public text as rows, so that a job can compare them. Publishing calls index()."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from articles.facts import values
from articles.facts.directives import Claim
from articles.facts.markup import claims_in
from articles.models import Article, StatedFigure
from listings.models import Place

_SAID = ("words", "kind", "low", "high", "unit", "place_id", "radius", "shift", "source", "source_url", "as_of")
"""Columns that the text determines."""
_ASIDE = 10_000


@transaction.atomic
def index(article: Article) -> None:
    """Figures that are the same as before keep what is known about them: drift, mails, answers.

    Also works out live facts of the text that nobody worked out yet, so that readers never miss them.
    """
    Article.objects.select_for_update().get(pk=article.pk)
    known = list(StatedFigure.objects.filter(article=article))
    kept, new = [], []
    for row in rows_of(article):
        same = same_as(row, known)
        if same:
            known.remove(same)
            kept.append((same.pk, row.number))
        else:
            new.append(row)
    StatedFigure.objects.filter(pk__in=[row.pk for row in known]).delete()
    StatedFigure.objects.filter(article=article).update(number=F("number") + _ASIDE)
    for pk, number in kept:
        StatedFigure.objects.filter(pk=pk).update(number=number)
    StatedFigure.objects.bulk_create(new)
    values.prepare(article.text, article.place, article.radius)


def rows_of(article: Article) -> list[StatedFigure]:
    """What the text says, not stored. One query if it names other places."""
    claims = claims_in(article.text)
    slugs = {claim.place for claim in claims if claim.place}
    places = {place.slug: place for place in Place.objects.filter(slug__in=slugs)} if slugs else {}
    return [_row(article, number, claim, places) for number, claim in enumerate(claims, start=1)]


def same_as(row: StatedFigure, known: Iterable[StatedFigure]) -> StatedFigure | None:
    """The one that says the same in every respect, date and source included."""
    return next((old for old in known if _said(old) == _said(row)), None)


def _row(article: Article, number: int, claim: Claim, places: dict[str, Place]) -> StatedFigure:
    place = places.get(claim.place) if claim.place else article.place
    return StatedFigure(
        article=article, number=number, words=claim.words, kind=claim.kind, low=claim.low, high=claim.high, unit=claim.unit,
        place=place, radius=article.radius if claim.radius is None else claim.radius, shift=claim.shift,
        source=claim.source, source_url=claim.url, as_of=claim.as_of,
    )  # fmt: skip


def _said(row: StatedFigure) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in _SAID)
