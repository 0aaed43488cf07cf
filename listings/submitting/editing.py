"""Edits of a public listing that wait for a moderator: the listing stays as it was until one is accepted."""

from django.db import models, transaction

from listings import lifecycle
from listings.lifecycle import Actor
from listings.models import Listing, PendingEdit


class Invalid(Exception):
    """What was typed does not hold any more."""


@transaction.atomic
def accept(*, edit: PendingEdit, by: Actor) -> Listing:
    """Writes what the edit says to its listing and forgets the edit."""
    listing = Listing.objects.select_for_update().get(pk=edit.listing_id)
    for name, (_, after) in edit.changes.items():
        field = Listing._meta.get_field(name)
        assert isinstance(field, models.Field)
        setattr(listing, field.attname, field.to_python(after))
    lifecycle.amend(listing=listing)
    lifecycle.note(listing, "edited", by=by, changes=edit.changes)
    edit.delete()
    return listing


@transaction.atomic
def refuse(*, edit: PendingEdit, by: Actor, reason: str, statement: str = "") -> None:
    """The listing stays as it is. `statement` is the statement of reasons, which the caller mails."""
    lifecycle.note(edit.listing, "edit_refused", by=by, reason=reason, statement=statement, changes=edit.changes)
    edit.delete()
