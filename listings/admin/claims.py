"""People who say to act for an employer, where no address proves it: what speaks for it, and the moderator's word."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from listings.admin.offers import OfferAdmin, StateFilter
from listings.models import EmployerClaim, Listing, Membership
from listings.submitting import members


@admin.register(EmployerClaim)
class EmployerClaimAdmin(OfferAdmin):
    name, decided, accept_words = "employerclaim", (members.NotWaiting,), "Glauben und freischalten"
    list_display = ["person_email", "employer", "state", "created_at", "decided_at"]
    list_filter = [StateFilter]
    list_select_related = ["person", "employer"]
    search_fields = ["person__email", "employer__name"]
    fields = ["person_email", "employer", "website", "domain", "people", "sent", "statement", "state", "reason", "created_at",
              "decided_at", "decided_by"]  # fmt: skip
    readonly_fields = ["person_email", "website", "domain", "people", "sent"]

    def accept(self, row: Any, request: HttpRequest, reason: str) -> None:
        members.accept_claim(claim=row, by=request.user, reason=reason)  # type: ignore[arg-type]

    def refuse(self, row: Any, request: HttpRequest, reason: str) -> None:
        members.refuse_claim(claim=row, by=request.user, reason=reason)  # type: ignore[arg-type]

    @admin.display(description="Person", ordering="person__email")
    def person_email(self, claim: EmployerClaim) -> str:
        return claim.person.email

    @admin.display(description="Website des Arbeitgebers")
    def website(self, claim: EmployerClaim) -> str:
        return claim.employer.website or "–"

    @admin.display(description="Domain des Arbeitgebers")
    def domain(self, claim: EmployerClaim) -> str:
        return claim.employer.domain or "–"

    @admin.display(description="handeln schon für ihn")
    def people(self, claim: EmployerClaim) -> str:
        found = Membership.objects.active().filter(employer=claim.employer).select_related("person")
        return ", ".join(row.person.email for row in found) or "niemand"

    @admin.display(description="Anzeigen von dieser Adresse")
    def sent(self, claim: EmployerClaim) -> int:
        own = Listing.objects.filter(hiring_organization=claim.employer_id, source=None)
        return own.filter(submitter_email__iexact=claim.person.email, published_at__isnull=False).count()
