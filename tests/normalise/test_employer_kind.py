"""Who would sign the contract, and who only sounds like an agency."""

import pytest

from listings.normalise.contract import find_contract
from listings.normalise.employer_kind import find_employer_kind


@pytest.mark.parametrize(
    ("employer", "text", "kind"),
    [
        ("Lenne Zeitarbeit GmbH", "Wir suchen dich für die Hotline.", "staffing"),
        ("Muster Personaldienstleistungen GmbH", "", "staffing"),
        ("Ruhr Personalservice GmbH & Co. KG", "", "staffing"),
        ("Personalservice Volme", "", "staffing"),
        ("Volme Personal GmbH", "", "staffing"),
        ("Musterfirma GmbH", "Die Anstellung erfolgt im Rahmen der Arbeitnehmerüberlassung.", "staffing"),
        ("Lenne Zeitarbeit GmbH", "Du wirst in Direktvermittlung beim Kunden eingestellt.", "recruiter"),
        ("Lenne Zeitarbeit GmbH", "Zeitarbeit oder Direktvermittlung, ganz wie du magst.", "staffing"),
        ("Personalberatung Muster", "", "recruiter"),
        ("Hönne Executive Search AG", "", "recruiter"),
        ("Muster GmbH", "Im Auftrag unseres Kunden, einer Bank, suchen wir Berater.", "recruiter"),
        ("Muster GmbH", "Für unseren Mandanten in Hagen suchen wir eine Teamleitung.", "recruiter"),
        ("Muster GmbH", "Unser Kunde ist ein Energieversorger mit Sitz in Unna.", "recruiter"),
        ("Muster GmbH", "Du erhältst eine Direktanstellung bei unserem Kunden.", "recruiter"),
        ("Callcenter Sauerland GmbH", "", "outsourcer"),
        ("Contact-Center Muster AG", "Für unseren Kunden, eine Versicherung, suchen wir Agenten.", "outsourcer"),
        ("Muster GmbH", "Als Kundenservice-Dienstleister telefonieren wir für viele Marken.", "outsourcer"),
        ("Muster GmbH", "Du betreust die Endkunden unserer namhaften Auftraggeber.", "outsourcer"),
        ("Muster GmbH", "Für einen großen Energieversorger startet ein neues Projekt im Kundendialog.", "outsourcer"),
    ],
)
def test_agencies_and_service_companies(employer: str, text: str, kind: str) -> None:
    found, words = find_employer_kind("Kundenberater", text, employer, find_contract("Kundenberater", text))
    assert (found, bool(words)) == (kind, True)


@pytest.mark.parametrize(
    ("employer", "text"),
    [
        ("Musterbank AG, Personalservice", "Unsere Abteilung betreut die Beschäftigten der Bank."),
        ("Sparkasse Volmetal Kundenservice GmbH", "Wir beraten die Kunden der Sparkasse."),
        ("Stadtwerke Muster Service-Center GmbH", "Wir helfen bei Fragen zur Rechnung."),
        ("Volksbank Callcenter GmbH", "Wir sind die Stimme der Bank."),
        ("Muster Kundenservice GmbH", "Wir beraten die Kunden unserer Muttergesellschaft."),
        ("Muster GmbH", "Bei uns ist der Kunde König, und für unsere Kunden suchen wir die beste Lösung."),
        ("Muster GmbH", "Unser Kunde ist König."),
        ("Muster GmbH", "Keine Zeitarbeit, keine Personalvermittlung: Du unterschreibst bei uns."),
        ("Muster GmbH", "Anfragen von Personalvermittlern bleiben ohne Antwort."),
        ("Muster GmbH", "Erfahrung bei einem Callcenter-Dienstleister ist willkommen."),
        ("Muster GmbH", "Du steuerst unsere Callcenter-Dienstleister."),
        ("Muster GmbH", "Als Full-Service-Dienstleister drucken wir Kataloge."),
        ("Muster GmbH", "Aufträge unserer Kunden erfasst du im System."),
    ],
)
def test_employers_that_hire_for_themselves(employer: str, text: str) -> None:
    assert find_employer_kind("Kundenberater", text, employer, find_contract("", text)) == ("direct", "")
