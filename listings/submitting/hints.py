"""What the checks say about a form: each finding beside its field, with what one click would make of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from listings import duplicates, lifecycle
from listings.models import Listing, Person
from listings.normalise import pay_wording
from listings.normalise.finding import Finding, Wording
from listings.normalise.mending import mended
from listings.normalise.minimum_wage import EXEMPT
from listings.normalise.wording import FOR_MODERATORS
from listings.submitting import building
from listings.submitting.access import listings_of
from listings.submitting.drafting import Typed
from listings.submitting.forms import ListingForm
from listings.vocabulary import Contract, Employment, FindingLevel, ListingStatus

PAY_RULES = frozenset({"below_minimum_wage", "wage_rise_ahead"})
PLACES_OF_WORDS = ("title", "description", "requirements", "apply_url", "apply_email", "company")
MIN_TEXT = 20
"""Shorter texts are still being begun."""
_GOING_ON = (ListingStatus.UNCONFIRMED, ListingStatus.IN_REVIEW, ListingStatus.RETURNED, ListingStatus.PUBLISHED, ListingStatus.PAUSED)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hint:
    finding: Finding
    name: str
    """Of the field it is about."""
    changes: dict[str, str]
    """Field to the value that one click gives it; empty when only the writer can mend it."""
    is_cut: bool = False
    """The click takes a sentence out."""

    @property
    def is_held(self) -> bool:
        return self.finding.level is FindingLevel.HOLD

    @property
    def better(self) -> str:
        """The new value, where it is short enough to show."""
        if self.name == "salary_min" and self.changes:
            return f"{pay_wording.in_german(float(self.changes['salary_min'].replace(',', '.')))} €"
        return self.changes.get("title", "")

    @property
    def button(self) -> str:
        if not self.changes:
            return ""
        return "Satz streichen" if self.is_cut else "Vorschlag übernehmen"

    def as_dict(self) -> dict[str, Any]:
        found = self.finding
        return {
            "rule": found.rule, "level": str(found.level), "words": found.words, "reason": found.reason,
            "suggestion": found.suggestion, "better": self.better, "button": self.button, "changes": self.changes,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Double:
    """A listing that says the same already."""

    listing: Listing
    is_own: bool
    """Whoever asks may edit it; else only its public page is shown."""

    @property
    def is_imported(self) -> bool:
        return self.listing.source_id is not None


def of(form: ListingForm, listing: Listing | None = None) -> list[Hint]:
    """Of a form that was validated and may have errors; what is for moderators alone is left out."""
    listing = listing or building.unsaved(form)
    if not listing.title and len(listing.description_text) < MIN_TEXT and not listing.base_salary_unit:
        return []
    found = (one for one in lifecycle.check_wording(listing) if one.rule not in FOR_MODERATORS)
    return [_hint(one, form, listing) for one in found]


def show(form: ListingForm, hints: Iterable[Hint]) -> None:
    """Puts each hint beside the field it is about; a field names its hints and errors to screen readers too."""
    form.hints = list(hints)
    for field in form:
        field.hints = [hint for hint in form.hints if hint.name == field.name]  # type: ignore[attr-defined]
        _describe(field)


def _describe(field: forms.BoundField) -> None:
    """The place of the hints is named even while it is empty, since they come while somebody types."""
    own = field.id_for_label or f"id_{field.name}"
    parts = [f"{own}_helptext"] if field.help_text else []
    parts += [f"{own}_error"] if field.errors else []
    parts.append(f"{own}_hints")
    field.described = " ".join(parts)  # type: ignore[attr-defined]
    if not field.field.widget.use_fieldset:
        field.field.widget.attrs["aria-describedby"] = " ".join(parts)


def doubles(listing: Listing, person: Person | None) -> list[Double]:
    """The same text of the same employer: what is public, and what the person may edit. Nobody learns of other drafts."""
    own = Q(pk__in=listings_of(person).values("pk")) if person else Q(pk__in=[])
    live = Listing.objects.live().values("pk")
    among = Listing.objects.filter(own | Q(pk__in=live), status__in=_GOING_ON)
    found = duplicates.with_same_text(listing, among)
    if not found:
        return []
    mine = set(listings_of(person).filter(pk__in=[row.pk for row in found]).values_list("pk", flat=True)) if person else set()  # fmt: skip
    return [Double(row, row.pk in mine) for row in found[:3]]


def accepted(form: ListingForm, typed: Typed, rule: str) -> tuple[Typed, Hint] | None:
    """What was typed with the suggestion of this rule taken up; None when there is none."""
    hint = next((one for one in of(form) if one.finding.rule == rule and one.changes), None)
    if hint is None:
        return None
    return typed | {name: [value] for name, value in hint.changes.items()}, hint


def _hint(found: Finding, form: ListingForm, listing: Listing) -> Hint:
    if found.rule in PAY_RULES:
        return Hint(found, "salary_min", _pay_changes(found, form, listing))
    typed = ((name, str(form[name].value() or "")) for name in PLACES_OF_WORDS)
    for name, text in typed:
        if found.words and found.words in text:
            better = mended(found, text)
            return Hint(found, name, {name: better.text} if better else {}, bool(better and better.is_cut))
    return Hint(found, "title" if found.rule.startswith(("title_", "gender_")) else "description", {})


def _pay_changes(found: Finding, form: ListingForm, listing: Listing) -> dict[str, str]:
    """The pay that the law asks for; the upper end moves along when it lies below."""
    stated = form.salary()
    kinds = {Employment(kind) for kind in listing.employment_type} - EXEMPT
    hours = None if listing.weekly_hours is None else float(listing.weekly_hours)
    contracts = {Contract(contract) for contract in listing.contract}
    pay = pay_wording.Pay(stated, hours, kinds, contracts, listing.job_starts_on, timezone.localdate())
    least = pay_wording.least(Wording(listing.title, listing.description_text), pay, found.rule)
    if stated is None or least is None:
        return {}
    changes = {"salary_min": _euros(least)}
    if (stated.maximum or 0) < least:
        changes["salary_max"] = _euros(least)
    return changes


def _euros(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.2f}".replace(".", ",")
