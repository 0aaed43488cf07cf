"""Many searches against a few new listings, at once in SQL: each is found by exactly the searches that would show it.

The caller fills two temporary tables, `asked` and `fresh`; the answer is a third, `matched`. Every wording is understood
once and every circle measured once, however many searches share it. Nothing here knows alerts.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from listings.models import SearchSynonym
from listings.models.place import EARTH_RADIUS_KM
from listings.searching.places import KM_PER_DEGREE
from listings.searching.stemmed import Stemmed, both, either
from listings.searching.understanding import Expression, Wish, understand

FACETS = ("shift", "salary", "employment", "work_mode", "contract", "entry")
EXTRAS = ("sector", "language")
TABLES = ("asked", "fresh", "wordings", "word_hits", "circles", "points", "reached", "numbered", "criteria", "matched")
ASKED = (
    f"DROP TABLE IF EXISTS {', '.join(f'pg_temp.{name}' for name in TABLES)};"
    "CREATE TEMP TABLE asked (id bigint, since timestamptz, words text, place_id bigint, latitude float8, longitude float8,"
    " radius_km int, " + ", ".join(f"{name}_bits int" for name in (*FACETS, *EXTRAS)) + ") ON COMMIT DROP"
)
"""Words and place of a search are empty or NULL when it has none; of bits 0 means any. `since`: only what is found later."""
FRESH = (
    "CREATE TEMP TABLE fresh ON COMMIT DROP AS SELECT r.listing_id, n.found_at, r.published_at, r.spot_id, r.combo, r.extra,"
    " r.title_words, r.words FROM listings_searchrow r JOIN listings_listingnews n USING (listing_id)"
    " WHERE n.found_at > %s AND n.found_at <= %s AND r.valid_through > statement_timestamp()"
)
BATCH = 500
"""Wordings in one statement."""
_WORDINGS = (
    "CREATE TEMP TABLE wordings (id serial, words text, must tsquery, plain tsquery, has_either bool, texts tsquery[],"
    " titles tsquery[], no_texts tsquery[], no_titles tsquery[]) ON COMMIT DROP"
)
_STORE = "INSERT INTO wordings (words, must, plain, has_either, texts, titles, no_texts, no_titles) VALUES "
_ROW = "(%s, %s::tsquery, %s::tsquery, %s, %s::tsquery[], %s::tsquery[], %s::tsquery[], %s::tsquery[])"
_HITS = (
    "SELECT w.id AS wording, f.listing_id FROM wordings w JOIN fresh f ON {join}"
    " WHERE (w.plain IS NULL OR f.words @@ w.plain OR (w.has_either AND numnode(w.plain) = 0))"
    " AND NOT EXISTS (SELECT 1 FROM unnest(w.texts, w.titles) AS e(t, i)"
    " WHERE NOT (coalesce(f.words @@ e.t, false) OR coalesce(f.title_words @@ e.i, false)))"
    " AND NOT EXISTS (SELECT 1 FROM unnest(w.no_texts) AS n WHERE f.words @@ n)"
    " AND NOT EXISTS (SELECT 1 FROM unnest(w.no_titles) AS n WHERE f.title_words @@ n)"
)
"""The same as Question.conditions, with the parts of a question in columns. `must` is what an index can find."""
_HITS_BY_INDEX = "CREATE TEMP TABLE word_hits ON COMMIT DROP AS " + _HITS.format(join="f.words @@ w.must")
_HITS_OF_ALL = "INSERT INTO word_hits " + _HITS.format(join="w.must IS NULL")
_KM = (
    f"2 * {EARTH_RADIUS_KM} * asin(least(1, sqrt(sin((radians(p.latitude) - radians(c.latitude)) / 2) ^ 2"
    " + cos(radians(c.latitude)) * cos(radians(p.latitude)) * sin(radians(p.longitude - c.longitude) / 2) ^ 2)))"
)
"""As km_between."""
_CIRCLES = f"""
CREATE TEMP TABLE circles ON COMMIT DROP AS
    SELECT row_number() OVER ()::int AS id, * FROM (SELECT DISTINCT place_id, latitude, longitude, radius_km FROM asked
    WHERE place_id IS NOT NULL) c;
CREATE TEMP TABLE points ON COMMIT DROP AS
    SELECT s.id AS spot_id, s.place_id, s.latitude, s.longitude FROM listings_searchspot s
    WHERE s.id IN (SELECT spot_id FROM fresh) UNION ALL
    SELECT s.id, p.id, p.latitude, p.longitude FROM listings_searchspot s, unnest(s.further_places) AS f(pk)
    JOIN listings_place p ON p.id = f.pk WHERE s.id IN (SELECT spot_id FROM fresh);
CREATE INDEX ON points (latitude);
ANALYZE circles, points;
CREATE TEMP TABLE reached ON COMMIT DROP AS
    SELECT circle, spot_id, min(km) AS km FROM (
        SELECT c.id AS circle, c.radius_km, p.spot_id, {_KM} AS km
        FROM (SELECT *, radius_km / {KM_PER_DEGREE} + 0.001 AS reach FROM circles WHERE radius_km > 0) c
        JOIN points p ON p.latitude BETWEEN c.latitude - c.reach AND c.latitude + c.reach
    ) measured WHERE km <= radius_km GROUP BY 1, 2 UNION ALL
    SELECT c.id, p.spot_id, min({_KM}) FROM circles c JOIN points p USING (place_id) WHERE c.radius_km = 0 GROUP BY 1, 2;
ANALYZE reached;
"""  # noqa: S608 - constants
_BITS = ", ".join(f"{name}_bits" for name in (*FACETS, *EXTRAS))
_NUMBERED = f"""
CREATE TEMP TABLE numbered ON COMMIT DROP AS
    SELECT id, dense_rank() OVER (ORDER BY since, wording, circle, {_BITS})::int AS criterion, since, wording, circle, {_BITS}
    FROM (SELECT a.id, a.since, coalesce(w.id, 0) AS wording, coalesce(c.id, 0) AS circle, {_BITS} FROM asked a
        LEFT JOIN wordings w USING (words) LEFT JOIN circles c USING (place_id, latitude, longitude, radius_km)) known;
CREATE TEMP TABLE criteria ON COMMIT DROP AS SELECT DISTINCT ON (criterion) * FROM numbered ORDER BY criterion;
ANALYZE numbered, criteria;
"""  # noqa: S608 - constants
_FITS = " AND ".join(
    ["f.found_at > a.since",
     *(f"(a.{name}_bits = 0 OR f.combo & a.{name}_bits <> 0)" for name in FACETS),
     *(f"(a.{name}_bits = 0 OR f.extra & a.{name}_bits <> 0)" for name in EXTRAS)]
)  # fmt: skip
_BY_WORDS = "JOIN word_hits w ON w.wording = a.wording"
_BY_PLACE = "JOIN reached r ON r.circle = a.circle"
_MATCHED = f"""
CREATE TEMP TABLE matched ON COMMIT DROP AS
SELECT a.criterion, f.listing_id, f.published_at, NULL::float8 AS km FROM criteria a JOIN fresh f ON {_FITS}
    WHERE a.circle = 0 AND a.wording = 0
UNION ALL SELECT a.criterion, f.listing_id, f.published_at, NULL FROM criteria a {_BY_WORDS}
    JOIN fresh f ON f.listing_id = w.listing_id AND {_FITS} WHERE a.circle = 0
UNION ALL SELECT a.criterion, f.listing_id, f.published_at, r.km FROM criteria a {_BY_PLACE}
    JOIN fresh f ON f.spot_id = r.spot_id AND {_FITS} WHERE a.wording = 0
UNION ALL SELECT a.criterion, f.listing_id, f.published_at, r.km FROM criteria a {_BY_PLACE}
    JOIN fresh f ON f.spot_id = r.spot_id AND {_FITS} JOIN word_hits w ON w.wording = a.wording AND w.listing_id = f.listing_id
"""  # noqa: S608 - constants


def match() -> None:
    """Inside a transaction, after `asked` and `fresh` were filled.

    Makes `numbered (id, criterion)`, which gives equal searches one number, and
    `matched (criterion, listing_id, published_at, km)`.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute("CREATE INDEX ON fresh USING gin (words); CREATE INDEX ON fresh (spot_id); ANALYZE fresh, asked")
        _understand(cursor)
        cursor.execute(_CIRCLES)
        cursor.execute(_NUMBERED)
        cursor.execute(_MATCHED)
        cursor.execute("ANALYZE matched")


def _understand(cursor: Any) -> None:
    """Left alone, the planner takes reading 2,000 long word lists for cheap and walks them for every wording."""
    cursor.execute(_WORDINGS)
    cursor.execute("SELECT DISTINCT words FROM asked WHERE words <> ''")
    typed, synonyms = [row[0] for row in cursor.fetchall()], SearchSynonym.table()
    meant = [(words, found.wishes) for words in typed if (found := understand(words, synonyms)).wishes]
    parts = [part for _, wishes in meant for wish in wishes for part in (wish.text, wish.title) if part]
    known = Stemmed(cursor, parts)
    for start in range(0, len(meant), BATCH):
        rows = [_columns(words, wishes, known) for words, wishes in meant[start : start + BATCH]]
        cursor.execute(_STORE + ", ".join([_ROW] * len(rows)), [value for row in rows for value in row])
    cursor.execute("ANALYZE wordings; SET LOCAL enable_seqscan = off; SET LOCAL cpu_operator_cost = 0.05")
    cursor.execute(_HITS_BY_INDEX)
    cursor.execute("RESET enable_seqscan; RESET cpu_operator_cost")
    cursor.execute(_HITS_OF_ALL)
    cursor.execute("ANALYZE word_hits")


def _columns(words: str, wishes: Sequence[Wish], known: Stemmed) -> list[Any]:
    """The parts of Question._words, told apart by what they ask of a listing."""

    def constant(part: Expression | None) -> str | None:
        return known.constant(part) if part else None

    plain = [known.constant(wish.text) for wish in wishes if wish.text and not wish.title and not wish.is_minus]
    others = [(constant(wish.text), constant(wish.title)) for wish in wishes if wish.title and not wish.is_minus]
    no_texts = [known.constant(wish.text) for wish in wishes if wish.text and wish.is_minus]
    no_titles = [known.constant(wish.title) for wish in wishes if wish.title and wish.is_minus]
    whole = both([*plain, *(f"!({part})" for part in no_texts if part)]) if plain else None
    must = both([*plain, *(either([text or "", title or ""]) for text, title in others)])
    return [words, must or None, whole, bool(others), [text for text, _ in others], [title for _, title in others],
            [] if plain else no_texts, no_titles]  # fmt: skip
