"""Precision and recall of the German text rules on labelled files (ads: one JSON object a line; titles: CSV)."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from listings.normalise.evaluation import evaluate, read_items, render
from listings.normalise.title_evaluation import evaluate_titles, read_titles, render_titles


class Command(BaseCommand):
    help = "Measure the text rules: salary, shifts, employment, work mode and languages; or, with --titles, the field of work"

    def add_arguments(self, parser: ArgumentParser) -> None:
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument("file", type=Path, nargs="?", metavar="FILE.jsonl")
        source.add_argument("--titles", type=Path, metavar="FILE.csv", help="measure which titles are customer service")
        parser.add_argument("--half", choices=("dev", "held"), default="", help="only the items marked so")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
        parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the first N differences")

    def handle(self, *args: Any, **options: Any) -> None:
        half, errors = options["half"], options["errors"]
        try:
            if options["titles"]:
                titles = evaluate_titles(read_titles(options["titles"], half))
                figures, table = titles.as_dict(), render_titles(titles, errors)
            else:
                report = evaluate(read_items(options["file"], half))
                figures, table = report.as_dict(), render(report, errors)
        except (OSError, ValueError, KeyError) as problem:
            path = options["titles"] or options["file"]
            raise CommandError(f"{path} cannot be read as labelled lines: {problem}") from problem
        if options["json"]:
            self.stdout.write(json.dumps({**figures, "errors": figures["errors"][:errors]}, ensure_ascii=False))
        else:
            self.stdout.write(table)
