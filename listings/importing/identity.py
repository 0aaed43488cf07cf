"""Which stored listing an item is: by id where ids can be trusted, else by address, fingerprint or text.

Ids may be row numbers, regenerated daily or shared by all jobs. A listing must never become another job, so every
step takes each stored listing once and only what is unique on both sides.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db import connection
from rapidfuzz import fuzz

from listings.importing.staging import CONTENT, TABLE
from listings.normalise.spelling import fold
from listings.normalise.title import names_another
from listings.vocabulary import IdTrust

SIMILAR_TITLE = 88
SIMILAR_TEXT = 0.8
"""Share of common four-word sequences; about a similarity of 0.9 of the texts."""
MAX_BY_TEXT = 1_500
CONFLICT_SHARE, CONFLICT_COUNT = 0.1, 5
_FREE = "k.source_id = %s AND NOT EXISTS (SELECT 1 FROM staged t WHERE t.listing_id = k.id)"
_SAID = "s.position, s.title_key, k.title_key, left(s.description_text, 6000), left(k.description_text, 6000)"
_OPEN = "s.listing_id IS NULL AND NOT s.is_repeat"


def mark_repeats() -> int:
    """Repeats within the document: the same id with the same title, or the same content at the same address.

    One id on different titles is void for this run. Returns the number of repeats.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE staged s SET is_repeat = true, listing_id = NULL FROM (SELECT position, "
            "row_number() OVER (PARTITION BY external_id, title_key ORDER BY position) AS with_id, "
            "row_number() OVER (PARTITION BY content_hash, url_key, CASE WHEN url_key = '' THEN external_id END "
            "ORDER BY position) AS with_content FROM staged) r WHERE r.position = s.position "
            "AND ((s.external_id <> '' AND r.with_id > 1) OR r.with_content > 1)"
        )
        repeats = int(cursor.rowcount)
        cursor.execute(
            "UPDATE staged s SET is_void = true WHERE external_id = '' OR external_id IN "
            "(SELECT external_id FROM staged WHERE NOT is_repeat GROUP BY external_id HAVING count(*) > 1)"
        )
    if repeats:
        _gather_places()
    return repeats


def _gather_places() -> None:
    """Boards that repeat a job for each of its places: the first item takes the places of the others.

    Such an item keeps no digest of what the feed said, so that it is read in full each time.
    """
    columns = ", ".join(f"{name} = k.{name}" for name in CONTENT if name != "further_places")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE staged f SET further_places = array_remove(g.places, f.place_id), raw_hash = '', "
            "content_hash = md5(f.content_hash || g.places::text) FROM (SELECT external_id, title_key, "
            "min(position) AS position, array_agg(DISTINCT town ORDER BY town) AS places "
            "FROM staged, unnest(further_places || place_id) AS town WHERE town IS NOT NULL "
            "AND external_id IN (SELECT external_id FROM staged WHERE is_repeat AND external_id <> '') "
            "GROUP BY external_id, title_key HAVING count(DISTINCT place_id) > 1) g "
            "WHERE f.position = g.position AND NOT f.is_repeat"
        )
        cursor.execute(
            f"UPDATE staged s SET {columns} FROM {TABLE} k "  # noqa: S608
            "WHERE s.raw_hash = '' AND s.title IS NULL AND k.id = s.listing_id"
        )


def match(source_id: int, trust: IdTrust) -> tuple[IdTrust, int]:
    """Fills staged.listing_id. Returns the trust that this document deserves and the number of contradicting ids."""
    conflicts, pairs = _contradicting_ids(source_id)
    if trust is IdTrust.STRONG and len(conflicts) >= CONFLICT_COUNT and len(conflicts) > CONFLICT_SHARE * pairs:
        trust = IdTrust.WEAK
    same_id = "k.external_id = s.external_id AND NOT s.is_void"
    if trust is IdTrust.STRONG:
        _assign(source_id, f"{same_id} AND s.position <> ALL(%s)", conflicts)
    else:  # where ids are row numbers, addresses may be too: what the job is called comes first
        _assign(source_id, f"{same_id} AND k.fingerprint = s.fingerprint")
        _assign_unique(source_id, "fingerprint", "k.missing_since IS NULL AND k.status IN ('published', 'held')")
        _assign(source_id, f"{same_id} AND k.url_key = s.url_key AND s.url_key <> ''")
    _assign_unique(source_id, "url_key")
    _assign_unique(source_id, "fingerprint")
    if trust is IdTrust.WEAK:
        _assign_pairs(_similar_of_same_id(source_id))
    _assign_by_text(source_id)
    return trust, len(conflicts)


def _assign(source_id: int, condition: str, *values: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE staged s SET listing_id = k.id FROM {TABLE} k WHERE {_OPEN} AND {condition} AND {_FREE}",  # noqa: S608
            [*values, source_id],
        )


def _assign_unique(source_id: int, key: str, only: str = "true") -> None:
    """A key that one item of the document and one free listing have; of several listings the current one counts.

    An address alone does not make two jobs one when id, title and text all speak of another.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH items AS (
                SELECT {key}, min(position) AS position, count(*) FILTER (WHERE listing_id IS NULL) AS open, count(*) AS n
                FROM staged WHERE NOT is_repeat AND {key} <> '' GROUP BY {key}
            ), known AS (
                SELECT {key}, min(id) AS id, count(*) AS n FROM (
                    SELECT k.{key}, k.id, rank() OVER (
                        PARTITION BY k.{key} ORDER BY k.status IN ('published', 'held') DESC, k.missing_since IS NULL DESC
                    ) AS place
                    FROM {TABLE} k WHERE k.{key} <> '' AND {only} AND {_FREE}
                ) ranked WHERE place = 1 GROUP BY {key}
            )
            SELECT s.position, known.id FROM items, known, staged s
            WHERE items.n = 1 AND items.open = 1 AND known.n = 1 AND known.{key} = items.{key}
              AND s.position = items.position AND {_OPEN}
            """,  # noqa: S608
            [source_id],
        )
        pairs = cursor.fetchall()
        if key == "url_key" and pairs:
            cursor.execute(
                f"SELECT {_SAID} FROM unnest(%s::int[], %s::bigint[]) AS p(position, pk) "  # noqa: S608
                f"JOIN staged s USING (position) JOIN {TABLE} k ON k.id = p.pk "
                "WHERE s.title_key <> k.title_key AND s.external_id <> k.external_id",
                [[position for position, _ in pairs], [pk for _, pk in pairs]],
            )
            others = {row[0] for row in cursor.fetchall() if _is_another(*row[1:])}
            pairs = [pair for pair in pairs if pair[0] not in others]
    _assign_pairs(pairs)


def _contradicting_ids(source_id: int) -> tuple[list[int], int]:
    """Positions whose id stands on a listing with another address, title and text; number of equal ids."""
    pairs = f"FROM staged s JOIN {TABLE} k ON k.source_id = %s AND k.external_id = s.external_id WHERE NOT s.is_repeat AND NOT s.is_void"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {pairs}", [source_id])  # noqa: S608
        count = int(cursor.fetchone()[0])
        cursor.execute(
            f"SELECT {_SAID} {pairs} AND s.url_key <> k.url_key AND s.title_key <> k.title_key",  # noqa: S608
            [source_id],
        )
        return [row[0] for row in cursor.fetchall() if _is_another(*row[1:])], count


def _is_another(name: str, old_name: str, text: str, old_text: str) -> bool:
    """Title and text of another job."""
    if _is_like(name, old_name):
        return False
    return not _is_same_text(text, old_text) or _speaks_of_another(name, text, old_name, old_text)


def _is_same_text(one: str, other: str) -> bool:
    left, right = _shingles(one), _shingles(other)
    return len(left & right) >= SIMILAR_TEXT * len(left | right)


def _similar_of_same_id(source_id: int) -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT s.position, k.id, s.title_key, k.title_key FROM staged s JOIN {TABLE} k ON k.external_id = "  # noqa: S608
            f"s.external_id WHERE {_OPEN} AND NOT s.is_void AND s.place_id IS NOT DISTINCT FROM k.place_id "
            f"AND s.city = k.city AND {_FREE}",
            [source_id],
        )
        rows = cursor.fetchall()
    return [(position, pk) for position, pk, new, old in rows if _is_like(new, old)]


def _is_like(one: str, other: str) -> bool:
    """Titles of one job, written a little differently."""
    return fuzz.token_sort_ratio(one, other) >= SIMILAR_TITLE and not names_another(one, other)


def _assign_by_text(source_id: int) -> None:
    """Rewritten titles: nearly the same text in the same town, and no second candidate on either side."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT s.position, coalesce(s.place_id::text, s.city), s.hiring_organization_id, s.title_key, s.description_text "  # noqa: S608
            f"FROM staged s WHERE {_OPEN} AND length(s.description_text) > 200 ORDER BY s.position LIMIT %s",
            [MAX_BY_TEXT],
        )
        items = cursor.fetchall()
        if not items:
            return
        cursor.execute(
            f"SELECT k.id, coalesce(k.place_id::text, k.city), k.hiring_organization_id, k.title_key, k.description_text "  # noqa: S608
            f"FROM {TABLE} k WHERE k.status IN ('published', 'held') AND length(k.description_text) > 200 AND {_FREE} "
            "ORDER BY k.id DESC LIMIT %s",
            [source_id, MAX_BY_TEXT],
        )
        known = cursor.fetchall()
    index: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    sizes: dict[int, int] = {}
    stored = {pk: (name, text) for pk, _, _, name, text in known}
    for pk, town, employer, _, text in known:
        shingles = _shingles(text)
        sizes[pk] = len(shingles)
        for shingle in shingles:
            index[town, employer, shingle].append(pk)
    pairs: list[tuple[int, int]] = []
    for position, town, employer, name, text in items:
        shingles = _shingles(text)
        common = Counter(pk for shingle in shingles for pk in index.get((town, employer, shingle), ()))
        alike = [pk for pk, n in common.items() if n / (len(shingles) + sizes[pk] - n) >= SIMILAR_TEXT]
        pairs += [(position, pk) for pk in alike if not _speaks_of_another(name, text, *stored[pk])]
    left, right = Counter(position for position, _ in pairs), Counter(pk for _, pk in pairs)
    _assign_pairs([(position, pk) for position, pk in pairs if left[position] == right[pk] == 1])


def _speaks_of_another(name: str, text: str, old_name: str, old_text: str) -> bool:
    """Nearly the same text, but for what the titles name: "for Danish customers" under "… with Danish"."""
    if not names_another(name, old_name):
        return False
    new, old = set(name.split()), set(old_name.split())
    words, old_words = set(fold(text).split()), set(fold(old_text).split())
    return bool((new - old) & (words - old_words)) and bool((old - new) & (old_words - words))


def _shingles(text: str) -> set[int]:
    words = re.findall(r"\w+", text.lower()[:6000])
    return {hash(tuple(words[i : i + 4])) for i in range(max(1, len(words) - 3))}


def _assign_pairs(pairs: Iterable[tuple[int, int]]) -> None:
    rows = list(pairs)
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE staged s SET listing_id = p.pk FROM unnest(%s::int[], %s::bigint[]) AS p(position, pk) "
            "WHERE s.position = p.position AND s.listing_id IS NULL",
            [[position for position, _ in rows], [pk for _, pk in rows]],
        )
