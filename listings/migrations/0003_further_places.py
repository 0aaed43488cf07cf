"""One job in several places is one listing, found in each of them."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("listings", "0002_import_identity")]

    operations = [
        migrations.AddField(
            model_name="listing",
            name="further_places",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), blank=True, default=list, size=None, verbose_name="weitere Gemeinden"
            ),
        ),
    ]
