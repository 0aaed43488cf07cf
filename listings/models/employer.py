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

    class Meta:
        verbose_name = "Arbeitgeber"
        verbose_name_plural = "Arbeitgeber"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="employer_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
