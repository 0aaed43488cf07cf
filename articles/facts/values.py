"""Live facts from the listings to the page: worked out by a job and at publishing, read by pages in one query.

A page never works anything out. What is missing is a neutral sentence until the job was there.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from articles.facts.directives import Fact
from articles.facts.markup import facts_in
from articles.models import Article, FactValue, Revision, WorkingCopy
from articles.vocabulary import PAY_KINDS, ArticleState, FactKind
from listings.models import Place
from listings.searching.figures import PlaceFacts, facts_for
from listings.searching.hiring import hiring_now
from listings.searching.packing import PayFigures, told
from listings.templatetags import scale

MIN_PAY = 10
"""Stated pays behind a figure about pay."""
MIN_LISTINGS = 5
"""Listings behind a share or a list of employers."""
MIN_COUNT = 1
TOO_OLD = timedelta(days=7)
"""Figures that nobody renewed for so long are not shown."""
MAX_AT_ONCE = 40
"""Facts worked out while somebody waits."""
FORGOTTEN_AFTER = timedelta(days=30)
LOW, MIDDLE, HIGH, TOP_TENTH = 0.25, 0.5, 0.75, 0.9


class Key(NamedTuple):
    place: str
    """Its address."""
    radius: int
    kind: FactKind
    shift: str


def key_of(fact: Fact, place: Place | None, radius: int) -> Key | None:
    """With the place and radius of the article where the fact names none; None when there is no place at all."""
    slug = fact.place or (place.slug if place else "")
    return Key(slug, radius if fact.radius is None else fact.radius, fact.kind, fact.shift) if slug else None


def keys_in(text: str, place: Place | None, radius: int) -> set[Key]:
    return {key for fact in facts_in(text) if (key := key_of(fact, place, radius))}


def read(keys: Collection[Key]) -> dict[Key, FactValue]:
    """One query, none without keys."""
    if not keys:
        return {}
    rows = FactValue.objects.select_related("place").filter(
        place__slug__in={key.place for key in keys}, radius__in={key.radius for key in keys},
        kind__in={key.kind for key in keys}, worked_out_at__gt=timezone.now() - TOO_OLD,
    )  # fmt: skip
    found = {Key(row.place.slug, row.radius, FactKind(row.kind), row.shift): row for row in rows}
    return {key: found[key] for key in keys if key in found}


def work_out(keys: Collection[Key]) -> dict[Key, FactValue]:
    """Not stored. One statement for each place, and one for each circle whose employers are wanted."""
    found, now = {}, timezone.now()
    by_place = defaultdict(list)
    for key in keys:
        by_place[key.place].append(key)
    for place in Place.objects.filter(slug__in=by_place):
        wanted = by_place[place.slug]
        radii = sorted({key.radius for key in wanted})
        shifts = sorted({key.shift for key in wanted if key.shift and key.kind in PAY_KINDS})
        circles = {one.km: one for one in facts_for(place, radii, shifts=shifts)}
        for key in wanted:
            is_employers = key.kind is FactKind.TOP_EMPLOYERS
            value, listings = _employers(place, key.radius) if is_employers else _value(key, circles[key.radius])
            found[key] = FactValue(kind=key.kind, place=place, radius=key.radius, shift=key.shift, value=value,
                                   listings=listings, worked_out_at=now)  # fmt: skip
    return found


def store(values: Iterable[FactValue]) -> None:
    FactValue.objects.bulk_create(
        values, update_conflicts=True, unique_fields=["place", "radius", "kind", "shift"],
        update_fields=["value", "listings", "worked_out_at"],
    )  # fmt: skip


def prepare(text: str, place: Place | None, radius: int) -> None:
    """Before a text is public: works out what no row says yet, so that readers never miss it."""
    keys = keys_in(text, place, radius)
    missing = sorted(keys - read(keys).keys())[:MAX_AT_ONCE]
    if missing:
        store(work_out(missing).values())


def refresh() -> int:
    """All facts of texts that are public or being written, anew. What no text uses goes after a month."""
    keys, count = wanted_keys(), 0
    for slug in sorted({key.place for key in keys}):
        worked_out = work_out([key for key in keys if key.place == slug])
        store(worked_out.values())
        count += len(worked_out)
    FactValue.objects.filter(worked_out_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()
    return count


def wanted_keys() -> set[Key]:
    """Of published and planned articles, and of what is being written: last revisions and unsaved work."""
    articles = Article.objects.exclude(state=ArticleState.WITHDRAWN).select_related("place")
    texts: list[tuple[str, Place | None, int]] = [(row.text, row.place, row.radius) for row in articles]
    last = Revision.objects.order_by("article_id", "-number").distinct("article_id").values_list("fields", flat=True)
    written: list[Mapping[str, Any]] = [*last, *WorkingCopy.objects.values_list("fields", flat=True)]
    places = Place.objects.in_bulk({pk for fields in written if (pk := _number(fields.get("place")))})
    for fields in written:
        place = places.get(_number(fields.get("place")) or 0)
        texts.append((str(fields.get("text") or ""), place, _number(fields.get("radius")) or 0))
    return {key for text in texts if "{{" in text[0] for key in keys_in(*text)}


def minimum(kind: FactKind) -> int:
    if kind in PAY_KINDS:
        return MIN_PAY
    return MIN_COUNT if kind is FactKind.LISTINGS else MIN_LISTINGS


def span_of(pay: PayFigures, kind: FactKind = FactKind.PAY_MEDIAN) -> dict[str, int] | None:
    """Ends and middle of what is typical; of experienced people the upper quarter without the highest tenth.

    Listings do not say in a field how much experience they want, so that the upper quarter stands for it.
    """
    if len(pay) < MIN_PAY:
        return None
    shares = (HIGH, (HIGH + TOP_TENTH) / 2, TOP_TENTH) if kind is FactKind.PAY_EXPERIENCED else (LOW, MIDDLE, HIGH)
    low, middle, high = (pay.quantile(share) or 0 for share in shares)
    return {"low": low, "middle": middle, "high": high}


def _spread(pay: PayFigures, total: int) -> dict[str, Any] | None:
    if len(pay) < MIN_PAY:
        return None
    return {"bins": pay.bins(scale.LOW, scale.HIGH, scale.BIN_EUROS), "middle": pay.told(0.5), "total": total}


def pay_of(facts: PlaceFacts, kind: FactKind, shift: str = "") -> PayFigures:
    if kind is FactKind.PAY_ENTRY:
        return facts.entry_pay
    return facts.pay_by_shift[shift] if shift else facts.pay


def _employers(place: Place, radius: int) -> tuple[dict[str, Any], int]:
    found = hiring_now(place, radius)
    rows = [{"name": one.name, "kind": one.kind, "count": one.total} for one in found.top]
    return {"employers": rows} if found.total >= MIN_LISTINGS else {}, found.total


def _value(key: Key, facts: PlaceFacts) -> tuple[dict[str, Any], int]:
    """The value, empty when too few listings stand behind it, and their number."""
    kind = key.kind
    of_shift = facts.by_shift[key.shift] if key.shift else facts.total
    if kind in PAY_KINDS:
        pay = pay_of(facts, kind, key.shift)
        if kind is FactKind.PAY_SPREAD:
            return _spread(pay, of_shift) or {}, len(pay)
        return {end: told(euros) for end, euros in (span_of(pay, kind) or {}).items()}, len(pay)
    if kind is FactKind.LISTINGS:
        return {"count": of_shift} if of_shift >= MIN_COUNT else {}, of_shift
    if facts.total < MIN_LISTINGS:
        return {}, facts.total
    part = of_shift if kind is FactKind.SHIFT_SHARE else len(facts.pay)
    return {"share": part / facts.total}, facts.total


def _number(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError):
        return None
