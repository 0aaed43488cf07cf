"""Who did what to a listing, when and why. Rows are only added."""

from django.conf import settings
from django.db import models

from listings.models.listing import Listing
from listings.models.person import Person


class ListingEvent(models.Model):
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField("wann", auto_now_add=True)
    action = models.CharField("was", max_length=20)
    """A verb of lifecycle.py, or `asked` for changes that a moderator wants."""
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="wer"
    )
    """Neither a person nor a user: the program itself."""
    reason = models.TextField("Begründung", blank=True)
    statement = models.TextField(blank=True)
    """The statement of reasons as it was mailed, word by word."""
    changes = models.JSONField("Änderungen", default=dict, blank=True)
    """Field to [before, after]."""

    class Meta:
        verbose_name = "Vorgang"
        verbose_name_plural = "Vorgänge"
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["listing", "at"], name="events_of_listing")]


class ReasonTemplate(models.Model):
    """A reason that moderators choose instead of typing it."""

    title = models.CharField("Titel", max_length=80)
    text = models.TextField(
        "Text", help_text="Geht so an den Arbeitgeber. Sag, was gegen welche Regel verstößt und was zu tun ist."
    )
    legal_ground = models.CharField("Rechtsgrund oder Regel", max_length=200, blank=True)
    is_for_changes = models.BooleanField("bittet um Änderung", default=False)
    position = models.PositiveSmallIntegerField("Platz", default=0)

    class Meta:
        verbose_name = "Begründung"
        verbose_name_plural = "Begründungen"
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title
