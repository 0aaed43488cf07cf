"""Precision and recall of the German text rules on a labelled file (format: one JSON object a line)."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from listings.normalise.evaluation import evaluate, read_items, render


class Command(BaseCommand):
    help = "Measure the text rules: salary, shifts, employment, work mode and languages"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.jsonl")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
        parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the first N differences")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = evaluate(read_items(options["file"]))
        except (OSError, ValueError, KeyError) as problem:
            raise CommandError(f"{options['file']} cannot be read as labelled lines: {problem}") from problem
        shown = report.errors[: options["errors"]]
        if options["json"]:
            self.stdout.write(json.dumps({**report.as_dict(), "errors": shown}, ensure_ascii=False))
        else:
            self.stdout.write(render(report, options["errors"]))
