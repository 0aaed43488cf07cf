"""What an employer types, kept at every step, and edits of public listings that wait for a moderator."""

import uuid

from django.db import models

from listings.models.listing import Listing
from listings.models.person import Person


class Draft(models.Model):
    """The form as typed. It belongs to a person, or to whoever holds the secret in the signed cookie or link.

    After sending it stays beside its listing, so that editing begins with what was typed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="drafts")
    listing = models.ForeignKey(Listing, null=True, on_delete=models.SET_NULL, related_name="drafts")
    """The listing that came of it, or that it edits."""
    typed = models.JSONField(default=dict)
    """Field name to list of values, as browsers send them."""
    logo = models.BinaryField(null=True)
    """Re-encoded, until the employer is known."""
    step = models.PositiveSmallIntegerField(default=1)
    """The last part of the form that was sent."""
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True)
    """Sent: a second press of the button leads to the same listing."""


class PendingEdit(models.Model):
    """An edit of a public listing that touches title, pay, place or employer: the listing stays as it was until then."""

    listing = models.OneToOneField(Listing, on_delete=models.CASCADE, related_name="pending_edit")
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    changes = models.JSONField()
    """Field to [before, after]."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "wartende Änderung"
        verbose_name_plural = "wartende Änderungen"

    def __str__(self) -> str:
        return str(self.listing)
