"""The body of a changed run as it came, in compressed pieces, so that it can be looked at and read again."""

from django.db import models
from django.utils import timezone

from listings.models.source import ImportRun, Source


class RawDocument(models.Model):
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="documents", verbose_name="Quelle")
    run = models.OneToOneField(
        ImportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="document", verbose_name="Import"
    )
    """Empty while the run goes on, and for ever when it was killed."""
    fetched_at = models.DateTimeField("geholt", default=timezone.now, db_index=True)
    url = models.CharField("Adresse", max_length=1000, blank=True)
    digest = models.CharField("Prüfsumme", max_length=64)
    size = models.PositiveBigIntegerField("Bytes")

    class Meta:
        verbose_name = "Originaldokument"
        verbose_name_plural = "Originaldokumente"
        ordering = ["-fetched_at"]

    def __str__(self) -> str:
        return f"{self.source}, {timezone.localtime(self.fetched_at):%d.%m.%Y %H:%M}"


class RawPiece(models.Model):
    document = models.ForeignKey(RawDocument, on_delete=models.CASCADE, related_name="pieces")
    position = models.PositiveIntegerField()
    body = models.BinaryField()
    """Part of one zlib stream."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "position"], name="raw_piece_has_its_place")]
        ordering = ["position"]
