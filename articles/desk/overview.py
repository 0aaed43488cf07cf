"""How all guides stand: what has to be done, what is read, who is at work. A fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone

from articles.models import Article, ArticleCount, EditingPresence, Revision, StatedFigure
from articles.vocabulary import ARTICLE_STATES, ArticleState
from listings.models import labels

SHOWN = 50
"""Of each list; it says how many there are in all."""
READ_DAYS = 30
SOON = timedelta(days=30)
PRESENT = timedelta(minutes=2)


@dataclass
class Lines:
    rows: list[Any]
    total: int

    @classmethod
    def of(cls, rows: "QuerySet[Any]") -> "Lines":
        """Two queries only when the list is longer than what is shown."""
        found = list(rows[: SHOWN + 1])
        return cls(found[:SHOWN], rows.count() if len(found) > SHOWN else len(found))


@dataclass
class Read:
    article: Article
    total: int = 0
    by_source: dict[str, int] = field(default_factory=dict)

    @property
    def sources(self) -> str:
        """Unsere Listen 12, Suchmaschinen 7."""
        most = sorted(self.by_source.items(), key=lambda row: -row[1])
        return ", ".join(f"{labels.VISIT_SOURCES[name]} {n}" for name, n in most if n)


@dataclass(frozen=True)
class Overview:
    states: list[tuple[str, str, int]]
    """State, its word, number."""
    drifting: Lines
    kept: Lines
    """Figures that drift and stay, with the answer."""
    overdue: Lines
    due_soon: Lines
    planned: Lines
    changed: Lines
    """Public articles with a newer text that nobody published or planned yet."""
    findings: Lines
    not_found: Lines
    """Public, but hidden from search engines until they pass the gate."""
    drafts: Lines
    read: list[Read]
    present: list[EditingPresence]


def overview(now: datetime | None = None) -> Overview:
    now = now or timezone.now()
    day = timezone.localtime(now).date()
    articles = Article.objects.select_related("place", "author")
    public = articles.filter(state=ArticleState.PUBLISHED)
    gate = articles.exclude(state=ArticleState.WITHDRAWN).exclude(gate_report=[])
    return Overview(
        _states(), Lines.of(drifting(day)), Lines.of(_kept(day)),
        Lines.of(public.filter(review_by__lt=day).order_by("review_by", "pk")),
        Lines.of(public.filter(review_by__range=(day, day + SOON)).order_by("review_by", "pk")),
        Lines.of(articles.planned().order_by("publish_at", "pk")), Lines.of(_changed()),
        Lines.of(gate.filter(gate_report__contains=[{"level": "block"}]).order_by("title", "pk")),
        Lines.of(public.filter(gate_passed_at=None).order_by("title", "pk")),
        Lines.of(articles.filter(state=ArticleState.DRAFT, published_at=None).order_by("updated_at", "pk")),
        _read(day), _present(now),
    )  # fmt: skip


def drifting(day: date) -> "QuerySet[StatedFigure]":
    """The heaviest first."""
    return StatedFigure.objects.drifting(day).select_related("article", "place").order_by(
        "-drift", "drifted_at", "article", "number"
    )  # fmt: skip


def glance(day: date) -> list[tuple[int, str, str]]:
    """Number, words for one and for many: what waits for editors. Two queries."""
    overdue = Article.objects.filter(state=ArticleState.PUBLISHED, review_by__lt=day).count()
    drift = StatedFigure.objects.drifting(day).count()
    return [(drift, "Angabe stimmt nicht mehr", "Angaben stimmen nicht mehr"),
            (overdue, "Ratgeber ist überfällig", "Ratgeber sind überfällig")]  # fmt: skip


def _states() -> list[tuple[str, str, int]]:
    counted = dict(Article.objects.order_by().values_list("state").annotate(Count("pk")))
    return [(str(state), words, counted.get(state, 0)) for state, words in ARTICLE_STATES.items()]


def _kept(day: date) -> "QuerySet[StatedFigure]":
    rows = StatedFigure.objects.public().exclude(drift="none").exclude(pk__in=StatedFigure.objects.drifting(day))
    return rows.select_related("article", "kept_by").order_by("kept_until", "pk")


def _changed() -> "QuerySet[Revision]":
    newest = Revision.objects.order_by("article_id", "-number").distinct("article_id").values("pk")
    rows = Revision.objects.filter(pk__in=newest, was_public=False, article__state=ArticleState.PUBLISHED)
    rows = rows.exclude(pk=F("article__planned_revision"))
    return rows.select_related("article", "user").order_by("created_at")


def _read(day: date) -> list[Read]:
    """Public articles, the most read first; those that nobody read are on the list as well."""
    recent = Q(day__gt=day - timedelta(days=READ_DAYS), day__lte=day)
    counted = ArticleCount.objects.filter(recent).values_list("article_id", "came_from").annotate(Sum("views"))
    by_source: dict[int, dict[str, int]] = defaultdict(dict)
    for article_id, came_from, n in counted.order_by():
        by_source[article_id][came_from] = n
    articles = Article.objects.filter(state=ArticleState.PUBLISHED).only("title", "published_at", "slug")
    rows = [Read(one, sum(by_source[one.pk].values()), by_source[one.pk]) for one in articles]
    return sorted(rows, key=lambda row: -row.total)[:SHOWN]


def _present(now: datetime) -> list[EditingPresence]:
    rows = EditingPresence.objects.filter(seen_at__gt=now - PRESENT).select_related("article", "user")
    return list(rows.order_by("-seen_at")[:SHOWN])
