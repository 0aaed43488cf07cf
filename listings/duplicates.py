"""The same job from several sources is shown once: the most direct one, with the others behind it.

Never across employers or towns. A listing that an editor took out of its group stays out.
"""

import re
from collections.abc import Iterable
from zlib import crc32

from django.db import OperationalError, connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from psycopg2.errorcodes import DEADLOCK_DETECTED, LOCK_NOT_AVAILABLE
from rapidfuzz import fuzz

from listings.models import Listing
from listings.normalise.spelling import fold
from listings.normalise.title import names_another, title_key
from listings.vocabulary import FeedFormat, ListingStatus

SIMILAR_TITLE = 90
SIMILAR_TEXT = 0.8
MAX_COMPARED = 200
"""Listings of one employer in one town that a form is compared with."""
MAX_GROUP = 5_000
"""Listings of one employer in one town that are compared; of more than that nobody knows what they are."""
SAMPLED_FROM = 200
SAMPLE = 8
"""In larger groups one word sequence in so many decides which pairs are compared at all."""
_ATS = {FeedFormat.PERSONIO, FeedFormat.GREENHOUSE, FeedFormat.LEVER, FeedFormat.SMARTRECRUITERS, FeedFormat.RECRUITEE,
        FeedFormat.ASHBY, FeedFormat.WORKABLE}  # fmt: skip
BATCH = 200


def rank(listing: Listing) -> tuple[int, int]:
    """Smaller is more direct: typed by the employer, its own system, its pages or feed, the agency for work, aggregators."""
    source = listing.source
    if source is None:
        return 0, listing.pk
    kind = FeedFormat(source.format)
    is_own = fold(source.employer_name) == listing.hiring_organization.name_key
    order = 1 if kind in _ATS else 2 if kind is FeedFormat.JSONLD or is_own else 3 if kind is FeedFormat.BA else 4
    return order + (3 if kind is FeedFormat.ARBEITNOW else 0), listing.pk


def regroup(listings: Iterable[int]) -> None:
    """Looks anew at these listings and all that might be the same job. One query finds those that have a like at all."""
    wanted = _with_likes(list(listings))
    for start in range(0, len(wanted), BATCH):
        _regroup(wanted[start : start + BATCH])


def _with_likes(ids: list[int]) -> list[int]:
    """Those whose employer has listings of several sources in their town, or that stand in a group."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH asked AS (SELECT id, hiring_organization_id AS employer, coalesce(place_id, 0) AS town, duplicate_of_id "
            "FROM listings_listing WHERE id = ANY(%s)), mixed AS ("
            "SELECT hiring_organization_id AS employer, coalesce(place_id, 0) AS town FROM listings_listing "
            "WHERE status = 'published' AND hiring_organization_id IN (SELECT employer FROM asked) GROUP BY 1, 2 "
            "HAVING min(coalesce(source_id, 0)) <> max(coalesce(source_id, 0))) "
            "SELECT id FROM asked LEFT JOIN mixed USING (employer, town) WHERE mixed.employer IS NOT NULL "
            "OR duplicate_of_id IS NOT NULL OR id IN (SELECT duplicate_of_id FROM listings_listing "
            "WHERE duplicate_of_id IS NOT NULL) ORDER BY id",
            [ids],
        )
        return [row[0] for row in cursor.fetchall()]


@transaction.atomic
def _regroup(ids: list[int]) -> None:
    changed = Listing.objects.filter(pk__in=ids).values_list("hiring_organization_id", "place_id", "city").distinct()
    wanted = Q(pk__in=[])
    for employer, place, city in changed:
        wanted |= Q(hiring_organization_id=employer, place_id=place, city=city) if place is None else Q(
            hiring_organization_id=employer, place_id=place
        )  # fmt: skip
    rows = (
        Listing.objects.filter(wanted, status=ListingStatus.PUBLISHED)
        .select_related("source", "hiring_organization")
        .only("source__format", "source__employer_name", "hiring_organization__name_key", "title", "title_key", "description_text", "hiring_organization_id", "place_id", "city",
              "is_hidden_duplicate", "duplicate_of_id", "is_never_duplicate", "source_id", "valid_through", "status")
    )  # fmt: skip
    groups: dict[tuple[int, int | str], list[Listing]] = {}
    for row in rows:
        if row.is_live or row.is_hidden_duplicate:
            groups.setdefault((row.hiring_organization_id, row.place_id or row.city), []).append(row)
    writes = [row for members in groups.values() if len(members) <= MAX_GROUP for row in _settle(members)]
    Listing.objects.bulk_update(writes, ["duplicate_of", "is_hidden_duplicate"], batch_size=BATCH)
    gone = Listing.objects.filter(duplicate_of__in=ids).exclude(duplicate_of__status=ListingStatus.PUBLISHED)
    gone.update(duplicate_of=None, is_hidden_duplicate=False)


def _settle(members: list[Listing]) -> list[Listing]:
    """The rows of one employer and town whose place in a group changes."""
    members.sort(key=rank)
    texts = [_shingles(row.description_text) for row in members]
    every = SAMPLE if len(members) > SAMPLED_FROM else 1
    shown: dict[int, list[int]] = {}  # word sequence to the places of the shown listings that have it
    changed = []
    for place, row in enumerate(members):
        sampled = {shingle for shingle in texts[place] if shingle % every == 0}
        best = None
        if not row.is_never_duplicate:
            near = {other for shingle in sampled for other in shown.get(shingle, ())}
            best = next(
                (
                    members[other]
                    for other in sorted(near)
                    if members[other].source_id != row.source_id
                    and _is_same_job(row, members[other], texts[place], texts[other])
                ),
                None,
            )
        if best is None:
            for shingle in sampled:
                shown.setdefault(shingle, []).append(place)
        if row.duplicate_of_id != (best.pk if best else None) or row.is_hidden_duplicate != (best is not None):
            row.duplicate_of, row.is_hidden_duplicate = best, best is not None
            changed.append(row)
    return changed


def _is_same_job(one: Listing, other: Listing, left: set[int], right: set[int]) -> bool:
    return _is_same_text(one.title_key or one.title, other.title_key or other.title, left, right)


def _is_same_text(name: str, other_name: str, left: set[int], right: set[int]) -> bool:
    if fuzz.token_set_ratio(name, other_name) < SIMILAR_TITLE or names_another(name, other_name):
        return False
    return bool(left and right) and len(left & right) >= SIMILAR_TEXT * min(len(left), len(right))


def with_same_text(listing: Listing, among: QuerySet[Listing]) -> list[Listing]:
    """Listings of the same employer and town that say the same; `listing` itself need not be stored."""
    if listing.hiring_organization_id is None or not listing.title or not listing.description_text:
        return []
    same_place = Q(place=listing.place) if listing.place else Q(city=listing.city)
    rows = among.filter(same_place, hiring_organization=listing.hiring_organization_id).exclude(pk=listing.pk)
    text, key = _shingles(listing.description_text), title_key(listing.title)
    return [
        row for row in rows.select_related("source").order_by("-pk")[:MAX_COMPARED]
        if _is_same_text(key, row.title_key or title_key(row.title), text, _shingles(row.description_text))
    ]  # fmt: skip


def _shingles(text: str) -> set[int]:
    """Sequences of three words, each as a number."""
    words = re.findall(r"\w+", text.lower()[:6000])
    return {crc32(" ".join(words[i : i + 3]).encode()) for i in range(max(0, len(words) - 2))}


@transaction.atomic
def take_apart(*, listing: Listing) -> None:
    """An editor says that this is a job of its own."""
    listing.is_never_duplicate, listing.is_hidden_duplicate, listing.duplicate_of = True, False, None
    listing.save(update_fields=["is_never_duplicate", "is_hidden_duplicate", "duplicate_of"])


@transaction.atomic
def put_back(*, listing: Listing) -> None:
    listing.is_never_duplicate = False
    listing.save(update_fields=["is_never_duplicate"])
    regroup([listing.pk])


def settle() -> int:
    """Shows those again whose shown listing has ended by time or by hand; returns how many were looked at.

    An import holds its rows until its end. Rather than wait for it, and perhaps end it in a deadlock, such listings are
    left to the next call.
    """
    ended = (
        ~Q(duplicate_of__status=ListingStatus.PUBLISHED)
        | Q(duplicate_of__is_hidden_duplicate=True)
        | Q(duplicate_of__valid_through__lte=Now())
    )
    lonely = Listing.objects.filter(ended, is_hidden_duplicate=True, duplicate_of__isnull=False)
    ids = list(lonely.order_by("pk").values_list("pk", flat=True))
    count = 0
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = '500ms'")
                lonely.filter(pk__in=part).update(duplicate_of=None, is_hidden_duplicate=False)
                regroup(part)
            count += len(part)
        except OperationalError as error:
            if getattr(error.__cause__, "pgcode", None) not in {LOCK_NOT_AVAILABLE, DEADLOCK_DETECTED}:
                raise
    return count
