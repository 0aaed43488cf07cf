"""An application typed into our form, on its way to an employer's mailbox."""

import uuid

from django.db import models
from django.db.models import Q

from listings.models import labels
from listings.models.listing import Listing
from listings.vocabulary import ApplicationState


class ApplicationQuerySet(models.QuerySet["Application"]):
    def sent(self) -> "ApplicationQuerySet":
        return self.exclude(state=ApplicationState.DRAFT)


class Application(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    """Of the page it was typed into: the button pressed twice is one application."""
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="applications")
    state = models.CharField(
        max_length=9, choices=list(labels.APPLICATION_STATES.items()), default=ApplicationState.DRAFT
    )
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    message = models.TextField(blank=True)
    pdf = models.BinaryField(null=True)
    """As it came, never opened for anybody: it leaves as an attachment."""
    pdf_name = models.CharField(max_length=120, blank=True)
    """As the applicant calls it: only for the applicant's own eyes."""
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    sent_at = models.DateTimeField(null=True)
    """When the applicant pressed the button."""
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    """While it waits: not before. While it is being sent: when to take the worker for dead."""
    ended_at = models.DateTimeField(null=True)
    """Delivered or given up."""

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["next_try_at"], name="applications_to_send", condition=Q(state__in=["waiting", "sending"]))
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | (~Q(name="") & ~Q(email="") & ~Q(message="") & Q(sent_at__isnull=False)),
                name="sent_application_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["delivered", "failed"], ended_at__isnull=False)
                | Q(state__in=["draft", "waiting", "sending"], ended_at__isnull=True),
                name="application_has_an_end_when_it_ended",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["waiting", "sending"]) | Q(next_try_at__isnull=False),
                name="waiting_application_has_a_next_try",
            ),
        ]

    @property
    def number(self) -> str:
        return f"B-{self.pk.hex[:8].upper()}"
