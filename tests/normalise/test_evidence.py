"""Every value is read together with the words it was read from."""

import pytest

from listings.normalise import contract, employment, entry, shift, shift_hours, weekly_hours, work_mode
from listings.normalise.evidence import Evidence
from listings.normalise.language import read_languages
from listings.normalise.sector import find_sector
from listings.normalise.segments import QUOTE, Gate, quote
from listings.vocabulary import Contract, Employment, Origin, Sector, ShiftType, WorkMode

TEXT = """Das bieten wir:
- Frühdienst ab 6 Uhr oder Spätdienst bis 22 Uhr
- Teilzeit mit 25 Stunden pro Woche, unbefristet
- An zwei Tagen arbeitest du im Homeoffice
Das bringst du mit:
- Sehr gutes Deutsch (C1), Polnisch von Vorteil
- Quereinsteiger sind willkommen"""


def test_values_come_with_their_words() -> None:
    shifts = shift.find_shifts("", TEXT)
    assert shifts == dict.fromkeys((ShiftType.EARLY, ShiftType.LATE), "Frühdienst ab 6 Uhr oder Spätdienst bis 22 Uhr")
    weekly = "Teilzeit mit 25 Stunden pro Woche, unbefristet"
    assert employment.find_employment("", TEXT) == {Employment.PART_TIME: weekly}
    assert contract.find_contract("", TEXT) == {Contract.PERMANENT: weekly}
    assert weekly_hours.find_weekly_hours("", TEXT) == (25, 25, weekly)
    assert work_mode.find_work_mode("", TEXT) == (WorkMode.HYBRID, "An zwei Tagen arbeitest du im Homeoffice")
    assert entry.find_entry("", TEXT) == "Quereinsteiger sind willkommen"
    spoken = read_languages("", TEXT)
    assert spoken.words == dict.fromkeys(("de", "pl"), "Sehr gutes Deutsch (C1), Polnisch von Vorteil")
    assert spoken.levels == {"de": "C1"}


def test_the_words_of_a_language_are_those_with_the_level() -> None:
    spoken = read_languages("", "Gute Deutschkenntnisse\nDeutsch mindestens B2")
    assert spoken.words == {"de": "Deutsch mindestens B2"}


def test_what_is_denied_is_not_quoted() -> None:
    found = shift.find_shifts("", "Keine Nachtschicht. Im Sommer arbeitest du im Spätdienst.")
    assert found == {ShiftType.LATE: "Im Sommer arbeitest du im Spätdienst."}


def test_working_hours_and_trade_have_words_too() -> None:
    hours = shift_hours.find_work_hours("", "Du arbeitest Mo-Fr von 8 bis 16 Uhr.")
    assert hours and hours[1] == "Du arbeitest Mo-Fr von 8 bis 16 Uhr."
    assert find_sector("", "", "Stadtwerke Musterstadt") == (Sector.ENERGY, "Stadtwerke Musterstadt")
    text = "Unsere Spedition fährt für den Handel.\nDie Logistik plant, die Spedition fährt, die Disposition hilft."
    trade, words = find_sector("Kundenberater", text, "Muster GmbH")
    assert (trade, words) == (Sector.LOGISTICS, "Unsere Spedition fährt für den Handel.")


@pytest.mark.parametrize("at", [0, 7, 20, 39])
def test_long_sentences_are_cut_between_words_around_the_phrase(at: int) -> None:
    words = [f"Wortnummer{number}" for number in range(40)]
    words[at] = "Frühdienst"
    cut = quote(" ".join(words), "Frühdienst")
    assert "Frühdienst" in cut and len(cut) <= QUOTE
    assert set(cut.strip("… ").split()) <= set(words)
    assert cut.startswith("… ") == (at > 4) and cut.endswith(" …") == (at < 35)


def test_a_short_sentence_stays_whole() -> None:
    assert quote("Wir  bieten Frühdienst.", "Frühdienst") == "Wir bieten Frühdienst."
    assert len(quote("x" * 500, "x")) <= QUOTE


def test_a_gate_lets_lines_with_a_stem_through_in_their_order() -> None:
    gate = Gate("dienst", "schicht")
    passed = gate.lines("Agent im Spätdienst", "Wir sind nett.\nFRÜHSCHICHT\nDienst und Schicht")
    assert [line.text for line in passed] == ["Agent im Spätdienst", "FRÜHSCHICHT", "Dienst und Schicht"]
    assert [line.is_title for line in passed] == [True, False, False]


def test_what_is_said_first_stays() -> None:
    known = Evidence()
    known.add("shifts", Origin.STRUCTURED, {ShiftType.LATE: ""})
    known.add("shifts", Origin.TEXT, {ShiftType.LATE: "Spätdienst", ShiftType.EARLY: "Frühdienst"})
    assert known.values("shifts") == ["early", "late"]
    assert known.notes["shifts"]["late"] == {"origin": "structured", "words": ""}
    assert known.values("contract") == []
