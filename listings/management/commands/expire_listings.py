"""Settles overdue listings now, as the hourly job does."""

from typing import Any

from django.core.management.base import BaseCommand

from listings.tasks import expire_listings


class Command(BaseCommand):
    help = "Mark overdue listings as expired and print how many."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{expire_listings()} listings expired")
