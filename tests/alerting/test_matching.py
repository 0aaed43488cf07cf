"""An alert is told of a new listing exactly when the search it was made from would show it."""

import os
import random
from datetime import timedelta

from django.http import QueryDict
from django.utils import timezone

from listings.alerting import planning
from listings.models import AlertedListing, SearchSynonym
from listings.searching import search as engine
from listings.searching.filters import MULTIPLE, Params

SEARCHES = int(os.environ.get("SEARCHES", "80"))
TITLES = ("Kundenberater:in (m/w/d)", "Servicetechniker im Kundendienst", "Mitarbeiter Kundenservice Chat",
          "Telefonische Beratung", "Agent Customer Service", "Berater im Kundenservice", "Teamleitung Hotline")  # fmt: skip
TEXTS = ("Du berätst am Telefon.", "Du reparierst Anlagen vor Ort.", "Chat und E-Mail, kein Telefon.",
         "Reklamationen im Onlinehandel, Call Center.", "Rechnungen erklären, im Homeoffice.")  # fmt: skip
WORDS = ("Kundenberater", "Serviceberaterin", "Kundendienst", "Telefon", "-Chat", '"am Telefon"', "im", "call center",
         "Callcenter", "Kunden", "-Servicetechniker", "Customer Service", "Telefonberatung", "!!", "Hotline", "der die")  # fmt: skip
CITIES = ("hagen", "58095", "Dortmund", "herdecke", "44135", "hagen-segeberg")


def a_search(dice: random.Random) -> str:
    query = QueryDict(mutable=True)
    if dice.random() < 0.6:
        query["q"] = " ".join(dice.sample(WORDS, dice.choice((1, 1, 2, 3))))
    if dice.random() < 0.6:
        query["city"] = dice.choice(CITIES)
        if dice.random() < 0.8:
            query["radius"] = dice.choice(("0", "5", "10", "25", "50", "100"))
    for name, values in MULTIPLE.items():
        if dice.random() < 0.12:
            query.setlist(
                name, dice.sample([str(value) for value in values], 2) if name != "entry" else ["career_changer"]
            )
    return query.urlencode()


def test_alerts_find_what_the_search_finds(towns, make_listing, make_alert, monkeypatch) -> None:
    monkeypatch.setattr(planning, "MAX_IN_MAIL", 1_000)
    monkeypatch.setattr(engine, "PAGE_SIZE", 1_000)
    dice = random.Random(5)
    for word, meaning in (
        ("Customer Service", "Kundenservice"),
        ("Callcenter", "Call Center"),
        ("Telefonberatung", "Hotline"),
    ):
        SearchSynonym.objects.get_or_create(word=word, meaning=meaning)
    searches = {a_search(dice) for _ in range(SEARCHES)}
    alerts = {}
    for number, query in enumerate(sorted(searches)):
        alerts[make_alert(query, f"a{number}@post.example").pk] = Params.read(QueryDict(query))
    for number in range(40):
        town = dice.choice(("hagen", "dortmund", "herdecke", "hagen-segeberg"))
        more = [towns["dortmund"].pk] if town == "hagen" and number % 5 == 0 else []
        make_listing(
            town, pay=dice.choice((None, (2300, 2500), (2800, 2800), (3500, 3900))), title=dice.choice(TITLES),
            description_text=dice.choice(TEXTS), employer=f"Firma {number} GmbH", further_places=more,
            shifts=dice.sample(["early", "late", "night", "weekend"], dice.choice((0, 1, 2))),
            employment_type=[dice.choice(("full_time", "part_time", "minijob"))], work_mode=dice.choice(("", "onsite", "remote")),
            contract=dice.choice(([], ["permanent"], ["limited", "agency"])), sector=dice.choice(("", "logistics", "telecom")),
            languages=dice.choice(([], ["en"], ["de", "nl"])), entry=dice.choice(([], ["career_changer"])),
            latitude=towns[town].latitude + dice.uniform(-0.2, 0.2), longitude=towns[town].longitude + dice.uniform(-0.2, 0.2),
        )  # fmt: skip
    planned = planning.plan(timezone.now() + timedelta(days=8))
    assert planned.alerts == len(alerts)
    told = {pk: set[int]() for pk in alerts}
    for pk, listing in AlertedListing.objects.values_list("alert_id", "listing_id"):
        told[pk].add(listing)
    hits = 0
    for pk, params in alerts.items():
        shown = {listing.pk for listing in engine.search(params).listings}
        assert told[pk] == shown, params
        hits += bool(shown)
    assert SEARCHES / 5 < hits < len(alerts)
