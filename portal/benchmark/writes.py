"""Import of a feed three times (first, unchanged, 10 % changed) and an expiry, each in a process of its own."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from listings.models import Listing

TEXT = "Du berätst am Telefon im Kundenservice, klärst Reklamationen und Rechnungen. Gehalt 2.600 bis 2.900 Euro im Monat. "


def imports(items: int) -> dict[str, dict[str, float]]:
    found = {}
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR) as folder:
        path = Path(folder) / "feed.json"
        for name, changed in (("import, first", 0), ("import, unchanged", 0), ("import, 10 % changed", items // 10)):
            path.write_text(json.dumps([_posting(n, n < changed) for n in range(items)], ensure_ascii=False))
            seconds, memory = _run("import_feed", "--format", "jsonld", "--employer", "Bench GmbH", "--file", str(path),
                                   "--source", "bench", "--scope", "all")  # fmt: skip
            found[name] = {"rows": items, "seconds": round(seconds, 2), "rows_per_second": round(items / seconds),
                           "peak_mb": memory}  # fmt: skip
    return found


def expiry(count: int) -> dict[str, float]:
    pks = list(Listing.objects.live().order_by("pk").values_list("pk", flat=True)[:count])
    Listing.objects.filter(pk__in=pks).update(valid_through=timezone.now() - timedelta(seconds=1))
    seconds, memory = _run("expire_listings")
    return {"rows": len(pks), "seconds": round(seconds, 2), "rows_per_second": round(len(pks) / seconds),
            "peak_mb": memory}  # fmt: skip


def _posting(n: int, is_changed: bool) -> dict[str, object]:
    place, code = (("Hagen", "58095"), ("Dortmund", "44135"), ("Kassel", "34117"))[n % 3]
    return {
        "@context": "https://schema.org", "@type": "JobPosting", "title": f"Kundenberater:in Gruppe {n}",
        "identifier": f"bench-{n}", "description": f"<p>{TEXT * 6} Stelle {n}{' neu' if is_changed else ''}</p>",
        "hiringOrganization": {"@type": "Organization", "name": f"Bench {n % 50} GmbH"},
        "employmentType": "FULL_TIME", "url": f"https://stellen.example/{n}", "datePosted": "2026-01-01",
        "jobLocation": {"@type": "Place", "address": {
            "@type": "PostalAddress", "addressLocality": place, "postalCode": code, "addressCountry": "DE"}},
    }  # fmt: skip


def _run(*command: str) -> tuple[float, float]:
    """Seconds, and the largest resident size seen in MB."""
    started, peak, is_over = time.monotonic(), 0.0, threading.Event()
    process = subprocess.Popen([sys.executable, "manage.py", *command], cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL,
                               env=os.environ)  # fmt: skip

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
    code = process.wait()
    seconds = time.monotonic() - started
    is_over.set()
    watcher.join()
    if code:
        raise RuntimeError(f"{command[0]} ended with {code}")
    return seconds, round(peak, 1)
