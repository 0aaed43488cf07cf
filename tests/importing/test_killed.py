"""A worker that is killed at any moment: the next run ends in the state of an undisturbed one.

KILLS=200 kills that often; the suite is content with a few.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Q

from listings.models import ImportRun, Listing, RejectedItem, Source

KILLS = int(os.environ.get("KILLS", "3"))
ITEMS = 120
PROJECT = Path(__file__).resolve().parents[2]
TOWNS = ("Hagen", "Herdecke", "Dortmund", "Nirgends an der Lenne")
pytestmark = pytest.mark.django_db(transaction=True)


def document(version: int) -> bytes:
    """Each version drops, changes, renumbers and adds some."""
    jobs = [
        {
            "@type": "JobPosting", "identifier": f"{n + (1000 if n % 10 == version % 10 else 0)}",
            "title": f"Kundenberater Gruppe {n}", "url": f"https://lenne.example/{n}",
            "description": f"Du berätst am Telefon. Frühschicht. Gehalt {2500 + n} € im Monat. "
            + (f"Fassung {version}." if n % 7 == version % 7 else ""),
            "jobLocation": {"address": {"addressLocality": TOWNS[n % 4 if n % 40 == 3 else n % 3], "addressCountry": "DE"}},
        }
        for n in range(ITEMS)
        if n % 11 != version % 11
    ]  # fmt: skip
    return json.dumps(jobs).encode()


def state() -> list[tuple[object, ...]]:
    """All that people and the next run can see, without row numbers, moments and how often a document was seen."""
    columns = ("external_id", "title", "description_text", "status", "content_hash", "raw_hash", "city", "aliases",
               "is_missing", "reposts", "is_hidden_duplicate", "salary_month_min", "search_row__combo")  # fmt: skip
    rows = (
        Listing.objects.annotate(is_missing=Q(missing_since__isnull=False))
        .order_by("title", "external_id")
        .values_list(*columns)
    )
    rejected = RejectedItem.objects.filter(run=ImportRun.objects.first()).values_list("external_id", "reason")
    return [tuple(map(str, row)) for row in rows] + sorted(rejected)


@contextmanager
def celery_worker() -> Iterator[subprocess.Popen[bytes]]:
    """A real worker of one process on this test's database and broker."""
    tested = connection.settings_dict
    environment = os.environ | {
        "DATABASE_URL": f"postgresql://{tested['USER']}:{tested['PASSWORD']}@{tested['HOST']}:{tested['PORT']}/{tested['NAME']}",
        "REDIS_URL": settings.REDIS_URL, "PYTHONWARNINGS": "ignore",
    }  # fmt: skip
    command = [sys.executable, "-m", "celery", "-A", "portal", "worker", "--pool", "solo", "-Q", QUEUES, "-l", "ERROR",
               "--without-gossip", "--without-mingle", "--without-heartbeat"]  # fmt: skip
    worker = subprocess.Popen(
        command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield worker
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait(10)


QUEUES = "celery,imports,mail,housekeeping"


def queue(source: Source) -> None:
    from listings.tasks import import_feed

    import_feed.delay(source.pk)


def run_to_the_end(source: Source) -> None:
    """As the timetable does it: a source that is still due is queued again, for one whose last worker hardly died."""
    before = ImportRun.objects.filter(source=source).count()
    for _ in range(30):
        queue(source)
        deadline = time.monotonic() + 4
        while time.monotonic() < deadline:
            if ImportRun.objects.filter(source=source).count() > before:
                return
            time.sleep(0.02)
    raise AssertionError("the run does not end")


def test_a_killed_worker_leaves_nothing_half_done(towns, web) -> None:
    dice = random.Random(11)
    versions = [document(n) for n in range(3)]
    expected = []
    calm = Source.objects.create(
        slug="calm", name="Calm", format="jsonld", employer_name="Lenne GmbH", url=f"{web.address}/feed"
    )
    with celery_worker():
        for content in versions:
            web.answers = {"/feed": [(200, {}, content)]}
            run_to_the_end(calm)
            expected.append(state())
    Listing.objects.all().delete()
    Source.objects.all().delete()

    source = Source.objects.create(
        slug="wild", name="Wild", format="jsonld", employer_name="Lenne GmbH", url=f"{web.address}/feed"
    )
    killed = 0
    for n, content in enumerate(versions, start=1):
        web.answers = {"/feed": [(200, {}, content)]}
        for _ in range(-(-KILLS // len(versions))):
            with celery_worker() as worker:
                asked = len(web.asked)
                queue(source)
                deadline = time.monotonic() + 30
                while len(web.asked) == asked and time.monotonic() < deadline:
                    time.sleep(0.005)
                time.sleep(dice.uniform(0, 1.0))
                worker.send_signal(signal.SIGKILL)
                worker.wait(10)
                killed += 1
        with celery_worker():
            run_to_the_end(source)
        assert ImportRun.objects.exclude(status="complete").count() == 0
        assert state() == expected[n - 1]
    assert killed >= KILLS
