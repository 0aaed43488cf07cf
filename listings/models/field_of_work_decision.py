"""What moderators said about titles that the rules leave in doubt, so that the next import need not ask again."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from listings.models.source import Source


class FieldOfWorkDecision(models.Model):
    """For one source, or for all when it names none. The pattern is a title key in which * stands for any words."""

    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.CASCADE, related_name="field_of_work_decisions",
        verbose_name="Quelle", help_text="Leer: gilt für alle Quellen.",
    )  # fmt: skip
    title_pattern = models.CharField(
        "Titel", max_length=200, help_text="Kleingeschrieben, ohne (m/w/d); * steht für beliebige Wörter."
    )
    belongs = models.BooleanField("gehört ins Portal")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name="entschieden von",
    )  # fmt: skip
    decided_at = models.DateTimeField("entschieden", default=timezone.now)

    class Meta:
        verbose_name = "Entscheidung über Titel"
        verbose_name_plural = "Entscheidungen über Titel"
        ordering = ["title_pattern"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "title_pattern"], nulls_distinct=False, name="one_decision_for_each_title",
                violation_error_message="Für diesen Titel gibt es schon eine Entscheidung.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title_pattern
