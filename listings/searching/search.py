"""One interface: parameters in; ids, total, counts of every choice and what was understood out."""

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import product

from django.db.models import Count, F
from django.http import QueryDict

from listings.models import Listing, Place, labels
from listings.models.listing import ListingQuerySet, distance_km
from listings.models.place import PlaceAnswer
from listings.searching.filters import FACETS, ListingFilter, Params
from listings.vocabulary import RADII_KM, bands_of

PAGE_SIZE = 20
DEFAULT_RADIUS_KM = 25
MAX_PAGE = 500
MAX_WAYS = 6


@dataclass
class Result:
    params: Params
    place: PlaceAnswer | None
    radius: int
    total: int = 0
    listings: list[Listing] = field(default_factory=list)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    """How many listings each choice would leave, given all other filters."""
    pay: list[int] = field(default_factory=list)
    """The middle of the stated range of each result, whole euros a month."""
    page: int = 1
    pages: int = 1

    @property
    def is_place_unknown(self) -> bool:
        return bool(self.params.city) and (self.place is None or self.place.place is None)


def search(params: Params, *, place: PlaceAnswer | None = None, radius: int | None = None) -> Result:
    """Two queries beside the look-up of the place: all rows of the base search packed by choice, then one page."""
    if place is None and params.city:
        place = Place.objects.find(params.city)
    km = params.radius if params.radius is not None else DEFAULT_RADIUS_KM if radius is None else radius
    result = Result(params, place, km)
    if result.is_place_unknown:
        return result
    base = _around(_base(params), place, km)
    _count(result, base)
    result.pages = max(1, min(MAX_PAGE, -(-result.total // PAGE_SIZE)))
    result.page = min(params.page, result.pages)
    rows = _ordered(_filtered(base, params), params, place)
    start = (result.page - 1) * PAGE_SIZE
    result.listings = list(rows.for_cards()[start : start + PAGE_SIZE])
    return result


@dataclass(frozen=True)
class Way:
    """A change of a search that finds something."""

    text: str
    query: str
    count: int


def ways_out(result: Result) -> list[Way]:
    """For a search without a hit: the smallest changes that lead to at least one listing, with their counts."""
    params, km = result.params, result.radius
    has_place = result.place is not None and result.place.place is not None
    radii = [wide for wide in RADII_KM if wide > km] if has_place else []
    changes = [(f"Umkreis auf {wide} km erweitern", replace(params, radius=wide)) for wide in radii]
    for name in params.chosen:
        rest = {key: values for key, values in params.chosen.items() if key != name}
        changes.append((f"Ohne „{labels.FILTERS[name][0]}“ suchen", replace(params, chosen=rest)))
    if params.since:
        changes.append(("Auch ältere Anzeigen zeigen", replace(params, since=None)))
    if params.q:
        changes.append((f"Ohne „{params.q}“ suchen", replace(params, q="")))
    if len(params.chosen) > 1 or (params.chosen and has_place):
        bare = replace(params, chosen={}, since=None)
        changes.append(("Alle Filter löschen", bare))
        changes += [(f"Alle Filter löschen, Umkreis {wide} km", replace(bare, radius=wide)) for wide in radii]
    ways: list[Way] = []
    for text, changed in changes:
        wide = changed.radius if changed.radius is not None else km
        count = _around(_filtered(_base(changed), changed), result.place, wide).count()
        if count and count not in {way.count for way in ways}:
            ways.append(Way(text, replace(changed, page=1).query(), count))
    return ways[:MAX_WAYS]


def similar(listing: Listing, limit: int = 3) -> list[Listing]:
    rows = Listing.objects.live().exclude(pk=listing.pk)
    if listing.latitude is not None and listing.longitude is not None:
        rows = rows.near(listing.latitude, listing.longitude, 50)
    if listing.shifts and rows.filter(shifts__overlap=listing.shifts).exists():
        rows = rows.filter(shifts__overlap=listing.shifts)
    return list(rows.order_by("-published_at").for_cards()[:limit])


def _base(params: Params) -> ListingQuerySet:
    """Everything but the counted filters."""
    data = QueryDict(mutable=True)
    data.update({"q": params.q} | ({"since": str(params.since)} if params.since else {}))
    for name in ("sector", "language"):
        data.setlist(name, params.chosen.get(name, []))
    return ListingFilter(data, Listing.objects.live()).qs


def _filtered(rows: ListingQuerySet, params: Params) -> ListingQuerySet:
    data = QueryDict(mutable=True)
    for name in FACETS:
        data.setlist(name, params.chosen.get(name, []))
    return ListingFilter(data, rows).qs


def _around(rows: ListingQuerySet, place: PlaceAnswer | None, km: int) -> ListingQuerySet:
    if place is None or place.place is None:
        return rows
    return rows.near(place.latitude, place.longitude, km) if km else rows.in_place(place.place)


def _ordered(rows: ListingQuerySet, params: Params, place: PlaceAnswer | None) -> ListingQuerySet:
    newest = ("-published_at", "-pk")
    if place and place.place:
        rows = rows.annotate(distance=distance_km(place.latitude, place.longitude))
        if params.sort == "distance":
            return rows.order_by(F("distance").asc(nulls_last=True), *newest)
    if params.sort == "salary":
        return rows.order_by(F("salary_month_max").desc(nulls_last=True), *newest)
    if params.q and params.sort in {"", "relevance"}:
        from django.contrib.postgres.search import SearchQuery, SearchRank

        query = SearchQuery(params.q, config="german", search_type="websearch")
        return rows.annotate(rank=SearchRank("search_vector", query)).order_by("-rank", *newest)
    return rows.order_by(*newest)


def _count(result: Result, base: ListingQuerySet) -> None:
    """Folds groups of equal choices: each facet is counted with all other facets applied."""
    columns = ("shifts", "salary_month_min", "salary_month_max", "employment_type", "work_mode", "contract", "entry")
    groups = base.order_by().values_list(*columns).annotate(n=Count("pk"))
    chosen = {name: set(result.params.chosen.get(name, [])) for name in FACETS}
    counts: Counter[tuple[str, str]] = Counter({(n, str(v)): 0 for n, kind in FACETS.items() for v in kind})
    for shifts, low, high, employment, mode, contract, entry, n in groups.iterator(chunk_size=5000):
        values = {
            "shift": shifts, "salary": [str(band) for band in bands_of(low, high)], "employment": employment,
            "work_mode": [mode] if mode else [], "contract": contract, "entry": entry,
        }  # fmt: skip
        failed = [name for name, wanted in chosen.items() if wanted and wanted.isdisjoint(values[name])]
        if len(failed) > 1:
            continue
        if not failed:
            result.total += n
            if low is not None:
                result.pay.extend([(low + high) // 2] * n)
        for name in failed or FACETS:
            for key in product([name], set(values[name])):
                counts[key] += n
    result.counts = dict(counts)
