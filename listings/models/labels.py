"""German words for the closed values of vocabulary.py, in the order in which pages show them."""

Words = dict[str, str]

SHIFTS: Words = {
    "early": "Früh", "day": "Tag", "late": "Spät", "night": "Nacht", "rotating": "Wechsel",
    "weekend": "Wochenende", "flexible": "Flexibel",
}  # fmt: skip
SALARY_BANDS: Words = {
    "-2400": "unter 2.400 €", "2400-2800": "2.400 bis 2.800 €", "2800-3200": "2.800 bis 3.200 €",
    "3200-3600": "3.200 bis 3.600 €", "3600-": "über 3.600 €", "unknown": "nicht genannt",
}  # fmt: skip
SALARY_UNITS: Words = {"hour": "in der Stunde", "month": "im Monat", "year": "im Jahr"}
SALARY_ORIGINS: Words = {"structured": "Angabe des Arbeitgebers", "text": "aus dem Text", "absent": "fehlt"}
EMPLOYMENT: Words = {
    "full_time": "Vollzeit", "part_time": "Teilzeit", "minijob": "Minijob",
    "working_student": "Werkstudium", "apprenticeship": "Ausbildung", "internship": "Praktikum",
    "freelance": "freie Mitarbeit",
}  # fmt: skip
CONTRACTS: Words = {"permanent": "unbefristet", "limited": "befristet", "agency": "Zeitarbeit"}
WORK_MODES: Words = {"onsite": "vor Ort", "hybrid": "teils Homeoffice", "remote": "ganz Homeoffice"}
ENTRY: Words = {"career_changer": "Quereinstieg möglich"}
LANGUAGES: Words = {
    "en": "Englisch", "nl": "Niederländisch", "tr": "Türkisch", "pl": "Polnisch", "fr": "Französisch",
    "ru": "Russisch", "uk": "Ukrainisch", "ar": "Arabisch", "es": "Spanisch", "it": "Italienisch",
    "de": "Deutsch",
}  # fmt: skip
SECTORS: Words = {
    "logistics": "Logistik", "retail": "Handel", "telecom": "Telekommunikation",
    "insurance": "Versicherung", "banking": "Bank", "energy": "Energie", "ecommerce": "Onlinehandel",
    "it": "IT", "health": "Gesundheit", "travel": "Reise und Verkehr", "public": "öffentlicher Dienst",
    "housing": "Wohnen", "media": "Medien", "staffing": "Personaldienst", "outsourcer": "Servicedienst",
    "other": "andere",
}  # fmt: skip
EMPLOYER_KINDS: Words = {
    "direct": "Arbeitgeber selbst", "staffing": "Zeitarbeit", "recruiter": "Personalvermittlung",
    "outsourcer": "Servicedienstleister",
}  # fmt: skip
ORIGINS: Words = {"structured": "Angabe des Arbeitgebers", "text": "aus dem Text"}
FINDING_LEVELS: Words = {"info": "Hinweis", "warning": "Warnung", "hold": "zurückhalten"}
ALARM_KINDS: Words = {
    "silent": "Quelle schweigt", "incomplete": "zweimal unvollständig", "rejected": "viel abgelehnt",
    "missing": "vieles fehlt", "fill_rate": "Feld plötzlich leer", "job": "Aufgabe läuft nicht",
}  # fmt: skip
STATUS: Words = {
    "unconfirmed": "Adresse nicht bestätigt", "in_review": "in Prüfung", "returned": "zurück beim Arbeitgeber", "held": "zurückgehalten",
    "published": "online", "paused": "pausiert", "rejected": "abgelehnt", "retracted": "zurückgezogen", "blocked": "gesperrt", "closed": "beendet",
    "withdrawn": "aus der Quelle verschwunden", "expired": "abgelaufen",
}  # fmt: skip
RUN_STATUS: Words = {
    "running": "läuft", "complete": "vollständig", "partial": "teilweise", "refused": "verweigert",
}  # fmt: skip
SOURCE_KINDS: Words = {
    "snapshot": "ganzer Bestand", "paged": "ganzer Bestand in Seiten", "window": "nur das Neueste",
}  # fmt: skip
ID_TRUST: Words = {"strong": "hoch", "weak": "gering"}
SCOPES: Words = {"customer_service": "nur Kundenservice", "all": "alles"}
SURCHARGES: Words = {"night": "Nacht", "saturday": "Samstag", "sunday": "Sonntag", "holiday": "Feiertag"}

OUTCOMES: Words = {
    "filled_here": "besetzt, über diese Anzeige", "filled_elsewhere": "besetzt, auf anderem Weg",
    "not_filled": "nicht besetzt",
}  # fmt: skip
MEMBER_ROLES: Words = {"owner": "verantwortlich", "member": "darf mitarbeiten"}
CLAIM_STATES: Words = {"waiting": "wartet", "accepted": "angenommen", "refused": "abgelehnt"}
REPORT_REASONS: Words = {
    "fraud": "Betrug: Geld, Ausweis oder Konto verlangt", "gone": "Die Stelle gibt es nicht mehr",
    "discrimination": "Die Anzeige benachteiligt Menschen", "false": "Gehalt, Schicht oder andere Angaben sind falsch",
    "rights": "Verletzt Persönlichkeits- oder Urheberrechte", "other": "Etwas anderes",
}  # fmt: skip
CASE_STATES: Words = {"open": "offen", "decided": "entschieden"}
CASE_OUTCOMES: Words = {
    "no_action": "keine Maßnahme", "returned": "zurück an den Arbeitgeber", "held": "vorläufig zurückgehalten",
    "taken_down": "heruntergenommen",
}  # fmt: skip
CASE_PARTIES: Words = {"reporter": "wer gemeldet hat", "employer": "Arbeitgeber"}
APPLICATION_STATES: Words = {
    "draft": "noch nicht abgeschickt", "waiting": "unterwegs", "sending": "wird zugestellt", "delivered": "zugestellt",
    "failed": "nicht zustellbar",
}  # fmt: skip
ALERT_FREQUENCIES: Words = {
    "daily": "jeden Morgen", "weekly": "einmal in der Woche", "instant": "sofort, höchstens dreimal am Tag",
}  # fmt: skip
VISIT_SOURCES: Words = {
    "search": "unsere Listen", "guide": "Ratgeber", "mail": "Jobalarm", "engine": "Suchmaschinen",
    "site": "andere Seiten", "direct": "ohne Angabe",
}  # fmt: skip

FILTERS: dict[str, tuple[str, Words]] = {
    "shift": ("Schicht", SHIFTS),
    "salary": ("Gehalt im Monat", SALARY_BANDS),
    "employment": ("Umfang", EMPLOYMENT),
    "contract": ("Vertrag", CONTRACTS),
    "work_mode": ("Arbeitsort", WORK_MODES),
    "entry": ("Einstieg", ENTRY),
    "language": ("Sprache", LANGUAGES),
    "sector": ("Branche", SECTORS),
}
"""Search parameter to its legend and the words of its values."""
