"""What employers changed on their own page, for moderators: it is public without a review. Rows are only added."""

from django.db import models

from listings.models.employer import Employer
from listings.models.person import Person


class EmployerChange(models.Model):
    employer = models.ForeignKey(Employer, on_delete=models.CASCADE, related_name="changes", verbose_name="Arbeitgeber")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="wer")
    at = models.DateTimeField("wann", auto_now_add=True)
    changes = models.JSONField("Änderungen", default=dict)
    """Field to [before, after]; of a logo only that it came or went."""

    class Meta:
        verbose_name = "Änderung an einer Arbeitgeberseite"
        verbose_name_plural = "Änderungen an Arbeitgeberseiten"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at"], name="employer_changes_by_time")]

    def __str__(self) -> str:
        return str(self.employer)
