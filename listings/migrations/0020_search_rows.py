"""The narrow search table and the triggers that keep it; bit order as in vocabulary.py on this day."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


FORWARDS = r"""
CREATE FUNCTION listings_search_combo(l listings_listing) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN 'early' = ANY(l.shifts) THEN 1 ELSE 0 END |
        CASE WHEN 'late' = ANY(l.shifts) THEN 2 ELSE 0 END |
        CASE WHEN 'night' = ANY(l.shifts) THEN 4 ELSE 0 END |
        CASE WHEN 'weekend' = ANY(l.shifts) THEN 8 ELSE 0 END |
        CASE WHEN 'rotating' = ANY(l.shifts) THEN 16 ELSE 0 END |
        CASE WHEN 'day' = ANY(l.shifts) THEN 32 ELSE 0 END |
        CASE WHEN 'flexible' = ANY(l.shifts) THEN 64 ELSE 0 END |
        CASE WHEN l.salary_month_min < 2400 AND (l.salary_month_max > 0 OR (l.salary_month_min = l.salary_month_max AND l.salary_month_min = 0)) THEN 128 ELSE 0 END |
        CASE WHEN l.salary_month_min < 2800 AND (l.salary_month_max > 2400 OR (l.salary_month_min = l.salary_month_max AND l.salary_month_min = 2400)) THEN 256 ELSE 0 END |
        CASE WHEN l.salary_month_min < 3200 AND (l.salary_month_max > 2800 OR (l.salary_month_min = l.salary_month_max AND l.salary_month_min = 2800)) THEN 512 ELSE 0 END |
        CASE WHEN l.salary_month_min < 3600 AND (l.salary_month_max > 3200 OR (l.salary_month_min = l.salary_month_max AND l.salary_month_min = 3200)) THEN 1024 ELSE 0 END |
        CASE WHEN l.salary_month_min < 10000000 AND (l.salary_month_max > 3600 OR (l.salary_month_min = l.salary_month_max AND l.salary_month_min = 3600)) THEN 2048 ELSE 0 END |
        CASE WHEN l.salary_month_min IS NULL THEN 4096 ELSE 0 END |
        CASE WHEN 'full_time' = ANY(l.employment_type) THEN 8192 ELSE 0 END |
        CASE WHEN 'part_time' = ANY(l.employment_type) THEN 16384 ELSE 0 END |
        CASE WHEN 'minijob' = ANY(l.employment_type) THEN 32768 ELSE 0 END |
        CASE WHEN 'working_student' = ANY(l.employment_type) THEN 65536 ELSE 0 END |
        CASE WHEN 'apprenticeship' = ANY(l.employment_type) THEN 131072 ELSE 0 END |
        CASE WHEN 'internship' = ANY(l.employment_type) THEN 262144 ELSE 0 END |
        CASE WHEN 'freelance' = ANY(l.employment_type) THEN 524288 ELSE 0 END |
        CASE WHEN l.work_mode = 'onsite' THEN 1048576 ELSE 0 END |
        CASE WHEN l.work_mode = 'hybrid' THEN 2097152 ELSE 0 END |
        CASE WHEN l.work_mode = 'remote' THEN 4194304 ELSE 0 END |
        CASE WHEN 'permanent' = ANY(l.contract) THEN 8388608 ELSE 0 END |
        CASE WHEN 'limited' = ANY(l.contract) THEN 16777216 ELSE 0 END |
        CASE WHEN 'agency' = ANY(l.contract) THEN 33554432 ELSE 0 END |
        CASE WHEN 'career_changer' = ANY(l.entry) THEN 67108864 ELSE 0 END
$$;

CREATE FUNCTION listings_search_extra(l listings_listing) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN l.sector = 'logistics' THEN 1 ELSE 0 END |
        CASE WHEN l.sector = 'retail' THEN 2 ELSE 0 END |
        CASE WHEN l.sector = 'telecom' THEN 4 ELSE 0 END |
        CASE WHEN l.sector = 'insurance' THEN 8 ELSE 0 END |
        CASE WHEN l.sector = 'banking' THEN 16 ELSE 0 END |
        CASE WHEN l.sector = 'energy' THEN 32 ELSE 0 END |
        CASE WHEN l.sector = 'ecommerce' THEN 64 ELSE 0 END |
        CASE WHEN l.sector = 'it' THEN 128 ELSE 0 END |
        CASE WHEN l.sector = 'health' THEN 256 ELSE 0 END |
        CASE WHEN l.sector = 'travel' THEN 512 ELSE 0 END |
        CASE WHEN l.sector = 'public' THEN 1024 ELSE 0 END |
        CASE WHEN l.sector = 'housing' THEN 2048 ELSE 0 END |
        CASE WHEN l.sector = 'media' THEN 4096 ELSE 0 END |
        CASE WHEN l.sector = 'staffing' THEN 8192 ELSE 0 END |
        CASE WHEN l.sector = 'outsourcer' THEN 16384 ELSE 0 END |
        CASE WHEN l.sector = 'other' THEN 32768 ELSE 0 END |
        CASE WHEN 'en' = ANY(l.languages) THEN 65536 ELSE 0 END |
        CASE WHEN 'nl' = ANY(l.languages) THEN 131072 ELSE 0 END |
        CASE WHEN 'tr' = ANY(l.languages) THEN 262144 ELSE 0 END |
        CASE WHEN 'pl' = ANY(l.languages) THEN 524288 ELSE 0 END |
        CASE WHEN 'fr' = ANY(l.languages) THEN 1048576 ELSE 0 END |
        CASE WHEN 'ru' = ANY(l.languages) THEN 2097152 ELSE 0 END |
        CASE WHEN 'uk' = ANY(l.languages) THEN 4194304 ELSE 0 END |
        CASE WHEN 'ar' = ANY(l.languages) THEN 8388608 ELSE 0 END |
        CASE WHEN 'es' = ANY(l.languages) THEN 16777216 ELSE 0 END |
        CASE WHEN 'it' = ANY(l.languages) THEN 33554432 ELSE 0 END |
        CASE WHEN 'de' = ANY(l.languages) THEN 67108864 ELSE 0 END
$$;

CREATE FUNCTION listings_search_changed(new_spots bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE listings_searchgeneration SET n = n + 1, spots = spots + new_spots WHERE id =
        (SELECT id FROM listings_searchgeneration ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED);
    IF NOT FOUND THEN
        INSERT INTO listings_searchgeneration (n, spots) VALUES (1, new_spots);
    END IF;
END $$;

CREATE FUNCTION listings_search_add(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    new_spots bigint;
BEGIN
    WITH wanted AS (
        SELECT DISTINCT l.place_id, l.further_places, coalesce(l.latitude, p.latitude) latitude, coalesce(l.longitude, p.longitude) longitude
        FROM listings_listing l LEFT JOIN listings_place p ON p.id = l.place_id
        WHERE l.id = ANY(ids) AND l.status = 'published' AND NOT l.is_hidden_duplicate)
    INSERT INTO listings_searchspot (place_id, further_places, latitude, longitude)
    SELECT place_id, further_places, latitude, longitude FROM wanted w
    WHERE NOT EXISTS (SELECT 1 FROM listings_searchspot s WHERE s.place_id IS NOT DISTINCT FROM w.place_id
        AND s.further_places = w.further_places
        AND s.latitude IS NOT DISTINCT FROM w.latitude AND s.longitude IS NOT DISTINCT FROM w.longitude)
    ORDER BY place_id, latitude, longitude, further_places ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS new_spots = ROW_COUNT;
    IF new_spots > 0 THEN
        PERFORM listings_search_changed(new_spots);
    END IF;
    INSERT INTO listings_searchrow (listing_id, published_at, valid_through, spot_id, combo, extra, pay, pay_max, title_words, words)
    SELECT l.id, l.published_at, coalesce(l.valid_through, 'infinity'), s.id, listings_search_combo(l),
        listings_search_extra(l), (l.salary_month_min + l.salary_month_max) / 2, coalesce(l.salary_month_max, -1),
        coalesce(ts_filter(l.search_vector, '{a}'), ''), coalesce(l.search_vector, '')
    FROM listings_listing l LEFT JOIN listings_place p ON p.id = l.place_id
        JOIN listings_searchspot s ON coalesce(s.place_id, 0) = coalesce(l.place_id, 0)
        AND s.further_places = l.further_places
        AND coalesce(s.latitude, 99) = coalesce(l.latitude, p.latitude, 99)
        AND coalesce(s.longitude, 999) = coalesce(l.longitude, p.longitude, 999)
    WHERE l.id = ANY(ids) AND l.status = 'published' AND NOT l.is_hidden_duplicate
    ORDER BY l.id;
END $$;

CREATE FUNCTION listings_search_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM listings_search_add(array_agg(id)) FROM new_rows
    WHERE status = 'published' AND NOT is_hidden_duplicate HAVING count(*) > 0;
    RETURN NULL;
END $$;

CREATE FUNCTION listings_search_update() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[];
BEGIN
    SELECT array_agg(n.id) INTO ids FROM new_rows n JOIN old_rows o USING (id)
    WHERE (n.status = 'published' OR o.status = 'published')
        AND (n.status, n.is_hidden_duplicate, n.published_at, n.valid_through, n.place_id, n.further_places, n.latitude, n.longitude,
             n.shifts, n.employment_type, n.contract, n.work_mode, n.sector, n.languages, n.entry,
             n.salary_month_min, n.salary_month_max, n.search_vector)
        IS DISTINCT FROM
            (o.status, o.is_hidden_duplicate, o.published_at, o.valid_through, o.place_id, o.further_places, o.latitude, o.longitude,
             o.shifts, o.employment_type, o.contract, o.work_mode, o.sector, o.languages, o.entry,
             o.salary_month_min, o.salary_month_max, o.search_vector);
    IF ids IS NOT NULL THEN
        DELETE FROM listings_searchrow WHERE listing_id = ANY(ids);
        PERFORM listings_search_add(ids);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION listings_search_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM listings_searchrow USING old_rows WHERE listing_id = old_rows.id;
    RETURN NULL;
END $$;

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

CREATE TRIGGER search_insert AFTER INSERT ON listings_listing REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION listings_search_insert();
CREATE TRIGGER search_update AFTER UPDATE ON listings_listing REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION listings_search_update();
CREATE TRIGGER search_delete AFTER DELETE ON listings_listing REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION listings_search_delete();
CREATE TRIGGER count_insert AFTER INSERT ON listings_searchrow REFERENCING NEW TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION listings_search_count('1');
CREATE TRIGGER count_delete AFTER DELETE ON listings_searchrow REFERENCING OLD TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION listings_search_count('-1');

ALTER TABLE listings_listing ALTER search_vector SET STORAGE EXTERNAL;
ALTER TABLE listings_searchrow ALTER words SET STORAGE EXTERNAL, ALTER title_words SET STORAGE PLAIN;
ALTER TABLE listings_searchrow SET (toast_tuple_target = 128, autovacuum_vacuum_insert_scale_factor = 0.05);
SELECT listings_search_add(array_agg(id)) FROM listings_listing WHERE status = 'published' HAVING count(*) > 0;
"""

BACKWARDS = """
DROP TRIGGER search_insert ON listings_listing;
DROP TRIGGER search_update ON listings_listing;
DROP TRIGGER search_delete ON listings_listing;
DROP TRIGGER count_insert ON listings_searchrow;
DROP TRIGGER count_delete ON listings_searchrow;
DROP FUNCTION listings_search_insert, listings_search_update, listings_search_delete, listings_search_count;
DROP FUNCTION listings_search_add, listings_search_changed, listings_search_combo, listings_search_extra;
ALTER TABLE listings_listing ALTER search_vector SET STORAGE EXTENDED;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('listings', '0003_further_places'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchGeneration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('n', models.BigIntegerField()),
                ('spots', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='SearchTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('combo', models.IntegerField()),
                ('n', models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='SearchCube',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('spot_id', models.IntegerField()),
                ('combo', models.IntegerField()),
                ('n', models.IntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['spot_id'], include=('combo', 'n'), name='search_cube_spot')],
            },
        ),
        migrations.CreateModel(
            name='SearchRow',
            fields=[
                ('listing', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, db_constraint=False, related_name='search_row', serialize=False, to='listings.listing')),
                ('published_at', models.DateTimeField()),
                ('valid_through', models.DateTimeField()),
                ('spot_id', models.IntegerField()),
                ('combo', models.IntegerField()),
                ('extra', models.IntegerField()),
                ('pay', models.IntegerField(null=True)),
                ('pay_max', models.IntegerField()),
                ('title_words', django.contrib.postgres.search.SearchVectorField()),
                ('words', django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                'indexes': [models.Index(models.OrderBy(models.F('published_at'), descending=True), models.OrderBy(models.F('listing_id'), descending=True), name='search_newest'), models.Index(models.OrderBy(models.F('pay_max'), descending=True), models.OrderBy(models.F('published_at'), descending=True), models.OrderBy(models.F('listing_id'), descending=True), name='search_best_paid'), models.Index(fields=['spot_id', '-published_at', '-listing'], include=('combo', 'valid_through', 'pay'), name='search_spot'), models.Index(fields=['combo'], name='search_combo'), models.Index(fields=['valid_through'], include=('spot_id', 'combo'), name='search_end'), django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['title_words'], name='search_title_words'), django.contrib.postgres.indexes.GinIndex(fields=['words'], name='search_words')],
            },
        ),
        migrations.CreateModel(
            name='SearchSpot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place_id', models.BigIntegerField(null=True)),
                ('further_places', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('latitude', models.FloatField(null=True)),
                ('longitude', models.FloatField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('place_id', 'further_places', 'latitude', 'longitude'), name='search_spot_once', nulls_distinct=False)],
            },
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
