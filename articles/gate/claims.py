"""Stated figures that are too old or known to be wrong. A figure whose words left the text blocks nothing."""

from collections.abc import Iterator

from django.utils import timezone

from articles.claims.comparing import MAX_AGE
from articles.facts.markup import claims_in
from articles.gate.finding import Finding, Level
from articles.gate.subject import Subject
from articles.models import StatedFigure
from articles.vocabulary import Drift

_MEANING = {
    Drift.UNLAWFUL: (Level.BLOCK, "liegt unter dem Mindestlohn"),
    Drift.SOON: (Level.ADVISE, "liegt bald unter dem Mindestlohn"),
    Drift.AGED: (Level.BLOCK, "ist veraltet"),
    Drift.MOVED: (Level.ADVISE, "passt nicht mehr zu den Anzeigen"),
}


def overdue(subject: Subject) -> Iterator[Finding]:
    """An editor's word that a figure stays counts here as well."""
    text, today = subject.article.text, timezone.localdate()
    known = StatedFigure.objects.filter(article_id=subject.article.pk).exclude(drift=Drift.NONE)
    drifting = [figure for figure in known if figure.words in text] if subject.article.pk else []
    unanswered = set(known.unanswered(today).values_list("pk", flat=True)) if drifting else set()
    stays = {figure.words for figure in drifting if figure.pk not in unanswered}
    for claim in claims_in(text):
        limit = MAX_AGE.get(claim.kind)
        if limit and today - claim.as_of > limit and claim.words not in stays:
            message = f"„{claim.words}“ ist vom {claim.as_of:%d.%m.%Y}. Prüf die Quelle und setz den Stand neu."
            yield Finding("claims", Level.BLOCK, message)
    for figure in drifting:
        if figure.pk in unanswered and figure.drift in _MEANING:
            level, what = _MEANING[Drift(figure.drift)]
            message = f"„{figure.words}“ {what}. {figure.finding} {figure.suggestion}"
            yield Finding("claims", level, " ".join(message.split()))
