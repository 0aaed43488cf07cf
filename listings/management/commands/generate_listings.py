"""Synthetic live listings for demos and benchmarks; the same seed gives the same listings."""

import io
import random
import time
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.utils import timezone

from listings.models import Employer, Listing, Place
from listings.vocabulary import Contract, Employment, Entry, ListingStatus, SalaryOrigin, Sector, ShiftType, WorkMode

BATCH = 10_000
EMPLOYERS = 2_000
TITLES = (
    "Kundenberater:in", "Call Center Agent", "Service Desk", "Beschwerdemanagement", "Kundenbetreuung im Chat",
    "Telefonischer Support", "Auftragsbearbeitung im Innendienst", "Teamleitung Kundendialog", "Störungsannahme",
    "Customer Service Agent Niederländisch", "Kundenservice Retouren", "Bürgertelefon", "Fahrgastinfo", "Leserservice",
)  # fmt: skip
WORDS = ["Telefon", "Rechnung", "Umzug", "Vertrag", "Störung", "Reklamation", "Bestellung", "Rücksendung", "Termin", "Auskunft", "Chat", "Team", "Schicht", "Urlaub", "Einarbeitung", "Sprache", "Technik", "Geduld", "Kunden", "Beratung", "Anruf", "Antwort", "Zusage", "Rückruf", "Kollegin", "Pause", "Dienstplan", "Tausch", "Zuschlag", "Samstag", "Lager", "Versand", "Karte", "Konto", "Schaden", "Beitrag", "Glasfaser", "Router", "Tarif", "Fahrplan", "Bus", "Bahn", "Abo", "Zeitung", "App", "Wohnung", "Heizung", "Schlüssel", "Ausweis", "Antrag", "Kasse", "Software", "Ticket", "Fehler", "Anleitung", "Fracht", "Zoll", "Paket", "Schraube", "Angebot", "Preis", "Muster", "Gutschein", "Gruppe", "Führung", "Rezept", "Praxis", "Warteliste"]  # fmt: skip
RARE = ("Isländisch", "Draisine", "Kassenzettel", "Faxgerät")
LANGUAGES = ("de", "en", "nl", "tr", "pl", "fr", "ru", "uk", "ar", "es", "it")
COLUMNS = (
    "status", "status_reason", "external_id", "content_hash", "is_hidden_duplicate", "hiring_organization_id", "title",
    "description_html", "description_text", "place_id", "postal_code", "city", "country", "latitude", "longitude",
    "shifts", "employment_type", "contract", "work_mode", "sector", "languages", "entry", "weekly_hours",
    "base_salary_min", "base_salary_max", "base_salary_unit", "base_salary_origin", "base_salary_text",
    "salary_month_min", "salary_month_max", "apply_url", "contact_email", "submitter_email", "valid_through",
    "published_at", "first_seen_at", "raw_hash", "title_key", "url_key", "fingerprint", "aliases", "missing_runs", "reposts",
    "is_never_duplicate",
)  # fmt: skip


class Command(BaseCommand):
    help = "Generate live listings."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--count", type=int, required=True)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        places = list(Place.objects.order_by("-population_rank", "pk")[:3000])
        if not places:
            raise CommandError("There are no places: run load_places first.")
        started, now = time.monotonic(), timezone.now()
        dice = random.Random(options["seed"])  # noqa: S311 - no secret
        employers = _employers(min(EMPLOYERS, max(20, options["count"] // 10)))
        weights = [max(1, place.population_rank) for place in places]
        for start in range(0, options["count"], BATCH):
            size = min(BATCH, options["count"] - start)
            rows = (_row(dice, place, employers, now) for place in dice.choices(places, weights, k=size))
            _write(rows)
        seconds = time.monotonic() - started
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {Listing._meta.db_table}")
        self.stdout.write(f"{options['count']} listings in {seconds:.1f} s, {options['count'] / seconds:.0f} a second")


def _employers(count: int) -> list[int]:
    names = [f"Erzeugt {number} GmbH" for number in range(count)]
    Employer.objects.bulk_create(
        [Employer(name=name, name_key=name.lower().removesuffix(" gmbh")) for name in names], ignore_conflicts=True
    )
    return list(Employer.objects.filter(name__in=names).order_by("pk").values_list("pk", flat=True))


def _row(dice: random.Random, place: Place, employers: list[int], now: datetime) -> tuple[Any, ...]:
    chance = dice.random
    low = int(2250 + 1900 * chance() * chance()) // 50 * 50 if chance() < 0.85 else None
    high = None if low is None else low + (0, 200, 300, 400)[int(chance() * 4)]
    words = [WORDS[int(chance() * chance() * len(WORDS))] for _ in range(40)]
    if chance() < 0.002:
        words[7] = RARE[int(chance() * len(RARE))]
    text = " ".join(words)
    pick = lambda values: values[int(chance() * len(values))]  # noqa: E731
    shifts = {pick(SHIFTS), pick(SHIFTS)} if chance() < 0.4 else {pick(SHIFTS)}
    return (
        ListingStatus.PUBLISHED, "", "", "", "f", pick(employers), f"{pick(TITLES)} (m/w/d)", f"<p>{text}</p>", text,
        place.pk, "", place.name, "DE", place.latitude + (chance() - 0.5) / 20, place.longitude + (chance() - 0.5) / 14,
        _array(shifts), _array({"full_time" if chance() < 0.6 else pick(EMPLOYMENT)}),
        _array({"permanent" if chance() < 0.7 else pick(CONTRACTS)}), pick(MODES), pick(SECTORS),
        _array({pick(LANGUAGES)} if chance() < 0.4 else set()), _array({Entry.CAREER_CHANGER} if chance() < 0.3 else set()),
        (38, 38.5, 39, 40)[int(chance() * 4)], low, high, "month" if low else "",
        SalaryOrigin.STRUCTURED if low else SalaryOrigin.ABSENT, "", low, high, "https://stellen.example/", "", "",
        now + timedelta(hours=48 + int(chance() * 1400)), now - timedelta(minutes=int(chance() * 60_000)), now,
        "", "", "", "", "{}", 0, 0, "f",
    )  # fmt: skip


SHIFTS, EMPLOYMENT, CONTRACTS = list(ShiftType), list(Employment), list(Contract)
MODES, SECTORS = [*WorkMode, ""], list(Sector)


def _array(values: set[Any]) -> str:
    return "{" + ",".join(sorted(values)) + "}"


def _write(rows: Any) -> None:
    """COPY into a table of its own, then one INSERT that makes the word index on the way."""
    buffer = io.StringIO()
    for row in rows:
        buffer.write("\t".join("\\N" if value is None else str(value) for value in row) + "\n")
    buffer.seek(0)
    table, names = Listing._meta.db_table, ", ".join(COLUMNS)
    words = Listing.WORD_INDEX_SQL
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE generated ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA"  # noqa: S608
        )
        cursor.cursor.copy_expert(f"COPY generated ({names}) FROM STDIN", buffer)
        cursor.execute(f"INSERT INTO {table} ({names}, search_vector) SELECT {names}, {words} FROM generated")  # noqa: S608
