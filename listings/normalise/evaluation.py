"""Precision and recall of the text rules on a labelled file.

`python -m listings.normalise.evaluation FILE.jsonl [--json] [--errors N] [--half dev|held]`; the same as the management command.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from listings.normalise.contract import read_contract
from listings.normalise.employment import is_volunteer, read_employment
from listings.normalise.entry import read_entry
from listings.normalise.language import read_languages
from listings.normalise.salary import read_salary
from listings.normalise.shift import read_shifts
from listings.normalise.weekly_hours import read_weekly_hours
from listings.normalise.work_mode import read_work_mode
from listings.vocabulary import Contract, Employment

FIELDS = (
    "salary",
    "shifts",
    "employment",
    "employment_extra",
    "work_mode",
    "languages",
    "languages_optional",
    "language_levels",
    "contract",
    "entry",
    "weekly_hours",
)
OPTIONAL = ("contract", "entry", "weekly_hours")
"""Only counted for items whose labels name them."""
_AMBIGUITY = {
    "salary_unit": "salary",
    "salary_max": "salary",
    "levels": "language_levels",
    "employment": "employment",
}
_EXTRA = {"permanent", "internship", "freelance", "volunteer"}


@dataclass(slots=True)
class Score:
    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        given = self.right + self.wrong
        return self.right / given if given else None

    @property
    def recall(self) -> float | None:
        wanted = self.right + self.missed
        return self.right / wanted if wanted else None

    @property
    def f1(self) -> float | None:
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else None


@dataclass(slots=True)
class Report:
    scores: dict[tuple[str, str], Score] = field(default_factory=lambda: defaultdict(Score))
    """(kind, field) -> counts; kinds of ambiguous pairs end in " (ambiguous)"."""
    errors: list[dict[str, Any]] = field(default_factory=list)
    items: int = 0

    def as_dict(self) -> dict[str, Any]:
        kinds: dict[str, dict[str, Any]] = {}
        for (kind, name), score in sorted(self.scores.items()):
            kinds.setdefault(kind, {})[name] = {
                "precision": score.precision,
                "recall": score.recall,
                "f1": score.f1,
                "right": score.right,
                "wrong": score.wrong,
                "missed": score.missed,
            }
        return {"items": self.items, "kinds": kinds, "errors": self.errors}


def extract(title: str, text: str) -> dict[str, set[Any]]:
    """What the rules read, in the words of the labels; every field as a set."""
    salary = read_salary(title, text)
    employment = read_employment(title, text)
    contract = read_contract(title, text)
    mode = read_work_mode(title, text)
    languages = read_languages(title, text)
    words = {str(value) for value in employment}
    if Contract.LIMITED in contract:
        words.add("temporary")
    extra = words & _EXTRA
    if Contract.PERMANENT in contract:
        extra.add("permanent")
    if is_volunteer(title, ()):
        extra.add("volunteer")
    return {
        "salary": {(salary.minimum, salary.maximum, str(salary.unit))} if salary else set(),
        "shifts": {str(shift) for shift in read_shifts(title, text)},
        "employment": words - {str(Employment.INTERNSHIP), str(Employment.FREELANCE)},
        "employment_extra": extra,
        "work_mode": {str(mode)} if mode else set(),
        "languages": set(languages.asked),
        "languages_optional": set(languages.optional),
        "language_levels": set(languages.levels.items()),
        "contract": {str(kind) for kind in contract},
        "entry": {"career_changer"} if read_entry(title, text) else set(),
        "weekly_hours": {hours} if (hours := read_weekly_hours(title, text)) != (None, None) else set(),
    }


def labelled(labels: dict[str, Any]) -> dict[str, set[Any]]:
    unit = labels.get("salary_unit")
    low, high = labels.get("salary_min"), labels.get("salary_max")
    has_salary = unit is not None and (low is not None or high is not None)
    mode = labels.get("work_mode")
    return {
        "salary": {(low, high, unit)} if has_salary else set(),
        "shifts": set(labels.get("shifts") or ()),
        "employment": set(labels.get("employment") or ()),
        "employment_extra": set(labels.get("employment_extra") or ()),
        "work_mode": {mode} if mode else set(),
        "languages": set(labels.get("languages") or ()),
        "languages_optional": set(labels.get("languages_optional") or ()),
        "language_levels": set((labels.get("language_levels") or {}).items()),
        "contract": set(labels.get("contract") or ()),
        "entry": set(labels.get("entry") or ()),
        "weekly_hours": {tuple(labels["weekly_hours"])} if labels.get("weekly_hours") else set(),
    }


def evaluate(items: Iterable[dict[str, Any]]) -> Report:
    report = Report()
    for item in items:
        report.items += 1
        ambiguous = {_AMBIGUITY.get(name, name) for name in item.get("ambiguous") or ()}
        if "languages" in ambiguous:
            ambiguous |= {"languages_optional", "language_levels"}
        if "employment" in ambiguous:
            ambiguous.add("employment_extra")
        found = extract(item.get("title") or "", item.get("text") or "")
        wanted = labelled(item["labels"])
        for name in (name for name in FIELDS if name not in OPTIONAL or name in item["labels"]):
            kind = str(item.get("kind", "full")) + (" (ambiguous)" if name in ambiguous else "")
            right, wrong, missed = found[name] & wanted[name], found[name] - wanted[name], wanted[name] - found[name]
            for key in ((kind, name), ("all" + (" (ambiguous)" if name in ambiguous else ""), name)):
                score = report.scores[key]
                score.right += len(right)
                score.wrong += len(wrong)
                score.missed += len(missed)
            if wrong or missed:
                report.errors.append(
                    {
                        "id": item.get("id"),
                        "kind": kind,
                        "field": name,
                        "wrong": sorted(map(str, wrong)),
                        "missed": sorted(map(str, missed)),
                    }
                )
    return report


def read_items(path: Path, half: str = "") -> Iterator[dict[str, Any]]:
    """The labelled items, or those whose `half` is the one asked for (`dev` to mend rules by, `held` to measure)."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                item = json.loads(line)
                if not half or item.get("half") == half:
                    yield item


def render(report: Report, errors: int) -> str:
    """A table for people: one line a field and kind."""

    def figure(value: float | None) -> str:
        return "    -" if value is None else f"{value:5.3f}"

    lines = [f"{report.items} items", f"{'kind':24}{'field':20}  prec. recall    F1  right wrong missed"]
    for (kind, name), score in sorted(report.scores.items(), key=lambda row: (row[0][0], FIELDS.index(row[0][1]))):
        if score.right or score.wrong or score.missed:
            lines.append(
                f"{kind:24}{name:20}  {figure(score.precision)}  {figure(score.recall)} {figure(score.f1)}"
                f"  {score.right:5} {score.wrong:5} {score.missed:6}"
            )
    for error in report.errors[:errors]:
        lines.append(f"{error['id']} {error['kind']} {error['field']}: wrong {error['wrong']} missed {error['missed']}")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Precision and recall of the German text rules")
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--half", choices=("dev", "held"), default="")
    options = parser.parse_args(arguments)
    report = evaluate(read_items(options.file, options.half))
    if options.json:
        print(json.dumps({**report.as_dict(), "errors": report.errors[: options.errors]}, ensure_ascii=False))
    else:
        print(render(report, options.errors))
    return 0


if __name__ == "__main__":
    sys.exit(main())
