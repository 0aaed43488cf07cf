"""A moderator's decision about a case: what it does to the listing, who is told, and who may decide about an appeal."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from listings import lifecycle
from listings.models import Appeal, CaseDecision, Listing, ReportCase
from listings.models.report import RESTRICTIONS
from listings.reporting import telling
from listings.reporting.links import Right
from listings.submitting import statement
from listings.vocabulary import CaseOutcome, CaseState, ListingStatus

RIGHT = "listings.change_reportcase"
BACKEND = "django.contrib.auth.backends.ModelBackend"


class Refused(Exception):
    """Nothing was decided; the sentence says why."""


@transaction.atomic
def decide(
    *, case: ReportCase, outcome: CaseOutcome, reason: str, by: User, ground: str = "", seen: str = ""
) -> CaseDecision:
    """`seen` is the version the moderator looked at. Raises Refused."""
    rows = ReportCase.objects.select_for_update(of=("self",)).select_related("listing__source", "listing__hiring_organization")  # fmt: skip
    locked = rows.get(pk=case.pk)
    listing = Listing.objects.select_for_update(of=("self",)).get(pk=locked.listing_id) if locked.listing_id else None
    if not locked.is_open:
        raise Refused("Dieser Fall ist schon entschieden.")
    if seen and seen != version(locked):
        raise Refused("Seit du den Fall geöffnet hast, kam etwas dazu. Lies ihn noch einmal.")
    if not reason:
        raise Refused("Wähl eine Begründung oder schreib eine.")
    appeals = open_appeals(locked)
    if must_be_another(locked, by):
        raise Refused("Über eine Beschwerde entscheidet jemand anderes als beim ersten Mal.")
    decision = CaseDecision.objects.create(
        case=locked, outcome=outcome, reason=reason, ground=ground, decided_by=by,
        is_same_moderator=bool(appeals) and _has_decided(locked, by), status_before=listing.status if listing else "",
    )  # fmt: skip
    Appeal.objects.filter(pk__in=[row.pk for row in appeals]).update(answer=decision)
    if listing:
        _apply(decision, listing, by)
    telling.tell_reporters(decision)
    locked.state, locked.decided_at = CaseState.DECIDED, timezone.now()
    locked.save(update_fields=["state", "decided_at"])
    return decision


def _apply(decision: CaseDecision, listing: Listing, by: User) -> None:
    """Changes the listing and tells its employer."""
    case, outcome, reason = decision.case, decision.outcome, decision.reason
    is_in_sight = listing.status in lifecycle.ONLINE
    if outcome == CaseOutcome.NO_ACTION:
        before = _restricted_before(decision)
        if before and listing.status in RESTRICTED:
            lifecycle.restore(listing=listing, to=before, reason=f"Fall {case.pk}: {reason}", by=by)
            telling.tell_employer(decision, listing)
        return
    if outcome == CaseOutcome.TAKEN_DOWN:
        if listing.status not in {ListingStatus.BLOCKED, ListingStatus.REJECTED}:
            text = telling.tell_employer(decision, listing)
            lifecycle.block(listing=listing, reason=reason, by=by, statement=text)
        return
    if not is_in_sight and listing.status != ListingStatus.IN_REVIEW:
        raise Refused("Diese Anzeige ist nicht mehr online. Nimm sie ganz herunter, oder lass es dabei.")
    if outcome == CaseOutcome.RETURNED and (listing.source_id or not statement.recipients_of(listing)):
        raise Refused("Diese Anzeige kommt aus einem Feed: Um Änderung lässt sich dort niemand bitten.")
    text = telling.tell_employer(decision, listing)
    held = lifecycle.hold(listing=listing, reason=reason, by=by, statement="" if outcome == CaseOutcome.RETURNED else text) if is_in_sight else listing  # fmt: skip
    if outcome == CaseOutcome.RETURNED:
        lifecycle.ask_for_changes(listing=held, reason=reason, by=by, statement=text)


RESTRICTED = (ListingStatus.IN_REVIEW, ListingStatus.RETURNED, ListingStatus.BLOCKED)


def _restricted_before(decision: CaseDecision) -> ListingStatus | None:
    """Where the listing stood before the first restriction of this case; None when the case restricted nothing."""
    first = decision.case.decisions.filter(outcome__in=RESTRICTIONS).first()  # type: ignore[attr-defined]
    return ListingStatus(first.status_before) if first and first.status_before else None


@transaction.atomic
def appeal(*, right: Right, text: str) -> Appeal | None:
    """Opens the case again. None when this side has appealed before."""
    case = ReportCase.objects.select_for_update(of=("self",)).get(pk=right.decision.case_id)
    if telling.has_appealed(right):
        return None
    if not case.is_open and case.listing_id and ReportCase.objects.filter(listing=case.listing_id, state=CaseState.OPEN).exists():  # fmt: skip
        _join(case)
    found = Appeal.objects.create(
        case=case, against=right.decision, party=right.party, report=right.report, text=text,
        email=right.report.email if right.report else right.email,
    )  # fmt: skip
    ReportCase.objects.filter(pk=case.pk).update(state=CaseState.OPEN)
    telling.acknowledge(found)
    return found


def _join(case: ReportCase) -> None:
    """New reports of the listing opened another case meanwhile: one decision will answer both."""
    other = ReportCase.objects.select_for_update().get(listing=case.listing_id, state=CaseState.OPEN)
    other.reports.update(case=case)  # type: ignore[attr-defined]
    other.decisions.update(case=case)  # type: ignore[attr-defined]
    other.letters.update(case=case)  # type: ignore[attr-defined]
    other.appeals.update(case=case)  # type: ignore[attr-defined]
    other.delete()


def open_appeals(case: ReportCase) -> list[Appeal]:
    return list(case.appeals.filter(answer=None).select_related("against", "report"))  # type: ignore[attr-defined]


def _has_decided(case: ReportCase, user: User) -> bool:
    return bool(case.decisions.filter(decided_by=user).exists())  # type: ignore[attr-defined]


def must_be_another(case: ReportCase, user: User) -> bool:
    """Whether an appeal waits, this moderator decided before, and somebody else could decide."""
    if not open_appeals(case) or not _has_decided(case, user):
        return False
    deciders = case.decisions.exclude(decided_by=None).values("decided_by")  # type: ignore[attr-defined]
    others = User.objects.with_perm(RIGHT, backend=BACKEND).filter(is_staff=True).exclude(pk__in=deciders)
    return bool(others.exists())


def version(case: ReportCase) -> str:
    """Differs when anything came to the case since."""
    status = case.listing.status if case.listing else ""
    counts = [case.reports.count(), case.decisions.count(), case.appeals.count()]  # type: ignore[attr-defined]
    return "-".join(map(str, [*counts, status]))
