"""The trail of all cases for authorities and courts, and the numbers of a year.

Names and addresses of those who reported leave only with the whole trail of one case, never with a list of all.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from statistics import median
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import ExtractYear
from django.utils import timezone

from listings.models import Appeal, CaseDecision, Notice, Report, ReportCase

COLUMNS = ("case", "listing", "title", "employer", "event", "at", "what", "reason", "ground", "by")


def with_trail(cases: QuerySet[ReportCase]) -> QuerySet[ReportCase]:
    return cases.select_related("listing").prefetch_related(None).prefetch_related(
        "reports", Prefetch("decisions", CaseDecision.objects.select_related("decided_by")),
        Prefetch("appeals", Appeal.objects.select_related("report")), "letters",
    )  # fmt: skip


def as_json(case: ReportCase, *, with_people: bool = False) -> dict[str, Any]:
    """Needs with_trail()."""
    reports: list[Report] = list(case.reports.all())  # type: ignore[attr-defined]
    return {
        "case": case.pk, "listing": case.listing_number, "title": case.title, "employer": case.hiring_organization,
        "state": case.state, "opened_at": case.created_at, "decided_at": case.decided_at,
        "reports": [
            {"number": row.number, "at": row.created_at, "reason": row.reason, "text": row.text,
             "is_anonymous": not row.email, "is_in_good_faith": row.is_in_good_faith}
            | ({"name": row.name, "email": row.email} if with_people else {})
            for row in reports
        ],
        "decisions": [
            {"at": row.created_at, "outcome": row.outcome, "reason": row.reason, "ground": row.ground,
             "is_automatic": row.is_automatic, "by": str(row.decided_by or ""), "is_same_moderator": row.is_same_moderator}
            for row in case.decisions.all()  # type: ignore[attr-defined]
        ],
        "appeals": [
            {"at": row.created_at, "party": row.party, "report": row.report.number if row.report else None,
             "text": row.text, "against": row.against_id, "answered_by": row.answer_id}
            for row in case.appeals.all()  # type: ignore[attr-defined]
        ],
        "letters": [
            {"written_at": row.created_at, "sent_at": row.sent_at, "subject": row.subject}
            | ({"to": row.address, "text": row.text} if with_people else {})
            for row in case.letters.all()  # type: ignore[attr-defined]
        ],
    }  # fmt: skip


def as_rows(cases: Iterable[ReportCase]) -> Iterator[tuple[str, ...]]:
    """A line for each thing that happened, by case and time."""
    for case in cases:
        head = (str(case.pk), str(case.listing_number), case.title, case.hiring_organization)
        events: list[tuple[datetime, tuple[str, ...]]] = [
            (row.created_at, ("report", row.reason, row.text, "", "anonymous" if not row.email else "named"))
            for row in case.reports.all()  # type: ignore[attr-defined]
        ]
        events += [
            (row.created_at, ("decision", row.outcome, row.reason, row.ground, "program" if row.is_automatic else str(row.decided_by or "")))
            for row in case.decisions.all()  # type: ignore[attr-defined]
        ]  # fmt: skip
        events += [(row.created_at, ("appeal", row.party, row.text, "", row.party)) for row in case.appeals.all()]  # type: ignore[attr-defined]
        letters: Iterable[Notice] = case.letters.all()  # type: ignore[attr-defined]
        events += [(row.sent_at, ("letter", "sent", row.subject, "", "")) for row in letters if row.sent_at]
        for at, (kind, what, reason, ground, by) in sorted(events, key=lambda event: event[0]):
            yield tuple(map(_harmless, (*head, kind, timezone.localtime(at).isoformat(), what, reason, ground, by)))


def _harmless(cell: str) -> str:
    """Spreadsheets run what begins like a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" else cell


def years() -> list[int]:
    found = Report.objects.annotate(year=ExtractYear("created_at")).order_by("-year")
    return list(found.values_list("year", flat=True).distinct())


def numbers(year: int) -> dict[str, Any]:
    """Counts as Article 15 (1) asks for: notices by reason, actions by kind, how long it took, appeals and what became of them."""
    reports = Report.objects.filter(created_at__year=year)
    decisions = list(CaseDecision.objects.filter(created_at__year=year).select_related("case"))
    by_people = [row for row in decisions if not row.is_automatic]
    answered = [row for row in by_people if row.answered_appeals.exists()]  # type: ignore[attr-defined]
    first = [row for row in by_people if row not in answered]
    hours = [(row.created_at - row.case.created_at).total_seconds() / 3600 for row in first]
    appeals = Appeal.objects.filter(created_at__year=year).select_related("against", "answer")
    return {
        "year": year, "reports": reports.count(), "reports_without_address": reports.filter(email="").count(),
        "reports_by_reason": dict(Counter(reports.values_list("reason", flat=True))),
        "decisions_by_outcome": dict(Counter(row.outcome for row in by_people)),
        "automatic_holds": len(decisions) - len(by_people),
        "median_hours_to_decision": round(median(hours), 1) if hours else None,
        "appeals": len(appeals), "appeals_by_party": dict(Counter(row.party for row in appeals)),
        "appeals_reversed": sum(1 for row in appeals if row.answer and row.answer.outcome != row.against.outcome),
        "appeals_decided_by_same_moderator": sum(row.is_same_moderator for row in answered),
    }  # fmt: skip
