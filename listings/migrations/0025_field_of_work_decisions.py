"""Moderators' words about titles are remembered."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('listings', '0024_evidence_findings_and_kind_of_employer'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FieldOfWorkDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title_pattern', models.CharField(help_text='Kleingeschrieben, ohne (m/w/d); * steht für beliebige Wörter.', max_length=200, verbose_name='Titel')),
                ('belongs', models.BooleanField(verbose_name='gehört ins Portal')),
                ('decided_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='entschieden')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entschieden von')),
                ('source', models.ForeignKey(blank=True, help_text='Leer: gilt für alle Quellen.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='field_of_work_decisions', to='listings.source', verbose_name='Quelle')),
            ],
            options={
                'verbose_name': 'Entscheidung über Titel',
                'verbose_name_plural': 'Entscheidungen über Titel',
                'ordering': ['title_pattern'],
                'constraints': [models.UniqueConstraint(fields=('source', 'title_pattern'), name='one_decision_for_each_title', nulls_distinct=False, violation_error_message='Für diesen Titel gibt es schon eine Entscheidung.')],
            },
        ),
    ]
