"""The employers' desk: what waits for a person, the listings the person may see, and how often these were looked at.

A desk asks a fixed number of statements, however many listings there are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Sum, Value, When
from django.http import HttpRequest
from django.utils import timezone

from listings import lifecycle
from listings.models import Draft, FeedProposal, Listing, ListingCount, Person, labels
from listings.submitting import access, drafting, editing
from listings.submitting.extension import WARNED_BEFORE
from listings.vocabulary import ClaimState, ListingStatus

FIGURES_DAYS = 30
MAX_WAITING = 8
"""More than that is no list of things to do: the rest stands below, by its status."""
CLOSABLE = (ListingStatus.PUBLISHED, ListingStatus.PAUSED, ListingStatus.EXPIRED)
RUNNING = (ListingStatus.PUBLISHED, ListingStatus.PAUSED)


class Stage(StrEnum):
    """By what a person chooses among own listings; the values stand in addresses."""

    ONLINE = "online"
    ENDING = "endet-bald"
    PAUSED = "pausiert"
    RETURNED = "zurueck"
    WAITING = "in-pruefung"
    OVER = "beendet"


STAGES = {
    Stage.ONLINE: "online", Stage.ENDING: "endet bald", Stage.PAUSED: "pausiert", Stage.RETURNED: "zurück an dich",
    Stage.WAITING: "in Prüfung", Stage.OVER: "beendet",
}  # fmt: skip


def stage(which: Stage, now: datetime) -> Q:
    over = Q(valid_through__lte=now)
    return {
        Stage.ONLINE: Q(status=ListingStatus.PUBLISHED) & _in_time(now),
        Stage.ENDING: Q(status=ListingStatus.PUBLISHED, valid_through__gt=now, valid_through__lte=now + WARNED_BEFORE),
        Stage.PAUSED: Q(status=ListingStatus.PAUSED) & _in_time(now),
        Stage.RETURNED: Q(status=ListingStatus.RETURNED),
        Stage.WAITING: Q(status__in=[ListingStatus.UNCONFIRMED, ListingStatus.IN_REVIEW, ListingStatus.HELD]),
        Stage.OVER: Q(status__in=[ListingStatus.EXPIRED, ListingStatus.CLOSED, ListingStatus.WITHDRAWN,
                                  ListingStatus.RETRACTED, ListingStatus.REJECTED, ListingStatus.BLOCKED]) | Q(over, status__in=RUNNING),
    }[which]  # fmt: skip


def _in_time(now: datetime) -> Q:
    return Q(valid_through=None) | Q(valid_through__gt=now)


def feeds_of(person: Person) -> dict[int, FeedProposal]:
    """Source to the offer it came from, of feeds that run for the person's employers."""
    accepted = FeedProposal.objects.filter(
        state=ClaimState.ACCEPTED, source__isnull=False, employer__in=access.employers_of(person)
    ).defer("report")
    return {proposal.source_id: proposal for proposal in accepted if proposal.source_id}


def shown_to(person: Person, feeds: Mapping[int, FeedProposal]) -> QuerySet[Listing]:
    """Those the person may change, and live ones of own feeds, which only the feed changes."""
    return access.listings_shown_to(person, list(feeds))


@dataclass
class Tally:
    """How many listings there are at each stage, of one employer or of all."""

    employers: dict[int, tuple[str, int]] = field(default_factory=dict)
    total: int = 0
    stages: dict[Stage, int] = field(default_factory=dict)


def tally(listings: QuerySet[Listing], employer: int | None, now: datetime) -> Tally:
    """One statement. An employer that has none of them counts as none chosen."""
    counts = {one.name: Count("pk", filter=stage(one, now)) for one in Stage}
    rows = listings.order_by("hiring_organization__name").values("hiring_organization", "hiring_organization__name")
    found = list(rows.annotate(total=Count("pk"), **counts))
    employers = {row["hiring_organization"]: (row["hiring_organization__name"], row["total"]) for row in found}
    chosen = [row for row in found if employer not in employers or row["hiring_organization"] == employer]
    return Tally(
        employers, sum(row["total"] for row in chosen),
        {one: sum(row[one.name] for row in chosen) for one in Stage},
    )  # fmt: skip


def in_order(listings: QuerySet[Listing], now: datetime) -> QuerySet[Listing]:
    """What runs or will run first, each part from the newest on."""
    is_over = Case(When(stage(Stage.OVER, now), then=1), default=0, output_field=IntegerField())
    return listings.alias(is_over=is_over).order_by("is_over", "-first_seen_at", "-pk").for_cards()


@dataclass
class Row:
    """A listing as its desk shows it."""

    listing: Listing
    state: str
    """The shape and colour; see .state in the style sheet."""
    word: str
    feed: FeedProposal | None = None
    views: int = 0
    applies: int = 0
    new_end: datetime | None = None
    """Where an extension would lead; None when it leads nowhere."""

    @property
    def end(self) -> str:
        """The present end as a form sends it back: an extension is for what somebody saw."""
        return self.listing.valid_through.isoformat() if self.listing.valid_through else ""

    @property
    def is_editable(self) -> bool:
        return self.feed is None and self.listing.status in editing.EDITABLE

    @property
    def is_closable(self) -> bool:
        return self.feed is None and self.listing.status in CLOSABLE

    @property
    def is_retractable(self) -> bool:
        return self.feed is None and self.listing.status in lifecycle.RETRACTABLE

    @property
    def is_over(self) -> bool:
        return self.state in {"off", "refused"}

    @property
    def is_urgent(self) -> bool:
        """Whether an extension is worth a button in the list."""
        return self.new_end is not None and self.state in {"soon", "off"}

    @property
    def was_public(self) -> bool:
        return self.listing.published_at is not None


def row_of(listing: Listing, now: datetime, feed: FeedProposal | None = None) -> Row:
    state, word = _state(listing, now)
    row = Row(listing, state, word, feed)
    if feed is None:
        try:
            new_end = lifecycle.end_after_extension(listing, now)
        except lifecycle.WrongStatus:
            return row
        is_longer = listing.valid_through is None or new_end - listing.valid_through >= timedelta(days=1)
        row.new_end = new_end if is_longer else None
    return row


def _state(listing: Listing, now: datetime) -> tuple[str, str]:
    end, status = listing.valid_through, ListingStatus(listing.status)
    if status in RUNNING and end is not None and end <= now:
        status = ListingStatus.EXPIRED
    if status == ListingStatus.PUBLISHED and listing.is_hidden_duplicate:
        return "wait", "Doppelt, nicht zu sehen"
    if status == ListingStatus.PUBLISHED and end is not None and end <= now + WARNED_BEFORE:
        return "soon", "Läuft bald ab"
    return {
        ListingStatus.UNCONFIRMED: ("draft", "Nicht bestätigt"), ListingStatus.IN_REVIEW: ("wait", "In Prüfung"),
        ListingStatus.HELD: ("wait", "In Prüfung"), ListingStatus.RETURNED: ("back", "Zurück an dich"),
        ListingStatus.PUBLISHED: ("on", "Online"), ListingStatus.PAUSED: ("pause", "Pausiert"),
        ListingStatus.REJECTED: ("refused", "Abgelehnt"), ListingStatus.BLOCKED: ("refused", "Gesperrt"), ListingStatus.EXPIRED: ("off", "Abgelaufen"),
        ListingStatus.CLOSED: ("off", "Beendet"), ListingStatus.RETRACTED: ("off", "Zurückgezogen"),
        ListingStatus.WITHDRAWN: ("off", "Nicht mehr im Feed"),
    }[status]  # fmt: skip


def rows_of(listings: Iterable[Listing], feeds: Mapping[int, FeedProposal], now: datetime) -> list[Row]:
    """With the figures of the last days. One statement beside that of the listings."""
    rows = [row_of(one, now, feeds.get(one.source_id or 0)) for one in listings]
    since = timezone.localdate(now) - timedelta(days=FIGURES_DAYS - 1)
    counted = ListingCount.objects.filter(listing__in=[row.listing.pk for row in rows], day__gte=since)
    sums = counted.order_by().values_list("listing").annotate(Sum("views"), Sum("applies"))
    found = {pk: numbers for pk, *numbers in sums}
    for row in rows:
        row.views, row.applies = found.get(row.listing.pk, (0, 0))
    return rows


class Kind(StrEnum):
    """Why something waits; in the order in which it is shown."""

    RETURNED = "returned"
    UNCONFIRMED = "unconfirmed"
    ENDING = "ending"
    REVIVABLE = "revivable"
    EDIT = "edit"


@dataclass(frozen=True, slots=True)
class Waiting:
    kind: Kind
    row: Row


def waiting_for(person: Person, now: datetime) -> tuple[list[Waiting], bool]:
    """What the person has to do or to know, and whether there is more of it. One statement."""
    ended = Q(valid_through__lte=now, valid_through__gte=now - lifecycle.REVIVABLE)
    kinds = {
        Kind.RETURNED: stage(Stage.RETURNED, now),
        Kind.UNCONFIRMED: Q(status=ListingStatus.UNCONFIRMED),
        Kind.ENDING: stage(Stage.ENDING, now),
        Kind.REVIVABLE: ended & Q(status__in=[ListingStatus.EXPIRED, ListingStatus.PUBLISHED]),
        Kind.EDIT: Q(pending_edit__isnull=False, status__in=RUNNING),
    }
    why = Case(*(When(rule, then=Value(list(kinds).index(kind))) for kind, rule in kinds.items()), default=None)
    rows = access.listings_of(person).annotate(why=why).filter(why__isnull=False).order_by("why", "valid_through", "pk")
    found = list(rows.for_cards()[: MAX_WAITING + 1])
    shown = [Waiting(list(kinds)[one.why], row_of(one, now)) for one in found[:MAX_WAITING]]
    return shown, len(found) > MAX_WAITING


def drafts_of(person: Person, request: HttpRequest) -> list[Draft]:
    """Begun and not sent: the person's, and what this browser began before the log-in."""
    is_own = Q(person=person) & (
        Q(listing=None) | Q(listing__in=access.listings_of(person), listing__status__in=editing.EDITABLE)
    )
    if ticket := drafting.remembered(request):
        is_own |= Q(pk=ticket.pk, person=None, listing=None)
    rows = Draft.objects.filter(is_own, submitted_at=None).select_related("listing").defer("logo")
    return list(rows.order_by("-updated_at")[:MAX_WAITING])


def title_of(draft: Draft) -> str:
    typed: str = next(iter(draft.typed.get("title") or [""]), "").strip()
    return typed or (draft.listing.title if draft.listing else "")


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one listing over the last days; the days from the newest on, without those before it was public."""

    days: list[tuple[date, int, int]]
    sources: list[tuple[str, int, int]]
    views: int
    applies: int


def figures_of(listing: Listing, now: datetime) -> Figures:
    """One statement."""
    today = timezone.localdate(now)
    since = today - timedelta(days=FIGURES_DAYS - 1)
    by_day: dict[date, list[int]] = {}
    by_source: dict[str, list[int]] = {}
    for row in ListingCount.objects.filter(listing=listing, day__gte=since):
        for sums in (by_day.setdefault(row.day, [0, 0]), by_source.setdefault(row.came_from, [0, 0])):
            sums[0] += row.views
            sums[1] += row.applies
    first = max(since, timezone.localdate(listing.published_at)) if listing.published_at else today
    first = min([first, *by_day])
    length = (today - first).days + 1
    days = [(day, *by_day.get(day, (0, 0))) for day in (today - timedelta(days=back) for back in range(length))]
    sources = [(words, *by_source[key]) for key, words in labels.VISIT_SOURCES.items() if key in by_source]
    sources.sort(key=lambda one: -one[1])
    views, applies = (sum(sums[place] for sums in by_day.values()) for place in (0, 1))
    return Figures(days, sources, views, applies)
