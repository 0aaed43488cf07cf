"""What a dry run found, small enough to keep beside the offer: counts, problems by kind, at most three listings.

Problems of one kind are one line: "unknown place 'Lenne'" and "unknown place 'Volme'" differ only in the example.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as made
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from listings.importing.report import Report
from listings.models import Employer, Listing
from listings.normalise.spelling import fold
from listings.vocabulary import FindingLevel, ListingStatus

SHOWN, KINDS, EXAMPLES, NAMES = 3, 30, 3, 5
ROW = (
    "title", "city", "further_places", "shifts", "employment_type", "contract", "work_mode", "entry", "weekly_hours",
    "work_starts_at", "work_ends_at", "base_salary_min", "base_salary_max", "base_salary_unit", "salary_month_min",
    "salary_month_max", "published_at", "reposts",
)  # fmt: skip
"""What a row in the lists shows of a listing."""
_QUOTED = re.compile(r"'(.*)'")
"""What the feed itself says."""
_PARTICULAR = re.compile(r"'.*'|\"[^\"]*\"|(?<=:)\s.*|\d+")


@dataclass
class _Kind:
    kind: str
    field: str
    reason: str
    mend: str = ""
    """Only where a wording check says itself what to write, in German like its reason."""
    count: int = 0
    examples: list[str] = made(default_factory=list)
    words: list[str] = made(default_factory=list)

    def add(self, name: str, particular: str) -> None:
        self.count += 1
        for found, kept in ((name, self.examples), (particular, self.words)):
            if found and found not in kept and len(kept) < EXAMPLES:
                kept.append(found[:120])


def of(report: Report, employer: Employer) -> dict[str, Any]:
    usable = [row for row in report.listings if row.status == ListingStatus.PUBLISHED]
    held = [row for row in report.listings if row.status != ListingStatus.PUBLISHED]
    own = {employer.name_key, fold(employer.legal_name)}
    names = Counter(
        row.hiring_organization.name for row in report.listings if row.hiring_organization.name_key not in own
    )
    return {
        "status": str(report.status), "reason": report.reason, "format": str(report.format or ""),
        **report.counts, "found": max(report.found, report.counts["read"]), "usable": len(usable),
        "without": {"pay": sum(not row.base_salary_unit for row in usable),
                    "shift": sum(not row.shifts for row in usable), "place": sum(not row.city for row in usable)},
        "foreign": {"count": names.total(), "names": [name for name, _ in names.most_common(NAMES)]},
        "problems": _kinds(report, held), "listings": [_preview(row) for row in [*usable, *held][:SHOWN]],
    }  # fmt: skip


def _kinds(report: Report, held: Iterable[Listing]) -> list[dict[str, Any]]:
    """The most frequent first."""
    found: dict[tuple[str, ...], _Kind] = {}

    def add(kind: str, field: str, reason: str, name: str, mend: str = "") -> None:
        key = (kind, field, reason if mend else _PARTICULAR.sub("…", reason))
        particular = "" if mend else next(iter(_QUOTED.findall(reason)), "")
        found.setdefault(key, _Kind(kind, field, reason[:300], mend)).add(name, particular)

    for item in report.problems:
        add("rejected" if item.keeps_listing else "unwanted", item.field, item.reason, item.external_id or item.title)
    for row in held:
        if findings := [one for one in row.findings if one["level"] == FindingLevel.HOLD]:
            for one in findings:
                add("held", one["rule"], one["reason"], row.external_id, one["suggestion"])
        else:
            add("held", "", row.status_reason, row.external_id)
    return [vars(kind) for kind in sorted(found.values(), key=lambda kind: -kind.count)[:KINDS]]


def _preview(row: Listing) -> dict[str, Any]:
    return {
        "external_id": row.external_id, "employer": row.hiring_organization.name, "postal_code": row.postal_code,
        "is_held": row.status != ListingStatus.PUBLISHED, "origin": str(row.base_salary_origin),
        **{name: _plain(getattr(row, name)) for name in ROW},
    }  # fmt: skip


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, datetime | time) else value
