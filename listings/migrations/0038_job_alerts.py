"""Job alerts. What is live when they begin is no news."""

import django.db.models.deletion
import listings.vocabulary
from django.db import migrations, models


KNOWN = """
INSERT INTO listings_listingnews (listing_id, job_id, job_key, found_at)
SELECT l.id, coalesce(l.duplicate_of_id, l.id), md5(coalesce(nullif(l.title_key, ''), lower(l.title)) || '|'
        || l.hiring_organization_id || '|' || coalesce(l.place_id::text, lower(l.city))),
    CASE WHEN r.listing_id IS NOT NULL THEN now() END
FROM listings_listing l LEFT JOIN listings_searchrow r ON r.listing_id = l.id
WHERE r.listing_id IS NOT NULL OR (l.is_hidden_duplicate AND l.duplicate_of_id IS NOT NULL)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('listings', '0037_guards_of_employers'),
    ]

    operations = [
        migrations.CreateModel(
            name='ListingNews',
            fields=[
                ('listing', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='news', serialize=False, to='listings.listing')),
                ('job_id', models.BigIntegerField(db_index=True)),
                ('job_key', models.CharField(db_index=True, max_length=32)),
                ('found_at', models.DateTimeField(db_index=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Subscriber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='E-Mail')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='seit')),
            ],
            options={
                'verbose_name': 'Adresse mit Jobalarm',
                'verbose_name_plural': 'Adressen mit Jobalarm',
            },
        ),
        migrations.CreateModel(
            name='JobAlert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('query', models.CharField(max_length=2000, verbose_name='Suche')),
                ('title', models.CharField(max_length=300, verbose_name='in Worten')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='Wörter')),
                ('latitude', models.FloatField(blank=True, null=True)),
                ('longitude', models.FloatField(blank=True, null=True)),
                ('radius_km', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('shift_bits', models.IntegerField(default=0)),
                ('salary_bits', models.IntegerField(default=0)),
                ('employment_bits', models.IntegerField(default=0)),
                ('work_mode_bits', models.IntegerField(default=0)),
                ('contract_bits', models.IntegerField(default=0)),
                ('entry_bits', models.IntegerField(default=0)),
                ('sector_bits', models.IntegerField(default=0)),
                ('language_bits', models.IntegerField(default=0)),
                ('frequency', models.CharField(choices=[('daily', 'jeden Morgen'), ('weekly', 'einmal in der Woche'), ('instant', 'sofort, höchstens dreimal am Tag')], max_length=7, verbose_name='wie oft')),
                ('weekday', models.PositiveSmallIntegerField(default=1, verbose_name='Wochentag')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='angelegt')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='bestätigt')),
                ('renewed_at', models.DateTimeField(blank=True, null=True, verbose_name='zuletzt gewollt')),
                ('asked_again_at', models.DateTimeField(blank=True, null=True, verbose_name='wieder gefragt')),
                ('paused_at', models.DateTimeField(blank=True, null=True, verbose_name='pausiert')),
                ('seen_until', models.DateTimeField(blank=True, null=True, verbose_name='geprüft bis')),
                ('next_at', models.DateTimeField(blank=True, null=True, verbose_name='nächste Prüfung')),
                ('mails_on', models.DateField(blank=True, null=True)),
                ('mails_that_day', models.PositiveSmallIntegerField(default=0)),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='listings.place')),
                ('subscriber', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alerts', to='listings.subscriber')),
            ],
            options={
                'verbose_name': 'Jobalarm',
                'verbose_name_plural': 'Jobalarme',
            },
        ),
        migrations.CreateModel(
            name='AlertConsent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address_digest', models.CharField(max_length=64)),
                ('text_version', models.CharField(max_length=20)),
                ('asked_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('alert', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='consent', to='listings.jobalert')),
            ],
        ),
        migrations.CreateModel(
            name='JobAlertMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[(listings.vocabulary.AlertMailKind['LISTINGS'], listings.vocabulary.AlertMailKind['LISTINGS']), (listings.vocabulary.AlertMailKind['QUESTION'], listings.vocabulary.AlertMailKind['QUESTION'])], max_length=8)),
                ('state', models.CharField(choices=[(listings.vocabulary.AlertMailState['PLANNED'], listings.vocabulary.AlertMailState['PLANNED']), (listings.vocabulary.AlertMailState['SENDING'], listings.vocabulary.AlertMailState['SENDING']), (listings.vocabulary.AlertMailState['SENT'], listings.vocabulary.AlertMailState['SENT']), (listings.vocabulary.AlertMailState['REFUSED'], listings.vocabulary.AlertMailState['REFUSED']), (listings.vocabulary.AlertMailState['DROPPED'], listings.vocabulary.AlertMailState['DROPPED']), (listings.vocabulary.AlertMailState['DOUBTFUL'], listings.vocabulary.AlertMailState['DOUBTFUL'])], default=listings.vocabulary.AlertMailState['PLANNED'], max_length=8)),
                ('planned_at', models.DateTimeField()),
                ('not_before', models.DateTimeField()),
                ('more', models.PositiveIntegerField(default=0)),
                ('claim', models.IntegerField(null=True)),
                ('claimed_at', models.DateTimeField(null=True)),
                ('server_started_at', models.DateTimeField(null=True)),
                ('is_begun', models.BooleanField(default=False)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('settled_at', models.DateTimeField(null=True)),
                ('alert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='listings.jobalert')),
            ],
        ),
        migrations.CreateModel(
            name='AlertedListing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('job_id', models.BigIntegerField()),
                ('listing_id', models.BigIntegerField()),
                ('km', models.FloatField(null=True)),
                ('is_useful', models.BooleanField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('alert', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='told', to='listings.jobalert')),
                ('mail', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='listings', to='listings.jobalertmail')),
            ],
        ),
        migrations.AddIndex(
            model_name='jobalertmail',
            index=models.Index(condition=models.Q(('state', 'planned')), fields=['not_before', 'id'], name='mails_to_send'),
        ),
        migrations.AddIndex(
            model_name='jobalertmail',
            index=models.Index(condition=models.Q(('state', 'sending')), fields=['claim'], name='mails_in_hand'),
        ),
        migrations.AddConstraint(
            model_name='jobalertmail',
            constraint=models.UniqueConstraint(fields=('alert', 'kind', 'planned_at'), name='mail_once_for_each_run'),
        ),
        migrations.AddConstraint(
            model_name='jobalertmail',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'sending'), _negated=True), models.Q(('claim__isnull', False), ('claimed_at__isnull', False), ('server_started_at__isnull', False)), _connector='OR'), name='mail_is_sent_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='alertedlisting',
            constraint=models.UniqueConstraint(fields=('alert', 'job_id'), name='job_once_for_each_alert'),
        ),
        migrations.AddIndex(
            model_name='jobalert',
            index=models.Index(condition=models.Q(('confirmed_at__isnull', False), ('paused_at', None)), fields=['next_at'], name='alerts_whose_turn_it_is'),
        ),
        migrations.AddConstraint(
            model_name='jobalert',
            constraint=models.UniqueConstraint(fields=('subscriber', 'query'), name='alert_once_for_each_search'),
        ),
        migrations.AddConstraint(
            model_name='jobalert',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude', None), ('longitude', None), ('place', None), ('radius_km', None)), models.Q(('latitude__isnull', False), ('longitude__isnull', False), ('place__isnull', False), ('radius_km__isnull', False)), _connector='OR'), name='alert_has_a_whole_circle_or_none'),
        ),
        migrations.AddConstraint(
            model_name='jobalert',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_at', None), models.Q(('next_at__isnull', False), ('seen_until__isnull', False)), _connector='OR'), name='confirmed_alert_has_a_turn'),
        ),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
    ]
