"""Loads all German municipalities, postcodes and other names; a second run changes nothing."""

import csv
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from listings.models import Place, PlaceAlias, Postcode
from listings.models.place import OWNS_BARE_NAME
from listings.models.search_row import places_changed
from listings.normalise.spelling import fold

DATA = Path(__file__).resolve().parents[2] / "data"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf8", newline="") as handle:
        return list(csv.DictReader(handle))


class Command(BaseCommand):
    help = "Load German municipalities, postcodes and aliases."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        places = [
            Place(
                ags=row["ags"], name=row["name"], name_key=fold(row["name"]), district=row["district"],
                state=row["state"], latitude=float(row["latitude"]), longitude=float(row["longitude"]),
                population_rank=int(row["population_estimate"] or 0),
            )
            for row in rows("municipalities.csv")
        ]  # fmt: skip
        give_slugs(places)
        fields = ["slug", "name", "name_key", "district", "state", "latitude", "longitude", "population_rank"]
        Place.objects.bulk_create(places, update_conflicts=True, unique_fields=["ags"], update_fields=fields)
        ids = dict(Place.objects.values_list("ags", "pk"))
        codes = {(row["postal_code"], row["ags"]): row for row in rows("postcodes.csv")}
        Postcode.objects.bulk_create(
            [
                Postcode(code=code, place_id=ids[ags], latitude=row["latitude"], longitude=row["longitude"])
                for (code, ags), row in codes.items()
            ],
            ignore_conflicts=True,
        )
        PlaceAlias.objects.bulk_create(
            [
                PlaceAlias(name=row["alias"], name_key=fold(row["alias"]), place_id=ids[row["ags"]],
                           postcode=row["postal_code"])
                for row in rows("place_aliases.csv")
            ],
            ignore_conflicts=True,
        )  # fmt: skip
        places_changed(ids.values())
        self.stdout.write(f"{len(ids)} places, {len(codes)} postcodes")


def give_slugs(places: list[Place]) -> None:
    """hagen for the clearly largest, hagen-segeberg for the others. A small Halle leaves the bare name to Halle (Saale)."""
    namesakes: dict[str, list[Place]] = defaultdict(list)
    largest: dict[str, int] = defaultdict(int)
    for place in places:
        namesakes[place.name_key].append(place)
        words = place.name_key.split()
        for count in range(1, len(words)):
            start = " ".join(words[:count])
            largest[start] = max(largest[start], place.population_rank)
    taken: Counter[str] = Counter()
    for key, group in namesakes.items():
        group.sort(key=lambda place: -place.population_rank)
        owns = len(group) == 1 or group[0].population_rank >= OWNS_BARE_NAME * max(1, group[1].population_rank)
        owns = owns and largest[key] < OWNS_BARE_NAME * max(1, group[0].population_rank)
        for index, place in enumerate(group):
            slug = key if index == 0 and owns else f"{key} {fold(place.district)}"
            slug = slug.replace(" ", "-")[:70]
            taken[slug] += 1
            place.slug = slug if taken[slug] == 1 else f"{slug}-{place.ags}"
