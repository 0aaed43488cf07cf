"""Percentages on top of the pay, read only where it is clear what they are for."""

import pytest

from listings.normalise.surcharge import find_surcharges


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Wir zahlen 25 % Nachtzuschlag und 50 % Sonntagszuschlag.", {"night": 25, "sunday": 50}),
        ("Zuschläge: Nacht 25 %, Sonntag 50 %, Feiertag 100 %", {"night": 25, "sunday": 50, "holiday": 100}),
        ("Zuschläge für Nacht- (25&nbsp;%), Sonntags- (50 %) und Feiertagsarbeit (125 %)", {"night": 25, "sunday": 50, "holiday": 125}),
        ("<li>Sonn- und Feiertagszuschlag 50%</li><li>30 Tage Urlaub</li>", {"sunday": 50, "holiday": 50}),
        ("Dazu gibt es Zuschläge: 25 % für die Nacht, 50 % an Sonntagen und 125 % an Feiertagen.", {"night": 25, "sunday": 50, "holiday": 125}),
        ("Für Samstage gibt es 25 % Zuschlag, er kommt obendrauf.", {"saturday": 25}),
        ("Nachtschichtzuschlag in Höhe von 12,5 Prozent", {"night": 12.5}),
        ("Nachtzuschlag 25 % (23-6 Uhr) und Feiertagszuschlag 100 %", {"night": 25, "holiday": 100}),
        ("Spätzuschlag 15 %, Nachtzuschlag 30 %", {"night": 30}),
    ],
)  # fmt: skip
def test_stated_surcharges_are_read(text, stated) -> None:
    assert {kind: percent for kind, (percent, _) in find_surcharges("", text).items()} == stated


@pytest.mark.parametrize(
    "text",
    [
        "50 % Mitarbeiterrabatt, Nacht- und Sonntagszuschläge", "bis zu 150 % Zuschlag an Feiertagen",
        "Nachtzuschläge von 25-40 %", "Attraktive Zuschläge für Nacht- und Wochenendarbeit", "Nachtzuschläge, 100 % Homeoffice",
        "Altersvorsorge mit 100 % Zuschlag", "Keine Nachtzuschläge, Sonntag 50 %", "Zuschläge für Nachtarbeit, 100 % Übernahme Ticket",
        "Nachtzuschlag 25 %. Später Nachtzuschlag 40 %.", "Zuschläge: Nacht 25 % 50 %", "Nachtzuschlag 250 %",
    ],
)  # fmt: skip
def test_what_is_not_clear_is_not_read(text) -> None:
    assert find_surcharges("", text) == {}
