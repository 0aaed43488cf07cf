"""Why a listing says what it says: its evidence in the words of the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from listings.models import labels
from listings.normalise.language import GERMAN_NAMES
from listings.vocabulary import Origin

if TYPE_CHECKING:
    from listings.models.listing import Listing

FIELDS: dict[str, tuple[str | Promise, labels.Words]] = {
    "shifts": (_("Schicht"), labels.SHIFTS),
    "work_hours": (_("Uhrzeit"), {}),
    "weekly_hours": (_("Stunden pro Woche"), {}),
    "employment_type": (_("Umfang"), labels.EMPLOYMENT),
    "contract": (_("Vertrag"), labels.CONTRACTS),
    "work_mode": (_("Arbeitsort"), labels.WORK_MODES),
    "entry": (_("Einstieg"), labels.ENTRY),
    "languages": (_("Sprache"), {**GERMAN_NAMES, **labels.LANGUAGES}),
    "employer_kind": (_("Art des Arbeitgebers"), labels.EMPLOYER_KINDS),
    "sector": (_("Branche"), labels.SECTORS),
    "surcharges": (_("Zuschlag"), labels.SURCHARGES),
}
LEVELS = {"native": _("wie Muttersprache")}


@dataclass(frozen=True, slots=True)
class Reason:
    """One stated value. Words are empty where a field of the feed or form says it without words of its own."""

    field: str | Promise
    value: str
    origin: Origin
    words: str

    @property
    def is_from_text(self) -> bool:
        return self.origin is Origin.TEXT


def reasons_of(listing: "Listing") -> list[Reason]:
    """In the order of the page; only for values the listing still has, since people may change them."""
    found = []
    if listing.base_salary_unit:
        origin = Origin.TEXT if listing.base_salary_origin == Origin.TEXT else Origin.STRUCTURED
        found.append(Reason(_("Gehalt"), "", origin, listing.base_salary_text))
    for field, (name, words) in FIELDS.items():
        kept = _values(listing, field)
        for value, note in listing.evidence.get(field, {}).items():
            if value in kept:
                text = str(words.get(value, value.replace("-", " bis ").replace(".0", "").replace(".", ",")))
                level = str(LEVELS.get(note.get("level", ""), note.get("level", "")))
                found.append(Reason(name, f"{text}, {level}" if level else text, Origin(note["origin"]), note["words"]))
    return found


def _values(listing: "Listing", field: str) -> Iterable[str]:
    if field == "work_hours":
        start, end = listing.work_starts_at, listing.work_ends_at
        return {f"{start:%H:%M}-{end:%H:%M}"} if start and end else ()
    if field == "weekly_hours":
        return {f"{listing.weekly_hours:.1f}"} if listing.weekly_hours is not None else ()
    value = getattr(listing, field)
    return value if isinstance(value, list | dict) else {value}
