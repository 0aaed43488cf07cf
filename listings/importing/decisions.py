"""What people decided and the import obeys: which titles belong here."""

from typing import Any

from listings.models import FieldOfWorkDecision, Listing
from listings.normalise.title import title_key


def remember(listing: Listing, *, belongs: bool, user: Any = None) -> FieldOfWorkDecision:
    """Keeps the decision for this title of this source; an editor may widen it with * afterwards."""
    if listing.source is None:
        raise ValueError("a typed listing has no source whose titles could be decided on")
    return FieldOfWorkDecision.objects.update_or_create(
        source=listing.source,
        title_pattern=listing.title_key or title_key(listing.title)[:200],
        defaults={"belongs": belongs, "decided_by": user},
    )[0]
