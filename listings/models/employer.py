"""Who hires. Two spellings of one name are one employer."""

from django.db import models

from listings.models import labels


class Employer(models.Model):
    name = models.CharField("Name", max_length=200)
    name_key = models.CharField(max_length=200, unique=True)
    website = models.URLField("Website", blank=True)
    kind = models.CharField(
        "Art", max_length=10, blank=True, choices=list(labels.EMPLOYER_KINDS.items()),
        help_text="Leer: was aus Name und Anzeige zu lesen ist. Gewählt gilt es für alle seine Anzeigen.",
    )  # fmt: skip

    slug = models.SlugField("Adresse", max_length=80, unique=True, null=True, blank=True)
    """Of the public page; set when the employer is claimed or first has a live listing."""
    legal_name = models.CharField("Firma laut Register", max_length=200, blank=True)
    about = models.TextField("Über das Unternehmen", max_length=2000, blank=True)
    domain = models.CharField("Domain", max_length=200, blank=True)
    """An address on it proves to act for this employer; set by the first claim or by a moderator."""
    is_trusted = models.BooleanField(
        "veröffentlicht sofort", default=False, help_text="Neue Anzeigen ohne Befunde gehen ohne Prüfung online."
    )
    logo = models.BinaryField(null=True, blank=True)
    """Re-encoded by us, at most 100 kB. In the database, so that every machine serves it."""

    class Meta:
        verbose_name = "Arbeitgeber"
        verbose_name_plural = "Arbeitgeber"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="employer_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
