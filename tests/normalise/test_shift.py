"""Working times count when the job has them, not when the word merely occurs."""

from datetime import time

import pytest

from listings.normalise.shift import read_day_hours, read_shifts


@pytest.mark.parametrize(
    ("text", "shifts"),
    [
        ("Du arbeitest im Wechsel in Früh- und Spätschicht.", "early late rotating"),
        ("Einsatz in der Frühschicht", "early"),
        ("Frühdienst oder Tagdienst nach Absprache", "early day"),
        ("Nachtdienste gehören dazu.", "night"),
        ("Schichtdienst inklusive Wochenenden", "rotating weekend"),
        ("3-Schicht-System", "rotating"),
        ("Bereitschaft zur Schichtarbeit", "rotating"),
        ("Vollkontischicht", "rotating"),
        ("Arbeiten nach Schichtplan", "rotating"),
        ("Mo-Fr 8-16:30 Uhr", "day"),
        ("Arbeitszeit: 07:30 - 16:00 Uhr", "day"),
        ("Arbeitszeit: Montag bis Samstag 8 bis 18 Uhr", "weekend"),
        ("Gelegentliche Samstagsarbeit", "weekend"),
        ("Deine Arbeitszeit liegt zwischen 22 und 6 Uhr.", "night"),
        ("Keine Schichtarbeit", "day"),
        ("Gleitzeit mit Kernzeit von 9 bis 15 Uhr", "flexible"),
        ("Flexible und familienfreundliche Arbeitszeiten", "flexible"),
        ("Du teilst dir deine Arbeitszeit frei ein.", "flexible"),
        ("Vertrauensarbeitszeit", "flexible"),
        ("Keine Schicht- oder Wochenendarbeit, dafür Gleitzeit", "day flexible"),
        ("Keine Nachtschichten, sondern nur Früh- und Spätdienst", "early late rotating"),
    ],
)
def test_stated_working_times(text: str, shifts: str) -> None:
    assert read_shifts("Kundenberater", text) == set(shifts.split())


@pytest.mark.parametrize(
    "text",
    [
        "Zuschläge für Nacht-, Sonn- und Feiertagsarbeit",
        "Schichtzulagen und 30 Tage Urlaub",
        "Du planst die Schichten deines Teams.",
        "Wir sind ein Unternehmen mit Geschichte.",
        "Erfahrung in der Beschichtung von Oberflächen",
        "Alle Wochenenden sind frei.",
        "Keine Wochenendarbeit",
        "Ohne Nacht- und Wochenenddienst",
        "Unsere Hotline ist Mo-Sa von 8-20 Uhr erreichbar.",
        "Öffnungszeiten: Montag bis Samstag 9 bis 20 Uhr",
        "Du bist flexibel und belastbar.",
        "Flexibles Arbeiten im Büro oder von zu Hause",
        "Montag bis Freitag",
        "Geregelte Arbeitszeiten",
        "Weihnachtsfeier und Übernachtung im Hotel",
        "Rückfragen unter 02331 5555, Mo-Fr 9-15 Uhr",
        "",
    ],
)
def test_words_that_state_no_working_time(text: str) -> None:
    assert read_shifts("Kundenberater", text) == set()


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Arbeitszeit: Mo-Fr 7 bis 15:30 Uhr", (time(7), time(15, 30))),
        ("Du arbeitest von 8:00 - 17:00 Uhr.", (time(8), time(17))),
        ("Früh 6-14 Uhr, spät 14-22 Uhr", None),
        ("Gleitzeit zwischen 6 und 20 Uhr", None),
        ("Telefonisch erreichbar von 9 bis 15 Uhr", None),
        ("", None),
    ],
)
def test_daily_hours_only_when_unambiguous(text: str, hours: tuple[time, time] | None) -> None:
    assert read_day_hours("", text) == hours
