"""A feed that an employer offers: tried at once, scheduled after a moderator agreed."""

from django.db import models

from listings.models import labels
from listings.models.employer import Employer
from listings.models.person import Person
from listings.models.source import Source
from listings.vocabulary import ClaimState


class FeedProposal(models.Model):
    employer = models.ForeignKey(
        Employer, on_delete=models.CASCADE, related_name="feed_proposals", verbose_name="Arbeitgeber"
    )
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="von")
    url = models.URLField("Adresse", max_length=1000)
    state = models.CharField(
        "Stand", max_length=8, choices=list(labels.CLAIM_STATES.items()), default=ClaimState.WAITING
    )
    report = models.JSONField("Probelauf", default=dict)
    """The report of the last dry run, with at most three listings."""
    tried_at = models.DateTimeField("probiert", null=True)
    reason = models.CharField("Grund der Entscheidung", max_length=500, blank=True)
    source = models.OneToOneField(Source, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposal")
    created_at = models.DateTimeField("angeboten", auto_now_add=True)
    decided_at = models.DateTimeField("entschieden", null=True, blank=True)

    class Meta:
        verbose_name = "angebotener Feed"
        verbose_name_plural = "angebotene Feeds"
        constraints = [models.UniqueConstraint(fields=["employer", "url"], name="feed_offered_once")]

    def __str__(self) -> str:
        return self.url
