"""A feed that an employer offers: read for a try, handed in for review, scheduled after a moderator agreed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from listings.models import labels
from listings.models.employer import Employer
from listings.models.person import Person
from listings.models.source import Source
from listings.vocabulary import ClaimState, FeedFormat


class FeedProposalQuerySet(models.QuerySet["FeedProposal"]):
    def handed_in(self) -> "FeedProposalQuerySet":
        """What moderators see: the rest its employer still tries out."""
        return self.filter(handed_in_at__isnull=False)

    def waiting(self) -> "FeedProposalQuerySet":
        return self.handed_in().filter(state=ClaimState.WAITING)


class FeedProposal(models.Model):
    employer = models.ForeignKey(
        Employer, on_delete=models.CASCADE, related_name="feed_proposals", verbose_name="Arbeitgeber"
    )
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="von")
    url = models.URLField("Adresse", max_length=1000)
    format = models.CharField(
        "Format", max_length=20, choices=[(f.value, f.value) for f in FeedFormat], default=FeedFormat.AUTO
    )
    state = models.CharField(
        "Stand", max_length=8, choices=list(labels.CLAIM_STATES.items()), default=ClaimState.WAITING
    )
    report = models.JSONField("Probelauf", default=dict)
    """What the last dry run found: counts, problems by kind, at most three listings (importing/hookup.py)."""
    reading_since = models.DateTimeField("wird gelesen seit", null=True, blank=True, editable=False)
    """A dry run was asked for and has not ended."""
    tried_at = models.DateTimeField("probiert", null=True)
    reason = models.CharField("Grund der Entscheidung", max_length=500, blank=True)
    source = models.OneToOneField(
        Source, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposal", verbose_name="Quelle"
    )
    created_at = models.DateTimeField("angeboten", auto_now_add=True)
    handed_in_at = models.DateTimeField("zur Prüfung gegeben", null=True, blank=True)
    decided_at = models.DateTimeField("entschieden", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name="entschieden von",
    )  # fmt: skip
    stopped_at = models.DateTimeField("vom Arbeitgeber gestoppt", null=True, blank=True)
    """Until the employer lets it go on; a source that operators switched off has none."""

    objects = FeedProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "angebotener Feed"
        verbose_name_plural = "angebotene Feeds"
        constraints = [
            models.UniqueConstraint(fields=["employer", "url"], name="feed_offered_once"),
            models.CheckConstraint(
                condition=Q(stopped_at=None) | Q(state=ClaimState.ACCEPTED),
                name="feed_stops_only_after_it_was_accepted",
            ),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def is_readable(self) -> bool:
        """The last dry run got a document that says something."""
        return bool(self.report.get("read"))

    @property
    def is_stopped(self) -> bool:
        return self.stopped_at is not None

    def is_known_elsewhere(self) -> bool:
        """The address belongs to another source, or another employer offers it too."""
        where = self.url.partition("://")[2].rstrip("/")
        same = Q(url__iendswith=f"://{where}") | Q(url__iendswith=f"://{where}/")
        others = FeedProposal.objects.handed_in().exclude(state=ClaimState.REFUSED).exclude(employer=self.employer_id)
        return Source.objects.filter(same).exclude(proposal=self).exists() or others.filter(same).exists()
