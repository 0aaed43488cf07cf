"""Counting moves into the web server's memory: changes are noted for it, the cubes go."""

import django.contrib.postgres.fields
from django.db import migrations, models

FORWARDS = """
CREATE FUNCTION listings_search_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO listings_searchchange (xid, listing_ids)
    SELECT pg_current_xact_id()::text::bigint, array_agg(listing_id) FROM changed_rows HAVING count(*) > 0;
    IF FOUND THEN
        PERFORM listings_search_changed(0);
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER count_insert ON listings_searchrow;
DROP TRIGGER count_delete ON listings_searchrow;
DROP FUNCTION listings_search_count;
CREATE TRIGGER note_insert AFTER INSERT ON listings_searchrow REFERENCING NEW TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION listings_search_note();
CREATE TRIGGER note_delete AFTER DELETE ON listings_searchrow REFERENCING OLD TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION listings_search_note();
"""

BACKWARDS = """
CREATE FUNCTION listings_search_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM changed_rows) THEN
        RETURN NULL;
    END IF;
    INSERT INTO listings_searchcube (spot_id, combo, n)
    SELECT spot_id, combo, TG_ARGV[0]::int * count(*) FROM changed_rows GROUP BY spot_id, combo;
    INSERT INTO listings_searchtotal (combo, n)
    SELECT combo, TG_ARGV[0]::int * count(*) FROM changed_rows GROUP BY combo;
    PERFORM listings_search_changed(0);
    RETURN NULL;
END $$;
DROP TRIGGER note_insert ON listings_searchrow;
DROP TRIGGER note_delete ON listings_searchrow;
DROP FUNCTION listings_search_note;
CREATE TRIGGER count_insert AFTER INSERT ON listings_searchrow REFERENCING NEW TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION listings_search_count('1');
CREATE TRIGGER count_delete AFTER DELETE ON listings_searchrow REFERENCING OLD TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION listings_search_count('-1');
INSERT INTO listings_searchcube (spot_id, combo, n) SELECT spot_id, combo, count(*) FROM listings_searchrow GROUP BY 1, 2;
INSERT INTO listings_searchtotal (combo, n) SELECT combo, count(*) FROM listings_searchrow GROUP BY 1;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('listings', '0029_ends_of_what_is_public'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('xid', models.BigIntegerField(db_index=True)),
                ('listing_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
            ],
        ),
        migrations.CreateModel(
            name='SearchHorizon',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('forgotten_before', models.BigIntegerField(default=0)),
                ('next_before', models.BigIntegerField()),
                ('moved_at', models.DateTimeField()),
            ],
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
        migrations.DeleteModel(
            name='SearchCube',
        ),
        migrations.DeleteModel(
            name='SearchTotal',
        ),
    ]
