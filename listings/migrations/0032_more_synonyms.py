"""More synonyms to begin with; editors change them at the desk."""

from django.db import migrations

TWO_WAY = [
    ("Backoffice", "Back Office"), ("Helpdesk", "Help Desk"), ("Helpdesk", "Anwenderbetreuung"),
    ("Helpdesk", "Service Desk"), ("Technischer Support", "Technical Support"), ("Retoure", "Rücksendung"),
    ("Telesales", "Telefonverkauf"), ("Telesales", "Televertrieb"), ("Contact Center", "Callcenter"),
    ("Kundenservice", "Client Support"), ("Kundenservice", "Kundenkontakt"), ("Teamleiter", "Team Lead"),
    ("Teamleiter", "Supervisor"), ("Chat", "Livechat"),
    ("Auftragsbearbeitung", "Order Management"), ("Beschwerdemanagement", "Reklamationsbearbeitung"),
]  # fmt: skip
ONE_WAY = [("Telefonist", "Telefonzentrale"), ("Rezeptionist", "Empfang"), ("Telefonagent", "Callcenter"),
           ("Kundenberater", "Kundenservice"), ("Servicemitarbeiter", "Kundenservice")]  # fmt: skip


def fill(apps, schema_editor):
    synonym = apps.get_model("listings", "SearchSynonym")
    synonym.objects.bulk_create(
        [synonym(word=word, meaning=meaning, is_two_way=both)
         for pairs, both in ((TWO_WAY, True), (ONE_WAY, False)) for word, meaning in pairs],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("listings", "0031_employers")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
