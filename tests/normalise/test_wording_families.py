"""Families of wordings: each line stands for many that differ by a word, beside the lines that only look like them."""

import pytest

from listings.normalise.employment import read_contract, read_employment
from listings.normalise.language import read_languages
from listings.normalise.salary import read_salary
from listings.normalise.segments import segments
from listings.normalise.shift import read_shifts
from listings.normalise.work_mode import read_work_mode


@pytest.mark.parametrize(
    ("text", "shifts"),
    [
        ("Arbeitszeiten: Mo-Fr 8-20 Uhr, Sa 9-16 Uhr", "weekend"),
        ("Sa + So je sechs Stunden", "weekend"),
        ("Mo.-Fr.: 9h-17h", "day"),
        ("Einsatzzeit: 6:00-22:00 Uhr, 7 Tage die Woche", "weekend"),
        ("an 7 Tagen in der Woche von 8 bis 22 Uhr", "weekend"),
        ("Zwei Samstage im Monat gehören dazu.", "weekend"),
        ("Fünf-Tage-Woche einschließlich Wochenenden und Feiertagen", "weekend"),
        ("Besetzung der Hotline samstags im Wechsel mit den Kollegen", "weekend"),
        ("Studentenjob am Wochenende", "weekend"),
        ("Freitags ab 13 Uhr Wochenende!", ""),
        ("Infotag am Samstag von 10 bis 14 Uhr", ""),
        ("Unsere Läden sind Mo-Sa von 9-20 Uhr offen", ""),
        ("Du bist offen für Einsätze am Samstag.", "weekend"),
        ("Wir sind 7 Tage die Woche von 8 bis 22 Uhr für unsere Kunden da.", ""),
        ("Besuchszeiten Mo-Fr 9-12 Uhr", ""),
        ("Schicht- und Wochenendarbeit sind für dich selbstverständlich.", "rotating weekend"),
        ("Bereitschaft zu Schicht-, Nacht- und Feiertagsdiensten", "night rotating weekend"),
        ("Schichten von 6 bis 14 und 14 bis 22 Uhr", "rotating"),
        ("Einsatz in Tag- und Nachtschicht", "day night rotating"),
        ("Du bist schichttauglich.", "rotating"),
        ("Conti-Schicht", "rotating"),
        ("12-Stunden-Schichten", "rotating"),
        ("Vollzeit, Schicht", "rotating"),
        ("frühe und späte Schichten", "early late rotating"),
        ("Du hast kein Problem mit Schichtarbeit und arbeitest auch gern nachts.", "night rotating"),
        ("Keine Nachtschichten, nur Früh- und Spätschicht", "early late rotating"),
        ("Nie wieder Schicht!", "day"),
        ("Schichtfrei arbeiten", "day"),
        ("Koordination der Früh- und Spätschicht", ""),
        ("Leitung der Abteilung im Schichtdienst", "rotating"),
        ("Schicht- und Teamleiter unterstützen dich.", ""),
        ("Den Rest der Woche teilst du dir frei ein.", "flexible"),
        ("Teilzeit mit frei wählbaren Arbeitszeiten", "flexible"),
        ("Deine Wunscharbeitszeiten stimmen wir mit dir ab.", "flexible"),
        ("Arbeitszeitkonto und Gleittage", "flexible"),
        ("variable Arbeitszeiten", "flexible"),
        ("Lebensphasenorientierte Arbeitszeitmodelle", "flexible"),
        ("Arbeitsbeginn flexibel zwischen 7 und 9 Uhr", "flexible"),
        ("Deine Schichten kannst du frei wählen.", "flexible"),
        ("flexible Schichtplanung nach deinen Wünschen", "flexible"),
        ("Arbeitszeitsouveränität", "flexible"),
        ("zeit- und ortsflexibles Arbeiten", "flexible"),
        ("Deine Arbeitszeiten bestimmst du.", "flexible"),
        ("eigenverantwortliche Zeiteinteilung", "flexible"),
        ("Du bist flexibel in deinen Arbeitszeiten.", ""),
        ("Bei uns bist du flexibel in deinen Arbeitszeiten.", "flexible"),
        ("Arbeite dann, wenn es dir passt.", "flexible"),
        ("Flexible Arbeits- und Pausenzeiten", "flexible"),
        ("Arbeitszeit von Montag bis Sonntag im Rahmen der Öffnungszeiten", "weekend"),
        ("Melde dich Mo-Fr zwischen 9 und 16 Uhr bei uns.", ""),
        ("Wir freuen uns auf deinen Anruf von 8 bis 18 Uhr!", ""),
        ("Eine Woche Früh-, eine Woche Spätschicht", "early late rotating"),
        ("Früh- und/oder Spätdienst", "early late"),
        ("Nachttätigkeit", "night"),
        ("wechselnde Dienste", "rotating"),
        ("Mo-Fr ab 14 Uhr, Sa ab 9 Uhr", "weekend"),
        ("Einsatz am Donnerstag, Freitag und Samstag", "weekend"),
        ("Freitag und Samstag haben wir geschlossen.", ""),
        ("zwei freie Wochenenden im Monat", "weekend"),
        ("flexible Arbeitszeiten an 7 Tagen", "flexible weekend"),
        ("Schluss mit Schichtarbeit!", "day"),
        ("Wir arbeiten nicht in Schichten.", "day"),
        ("keinerlei Schichtarbeit", "day"),
        ("Nicht nur in Schichten arbeiten wir.", "rotating"),
        ("Früh-Spät-Wechsel", "early late rotating"),
        ("F/S/N-Schicht", "rotating"),
        ("rotierende Schichten", "rotating"),
        ("Du bestimmst selbst, wann du startest.", "flexible"),
        ("Teilzeit, flexibel einteilbar", "flexible"),
        ("Sie planen die Nachtschichten Ihres Teams.", ""),
        ("Überwachung des Schichtbetriebs", ""),
        ("Auftakt am 3. Mai von 10 bis 16 Uhr", ""),
        ("Die Schulung findet Mo-Fr von 9-17 Uhr statt.", ""),
    ],
)
def test_when_people_work(text: str, shifts: str) -> None:
    assert read_shifts("", text) == set(shifts.split())


@pytest.mark.parametrize(
    ("title", "text", "forms", "contracts"),
    [
        ("Sachbearbeiter (m/w/d) 50%", "", "part_time", ""),
        ("Kundenberater (m/w/d) 80-100 %", "", "full_time part_time", ""),
        ("Kundenberater (m/w/d) - 50 % Homeoffice", "", "", ""),
        ("Verkauf mit bis zu 30 % Rabatt", "", "", ""),
        ("", "mit 65 % der regelmäßigen Arbeitszeit", "part_time", ""),
        ("", "30 % der Arbeitszeit verbringst du beim Kunden", "", ""),
        ("", "Beschäftigungsumfang von 100 %", "full_time", ""),
        ("", "1,0 VZÄ", "full_time", ""),
        ("", "0,5 VZÄ", "part_time", ""),
        ("", "Stelle (75%)", "part_time", ""),
        ("", "Ganztagsstelle", "full_time", ""),
        ("", "4-Tage-Woche mit 36 Stunden", "full_time", ""),
        ("", "vollzeitnahe Teilzeit", "part_time", ""),
        ("", "Studium in Teilzeit", "", ""),
        ("", "Raus aus dem Minijob - rein ins Team!", "", ""),
        ("", "Festanstellung statt Minijob", "", ""),
        ("", "Bist du es leid, im Minijob zu stecken?", "", ""),
        ("", "Teilzeit oder Minijob", "minijob part_time", ""),
        ("", "Steckst du in einem Minijob fest?", "", ""),
        ("", "Hast du Lust auf einen Minijob?", "minijob", ""),
        ("", "Bist du auf der Suche nach einem Minijob?", "minijob", ""),
        ("", "Bist du auf der Suche und möchtest im Minijob arbeiten?", "minijob", ""),
        ("", "Ein Wechsel in den Minijob ist möglich.", "minijob", ""),
        ("", "Wechsle aus dem Minijob zu uns!", "", ""),
        ("", "Wir suchen 2 Teilzeitkräfte.", "part_time", ""),
        ("", "Wir suchen 3 Vollzeit-Mitarbeiter.", "full_time", ""),
        ("", "Auch Werkstudenten sind bei uns willkommen.", "working_student", ""),
        ("", "Werkstudentenstelle", "working_student", ""),
        ("", "erste Erfahrungen, z. B. als Werkstudent", "", ""),
        ("", "Werde Azubi bei uns!", "apprenticeship", ""),
        ("", "Ausbildungsplatz 2027 im Dialogmarketing", "apprenticeship", ""),
        ("", "Ausbildung zum Kaufmann für Dialogmarketing (m/w/d), Start 1. August", "apprenticeship", ""),
        ("", "Ausbildung zum Kaufmann (m/w/d) oder vergleichbar", "", ""),
        ("", "Wir bilden dich zum Telefonprofi aus.", "", ""),
        ("", "Vertretung einer Kollegin in Elternzeit", "", "limited"),
        ("", "für die Dauer des Mutterschutzes", "", "limited"),
        ("", "Vergütung entsprechend der Vertretungsdauer", "", "limited"),
        ("", "Die Stelle ist auf ein Jahr begrenzt.", "", "limited"),
        ("", "Die Stelle ist nicht begrenzt.", "", ""),
        ("", "Du übernimmst die Vertretung des Teamleiters.", "", ""),
        ("", "Wochenstunden: 20-30", "part_time", ""),
        ("", "40 W-Std.", "full_time", ""),
        ("", "20-Stunden-Stelle", "part_time", ""),
        ("", "30 Tage Urlaub (Vollzeit)", "", ""),
        ("", "auf Mini- oder Midijobbasis", "minijob", ""),
        ("", "Minijobs sind bei uns nicht möglich.", "", ""),
        ("", "kein 450-Euro-Job", "", ""),
        ("", "bei Eignung unbefristet", "", ""),
        ("", "unbefristet (nach bestandener Probezeit)", "", "permanent"),
        ("", "Auszubildende zur Kauffrau gesucht", "apprenticeship", ""),
        ("", "80-100 % Pensum", "full_time part_time", ""),
        ("", "Deine Vollzeit-Kollegen unterstützen dich.", "", ""),
        ("", "Wir sind 30 Vollzeit- und 12 Teilzeitkräfte.", "", ""),
        ("", "2 Vollzeitstellen", "full_time", ""),
        ("", "Vertretung (Elternzeit) bis 12/2027", "", "limited"),
        ("", "als Vertretung für zwölf Monate", "", "limited"),
        ("", "Azubi (m/w/d) im Büro gesucht", "apprenticeship", ""),
    ],
)
def test_how_much_and_on_which_contract(title: str, text: str, forms: str, contracts: str) -> None:
    assert read_employment(title, text) == set(forms.split())
    assert read_contract(title, text) == set(contracts.split())


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        ("Ausbildungsvergütung: 1.000 € / 1.100 € / 1.200 €", (1000, 1200, "month")),
        ("Minijob (556 €) mit 14 € Stundenlohn", (14, 14, "hour")),
        ("Minijob, 556 € im Monat", None),
        ("3.100 EUR x 13", (3100, 3100, "month")),
        ("Sachbezug 50 € und 2.500 € Gehalt", (2500, 2500, "month")),
        ("EG 9b TVöD (3.600 € - 4.900 €)", (3600, 4900, "month")),
        ("Bitte nennen Sie Ihren Gehaltswunsch (Bsp. 45.000 €)", None),
        ("Nach der Einarbeitung 16 €/h, zum Start 15 €/h", (15, 15, "hour")),
        ("3.000 € brutto im Monat nach der Probezeit, vorher 2.800 €", (2800, 2800, "month")),
        ("2.800 € brutto, danach 3.000 € brutto", (2800, 2800, "month")),
        ("zwischen 2.400 € und 2.900 € brutto", (2400, 2900, "month")),
        ("Stundenlohn: 14 € (ungelernt) bis 18 € (gelernt)", (14, 18, "hour")),
        ("Helfer 14,53 €, Fachkräfte 17,20 € Stundenlohn", (14.53, 17.2, "hour")),
        ("Kantine 5 €, Stundenlohn 15 €", (15, 15, "hour")),
        ("Fahrtgeld 100 € monatlich", None),
        ("Wir zahlen dir mindestens 17 €.", (17, None, "hour")),
        ("Wir zahlen 2.000 € für deinen Umzug.", None),
        ("Unsere Kunden zahlen 17 €.", None),
        ("Bonus i. H. v. 10.000 € p.a.", None),
        ("Stundenlohn i.H.v. 15 €", (15, 15, "hour")),
        ("Monatslohn: CHF 5'000", None),
        ("Wochenlohn 600 €", None),
    ],
)
def test_what_is_paid(text: str, pay: tuple[float | None, float | None, str] | None) -> None:
    salary = read_salary("", text)
    assert (salary and (salary.minimum, salary.maximum, salary.unit)) == pay


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Erfahrung im Remote-Anwendersupport", None),
        ("Erfahrung in der (Remote-)Kundenbetreuung", None),
        ("hybride Teams", None),
        ("Kundenbetreuung vor Ort und remote", None),
        ("Ihre Präsenz vor Ort ist erforderlich.", "onsite"),
        ("Präsenz im Büro ist Pflicht", "onsite"),
        ("Es gilt Anwesenheitspflicht.", "onsite"),
        ("Präsenz auf Messen ist erforderlich", None),
        ("Die Präsenz der Marke vor Ort ist notwendig.", None),
        ("Arbeitsort: vor Ort", "onsite"),
        ("Halle (vor Ort)", "onsite"),
        ("Der Einsatz erfolgt vor Ort beim Kunden.", None),
        ("Du arbeitest vor Ort in unserem Callcenter.", "onsite"),
        ("2 Tage mobil, drei im Büro", "hybrid"),
        ("Heimarbeit möglich", "hybrid"),
        ("Arbeite, wo du willst.", "remote"),
        ("Remote (Deutschland)", "remote"),
        ("Vor-Ort-Stelle", "onsite"),
        ("Installation beim Kunden oder remote", None),
        ("Hybridmotoren", None),
        ("hybride Meetings", None),
        ("Bundesweit - Homeoffice", "remote"),
        ("komplett mobil arbeiten", "remote"),
        ("ortsungebunden arbeiten", "remote"),
        ("Du arbeitest ausschließlich am Standort Halle.", "onsite"),
    ],
)
def test_where_people_work(text: str, mode: str | None) -> None:
    assert read_work_mode("", text) == mode


@pytest.mark.parametrize(
    ("text", "asked", "optional", "levels"),
    [
        ("Deutsch (Muttersprache) und Englisch (C1)", "de en", "", {"de": "native", "en": "C1"}),
        ("Du hast gute Englischkenntnisse - Spanisch wäre ein Plus", "en", "es", {}),
        ("Deutsch C1 zwingend, Englisch nice-to-have", "de", "en", {"de": "C1"}),
        ("Deutsch: fließend; Englisch: gut", "de en", "", {}),
        ("Englisch in Grundzügen", "en", "", {}),
        ("Akzentfreies Deutsch", "de", "", {}),
    ],
)
def test_which_languages(text: str, asked: str, optional: str, levels: dict[str, str]) -> None:
    found = read_languages("", text)
    assert (found.asked, found.optional, found.levels) == (set(asked.split()), set(optional.split()), levels)


def test_blanks_in_abbreviations_end_no_sentence() -> None:
    text = "Erfahrung, z. B. Telefonie, u. a. Inbound. Du lernst gern."
    assert segments(text) == ("Erfahrung, z. B. Telefonie, u. a. Inbound.", "Du lernst gern.")
