"""Titles cleaned, compared, and judged."""

import pytest

from listings.normalise.field_of_work import Answer, judge
from listings.normalise.sector import read_sector
from listings.normalise.title import clean_title, fold, is_placeholder, title_key


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Kundenberater &amp; Agent <b>neu</b>", "Kundenberater & Agent neu"),
        ("KUNDENBERATER (M/W/D) IM SERVICE - REF. 4711", "Kundenberater (m/w/d) im Service"),
        ("Agent (Job-ID: R-2024-123)", "Agent"),
        ("Sachbearbeiter:in | 884512", "Sachbearbeiter:in"),
        ("Ausbildung Dialogmarketing 2027", "Ausbildung Dialogmarketing 2027"),
        ("Leitung Service bis 48.000", "Leitung Service bis 48.000"),
    ],
)
def test_clean_titles(raw: str, clean: str) -> None:
    assert clean_title(raw) == clean


@pytest.mark.parametrize(
    "title",
    [
        "Kundenberater (m/w/d)",
        "Kundenberater:in",
        "Kundenberater*in (gn)",
        "KundenberaterIn",
        "Kundenberater/in (w/m/x)",
    ],
)
def test_one_key_for_all_genders(title: str) -> None:
    assert title_key(title) == "kundenberater"


def test_fold() -> None:
    assert fold("Störungsannahme Köln-Weiß") == "stoerungsannahme koeln-weiss"


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        ("Initiativbewerbung (m/w/d)", True),
        ("Talent Pool Customer Service", True),
        ("Copy of Kundenberater", True),
        ("Test", True),
        ("Teststelle bitte ignorieren", True),
        ("Test Manager Kundenportal", False),
        ("Kundenberater", False),
    ],
)
def test_placeholders(title: str, is_one: bool) -> None:
    assert is_placeholder(title) is is_one


@pytest.mark.parametrize(
    "title",
    [
        "Call Center Agent (m/w/d)", "Kundenbetreuerin", "Teamleiter Kundenservice", "Telesales Agent", "Helpdesk-Mitarbeiter",
        "Customer Success Manager", "Sachbearbeiter Reklamation", "Mitarbeiter Back-Office", "User Help Desk 1st Level",
        "Ausbildung Kaufleute für Dialogmarketing", "Vertriebsinnendienst (m/w/d)", "Technischer Support Mitarbeiter",
        "Customer Service Representative - German", "Werkstudent Kundensupport",
    ],
)  # fmt: skip
def test_customer_service_titles(title: str) -> None:
    assert judge(title, "").answer is Answer.YES


@pytest.mark.parametrize(
    "title",
    [
        "Kundendiensttechniker (m/w/d)", "Kundendienstmonteur SHK", "Senior Java Developer", "Pflegefachkraft", "LKW-Fahrer",
        "Koch", "Lagermitarbeiter", "Vertriebsmitarbeiter im Außendienst", "Online Marketing Manager", "HR Business Partner",
        "Finanzbuchhalter", "Field Service Engineer", "Support Engineer im Außendienst",
    ],
)  # fmt: skip
def test_other_work(title: str) -> None:
    verdict = judge(title, "Du bist im Kundenkontakt und hilfst am Telefon.")
    assert verdict.answer is Answer.NO and verdict.reason


@pytest.mark.parametrize(
    ("title", "answer"),
    [
        ("Koch? Werde Kundenberater am Telefon!", Answer.YES),
        ("Kundenservice Mitarbeiter für Handwerker und Servicetechniker", Answer.YES),
        ("Kundenhotline HR-Software", Answer.YES),
        ("Customer Service Rep ($21/hr)", Answer.YES),
        ("Customer Service / Office Administration", Answer.YES),
        ("Recruiter für Callcenter", Answer.NO),
        ("Entwickler Contact-Center-Software", Answer.NO),
        ("Mechatroniker im Kundendienst", Answer.NO),
        ("Buchhalter mit Kundenkontakt", Answer.NO),
        ("Servicemitarbeiter Restaurant", Answer.NO),
        ("Servicemitarbeiter", Answer.DOUBT),
        ("Kundenberater im Autohaus", Answer.DOUBT),
        ("Helpdesk und Systemadministration", Answer.DOUBT),
        ("Vertrieb Innendienst und Außendienst", Answer.DOUBT),
    ],
)
def test_other_work_beside_the_service_word(title: str, answer: Answer) -> None:
    assert judge(title, "").answer is answer


def test_a_word_for_many_trades_is_settled_by_the_text() -> None:
    assert judge("Servicemitarbeiter", "Im Inbound nimmst du Anrufe an und klärst Reklamationen.").answer is Answer.YES
    assert judge("Servicemitarbeiter", "Du hilfst, wo es nötig ist.").answer is Answer.DOUBT


def test_a_silent_title_with_a_hint_in_the_text_is_a_doubt() -> None:
    assert judge("Assistenz (m/w/d)", "Gelegentlich beantwortest du Kundenanfragen.").answer is Answer.DOUBT


def test_the_category_of_the_source_counts() -> None:
    assert judge("Agent (m/w/d)", "Du hilfst gern.", ["customer_service_and_support"]).answer is Answer.YES


@pytest.mark.parametrize(
    ("text", "employer", "sector"),
    [
        ("", "Stadtwerke Musterstadt GmbH", "energy"),
        ("", "Muster Versicherung AG", "insurance"),
        ("", "Beispiel Zeitarbeit GmbH", "staffing"),
        ("Wir sind ein Logistikunternehmen. Du beantwortest Fragen zur Sendungsverfolgung unserer Spedition.", "Muster GmbH", "logistics"),
        ("Wir suchen dich.", "Muster GmbH", "other"),
    ],
)  # fmt: skip
def test_sectors(text: str, employer: str, sector: str) -> None:
    assert read_sector("Kundenberater", text, employer) == sector
