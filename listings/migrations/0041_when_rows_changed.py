"""Rows that are there keep no moment: their listings count as changed when they were published."""

from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [("listings", "0037_guards_of_employers")]

    operations = [
        migrations.AddField("searchrow", "changed_at", models.DateTimeField(null=True)),
        migrations.AlterField("searchrow", "changed_at", models.DateTimeField(null=True, db_default=Now())),
    ]
