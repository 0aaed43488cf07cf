"""What search engines may find of listings and towns, with the moment at which each last changed.

A file holds the listings of a fixed span of ids, so that a listing never moves from one file to another, and a crawler
that reads the index fetches only the files in which something changed.
"""

from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db import connection

from listings.models.listing import address_of

SPAN = 20_000
"""Ids in a file; the protocol allows 50,000 addresses."""
KEEP_SECONDS = 600
_CHANGED = "coalesce(r.changed_at, r.published_at)"
_LIVE = "r.valid_through > statement_timestamp()"

Dated = list[tuple[str, datetime]]
"""Path or slug, and moment."""


def files() -> list[tuple[int, datetime]]:
    """Number and newest change of each file that holds a live listing. Span by span nothing need be sorted."""
    edge = f"SELECT {{}}(listing_id) / {SPAN} FROM listings_searchrow"  # noqa: S608 - constants
    return _remembered(
        "files",
        f"SELECT n, newest FROM generate_series(({edge.format('min')}), ({edge.format('max')})) n CROSS JOIN LATERAL ("  # noqa: S608
        f"SELECT max({_CHANGED}) AS newest FROM listings_searchrow r WHERE r.listing_id >= n * {SPAN}"
        f" AND r.listing_id < (n + 1) * {SPAN} AND {_LIVE}) file WHERE newest IS NOT NULL ORDER BY n",
    )


def listings(number: int) -> Dated:
    """Path and last change of the live listings of one file."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT l.id, l.title, l.city, {_CHANGED} FROM listings_searchrow r"  # noqa: S608 - constants
            f" JOIN listings_listing l ON l.id = r.listing_id WHERE {_LIVE} AND r.listing_id >= %s AND r.listing_id < %s"
            " ORDER BY r.listing_id",
            [number * SPAN, (number + 1) * SPAN],
        )
        return [(address_of(pk, title, city), changed_at) for pk, title, city, changed_at in cursor.fetchall()]


def towns() -> Dated:
    """Slug of each municipality with a live listing, and when its newest one appeared or changed."""
    return _remembered(
        "towns",
        f"WITH spots AS MATERIALIZED (SELECT r.spot_id, max({_CHANGED}) AS newest FROM listings_searchrow r"  # noqa: S608
        f" WHERE {_LIVE} GROUP BY 1) SELECT p.slug, max(newest) FROM spots JOIN listings_searchspot s ON s.id = spot_id"
        " JOIN listings_place p ON p.id = s.place_id OR p.id = ANY(s.further_places) GROUP BY 1 ORDER BY 1",
    )


def _remembered(name: str, query: str) -> list[tuple[Any, datetime]]:
    key = f"sitemap:{name}"
    found: list[tuple[Any, datetime]] | None = cache.get(key)
    if found is None:
        with connection.cursor() as cursor:
            cursor.execute(query)
            found = cursor.fetchall()
        cache.set(key, found, KEEP_SECONDS)
    return found
