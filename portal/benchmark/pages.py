"""The measured pages and the load: one client on one kept connection, all pages interleaved in rounds."""

import http.client
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from listings.models import Listing
from listings.searching.cursor import Cursor
from portal.benchmark import processes

FLOOR = "floor"
FLOOR_TURNS = 25
"""The floor is asked so much more often, because CPU time comes in ticks of 10 ms."""
WARM = ("list", "city page", "detail page", "feed")
"""Asked twice before each round, since the cold pages emptied the cache."""
_AS_SERVED = {"ROOT_URLCONF": "portal.benchmark.urls", "ALLOWED_HOSTS": ["127.0.0.1"]}


@dataclass
class Measured:
    wall_ms: list[float] = field(default_factory=list)
    cpu_ms: dict[str, float] = field(default_factory=dict)
    bytes_sent: int = 0
    statements: int = 0

    def row(self, floor_ms: float) -> dict[str, float]:
        spent = sum(self.cpu_ms.values()) / len(self.wall_ms)
        ordered = sorted(self.wall_ms)
        return {
            "requests_per_second": round(1000 * len(ordered) / sum(ordered), 1),
            "median_ms": round(statistics.median(ordered), 2),
            "p99_ms": round(ordered[int(len(ordered) * 0.99)], 2),
            "cpu_ms": round(spent, 2),
            "ratio_to_floor": round(spent / floor_ms, 2),
            "statements": self.statements,
            "bytes": self.bytes_sent,
            **{f"cpu_{name}_ms": round(ms / len(ordered), 2) for name, ms in self.cpu_ms.items()},
        }


def paths() -> dict[str, Callable[[int], str]]:
    """Each turn asks something else of the same kind; `cold` empties the cache before each request."""
    pks = list(Listing.objects.live().order_by("-published_at").values_list("pk", flat=True)[:200])
    towns = ["hagen", "dortmund", "essen", "kassel", "bremen", "leipzig", "soest", "fulda", "ulm", "trier"]
    shifts = ["early", "late", "day", "weekend"]
    town = lambda n: towns[n % len(towns)]  # noqa: E731
    deep = _cursor()
    detail = {pk: Listing.objects.get(pk=pk).get_absolute_url() for pk in pks[:40]}
    found: dict[str, Callable[[int], str]] = {
        FLOOR: lambda n: f"/floor/{pks[n % len(pks)]}/",
        "list": lambda n: "/jobs/",
        "list, cold": lambda n: "/jobs/",
        "city and radius, cold": lambda n: f"/jobs/?city={town(n)}&radius=25",
        "filters, cold": lambda n: f"/jobs/?shift={shifts[n % 4]}&salary=2400-2800",
        "common word, cold": lambda n: f"/jobs/?q=kundenservice&since={(0, 7, 14, 30)[n % 4]}",
        "rare word, cold": lambda n: f"/jobs/?q={('ukrainisch', 'finnisch', 'oracle', 'visa')[n % 4]}",
        "word, city, shift, pay, cold": lambda n: (
            f"/jobs/?q=kundenservice&city={town(n)}&shift={shifts[n % 4]}&salary=2400-2800"
        ),
        "one more facet click": lambda n: f"/jobs/?city=dortmund&radius=50&shift={shifts[n % 4]}&page={n % 3 + 1}",
        "page 50": lambda n: "/jobs/?page=50",
        "page 500 by the next link": lambda n: f"/jobs/?after={deep}",
        "start page": lambda n: "/",
        "city page": lambda n: f"/jobs/{town(n)}/",
        "detail page": lambda n: detail[pks[n % len(detail)]],
    }
    with override_settings(**_AS_SERVED):
        if _client().get("/feed/jobs.atom").status_code == 200:
            found["feed"] = lambda n: "/feed/jobs.atom"
    return found


def _cursor() -> str:
    row = Listing.objects.live().order_by("-published_at", "-pk")[min(9_980, Listing.objects.live().count() - 21)]
    assert row.published_at is not None
    return str(Cursor("date", 500, 0, row.published_at, row.pk))


def _client() -> Client:
    return Client(headers={"host": "127.0.0.1"})


def measure(port: int, roots: dict[str, int], rounds: int, turns: int) -> dict[str, Measured]:
    pages, results = paths(), {}
    remote = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for name, path in pages.items():
        results[name] = Measured(statements=_statements(path(0), name.endswith("cold")))
        for turn in range(4):
            _ask(remote, path(turn))
    for number in range(rounds):
        for name, path in pages.items():
            measured = results[name]
            before = processes.cpu_ms(roots)
            asked = turns * FLOOR_TURNS if name == FLOOR else turns
            if name in WARM:
                for turn in [*range(number * asked, (number + 1) * asked)] * 2:
                    _ask(remote, path(turn))
                before = processes.cpu_ms(roots)
            for turn in range(number * asked, (number + 1) * asked):
                if name.endswith("cold"):
                    cache.clear()
                started = time.perf_counter()
                measured.bytes_sent = _ask(remote, path(turn))
                measured.wall_ms.append((time.perf_counter() - started) * 1000)
            after = processes.cpu_ms(roots)
            for server in roots:
                measured.cpu_ms[server] = measured.cpu_ms.get(server, 0) + after[server] - before[server]
    return results


def _ask(remote: http.client.HTTPConnection, path: str) -> int:
    remote.request("GET", path, headers={"Host": "127.0.0.1", "Accept-Encoding": "gzip", "X-Forwarded-Proto": "https"})
    answer = remote.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}: {re.sub(rb'<[^>]+>', b' ', body)[:200]!r}")
    return len(body)


def _statements(path: str, is_cold: bool) -> int:
    """Counted in this process, warmed up once unless the page is measured with an empty cache."""
    with override_settings(**_AS_SERVED):
        client = _client()
        client.get(path)
        if is_cold:
            cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
    return len(queries)
