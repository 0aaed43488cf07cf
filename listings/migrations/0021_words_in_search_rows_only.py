"""Words are found through search rows; a function plans its query so that word and place indexes are combined."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION listings_search_by_bitmaps(query text) RETURNS TABLE (listing_id bigint) LANGUAGE plpgsql STABLE ROWS 21
SET enable_indexscan = off SET enable_seqscan = off SET random_page_cost = 0.1 SET cpu_operator_cost = 0.05 SET cpu_index_tuple_cost = 0.0001
SET max_parallel_workers_per_gather = 0 AS $$
BEGIN
    RETURN QUERY EXECUTE query;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("listings", "0020_search_rows")]

    operations = [
        migrations.RemoveIndex(model_name="listing", name="listing_words"),
        migrations.RunSQL(FORWARDS, "DROP FUNCTION listings_search_by_bitmaps"),
    ]
