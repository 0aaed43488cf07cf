"""Where listings are imported from, each run of it, and every item a run could not use."""

from datetime import timedelta

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from listings.models import labels
from listings.vocabulary import WINDOW_FORMATS, FeedFormat, Scope, SourceKind

UNVERIFIED_AFTER = timedelta(days=7)
"""Silence of a source after which its listings count as not verified."""


class SourceQuerySet(models.QuerySet["Source"]):
    def due(self) -> "SourceQuerySet":
        """Active ones whose interval is over, the longest waiting first. The clock starts with a run, not with its end.

        Up to a sixth of the interval comes on top, another part after each run, so that sources never fall into step.
        """
        over = models.ExpressionWrapper(
            Now() - models.F("interval_minutes") * (1 + _jitter() / 6.0) * timedelta(minutes=1),
            output_field=models.DateTimeField(),
        )
        waiting = models.Q(last_run_at__isnull=True) | models.Q(last_run_at__lte=over)
        return self.filter(waiting, is_active=True).order_by(models.F("last_run_at").asc(nulls_first=True), "pk")


def _jitter() -> models.Func:
    """From 0 to 1, fixed for a source until its next run."""
    return models.Func(
        "pk", "last_run_at", output_field=models.FloatField(),
        template="mod(abs(hashtext(concat(%(expressions)s))::bigint), 1000) / 1000.0",
    )  # fmt: skip


class Source(models.Model):
    slug = models.SlugField("Kürzel", max_length=80, unique=True)
    name = models.CharField("Name", max_length=200)
    format = models.CharField("Format", max_length=20, choices=[(f.value, f.value) for f in FeedFormat])
    url = models.CharField("Adresse", max_length=1000, blank=True)
    employer_name = models.CharField("Arbeitgeber, wenn die Anzeige keinen nennt", max_length=200)
    countries = models.CharField("Länder", max_length=100, default="DE", help_text="DE, mehrere mit Komma, oder any")
    scope = models.CharField(
        "Umfang", max_length=20, choices=list(labels.SCOPES.items()), default=Scope.CUSTOMER_SERVICE
    )
    interval_minutes = models.PositiveIntegerField("Abstand in Minuten", default=120)
    is_active = models.BooleanField("nach Plan holen", default=False)
    kind = models.CharField(
        "Art", max_length=10, blank=True, choices=list(labels.SOURCE_KINDS.items()),
        help_text="Leer: was zum Format gehört.",
    )  # fmt: skip
    id_trust = models.CharField(
        "Vertrauen in Kennungen", max_length=10, blank=True, choices=list(labels.ID_TRUST.items()),
        help_text="Leer: was zum Format gehört. Widerspricht ein Import, wird es von selbst „gering“.",
    )  # fmt: skip
    etag = models.CharField(max_length=300, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    read_by = models.CharField(max_length=32, blank=True, editable=False)
    """Digest of the rules and settings that read the last complete document: others must see it even unchanged."""
    last_run_at = models.DateTimeField("letzter Import", null=True, blank=True, editable=False)
    last_complete_at = models.DateTimeField("letzter vollständiger Import", null=True, blank=True, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = "Quelle"
        verbose_name_plural = "Quellen"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(interval_minutes__gte=15),
                name="source_rests_at_least_15_minutes",
                violation_error_message="Eine Quelle wird höchstens alle 15 Minuten geholt.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_window(self) -> bool:
        """Its documents hold the newest items only, so they confirm nothing about older ones."""
        return self.kind == SourceKind.WINDOW or (not self.kind and self.format in WINDOW_FORMATS)


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def newest(self) -> "ImportRunQuerySet":
        """Of each source the last run, except those of single items."""
        return (
            self.filter(started_at=models.F("source__last_run_at")).order_by("source_id", "-pk").distinct("source_id")
        )

    def newest_read(self) -> "ImportRunQuerySet":
        """Of each source the newest run that read a whole document: not one of single items, not "not modified"."""
        is_whole = models.Q(is_replay=False) | models.Q(started_at=models.OuterRef("last_run_at"))
        read = self.exclude(digest="").filter(is_whole, source=models.OuterRef("pk"))
        newest = models.Subquery(read.order_by("-started_at", "-pk").values("pk")[:1])
        return self.filter(pk__in=Source.objects.order_by().values_list(newest))


class ImportRun(models.Model):
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="runs", verbose_name="Quelle")
    started_at = models.DateTimeField("Beginn", default=timezone.now)
    seconds = models.FloatField("Sekunden", default=0)
    status = models.CharField("Ergebnis", max_length=10, choices=list(labels.RUN_STATUS.items()))
    reason = models.CharField("Grund", max_length=500, blank=True)
    read = models.PositiveIntegerField("gelesen", default=0)
    created = models.PositiveIntegerField("neu", default=0)
    updated = models.PositiveIntegerField("geändert", default=0)
    unchanged = models.PositiveIntegerField("unverändert", default=0)
    duplicate = models.PositiveIntegerField("doppelt", default=0)
    rejected = models.PositiveIntegerField("abgelehnt", default=0)
    broken = models.PositiveIntegerField("davon unbrauchbar", default=0)
    """Of the rejected ones: not valid. The others are sound, but not for this portal."""
    held = models.PositiveIntegerField("zurückgehalten", default=0)
    withdrawn = models.PositiveIntegerField("zurückgezogen", default=0)
    removals_held = models.PositiveIntegerField("wartende Löschungen", default=0)
    document_bytes = models.PositiveBigIntegerField("Bytes", default=0)
    id_conflicts = models.PositiveIntegerField("widersprüchliche Kennungen", default=0)
    fill_rates = models.JSONField("Füllgrad", default=dict, blank=True)
    """Field to the share of the read items that fill it, 0 to 1."""
    digest = models.CharField("Prüfsumme", max_length=64, blank=True)
    """SHA-256 of the document; equal for a run that got the same document."""
    is_replay = models.BooleanField("aus dem Archiv", default=False)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = "Import"
        verbose_name_plural = "Importe"
        ordering = ["-started_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    read=models.F("created")
                    + models.F("updated")
                    + models.F("unchanged")
                    + models.F("duplicate")
                    + models.F("rejected")
                    + models.F("held")
                ),
                name="run_accounts_for_every_item",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {timezone.localtime(self.started_at):%d.%m.%Y %H:%M}"


class RejectedItem(models.Model):
    """What could not be used, with the field and the reason, so that nothing is lost."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="problems")
    external_id = models.CharField("Kennung", max_length=300, blank=True)
    field = models.CharField("Feld", max_length=60)
    reason = models.CharField("Grund", max_length=500)
    title = models.CharField("Titel", max_length=300, blank=True)
    position = models.PositiveIntegerField("Platz im Dokument", default=0)
    """Counted from 0 over all items that the reader of the format yields, so that it can be found in the raw document."""
    retried_at = models.DateTimeField("noch einmal versucht", null=True, blank=True)
    listing = models.ForeignKey(
        "listings.Listing", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="Stelle"
    )
    """What became of it when it was tried again."""

    class Meta:
        verbose_name = "abgelehnte Anzeige"
        verbose_name_plural = "abgelehnte Anzeigen"

    def __str__(self) -> str:
        return f"{self.external_id}: {self.reason}"
