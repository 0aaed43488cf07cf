"""Edits of a public listing that wait for a moderator: the listing stays as it was until one is accepted."""

from django.db import models, transaction

from listings import lifecycle
from listings.lifecycle import Actor
from listings.models import Listing, PendingEdit


@transaction.atomic
def accept(*, edit: PendingEdit, by: Actor) -> Listing:
    """Writes what the edit says to its listing and forgets the edit."""
    listing = Listing.objects.select_for_update().get(pk=edit.listing_id)
    for name, (_, after) in edit.changes.items():
        field = Listing._meta.get_field(name)
        assert isinstance(field, models.Field)
        setattr(listing, field.attname, field.to_python(after))
    lifecycle.amend(listing=listing)
    lifecycle.note(listing, "edit_accepted", by=by, changes=edit.changes)
    edit.delete()
    return listing


@transaction.atomic
def refuse(*, edit: PendingEdit, by: Actor, reason: str) -> None:
    """Forgets the edit; the caller tells the employer why."""
    edit.delete()
