"""The first reasons for moderators to choose from. Those that somebody renamed stay on the way back."""

from django.db import migrations

TERMS = "Nutzungsbedingungen, Regeln für Anzeigen"
REASONS = [
    ("Gehalt unklar", "Das Gehalt steht im Text anders als im Feld, oder wir verstehen es nicht. Nenn den Betrag von und bis, ob er für die Stunde, den Monat oder das Jahr gilt, und brutto ohne Zuschläge.", f"{TERMS}: Gehalt, Schicht, Ort und Arbeitgeber stimmen", True),
    ("Schicht passt nicht zum Text", "Die angekreuzten Schichten passen nicht zu den Arbeitszeiten im Text. Kreuz an, was wirklich gearbeitet wird, und nenn frühesten Beginn und spätestes Ende.", f"{TERMS}: Gehalt, Schicht, Ort und Arbeitgeber stimmen", True),
    ("Titel nur für ein Geschlecht", "Der Titel spricht nur ein Geschlecht an. Schreib ihn neutral oder mit (m/w/d), zum Beispiel „Kundenberatung“ oder „Kundenberater:in (m/w/d)“.", "§ 11 AGG", True),
    ("Formulierung benachteiligt", "Eine Formulierung schließt Menschen wegen Alter, Herkunft, Geschlecht, Religion, Behinderung oder sexueller Identität aus. Streich sie, oder schreib, was die Aufgabe wirklich verlangt. Statt „Muttersprache“ zum Beispiel „Deutsch C1“.", "§ 11 AGG in Verbindung mit §§ 1 und 7 AGG", True),
    ("Unter dem Mindestlohn", "Das Gehalt liegt umgerechnet unter dem Mindestlohn. Prüf Betrag und Wochenstunden. Ist es eine Ausbildung oder ein Praktikum, für das der Mindestlohn nicht gilt, wähl das im Feld „Umfang“ und schreib es dazu.", "§ 1 MiLoG", True),
    ("Aufgaben zu ungenau", "Aus dem Text geht nicht hervor, was man den ganzen Tag tut. Schreib die wichtigsten Aufgaben auf: Telefon, Chat oder Mail, für wen, zu welchen Fragen.", TERMS, True),
    ("Bewerbungsweg geht nicht", "Der Weg zur Bewerbung führt ins Leere oder zu etwas anderem als dieser Stelle. Trag eine Adresse oder E-Mail ein, unter der man sich ohne Umwege bewerben kann.", TERMS, True),
    ("Kein Kundenservice", "Die Stelle ist keine Arbeit im Kundenservice. Hier stehen nur Stellen am Telefon, im Chat, im Innendienst und am Schalter.", f"{TERMS}: Nur Arbeit im Kundenservice", False),
    ("Verlangt Geld oder Daten vorab", "Die Anzeige verlangt vor dem Vertrag Geld, Ausweiskopien, ein Video-Ident oder Kontodaten. Das ist bei uns ausgeschlossen, weil Betrüger so vorgehen.", f"{TERMS}: Niemand verlangt vor dem Vertrag Geld, Ausweiskopien, ein Video-Ident oder Kontodaten", False),
    ("Arbeitgeber nicht erkennbar", "Wir können nicht feststellen, dass es diesen Arbeitgeber gibt und dass die Anzeige von ihm kommt. Name, Website und E-Mail passen nicht zusammen.", f"{TERMS}: Gehalt, Schicht, Ort und Arbeitgeber stimmen", False),
    ("Steht schon bei uns", "Dieselbe Stelle steht schon bei uns. Ändere oder verlängere die vorhandene Anzeige, statt sie noch einmal aufzugeben.", TERMS, False),
    ("Kein Arbeitsplatz", "Die Anzeige bietet keine Arbeit an, sondern wirbt für etwas anderes, etwa eine Schulung, ein Produkt oder Provision ohne Gehalt.", TERMS, False),
    ("Benachteiligt, trotz Bitte nicht geändert", "Die Anzeige schließt weiterhin Menschen wegen eines Merkmals aus, das bei der Auswahl keine Rolle spielen darf. Wir hatten dich gebeten, das zu ändern.", "§ 11 AGG in Verbindung mit §§ 1 und 7 AGG", False),
    ("Unter dem Mindestlohn", "Das Gehalt liegt umgerechnet unter dem Mindestlohn, und keine der gesetzlichen Ausnahmen trifft zu.", "§ 1 MiLoG", False),
]


def fill(apps, schema_editor):
    template = apps.get_model("listings", "ReasonTemplate")
    for position, (title, text, ground, is_for_changes) in enumerate(REASONS, 1):
        template.objects.get_or_create(
            title=title, is_for_changes=is_for_changes,
            defaults={"text": text, "legal_ground": ground, "position": position * 10},
        )


def empty(apps, schema_editor):
    template = apps.get_model("listings", "ReasonTemplate")
    for title, _, _, is_for_changes in REASONS:
        template.objects.filter(title=title, is_for_changes=is_for_changes).delete()


class Migration(migrations.Migration):
    dependencies = [("listings", "0033_access")]

    operations = [migrations.RunPython(fill, empty)]
