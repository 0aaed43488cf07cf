"""Mails that must not get lost while the mail server is away: written with what they are about, sent by a job."""

from django.db import models
from django.db.models import Q

from listings.models.application import Application
from listings.models.report import ReportCase


class Notice(models.Model):
    case = models.ForeignKey(ReportCase, null=True, on_delete=models.CASCADE, related_name="letters")
    application = models.ForeignKey(Application, null=True, on_delete=models.CASCADE, related_name="letters")
    address = models.EmailField(blank=True)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["next_try_at"], name="notices_to_send", condition=Q(sent_at=None))]
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=False, application__isnull=True)
                | Q(case__isnull=True, application__isnull=False),
                name="notice_is_about_one_thing",
            )
        ]
