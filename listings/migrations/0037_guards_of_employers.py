"""A domain speaks for one employer and has one spelling: of two employers that share one the older keeps it."""

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
    dependencies = [("listings", "0034_moderation")]

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
    ]
