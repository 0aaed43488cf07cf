"""What the demo's people do, know and get; sentences of our own from which advertisements are put together."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    titles: tuple[str, ...]
    tasks: tuple[str, ...]
    knows: tuple[str, ...]


ROLES = {
    "energy": Role(
        ("Kundenberater:in Strom und Gas (m/w/d)", "Sachbearbeiter:in Kundenservice Abrechnung (m/w/d)",
         "Störungsannahme am Kundentelefon (m/w/d)", "Kundenbetreuung Wärmepumpe und Solar (m/w/d)"),
        ("Umzüge, Abschläge und Zählerstände am Telefon klären", "Rechnungen so erklären, dass man sie versteht",
         "Störungen aufnehmen und an die Bereitschaft geben", "Angebote für Wärmepumpen verständlich machen",
         "Verträge von Haushalten anlegen und ändern", "Rückrufe halten, die du zugesagt hast"),
        ("Interesse an Strom, Gas und Zahlen", "Geduld bei Abschlägen, die steigen", "Klare Sprache ohne Fachwörter")),
    "ecommerce": Role(
        ("Customer Service Agent Bestellung und Retoure (m/w/d)", "Kundenbetreuer:in Chat und E-Mail (m/w/d)",
         "Kundenservice Mitarbeiter Onlineshop (m/w/d)", "Aushilfe Kundenservice Onlineshop (m/w/d)"),
        ("Fragen zu Bestellung, Lieferung und Rücksendung beantworten", "Im Chat drei Gespräche führen, mehr nicht",
         "Fälle mit dem Lager im Erdgeschoss klären", "Gutschriften anweisen und Ersatz schicken",
         "Antworten schreiben, die das Team wiederverwenden kann", "Bewertungen lesen und freundlich antworten"),
        ("Sicheres Tippen und gutes Deutsch", "Freude an Werkzeug oder Garten", "Ruhe, wenn ein Paket verschwindet")),
    "insurance": Role(
        ("Sachbearbeiter:in Beschwerdemanagement (m/w/d)", "Kundenberater:in Schadenannahme (m/w/d)",
         "Kundenservice Vertrag und Beitrag (m/w/d)", "Telefonische Kundenberatung Hausrat (m/w/d)"),
        ("Schäden aufnehmen und die nächsten Schritte erklären", "Beschwerden lesen, zurückrufen und entscheiden",
         "Beiträge und Verträge ändern", "Unterlagen prüfen und nachfordern", "Zusagen schriftlich festhalten",
         "Mit den Fachabteilungen Lösungen finden"),
        ("Eine kaufmännische Ausbildung oder Erfahrung im Kundenkontakt", "Ein sachlicher Ton, auch wenn es laut wird",
         "Sorgfalt bei Fristen")),
    "telecom": Role(
        ("Kundenbetreuer:in Mobilfunk-Hotline (m/w/d)", "Technischer Kundensupport Glasfaser, First Level (m/w/d)",
         "Call Center Agent Vertragsservice (m/w/d)", "Teamleitung Hotline (m/w/d)"),
        ("Störungen am Anschluss eingrenzen", "Techniktermine vereinbaren", "Tarife vergleichen und erklären",
         "Rufnummern mitnehmen und Verträge verlängern", "Neue Kundinnen und Kunden beim Einrichten begleiten",
         "Fälle an die Technik geben und verfolgen"),
        ("Keine Angst vor Routern", "Erfahrung an einer Hotline ist gut, aber kein Muss", "Gutes Zuhören")),
    "travel": Role(
        ("Serviceberater:in Fahrgastinfo (m/w/d)", "Kundenberatung Reservierung (m/w/d)",
         "Kundentelefon Nahverkehr (m/w/d)", "Serviceberater:in Fahrgeld und Abo (m/w/d)"),
        ("Fahrgästen sagen, wie sie heute noch ankommen", "Plätze reservieren und umbuchen",
         "Fundsachen aufnehmen und suchen", "Abos anlegen und kündigen", "Bei Ausfällen Ersatzbusse bestellen",
         "Ansagen vorbereiten"),
        ("Ortskenntnis zwischen Ruhr und Lenne", "Freundlichkeit auch beim fünften Anruf", "Ein Blick für Fahrpläne")),
    "banking": Role(
        ("Kundenberater:in Konto und Karte (m/w/d)", "Kundenservice Kredit, telefonisch (m/w/d)",
         "Kundenbetreuung im Sperrdienst (m/w/d)", "Sachbearbeitung Kundenanliegen Zahlungsverkehr (m/w/d)"),
        ("Karten sperren und ersetzen", "Kontofragen am Telefon und im Chat beantworten",
         "Verdächtige Zahlungen prüfen und melden", "Kreditanträge aufnehmen", "Kundendaten sicher prüfen",
         "Rückfragen der Fachabteilung einholen"),
        ("Ein einwandfreies Führungszeugnis", "Verschwiegenheit", "Eine Ausbildung in Bank, Handel oder Büro")),
    "health": Role(
        ("Mitarbeiter:in Terminvergabe am Telefon (m/w/d)", "Patientenservice Telefonzentrale (m/w/d)",
         "Telefonist:in Praxisverbund (m/w/d)", "Kundenservice Versandapotheke (m/w/d)"),
        ("Termine für Patienten vergeben und verschieben", "Rezepte und Überweisungen vormerken",
         "Wartelisten führen", "Dringende Anrufe erkennen und durchstellen", "Fragen zu Öffnungszeiten beantworten",
         "Die Praxen am Abend über offene Rückrufe informieren"),
        ("Ruhe, wenn Menschen Schmerzen haben", "Verschwiegenheit", "Erfahrung in einer Praxis ist gern gesehen")),
    "housing": Role(
        ("Kundenservice Mieterbetreuung (m/w/d)", "Servicetelefon Mieteranfragen (m/w/d)",
         "Kundenberater:in Vermietung (m/w/d)", "Notruftelefon für Mieter (m/w/d)"),
        ("Schäden in Wohnungen aufnehmen", "Handwerker beauftragen und Termine absprechen",
         "Fragen zu Nebenkosten beantworten", "Besichtigungen planen", "Zwischen Nachbarn vermitteln",
         "Schlüssel und Zugänge verwalten"),
        ("Ein dickes Fell und ein gutes Herz", "Kenntnisse im Mietrecht sind hilfreich", "Freude am Telefonieren")),
    "public": Role(
        ("Servicekraft Bürgertelefon (m/w/d)", "Kundenberater:in Behördennummer (m/w/d)",
         "Mitarbeiter:in Servicecenter Bürgerservice (m/w/d)", "Kundenservice Anmeldung und Auskunft (m/w/d)"),
        ("Auskunft zu Ausweis, Auto und Kita geben", "Termine im Amt vergeben", "Anliegen an die Ämter weitergeben",
         "Online-Anträge am Telefon begleiten", "Anrufe in einfacher Sprache führen", "Hinweise der Bürger sammeln"),
        ("Eine abgeschlossene Ausbildung", "Verständnis für Verwaltung", "Geduld und Genauigkeit")),
    "media": Role(
        ("Leserservice am Telefon (m/w/d)", "Kundenberater:in Abonnement (m/w/d)",
         "Kundenservice Digitalabo (m/w/d)", "Werkstudent Leserservice (m/w/d)"),
        ("Abos anlegen, pausieren und beenden", "Zustellprobleme aufnehmen und lösen",
         "Leserinnen bei der App helfen", "Kleinanzeigen aufnehmen", "Kündigungen mit einem Angebot beantworten",
         "Lob und Kritik an die Redaktion geben"),
        ("Lust auf Zeitung", "Ein offenes Ohr", "Sicheres Schreiben")),
    "it": Role(
        ("Service Desk First Level (m/w/d)", "Technischer Support Kassensysteme (m/w/d)",
         "Kundensupport Software (m/w/d)", "Customer Support Specialist (m/w/d)"),
        ("Störungen an Kassen aufnehmen und aus der Ferne lösen", "Tickets schreiben, die andere verstehen",
         "Updates mit den Läden absprechen", "Anleitungen verbessern", "Neue Läden beim Start begleiten",
         "Fehler mit der Entwicklung nachstellen"),
        ("Verständnis für Technik, gern selbst beigebracht", "Erfahrung im Support", "Spaß am Tüfteln")),
    "logistics": Role(
        ("Kundenservice Sendungsauskunft (m/w/d)", "Customer Service Agent Logistik (m/w/d)",
         "Kundenbetreuung Spedition (m/w/d)", "Kundentelefon Reklamation Fracht (m/w/d)"),
        ("Sagen, wo die Sendung ist", "Abholungen mit der Disposition absprechen", "Schäden an der Ware aufnehmen",
         "Zollpapiere anfordern", "Fahrer und Kunden zusammenbringen", "Verspätungen melden, bevor jemand fragt"),
        ("Ein kühler Kopf um kurz vor Feierabend", "Kenntnisse in Geografie", "Erfahrung in einer Spedition hilft")),
    "retail": Role(
        ("Kundenservice im Innendienst (m/w/d)", "Auftragsbearbeitung und Kundenbetreuung (m/w/d)",
         "Serviceberater:in Gewährleistung und Reklamation (m/w/d)", "Ausbildung Kaufleute für Dialogmarketing (m/w/d)"),
        ("Bestellungen von Handwerksbetrieben annehmen", "Liefertermine nennen und einhalten",
         "Reklamationen mit Herstellern klären", "Angebote nachfassen", "Retouren prüfen", "Preise im System pflegen"),
        ("Wissen, was eine Senkkopfschraube ist, oder Lust, es zu lernen", "Ordnung", "Ein freundlicher Ton")),
    "staffing": Role(
        ("Call Center Agent Inbound (m/w/d)", "Kundenberater im Servicecenter (m/w/d)",
         "Telefonische Kundenbetreuung Energie (m/w/d)", "Mitarbeiter Kundenservice Bestellannahme (m/w/d)"),
        ("Anrufe zu Vertrag und Rechnung annehmen", "Bestellungen aufnehmen", "Gespräche im System festhalten",
         "Kunden über neue Angebote informieren", "Adressen und Bankdaten ändern", "Rückrufe erledigen"),
        ("Deutsch, das man am Telefon gut versteht", "Verlässlichkeit", "Übung am Rechner")),
    "outsourcer": Role(
        ("Agent im Kundendialog, Niederländisch (m/w/d)", "Kundenberater:in für wechselnde Auftraggeber (m/w/d)",
         "Customer Service Agent Social Media (m/w/d)", "Teamleitung Kundendialog (m/w/d)"),
        ("Anrufe, Mails und Nachrichten für mehrere Firmen beantworten", "Beschwerden mit Humor auffangen",
         "In sozialen Medien öffentlich und freundlich bleiben", "Neue Kollegen am Platz begleiten",
         "Gespräche anhören und Rückmeldung geben", "Wissen für neue Auftraggeber sammeln"),
        ("Neugier auf viele Branchen", "Schnelles Umschalten", "Freude an Sprache")),
    "other": Role(
        ("Servicetelefon und Gästebetreuung (m/w/d)", "Kundenservice Ticket und Gruppe (m/w/d)",
         "Praktikum Gästeservice (m/w/d)", "Kundenkontakt auf Honorarbasis (m/w/d)"),
        ("Fahrkarten am Telefon verkaufen", "Gruppen anmelden und beraten", "Fragen zur Strecke beantworten",
         "Gutscheine verschicken", "Gästen am Sonntag weiterhelfen", "Ausfälle freundlich erklären"),
        ("Begeisterung für alte Technik", "Offenheit für Menschen", "Einsatz in der Saison")),
}  # fmt: skip

GREETINGS = {
    False: ("Du hörst gern zu und findest die richtigen Worte? Dann passt du zu uns.",
            "Wir suchen jemanden, der auch beim zwanzigsten Anruf noch fragt, was los ist.",
            "Du willst einen Arbeitsplatz, an dem man sich kennt? Komm vorbei.",
            "Du kommst aus Verkauf, Pflege oder Gastronomie? Was du von dort mitbringst, zählt hier."),
    True: ("Sie sprechen gern mit Menschen und behalten den Überblick? Dann freuen wir uns auf Sie.",
           "Für unser Team suchen wir Verstärkung, die sachlich bleibt und freundlich klingt.",
           "Sie möchten verlässliche Zeiten und ein gutes Team? Lesen Sie weiter.",
           "Wir wachsen und suchen Menschen, die anderen gern weiterhelfen."),
}  # fmt: skip
BENEFITS = (
    "30 Tage Urlaub",
    "Der Dienstplan steht vier Wochen vorher",
    "Tauschen ist erlaubt, wenn beide es wollen",
    "Fünf Minuten Pause nach schweren Gesprächen",
    "Drei Wochen Einarbeitung mit fester Begleitung",
    "Zuschuss zum Deutschlandticket",
    "Betriebliche Altersvorsorge",
    "Obst, Kaffee und ein ruhiger Pausenraum",
    "Höhenverstellbare Tische",
    "Fortbildung mit Zertifikat",
    "Ein Rad zum Leasen",
    "Weihnachtsgeld nach Tarif",
    "Parkplatz am Haus",
    "Bushaltestelle vor der Tür",
    "Ein Team von vierzehn Leuten",
    "Rabatt beim Einkauf im Haus",
)
CLOSINGS = {
    False: ("Schick uns deinen Lebenslauf. Ein Anschreiben brauchst du nicht.", "Wir melden uns in fünf Werktagen.",
            "Ruf gern vorher an und frag, was du wissen willst."),
    True: ("Wir freuen uns auf Ihre Unterlagen.", "Sie hören innerhalb einer Woche von uns.",
           "Bei Fragen hilft Ihnen unsere Personalabteilung."),
}  # fmt: skip
