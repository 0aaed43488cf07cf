"""How often a listing was seen and applied to. Counted in Redis without cookies, folded in here by a job."""

from django.db import models

from listings.models import labels
from listings.models.listing import Listing


class ListingCount(models.Model):
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="day_counts")
    day = models.DateField()
    came_from = models.CharField(max_length=8, choices=list(labels.VISIT_SOURCES.items()))
    """A class of pages, never an address."""
    views = models.PositiveIntegerField(default=0)
    applies = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["listing", "day", "came_from"], name="count_once_a_day")]


class CountBatch(models.Model):
    """A batch of counts that is in the table: found again in Redis, it is not added a second time."""

    name = models.CharField(max_length=32, primary_key=True)
    folded_at = models.DateTimeField()
