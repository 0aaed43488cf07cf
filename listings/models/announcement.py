"""What was told to search engines, and up to which state of the database."""

from django.db import models


class Announcement(models.Model):
    snapshot = models.TextField()
    """PostgreSQL's name for the set of transactions whose changes have been told."""
    addresses = models.PositiveIntegerField("Adressen")
    sent_at = models.DateTimeField("gesendet am", auto_now_add=True)

    class Meta:
        verbose_name = "Meldung an Suchmaschinen"
        verbose_name_plural = "Meldungen an Suchmaschinen"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.sent_at:%Y-%m-%d %H:%M}: {self.addresses}"
