"""How well `field_of_work.judge` tells customer-service titles from others, on a labelled CSV file.

Columns: `title`, `context` (a sentence or two of the ad, or empty), `categories` (the feed's own, separated by
commas), `answer` (yes, no, doubt), `note`, `half` (`dev` to mend rules by, `held` to measure).
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from listings.normalise.field_of_work import Answer, judge


@dataclass(slots=True)
class TitleReport:
    """`counts[wanted, given]`. A clear title answered with a doubt is missed, not wrong."""

    counts: Counter[tuple[Answer, Answer]] = field(default_factory=Counter)
    errors: list[dict[str, str]] = field(default_factory=list)

    @property
    def items(self) -> int:
        return self.counts.total()

    def precision(self, answer: Answer) -> float | None:
        given = sum(count for (_, judged), count in self.counts.items() if judged is answer)
        return self.counts[answer, answer] / given if given else None

    def recall(self, answer: Answer) -> float | None:
        wanted = sum(count for (label, _), count in self.counts.items() if label is answer)
        return self.counts[answer, answer] / wanted if wanted else None

    def as_dict(self) -> dict[str, Any]:
        return {
            "items": self.items,
            "answers": {
                str(label): {
                    "precision": self.precision(label),
                    "recall": self.recall(label),
                    **{f"judged_{given}": self.counts[label, given] for given in Answer},
                }
                for label in Answer
            },
            "errors": self.errors,
        }


def read_titles(path: Path, half: str = "") -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if not half or row["half"] == half:
                yield row


def evaluate_titles(rows: Iterable[dict[str, str]]) -> TitleReport:
    report = TitleReport()
    for row in rows:
        verdict = judge(row["title"], row["context"], row["categories"].split(","))
        wanted = Answer(row["answer"])
        report.counts[wanted, verdict.answer] += 1
        if verdict.answer is not wanted:
            report.errors.append(
                {"title": row["title"], "wanted": wanted, "given": verdict.answer, "reason": verdict.reason}
            )
    return report


def render_titles(report: TitleReport, errors: int) -> str:
    """A table for people: one line a label."""

    def figure(value: float | None) -> str:
        return "    -" if value is None else f"{value:5.3f}"

    lines = [f"{report.items} titles", f"{'labelled':10} prec. recall  judged: {'  '.join(f'{a:>5}' for a in Answer)}"]
    for label in Answer:
        given = "  ".join(f"{report.counts[label, answer]:5}" for answer in Answer)
        lines.append(f"{label:10} {figure(report.precision(label))}  {figure(report.recall(label))}          {given}")
    for error in report.errors[:errors]:
        lines.append(f"{error['wanted']} -> {error['given']}: {error['title']} ({error['reason']})")
    return "\n".join(lines)
