"""Every night: all stated figures of public texts are compared, and what newly drifted goes out in one mail to each.

Told are the author and the chief editors. A mail leaves at most once (docs/decisions/0010): figures are marked first,
the mail leaves after that commit, and the mark is taken back when the server refuses all mails about a figure.
"""

from collections import defaultdict
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from articles import chiefs
from articles.claims.comparing import Judgement, judge
from articles.claims.indexing import index
from articles.models import Article, StatedFigure
from articles.vocabulary import Drift
from listings.searching.figures import PlaceFacts, facts_for

REST = timedelta(days=14)
"""Between two mails about a figure that is over its bound one week and below it the next. The law knows no rest."""
MAX_FIGURES_IN_MAIL = 100


def catch_up() -> None:
    """Texts that became public in another way than by publishing, by a restored dump for instance, are read as well."""
    for article in Article.objects.published().select_related("place").iterator():
        index(article)


def compare(now: datetime | None = None) -> int:
    """How many figures of public texts differ from what is so today."""
    now = now or timezone.now()
    day, count = timezone.localtime(now).date(), 0
    by_place, by_article = defaultdict(list), defaultdict(list)
    for figure in StatedFigure.objects.public().select_related("place", "article").order_by("pk"):
        by_place[figure.place].append(figure)
        by_article[figure.article_id].append(figure)
    for place, figures in by_place.items():
        radii = sorted({figure.radius for figure in figures})
        live: dict[int, PlaceFacts] = {one.km: one for one in facts_for(place, radii)} if place else {}
        for figure in figures:
            judgement = judge(figure, live.get(figure.radius), day, by_article[figure.article_id])
            count += _note(figure, judgement, now)
    return count


def _note(figure: StatedFigure, judgement: Judgement, now: datetime) -> bool:
    changed: dict[str, object] = {"compared_at": now, "drift": judgement.drift, "finding": judgement.finding[:500],
                                  "suggestion": judgement.suggestion[:500]}  # fmt: skip
    if judgement.drift != figure.drift:
        changed["drifted_at"] = now if judgement.drift is not Drift.NONE else None
    StatedFigure.objects.filter(pk=figure.pk).update(**changed)
    return judgement.drift is not Drift.NONE


def tell(now: datetime | None = None) -> int:
    """Mails what nobody was told yet, one mail for each person. Returns how many left; the last refusal is raised."""
    now, sent = now or timezone.now(), 0
    if not _untold(now).exists():
        return 0
    told_always = chiefs.addresses()
    refusal: Exception | None = None
    with get_connection() as server:
        figures = _claim(now)
        told = set[int]()
        for address, rows in _recipients(figures, told_always).items():
            try:
                _letter(address, rows, server).send()
            except Exception as error:
                refusal = error
            else:
                sent += 1
                told |= {row.pk for row in rows}
        left = [figure for figure in figures if figure.pk not in told]
        for figure in left:
            StatedFigure.objects.filter(pk=figure.pk, told_at=now).update(told_at=figure.told_at)
    if refusal:
        raise refusal
    return sent


def _untold(now: datetime) -> QuerySet[StatedFigure]:
    """Never told, drifted anew, or kept until a day that is over."""
    day = timezone.localtime(now).date()
    is_new = Q(told_at__lt=F("drifted_at")) & (Q(told_at__lt=now - REST) | Q(drift__in=[Drift.SOON, Drift.UNLAWFUL]))
    is_back = Q(kept_until__lt=day, kept_drift=F("drift"), told_at__lt=F("kept_at"))
    return StatedFigure.objects.drifting(day).filter(Q(told_at=None) | is_new | is_back)


@transaction.atomic
def _claim(now: datetime) -> list[StatedFigure]:
    """With `told_at` as it was before."""
    rows = _untold(now).select_for_update(skip_locked=True, of=("self",)).order_by("article", "number")
    figures = list(rows.select_related("article__author__user", "place")[:MAX_FIGURES_IN_MAIL])
    StatedFigure.objects.filter(pk__in=[figure.pk for figure in figures]).update(told_at=now)
    return figures


def _recipients(figures: list[StatedFigure], always: set[str]) -> dict[str, list[StatedFigure]]:
    found = defaultdict(list)
    for figure in figures:
        author = figure.article.author.user if figure.article.author else None
        own = {author.email} if author and author.is_active and author.email else set()
        for address in sorted(always | own):
            found[address].append(figure)
    return found


def _letter(address: str, figures: list[StatedFigure], server: object) -> EmailMessage:
    link = settings.BASE_URL + reverse("editors-desk")
    text = render_to_string("emails/drift.txt", {"figures": figures, "link": link})
    subject = figures[0].article.title if len({row.article_id for row in figures}) == 1 else f"{len(figures)} Angaben"
    return EmailMessage(
        " ".join(f"Frühdienst: stimmt nicht mehr: {subject}".split()), text, None, [address], connection=server
    )
