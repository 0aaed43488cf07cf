"""Stated figures that are too old or known to be wrong. A figure whose words left the text blocks nothing."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from articles.gate.finding import Finding, Level
from articles.gate.subject import Subject, stated_days
from articles.models import StatedFigure
from articles.vocabulary import Drift

MAX_AGE = timedelta(days=365)
_MEANING = {
    Drift.UNLAWFUL: (Level.BLOCK, "liegt unter dem Mindestlohn"),
    Drift.AGED: (Level.BLOCK, "ist veraltet"),
    Drift.MOVED: (Level.ADVISE, "passt nicht mehr zu den Anzeigen"),
}


def overdue(subject: Subject) -> Iterator[Finding]:
    oldest = timezone.localdate() - MAX_AGE
    for words, day in stated_days(subject.article.text):
        if day < oldest:
            message = f"„{words}“ ist vom {day:%d.%m.%Y}. Prüf die Quelle und setz den Stand neu."
            yield Finding("claims", Level.BLOCK, message)
    if subject.article.pk is None:
        return
    for figure in StatedFigure.objects.filter(article_id=subject.article.pk).exclude(drift=Drift.NONE):
        if figure.words in subject.article.text and figure.drift in _MEANING:
            level, what = _MEANING[Drift(figure.drift)]
            message = f"„{figure.words}“ {what}. {figure.finding} {figure.suggestion}"
            yield Finding("claims", level, " ".join(message.split()))
