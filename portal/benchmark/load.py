"""Seekers at work while a feed is imported and many listings end: errors, doubles, ended listings shown, and times."""

import http.client
import multiprocessing
import random
import re
import tempfile
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.utils import timezone

from listings.models import Listing
from portal.benchmark import writes

CLIENTS = 8
TOWNS = ("hagen", "dortmund", "essen", "kassel", "bremen", "leipzig", "soest", "fulda", "ulm", "trier")
WORDS = ("kundenservice", "beratung", "telefon", "ukrainisch", "oracle", "hotline -chat", "serviceberater")
CHOICES = {"shift": ("early", "late", "night", "weekend", "day"), "salary": ("2400-2800", "3600-", "unknown"),
           "work_mode": ("onsite", "remote"), "employment": ("full_time", "minijob"), "since": ("1", "7", "30"),
           "sector": ("retail", "energy"), "sort": ("date", "salary", "distance")}  # fmt: skip
_SHOWN = re.compile(rb'data-listing="(\d+)"')


@dataclass
class Answered:
    started: float
    milliseconds: float
    status: int
    ids: tuple[int, ...]


def run(port: int, minutes: float, items: int, ending: int) -> dict[str, Any]:
    """The feed is imported at once; the listings end half-way and are settled 5 s later."""
    end = timezone.now() + timedelta(minutes=minutes / 2)
    newest = list(Listing.objects.live().order_by("-published_at", "-pk").values_list("pk", flat=True)[:ending])
    Listing.objects.filter(pk__in=newest).update(valid_through=end)
    connection.close()
    answers: Queue[list[Answered]] = multiprocessing.get_context("fork").Queue()
    until = time.time() + minutes * 60
    clients = [
        multiprocessing.get_context("fork").Process(target=_seek, args=(port, until, seed, answers))
        for seed in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    jobs = [threading.Thread(target=_import, args=(items,)), threading.Thread(target=_settle, args=(end,))]
    for job in jobs:
        job.start()
    found = [one for _ in clients for one in answers.get()]
    for running in (*clients, *jobs):
        running.join()
    return _report(found, set(newest), end)


def _seek(port: int, until: float, seed: int, answers: "Queue[list[Answered]]") -> None:
    dice, found = random.Random(seed), list[Answered]()  # noqa: S311 - no secret
    remote = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while time.time() < until:
        started, clock = time.time(), time.perf_counter()
        try:
            remote.request("GET", _path(dice), headers={"Host": "127.0.0.1", "X-Forwarded-Proto": "https"})
            answer = remote.getresponse()
            status, body = answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            status, body = 0, b""
            remote.close()
        taken = (time.perf_counter() - clock) * 1000
        found.append(Answered(started, taken, status, tuple(map(int, _SHOWN.findall(body)))))
    answers.put(found)


def _path(dice: random.Random) -> str:
    chosen = {name: dice.choice(values) for name, values in CHOICES.items() if dice.random() < 0.25}
    if dice.random() < 0.2:
        return f"/jobs/{dice.choice(TOWNS)}/?{urlencode(chosen)}"
    if dice.random() < 0.5:
        chosen |= {"city": dice.choice(TOWNS), "radius": dice.choice(("0", "10", "25", "50"))}
    if dice.random() < 0.3:
        chosen["q"] = dice.choice(WORDS)
    if dice.random() < 0.1:
        chosen["page"] = str(dice.randrange(2, 40))
    return f"/jobs/?{urlencode(chosen)}"


def _import(items: int) -> None:
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR) as folder:
        path = Path(folder) / "feed.xml"
        writes.write_feed(path, items, 0)
        writes.run("import_feed", "--format", "indeed", "--employer", "Bench GmbH", "--file", str(path), "--source",
                   "bench-load")  # fmt: skip


def _settle(end: datetime) -> None:
    time.sleep(max(0, (end - datetime.now(UTC)).total_seconds()) + 5)
    writes.run("expire_listings")


def _report(found: list[Answered], ended: set[int], end: datetime) -> dict[str, Any]:
    times = sorted(one.milliseconds for one in found)
    late = [one for one in found if one.started > end.timestamp()]
    return {
        "requests": len(found),
        "errors": sum(one.status != 200 for one in found),
        "pages_with_doubles": sum(len(set(one.ids)) < len(one.ids) for one in found),
        "ended_shown": sum(not ended.isdisjoint(one.ids) for one in late),
        "ended_seen_before": sum(not ended.isdisjoint(one.ids) for one in found),
        "median_ms": round(times[len(times) // 2], 1),
        "p99_ms": round(times[int(len(times) * 0.99)], 1),
        "p999_ms": round(times[int(len(times) * 0.999)], 1),
        "max_ms": round(times[-1], 1),
    }
