import articles.vocabulary
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0004_authors_have_rows'),
        ('listings', '0034_moderation'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='statedfigure',
            name='kept_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='entschieden am'),
        ),
        migrations.AddField(
            model_name='statedfigure',
            name='kept_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entschieden von'),
        ),
        migrations.AddField(
            model_name='statedfigure',
            name='kept_drift',
            field=models.CharField(blank=True, choices=[(articles.vocabulary.Drift['NONE'], 'stimmt'), (articles.vocabulary.Drift['MOVED'], 'weicht ab'), (articles.vocabulary.Drift['AGED'], 'veraltet'), (articles.vocabulary.Drift['SOON'], 'bald unter dem Mindestlohn'), (articles.vocabulary.Drift['UNLAWFUL'], 'gegen den Mindestlohn')], max_length=8),
        ),
        migrations.AddField(
            model_name='statedfigure',
            name='kept_reason',
            field=models.CharField(blank=True, max_length=500, verbose_name='warum es bleibt'),
        ),
        migrations.AddField(
            model_name='statedfigure',
            name='kept_until',
            field=models.DateField(blank=True, null=True, verbose_name='bleibt so bis'),
        ),
        migrations.AddField(
            model_name='statedfigure',
            name='shift',
            field=models.CharField(blank=True, max_length=10, verbose_name='Schicht'),
        ),
        migrations.AlterField(
            model_name='statedfigure',
            name='drift',
            field=models.CharField(choices=[(articles.vocabulary.Drift['NONE'], 'stimmt'), (articles.vocabulary.Drift['MOVED'], 'weicht ab'), (articles.vocabulary.Drift['AGED'], 'veraltet'), (articles.vocabulary.Drift['SOON'], 'bald unter dem Mindestlohn'), (articles.vocabulary.Drift['UNLAWFUL'], 'gegen den Mindestlohn')], default=articles.vocabulary.Drift['NONE'], max_length=8, verbose_name='Abweichung'),
        ),
        migrations.AlterField(
            model_name='statedfigure',
            name='kind',
            field=models.CharField(choices=[(articles.vocabulary.ClaimKind['PAY'], 'Gehalt'), (articles.vocabulary.ClaimKind['PAY_ENTRY'], 'Gehalt zum Einstieg'), (articles.vocabulary.ClaimKind['PAY_EXPERIENCED'], 'Gehalt mit Erfahrung'), (articles.vocabulary.ClaimKind['MINIMUM_WAGE'], 'Mindestlohn'), (articles.vocabulary.ClaimKind['LISTINGS'], 'Zahl der Stellen'), (articles.vocabulary.ClaimKind['SHARE'], 'Anteil'), (articles.vocabulary.ClaimKind['OTHER'], 'Sonstiges')], max_length=12, verbose_name='Art'),
        ),
        migrations.AddConstraint(
            model_name='statedfigure',
            constraint=models.CheckConstraint(condition=models.Q(('kept_until', None), models.Q(models.Q(('kept_reason', ''), _negated=True), ('kept_at__isnull', False)), _connector='OR'), name='figure_is_kept_for_a_reason'),
        ),
    ]
