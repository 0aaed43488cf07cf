"""The words of the house: every closed set of values, without Django.

German labels live with the models and templates; the numbers behind comparable pay live here once.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import SupportsFloat


class ShiftType(StrEnum):
    EARLY = "early"
    LATE = "late"
    NIGHT = "night"
    WEEKEND = "weekend"
    ROTATING = "rotating"
    DAY = "day"
    FLEXIBLE = "flexible"


class Employment(StrEnum):
    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    MINIJOB = "minijob"
    WORKING_STUDENT = "working_student"
    APPRENTICESHIP = "apprenticeship"
    INTERNSHIP = "internship"
    FREELANCE = "freelance"


class Contract(StrEnum):
    PERMANENT = "permanent"
    LIMITED = "limited"
    AGENCY = "agency"


class WorkMode(StrEnum):
    ONSITE = "onsite"
    HYBRID = "hybrid"
    REMOTE = "remote"


class Entry(StrEnum):
    CAREER_CHANGER = "career_changer"


class CefrLevel(StrEnum):
    """How well somebody speaks a language, by the Common European Framework."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"


class Sector(StrEnum):
    LOGISTICS = "logistics"
    RETAIL = "retail"
    TELECOM = "telecom"
    INSURANCE = "insurance"
    BANKING = "banking"
    ENERGY = "energy"
    ECOMMERCE = "ecommerce"
    IT = "it"
    HEALTH = "health"
    TRAVEL = "travel"
    PUBLIC = "public"
    HOUSING = "housing"
    MEDIA = "media"
    STAFFING = "staffing"
    OUTSOURCER = "outsourcer"
    OTHER = "other"


class SalaryUnit(StrEnum):
    HOUR = "hour"
    MONTH = "month"
    YEAR = "year"


class SalaryOrigin(StrEnum):
    """Where a figure comes from; shown to people beside it."""

    STRUCTURED = "structured"
    TEXT = "text"
    ABSENT = "absent"


class Origin(StrEnum):
    """Where the value of a field comes from: a field of the feed or form, or words of the advertisement."""

    STRUCTURED = "structured"
    TEXT = "text"


class SalaryBand(StrEnum):
    UNDER_2400 = "-2400"
    FROM_2400 = "2400-2800"
    FROM_2800 = "2800-3200"
    FROM_3200 = "3200-3600"
    OVER_3600 = "3600-"
    UNKNOWN = "unknown"

    @property
    def low(self) -> int:
        """Lower bound in euros a month, inclusive for single figures."""
        head = self.value.split("-")[0]
        return int(head) if head.isdigit() else 0

    @property
    def high(self) -> int:
        """Upper bound in euros a month, exclusive."""
        tail = self.value.rsplit("-", 1)[-1]
        return int(tail) if tail.isdigit() else 10_000_000


class EmployerKind(StrEnum):
    """Who would sign the contract."""

    DIRECT = "direct"
    STAFFING = "staffing"  # Zeitarbeit: employs, and lends to its customers
    RECRUITER = "recruiter"  # finds people for others and does not employ them
    OUTSOURCER = "outsourcer"  # answers the telephone for its customers


class FindingLevel(StrEnum):
    """What a finding of the wording checks means for a listing."""

    INFO = "info"
    WARNING = "warning"
    HOLD = "hold"  # not public until a moderator decides


class ListingStatus(StrEnum):
    UNCONFIRMED = "unconfirmed"  # typed into the form, address not confirmed yet
    IN_REVIEW = "in_review"  # waits for a moderator
    RETURNED = "returned"  # a moderator asked the employer for changes
    HELD = "held"  # imported, but not public: the reason stands beside it
    PUBLISHED = "published"
    PAUSED = "paused"
    REJECTED = "rejected"
    RETRACTED = "retracted"  # its employer took it back while it was not public
    BLOCKED = "blocked"  # was public; a moderator took it down for good
    CLOSED = "closed"  # ended by the employer
    WITHDRAWN = "withdrawn"  # gone from its source
    EXPIRED = "expired"  # past valid_through


class Outcome(StrEnum):
    """How a vacancy ended, as its employer says."""

    FILLED_HERE = "filled_here"  # through this portal
    FILLED_ELSEWHERE = "filled_elsewhere"
    NOT_FILLED = "not_filled"


class MemberRole(StrEnum):
    OWNER = "owner"  # may invite and remove
    MEMBER = "member"


class ClaimState(StrEnum):
    """Of what waits for a moderator."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class LinkPurpose(StrEnum):
    """What a link in a mail is good for."""

    LOG_IN = "log_in"
    INVITE = "invite"
    DATA = "data"  # to see, take along and erase what is kept of an address


class ReportReason(StrEnum):
    """What somebody says is wrong with a listing."""

    FRAUD = "fraud"
    GONE = "gone"
    DISCRIMINATION = "discrimination"
    FALSE = "false"
    RIGHTS = "rights"
    OTHER = "other"


class CaseState(StrEnum):
    OPEN = "open"  # waits for a moderator
    DECIDED = "decided"


class CaseOutcome(StrEnum):
    """What a decision about a reported listing does to it."""

    NO_ACTION = "no_action"
    RETURNED = "returned"  # back to the employer, who mends it
    HELD = "held"  # out of sight until somebody knows more
    TAKEN_DOWN = "taken_down"


class CaseParty(StrEnum):
    REPORTER = "reporter"
    EMPLOYER = "employer"


class ApplicationState(StrEnum):
    """Of an application that travels from our form to an employer's mailbox."""

    DRAFT = "draft"  # not sent: keeps the file while the form is mended
    WAITING = "waiting"
    SENDING = "sending"  # at the mail server in this moment, or a worker died there
    DELIVERED = "delivered"
    FAILED = "failed"  # given up; the applicant was told


class AlertFrequency(StrEnum):
    """How often an alert may write."""

    DAILY = "daily"
    WEEKLY = "weekly"
    INSTANT = "instant"


class AlertMailKind(StrEnum):
    LISTINGS = "listings"
    QUESTION = "question"  # after a year: still wanted?


class AlertMailState(StrEnum):
    """Where a mail of an alert is on its way."""

    PLANNED = "planned"
    SENDING = "sending"  # a process has it in hand, and the mail server not yet
    SENT = "sent"  # the last byte left, or is leaving
    REFUSED = "refused"  # by the mail server, for good
    DROPPED = "dropped"  # nothing in it was live any more, or the alert was paused
    DOUBTFUL = "doubtful"  # nobody can say whether it left; it is not sent again


class VisitSource(StrEnum):
    """Where a visitor of a listing came from."""

    SEARCH = "search"  # our lists and city pages
    GUIDE = "guide"
    MAIL = "mail"  # alerts
    ENGINE = "engine"  # search engines
    SITE = "site"  # other sites
    DIRECT = "direct"  # nothing said


class FeedFormat(StrEnum):
    AUTO = "auto"
    PERSONIO = "personio"
    INDEED = "indeed"
    JSONLD = "jsonld"
    BA = "ba"
    GREENHOUSE = "greenhouse"
    LEVER = "lever"
    SMARTRECRUITERS = "smartrecruiters"
    RECRUITEE = "recruitee"
    ASHBY = "ashby"
    WORKABLE = "workable"
    ARBEITNOW = "arbeitnow"
    RSS = "rss"
    CSV = "csv"


class SourceKind(StrEnum):
    """What a document of a source holds, and so what absence from it means."""

    SNAPSHOT = "snapshot"  # the whole board: who is absent is gone
    PAGED = "paged"  # the whole board when every page was read
    WINDOW = "window"  # the newest items only: absence means nothing


WINDOW_FORMATS = frozenset({FeedFormat.RSS})
"""Formats whose sources are windows unless somebody says otherwise."""


class IdTrust(StrEnum):
    """Whether equal ids mean the same job."""

    STRONG = "strong"  # ids come from the database of an applicant tracking system
    WEAK = "weak"  # ids may be row numbers: URL, title and town must agree


class Scope(StrEnum):
    CUSTOMER_SERVICE = "customer_service"
    ALL = "all"


class RunStatus(StrEnum):
    RUNNING = "running"
    COMPLETE = "complete"
    PARTIAL = "partial"
    REFUSED = "refused"


class AlarmKind(StrEnum):
    """What operators are told once, and again only after it was over."""

    SILENT = "silent"  # no complete run of a source for 48 hours
    INCOMPLETE = "incomplete"  # two runs in a row were not complete
    REJECTED = "rejected"  # more than 5 % of the items of a run were no use
    MISSING = "missing"  # a fifth or more of a source's listings is missing
    FILL_RATE = "fill_rate"  # a field is filled 30 points less often than in the week before
    JOB = "job"  # a scheduled job did not end when it should have


RESERVED_SLUGS = frozenset(
    {"stelle-aufgeben", "anmelden", "abmelden", "stellen", "bestaetigen", "verlaengern", "feeds", "konto", "einladung",
     "team", "hilfe", "preise", "admin", "api", "statistik", "entwuerfe", "vorschau", "einstellungen", "arbeitgeber"}
)  # fmt: skip
"""What may stand behind /arbeitgeber/ and is no employer: pages of ours, now or later."""

RADII_KM = (0, 5, 10, 25, 50, 100)
SINCE_DAYS = (1, 3, 7, 14, 30)

HOURS_TO_MONTHS = 13 / 3
"""Weeks in a month: 52 / 12, the statutory convention (SGB IV section 8 (1a))."""
FULL_TIME_HOURS = 40
"""Weekly hours assumed for full time when an advertisement states none of at least MIN_FULL_TIME_HOURS."""
MIN_FULL_TIME_HOURS = 35


def full_time_hours(weekly_hours: SupportsFloat | None) -> float:
    """The weekly hours that count as full time for an advertisement that states these."""
    stated = float(weekly_hours) if weekly_hours is not None else 0.0
    return stated if stated >= MIN_FULL_TIME_HOURS else float(FULL_TIME_HOURS)


@dataclass(frozen=True, slots=True)
class Salary:
    """Pay as stated. Amounts in euros per unit; one end may be missing ("ab 2.600 €")."""

    minimum: float | None
    maximum: float | None
    unit: SalaryUnit
    is_gross: bool | None = None
    text: str = ""
    """The words it was read from; empty for structured fields."""


def bands_of(month_min: int | None, month_max: int | None) -> frozenset[SalaryBand]:
    """The bands that find this comparable monthly pay. Pay with one end counts as that one value."""
    low = month_min if month_min is not None else month_max
    high = month_max if month_max is not None else month_min
    if low is None or high is None:
        return frozenset({SalaryBand.UNKNOWN})
    known = [band for band in SalaryBand if band is not SalaryBand.UNKNOWN]
    if low == high:
        return frozenset(band for band in known if band.low <= low < band.high)
    return frozenset(band for band in known if low < band.high and high > band.low)
