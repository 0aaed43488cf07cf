"""German sentences from which synthetic advertisements are put together: some words are common, many are rare."""

import random
from collections.abc import Iterator

KINDS = ("Kundenberater:in", "Mitarbeiter:in im Kundenservice", "Call Center Agent", "Kundenbetreuung im Chat",
         "Sachbearbeitung Reklamation", "Servicekraft am Telefon", "Auftragsbearbeitung im Innendienst",
         "Beschwerdemanagement", "Telefonische Kundenberatung", "Empfang und Telefonzentrale", "Serviceberater:in",
         "Teamleitung Kundendialog", "Technischer Support am Telefon", "Disposition und Kundenservice")  # fmt: skip
ADDITIONS = ("", "", "in Teilzeit", "im Homeoffice", "mit Englisch", "für Quereinsteiger", "ab sofort", "im Früh- und Spätdienst",
             "für Energie", "für Reisen", "für Versicherungen", "für Mobilfunk", "mit Niederländisch", "Onlinehandel")  # fmt: skip
TITLES = tuple(f"{kind} {more}".strip() + " (m/w/d)" for more in ADDITIONS for kind in KINDS)
SENTENCES = (
    "Du bist die erste Stimme, die unsere Kundschaft hört, und hilfst im Kundenservice schnell weiter.",
    "Am Telefon klärst du Fragen zu {thing} und {thing}.",
    "Du beantwortest E-Mails und den Chat, wenn es um {thing} geht.",
    "Reklamationen nimmst du ruhig auf und findest eine Lösung.",
    "Du pflegst alle Angaben sorgfältig in {tool} ein.",
    "Mit {tool} hast du vielleicht schon gearbeitet, sonst lernst du es bei uns.",
    "Die Einarbeitung dauert {number} Wochen und wird voll bezahlt.",
    "Du bekommst {number} Tage Urlaub und einen festen Dienstplan.",
    "Wir sitzen {number} Minuten vom Bahnhof und zahlen das Ticket für Bus und Bahn.",
    "Deutsch sprichst du sehr gut, {language} hilft dir bei vielen Gesprächen.",
    "Ein Abschluss ist uns weniger wichtig als Geduld und eine freundliche Art.",
    "Quereinsteiger aus {trade} sind bei uns willkommen.",
    "Nach der Probezeit sind {number} Tage Homeoffice in der Woche möglich.",
    "Im Team von {number} Leuten hilft man sich gegenseitig.",
    "Abends und am Wochenende arbeitest du nur nach Absprache.",
    "Du planst Termine, buchst um und rufst zurück, wenn {thing} sich verzögert.",
    "Für Sonderfälle gibt es die Fachabteilung für {thing}.",
    "Wir zahlen pünktlich, dazu Zuschläge und eine Jahresprämie.",
    "Vorher warst du vielleicht in {trade} oder in {trade}.",
    "Du erkennst, was jemand braucht, und empfiehlst den passenden Tarif oder Vertrag.",
)
THINGS = ("Rechnungen", "Lieferungen", "Verträge", "Umzüge", "Störungen", "Gutschriften", "Buchungen", "Rücksendungen",
          "Zählerstände", "Mahnungen", "Garantien", "Ersatzteile", "Fahrpläne", "Beiträge", "Policen", "Router",
          "Abschläge", "Gutscheine", "Kreditkarten", "Hörgeräte", "Ladesäulen", "Wallboxen", "Solaranlagen", "Futter",
          "Brillen", "Treppenlifte", "Fahrräder", "Matratzen", "Arzneien", "Visa")  # fmt: skip
TOOLS = ("SAP", "Salesforce", "Zendesk", "Excel", "Genesys", "Jira", "Navision", "Dynamics", "Freshdesk", "Datev",
         "Shopware", "HubSpot", "Avaya", "OTRS", "Oracle", "Outlook")  # fmt: skip
LANGUAGES = ("Englisch", "Türkisch", "Polnisch", "Niederländisch", "Französisch", "Russisch", "Arabisch", "Italienisch",
             "Dänisch", "Schwedisch", "Finnisch", "Ukrainisch")  # fmt: skip
TRADES = ("Gastronomie", "Einzelhandel", "Hotel", "Pflege", "Bank", "Logistik", "Verwaltung", "Friseurhandwerk",
          "Kita", "Fitness", "Reisebüro", "Apotheke", "Optik", "Spedition")  # fmt: skip


def paragraphs(dice: random.Random, count: int) -> Iterator[str]:
    """Of four sentences each; within a list a word is the rarer the later it stands."""

    def rare(words: tuple[str, ...]) -> str:
        return words[int(len(words) * dice.random() ** 2.5)]

    for _ in range(count):
        chosen = dice.sample(SENTENCES[1:], 4)
        if dice.random() < 0.3:
            chosen[0] = SENTENCES[0]
        text = " ".join(chosen)
        for name, words in (("thing", THINGS), ("tool", TOOLS), ("language", LANGUAGES), ("trade", TRADES)):
            while f"{{{name}}}" in text:
                text = text.replace(f"{{{name}}}", rare(words), 1)
        while "{number}" in text:
            text = text.replace("{number}", str(dice.randrange(2, 30)), 1)
        yield text
