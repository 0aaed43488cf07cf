"""People who act for employers. They have no password: a link in a mail logs them in."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from listings.models import labels
from listings.models.employer import Employer
from listings.vocabulary import ClaimState, LinkPurpose, MemberRole


class Person(models.Model):
    email = models.EmailField("E-Mail")
    name = models.CharField("Name", max_length=120, blank=True)
    created_at = models.DateTimeField("seit", auto_now_add=True)
    last_seen_at = models.DateTimeField("zuletzt da", null=True, blank=True)

    class Meta:
        verbose_name = "Person"
        verbose_name_plural = "Personen"
        ordering = ["email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="person_once_for_each_address")]

    def __str__(self) -> str:
        return self.name or self.email


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> "MembershipQuerySet":
        """Those who may act for their employer."""
        return self.filter(accepted_at__isnull=False, removed_at=None)

    def invited(self) -> "MembershipQuerySet":
        return self.filter(accepted_at=None, removed_at=None)


class Membership(models.Model):
    """A person who may act for an employer. An invitation that nobody took up has no `accepted_at`."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    employer = models.ForeignKey(Employer, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField("Rolle", max_length=6, choices=list(labels.MEMBER_ROLES.items()), default=MemberRole.MEMBER)
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    """Shut out by an owner: an address on the employer's domain does not bring the person back, an invitation does."""

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "Mitglied"
        verbose_name_plural = "Mitglieder"
        constraints = [models.UniqueConstraint(fields=["person", "employer"], name="member_once")]


class LoginLink(models.Model):
    """A link in a mail, good for one use, one purpose and a short time. Only the digest of its secret is kept."""

    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=8, choices=[(value, value) for value in LinkPurpose])
    email = models.EmailField()
    target = models.CharField(max_length=200, blank=True)
    """What the purpose is about, e.g. the id of an invitation; never an address to redirect to."""
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)


class EmployerClaim(models.Model):
    """A person says to act for an employer, and no address proves it: a moderator decides."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="claims")
    employer = models.ForeignKey(Employer, on_delete=models.CASCADE, related_name="claims", verbose_name="Arbeitgeber")
    state = models.CharField(
        "Stand", max_length=8, choices=list(labels.CLAIM_STATES.items()), default=ClaimState.WAITING
    )
    statement = models.CharField("Begründung", max_length=500, blank=True)
    reason = models.CharField("Grund der Entscheidung", max_length=500, blank=True)
    created_at = models.DateTimeField("gestellt", auto_now_add=True)
    decided_at = models.DateTimeField("entschieden", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="von"
    )

    class Meta:
        verbose_name = "Anspruch auf einen Arbeitgeber"
        verbose_name_plural = "Ansprüche auf Arbeitgeber"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "employer"], condition=models.Q(state="waiting"), name="claim_waits_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} für {self.employer}"
