"""Employers are reminded of the end of their listing once."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('listings', '0027_alarms_and_scheduled_jobs'),
    ]

    operations = [
        migrations.AddField(
            model_name='listing',
            name='end_warned_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='an das Ende erinnert'),
        ),
    ]
