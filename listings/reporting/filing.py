"""A report comes in: it joins the listing's open case, is acknowledged, and may be the one too many.

Several people who report fraud independently take a listing out of sight until a moderator decides. Two reports are
independent when neither the network nor the address of one was counted before; all reports without an address count as
one address. Keyed digests stand for networks, so that no address of a visitor is stored.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import salted_hmac

from listings import lifecycle, notices
from listings.models import CaseDecision, Listing, Report, ReportCase
from listings.reporting import telling
from listings.submitting.addresses import mailbox
from listings.submitting.statement import TERMS
from listings.vocabulary import CaseOutcome, CaseState, ListingStatus, ReportReason

HOLDING_REASONS = (ReportReason.FRAUD,)
HOLDING_REPORTS = 3
HOLDING_DAYS = 30
AUTOMATIC = (
    "Mehrere Personen haben diese Anzeige unabhängig voneinander als Betrug gemeldet. Bis ein Mensch das geprüft hat, "
    "ist sie nicht zu sehen."
)
FRAUD_GROUND = f"{TERMS}: Niemand verlangt vor dem Vertrag Geld, Ausweiskopien, ein Video-Ident oder Kontodaten"


@transaction.atomic
def file(*, listing: Listing, form: UUID, typed: dict[str, Any], network: str) -> Report:
    """Stores the report and answers it. The same page sent twice is one report."""
    locked = Listing.objects.select_for_update(of=("self",)).select_related("hiring_organization").get(pk=listing.pk)
    if known := Report.objects.select_related("case").filter(form=form).first():
        return known
    case, _ = ReportCase.objects.get_or_create(
        listing=locked, state=CaseState.OPEN,
        defaults={"listing_number": locked.pk, "title": locked.title,
                  "hiring_organization": locked.hiring_organization.name},
    )  # fmt: skip
    report = Report.objects.create(case=case, form=form, network=_digest(network), **typed)
    if report.email:
        text = render_to_string("emails/report_received.txt", {"report": report, "case": case, "base_url": settings.BASE_URL})  # fmt: skip
        notices.write(case=case, address=report.email, subject=f"Deine Meldung {report.number} ist da", text=text)
    _hold_if_many(case, locked)
    return report


def _hold_if_many(case: ReportCase, listing: Listing) -> None:
    if listing.status != ListingStatus.PUBLISHED or listing.hiring_organization.is_trusted:
        return
    since = timezone.now() - timedelta(days=HOLDING_DAYS)
    alike = case.reports.filter(reason__in=HOLDING_REASONS, created_at__gt=since)  # type: ignore[attr-defined]
    if independent(alike) < HOLDING_REPORTS or case.decisions.exists():  # type: ignore[attr-defined]
        return
    decision = CaseDecision.objects.create(
        case=case, outcome=CaseOutcome.HELD, reason=AUTOMATIC, ground=FRAUD_GROUND, is_automatic=True,
        status_before=listing.status,
    )  # fmt: skip
    statement = telling.tell_employer(decision, listing)
    lifecycle.hold(listing=listing, reason=f"{AUTOMATIC} (Fall {case.pk})", statement=statement)


def independent(reports: Iterable[Report]) -> int:
    """How many of these come from different people, as far as one can tell."""
    networks: set[str] = set()
    addresses: set[str] = set()
    count = 0
    for report in reports:
        address = mailbox(report.email.lower()) if report.email else ""
        if report.network and report.network not in networks and address not in addresses:
            networks.add(report.network)
            addresses.add(address)
            count += 1
    return count


def _digest(network: str) -> str:
    return salted_hmac("report-network", network, algorithm="sha256").hexdigest()[:32]
