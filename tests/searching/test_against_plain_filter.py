"""Random questions: the engine against a slow filter in plain Python over the same rows.

The filter shares no rule with the engine: it reads the raw parameters, splits texts at blanks, has its own bands and
distances, and looks at every row. Every other question is counted in memory. MIXES=5000 asks for more questions, SEARCH_SEED for others.
"""

import math
import os
import random
from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from listings.models import Listing, Place
from listings.searching import engine, memory
from listings.searching.filters import Params
from listings.searching.search import Result, search

pytestmark = pytest.mark.usefixtures("counter")

MIXES = int(os.environ.get("MIXES", "150"))
SEED = int(os.environ.get("SEARCH_SEED", "11"))
PAGE = 20
WORDS = ["telefon", "rechnung", "umzug", "vertrag", "reklamation", "chat"]
LONGER = ["telefonzentrale", "rechnungsstelle", "umzugshilfe", "vertragsende", "chatraum"]
SAME = {"reklamation": "beschwerde", "beschwerde": "reklamation"}
"""One of the synonyms that a new portal knows."""
TOWNS = {"hagen": "hagen", "58313": "herdecke", "Dortmund": "dortmund", "HERDECKE": "herdecke", "Zebrahausen": None}
VALUES = {
    "shift": ["early", "late", "night", "weekend", "rotating", "day", "flexible"],
    "employment": ["full_time", "part_time", "minijob", "working_student", "apprenticeship", "internship", "freelance"],
    "contract": ["permanent", "limited", "agency"], "work_mode": ["onsite", "hybrid", "remote"],
    "salary": ["-2400", "2400-2800", "2800-3200", "3200-3600", "3600-", "unknown"], "entry": ["career_changer"],
    "sector": ["logistics", "retail", "telecom", "it", "other"], "language": ["de", "en", "tr", "uk"],
}  # fmt: skip
COUNTED = ("shift", "salary", "employment", "work_mode", "contract", "entry")
BANDS = {"-2400": (0, 2400), "2400-2800": (2400, 2800), "2800-3200": (2800, 3200), "3200-3600": (3200, 3600),
         "3600-": (3600, 99_999_999)}  # fmt: skip


def some(dice: random.Random, values: list[str], most: int = 2) -> list[str]:
    return dice.sample(values, dice.randrange(min(most, len(values)) + 1))


@pytest.fixture
def rows(make_listing, towns) -> list[Listing]:
    dice, now = random.Random(SEED), timezone.now()
    found = []
    for n in range(260):
        low = dice.choice([None, 0, 2300, 2399, 2400, 2500, 2800, 3100, 3200, 3600, 4000])
        title = " ".join(dice.sample([*WORDS, *LONGER, *SAME], dice.choice([1, 1, 2])))
        town = dice.choice(["hagen", "herdecke", "dortmund", "hagen-segeberg"])
        shift = dice.uniform(-0.2, 0.2) if dice.random() < 0.5 else 0
        further = dice.sample(
            sorted(place.pk for slug, place in towns.items() if slug != town), dice.choice([0] * 9 + [1, 2])
        )
        found.append(make_listing(
            town, pay=None if low is None else (low, low + dice.choice([0, 0, 1, 100, 400, 900])), title=title,
            description_text=" ".join(dice.sample([*WORDS, *LONGER], 3)), latitude=towns[town].latitude + shift,
            further_places=further, valid_through=dice.choice([None, now + timedelta(days=5), now - timedelta(seconds=5)]),
            published_at=now - timedelta(hours=dice.randrange(900), minutes=n), shifts=some(dice, VALUES["shift"]),
            employment_type=some(dice, VALUES["employment"]), contract=some(dice, VALUES["contract"]),
            sector=dice.choice(["", *VALUES["sector"]]), work_mode=dice.choice(["", *VALUES["work_mode"]]),
            languages=some(dice, VALUES["language"]), entry=some(dice, VALUES["entry"], 1),
            status=dice.choice(["published"] * 8 + ["held"]), is_hidden_duplicate=dice.random() < 0.05,
        ))  # fmt: skip
    return found


def in_band(band: str, low: int | None, high: int | None) -> bool:
    if low is None or high is None:
        return band == "unknown"
    if band == "unknown":
        return False
    floor, ceiling = BANDS[band]
    return floor <= low < ceiling if low == high else low < ceiling and high > floor


def chord_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Straight through the earth between two points on it, and from that the way around."""

    def point(latitude: float, longitude: float) -> tuple[float, float, float]:
        lat, lon = math.radians(latitude), math.radians(longitude)
        return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)

    return 2 * 6371 * math.asin(min(1.0, math.dist(point(*one), point(*other)) / 2))


class Plain:
    """One question to all rows."""

    def __init__(self, data: QueryDict, towns: dict[str, Place], now: datetime) -> None:
        self.now, self.places = now, {place.pk: place for place in towns.values()}
        self.phrases: list[tuple[bool, list[str]]] = []
        for position, part in enumerate(data.get("q", "").split('"')):
            if position % 2:
                self.phrases.append((True, part.split()))
            else:
                self.phrases += [(False, [word]) for word in part.split()]
        self.wanted = {
            name: wanted for name, known in VALUES.items()
            if (wanted := {value for value in data.getlist(name) if value in known})
        }  # fmt: skip
        since = data.get("since", "")
        self.since = int(since) if since in {"1", "3", "7", "14", "30"} else None
        slug = TOWNS[data["city"]] if data.get("city") else None
        self.town = towns[slug] if slug else None
        radius = data.get("radius", "")
        self.km = int(radius) if radius in {"0", "5", "10", "25", "50", "100"} else 25
        sort = data.get("sort")
        needs = {"relevance": bool(self.phrases), "distance": bool(self.town), "salary": True, "date": True}
        self.sort = sort if sort and needs.get(sort) else "relevance" if self.phrases else "date"

    def holds(self, tokens: list[str], strength: int) -> bool:
        """All words but those with a minus: 0 as typed, 1 also longer ones that begin so, 2 also synonyms."""
        return all(self._stands(words, is_phrase, tokens, strength) for is_phrase, words in self.phrases
                   if not words[0].startswith("-"))  # fmt: skip

    @staticmethod
    def _stands(words: list[str], is_phrase: bool, tokens: list[str], strength: int) -> bool:
        if is_phrase:
            return any(tokens[at : at + len(words)] == words for at in range(len(tokens)))
        word = words[0]
        found = word in tokens
        if strength >= 1 and len(word) >= 5:
            found = found or any(token.startswith(word) for token in tokens)
        if strength >= 2 and word in SAME:
            found = found or SAME[word] in tokens
        return found

    def is_live(self, row: Listing) -> bool:
        in_time = row.valid_through is None or row.valid_through > self.now
        return row.status == "published" and not row.is_hidden_duplicate and in_time

    def has_words(self, row: Listing) -> bool:
        tokens = f"{row.title} {row.city} {row.description_text}".lower().split()
        denied = {words[0][1:] for _, words in self.phrases if words[0].startswith("-")}
        return self.holds(tokens, 2) and not denied & set(tokens)

    def km_to(self, row: Listing) -> float:
        """From the nearest of the places where the job is; within a municipality only what lies in it."""
        assert self.town
        centre = (self.town.latitude, self.town.longitude)
        spots = [(row.place_id, (row.latitude, row.longitude))]
        spots += [(pk, (self.places[pk].latitude, self.places[pk].longitude)) for pk in row.further_places]
        return min((chord_km(centre, point) for pk, point in spots if self.km or pk == self.town.pk), default=math.inf)

    def is_near(self, row: Listing) -> bool:
        if not self.town:
            return True
        return self.km_to(row) <= self.km if self.km else self.town.pk in {row.place_id, *row.further_places}

    def fits(self, row: Listing) -> bool:
        """Everything but the choices."""
        is_new = self.since is None or row.published_at >= self.now - timedelta(days=self.since)
        return self.is_live(row) and is_new and self.has_words(row) and self.is_near(row)

    def chosen(self, row: Listing, *, but: str = "") -> bool:
        return all(self.has(row, name, wanted) for name, wanted in self.wanted.items() if name != but)

    @staticmethod
    def has(row: Listing, name: str, wanted: Iterable[str]) -> bool:
        own = {
            "shift": row.shifts, "employment": row.employment_type, "contract": row.contract, "entry": row.entry,
            "work_mode": [row.work_mode], "sector": [row.sector], "language": row.languages,
        }  # fmt: skip
        if name == "salary":
            return any(in_band(band, row.salary_month_min, row.salary_month_max) for band in wanted)
        return any(value in own[name] for value in wanted)

    def key(self, row: Listing) -> tuple[float, datetime, int]:
        lead = 0.0
        if self.sort == "salary":
            lead = -1 if row.salary_month_max is None else row.salary_month_max
        elif self.sort == "distance":
            lead = -round(self.km_to(row), 3)
        elif self.sort == "relevance":
            lead = sum(self.holds(row.title.lower().split(), strength) for strength in (0, 1, 2))
        return (lead, row.published_at, row.pk)


def question(dice: random.Random) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in VALUES.items():
        if dice.random() < 0.22:
            data.setlist(name, dice.choices([*values, "nonsense"], k=dice.randrange(1, 4)))
    if dice.random() < 0.5:
        data["city"] = dice.choice(list(TOWNS))
        data["radius"] = dice.choice(["0", "5", "10", "25", "50", "100", "7", "-1", ""])
    if dice.random() < 0.55:
        words = dice.sample([*WORDS, *LONGER, "beschwerde", "hagen"], dice.choice([1, 1, 2]))
        if dice.random() < 0.2:
            words[-1] = f'"{dice.choice(WORDS)} {dice.choice(WORDS)}"'
        if dice.random() < 0.3:
            words.append(f"-{dice.choice(WORDS)}")
        data["q"] = " ".join(words)
    if dice.random() < 0.2:
        data["since"] = dice.choice(["1", "3", "7", "14", "30", "2", "x"])
    if dice.random() < 0.6:
        data["sort"] = dice.choice(["date", "salary", "distance", "relevance", "other"])
    return data


def from_memory(params: Params) -> Result:
    with memory.in_use():
        return search(params)


def test_the_engine_agrees_with_a_plain_filter(rows, towns, monkeypatch) -> None:
    dice, met, paged = random.Random(SEED), 0, 0
    for turn in range(MIXES):
        ask = from_memory if turn % 2 else search
        monkeypatch.setattr(engine, "WALK_FROM", dice.choice([200, 200, 0]))
        monkeypatch.setattr(engine, "WALK_TIERS_FROM", dice.choice([20, 20, 0]))
        data = question(dice)
        told = data.urlencode()
        plain = Plain(data, towns, timezone.now())
        result = ask(Params.read(data))
        if data.get("city") == "Zebrahausen":
            assert result.is_place_unknown
            assert (result.total, len(result.listings)) == (0, 0)
            continue
        fitting = [row for row in rows if plain.fits(row)]
        wanted = sorted((row for row in fitting if plain.chosen(row)), key=plain.key, reverse=True)
        met, paged = met + bool(wanted), paged + (len(wanted) > PAGE)
        assert result.total == len(wanted), told
        for name in COUNTED:
            others = [row for row in fitting if plain.chosen(row, but=name)]
            for value in VALUES[name]:
                assert result.counts[name, value] == sum(plain.has(row, name, [value]) for row in others), (told, value)
        pay = sorted((r.salary_month_min + r.salary_month_max) // 2 for r in wanted if r.salary_month_min is not None)
        assert list(result.pay) == pay, told
        if plain.town:
            kms = [row.distance for row in result.listings]
            assert kms == pytest.approx([plain.km_to(row) for row in wanted[:PAGE]], abs=0.002), told
        seen, pages = [row.pk for row in result.listings], 1
        while result.next_cursor:
            data["after"] = result.next_cursor
            result = ask(Params.read(data))
            seen += [row.pk for row in result.listings]
            pages += 1
            assert result.page == pages
            data["page"] = str(pages)
            del data["after"]
            assert [row.pk for row in ask(Params.read(data)).listings] == seen[-len(result.listings) :], told
        assert seen == [row.pk for row in wanted], told
        assert pages == max(1, -(-len(wanted) // PAGE))
    print(f"{MIXES} questions, {met} with results, {paged} with several pages: all as the plain filter says")
    assert met > MIXES // 3
