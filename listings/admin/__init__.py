"""The desk: moderation, sources and runs, what waits for an operator's word, places."""

from listings.admin import (
    alarms,
    announcements,
    claims,
    documents,
    doubles,
    employer_changes,
    employers,
    feed_proposals,
    listings,
    losses,
    pending_edits,
    places,
    reason_templates,
    rejected,
    runs,
    sources,
    synonyms,
    title_decisions,
)

__all__ = ["alarms", "announcements", "claims", "documents", "doubles", "employer_changes", "employers", "feed_proposals",
           "listings", "losses",
           "pending_edits", "places", "reason_templates", "rejected", "runs", "sources", "synonyms",
           "title_decisions"]  # fmt: skip
