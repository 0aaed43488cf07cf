"""A feed is tried before it is handed in; who decided, and whether its employer stopped it."""

import django.db.models.deletion
import listings.vocabulary
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('listings', '0035_visits_and_time_to_fill'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='feedproposal',
            name='source',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proposal', to='listings.source', verbose_name='Quelle'),
        ),
        migrations.AddField(
            model_name='feedproposal',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entschieden von'),
        ),
        migrations.AddField(
            model_name='feedproposal',
            name='format',
            field=models.CharField(choices=[('auto', 'auto'), ('personio', 'personio'), ('indeed', 'indeed'), ('jsonld', 'jsonld'), ('ba', 'ba'), ('greenhouse', 'greenhouse'), ('lever', 'lever'), ('smartrecruiters', 'smartrecruiters'), ('recruitee', 'recruitee'), ('ashby', 'ashby'), ('workable', 'workable'), ('arbeitnow', 'arbeitnow'), ('rss', 'rss'), ('csv', 'csv')], default=listings.vocabulary.FeedFormat['AUTO'], max_length=20, verbose_name='Format'),
        ),
        migrations.AddField(
            model_name='feedproposal',
            name='handed_in_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='zur Prüfung gegeben'),
        ),
        migrations.AddField(
            model_name='feedproposal',
            name='reading_since',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='wird gelesen seit'),
        ),
        migrations.AddField(
            model_name='feedproposal',
            name='stopped_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='vom Arbeitgeber gestoppt'),
        ),
        migrations.AddConstraint(
            model_name='feedproposal',
            constraint=models.CheckConstraint(condition=models.Q(('stopped_at', None), ('state', listings.vocabulary.ClaimState['ACCEPTED']), _connector='OR'), name='feed_stops_only_after_it_was_accepted'),
        ),
    ]
