"""What a feed says about one job, in schema.org's words and still as stated; and how a feed says no."""

from dataclasses import dataclass, field
from datetime import datetime

from listings.vocabulary import Salary


class Unreadable(Exception):
    """The feed as a whole cannot be used. Nothing may be withdrawn because of it."""


@dataclass(frozen=True, slots=True)
class BadItem:
    """One item that cannot be used."""

    external_id: str
    field: str
    reason: str
    title: str = ""


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
    is_remote: bool = False
    employment_words: list[str] = field(default_factory=list)
    category_words: list[str] = field(default_factory=list)
    base_salary: Salary | None = None
    currency: str = "EUR"
    date_posted: datetime | None = None
    valid_through: datetime | None = None
    url: str = ""
