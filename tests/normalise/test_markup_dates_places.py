"""Descriptions made safe, instants, stated places."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from listings.normalise.countries import country_code
from listings.normalise.dates import read_instant
from listings.normalise.markup import clean_html, plain_text
from listings.normalise.place_text import PlaceText, read_place
from listings.normalise.place_wording import ISLANDS, at_place


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Hallo\n\n- eins\n- zwei", "<p>Hallo</p><ul><li>eins</li><li>zwei</li></ul>"),
        ("&lt;p&gt;Tee &amp;amp; Kaffee&lt;/p&gt;", "<p>Tee &amp; Kaffee</p>"),
        ("&amp;lt;p&amp;gt;doppelt&amp;lt;/p&amp;gt;", "<p>doppelt</p>"),
        ("eins\\nzwei", "<p>eins<br>zwei</p>"),
        ("<h1>Titel</h1><p class=x style='color:red'>Text</p>", "<h2>Titel</h2><p>Text</p>"),
        ("<p>a</p><script>alert(1)</script><p>&nbsp;</p>", "<p>a</p>"),
        ("<p><a href='javascript:alert(1)'>k</a></p>", "<p>k</p>"),
        ("<p><a href='https://firma.example' onclick='x()'>k</a></p>",
         '<p><a href="https://firma.example" rel="nofollow noopener ugc">k</a></p>'),
        ("<img src=x onerror=alert(1)>Text", "<p>Text</p>"),
        ("5 < 6 & mehr", "<p>5 &lt; 6 &amp; mehr</p>"),
        ("", ""),
    ],
)  # fmt: skip
def test_descriptions_are_made_safe(raw: str, clean: str) -> None:
    assert clean_html(raw) == clean
    assert clean_html(clean) == clean


def test_plain_text_keeps_lines_and_drops_invisible_marks() -> None:
    markup = "<p>Früh\u00adschicht&nbsp;im<br>Team</p><ul><li><p>eins</p></li><li>zwei &amp; drei</li></ul>"
    assert plain_text(markup) == "Frühschicht im\nTeam\n- eins\n- zwei & drei"


@pytest.mark.parametrize(
    ("value", "instant"),
    [
        ("2026-03-01", "2026-02-28T23:00"),
        ("2026-03-01T10:00:00+0200", "2026-03-01T08:00"),
        ("2026-03-01T10:00:00.123456Z", "2026-03-01T10:00"),
        ("01.03.2026 08:30", "2026-03-01T07:30"),
        ("1.7.26", "2026-06-30T22:00"),
        ("2026-03-01 10:00:00 UTC", "2026-03-01T10:00"),
        ("Fri, 01 Mar 2026 10:00:00 EST", "2026-03-01T15:00"),
        ("01-Mar-26", "2026-02-28T23:00"),
        ("3. März 2026", "2026-03-02T23:00"),
        ("1767225600", "2026-01-01T00:00"),
        ("1767225600000", "2026-01-01T00:00"),
    ],
)
def test_instants(value: str, instant: str) -> None:
    assert read_instant(value) == datetime.fromisoformat(instant).replace(tzinfo=UTC)


@pytest.mark.parametrize("value", ["", "morgen", "2026-13-01", "31.02.2026", "ab sofort", "99999999999999999"])
def test_what_is_no_date_is_none(value: str) -> None:
    assert read_instant(value) is None


def test_a_last_day_lasts_until_midnight_in_berlin() -> None:
    assert read_instant("2026-07-01", end_of_day=True) == datetime(2026, 7, 1, 21, 59, 59, tzinfo=UTC)
    assert read_instant("2026-07-01T10:00", end_of_day=True) == datetime(2026, 7, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("58095 Hagen", PlaceText("58095", ("Hagen",))),
        ("D-58095 Hagen", PlaceText("58095", ("Hagen",), country="DE")),
        ("Hamburg, Germany", PlaceText(None, ("Hamburg",), country="DE")),
        ("Berlin / Hamburg / Remote", PlaceText(None, ("Berlin", "Hamburg"), is_remote=True)),
        ("Raum Hagen", PlaceText(None, ("Hagen",))),
        ("Hagen und Umgebung", PlaceText(None, ("Hagen",))),
        ("Deutschland", PlaceText(is_nationwide=True, country="DE")),
        ("bundesweit", PlaceText(is_nationwide=True)),
        ("Wetter (Ruhr)", PlaceText(None, ("Wetter (Ruhr)",))),
        ("Frankfurt (Oder)", PlaceText(None, ("Frankfurt (Oder)",))),
        ("A-1010 Wien", PlaceText(None, ("Wien",), country="AT")),
        ("Musterstraße 12, 58095 Hagen", PlaceText("58095", ("Hagen",))),
        ("12345 Musterstadt", PlaceText(None, ("Musterstadt",))),
        ("", PlaceText()),
    ],
)
def test_stated_places(text: str, place: PlaceText) -> None:
    assert read_place(text) == place


@pytest.mark.parametrize(
    ("text", "code"),
    [("Deutschland", "DE"), ("DE", "DE"), ("deu", "DE"), ("Österreich", "AT"), ("Polska", "PL"), ("Hagen", None)],
)
def test_countries(text: str, code: str | None) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Hagen", "in Hagen"), ("Sylt", "auf Sylt"), ("List auf Sylt", "in List auf Sylt"), ("Norderney", "auf Norderney"),
        ("Insel Poel", "auf der Insel Poel"), ("Hallig Hooge", "auf der Hallig Hooge"), ("Amberg", "in Amberg"),
        ("Am Mellensee", "in der Gemeinde Am Mellensee"), ("Amt Neuhaus", "in der Gemeinde Amt Neuhaus"),
    ],
)  # fmt: skip
def test_each_place_has_its_preposition(name, said) -> None:
    assert at_place(name) == said


def test_islands_are_municipalities_of_our_table() -> None:
    with (Path(__file__).parents[2] / "listings/data/municipalities.csv").open() as table:
        assert {row["name"] for row in csv.DictReader(table)} >= ISLANDS
