import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_pay_charts")]
    operations = [
        migrations.AddField(
            "article",
            "planned_revision",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+",
                to="articles.revision", verbose_name="geplante Fassung",
            ),
        ),
        migrations.AddConstraint(
            "article",
            models.CheckConstraint(
                condition=models.Q(planned_revision=None) | models.Q(state="published", publish_at__isnull=False),
                name="planned_change_is_of_a_public_article",
            ),
        ),
    ]  # fmt: skip
