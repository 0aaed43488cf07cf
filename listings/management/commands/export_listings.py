"""JSON lines, one stored listing each (contract section 4 plus life and comparable pay)."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from listings.management.commands.import_feed import listing_json
from listings.models import Listing


class Command(BaseCommand):
    help = "Print listings as JSON lines."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--source")
        parser.add_argument("--live", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = Listing.objects.select_related("hiring_organization", "source").order_by("pk")
        live = set(Listing.objects.live().values_list("pk", flat=True))
        if options["source"]:
            rows = rows.filter(source__slug=options["source"])
        for listing in rows.iterator(chunk_size=1000):
            if options["live"] and listing.pk not in live:
                continue
            line = listing_json(listing) | life_json(listing) | {"live": listing.pk in live}
            self.stdout.write(json.dumps(line, ensure_ascii=False))


def life_json(listing: Listing) -> dict[str, Any]:
    moment = lambda value: value.isoformat() if value else None  # noqa: E731
    return {
        "status": listing.status, "url": settings.BASE_URL + listing.get_absolute_url(),
        "salary_month_min": listing.salary_month_min, "salary_month_max": listing.salary_month_max,
        "contract": list(listing.contract), "sector": listing.sector or None, "languages": list(listing.languages),
        "entry": list(listing.entry), "lat": listing.latitude, "lon": listing.longitude,
        "published_at": moment(listing.published_at), "first_seen": moment(listing.first_seen_at),
        "last_confirmed": moment(listing.last_confirmed_at), "missing_since": moment(listing.missing_since),
    }  # fmt: skip
