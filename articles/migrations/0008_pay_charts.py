from django.db import migrations, models

KINDS = [
    ("stellen", "Zahl der Stellen"), ("gehalt-mitte", "Gehalt, Mitte"), ("gehalt-verteilung", "Gehälter als Diagramm"),
    ("gehalt-genannt", "Anteil mit genanntem Gehalt"), ("gehalt-einstieg", "Gehalt für Einsteiger:innen"),
    ("gehalt-erfahren", "Gehalt mit Erfahrung"), ("schicht-anteil", "Anteil einer Schicht"),
    ("arbeitgeber", "Arbeitgeber mit den meisten Stellen"),
]  # fmt: skip


def forget_charts(apps, schema_editor):
    """They are worked out anew."""
    apps.get_model("articles", "FactValue").objects.filter(kind="gehalt-verteilung").delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_law_claims")]
    operations = [
        migrations.AlterField("factvalue", "kind", models.CharField(choices=KINDS, max_length=20)),
        migrations.RunPython(migrations.RunPython.noop, forget_charts),
    ]
