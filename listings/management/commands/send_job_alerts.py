"""Plans and sends job alerts now, as the timetable does."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from listings.alerting import planning, sending


class Command(BaseCommand):
    help = "Match alerts against new listings and send what is planned."

    def add_arguments(self, parser: CommandParser) -> None:
        only = parser.add_mutually_exclusive_group()
        only.add_argument("--plan", action="store_true", help="plan only")
        only.add_argument("--send", action="store_true", help="send only what is planned already")

    def handle(self, *args: Any, **options: Any) -> None:
        statements = 0

        def count(execute: Any, *call: Any) -> Any:
            nonlocal statements
            statements += 1
            return execute(*call)

        if not options["send"]:
            with connection.execute_wrapper(count):
                planned = planning.plan()
            self.stdout.write(
                f"{planned.alerts} alerts, {planned.listings} new listings, {planned.mails} mails about "
                f"{planned.told} told listings, {statements} statements"
            )
        if not options["plan"]:
            sent = sending.send()
            self.stdout.write(f"{sent.mails} sent, {sent.refused} refused, {sent.doubtful} in doubt")
