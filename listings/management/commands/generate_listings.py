"""Synthetic live listings for demos and benchmarks; the same seed gives the same listings."""

import random
import time
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from listings.models import Employer, Listing, Place
from listings.vocabulary import Contract, Employment, Entry, ListingStatus, SalaryOrigin, Sector, ShiftType, WorkMode

BATCH = 5_000
TITLES = ("Kundenberater:in", "Call Center Agent", "Service Desk", "Beschwerdemanagement", "Kundenbetreuung im Chat",
          "Telefonischer Support", "Auftragsbearbeitung im Innendienst", "Teamleitung Kundendialog")  # fmt: skip
WORDS = ["Telefon", "Rechnung", "Umzug", "Vertrag", "Störung", "Reklamation", "Bestellung", "Rücksendung", "Termin", "Auskunft", "Chat", "Team", "Schicht", "Einarbeitung", "Urlaub", "Sprache", "Technik", "Geduld", "Kunden", "Beratung"]  # fmt: skip


class Command(BaseCommand):
    help = "Generate live listings."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--count", type=int, required=True)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        places = list(Place.objects.order_by("-population_rank", "pk")[:2000])
        if not places:
            raise CommandError("There are no places: run load_places first.")
        started, dice = time.monotonic(), random.Random(options["seed"])  # noqa: S311 - no secret
        employers = [
            Employer.objects.get_or_create(name_key=f"erzeugt {n}", defaults={"name": f"Erzeugt {n} GmbH"})[0]
            for n in range(200)
        ]
        weights = [1 / (n + 1) for n in range(len(places))]
        for start in range(0, options["count"], BATCH):
            size = min(BATCH, options["count"] - start)
            chosen = dice.choices(places, weights, k=size)
            rows = Listing.objects.bulk_create([_listing(dice, place, employers) for place in chosen])
            Listing.index_words(Listing.objects.filter(pk__in=[row.pk for row in rows]))
        seconds = time.monotonic() - started
        self.stdout.write(f"{options['count']} listings in {seconds:.1f} s, {options['count'] / seconds:.0f} a second")


def _listing(dice: random.Random, place: Place, employers: list[Employer]) -> Listing:
    low = dice.randrange(2250, 4000, 50) if dice.random() < 0.85 else None
    high = low + dice.choice((0, 200, 400)) if low else None
    text = " ".join(dice.choices(WORDS, k=40))
    now = timezone.now()
    return Listing(
        status=ListingStatus.PUBLISHED, published_at=now - timedelta(minutes=dice.randrange(43_200)),
        valid_through=now + timedelta(days=dice.randrange(2, 60)), hiring_organization=dice.choice(employers),
        title=f"{dice.choice(TITLES)} (m/w/d)", description_html=f"<p>{text}</p>", description_text=text, place=place,
        city=place.name, latitude=place.latitude, longitude=place.longitude,
        shifts=dice.sample([s.value for s in ShiftType], dice.randrange(1, 3)),
        employment_type=[dice.choice([e.value for e in Employment])], contract=[dice.choice([c.value for c in Contract])],
        work_mode=dice.choice([m.value for m in WorkMode]), sector=dice.choice([s.value for s in Sector]),
        languages=dice.sample(["de", "en", "nl", "tr"], dice.randrange(0, 3)),
        entry=[Entry.CAREER_CHANGER] if dice.random() < 0.3 else [], weekly_hours=dice.choice((38, 39, 40)),
        base_salary_min=low, base_salary_max=high, base_salary_unit="month" if low else "",
        base_salary_origin=SalaryOrigin.STRUCTURED if low else SalaryOrigin.ABSENT, salary_month_min=low,
        salary_month_max=high, apply_url="https://stellen.example/",
    )  # fmt: skip
