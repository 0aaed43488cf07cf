"""The narrow copy of live listings that searching reads: choices packed into bits, words, one spot each.

Database triggers keep it (migration 0020), because listings are written in bulk from several rooms and by editors:
a row that some writer forgot would be a wrong result. They run in the writer's transaction, so that a listing and
its row appear and vanish together. Time alone also ends a listing: every question carries `valid_through`, so an
overdue row is out in the same second, and the expiry job only cleans up.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models, transaction
from django.db.models import F
from django.db.models.functions import Now

from listings.models.listing import Listing

KEEP_CHANGES = timedelta(minutes=30)
_FUTURE = "pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
_FROM_ANOTHER_CLUSTER = (
    f"DELETE FROM listings_searchchange WHERE xid >= {_FUTURE}"  # noqa: S608 - constants
    " AND xid <> coalesce(pg_current_xact_id_if_assigned()::text::bigint, 0); "
    "UPDATE listings_searchhorizon SET forgotten_before = 0, next_before = 0"
    f" WHERE greatest(forgotten_before, next_before) > {_FUTURE}"
)
"""After a dump was restored into a cluster that counts its transactions anew."""


class SearchSpot(models.Model):
    """Where listings are: a municipality and point, or several municipalities for one job in several places.

    Never changed and never removed by the triggers.
    """

    place_id = models.BigIntegerField(null=True)
    further_places = ArrayField(models.BigIntegerField(), default=list)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place_id", "further_places", "latitude", "longitude"],
                nulls_distinct=False,
                name="search_spot_once",
            )
        ]


class SearchRow(models.Model):
    listing = models.OneToOneField(Listing, primary_key=True, on_delete=models.CASCADE, related_name="search_row",
                                   db_constraint=False)  # fmt: skip
    published_at = models.DateTimeField()
    valid_through = models.DateTimeField()
    """`infinity` when the listing is open until withdrawn; read it in SQL only."""
    spot_id = models.IntegerField()
    combo = models.IntegerField()
    """One bit for each counted choice, see searching/packing.py."""
    extra = models.IntegerField()
    """One bit for each sector and language."""
    pay = models.IntegerField(null=True)
    """The middle of the comparable range, whole euros a month."""
    pay_max = models.IntegerField()
    """Whole euros a month; -1 without comparable pay, so that it comes last."""
    title_words = SearchVectorField()
    words = SearchVectorField()
    changed_at = models.DateTimeField(null=True, db_default=Now())
    """When what is searched and shown last changed: a changed row is a new row. Empty: not since it was published."""

    class Meta:
        indexes = [
            models.Index(F("published_at").desc(), F("listing_id").desc(), name="search_newest"),
            models.Index(F("pay_max").desc(), F("published_at").desc(), F("listing_id").desc(), name="search_best_paid"),
            models.Index(fields=["spot_id", "-published_at", "-listing"], name="search_spot",
                         include=["combo", "valid_through", "pay"]),
            models.Index(fields=["combo"], name="search_combo"),
            models.Index(fields=["valid_through"], name="search_end", include=["spot_id", "combo"]),
            models.Index(fields=["changed_at"], name="search_changed"),
            GinIndex(fields=["title_words"], name="search_title_words", fastupdate=False),
            GinIndex(fields=["words"], name="search_words"),
        ]  # fmt: skip


class SearchGeneration(models.Model):
    """The sum over all rows grows with every committed change of search rows; writers never wait for each other."""

    n = models.BigIntegerField()
    spots = models.BigIntegerField()


class SearchChange(models.Model):
    """Which listings a transaction changed the rows of, so that copies in memory can follow."""

    xid = models.BigIntegerField(db_index=True)
    listing_ids = ArrayField(models.BigIntegerField())


class SearchHorizon(models.Model):
    """How far back the changes are kept: one row, moved by `forget_changes`."""

    forgotten_before = models.BigIntegerField(default=0)
    """Changes of transactions before this number are gone."""
    next_before = models.BigIntegerField()
    """All transactions before this number had ended at `moved_at`."""
    moved_at = models.DateTimeField()


def figures_changed() -> None:
    """Pages also say what became of listings that are in no search any more: those that were kept are built anew."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT listings_search_changed(0)")


def forget_changes() -> None:
    """Removes what every copy has seen that looked within the last KEEP_CHANGES. Copies that slept longer read anew."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('search changes'))")
        if not cursor.fetchone()[0]:
            return
        now = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint, statement_timestamp()"
        cursor.execute(
            "UPDATE listings_searchhorizon SET forgotten_before = next_before, "  # noqa: S608 - a constant
            f"(next_before, moved_at) = (SELECT {now}) WHERE moved_at <= statement_timestamp() - %s * interval '1 second'"
            " RETURNING forgotten_before",
            [KEEP_CHANGES.total_seconds()],
        )
        moved = cursor.fetchone()
        if moved:
            cursor.execute("DELETE FROM listings_searchchange WHERE xid < %s", moved)
        cursor.execute(_FROM_ANOTHER_CLUSTER)
        cursor.execute(
            "INSERT INTO listings_searchhorizon (forgotten_before, next_before, moved_at) "  # noqa: S608 - a constant
            f"SELECT 0, {now} WHERE NOT EXISTS (SELECT 1 FROM listings_searchhorizon)"
        )


def places_changed(places: Iterable[int]) -> None:
    """After an edit of municipalities: their names and points are read anew, also for listings without an own point."""
    ids = list(places)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "WITH mine AS MATERIALIZED (SELECT id FROM listings_listing WHERE place_id = ANY(%s)"
            " AND (latitude IS NULL OR longitude IS NULL) ORDER BY id FOR UPDATE),"
            " old AS (DELETE FROM listings_searchrow r USING mine WHERE mine.id = r.listing_id RETURNING r.listing_id)"
            " SELECT coalesce(array_agg(listing_id), '{}') FROM old",
            [ids],
        )
        cursor.execute("SELECT listings_search_add(%s::bigint[]), listings_search_changed(1)", cursor.fetchone())
