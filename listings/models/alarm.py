"""What operators must know: one row while it lasts, one mail, and a row for each scheduled job that says when it ran."""

from django.db import models
from django.utils import timezone

from listings.models import labels
from listings.models.source import Source


class Alarm(models.Model):
    kind = models.CharField("Art", max_length=12, choices=list(labels.ALARM_KINDS.items()))
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.CASCADE, related_name="alarms", verbose_name="Quelle"
    )
    subject = models.CharField("Gegenstand", max_length=100, blank=True)
    """The field or the scheduled job, where there is one."""
    message = models.CharField("Meldung", max_length=500)
    raised_at = models.DateTimeField("seit", default=timezone.now)
    mailed_at = models.DateTimeField("gemeldet", null=True, blank=True)
    settled_at = models.DateTimeField("vorbei", null=True, blank=True)

    class Meta:
        verbose_name = "Alarm"
        verbose_name_plural = "Alarme"
        ordering = ["-raised_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "source", "subject"], condition=models.Q(settled_at__isnull=True),
                nulls_distinct=False, name="one_open_alarm_for_each_subject",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.message


class ScheduledJob(models.Model):
    """When a job of the timetable last started and last ended well."""

    name = models.CharField("Aufgabe", max_length=100, unique=True)
    started_at = models.DateTimeField("begonnen", null=True, blank=True)
    ended_at = models.DateTimeField("gut beendet", null=True, blank=True)
    failed_at = models.DateTimeField("gescheitert", null=True, blank=True)
    error = models.CharField("Fehler", max_length=500, blank=True)

    class Meta:
        verbose_name = "geplante Aufgabe"
        verbose_name_plural = "geplante Aufgaben"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
