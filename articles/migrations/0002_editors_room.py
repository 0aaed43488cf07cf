import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0001_first'),
        ('listings', '0034_moderation'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EditingPresence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='FactValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('stellen', 'Zahl der Stellen'), ('gehalt-mitte', 'Gehalt, Mitte'), ('gehalt-genannt', 'Anteil mit genanntem Gehalt'), ('gehalt-einstieg', 'Gehalt für Einsteiger:innen'), ('gehalt-erfahren', 'Gehalt mit Erfahrung'), ('schicht-anteil', 'Anteil einer Schicht'), ('arbeitgeber', 'Arbeitgeber mit den meisten Stellen')], max_length=16)),
                ('radius', models.PositiveSmallIntegerField()),
                ('shift', models.CharField(blank=True, max_length=10)),
                ('value', models.JSONField()),
                ('listings', models.PositiveIntegerField()),
                ('worked_out_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='ImageFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('width', models.PositiveIntegerField()),
                ('format', models.CharField(choices=[('avif', 'AVIF'), ('webp', 'WebP'), ('jpeg', 'JPEG')], max_length=4)),
                ('data', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='Redirect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='frühere Adresse')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='seit')),
            ],
            options={
                'verbose_name': 'Weiterleitung',
                'verbose_name_plural': 'Weiterleitungen',
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='Nummer')),
                ('fields', models.JSONField(verbose_name='Inhalt')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='Notiz')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='gespeichert am')),
                ('was_public', models.BooleanField(default=False, verbose_name='öffentlich')),
            ],
            options={
                'verbose_name': 'Fassung',
                'verbose_name_plural': 'Fassungen',
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='StatedFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='Nummer im Text')),
                ('words', models.CharField(max_length=200, verbose_name='Wortlaut')),
                ('kind', models.CharField(choices=[('gehalt', 'Gehalt'), ('mindestlohn', 'Mindestlohn'), ('stellen', 'Zahl der Stellen'), ('anteil', 'Anteil'), ('sonstiges', 'Sonstiges')], max_length=12, verbose_name='Art')),
                ('low', models.DecimalField(decimal_places=2, max_digits=12, null=True, verbose_name='von')),
                ('high', models.DecimalField(decimal_places=2, max_digits=12, null=True, verbose_name='bis')),
                ('unit', models.CharField(blank=True, max_length=8, verbose_name='Einheit')),
                ('radius', models.PositiveSmallIntegerField(default=25, verbose_name='Umkreis in km')),
                ('source', models.CharField(max_length=200, verbose_name='Quelle')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='Adresse der Quelle')),
                ('as_of', models.DateField(verbose_name='Stand')),
                ('compared_at', models.DateTimeField(null=True, verbose_name='verglichen')),
                ('drift', models.CharField(choices=[('none', 'stimmt'), ('moved', 'weicht ab'), ('aged', 'veraltet'), ('unlawful', 'unter dem Mindestlohn')], default='none', max_length=8, verbose_name='Abweichung')),
                ('drifted_at', models.DateTimeField(null=True, verbose_name='weicht ab seit')),
                ('told_at', models.DateTimeField(null=True, verbose_name='gemeldet')),
                ('finding', models.CharField(blank=True, max_length=500, verbose_name='Befund')),
                ('suggestion', models.CharField(blank=True, max_length=500, verbose_name='Vorschlag')),
            ],
            options={
                'verbose_name': 'Angabe',
                'verbose_name_plural': 'Angaben',
                'ordering': ['article', 'number'],
            },
        ),
        migrations.CreateModel(
            name='WorkingCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fields', models.JSONField()),
                ('based_on', models.PositiveIntegerField(default=0)),
                ('saved_at', models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.AlterModelOptions(
            name='article',
            options={'ordering': ['-published_at', '-pk'], 'permissions': [('publish_article', 'Darf Artikel veröffentlichen')], 'verbose_name': 'Artikel', 'verbose_name_plural': 'Artikel'},
        ),
        migrations.AddField(
            model_name='article',
            name='changed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='geändert am'),
        ),
        migrations.AddField(
            model_name='article',
            name='gate_passed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='Prüfung bestanden am'),
        ),
        migrations.AddField(
            model_name='article',
            name='gate_report',
            field=models.JSONField(blank=True, default=list, verbose_name='Prüfbericht'),
        ),
        migrations.AddField(
            model_name='article',
            name='meta_description',
            field=models.CharField(blank=True, max_length=170, verbose_name='Beschreibung für Suchmaschinen'),
        ),
        migrations.AddField(
            model_name='article',
            name='meta_title',
            field=models.CharField(blank=True, max_length=70, verbose_name='Titel für Suchmaschinen'),
        ),
        migrations.AddField(
            model_name='article',
            name='publish_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='geplant für'),
        ),
        migrations.AddField(
            model_name='article',
            name='radius',
            field=models.PositiveSmallIntegerField(default=25, verbose_name='Umkreis in km'),
        ),
        migrations.AddField(
            model_name='article',
            name='review_by',
            field=models.DateField(blank=True, null=True, verbose_name='prüfen bis'),
        ),
        migrations.AddField(
            model_name='article',
            name='state',
            field=models.CharField(choices=[('draft', 'Entwurf'), ('planned', 'geplant'), ('published', 'veröffentlicht'), ('withdrawn', 'zurückgezogen')], db_default='draft', default='draft', max_length=9, verbose_name='Stand'),
        ),
        migrations.CreateModel(
            name='ArticleCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('came_from', models.CharField(choices=[('search', 'unsere Listen'), ('guide', 'Ratgeber'), ('mail', 'Jobalarm'), ('engine', 'Suchmaschinen'), ('site', 'andere Seiten'), ('direct', 'ohne Angabe')], max_length=8)),
                ('views', models.PositiveIntegerField(default=0)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='day_counts', to='articles.article')),
            ],
        ),
        migrations.CreateModel(
            name='ArticleImage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alt', models.CharField(max_length=300, verbose_name='Was zu sehen ist')),
                ('credit', models.CharField(max_length=200, verbose_name='Bildnachweis')),
                ('caption', models.CharField(blank=True, max_length=300, verbose_name='Bildunterschrift')),
                ('width', models.PositiveIntegerField(editable=False, verbose_name='Breite')),
                ('height', models.PositiveIntegerField(editable=False, verbose_name='Höhe')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='hochgeladen am')),
                ('user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Bild',
                'verbose_name_plural': 'Bilder',
                'ordering': ['-pk'],
            },
        ),
        migrations.AddField(
            model_name='article',
            name='lead_image',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.articleimage', verbose_name='Bild'),
        ),
        migrations.CreateModel(
            name='Author',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='Name')),
                ('role', models.CharField(blank=True, help_text='Zum Beispiel: Redakteurin für das Ruhrgebiet', max_length=100, verbose_name='Aufgabe')),
                ('about', models.TextField(blank=True, max_length=600, verbose_name='Über die Person')),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='author', to=settings.AUTH_USER_MODEL, verbose_name='Konto')),
            ],
            options={
                'verbose_name': 'Autor:in',
                'verbose_name_plural': 'Autor:innen',
                'ordering': ['name'],
            },
        ),
        migrations.RenameField(model_name='article', old_name='author', new_name='author_name'),
        migrations.AddField(
            model_name='article',
            name='author',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.author', verbose_name='Autor:in'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['state', 'publish_at'], name='articles_by_state'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'planned'), _negated=True), ('publish_at__isnull', False), _connector='OR'), name='planned_article_has_a_moment'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['published', 'withdrawn']), _negated=True), ('published_at__isnull', False), _connector='OR'), name='public_article_has_a_date'),
        ),
        migrations.AddField(
            model_name='editingpresence',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='articles.article'),
        ),
        migrations.AddField(
            model_name='editingpresence',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='factvalue',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='listings.place'),
        ),
        migrations.AddField(
            model_name='imagefile',
            name='image',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='articles.articleimage'),
        ),
        migrations.AddField(
            model_name='redirect',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='redirects', to='articles.article', verbose_name='Artikel'),
        ),
        migrations.AddField(
            model_name='revision',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='articles.article', verbose_name='Artikel'),
        ),
        migrations.AddField(
            model_name='revision',
            name='user',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='von'),
        ),
        migrations.AddField(
            model_name='statedfigure',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='articles.article', verbose_name='Artikel'),
        ),
        migrations.AddField(
            model_name='statedfigure',
            name='place',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='listings.place', verbose_name='Ort'),
        ),
        migrations.AddField(
            model_name='workingcopy',
            name='article',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='working_copies', to='articles.article'),
        ),
        migrations.AddField(
            model_name='workingcopy',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='articlecount',
            constraint=models.UniqueConstraint(fields=('article', 'day', 'came_from'), name='reading_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='articleimage',
            constraint=models.CheckConstraint(condition=models.Q(('alt', ''), _negated=True), name='image_says_what_it_shows'),
        ),
        migrations.AddConstraint(
            model_name='editingpresence',
            constraint=models.UniqueConstraint(fields=('article', 'user'), name='seen_once_an_article'),
        ),
        migrations.AddIndex(
            model_name='factvalue',
            index=models.Index(fields=['worked_out_at'], name='facts_by_age'),
        ),
        migrations.AddConstraint(
            model_name='factvalue',
            constraint=models.UniqueConstraint(fields=('place', 'radius', 'kind', 'shift'), name='fact_worked_out_once'),
        ),
        migrations.AddConstraint(
            model_name='imagefile',
            constraint=models.UniqueConstraint(fields=('image', 'width', 'format'), name='file_once_a_width'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.UniqueConstraint(fields=('article', 'number'), name='revision_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='statedfigure',
            constraint=models.UniqueConstraint(fields=('article', 'number'), name='figure_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='workingcopy',
            constraint=models.UniqueConstraint(fields=('article', 'user'), name='one_working_copy_a_person', nulls_distinct=False),
        ),
    ]
