"""The figures in articles: those worked out from listings, and those an editor stated."""

from datetime import date

from django.conf import settings
from django.db import models

from articles.models.article import Article
from articles.vocabulary import CLAIM_KINDS, DRIFTS, FACT_KINDS, ArticleState, Drift
from listings.models import Place


class FactValue(models.Model):
    """A live fact as last worked out. Pages read it; a job renews it."""

    kind = models.CharField(max_length=20, choices=list(FACT_KINDS.items()))
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    radius = models.PositiveSmallIntegerField()
    """In km; 0 is the municipality."""
    shift = models.CharField(max_length=10, blank=True)
    """Of which alone it is."""
    value = models.JSONField()
    """By kind: {"low", "middle", "high"} in euros a month, {"count"}, {"share"} from 0 to 1, {"employers": [...]}, {"bins", "middle",
    "total"} of the pay chart."""
    listings = models.PositiveIntegerField()
    """How many live listings stand behind it."""
    worked_out_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "radius", "kind", "shift"], name="fact_worked_out_once")
        ]
        indexes = [models.Index(fields=["worked_out_at"], name="facts_by_age")]


class StatedFigureQuerySet(models.QuerySet["StatedFigure"]):
    def public(self) -> "StatedFigureQuerySet":
        return self.filter(article__state=ArticleState.PUBLISHED)

    def unanswered(self, day: date) -> "StatedFigureQuerySet":
        """Those that drift without an editor's word that they stay."""
        is_kept = models.Q(kept_until__isnull=False, kept_until__gte=day, kept_drift=models.F("drift"))
        return self.exclude(drift=Drift.NONE).exclude(is_kept)

    def drifting(self, day: date) -> "StatedFigureQuerySet":
        """Those that an editor has to look at on this day."""
        return self.public().unanswered(day)


class StatedFigure(models.Model):
    """A figure an editor typed, as it stands in the public text, with its source; compared with live data every night."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="figures", verbose_name="Artikel")
    number = models.PositiveSmallIntegerField("Nummer im Text")
    words = models.CharField("Wortlaut", max_length=200)
    kind = models.CharField("Art", max_length=12, choices=list(CLAIM_KINDS.items()))
    low = models.DecimalField("von", max_digits=12, decimal_places=2, null=True)
    high = models.DecimalField("bis", max_digits=12, decimal_places=2, null=True)
    unit = models.CharField("Einheit", max_length=8, blank=True)
    """hour, month or year for pay; percent for shares."""
    place = models.ForeignKey(Place, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="Ort")
    radius = models.PositiveSmallIntegerField("Umkreis in km", default=25)
    shift = models.CharField("Schicht", max_length=10, blank=True)
    """Of a share or a number of listings."""
    source = models.CharField("Quelle", max_length=200)
    source_url = models.URLField("Adresse der Quelle", max_length=500, blank=True)
    as_of = models.DateField("Stand")

    compared_at = models.DateTimeField("verglichen", null=True)
    drift = models.CharField("Abweichung", max_length=8, choices=list(DRIFTS.items()), default=Drift.NONE)
    drifted_at = models.DateTimeField("weicht ab seit", null=True)
    told_at = models.DateTimeField("gemeldet", null=True)
    finding = models.CharField("Befund", max_length=500, blank=True)
    suggestion = models.CharField("Vorschlag", max_length=500, blank=True)
    """Mark-up with the live figures, to take the place of this one in the text."""

    kept_until = models.DateField("bleibt so bis", null=True, blank=True)
    kept_drift = models.CharField(max_length=8, choices=list(DRIFTS.items()), blank=True)
    """For another drift the answer does not count."""
    kept_reason = models.CharField("warum es bleibt", max_length=500, blank=True)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name="entschieden von",
    )  # fmt: skip
    kept_at = models.DateTimeField("entschieden am", null=True, blank=True)

    objects = StatedFigureQuerySet.as_manager()

    class Meta:
        verbose_name = "Angabe"
        verbose_name_plural = "Angaben"
        ordering = ["article", "number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="figure_numbered_once"),
            models.CheckConstraint(
                condition=models.Q(kept_until=None) | ~models.Q(kept_reason="") & models.Q(kept_at__isnull=False),
                name="figure_is_kept_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def is_kept(self, drift: Drift, day: date) -> bool:
        """The same as unanswered() asks of the database."""
        return self.kept_until is not None and self.kept_until >= day and self.kept_drift == drift
