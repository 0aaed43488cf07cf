"""Invented employers of the demo, one for each sector; no such firm exists."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Employer:
    slug: str
    name: str
    role: str
    """Which tasks its people do: a key of jobs.ROLES."""
    about: tuple[str, str]
    is_polite: bool = False
    """Says "Sie" instead of "du"."""
    format: str = "personio"


EMPLOYERS = (
    Employer("lennebogen-energie", "Lennebogen Energie GmbH", "energy", (
        "Wir liefern Strom und Gas an Haushalte zwischen Ruhr und Lenne, dazu Wärmepumpen und Solarstrom.",
        "Wir sind der Energieversorger für vier Städte. 34 Leute arbeiten im Kundenservice, alle in einem Haus.")),
    Employer("volmekontor-versand", "Volmekontor Onlinehandel GmbH", "ecommerce", (
        "Unser Onlineshop verkauft Werkzeug und Gartenbedarf. Das Lager liegt im selben Haus wie der Service.",
        "Wir sind ein Onlinehändler mit 140 Leuten. Wer bestellt, erreicht bei uns einen Menschen."), format="jsonld"),
    Employer("ruhrecke-versicherung", "Ruhrecke Versicherungsdienst AG", "insurance", (
        "Wir versichern Hausrat, Haftpflicht und Handwerksbetriebe. Der Service sitzt an drei Standorten.",
        "Als regionale Versicherung kennen wir unsere Kundschaft. Viele rufen seit zwanzig Jahren an."), True),
    Employer("sauerblick-telefonie", "Sauerblick Telekommunikation GmbH", "telecom", (
        "Wir bauen Glasfaser im Sauerland und betreiben Festnetz und Mobilfunk.",
        "Bei uns gibt es Internet für 60.000 Haushalte. Wenn es hakt, rufen die Leute dich an.")),
    Employer("maerkische-reisehilfe", "Märkische Reisehilfe eG", "travel", (
        "Wir geben Fahrgästen im Nahverkehr Auskunft, an sieben Tagen in der Woche.",
        "Bus, Bahn und Fahrrad aus einer Hand: Unsere Leitstelle hilft Reisenden weiter."), format="jsonld"),
    Employer("bankhaus-kuperberg", "Bankhaus Kupferberg Direktbank AG", "banking", (
        "Wir sind eine kleine Direktbank ohne Filialen. Alles läuft über Telefon, Chat und App.",
        "Girokonto, Karte, Kredit: Unsere Kundinnen und Kunden erreichen uns von sechs bis zweiundzwanzig Uhr."), True),
    Employer("praxisverbund-volme", "Praxisverbund an der Volmeschleife", "health", (
        "Elf Arztpraxen teilen sich eine Telefonzentrale. So bleibt in den Praxen Zeit für die Patienten.",
        "Wir vergeben Termine für Patienten von elf Praxen und einer Klinik."), True, "jsonld"),
    Employer("westbogen-wohnen", "Westbogen Wohnungsgenossenschaft eG", "housing", (
        "Uns gehören 9.000 Wohnungen. Wer dort wohnt, ruft an, wenn etwas nicht geht.",
        "Wir sind eine Genossenschaft. Unser Mieterservice kümmert sich um alles vom Schlüssel bis zur Heizung.")),
    Employer("buergertelefon-mark", "Servicezentrum Stadtverwaltung Markbruch", "public", (
        "Das Bürgertelefon beantwortet Fragen zu Ausweis, Auto und Kita für sechs Gemeinden.",
        "Wir sind die erste Stimme der Stadtverwaltung. Bezahlt wird nach Tarif."), True),
    Employer("ennepebote-verlag", "Ennepebote Zeitungsverlag GmbH", "media", (
        "Wir machen eine Tageszeitung, auf Papier und als App. Der Leserservice hört Lob und Ärger zuerst.",
        "Unser Verlag hat 52.000 Abonnenten. Ihr Draht zu uns ist der Leserservice."), format="jsonld"),
    Employer("hohenstein-software", "Hohenstein Kassensysteme Software GmbH", "it", (
        "Unsere Software läuft in 4.000 Kassen im Einzelhandel. Wenn eine steht, muss es schnell gehen.",
        "Wir entwickeln Kassensoftware. Am Service Desk sitzen elf Leute, die gern tüfteln.")),
    Employer("lenneexpress-logistik", "Lenneexpress Logistik GmbH", "logistics", (
        "Wir fahren Stückgut und Pakete durch ganz Südwestfalen, jede Nacht 900 Sendungen.",
        "Unsere Spedition gibt es seit drei Generationen. Wer wissen will, wo die Ware ist, fragt uns."), format="jsonld"),
    Employer("brueder-eisenkramer", "Brüder Eisenkramer Fachgroßhandel OHG", "retail", (
        "Wir verkaufen Beschläge, Schrauben und Maschinen an Handwerksbetriebe.",
        "Unser Großhandel hat drei Filialen. Der Innendienst hält alles zusammen.")),
    Employer("personalhafen-ruhrtal", "Personalhafen Ruhrtal Zeitarbeit GmbH", "staffing", (
        "Wir stellen Sie fest ein und überlassen Sie an Servicecenter in der Region. Die Arbeitnehmerüberlassung ist "
        "unser Geschäft seit 1998.",
        "Als Personaldienstleister arbeiten wir mit zwölf Servicecentern zwischen Hagen und Bochum zusammen."), True),
    Employer("dialogwerk-hagen", "Dialogwerk Sieben Contact Center GmbH", "outsourcer", (
        "Wir sind ein Kundenservice-Dienstleister. Unsere Auftraggeber kommen aus Handel, Reise und Energie.",
        "Mittelgroße Firmen geben uns ihren Kundenkontakt. Wir arbeiten im Namen von neun Auftraggebern.")),
    Employer("museumsbahn-verein", "Förderverein Alte Museumsbahn e. V.", "other", (
        "Unser Verein betreibt eine historische Bahn. 40.000 Gäste im Jahr haben Fragen.",
        "Dampflok, Draisine, Werkstatt: Wir halten eine alte Strecke am Leben."), format="jsonld"),
)  # fmt: skip
