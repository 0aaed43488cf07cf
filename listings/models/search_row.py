"""The narrow copy of live listings that searching reads: choices packed into bits, words, one spot each.

Database triggers keep it (migration 0020), because listings are written in bulk from several rooms and by editors:
a row that some writer forgot would be a wrong result. They run in the writer's transaction, so that a listing and
its row appear and vanish together. Time alone also ends a listing: every question carries `valid_through`, so an
overdue row is out in the same second, and the expiry job only cleans up.
"""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models, transaction
from django.db.models import F

from listings.models.listing import Listing


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

    class Meta:
        indexes = [
            models.Index(F("published_at").desc(), F("listing_id").desc(), name="search_newest"),
            models.Index(F("pay_max").desc(), F("published_at").desc(), F("listing_id").desc(), name="search_best_paid"),
            models.Index(fields=["spot_id", "-published_at", "-listing"], name="search_spot",
                         include=["combo", "valid_through", "pay"]),
            models.Index(fields=["combo"], name="search_combo"),
            models.Index(fields=["valid_through"], name="search_end", include=["spot_id", "combo"]),
            GinIndex(fields=["title_words"], name="search_title_words", fastupdate=False),
            GinIndex(fields=["words"], name="search_words"),
        ]  # fmt: skip


class SearchCube(models.Model):
    """How many rows of a spot have a combination. Changes are appended; the sum over equal keys counts."""

    spot_id = models.IntegerField()
    combo = models.IntegerField()
    n = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["spot_id"], name="search_cube_spot", include=["combo", "n"])]


class SearchTotal(models.Model):
    """As SearchCube, over all spots."""

    combo = models.IntegerField()
    n = models.IntegerField()


class SearchGeneration(models.Model):
    """The sum over all rows grows with every committed change of search rows; writers never wait for each other."""

    n = models.BigIntegerField()
    spots = models.BigIntegerField()


def compact() -> None:
    """Adds up the appended changes. Writers may go on meanwhile; a second compaction at the same time does nothing."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('search compact'))")
        if not cursor.fetchone()[0]:
            return
        for table, key in (("listings_searchcube", "spot_id, combo"), ("listings_searchtotal", "combo")):
            cursor.execute(
                f"WITH old AS (DELETE FROM {table} RETURNING {key}, n) INSERT INTO {table} ({key}, n) "  # noqa: S608
                f"SELECT {key}, sum(n) FROM old GROUP BY {key} HAVING sum(n) <> 0 ORDER BY {key}"
            )


def places_changed(places: Iterable[int]) -> None:
    """After an edit of municipalities: their names and points are read anew, also for listings without an own point."""
    ids = list(places)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "WITH old AS (DELETE FROM listings_searchrow r USING listings_listing l WHERE l.id = r.listing_id"
            " AND l.place_id = ANY(%s) AND (l.latitude IS NULL OR l.longitude IS NULL) RETURNING r.listing_id)"
            " SELECT coalesce(array_agg(listing_id), '{}') FROM old",
            [ids],
        )
        cursor.execute("SELECT listings_search_add(%s::bigint[]), listings_search_changed(1)", cursor.fetchone())
