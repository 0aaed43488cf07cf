"""What a decision says to either side. The letters are kept with the case, as they were written."""

from django.conf import settings
from django.template.loader import render_to_string

from listings import notices
from listings.models import Appeal, CaseDecision, Listing, Report, labels
from listings.models.report import RESTRICTIONS
from listings.reporting.links import Right, appeal_link
from listings.submitting import statement
from listings.vocabulary import CaseOutcome, CaseParty

EMPLOYER_SUBJECTS = {
    CaseOutcome.NO_ACTION: "Deine Anzeige ist wieder online",
    CaseOutcome.RETURNED: "Bitte ändere deine Anzeige",
    CaseOutcome.HELD: "Deine Anzeige ist vorläufig nicht zu sehen",
    CaseOutcome.TAKEN_DOWN: "Wir haben deine Anzeige heruntergenommen",
}


def tell_employer(decision: CaseDecision, listing: Listing) -> str:
    """The statement of reasons of Article 17, or that a restriction fell. Empty when nobody can be reached."""
    to = statement.recipients_of(listing)
    if not to:
        return ""
    reports = decision.case.reports.all()  # type: ignore[attr-defined]
    context = _context(decision) | {
        "listing": listing, "reasons": sorted({labels.REPORT_REASONS[row.reason] for row in reports}),
        "is_restricted": decision.outcome in RESTRICTIONS, "desk": f"{settings.BASE_URL}/arbeitgeber/stellen/",
    }  # fmt: skip
    text = render_to_string("emails/report_statement.txt", context)
    for address in to:
        right = Right(decision, CaseParty.EMPLOYER, email=address)
        _write(decision, address, EMPLOYER_SUBJECTS[CaseOutcome(decision.outcome)], text, right)
    return text


def tell_reporters(decision: CaseDecision) -> None:
    reports: list[Report] = list(decision.case.reports.exclude(email=""))  # type: ignore[attr-defined]
    for report in reports:
        text = render_to_string("emails/report_decided.txt", _context(decision) | {"report": report})
        right = Right(decision, CaseParty.REPORTER, report=report)
        _write(decision, report.email, f"Zu deiner Meldung {report.number}", text, right)


def acknowledge(appeal: Appeal) -> None:
    if appeal.email:
        text = render_to_string("emails/appeal_received.txt", {"appeal": appeal, "case": appeal.case})
        notices.write(case=appeal.case, address=appeal.email, subject="Deine Beschwerde ist da", text=text)


def _context(decision: CaseDecision) -> dict[str, object]:
    return {
        "decision": decision, "case": decision.case, "ground": decision.ground or statement.TERMS,
        "is_answer": decision.answered_appeals.exists(),  # type: ignore[attr-defined]
        "outcome": labels.CASE_OUTCOMES[decision.outcome], "terms": f"{settings.BASE_URL}/nutzungsbedingungen/",
    }  # fmt: skip


def _write(decision: CaseDecision, address: str, subject: str, text: str, right: Right) -> None:
    """The way to object stands at the end, with a link of one's own; who has appealed already finds the other ways."""
    ways = render_to_string("emails/report_ways.txt", {"link": "" if has_appealed(right) else appeal_link(right)})
    notices.write(case=decision.case, address=address, subject=subject, text=f"{text.strip()}\n\n{ways.strip()}\n")


def has_appealed(right: Right) -> bool:
    appeals = right.decision.case.appeals.filter(party=right.party)  # type: ignore[attr-defined]
    return bool(appeals.filter(report=right.report).exists())
