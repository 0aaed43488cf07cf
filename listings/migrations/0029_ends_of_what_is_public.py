"""The index that expiry walks holds only what may still end."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('listings', '0028_end_warnings'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='listing',
            name='listing_by_end',
        ),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(condition=models.Q(('status__in', ['published', 'paused'])), fields=['valid_through'], name='listing_by_end'),
        ),
    ]
