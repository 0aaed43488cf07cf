"""No text makes a rule slow: repeated patterns of full length are read within a second each."""

import time
from collections.abc import Callable

from listings.normalise import (
    contract,
    employer_kind,
    employment,
    entry,
    field_of_work,
    language,
    markup,
    place_text,
    salary,
    sector,
    segments,
    shift,
    shift_hours,
    surcharge,
    title,
    weekly_hours,
    work_mode,
)

LENGTH = 60_000
PIECES = (
    "a", " ", "1", "1.", "1 ", "1,", "€", "1€ ", "10-", "9 bis ", "a-", "ä ", "-", "<", "<p", "&amp;", "(", "((", ", ", ". ",
    "\n", "- \n", "kein ", "ohne ", "nicht ", "keine a ", "schicht", "Schicht ", "Früh- und ", "früh-/", "Wochenende ",
    "Mo-Sa ", "8-17 Uhr ", "Zuschlag für ", "flexible ", "Arbeitszeit ", "gleit", "Homeoffice ", "remote ", "100 % ",
    "vor Ort ", "Deutsch ", "Deutsch- und ", "Englisch, ", "C1 ", "deutsch", "von Vorteil ", "Vollzeit ", "Teilzeit ",
    "40 Std", "20 Stunden ", "befristet ", "Ausbildung ", "im Auftrag unseres ", "für unseren ", "Kunden ", "Gehalt ",
    "ab 1.000 ", "1.000 € ", "zwischen ", "10 x ", "k ", "Personal ", "GmbH ", "www.", "a@", "_", "*", "**", "¿", "„",
    "25 % Nachtzuschlag, ", "Sonn- und ", "ein Tag ", "nicht möglich ", "planung der ", "läuft im ", "Schichten selbst ",
)  # fmt: skip
READERS: dict[str, Callable[[str], object]] = {
    "segments": segments.segments,
    "salary": lambda text: salary.read_salary("", text),
    "shifts": lambda text: shift.find_shifts("", text),
    "hours": lambda text: shift_hours.find_work_hours("", text),
    "employment": lambda text: employment.find_employment("", text),
    "weekly hours": lambda text: weekly_hours.find_weekly_hours("", text),
    "surcharges": lambda text: surcharge.find_surcharges("", text),
    "contract": lambda text: contract.find_contract("", text),
    "entry": lambda text: entry.find_entry("", text),
    "work mode": lambda text: work_mode.find_work_mode("", text),
    "languages": lambda text: language.read_languages("", text),
    "sector": lambda text: sector.find_sector("", text, "Muster GmbH"),
    "employer kind": lambda text: employer_kind.find_employer_kind("", text, "Muster GmbH", {}),
    "field of work": lambda text: field_of_work.judge("Kundenberater", text),
    "clean html": markup.clean_html,
    "plain text": markup.plain_text,
    "title": lambda text: title.title_key(title.clean_title(text[:2000])),
    "place": lambda text: place_text.read_place(text[:2000]),
    "name": lambda text: employer_kind.kind_of_name(text[:200]),
}


def test_hostile_text_is_read_in_linear_time() -> None:
    slow = {}
    for number, piece in enumerate(PIECES):
        pattern = piece if number % 2 else piece + PIECES[number - 1]
        text = ("<ul><li>" * (number % 3 == 0) + pattern * (LENGTH // len(pattern) + 1))[:LENGTH]
        for name, reader in READERS.items():
            started = time.process_time()
            reader(text)
            taken = time.process_time() - started
            if taken > 1:
                slow[name, pattern] = round(taken, 1)
    assert not slow
