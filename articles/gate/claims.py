"""Stated figures that are too old or known to be wrong. Law and age are asked of the text as it is now, not of last night."""

from collections.abc import Iterator

from django.utils import timezone

from articles.claims.comparing import Judgement, judge
from articles.claims.indexing import rows_of, same_as
from articles.gate.finding import Finding, Level
from articles.gate.subject import Subject
from articles.models import StatedFigure
from articles.vocabulary import Drift

_MEANING = {
    Drift.UNLAWFUL: (Level.BLOCK, "ist gegen das Gesetz"),
    Drift.SOON: (Level.ADVISE, "ist bald gegen das Gesetz"),
    Drift.AGED: (Level.BLOCK, "ist veraltet"),
    Drift.MOVED: (Level.ADVISE, "passt nicht mehr zu den Anzeigen"),
}


def overdue(subject: Subject) -> Iterator[Finding]:
    """What listings say is known from the last night. An editor's word that a figure stays counts here as well."""
    article, today = subject.article, timezone.localdate()
    figures = rows_of(article)
    known = list(StatedFigure.objects.filter(article_id=article.pk)) if figures and article.pk else []
    for figure in figures:
        found, same = judge(figure, None, today, figures), same_as(figure, known)
        if same and found.drift is Drift.NONE and same.drift == Drift.MOVED:
            found = Judgement(Drift.MOVED, same.finding, same.suggestion)
        if found.drift is Drift.NONE or same and same.is_kept(found.drift, today):
            continue
        level, what = _MEANING[found.drift]
        message = f"„{figure.words}“ {what}. {found.finding} {found.suggestion}"
        yield Finding("claims", level, " ".join(message.split()))
