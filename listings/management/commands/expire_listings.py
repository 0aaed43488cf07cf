"""Settles overdue listings now, as the nightly job does."""

from typing import Any

from django.core.management.base import BaseCommand

from listings import lifecycle


class Command(BaseCommand):
    help = "Mark overdue listings as expired and print how many."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{lifecycle.expire()} listings expired")
