"""Import of a feed three times (first, unchanged, 10 % changed) and an expiry, each in a process of its own."""

import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from listings.management.synthetic_texts import paragraphs
from listings.models import Listing

PARAGRAPHS = 400
TOWNS = (("Hagen", "58095"), ("Dortmund", "44135"), ("Kassel", "34117"), ("Iserlohn", "58636"), ("Köln", "50667"))


def imports(items: int) -> dict[str, dict[str, Any]]:
    """The write step alone and the whole run; parsing and reading German text is most of a first import."""
    found = {}
    Listing.objects.filter(source__slug="bench").delete()
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR) as folder:
        path = Path(folder) / "feed.xml"
        for name, changed in (("import, first", 0), ("import, unchanged", 0), ("import, 10 % changed", items // 10)):
            write_feed(path, items, changed)
            seconds, memory, output = run(
                "import_feed",
                "--format",
                "indeed",
                "--employer",
                "Bench GmbH",
                "--file",
                str(path),
                "--source",
                "bench",
            )
            steps = {step: float(taken) for step, taken in re.findall(r"(\w+) ([\d.]+)", output.split("seconds: ")[1])}
            found[name] = {"rows": items, "seconds": round(seconds, 2), "rows_per_second": round(items / seconds),
                           "write_rows_per_second": round(items / (steps["match"] + steps["write"] + steps["settle"])),
                           "steps": steps, "peak_mb": memory}  # fmt: skip
    return found


def expiry(count: int) -> dict[str, float]:
    pks = list(Listing.objects.live().order_by("pk").values_list("pk", flat=True)[:count])
    Listing.objects.filter(pk__in=pks).update(valid_through=timezone.now() - timedelta(seconds=1))
    seconds, memory, _ = run("expire_listings")
    return {"rows": len(pks), "seconds": round(seconds, 2), "rows_per_second": round(len(pks) / seconds),
            "peak_mb": memory}  # fmt: skip


def write_feed(path: Path, items: int, changed: int) -> None:
    """An Indeed feed of synthetic advertisements of about 1,400 characters, a line at a time."""
    dice = random.Random(1)  # noqa: S311 - no secret
    texts = list(paragraphs(dice, PARAGRAPHS))
    with path.open("w", encoding="utf8") as file:
        file.write("<source>")
        for n in range(items):
            town, code = TOWNS[n % len(TOWNS)]
            pay = f"Gehalt {2400 + n % 20 * 50} bis {2700 + n % 20 * 50} Euro brutto im Monat." if n % 3 else ""
            shift = ("Frühschicht und Spätschicht.", "Gleitzeit.", "Nachtschicht.", "")[n % 4]
            text = "</p><p>".join(texts[n * step % PARAGRAPHS] for step in (1, 7, 13))
            news = " Jetzt neu." if n < changed else ""
            file.write(
                f"<job><referencenumber>{n}</referencenumber><title>Kundenberater:in Gruppe {n}</title>"
                f"<url>https://stellen.example/{n}</url><company>Bench {n % 500} GmbH</company><city>{town}</city>"
                f"<postalcode>{code}</postalcode><country>DE</country><jobtype>fulltime</jobtype><description><![CDATA["
                f"<p>{text}</p><p>{shift} {pay} Stelle {n}.{news}</p>]]></description></job>"
            )
        file.write("</source>")


def run(*command: str) -> tuple[float, float, str]:
    """Seconds, the largest resident size seen in MB, and what it printed."""
    started, peak, is_over = time.monotonic(), 0.0, threading.Event()
    process = subprocess.Popen([sys.executable, "manage.py", *command], cwd=settings.BASE_DIR, stdout=subprocess.PIPE,
                               env=os.environ, text=True)  # fmt: skip

    def watch() -> None:
        nonlocal peak
        while not is_over.wait(0.05):
            try:
                pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
            except (OSError, IndexError):
                return
            peak = max(peak, pages * os.sysconf("SC_PAGE_SIZE") / 1e6)

    watcher = threading.Thread(target=watch)
    watcher.start()
    output = process.communicate()[0]
    seconds = time.monotonic() - started
    is_over.set()
    watcher.join()
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    return seconds, round(peak, 1), output
