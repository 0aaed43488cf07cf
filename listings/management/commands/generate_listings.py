"""Synthetic live listings for demos and benchmarks; the same seed on the same day gives the same listings.

Only numbers travel by COPY. Texts are put together in the database from a pool of paragraphs, whose word lists are
computed once and concatenated, which gives the same as stemming each whole text.
"""

import random
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.utils import timezone

from listings.management.synthetic_texts import TITLES, paragraphs
from listings.models import Employer, Place

BATCH = 20_000
EMPLOYERS = 400
TOWNS = 2_000
PARAGRAPHS = 600
SHIFTS = (("{early}", 14), ("{late}", 6), ("{early,late}", 22), ("{day}", 20), ("{rotating}", 9), ("{night}", 2),
          ("{early,late,night}", 5), ("{early,late,weekend}", 7), ("{flexible}", 6), ("{}", 9))  # fmt: skip
EMPLOYMENT = (("{full_time}", 52), ("{full_time,part_time}", 20), ("{part_time}", 17), ("{minijob}", 3),
              ("{working_student}", 4), ("{apprenticeship}", 2), ("{internship}", 1), ("{freelance}", 1))  # fmt: skip
CONTRACTS = (("{permanent}", 62), ("{limited}", 10), ("{agency}", 8), ("{agency,permanent}", 5), ("{}", 15))
MODES = (("onsite", 48), ("hybrid", 28), ("remote", 9), ("", 15))
SECTORS = (("outsourcer", 22), ("staffing", 14), ("retail", 10), ("telecom", 8), ("energy", 8), ("insurance", 8),
           ("ecommerce", 7), ("logistics", 6), ("banking", 5), ("it", 4), ("health", 3), ("travel", 2), ("public", 1),
           ("housing", 1), ("media", 1))  # fmt: skip
LANGUAGES = (("{}", 55), ("{de}", 20), ("{de,en}", 17), ("{en}", 4), ("{nl}", 2), ("{tr}", 1), ("{pl}", 1))
COLUMNS = ("number", "title", "first", "second", "third", "employer", "spot", "shifts", "employment", "contract",
           "work_mode", "sector", "languages", "entry", "hours", "low", "high", "published_at", "valid_through")  # fmt: skip
INSERT = """
INSERT INTO listings_listing (external_id, content_hash, status, status_reason, is_hidden_duplicate,
    hiring_organization_id, title, description_html, description_text, place_id, postal_code, city, country, latitude,
    longitude, shifts, employment_type, contract, work_mode, sector, languages, entry, weekly_hours, base_salary_min,
    base_salary_max, base_salary_unit, base_salary_origin, base_salary_text, salary_month_min, salary_month_max,
    apply_url, contact_email, submitter_email, valid_through, published_at, first_seen_at, raw_hash, title_key, url_key,
    fingerprint, aliases, further_places, missing_runs, reposts, is_never_duplicate, search_vector,
    employer_kind, evidence, findings)
SELECT g.seed || '-' || r.number, '', 'published', '', false, r.employer, t.text,
    '<p>' || a.text || '</p><p>' || b.text || '</p><p>' || c.text || '</p>', a.text || ' ' || b.text || ' ' || c.text,
    s.place_id, s.code, s.name, 'DE', s.latitude, s.longitude, r.shifts::text[], r.employment::text[],
    r.contract::text[], r.work_mode, r.sector, r.languages::text[], r.entry::text[], r.hours, r.low, r.high,
    CASE WHEN r.low IS NULL THEN '' ELSE 'month' END, CASE WHEN r.low IS NULL THEN 'absent' ELSE 'structured' END, '',
    r.low, r.high, 'https://stellen.example/', '', '', r.valid_through, r.published_at, r.published_at,
    '', '', '', '', '{}', '{}', 0, 0, false, t.words || s.words || a.words || b.words || c.words,
    '', '{}', '[]'
FROM generated r CROSS JOIN (SELECT %s::text AS seed) g JOIN generated_title t ON t.id = r.title
    JOIN generated_text a ON a.id = r.first JOIN generated_text b ON b.id = r.second
    JOIN generated_text c ON c.id = r.third JOIN generated_spot s ON s.id = r.spot
ORDER BY r.number"""


class Command(BaseCommand):
    help = "Generate live listings."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--count", type=int, required=True)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        started, dice = time.monotonic(), random.Random(options["seed"])  # noqa: S311 - no secret
        with transaction.atomic(), connection.cursor() as cursor:
            weights = _prepare(cursor, dice)
            rows = _rows(dice, _employers(), weights)
            for start in range(0, options["count"], BATCH):
                size = min(BATCH, options["count"] - start)
                lines = StringIO("".join(f"{start + n}\t{next(rows)}\n" for n in range(size)))
                cursor.execute("TRUNCATE generated")
                cursor.copy_expert(f"COPY generated ({', '.join(COLUMNS)}) FROM STDIN", lines)
                cursor.execute(INSERT, [str(options["seed"])])
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE listings_listing, listings_searchrow")
        seconds = time.monotonic() - started
        self.stdout.write(f"{options['count']} listings in {seconds:.1f} s, {options['count'] / seconds:.0f} a second")


def _employers() -> list[int]:
    names = [(f"erzeugt {n}", f"Erzeugt {n} GmbH") for n in range(EMPLOYERS)]
    Employer.objects.bulk_create([Employer(name_key=key, name=name) for key, name in names], ignore_conflicts=True)
    keys = [key for key, _ in names]
    known = dict(Employer.objects.filter(name_key__in=keys).values_list("name_key", "pk"))
    return [known[key] for key in keys]


def _prepare(cursor: Any, dice: random.Random) -> list[float]:
    """Temporary tables with everything listings are put together from; the weight of each spot."""
    cursor.execute(
        "DROP TABLE IF EXISTS generated, generated_title, generated_text, generated_spot;"
        "CREATE TEMP TABLE generated (number int, title int, first int, second int, third int, employer bigint,"
        " spot int, shifts text, employment text, contract text, work_mode text, sector text, languages text,"
        " entry text, hours numeric, low int, high int, published_at timestamptz, valid_through timestamptz)"
        " ON COMMIT DROP;"
        "CREATE TEMP TABLE generated_title (id int PRIMARY KEY, text text, words tsvector) ON COMMIT DROP;"
        "CREATE TEMP TABLE generated_text (id int PRIMARY KEY, text text, words tsvector) ON COMMIT DROP;"
        "CREATE TEMP TABLE generated_spot (id int PRIMARY KEY, place_id bigint, name text, code text, latitude float8,"
        " longitude float8, words tsvector) ON COMMIT DROP"
    )
    for table, texts, weight in (("title", TITLES, "A"), ("text", paragraphs(dice, PARAGRAPHS), "D")):
        cursor.executemany(
            f"INSERT INTO generated_{table} VALUES (%s, %s, setweight(to_tsvector('german', %s), %s))",  # noqa: S608
            [(n, text, text, weight) for n, text in enumerate(texts)],
        )
    places = list(Place.objects.order_by("-population_rank", "ags")[:TOWNS].prefetch_related("postcodes"))
    if not places:
        raise CommandError("There are no places: run load_places first.")
    spots, weights = [], []
    for rank, place in enumerate(places):
        codes = sorted(place.postcodes.all(), key=lambda code: code.code)[:12]
        points = [(code.code, code.latitude, code.longitude) for code in codes] or [
            ("", place.latitude, place.longitude)
        ]
        for point in points:
            spots.append((len(spots), place.pk, place.name, *point, place.name))
            weights.append(1 / (rank + 1) ** 0.9 / len(points))
    cursor.executemany(
        "INSERT INTO generated_spot VALUES (%s, %s, %s, %s, %s, %s, setweight(to_tsvector('german', %s), 'B'))", spots
    )
    return weights


def _rows(dice: random.Random, employers: list[int], weights: list[float]) -> Iterator[str]:
    """The columns after the first, as COPY reads them."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    ends = [(today + timedelta(days=n, hours=23, minutes=59, seconds=59)).isoformat() for n in range(2, 61)]

    def draw(table: tuple[tuple[str, int], ...]) -> Iterator[str]:
        values, shares = [value for value, _ in table], [share for _, share in table]
        while True:
            yield from dice.choices(values, shares, k=500)

    columns = [draw(table) for table in (SHIFTS, EMPLOYMENT, CONTRACTS, MODES, SECTORS, LANGUAGES)]
    spots: list[int] = []
    while True:
        if not spots:
            spots = dice.choices(range(len(weights)), weights, k=BATCH)
        chance = dice.random()
        low = 50 * int(min(max(dice.gauss(56, 8), 44), 100)) if chance < 0.7 else None
        pay = "\\N\t\\N" if low is None else f"{low}\t{low + (0, 200, 300, 400, 600)[int(chance * 50) % 5]}"
        published_at: datetime = today - timedelta(seconds=int(min(dice.expovariate(1 / 15), 90) * 86_400))
        yield "\t".join((
            str(int(len(TITLES) * dice.random() ** 2)), str(int(PARAGRAPHS * dice.random())),
            str(int(PARAGRAPHS * dice.random())), str(int(PARAGRAPHS * dice.random())),
            str(employers[int(EMPLOYERS * dice.random() ** 2)]), str(spots.pop()), *(next(column) for column in columns),
            "{career_changer}" if chance * 97 % 1 < 0.3 else "{}", ("40", "38.5", "39", "40")[int(chance * 1000) % 4],
            pay, published_at.isoformat(), "\\N" if chance * 89 % 1 < 0.1 else ends[int(chance * 7919) % len(ends)],
        ))  # fmt: skip
