"""What a feed says about one job, in schema.org's words and still as stated; and how a feed says no."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from listings.vocabulary import Salary, WorkMode


class Unreadable(Exception):
    """The feed as a whole cannot be used. Nothing may be written or withdrawn because of it."""


class Gone(Unreadable):
    """404 or 410: there is nothing at this address any more."""


class Reserved(Unreadable):
    """The publisher does not want machines to read this."""


@dataclass(frozen=True, slots=True)
class BadItem:
    """One item that cannot be used."""

    external_id: str
    field: str
    reason: str
    title: str = ""
    is_broken: bool = True
    """False for sound items that are not for this portal: they say nothing about the health of the feed."""
    is_known_place: bool = True
    """False for a sound item at a place we do not know: often abroad, so no damage, but its listing is not gone."""

    @property
    def keeps_listing(self) -> bool:
        """Whether a listing of this id counts as seen: the source still has the job."""
        return self.is_broken or not self.is_known_place


@dataclass(frozen=True, slots=True)
class Incomplete:
    """The document is readable but not whole: what was read counts, absence proves nothing."""

    reason: str


@dataclass(slots=True)
class JobPosting:
    external_id: str
    title: str
    description: str = ""
    """Markup or plain text as found."""
    hiring_organization: str = ""
    location: str = ""
    """A stated place as text, when the feed has no address fields."""
    postal_code: str = ""
    city: str = ""
    country: str = ""
    further_locations: list[str] = field(default_factory=list)
    """Other places of the same job, each as text: "58095 Hagen, Deutschland"."""
    work_mode: WorkMode | None = None
    """Only what a field of the feed says; the text is read later."""
    employment_words: list[str] = field(default_factory=list)
    category_words: list[str] = field(default_factory=list)
    """Categories, occupation names and codes."""
    base_salary: Salary | None = None
    salary_text: str = ""
    """Pay as free text, when the feed has a field for it."""
    currency: str = "EUR"
    weekly_hours: float | None = None
    is_shift_work: bool = False
    is_for_career_changers: bool = False
    date_posted: datetime | None = None
    valid_through: datetime | None = None
    url: str = ""
    """The page of this job: its identity beside the id."""
    apply_url: str = ""
    """Where to apply, when that is another address."""


Item = JobPosting | BadItem | Incomplete
Items = Iterable[Item]
