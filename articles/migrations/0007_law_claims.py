"""What a stated figure may be compared with: the ceiling of Minijobs as well. Words only, no column changes."""

import articles.vocabulary
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0006_kept_figures'),
    ]

    operations = [
        migrations.AlterField(
            model_name='statedfigure',
            name='drift',
            field=models.CharField(choices=[(articles.vocabulary.Drift['NONE'], 'stimmt'), (articles.vocabulary.Drift['MOVED'], 'weicht ab'), (articles.vocabulary.Drift['AGED'], 'veraltet'), (articles.vocabulary.Drift['SOON'], 'bald gegen das Gesetz'), (articles.vocabulary.Drift['UNLAWFUL'], 'gegen das Gesetz')], default=articles.vocabulary.Drift['NONE'], max_length=8, verbose_name='Abweichung'),
        ),
        migrations.AlterField(
            model_name='statedfigure',
            name='kept_drift',
            field=models.CharField(blank=True, choices=[(articles.vocabulary.Drift['NONE'], 'stimmt'), (articles.vocabulary.Drift['MOVED'], 'weicht ab'), (articles.vocabulary.Drift['AGED'], 'veraltet'), (articles.vocabulary.Drift['SOON'], 'bald gegen das Gesetz'), (articles.vocabulary.Drift['UNLAWFUL'], 'gegen das Gesetz')], max_length=8),
        ),
        migrations.AlterField(
            model_name='statedfigure',
            name='kind',
            field=models.CharField(choices=[(articles.vocabulary.ClaimKind['PAY'], 'Gehalt'), (articles.vocabulary.ClaimKind['PAY_ENTRY'], 'Gehalt zum Einstieg'), (articles.vocabulary.ClaimKind['PAY_EXPERIENCED'], 'Gehalt mit Erfahrung'), (articles.vocabulary.ClaimKind['MINIMUM_WAGE'], 'Mindestlohn'), (articles.vocabulary.ClaimKind['MINIJOB'], 'Grenze für Minijobs'), (articles.vocabulary.ClaimKind['LISTINGS'], 'Zahl der Stellen'), (articles.vocabulary.ClaimKind['SHARE'], 'Anteil'), (articles.vocabulary.ClaimKind['OTHER'], 'Sonstiges')], max_length=12, verbose_name='Art'),
        ),
    ]
