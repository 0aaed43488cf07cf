"""What one run did with every item (contract of the import report), and the account of those that could not be used."""

from dataclasses import dataclass, field

from listings.importing.job_posting import BadItem
from listings.models import ImportRun, Listing, RejectedItem, Source
from listings.vocabulary import FeedFormat, RunStatus

COUNTS = ("read", "created", "updated", "unchanged", "duplicate", "rejected", "held", "withdrawn", "removals_held")


@dataclass
class Report:
    source: Source
    details: bool = False
    """Collect problems and listings; costs memory for each."""
    status: RunStatus = RunStatus.COMPLETE
    reason: str = ""
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTS, 0))
    found: int = 0
    """Items of the document or board, when only a sample of them was read; else 0."""
    broken: int = 0
    """Of the rejected ones: not valid, rather than not wanted."""
    problems: list[BadItem] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    """The created and updated ones, in a dry run every readable item."""
    seconds: float = 0.0
    steps: dict[str, float] = field(default_factory=dict)
    """Step to the seconds it took; they add up to a little less than `seconds`."""
    id_conflicts: int = 0
    document_bytes: int = 0
    digest: str = ""
    format: FeedFormat | None = None
    fill_rates: dict[str, float] = field(default_factory=dict)
    run: ImportRun | None = None
    """What is stored of it; nothing of a dry run."""

    def refuse(self, reason: str) -> None:
        """The document as a whole is no use: whatever was counted has not happened."""
        self.status, self.reason = RunStatus.REFUSED, reason[:500]
        self.counts = dict.fromkeys(COUNTS, 0)
        self.broken, self.problems, self.fill_rates, self.id_conflicts, self.found = 0, [], {}, 0, 0

    def doubt(self, reason: str) -> None:
        self.status, self.reason = RunStatus.PARTIAL, reason[:500]


class Rejections:
    """Kept a batch at a time, so that a feed of nothing but rejects needs no memory."""

    def __init__(self, run: ImportRun, report: Report) -> None:
        self._run, self._report = run, report
        self._waiting: list[RejectedItem] = []
        self.still_there: set[str] = set()
        """Ids of items that could not be used although the source has the job."""

    def add(self, item: BadItem, position: int) -> None:
        self._report.counts["rejected"] += 1
        self._report.broken += item.is_broken
        if item.keeps_listing and item.external_id:
            self.still_there.add(item.external_id)
        if self._report.details:
            self._report.problems.append(item)
        self._waiting.append(
            RejectedItem(run=self._run, external_id=item.external_id[:300], field=item.field[:60],
                         reason=item.reason[:500], title=item.title[:300], position=position)
        )  # fmt: skip

    def store(self) -> None:
        RejectedItem.objects.bulk_create(self._waiting)
        self._waiting = []
