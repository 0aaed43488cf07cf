"""Home, office, languages: stated or nothing."""

import pytest

from listings.normalise.language import read_languages
from listings.normalise.work_mode import read_work_mode


@pytest.mark.parametrize(
    ("title", "text", "mode"),
    [
        ("Agent (100 % Remote)", "", "remote"),
        ("Agent im Homeoffice", "", "remote"),
        ("Agent", "Bis zu 3 Tage Homeoffice pro Woche", "hybrid"),
        ("Agent", "Mobiles Arbeiten ist möglich", "hybrid"),
        ("Agent", "Du kannst vollständig von zu Hause arbeiten.", "remote"),
        ("Agent", "Kein Homeoffice möglich", "onsite"),
        ("Agent", "Dies ist keine Remote-Stelle.", "onsite"),
        ("Agent", "Remote-Support für unsere Kunden per Fernwartung", None),
        ("Agent", "Betreuung der Kunden vor Ort", None),
        ("Agent", "Zuschuss zur Homeoffice-Ausstattung", None),
        ("Agent", "Erfahrung mit hybriden Cloud-Umgebungen", None),
        ("Agent", "", None),
    ],
)
def test_work_mode(title: str, text: str, mode: str | None) -> None:
    assert read_work_mode(title, text) == mode


@pytest.mark.parametrize(
    ("title", "text", "asked", "optional"),
    [
        ("", "Sehr gute Deutsch- und Englischkenntnisse in Wort und Schrift", "de en", ""),
        ("", "Gute Deutschkenntnisse, Türkisch von Vorteil", "de", "tr"),
        ("", "Deutsch fließend, idealerweise auch Polnisch oder Russisch", "de", "pl ru"),
        ("Kundenberater mit Niederländisch (m/w/d)", "", "nl", ""),
        ("Customer Service Agent - French speaking", "", "fr", ""),
        ("", "Wir arbeiten für die Deutsche Bank in ganz Deutschland.", "", ""),
        ("", "Kunden im deutschsprachigen Raum", "", ""),
        ("", "Kostenlose Englischkurse und Sprachkurse in Spanisch", "", ""),
        ("", "Deutschkenntnisse sind nicht erforderlich", "", ""),
        ("", "Fluent German and English are required", "de en", ""),
    ],
)
def test_languages(title: str, text: str, asked: str, optional: str) -> None:
    found = read_languages(title, text)
    assert (found.asked, found.optional) == (set(asked.split()), set(optional.split()))


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Deutsch (mindestens C1), Englisch B2", {"de": "C1", "en": "B2"}),
        ("Deutsch auf Muttersprachniveau", {"de": "native"}),
        ("Deutschkenntnisse B2-C1", {"de": "B2"}),
        ("Gute Deutschkenntnisse und Führerschein Klasse B", {}),
    ],
)
def test_levels_only_where_stated(text: str, levels: dict[str, str]) -> None:
    assert read_languages("", text).levels == levels


def test_languages_list_asked_and_welcome_ones() -> None:
    assert list(read_languages("", "Deutsch fließend, Englisch von Vorteil")) == ["de", "en"]
