"""Job alerts: as many searches as asked for against a day's new listings, then the mails into a server that keeps none."""

import os
import random
import re
import socketserver
import threading
from typing import Any
from unittest.mock import patch

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from listings.alerting import news
from listings.models import JobAlert, Place, Subscriber, labels
from listings.searching import packing
from listings.vocabulary import RADII_KM
from portal.benchmark.writes import run

NEW_LISTINGS = 2_000
BATCH = 5_000
TOWNS = 2_000
RADIUS_WEIGHTS = (5, 5, 15, 50, 20, 5)
FIRST = ("Kundenberater", "Kundenservice", "Callcenter", "Telefon", "Reklamation", "Inbound", "Outbound", "Chat", "Hotline",
         "Support", "Vertrieb", "Innendienst", "Service", "Beschwerdemanagement", "Empfang", "Backoffice", "Teamleiter",
         "Disposition", "Versicherung", "Energie", "Auftragsbearbeitung", "Sachbearbeiter", "Customer Service", "Kundendienst")  # fmt: skip
SECOND = ("", "", "Teilzeit", "Englisch", "Quereinsteiger", "Homeoffice", "-Außendienst", "Bank", "Technik", "Online",
          "Mitarbeiter", "Beratung", "Leitung", "E-Mail", "Bestellung", "Rechnung", '"am Telefon"')  # fmt: skip
SHARES = {"shift": 0.3, "employment": 0.25, "salary": 0.2, "work_mode": 0.1, "contract": 0.1, "entry": 0.05, "sector": 0.03,
          "language": 0.03}  # fmt: skip


def measure(alerts: int) -> dict[str, Any]:
    """After the listings were generated: what planning and sending cost, each in a process of its own."""
    Subscriber.objects.all().delete()
    known = news.look(is_thorough=True)
    store(alerts)
    JobAlert.objects.update(confirmed_at=known, renewed_at=known, seen_until=known, next_at=known)
    call_command("generate_listings", count=NEW_LISTINGS, seed=2)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE listings_jobalert, listings_searchrow, listings_listingnews, listings_listing")
    seconds, memory, said = run("send_job_alerts", "--plan")
    planned = {
        name: int(value) for value, name in re.findall(r"(\d+) (alerts|new listings|mails|told|statements)", said)
    }
    found = {"plan": planned | {"seconds": round(seconds, 1), "peak_mb": memory}}
    with (
        mail_sink() as port,
        patch.dict(os.environ, {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(port), "EMAIL_USE_TLS": "false"}),
    ):
        seconds, memory, said = run("send_job_alerts", "--send")
    sent = int(re.search(r"(\d+) sent", said)[1])  # type: ignore[index]
    found["send"] = {
        "mails": sent,
        "seconds": round(seconds, 1),
        "mails_per_second": round(sent / seconds),
        "peak_mb": memory,
    }
    return found


def store(count: int) -> None:
    dice = random.Random(4)  # noqa: S311 - no secret
    places = list(Place.objects.order_by("-population_rank")[:TOWNS])
    weights = [place.population_rank + 1 for place in places]
    Subscriber.objects.bulk_create([Subscriber(email=f"p{n}@post.example") for n in range(count)], batch_size=BATCH)
    pks = list(Subscriber.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, count, BATCH):
        JobAlert.objects.bulk_create(_alert(dice, pk, places, weights) for pk in pks[start : start + BATCH])


def _alert(dice: random.Random, subscriber: int, places: list[Place], weights: list[int]) -> JobAlert:
    """Four in five at a place, every second with words, the others with filters or, one in a hundred, with nothing."""
    columns: dict[str, Any] = {}
    if dice.random() < 0.8:
        [place], [km] = dice.choices(places, weights), dice.choices(RADII_KM, RADIUS_WEIGHTS)
        columns = {"place_id": place.pk, "latitude": place.latitude, "longitude": place.longitude, "radius_km": km}
    words = (
        f"{dice.choice(FIRST)} {dice.choice(SECOND)} {dice.choice(('', '', dice.choice(FIRST)))}"
        if dice.random() < 0.5
        else ""
    )
    chosen = {name: dice.sample(list(labels.FILTERS[name][1]), 1 + (dice.random() < 0.3 and name != "entry"))
              for name, share in SHARES.items() if dice.random() < share}  # fmt: skip
    if not columns and not words and not chosen and dice.random() < 0.9:
        chosen = {"work_mode": ["remote"]}
    masks = packing.masks(chosen) | {
        name: packing.extra_masks({name: chosen[name]})[0] for name in ("sector", "language") if name in chosen
    }
    return JobAlert(subscriber_id=subscriber, query=f"n={subscriber}", title="erzeugt", words=" ".join(words.split()),
                    frequency="daily", created_at=timezone.now(), **columns,
                    **{f"{name}_bits": mask for name, mask in masks.items()})  # fmt: skip


class _Sink(socketserver.StreamRequestHandler):
    """Says yes to everything."""

    def handle(self) -> None:
        self.wfile.write(b"220 sink\r\n")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                while self.rfile.readline() not in {b".\r\n", b""}:
                    pass
            self.wfile.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
            if verb == b"QUIT":
                return


class mail_sink:  # noqa: N801 - reads as a function
    def __enter__(self) -> int:
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Sink)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return int(self._server.server_address[1])

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
