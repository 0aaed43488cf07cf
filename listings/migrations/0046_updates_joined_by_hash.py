"""Large updates are joined by hash. The plan of a trigger is kept for the connection: after a first update of one row,
nested loops read ten thousand rows a hundred million times (43 s; now 0.1 s). A full join is never planned as such."""

from django.db import migrations

COLUMNS = (
    "status, is_hidden_duplicate, published_at, valid_through, place_id, further_places, latitude, longitude, shifts, "
    "employment_type, contract, work_mode, sector, languages, entry, salary_month_min, salary_month_max, search_vector"
)


def function(join: str) -> str:
    row = {letter: ", ".join(f"{letter}.{name}" for name in COLUMNS.split(", ")) for letter in "no"}
    return f"""
CREATE OR REPLACE FUNCTION listings_search_update() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[];
BEGIN
    SELECT array_agg(n.id) INTO ids FROM new_rows n {join} old_rows o USING (id)
    WHERE (n.status = 'published' OR o.status = 'published') AND ({row["n"]}) IS DISTINCT FROM ({row["o"]});
    IF ids IS NOT NULL THEN
        DELETE FROM listings_searchrow WHERE listing_id = ANY(ids);
        PERFORM listings_search_add(ids);
    END IF;
    RETURN NULL;
END $$;
"""  # noqa: S608


class Migration(migrations.Migration):

    dependencies = [("listings", "0045_search_rows_by_change")]

    operations = [migrations.RunSQL(function("FULL JOIN"), function("JOIN"))]
