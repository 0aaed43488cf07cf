"""What the pages of an employer's feeds show: where each stands, its last import, the listings of a dry run."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from listings.models import Employer, FeedProposal, ImportRun, Listing, RejectedItem
from listings.submitting import feed_words
from listings.submitting.feed_offers import is_being_read
from listings.vocabulary import ClaimState, RunStatus

_QUOTED = re.compile(r"'(.*)'")
"""What the feed itself says, inside a reason."""
MAX_REASONS = 300
"""Kinds of reasons that one page looks at."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`look` names the mark of the design: on, soon, back, wait, off, draft."""

    look: str
    words: str | Promise


@dataclass(frozen=True, slots=True)
class LastRun:
    run: ImportRun
    words: feed_words.Words | None
    """Why it read nothing, or not all."""
    problems: list[feed_words.Problem]

    @property
    def is_refused(self) -> bool:
        return self.run.status == RunStatus.REFUSED


def standing(proposal: FeedProposal) -> Standing:
    if proposal.state == ClaimState.ACCEPTED:
        if proposal.stopped_at:
            return Standing("off", _("Gestoppt"))
        if proposal.source is None or not proposal.source.is_active:
            return Standing("off", _("Von uns angehalten"))
        return Standing("on", _("Läuft"))
    if is_being_read(proposal):
        return Standing("wait", _("Wird gelesen"))
    if proposal.state == ClaimState.REFUSED:
        return Standing("back", _("Abgelehnt"))
    if proposal.handed_in_at:
        return Standing("wait", _("In Prüfung"))
    if proposal.is_readable:
        return Standing("draft", _("Noch nicht abgegeben"))
    return Standing("back", _("Nicht lesbar") if proposal.report else _("Noch nicht gelesen"))


def last_runs(proposals: Iterable[FeedProposal]) -> dict[int, LastRun]:
    """By source; two questions for any number of feeds."""
    sources = [proposal.source_id for proposal in proposals if proposal.source_id]
    if not sources:
        return {}
    runs = list(ImportRun.objects.filter(source__in=sources, is_replay=False).exclude(status=RunStatus.RUNNING)
                .order_by("source_id", "-started_at", "-pk").distinct("source_id"))  # fmt: skip
    reasons: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = RejectedItem.objects.filter(run__in=runs).values("run_id", "field", "reason")
    counted = rows.annotate(count=Count("pk"), example=Min("external_id"))
    for row in counted.order_by("-count", "field", "reason")[:MAX_REASONS]:
        row |= {"examples": [row["example"]] if row["example"] else [], "words": _QUOTED.findall(row["reason"])}
        reasons[row["run_id"]].append(row)
    return {
        run.source_id: LastRun(
            run, feed_words.of_document(run.reason) if run.reason else None,
            feed_words.problems({"problems": reasons[run.pk]}),
        )
        for run in runs
    }  # fmt: skip


def previews(report: dict[str, Any]) -> list[tuple[Listing, dict[str, Any]]]:
    """Listings of a dry run, not stored and numbered on the page, with what else the report says of each."""
    found = []
    names = {field.name for field in Listing._meta.concrete_fields}
    for number, one in enumerate(report.get("listings", ()), start=1):
        values = {
            name: Listing._meta.get_field(name).to_python(value) for name, value in one.items()
            if name in names and value is not None
        }  # fmt: skip
        listing = Listing(pk=number, hiring_organization=Employer(name=one.get("employer", "")), **values)
        found.append((listing, one | {"number": str(number)}))
    return found
