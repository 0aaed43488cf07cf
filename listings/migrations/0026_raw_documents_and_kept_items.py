"""Bodies of changed runs and rejected items are kept."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('listings', '0025_field_of_work_decisions'),
    ]

    operations = [
        migrations.AddField(
            model_name='source',
            name='read_by',
            field=models.CharField(blank=True, editable=False, max_length=32),
        ),
        migrations.AddField(
            model_name='importrun',
            name='broken',
            field=models.PositiveIntegerField(default=0, verbose_name='davon unbrauchbar'),
        ),
        migrations.AddField(
            model_name='importrun',
            name='digest',
            field=models.CharField(blank=True, max_length=64, verbose_name='Prüfsumme'),
        ),
        migrations.AddField(
            model_name='importrun',
            name='fill_rates',
            field=models.JSONField(blank=True, default=dict, verbose_name='Füllgrad'),
        ),
        migrations.AddField(
            model_name='importrun',
            name='is_replay',
            field=models.BooleanField(default=False, verbose_name='aus dem Archiv'),
        ),
        migrations.AddField(
            model_name='rejecteditem',
            name='position',
            field=models.PositiveIntegerField(default=0, verbose_name='Platz im Dokument'),
        ),
        migrations.AddField(
            model_name='rejecteditem',
            name='listing',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='listings.listing', verbose_name='Stelle'),
        ),
        migrations.AddField(
            model_name='rejecteditem',
            name='retried_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='noch einmal versucht'),
        ),
        migrations.CreateModel(
            name='RawDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fetched_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='geholt')),
                ('url', models.CharField(blank=True, max_length=1000, verbose_name='Adresse')),
                ('digest', models.CharField(max_length=64, verbose_name='Prüfsumme')),
                ('size', models.PositiveBigIntegerField(verbose_name='Bytes')),
                ('run', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='document', to='listings.importrun', verbose_name='Import')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='listings.source', verbose_name='Quelle')),
            ],
            options={
                'verbose_name': 'Originaldokument',
                'verbose_name_plural': 'Originaldokumente',
                'ordering': ['-fetched_at'],
            },
        ),
        migrations.CreateModel(
            name='RawPiece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('body', models.BinaryField()),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='listings.rawdocument')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('document', 'position'), name='raw_piece_has_its_place')],
            },
        ),
    ]
