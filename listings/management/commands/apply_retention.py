"""Erases personal data whose time is over, as the nightly job does, and prints the table of rules."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from listings import retention


class Command(BaseCommand):
    help = "Erase personal data whose time is over; with --dry-run only say what is due."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        is_dry, now = options["dry_run"], timezone.now()
        lines = [("where", "columns", "why", "kept", "then", "due" if is_dry else "done")]
        for rule, count in (retention.due if is_dry else retention.apply)(now):
            lines.append((rule.model, ", ".join(rule.columns), rule.why, rule.kept, rule.action, str(count)))
        for line in lines:
            self.stdout.write(" | ".join(line))
