"""Titles for every gender, no age, no origin: what is named, and what looks alike and is left alone."""

from datetime import date

import pytest

from listings.normalise.wording import check
from listings.vocabulary import FindingLevel

TODAY = date(2026, 11, 23)
WARNING, INFO = FindingLevel.WARNING, FindingLevel.INFO


def found(text: str, title: str = "Kundenservice (m/w/d)") -> list[tuple[str, FindingLevel]]:
    return [(one.rule, one.level) for one in check(title, text, today=TODAY)]


PARTIAL = [
    ("age_limit", WARNING, "Du bist nicht älter als 35 Jahre."),
    ("age_limit", WARNING, "Bewerber bis 30 Jahre."),
    ("age_limit", WARNING, "Maximal 40 Jahre alt."),
    ("age_limit", WARNING, "Du bist zwischen 20 und 30 Jahre alt."),
    ("age_limit", WARNING, "Dein Alter: 18 bis 35."),
    ("age_limit", WARNING, "Alter: 20-35"),
    ("age_limit", WARNING, "Wir suchen Menschen im Alter von 18 bis 30 Jahren."),
    ("age_limit", WARNING, "Höchstalter ist gesetzt."),
    ("age_limit", WARNING, "Altersgrenze: 45"),
    ("age_limit", WARNING, "Für 18- bis 25-jährige gemacht."),
    ("age_limit", WARNING, "Für 20-30 jährige gemacht."),
    ("age_limit", WARNING, "Berufseinsteiger bis 30 passen gut."),
    ("age_limit", WARNING, "Frauen bis 40 gesucht."),
    ("age_limit", WARNING, "Du bist unter 35 und hast Lust auf Telefon."),
    ("age_limit", WARNING, "- bis 35 Jahre"),
    ("age_limit", WARNING, "Personen bis max. 45 Jahre."),
    ("age_limit", WARNING, "Wir suchen zwischen 25 und 40 Jahren."),
    ("digital_native", WARNING, "Als Digital Native fällt dir das leicht."),
    ("digital_native", WARNING, "Wir suchen Digital Natives."),
    ("young_team", WARNING, "Dich erwartet ein junges Team."),
    ("young_team", WARNING, "Ein junges, hoch motiviertes Team freut sich."),
    ("young_team", WARNING, "Wir sind ein junges und dynamisches Serviceteam."),
    ("young_team", WARNING, "Junge Mitarbeiterinnen gesucht."),
    ("young_team", WARNING, "Du bist jung und dynamisch."),
    ("young_team", WARNING, "Unser Team ist jung und laut."),
    ("young_team", WARNING, "JUNGES TEAM mit Humor."),
    ("young_team", WARNING, "Nette junge Kollegen warten."),
    ("young_team", WARNING, "Für eine junge Frau mit Ausstrahlung."),
    ("career_starters_only", INFO, "Wir suchen Berufseinsteiger."),
    ("career_starters_only", INFO, "Gesucht: Young Professionals."),
    ("mother_tongue", WARNING, "Deutsch als Muttersprache."),
    ("mother_tongue", WARNING, "Du bist Muttersprachler."),
    ("mother_tongue", WARNING, "Nur Muttersprachler:innen."),
    ("mother_tongue", WARNING, "Deutsch: Muttersprache"),
    ("mother_tongue", WARNING, "German native speaker und Englisch."),
    ("mother_tongue", WARNING, "Muttersprache Deutsch ist Bedingung."),
    ("mother_tongue", WARNING, "Native Speaker Niederländisch, bei uns ein Muss."),
    ("mother_tongue_level", INFO, "Deutsch auf muttersprachlichem Niveau."),
    ("mother_tongue_level", INFO, "Polnisch auf Muttersprachniveau ist nötig."),
    ("mother_tongue_level", INFO, "Nahezu muttersprachliches Deutsch."),
    ("origin", WARNING, "Deutsche Staatsangehörigkeit ist Bedingung."),
    ("origin", WARNING, "Du sprichst akzentfrei Deutsch."),
    ("origin", WARNING, "Akzentfreies Deutsch am Telefon."),
    ("origin", WARNING, "Du sprichst ohne hörbaren Akzent."),
    ("origin", WARNING, "Bitte nur Deutsche."),
    ("origin", WARNING, "Staatsangehörigkeit: deutsch"),
    ("origin", WARNING, "Kein Kopftuch am Empfang."),
    ("origin", WARNING, "Nur EU-Bürger oder deutsche Staatsbürger."),
    ("religion", INFO, "Die Zugehörigkeit zur evangelischen Kirche setzen wir voraus."),
    ("religion", INFO, "Mitglied einer christlichen Kirche bist du auch."),
    ("photo_or_private_data", INFO, "Bewirb dich mit Lebenslauf und Lichtbild."),
    ("photo_or_private_data", INFO, "Schick uns deine Bewerbung inkl. Bewerbungsfoto."),
    ("photo_or_private_data", INFO, "Lebenslauf mit Foto an unsere Adresse."),
    ("photo_or_private_data", INFO, "Bitte Geburtsdatum und Familienstand in der Bewerbung nennen."),
    ("health", INFO, "Du bist körperlich voll belastbar."),
    ("health", INFO, "Gute körperliche Fitness."),
    ("health", INFO, "Gesundheitlich uneingeschränkt geeignet."),
    ("health", INFO, "Du bist körperlich und geistig fit."),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "level", "text"), PARTIAL)
def test_wording_that_leaves_people_out_is_named(rule, level, text) -> None:
    assert (rule, level) in found(f"Das bist du.\n{text}\nMelde dich.")


FAIR = [
    # figures that are no age
    "Wir sind seit 30 Jahren am Markt.",
    "Seit über 25 Jahren sind wir ein Familienbetrieb.",
    "Du bekommst bis 30 Tage Urlaub.",
    "Du arbeitest bis 30 Stunden/Woche.",
    "Teilzeit zwischen 20 und 30 Stunden.",
    "Zwischen 20 und 30 Anrufe am Tag.",
    "Teams bis 30 Personen führst du.",
    "Bis 35 Stunden in der Woche.",
    "Wir suchen bis zu 20 Leute.",
    "Wir suchen Verstärkung bis 30.06.2027.",
    "Bis 30 Jahre Garantie auf unsere Fenster.",
    "Verträge mit maximal 30 Jahren Laufzeit erklärst du.",
    "Bis zu 40 Jahre Erfahrung stecken in unserem Haus.",
    "Mindestens 18 Jahre alt.",
    "Du bist mindestens 18 Jahre alt.",
    "Mindestalter: 18",
    "Ab 18 Jahren.",
    "Unser Team ist zwischen 20 und 60 Jahre alt.",
    "Unsere Kunden sind zwischen 18 und 35 Jahre alt.",
    "Kinder im Alter von 20 bis 30 Jahren sind mitversichert.",
    "Eine Altersgrenze gibt es nicht: Uns ist egal, ob du 20 oder 60 bist.",
    "Jedes Alter ist willkommen, von 18 bis 65 Jahren.",
    "Mitarbeiter bis 30 km Entfernung bekommen ein Rad.",
    "Berufseinsteiger bis 35 Stunden in der Woche.",
    "Mitarbeiter bis 40 Stunden.",
    "Eintritt bis 30. Juni.",
    "Altersvorsorge mit 20 % Zuschuss.",
    "Altersteilzeit ist möglich.",
    "Betriebszugehörigkeit: im Schnitt bis 20 Jahre.",
    # young, but nobody is left out
    "Die junge Familie im Erdgeschoss ruft auch an.",
    "Zuschuss für junge Familien und Alleinerziehende.",
    "Wir sind ein junges Unternehmen mit erfahrenem Team.",
    "Ein Team aus Jung und Alt.",
    "Ein junges Start-up aus Hagen.",
    "Unsere junge Marke wächst.",
    "Wir sind jung geblieben, unser Team ist bunt.",
    "Du leitest junge Kolleginnen an: betreuen und Fragen klären, junge Mitarbeiterinnen inbegriffen.",
    "Bei uns arbeiten junge und ältere Kollegen zusammen.",
    "Ein Team aller Generationen, junge Leute und alte Hasen.",
    "Du berätst Kunden und junge Menschen zum ersten Konto.",
    # traits
    "Du bist dynamisch, flexibel und belastbar.",
    "Teamplayer mit Humor.",
    "Du bist belastbar, auch wenn das Telefon oft klingelt.",
    # entry
    "Auch für Berufseinsteiger geeignet.",
    "Berufseinsteiger sind willkommen.",
    "Wir suchen Berufseinsteiger oder Erfahrene.",
    "Erste Berufserfahrung ist gut.",
    "Absolventen und Quereinsteiger sind willkommen.",
    "Quereinsteiger gesucht.",
    # languages
    "Sehr gutes Deutsch in Wort und Schrift.",
    "Verhandlungssicheres Deutsch, Stufe C1.",
    "Deutsch als Muttersprache oder Stufe C1.",
    "Deutsch C2 oder Muttersprache.",
    "Deine Muttersprache ist uns egal.",
    "Du hilfst Kunden in ihrer Muttersprache.",
    "Türkisch als weitere Muttersprache ist ein Plus.",
    "Sprachkurse mit Muttersprachlern bezahlen wir.",
    "Auch Nicht-Muttersprachler bewerben sich bei uns.",
    "Du musst kein Muttersprachler sein.",
    "Cloud-native Anwendungen und React Native kennst du.",
    "Ein leichter Akzent ist kein Problem.",
    "Du musst nicht akzentfrei sprechen.",
    "Wir setzen Akzente in der Region.",
    # origin and religion
    "Wir freuen uns über alle, unabhängig von Nationalität, Religion und Alter.",
    "Menschen jeder Nationalität arbeiten hier.",
    "Du beantwortest Fragen zur deutschen Staatsangehörigkeit und zu Anträgen.",
    "Für die Verbeamtung ist die deutsche Staatsangehörigkeit nötig.",
    "Wir betreuen nur deutsche Kunden.",
    "Unser Büro liegt neben der Kirche.",
    "Ungeachtet der Zugehörigkeit zu einer Kirche.",
    "Die Deutsche Bahn ist gleich nebenan.",
    # application
    "Bewirb dich ohne Foto.",
    "Auf ein Lichtbild in der Bewerbung verzichten wir.",
    "Ein Bewerbungsfoto brauchst du nicht.",
    "Foto im Lebenslauf: freiwillig.",
    "Du gleichst Namen und Geburtsdatum der Kunden ab.",
    "Schick uns deinen Lebenslauf.",
    # health
    "Wir achten auf deine Gesundheit: Fitness im Haus.",
    "Angebote zur Gesundheitsförderung.",
    "Körperliche Arbeit gibt es nicht.",
    "Firmenfitness und Rad.",
    "Gesundheitswesen ist deine Branche.",
]  # fmt: skip


@pytest.mark.parametrize("text", FAIR)
def test_what_only_looks_alike_is_left_alone(text) -> None:
    assert found(f"Das bist du.\n{text}\nMelde dich.") == []


ONE_SIDED = [
    ("gender_one_form", WARNING, "Kundenberater Strom und Gas"),
    ("gender_one_form", WARNING, "Verkäuferin gesucht"),
    ("gender_one_form", WARNING, "Kauffrau für Dialogmarketing"),
    ("gender_one_form", WARNING, "Kaufmann für Büromanagement"),
    ("gender_one_form", WARNING, "Telefonistin in Teilzeit"),
    ("gender_one_form", WARNING, "Mitarbeiter Kundenservice"),
    ("gender_one_form", WARNING, "Sachbearbeiter Reklamation"),
    ("gender_one_form", WARNING, "Teamleiter Hotline"),
    ("gender_one_form", WARNING, "Kundenbetreuerinnen für Hagen"),
    ("gender_one_form", WARNING, "Dame für den Empfang"),
    ("gender_two_only", WARNING, "Kundenberater (m/w)"),
    ("gender_two_only", WARNING, "Kundenberater (w/m)"),
    ("gender_two_only", WARNING, "Sachbearbeiter m/w Kundenservice"),
    ("gender_pair", INFO, "Kundenberater/in Strom"),
    ("gender_pair", INFO, "Kaufmann/-frau für Dialogmarketing"),
    ("gender_pair", INFO, "Verkäuferin oder Verkäufer"),
    ("gender_pair", INFO, "Kundenberater(in) für Hagen"),
    ("gender_unmarked", INFO, "Callcenter Agent"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "level", "title"), ONE_SIDED)
def test_a_title_that_speaks_to_some_only_is_named(rule, level, title) -> None:
    assert (rule, level) in found("Du berätst die Menschen am Telefon.", title)


@pytest.mark.parametrize(
    "title",
    [
        "Kundenberater (m/w/d)", "Kundenberater (w/m/d)", "Kundenberater (m/w/x)", "Kundenberater (d/m/w)", "Kundenberater (gn)",
        "Kundenberater:in", "Kundenberater*in Strom", "Kundenberater_in", "KundenberaterInnen", "Kundenberatung", "Servicekraft",
        "Kundenberater (all genders)", "Kundenberater m/w/d", "Kundenberater mwd in Hagen", "Kundenberater (m|w|d)", "Kundenberater (M/W/D)",
        "Kundenberater (m, w, d)", "Kundenberater (männlich/weiblich/divers)", "Kundenberater (m/w/div.)", "Teamleitung Service",
        "Fachkraft Dialogmarketing", "Kauffrau/Kaufmann (m/w/d)", "Studentische Hilfskraft Service", "Unterstützung für Kundenberater",
        "Assistenz der Vertriebsleiter", "Kundenservice", "Support im Mitarbeiter-Service", "Sachbearbeitung Kundenanliegen",
    ],
)  # fmt: skip
def test_a_title_for_everybody_is_left_alone(title) -> None:
    assert found("Du berätst die Menschen am Telefon.", title) == []


def test_a_mark_in_the_text_is_enough() -> None:
    assert found("Wir suchen dich (m/w/d) ab sofort.", "Kundenberater Strom") == []
    assert found("Wir freuen uns über Menschen jeden Geschlechts.", "Kundenberater (m/w)") == []


def test_english_advertisements_are_not_judged_by_german_grammar() -> None:
    assert found("You answer calls and write e-mails. We offer training.", "Customer Service Agent") == []


@pytest.mark.parametrize(
    ("title", "better"),
    [
        ("Kundenberater Strom und Gas", "Kundenberater:in Strom und Gas (m/w/d)"),
        ("Verkäuferin in Hagen", "Verkäufer:in in Hagen (m/w/d)"),
        ("Kaufmann für Dialogmarketing", "Kaufmann für Dialogmarketing (m/w/d)"),
    ],
)
def test_the_suggestion_is_a_title_to_take_over(title, better) -> None:
    [one] = check(title, "Du berätst die Menschen.", today=TODAY)
    assert better in one.suggestion
