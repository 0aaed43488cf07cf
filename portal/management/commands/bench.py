"""`make bench N=100000`: generates listings, starts the production web server, measures, prints and writes one table."""

import json
import os
import socket
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from listings.models import Listing, Place
from portal.benchmark import alerts, load, pages, processes, writes
from portal.embedded import child_options

SEED = 1
TABLES = ("listing", "searchrow", "searchchange")
SHOWN = ("requests_per_second", "median_ms", "p99_ms", "cpu_ms", "ratio_to_floor", "statements", "bytes")


class Command(BaseCommand):
    help = "Measure pages, import and expiry at a given number of live listings."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--count", type=int, default=100_000)
        parser.add_argument("--rounds", type=int, default=5)
        parser.add_argument("--turns", type=int, default=8, help="requests of each page in a round")
        parser.add_argument("--items", type=int, default=20_000, help="size of the imported feed")
        parser.add_argument("--load", type=float, default=0, metavar="MINUTES",
                            help="only this: parallel seekers while --items are imported and half of --count end")  # fmt: skip

        parser.add_argument("--alerts", type=int, default=0, metavar="N",
                            help="only this: N job alerts against 2,000 new listings")  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        self._prepare(options["count"])
        if options["alerts"]:
            self.stdout.write(json.dumps(alerts.measure(options["alerts"]), indent=2))
            return
        port = _free_port()
        web = self._start(port)
        try:
            roots = processes.roots(web.pid)
            if options["load"]:
                ending = min(50_000, options["count"] // 2)
                found = load.run(port, options["load"], options["items"], ending)
                self.stdout.write(json.dumps(found, indent=2))
                return
            measured = pages.measure(port, roots, options["rounds"], options["turns"])
        finally:
            web.terminate()
            web.wait(10)
        floor = measured[pages.FLOOR]
        floor_ms = sum(floor.cpu_ms.values()) / len(floor.wall_ms)
        report: dict[str, Any] = {
            "listings": options["count"],
            "servers": sorted(roots),
            "pages": {name: found.row(floor_ms) for name, found in measured.items()},
        }
        report["writes"] = writes.imports(options["items"])
        report["writes"]["expiry"] = writes.expiry(min(50_000, options["count"] // 2))
        self._print(report)
        path = settings.BASE_DIR / "var" / "bench.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(report, indent=2) + "\n")

    def _prepare(self, count: int) -> None:
        call_command("migrate", verbosity=0)
        if (
            Listing.objects.exclude(hiring_organization__name_key__startswith="erzeugt ")
            .exclude(source__slug="bench")
            .exists()
        ):
            raise CommandError("This database holds other listings. Use `make bench`, which has its own.")
        if not Place.objects.exists():
            call_command("load_places", stdout=self.stdout)
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE " + ", ".join(f"listings_{table}" for table in TABLES) + " CASCADE")
        call_command("generate_listings", count=count, seed=SEED, stdout=self.stdout)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE listings_searchrow")

    def _start(self, port: int) -> subprocess.Popen[bytes]:
        call_command("collectstatic", interactive=False, verbosity=0)
        environment = os.environ | {"ALLOWED_HOSTS": "127.0.0.1"}
        command = [sys.executable, "-m", "gunicorn", "portal.benchmark.wsgi", "--bind", f"127.0.0.1:{port}",
                   "--workers", "3", "--log-level=warning"]  # fmt: skip
        web = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, **child_options())
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    time.sleep(1)
                    return web
            time.sleep(0.1)
        web.kill()
        raise CommandError("The web server did not start.")

    def _print(self, report: dict[str, Any]) -> None:
        wide = max(map(len, report["pages"])) + 2
        self.stdout.write("".ljust(wide) + "".join(name.removesuffix("_to_floor")[:10].rjust(12) for name in SHOWN))
        for name, row in report["pages"].items():
            self.stdout.write(name.ljust(wide) + "".join(f"{row[column]:12g}" for column in SHOWN))
        for name, row in report["writes"].items():
            self.stdout.write(
                f"{name}: {row['rows']} rows in {row['seconds']} s, {row['rows_per_second']} a second, "
                f"at most {row['peak_mb']} MB"
                + (f", writing alone {row['write_rows_per_second']} a second" if "steps" in row else "")
            )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
