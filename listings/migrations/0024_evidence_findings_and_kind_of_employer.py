"""What each value was read from, what the wording checks found, and who would sign the contract."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('listings', '0023_desk_lists'),
    ]

    operations = [
        migrations.AddField(
            model_name='employer',
            name='kind',
            field=models.CharField(blank=True, choices=[('direct', 'Arbeitgeber selbst'), ('staffing', 'Zeitarbeit'), ('recruiter', 'Personalvermittlung'), ('outsourcer', 'Servicedienstleister')], help_text='Leer: was aus Name und Anzeige zu lesen ist. Gewählt gilt es für alle seine Anzeigen.', max_length=10, verbose_name='Art'),
        ),
        migrations.AddField(
            model_name='listing',
            name='employer_kind',
            field=models.CharField(blank=True, choices=[('direct', 'Arbeitgeber selbst'), ('staffing', 'Zeitarbeit'), ('recruiter', 'Personalvermittlung'), ('outsourcer', 'Servicedienstleister')], max_length=10, verbose_name='Art des Arbeitgebers'),
        ),
        migrations.AddField(
            model_name='listing',
            name='evidence',
            field=models.JSONField(blank=True, default=dict, verbose_name='gelesen aus'),
        ),
        migrations.AddField(
            model_name='listing',
            name='findings',
            field=models.JSONField(blank=True, default=list, verbose_name='Befunde'),
        ),
    ]
