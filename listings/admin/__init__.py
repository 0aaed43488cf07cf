"""The desk: moderation, sources and runs, what waits for an operator's word, places."""

from listings.admin import (
    alarms,
    documents,
    doubles,
    employers,
    listings,
    losses,
    places,
    rejected,
    runs,
    sources,
    synonyms,
    title_decisions,
)

__all__ = ["alarms", "documents", "doubles", "employers", "listings", "losses", "places", "rejected", "runs",
           "sources", "synonyms", "title_decisions"]  # fmt: skip
