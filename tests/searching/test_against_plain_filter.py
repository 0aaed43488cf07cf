"""Random questions: the engine against a slow filter in plain Python over the same rows."""

import os
import random
from datetime import datetime, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from listings.models import Listing
from listings.models.place import km_between
from listings.searching import engine
from listings.searching.filters import FACETS, MULTIPLE, Params
from listings.searching.search import PAGE_SIZE, search
from listings.vocabulary import RADII_KM, SINCE_DAYS, Contract, Employment, Sector, ShiftType, WorkMode, bands_of

MIXES = int(os.environ.get("SEARCH_MIXES", "250"))
WORDS = ["telefon", "rechnung", "umzug", "vertrag", "reklamation", "chat"]
TOWN_OF = {"hagen": "hagen", "58313": "herdecke", "Dortmund": "dortmund"}


def some(dice: random.Random, kind, most: int = 2) -> list[str]:
    return dice.sample([str(v) for v in kind], dice.randrange(most + 1))


@pytest.fixture
def rows(make_listing, towns) -> list[Listing]:
    dice, now = random.Random(4), timezone.now()
    found = []
    for n in range(260):
        low = dice.choice([None, 2300, 2400, 2500, 2800, 3100, 3200, 3600, 4000])
        text, title = " ".join(dice.sample(WORDS, 3)), dice.choice(WORDS).title()
        town = dice.choice(["hagen", "herdecke", "dortmund", "hagen-segeberg"])
        shift = dice.uniform(-0.2, 0.2) if dice.random() < 0.5 else 0
        end = dice.choice([None, now + timedelta(days=5), now - timedelta(seconds=5)])
        found.append(make_listing(
            town, pay=None if low is None else (low, low + dice.choice([0, 100, 400, 900])), title=title,
            description_text=text, latitude=towns[town].latitude + shift, valid_through=end,
            published_at=now - timedelta(hours=dice.randrange(900), minutes=n), shifts=some(dice, ShiftType),
            employment_type=some(dice, Employment), contract=some(dice, Contract), sector=dice.choice(list(Sector)),
            work_mode=dice.choice(["", *WorkMode]), languages=some(dice, ["de", "en", "tr"]),
            entry=some(dice, ["career_changer"], 1), status=dice.choice(["published"] * 8 + ["held"]),
            is_hidden_duplicate=dice.random() < 0.05,
        ))  # fmt: skip
    return found


def values_of(row: Listing) -> dict[str, set[str]]:
    return {
        "shift": set(row.shifts), "employment": set(row.employment_type), "contract": set(row.contract),
        "entry": set(row.entry), "work_mode": {row.work_mode}, "sector": {row.sector}, "language": set(row.languages),
        "salary": {str(band) for band in bands_of(row.salary_month_min, row.salary_month_max)},
    }  # fmt: skip


def passes(row: Listing, data: QueryDict, now: datetime, towns, *, but: str = "") -> bool:
    if row.status != "published" or row.is_hidden_duplicate or (row.valid_through and row.valid_through <= now):
        return False
    for word in data.get("q", "").split():
        if word.strip("-") in f"{row.title} {row.description_text}".lower().split() and word.startswith("-"):
            return False
        if not word.startswith("-") and word not in f"{row.title} {row.description_text}".lower().split():
            return False
    if "since" in data and row.published_at < now - timedelta(days=int(data["since"])):
        return False
    if data.get("city"):
        town, km = towns[TOWN_OF[data["city"]]], int(data.get("radius", 25))
        if km == 0 and row.place_id != town.pk:
            return False
        if km and km_between(town.latitude, town.longitude, row.latitude, row.longitude) > km:
            return False
    values = values_of(row)
    return all(not data.getlist(n) or n == but or values[n] & set(data.getlist(n)) for n in MULTIPLE)


def order_of(row: Listing, data: QueryDict, towns) -> tuple:
    sort = data.get("sort") or ("relevance" if data.get("q") else "date")
    lead = 0.0
    if sort == "salary":
        lead = -1 if row.salary_month_max is None else row.salary_month_max
    elif sort == "distance" and data.get("city"):
        town = towns[TOWN_OF[data["city"]]]
        lead = -round(km_between(town.latitude, town.longitude, row.latitude, row.longitude), 3)
    elif data.get("q") and sort in {"relevance", "distance"}:
        wanted = {w for w in data["q"].split() if not w.startswith("-")}
        lead = wanted <= {row.title.lower()} and f"-{row.title.lower()}" not in data["q"]
    return (lead, row.published_at, row.pk)


def question(dice: random.Random) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in MULTIPLE.items():
        if dice.random() < 0.25:
            data.setlist(name, dice.sample([str(v) for v in values], min(len(list(values)), dice.randrange(1, 4))))
    if dice.random() < 0.5:
        data["city"] = dice.choice(list(TOWN_OF))
        data["radius"] = str(dice.choice(RADII_KM))
    if dice.random() < 0.5:
        data["q"] = " ".join(dice.sample(WORDS, dice.randrange(1, 3))) + dice.choice(["", "", f" -{WORDS[0]}"])
    if dice.random() < 0.2:
        data["since"] = str(dice.choice(SINCE_DAYS))
    if dice.random() < 0.6:
        data["sort"] = dice.choice(["date", "salary", "distance", "relevance"])
    return data


def test_the_engine_agrees_with_a_plain_filter(rows, towns, monkeypatch) -> None:
    dice, now, met = random.Random(int(os.environ.get("SEARCH_SEED", "11"))), timezone.now(), 0
    for _ in range(MIXES):
        monkeypatch.setattr(engine, "WALK_FROM", dice.choice([200, 0]))
        data = question(dice)
        wanted = sorted((row for row in rows if passes(row, data, now, towns)),
                        key=lambda row: order_of(row, data, towns), reverse=True)  # fmt: skip
        result = search(Params.read(data))
        told = data.urlencode()
        assert result.total == len(wanted), told
        met += bool(wanted)
        for name in FACETS:
            others = [values_of(row)[name] for row in rows if passes(row, data, now, towns, but=name)]
            for value in FACETS[name]:
                assert result.counts[name, str(value)] == sum(str(value) in found for found in others), (told, value)
        pay = sorted((r.salary_month_min + r.salary_month_max) // 2 for r in wanted if r.salary_month_min is not None)
        assert list(result.pay) == pay, told
        seen, pages = [row.pk for row in result.listings], 1
        while result.next_cursor:
            data["after"] = result.next_cursor
            result = search(Params.read(data))
            seen += [row.pk for row in result.listings]
            pages += 1
            assert result.page == pages
            data["page"] = str(pages)
            del data["after"]
            assert [row.pk for row in search(Params.read(data)).listings] == seen[-len(result.listings) :], told
        assert seen == [row.pk for row in wanted], told
        assert pages == max(1, -(-len(wanted) // PAGE_SIZE))
    assert met > MIXES // 3
