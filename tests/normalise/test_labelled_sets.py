"""The text rules on the labelled titles and statements: no change may fall below what has been reached."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from listings.normalise.evaluation import evaluate, read_items
from listings.normalise.field_of_work import Answer
from listings.normalise.title_evaluation import evaluate_titles, read_titles

DATA = Path(__file__).resolve().parent.parent / "data"
TITLES, STATEMENTS = DATA / "titles.csv", DATA / "statements.jsonl"
FLOORS = {
    "salary": (0.99, 0.99),
    "shifts": (0.98, 0.98),
    "employment": (0.99, 0.98),
    "employment_extra": (0.99, 0.93),
    "work_mode": (0.99, 0.96),
    "languages": (0.99, 0.99),
    "languages_optional": (0.99, 0.99),
    "language_levels": (0.99, 0.99),
}


@pytest.mark.parametrize("half", ["dev", "held"])
def test_customer_service_is_told_from_other_work(half: str) -> None:
    report = evaluate_titles(read_titles(TITLES, half))
    assert report.items > 200
    for answer in (Answer.YES, Answer.NO):
        precision, recall = report.precision(answer), report.recall(answer)
        assert precision and precision >= 0.98, (answer, report.errors)
        assert recall and recall >= 0.97, (answer, report.errors)
    assert not report.counts[Answer.NO, Answer.YES] + report.counts[Answer.YES, Answer.NO]


def test_statements_are_read_as_well_as_before() -> None:
    report = evaluate(read_items(STATEMENTS))
    reached = {name: report.scores["all", name] for name in FLOORS}
    fallen = {
        name: (reached[name].precision, reached[name].recall)
        for name, (precision, recall) in FLOORS.items()
        if (reached[name].precision or 0) < precision or (reached[name].recall or 0) < recall
    }
    assert not fallen, report.errors


def test_contract_entry_and_hours_count_where_they_are_labelled() -> None:
    text = "Befristet, 20 bis 30 Stunden pro Woche. Quereinsteiger sind willkommen."
    labels = {"contract": ["limited"], "entry": [], "weekly_hours": [20, 30]}
    scores = evaluate([{"text": text, "labels": labels}, {"text": text, "labels": {}}]).scores
    assert [(scores["all", name].right, scores["all", name].wrong) for name in labels] == [(1, 0), (0, 1), (1, 0)]


def test_the_halves_make_up_the_whole() -> None:
    sizes = [len(list(read_items(STATEMENTS, half))) for half in ("dev", "held", "")]
    assert sizes[0] + sizes[1] == sizes[2] and abs(sizes[0] - sizes[1]) <= 2


def test_the_command_measures_titles_and_statements(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("evaluate_extraction", titles=TITLES, half="held", json=True)
    answers = json.loads(capsys.readouterr().out)["answers"]
    assert answers["yes"]["judged_yes"] > 100
    call_command("evaluate_extraction", str(STATEMENTS), half="dev", errors=1)
    assert "salary" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("evaluate_extraction", str(DATA / "missing.jsonl"))
