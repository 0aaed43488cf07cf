"""Makes the four roles groups with the rights they need, or brings them up to date; nobody leaves or joins a group."""

from typing import Any

from django.core.management.base import BaseCommand

from listings.admin import roles


class Command(BaseCommand):
    help = "Create or renew the groups redaktion, chefredaktion, moderation and betrieb."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, group in roles.set_up().items():
            rights = group.permissions.order_by("codename").values_list("codename", flat=True)
            self.stdout.write(f"{name}: {', '.join(rights)}")
