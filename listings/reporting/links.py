"""The signed link in a decision's mail, with which one side appeals."""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse

from listings.models import CaseDecision, Report
from listings.models.report import APPEALED_WITHIN
from listings.vocabulary import CaseParty

_SALT = "appeal"


@dataclass(frozen=True, slots=True)
class Right:
    """To appeal against one decision, as one side."""

    decision: CaseDecision
    party: CaseParty
    report: Report | None = None
    email: str = ""


def appeal_link(right: Right) -> str:
    who: int | str = right.report.pk if right.report else right.email
    token = signing.dumps([right.decision.pk, right.party.value, who], salt=_SALT)
    return settings.BASE_URL + reverse("appeal", args=[token])


def right_of(token: str) -> Right | None:
    """None when the link is wrong, its time is over, or the trail is gone."""
    try:
        pk, party, who = signing.loads(token, salt=_SALT, max_age=APPEALED_WITHIN)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    decision = CaseDecision.objects.select_related("case__listing").filter(pk=pk).first()
    if decision is None:
        return None
    if party == CaseParty.EMPLOYER:
        return Right(decision, CaseParty.EMPLOYER, email=who)
    report = Report.objects.filter(pk=who, case=decision.case_id).first()
    return Right(decision, CaseParty.REPORTER, report=report) if report else None
