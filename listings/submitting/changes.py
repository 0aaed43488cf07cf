"""What changed in a listing, field by field, for its history: {"title": ["Berater", "Beraterin"]}.

Every column counts but those that programs derive or keep for themselves, so that a new one is recorded from its first day.
"""

import hashlib
import json
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format, number_format

from listings.lifecycle import Changes
from listings.models import Listing, labels

DERIVED = frozenset({
    "id", "source", "external_id", "content_hash", "raw_hash", "title_key", "url_key", "fingerprint", "aliases", "status",
    "description_text", "latitude", "longitude", "base_salary_origin", "base_salary_text",
    "salary_month_min", "salary_month_max", "evidence", "findings", "submitter_email", "date_posted", "published_at",
    "first_seen_at", "missing_since", "missing_runs", "end_warned_at", "withdrawn_at", "reposts", "approved_at",
    "closed_at", "outcome", "duplicate_of", "search_vector",
})  # fmt: skip
WORDS: dict[str, labels.Words] = {
    "shifts": labels.SHIFTS, "employment_type": labels.EMPLOYMENT, "contract": labels.CONTRACTS,
    "work_mode": labels.WORK_MODES, "sector": labels.SECTORS, "languages": labels.LANGUAGES, "entry": labels.ENTRY,
    "base_salary_unit": labels.SALARY_UNITS, "employer_kind": labels.EMPLOYER_KINDS,
}  # fmt: skip
KINDS: labels.Words = labels.LANGUAGES | labels.SURCHARGES
"""Keys of the two columns that hold a value for each kind: language levels and surcharges."""


def tracked() -> "list[models.Field[Any, Any]]":
    return [field for field in Listing._meta.concrete_fields if field.name not in DERIVED]


def snapshot(listing: Listing) -> dict[str, Any]:
    """Values that can be compared: lists of closed values have no order, line ends no kind."""
    return {field.name: _comparable(getattr(listing, field.attname)) for field in tracked()}


def between(before: Listing, after: Listing) -> Changes:
    """Of every field that differs [before, after], as JSON keeps it; who is meant by a key stands there by name."""
    old, new = snapshot(before), snapshot(after)
    return {
        field.name: [_stored(before, field), _stored(after, field)] for field in tracked()
        if old[field.name] != new[field.name]
    }  # fmt: skip


def version(listing: Listing) -> str:
    """Differs as soon as anything differs that a moderator looks at."""
    seen = json.dumps([listing.status, listing.findings, snapshot(listing)], cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.blake2b(seen.encode(), digest_size=12).hexdigest()


def in_order(found: Changes) -> list[tuple[str, list[Any]]]:
    """As the columns stand in the model; the database keeps no order of its own."""
    place = {field.name: number for number, field in enumerate(Listing._meta.concrete_fields)}
    return sorted(found.items(), key=lambda item: (place.get(item[0], len(place)), item[0]))


def label(name: str) -> str:
    """The field's German name."""
    try:
        return str(Listing._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return name


def readable(name: str, value: Any) -> str:
    """A kept value in German; empty for none."""
    if value is None or value == "" or value == [] or value == {}:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, list):
        return ", ".join(readable(name, one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{KINDS.get(key, key)}: {one}" for key, one in sorted(value.items()))
    text = str(WORDS.get(name, {}).get(str(value), value))
    return _as_moment(name, text)


def _as_moment(name: str, text: str) -> str:
    """Dates and amounts as Germans write them."""
    try:
        kind = Listing._meta.get_field(name)
    except FieldDoesNotExist:
        return text
    if isinstance(kind, models.DateTimeField) and (moment := parse_datetime(text)):
        return date_format(timezone.localtime(moment) if timezone.is_aware(moment) else moment, "d.m.Y H:i")
    if isinstance(kind, models.DateField) and (day := parse_date(text)):
        return date_format(day, "d.m.Y")
    if isinstance(kind, models.TimeField):
        return text[:5]
    if isinstance(kind, models.DecimalField):
        is_whole = not text.partition(".")[2].strip("0")
        return number_format(Decimal(text), decimal_pos=0 if is_whole else kind.decimal_places, force_grouping=True)
    return text


def _comparable(value: Any) -> Any:
    if isinstance(value, list):
        return sorted(value)
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def _stored(listing: Listing, field: "models.Field[Any, Any]") -> Any:
    value = getattr(listing, field.name)
    if isinstance(value, models.Model):
        return str(value)
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))
