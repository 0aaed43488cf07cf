"""German words for the closed values of vocabulary.py, in the order in which pages show them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

SHIFTS: Words = {
    "early": _("Früh"), "day": _("Tag"), "late": _("Spät"), "night": _("Nacht"), "rotating": _("Wechsel"),
    "weekend": _("Wochenende"), "flexible": _("Flexibel"),
}  # fmt: skip
SALARY_BANDS: Words = {
    "-2400": _("unter 2.400 €"), "2400-2800": _("2.400 bis 2.800 €"), "2800-3200": _("2.800 bis 3.200 €"),
    "3200-3600": _("3.200 bis 3.600 €"), "3600-": _("über 3.600 €"), "unknown": _("nicht genannt"),
}  # fmt: skip
SALARY_UNITS: Words = {"hour": _("in der Stunde"), "month": _("im Monat"), "year": _("im Jahr")}
SALARY_ORIGINS: Words = {"structured": _("Angabe des Arbeitgebers"), "text": _("aus dem Text"), "absent": _("fehlt")}
EMPLOYMENT: Words = {
    "full_time": _("Vollzeit"), "part_time": _("Teilzeit"), "minijob": _("Minijob"),
    "working_student": _("Werkstudium"), "apprenticeship": _("Ausbildung"), "internship": _("Praktikum"),
    "freelance": _("freie Mitarbeit"),
}  # fmt: skip
CONTRACTS: Words = {"permanent": _("unbefristet"), "limited": _("befristet"), "agency": _("Zeitarbeit")}
WORK_MODES: Words = {"onsite": _("vor Ort"), "hybrid": _("teils Homeoffice"), "remote": _("ganz Homeoffice")}
ENTRY: Words = {"career_changer": _("Quereinstieg möglich")}
LANGUAGES: Words = {
    "en": _("Englisch"), "nl": _("Niederländisch"), "tr": _("Türkisch"), "pl": _("Polnisch"), "fr": _("Französisch"),
    "ru": _("Russisch"), "uk": _("Ukrainisch"), "ar": _("Arabisch"), "es": _("Spanisch"), "it": _("Italienisch"),
    "de": _("Deutsch"),
}  # fmt: skip
SECTORS: Words = {
    "logistics": _("Logistik"), "retail": _("Handel"), "telecom": _("Telekommunikation"),
    "insurance": _("Versicherung"), "banking": _("Bank"), "energy": _("Energie"), "ecommerce": _("Onlinehandel"),
    "it": _("IT"), "health": _("Gesundheit"), "travel": _("Reise und Verkehr"), "public": _("öffentlicher Dienst"),
    "housing": _("Wohnen"), "media": _("Medien"), "staffing": _("Personaldienst"), "outsourcer": _("Servicedienst"),
    "other": _("andere"),
}  # fmt: skip
EMPLOYER_KINDS: Words = {
    "direct": _("Arbeitgeber selbst"), "staffing": _("Zeitarbeit"), "recruiter": _("Personalvermittlung"),
    "outsourcer": _("Servicedienstleister"),
}  # fmt: skip
ORIGINS: Words = {"structured": _("Angabe des Arbeitgebers"), "text": _("aus dem Text")}
FINDING_LEVELS: Words = {"info": _("Hinweis"), "warning": _("Warnung"), "hold": _("zurückhalten")}
ALARM_KINDS: Words = {
    "silent": _("Quelle schweigt"), "incomplete": _("zweimal unvollständig"), "rejected": _("viel abgelehnt"),
    "missing": _("vieles fehlt"), "fill_rate": _("Feld plötzlich leer"), "job": _("Aufgabe läuft nicht"),
}  # fmt: skip
STATUS: Words = {
    "unconfirmed": _("Adresse nicht bestätigt"), "in_review": _("in Prüfung"), "returned": _("zurück beim Arbeitgeber"), "held": _("zurückgehalten"),
    "published": _("online"), "paused": _("pausiert"), "rejected": _("abgelehnt"), "closed": _("beendet"),
    "withdrawn": _("aus der Quelle verschwunden"), "expired": _("abgelaufen"),
}  # fmt: skip
RUN_STATUS: Words = {
    "running": _("läuft"), "complete": _("vollständig"), "partial": _("teilweise"), "refused": _("verweigert"),
}  # fmt: skip
SOURCE_KINDS: Words = {
    "snapshot": _("ganzer Bestand"), "paged": _("ganzer Bestand in Seiten"), "window": _("nur das Neueste"),
}  # fmt: skip
ID_TRUST: Words = {"strong": _("hoch"), "weak": _("gering")}
SCOPES: Words = {"customer_service": _("nur Kundenservice"), "all": _("alles")}

OUTCOMES: Words = {
    "filled_here": _("besetzt, über diese Anzeige"), "filled_elsewhere": _("besetzt, auf anderem Weg"),
    "not_filled": _("nicht besetzt"),
}  # fmt: skip
MEMBER_ROLES: Words = {"owner": _("verantwortlich"), "member": _("darf mitarbeiten")}
CLAIM_STATES: Words = {"waiting": _("wartet"), "accepted": _("angenommen"), "refused": _("abgelehnt")}
VISIT_SOURCES: Words = {
    "search": _("unsere Listen"), "guide": _("Ratgeber"), "mail": _("Jobalarm"), "engine": _("Suchmaschinen"),
    "site": _("andere Seiten"), "direct": _("ohne Angabe"),
}  # fmt: skip

FILTERS: dict[str, tuple[str | Promise, Words]] = {
    "shift": (_("Schicht"), SHIFTS),
    "salary": (_("Gehalt im Monat"), SALARY_BANDS),
    "employment": (_("Umfang"), EMPLOYMENT),
    "contract": (_("Vertrag"), CONTRACTS),
    "work_mode": (_("Arbeitsort"), WORK_MODES),
    "entry": (_("Einstieg"), ENTRY),
    "language": (_("Sprache"), LANGUAGES),
    "sector": (_("Branche"), SECTORS),
}
"""Search parameter to its legend and the words of its values."""
