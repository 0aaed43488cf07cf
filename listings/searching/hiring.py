"""Who hires at a place, and how many of the advertisements there say what the job pays."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import inf

from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from listings.models import Place, labels
from listings.searching import places
from listings.searching.figures import answer_of
from listings.searching.kept import World, release
from listings.vocabulary import EmployerKind

MOST = 6
MANY = 2_000
"""More listings than this are not counted anew whenever one of them changes."""
MAX_AGE = 600
"""Seconds. A world does not change when an advertisement only gains a figure that cannot be compared."""
AGENCIES = {EmployerKind.STAFFING, EmployerKind.RECRUITER}
_QUERY = """
SELECT e.name, e.slug, c.n, c.paid, c.newest, coalesce(nullif(e.kind, ''), c.kind, ''), c.employers, c.all_n, c.all_paid FROM (
    SELECT l.hiring_organization_id AS employer, count(*) AS n, count(*) FILTER (WHERE l.base_salary_unit <> '') AS paid,
        max(l.id) AS newest, mode() WITHIN GROUP (ORDER BY l.employer_kind) AS kind, count(*) OVER () AS employers, (sum(count(*)) OVER ())::bigint AS all_n,
        (sum(count(*) FILTER (WHERE l.base_salary_unit <> '')) OVER ())::bigint AS all_paid
    FROM listings_searchrow r JOIN listings_listing l ON l.id = r.listing_id
    WHERE r.spot_id = ANY(%s) AND r.valid_through > statement_timestamp()
    GROUP BY 1 ORDER BY n DESC, newest DESC LIMIT %s
) c JOIN listings_employer e ON e.id = c.employer ORDER BY c.n DESC, c.newest DESC
"""


@dataclass(frozen=True)
class Hirer:
    name: str
    slug: str | None
    total: int
    with_pay: int
    newest: int
    """One of its listings: whoever keeps a page under its mark notices a new name."""
    kind: str
    """As a moderator or most of its listings say."""

    @property
    def agency(self) -> str:
        """What it is when it is not the employer itself."""
        return labels.EMPLOYER_KINDS[self.kind] if self.kind in AGENCIES else ""

    @property
    def address(self) -> str:
        """Of the public page; empty without one."""
        return reverse("employer", args=[self.slug]) if self.slug else ""


@dataclass(frozen=True)
class Hiring:
    total: int = 0
    with_pay: int = 0
    """Pay in any form, also one that cannot be compared."""
    employers: int = 0
    top: tuple[Hirer, ...] = ()
    until: float = inf
    """Seconds since 1970, as of `kept.Shown`."""
    as_of: datetime | None = None
    """Empty when it is of this moment."""

    @property
    def without_pay(self) -> int:
        return self.total - self.with_pay

    @property
    def other_employers(self) -> int:
        return self.employers - len(self.top)


def hiring(place: Place, km: int, world: World, total: int) -> Hiring:
    """`total` is how many listings there are. One statement, about 4 ms for a thousand listings.

    Where there are very many, the answer is kept for MAX_AGE and says of when it is. Elsewhere it is not, since a
    world does not know names: it is meant for pages that are kept whole.
    """
    if total <= MANY:
        return _read(place, km, world)
    key = f"hiring:{release()}:{place.pk}:{km}"
    known: Hiring | None = cache.get(key)
    if known is None:
        as_of = datetime.fromtimestamp(world.now, UTC)
        known = replace(_read(place, km, world), as_of=as_of)
        cache.set(key, known, MAX_AGE)
    return known


def _read(place: Place, km: int, world: World) -> Hiring:
    return replace(hiring_now(place, km), until=world.now + MAX_AGE)


def hiring_now(place: Place, km: int) -> Hiring:
    """Counted whatever it costs. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, [list(places.spots_around(answer_of(place), km)), MOST])
        rows = cursor.fetchall()
    if not rows:
        return Hiring()
    *_, employers, total, with_pay = rows[0]
    return Hiring(total, with_pay, employers, tuple(Hirer(*row[:6]) for row in rows))
