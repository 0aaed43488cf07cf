"""What operators are told, and when scheduled jobs ran."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('listings', '0026_raw_documents_and_kept_items'),
    ]

    operations = [
        migrations.CreateModel(
            name='ScheduledJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='Aufgabe')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='begonnen')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='gut beendet')),
                ('failed_at', models.DateTimeField(blank=True, null=True, verbose_name='gescheitert')),
                ('error', models.CharField(blank=True, max_length=500, verbose_name='Fehler')),
            ],
            options={
                'verbose_name': 'geplante Aufgabe',
                'verbose_name_plural': 'geplante Aufgaben',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Alarm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('silent', 'Quelle schweigt'), ('incomplete', 'zweimal unvollständig'), ('rejected', 'viel abgelehnt'), ('missing', 'vieles fehlt'), ('fill_rate', 'Feld plötzlich leer'), ('job', 'Aufgabe läuft nicht')], max_length=12, verbose_name='Art')),
                ('subject', models.CharField(blank=True, max_length=100, verbose_name='Gegenstand')),
                ('message', models.CharField(max_length=500, verbose_name='Meldung')),
                ('raised_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='seit')),
                ('mailed_at', models.DateTimeField(blank=True, null=True, verbose_name='gemeldet')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='vorbei')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='alarms', to='listings.source', verbose_name='Quelle')),
            ],
            options={
                'verbose_name': 'Alarm',
                'verbose_name_plural': 'Alarme',
                'ordering': ['-raised_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('settled_at__isnull', True)), fields=('kind', 'source', 'subject'), name='one_open_alarm_for_each_subject', nulls_distinct=False)],
            },
        ),
    ]
