"""Reports of listings under Article 16 of the Digital Services Act: what was said, what was decided and by whom.

A case gathers the reports of one listing until a moderator decides. Its decisions and letters are the trail: rows are
added and never changed, until retention deletes the case. What the listing was called is kept with the case.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from listings.models import labels
from listings.models.listing import Listing
from listings.vocabulary import CaseOutcome, CaseState

APPEALED_WITHIN = timedelta(days=183)
"""Six months, Article 20 (1)."""
RESTRICTIONS = (CaseOutcome.RETURNED, CaseOutcome.HELD, CaseOutcome.TAKEN_DOWN)


class ReportCase(models.Model):
    listing = models.ForeignKey(
        Listing, null=True, on_delete=models.SET_NULL, related_name="report_cases", verbose_name="Anzeige"
    )
    listing_number = models.PositiveBigIntegerField("Nummer der Anzeige")
    title = models.CharField("Titel", max_length=200)
    hiring_organization = models.CharField("Arbeitgeber", max_length=200)
    state = models.CharField("Stand", max_length=7, choices=list(labels.CASE_STATES.items()), default=CaseState.OPEN)
    created_at = models.DateTimeField("erste Meldung", auto_now_add=True)
    decided_at = models.DateTimeField("entschieden", null=True)

    class Meta:
        verbose_name = "Fall"
        verbose_name_plural = "Meldungen"
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["listing"], condition=Q(state="open"), name="listing_has_one_open_case"),
            models.CheckConstraint(
                condition=Q(state="open") | Q(decided_at__isnull=False), name="decided_case_has_a_date"
            ),
        ]

    def __str__(self) -> str:
        return f"Fall {self.pk}: {self.title}"

    @property
    def is_open(self) -> bool:
        return self.state == CaseState.OPEN


class Report(models.Model):
    case = models.ForeignKey(ReportCase, on_delete=models.CASCADE, related_name="reports")
    form = models.UUIDField(unique=True, editable=False)
    """Of the page it was typed into: the button pressed twice is one report."""
    reason = models.CharField("Grund", max_length=14, choices=list(labels.REPORT_REASONS.items()))
    text = models.TextField("Erklärung", blank=True)
    name = models.CharField("Name", max_length=120, blank=True)
    email = models.EmailField("E-Mail", blank=True)
    """Empty when somebody only leaves a hint: no answer, no appeal."""
    is_in_good_faith = models.BooleanField("nach bestem Wissen")
    network = models.CharField(max_length=32, blank=True)
    """Keyed digest of the network it came from: tells reports of different people apart, and nothing else."""
    created_at = models.DateTimeField("eingegangen", auto_now_add=True)

    class Meta:
        verbose_name = "Meldung"
        verbose_name_plural = "Meldungen"
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(is_in_good_faith=True), name="report_is_in_good_faith"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"M{self.pk}"


class CaseDecision(models.Model):
    case = models.ForeignKey(ReportCase, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField("Entscheidung", max_length=10, choices=list(labels.CASE_OUTCOMES.items()))
    reason = models.TextField("Begründung")
    ground = models.CharField("Rechtsgrund oder Regel", max_length=200, blank=True)
    is_automatic = models.BooleanField("von einem Programm", default=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="von"
    )
    is_same_moderator = models.BooleanField("über die eigene Entscheidung", default=False)
    """Decided about an appeal against a decision of their own, because nobody else could."""
    status_before = models.CharField(max_length=12)
    """Of the listing: where it goes back to when the decision falls."""
    created_at = models.DateTimeField("wann", auto_now_add=True)

    class Meta:
        verbose_name = "Entscheidung"
        verbose_name_plural = "Entscheidungen"
        ordering = ["created_at", "pk"]


class Appeal(models.Model):
    """One for each side and person in a case; another moderator decides."""

    case = models.ForeignKey(ReportCase, on_delete=models.CASCADE, related_name="appeals")
    against = models.ForeignKey(CaseDecision, on_delete=models.CASCADE, related_name="appeals")
    party = models.CharField("von", max_length=8, choices=list(labels.CASE_PARTIES.items()))
    report = models.OneToOneField(Report, null=True, on_delete=models.CASCADE, related_name="appeal")
    email = models.EmailField("E-Mail", blank=True)
    text = models.TextField("Begründung")
    answer = models.ForeignKey(CaseDecision, null=True, on_delete=models.SET_NULL, related_name="answered_appeals")
    created_at = models.DateTimeField("eingegangen", auto_now_add=True)

    class Meta:
        verbose_name = "Beschwerde"
        verbose_name_plural = "Beschwerden"
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(party="employer"), name="employer_appeals_once_in_a_case"
            ),
            models.CheckConstraint(
                condition=Q(party="employer", report__isnull=True) | Q(party="reporter", report__isnull=False),
                name="appeal_of_a_reporter_names_the_report",
            ),
        ]
