"""Synonyms that editors keep, with a first set."""

from django.db import migrations, models

TWO_WAY = [
    ("Kundenservice", "Customer Service"), ("Kundenservice", "Kundenbetreuung"), ("Kundenservice", "Kundenberatung"),
    ("Kundenservice", "Kundensupport"), ("Kundenservice", "Customer Support"), ("Kundenservice", "Customer Care"),
    ("Kundenbetreuung", "Customer Service"), ("Kundenbetreuer", "Kundenberater"), ("Call Center", "Callcenter"),
    ("Homeoffice", "Home Office"), ("Quereinsteiger", "Quereinstieg"), ("Reklamation", "Beschwerde"),
    ("Zeitarbeit", "Arbeitnehmerüberlassung"), ("Kundenberater", "Customer Service Agent"),
]
ONE_WAY = [("Kundendienst", "Kundenservice"), ("Kundendienst", "Kundenbetreuung"), ("Hotline", "Telefon"),
           ("Callcenter", "Telefon"), ("Rezeption", "Empfang")]


def fill(apps, schema_editor):
    Synonym = apps.get_model("listings", "SearchSynonym")
    Synonym.objects.bulk_create(
        Synonym(word=word, meaning=meaning, is_two_way=both)
        for pairs, both in ((TWO_WAY, True), (ONE_WAY, False)) for word, meaning in pairs
    )


class Migration(migrations.Migration):
    dependencies = [("listings", "0021_words_in_search_rows_only")]

    operations = [
        migrations.CreateModel(
            name="SearchSynonym",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=60, verbose_name="gesucht")),
                ("meaning", models.CharField(max_length=60, verbose_name="findet auch")),
                ("is_two_way", models.BooleanField(default=True, verbose_name="gilt in beide Richtungen")),
            ],
            options={
                "verbose_name": "Synonym", "verbose_name_plural": "Synonyme", "ordering": ["word", "meaning"],
                "constraints": [models.UniqueConstraint(fields=("word", "meaning"), name="synonym_stated_once")],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
