"""A career article or city guide: what the public sees of it, and where it stands."""

from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from articles.models.author import Author
from articles.vocabulary import ARTICLE_STATES, ArticleState
from listings.models import Place, labels

SLUG_LENGTH = 100


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self) -> "ArticleQuerySet":
        return self.filter(state=ArticleState.PUBLISHED, published_at__lte=Now())

    def found(self) -> "ArticleQuerySet":
        """Those that search engines may list: they passed the quality gate."""
        return self.published().filter(gate_passed_at__isnull=False)

    def planned(self) -> "ArticleQuerySet":
        """New ones, and public ones with a planned change."""
        return self.filter(models.Q(state=ArticleState.PLANNED) | models.Q(planned_revision__isnull=False))

    def due(self) -> "ArticleQuerySet":
        """Planned for a moment that has come."""
        return self.planned().filter(publish_at__lte=Now())


class Article(models.Model):
    title = models.CharField("Titel", max_length=150)
    slug = models.SlugField("Adresse", max_length=SLUG_LENGTH, unique=True)
    teaser = models.CharField("Anrisstext", max_length=300)
    text = models.TextField("Text (Markdown)")
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="articles", verbose_name="Ort"
    )
    radius = models.PositiveSmallIntegerField("Umkreis in km", default=25)
    """Of its live figures, where a figure names none."""
    author = models.ForeignKey(
        Author, null=True, blank=True, on_delete=models.PROTECT, related_name="articles", verbose_name="Autor:in"
    )
    """Empty: the editors' office."""
    meta_title = models.CharField("Titel für Suchmaschinen", max_length=70, blank=True)
    meta_description = models.CharField("Beschreibung für Suchmaschinen", max_length=170, blank=True)
    lead_image = models.ForeignKey(
        "articles.ArticleImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="Bild"
    )

    state = models.CharField(
        "Stand",
        max_length=9,
        choices=list(ARTICLE_STATES.items()),
        default=ArticleState.DRAFT,
        db_default=ArticleState.DRAFT,
    )
    publish_at = models.DateTimeField("geplant für", null=True, blank=True)
    planned_revision = models.ForeignKey(
        "articles.Revision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name="geplante Fassung",
    )  # fmt: skip
    """Of a public article: takes the place of its text at `publish_at`."""
    published_at = models.DateTimeField("veröffentlicht am", null=True, blank=True)
    """First time online."""
    checked_at = models.DateField("geprüft am", null=True, blank=True)
    review_by = models.DateField("prüfen bis", null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)
    changed_at = models.DateTimeField("geändert am", null=True, blank=True)
    """Last time what readers see was changed by an editor."""
    gate_passed_at = models.DateTimeField("Prüfung bestanden am", null=True, blank=True)
    gate_report = models.JSONField("Prüfbericht", default=list, blank=True)
    """What the quality gate found the last time: [{"rule", "level", "message", "passages"}]."""

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "Artikel"
        verbose_name_plural = "Artikel"
        ordering = ["-published_at", "-pk"]
        indexes = [models.Index(fields=["state", "publish_at"], name="articles_by_state")]
        permissions = [("publish_article", "Darf Artikel veröffentlichen")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=ArticleState.PLANNED) | models.Q(publish_at__isnull=False),
                name="planned_article_has_a_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(planned_revision=None)
                | models.Q(state=ArticleState.PUBLISHED, publish_at__isnull=False),
                name="planned_change_is_of_a_public_article",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[ArticleState.PUBLISHED, ArticleState.WITHDRAWN])
                | models.Q(published_at__isnull=False),
                name="public_article_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.slug])

    @property
    def is_planned(self) -> bool:
        """The same as planned() asks of the database."""
        return self.state == ArticleState.PLANNED or self.planned_revision_id is not None

    @property
    def is_public(self) -> bool:
        """The same as published() asks of the database."""
        is_out = self.published_at is not None and self.published_at <= timezone.now()
        return is_out and self.state == ArticleState.PUBLISHED


class Redirect(models.Model):
    """An address an article had while it was public; a link to it leads on."""

    slug = models.SlugField("frühere Adresse", max_length=SLUG_LENGTH, unique=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="redirects", verbose_name="Artikel")
    created_at = models.DateTimeField("seit", auto_now_add=True)

    class Meta:
        verbose_name = "Weiterleitung"
        verbose_name_plural = "Weiterleitungen"

    def __str__(self) -> str:
        return self.slug


class ArticleCount(models.Model):
    """How often an article was read. Counted in Redis without cookies, folded in here by a job."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="day_counts")
    day = models.DateField()
    came_from = models.CharField(max_length=8, choices=list(labels.VISIT_SOURCES.items()))
    """A class of pages, never an address."""
    views = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "day", "came_from"], name="reading_once_a_day")]
