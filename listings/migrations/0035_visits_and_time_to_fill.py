"""Names of batches of counts that are in the table, and an index of what was filled through the portal."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("listings", "0034_moderation")]

    operations = [
        migrations.CreateModel(
            name="CountBatch",
            fields=[
                ("name", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("folded_at", models.DateTimeField()),
            ],
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(
                condition=models.Q(outcome="filled_here"), fields=["place", "closed_at"], name="listing_filled_here"
            ),
        ),
    ]
