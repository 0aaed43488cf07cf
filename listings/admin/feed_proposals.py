"""Feeds that employers offer: what the dry run found, and the word that starts the schedule."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from listings.admin.offers import OfferAdmin, StateFilter
from listings.models import FeedProposal
from listings.submitting import feed_offers

COUNTS = {"format": "Format", "read": "gelesen", "created": "neu", "updated": "geändert", "unchanged": "unverändert",
          "duplicate": "doppelt", "held": "zurückgehalten", "rejected": "nicht brauchbar"}  # fmt: skip
SHOWN = 20


@admin.register(FeedProposal)
class FeedProposalAdmin(OfferAdmin):
    name, decided, accept_words = "feedproposal", (feed_offers.NotWaiting,), "Annehmen und regelmäßig holen"
    list_display = ["employer", "url", "person_email", "state", "created_at", "decided_at"]
    list_filter = [StateFilter]
    list_select_related = ["employer", "person"]
    search_fields = ["employer__name", "url"]
    fields = ["employer", "person_email", "url", "dry_run", "tried_at", "state", "reason", "source", "created_at",
              "decided_at"]  # fmt: skip
    readonly_fields = ["person_email", "dry_run"]

    def accept(self, row: Any, request: HttpRequest, reason: str) -> None:
        feed_offers.accept(proposal=row, by=request.user)  # type: ignore[arg-type]

    def refuse(self, row: Any, request: HttpRequest, reason: str) -> None:
        feed_offers.refuse(proposal=row, by=request.user, reason=reason)  # type: ignore[arg-type]

    @admin.display(description="von")
    def person_email(self, proposal: FeedProposal) -> str:
        return proposal.person.email if proposal.person else "–"

    @admin.display(description="Probelauf")
    def dry_run(self, proposal: FeedProposal) -> SafeString:
        """Counts, problems and previews; everything escaped."""
        report = proposal.report
        counts = ((words, report[name]) for name, words in COUNTS.items() if name in report)
        problems = (
            (f"{problem.get('field', '')}: {problem.get('reason', '')}",)
            for problem in report.get("problems", [])[:SHOWN]
        )
        previews = (
            (one.get("title", ""), one.get("employer", ""), one.get("postal_code", ""), one.get("city", ""))
            for one in report.get("listings", [])[:SHOWN]
        )
        return format_html(
            "<dl class=\"desk-said\">{}</dl><ul>{}</ul><ul>{}</ul>",
            format_html_join("", "<dt>{}</dt><dd>{}</dd>", counts), format_html_join("", "<li>{}</li>", problems),
            format_html_join("", "<li>„{}“, {}, {} {}</li>", previews),
        )  # fmt: skip
