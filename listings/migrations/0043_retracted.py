"""A listing that is not public yet is taken back by its employer. Backwards, it never becomes public all the same."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('listings', '0042_announcements'),
    ]

    operations = [
        migrations.AlterField(
            model_name='listing',
            name='status',
            field=models.CharField(choices=[('unconfirmed', 'Adresse nicht bestätigt'), ('in_review', 'in Prüfung'), ('returned', 'zurück beim Arbeitgeber'), ('held', 'zurückgehalten'), ('published', 'online'), ('paused', 'pausiert'), ('rejected', 'abgelehnt'), ('retracted', 'zurückgezogen'), ('blocked', 'gesperrt'), ('closed', 'beendet'), ('withdrawn', 'aus der Quelle verschwunden'), ('expired', 'abgelaufen')], max_length=12, verbose_name='Stand'),
        ),
        migrations.RunSQL("", "UPDATE listings_listing SET status = 'rejected' WHERE status = 'retracted'"),
    ]
