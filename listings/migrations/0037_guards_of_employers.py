"""What guards employers and listings: domains that speak for one employer (of two that share one the older keeps it),
listings that are blocked, letters that wait for the mail server, and what employers changed on their pages."""

import django.db.models.deletion
from django.db import migrations, models


def in_one_spelling(apps, schema_editor):
    employer = apps.get_model("listings", "Employer")
    seen = set()
    for row in employer.objects.exclude(domain="").order_by("pk").only("domain").iterator():
        domain = row.domain.strip().lower().rpartition("://")[2].partition("/")[0].rpartition("@")[2]
        domain = domain.removeprefix("www.").removesuffix(".")
        parts = domain.split(".")
        is_good = len(parts) > 1 and all(part.isascii() and part.replace("-", "a").isalnum() for part in parts)
        kept = domain if is_good and domain not in seen else ""
        seen.add(domain)
        if kept != row.domain:
            employer.objects.filter(pk=row.pk).update(domain=kept)


class Migration(migrations.Migration):
    dependencies = [("listings", "0036_feed_hookup")]

    operations = [
        migrations.RunPython(in_one_spelling, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="employer",
            name="domain",
            field=models.CharField(blank=True, help_text="Wer eine E-Mail-Adresse genau auf dieser Domain hat, darf für den Arbeitgeber handeln: firma.de", max_length=200, verbose_name="Domain"),
        ),
        migrations.AddConstraint(
            model_name="employer",
            constraint=models.UniqueConstraint(condition=models.Q(("domain", ""), _negated=True), fields=("domain",), name="domain_speaks_for_one_employer", violation_error_message="Diese Domain gehört schon zu einem anderen Arbeitgeber."),
        ),
        migrations.AddConstraint(
            model_name="employer",
            constraint=models.CheckConstraint(condition=models.Q(("domain", ""), ("domain__regex", r"^(?!www\.)([a-z0-9-]+\.)+[a-z0-9-]+$"), _connector="OR"), name="domain_in_its_one_spelling", violation_error_message="Schreib die Domain so: firma.de"),
        ),
        migrations.AlterField(
            model_name="listing",
            name="status",
            field=models.CharField(choices=[("unconfirmed", "Adresse nicht bestätigt"), ("in_review", "in Prüfung"), ("returned", "zurück beim Arbeitgeber"), ("held", "zurückgehalten"), ("published", "online"), ("paused", "pausiert"), ("rejected", "abgelehnt"), ("blocked", "gesperrt"), ("closed", "beendet"), ("withdrawn", "aus der Quelle verschwunden"), ("expired", "abgelaufen")], max_length=12, verbose_name="Stand"),
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("to", models.EmailField(max_length=254)),
                ("subject", models.CharField(max_length=250)),
                ("text", models.TextField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("taken_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "indexes": [models.Index(condition=models.Q(("taken_at", None)), fields=["id"], name="letters_that_wait")],
            },
        ),
        migrations.CreateModel(
            name="EmployerChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="wann")),
                ("changes", models.JSONField(default=dict, verbose_name="Änderungen")),
                ("employer", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="listings.employer", verbose_name="Arbeitgeber")),
                ("person", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="listings.person", verbose_name="wer")),
            ],
            options={
                "verbose_name": "Änderung an einer Arbeitgeberseite",
                "verbose_name_plural": "Änderungen an Arbeitgeberseiten",
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["-at"], name="employer_changes_by_time")],
            },
        ),
    ]
