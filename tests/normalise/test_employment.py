"""Hours, contract and career step are three things."""

import pytest

from listings.normalise.contract import read_contract
from listings.normalise.employment import employment_of_words, is_volunteer, read_employment
from listings.normalise.entry import read_entry
from listings.normalise.weekly_hours import read_weekly_hours


@pytest.mark.parametrize(
    ("title", "text", "employment"),
    [
        ("Agent in Voll- oder Teilzeit", "", "full_time part_time"),
        ("Agent", "Teilzeit (20-30 Std./Woche)", "part_time"),
        ("Agent", "38,5-Stunden-Woche", "full_time"),
        ("Agent", "20 bis 40 Stunden pro Woche", "full_time part_time"),
        ("Agent", "30 Tage Urlaub bei Vollzeit", ""),
        ("Agent", "Keine Teilzeit möglich, nur Vollzeit", "full_time"),
        ("Aushilfe als Minijob", "bis zu 10 Stunden pro Woche", "minijob"),
        ("Werkstudent im Kundenservice", "20 Std./Woche", "working_student"),
        ("Agent", "Erste Erfahrung, gern als Werkstudent gesammelt", ""),
        ("Ausbildung Kaufleute für Dialogmarketing", "", "apprenticeship"),
        ("Agent", "Du hast eine abgeschlossene kaufmännische Ausbildung.", ""),
        ("Ausbildungsleiter (m/w/d)", "", ""),
        ("Praktikum im Kundenservice", "", "internship"),
        ("Agent", "Leitung von 40 Stunden Training am Stück", ""),
    ],
)
def test_employment_forms(title: str, text: str, employment: str) -> None:
    assert read_employment(title, text) == set(employment.split())


@pytest.mark.parametrize(
    ("text", "contract"),
    [
        ("Unbefristeter Arbeitsvertrag", "permanent"),
        ("Die Stelle ist auf zwei Jahre befristet.", "limited"),
        ("Elternzeitvertretung bis 31.12.2027", "limited"),
        ("Befristet mit Option auf unbefristete Übernahme", "limited"),
        ("Im Rahmen der Arbeitnehmerüberlassung", "agency"),
        ("Keine Zeitarbeit, Direktvermittlung in Festanstellung", ""),
        ("Die Befristung entfällt nach der Einarbeitung.", ""),
    ],
)
def test_contracts(text: str, contract: str) -> None:
    assert read_contract("", text) == set(contract.split())


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("40 Std./Woche", (40, 40)),
        ("38,5-Stunden-Woche", (38.5, 38.5)),
        ("Teilzeit mit 20 bis 30 Stunden", (20, 30)),
        ("mindestens 25 Stunden pro Woche", (25, None)),
        ("Hotline 24 Stunden am Tag", (None, None)),
        ("38 Stunden/Monat", (None, None)),
    ],
)
def test_weekly_hours(text: str, hours: tuple[float | None, float | None]) -> None:
    assert read_weekly_hours("", text) == hours


@pytest.mark.parametrize(
    ("words", "employment", "contract"),
    [
        (["FULL_TIME", "PART_TIME"], "full_time part_time", ""),
        (["Vollzeit, Festanstellung"], "full_time", "permanent"),
        (["permanent"], "", "permanent"),
        (["befristet", "unbefristet"], "", "limited permanent"),
        (["Trainee"], "full_time", ""),
        (["Werkstudent"], "working_student", ""),
        (["VOLUNTEER"], "", ""),
        (["full-or-part-time"], "full_time part_time", ""),
        (["INTERN"], "internship", ""),
        (["irgendwas"], "", ""),
    ],
)
def test_words_of_feeds(words: list[str], employment: str, contract: str) -> None:
    assert employment_of_words(words) == (set(employment.split()), set(contract.split()))


def test_volunteers_are_no_staff() -> None:
    assert is_volunteer("Beratung am Telefon (Ehrenamt)", [])
    assert is_volunteer("Berater", ["VOLUNTEER"])
    assert not is_volunteer("Ehrenamtskoordinator (m/w/d)", ["FULL_TIME"])


@pytest.mark.parametrize(
    ("text", "is_welcome"),
    [
        ("Quereinsteiger sind willkommen", True),
        ("Auch ohne Vorkenntnisse möglich", True),
        ("Eine Ausbildung ist nicht erforderlich", True),
        ("Für Quereinsteiger leider nicht geeignet", False),
        ("Ein Quereinstieg ist nicht möglich", False),
        ("Abgeschlossene Ausbildung", False),
    ],
)
def test_entry_for_career_changers(text: str, is_welcome: bool) -> None:
    assert read_entry("", text) is is_welcome


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("Erfahrung am Telefon ist schön, aber kein Muss.", True),
        ("Vorwissen brauchst du keins.", True),
        ("Fachkenntnisse setzen wir nicht voraus.", True),
        ("Auch Umsteiger aus einer anderen Branche lernen wir an.", True),
        ("Was du bisher gemacht hast, ist uns egal.", True),
        ("Du musst kein Profi sein.", True),
        ("Erfahrung am Telefon ist ein Muss.", False),
        ("Du hast eine kaufmännische Ausbildung und Erfahrung.", False),
    ],
)
def test_who_knows_nothing_of_the_work_yet_is_welcome(text: str, is_open: bool) -> None:
    assert read_entry("", text) is is_open
