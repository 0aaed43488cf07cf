"""Feeds that employers offer: what the dry run found, whose the address is, and the word that starts the schedule."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from listings.admin.desk import age
from listings.admin.offers import OfferAdmin, StateFilter
from listings.calling import call
from listings.importing import hookup
from listings.models import FeedProposal
from listings.submitting import feed_words
from listings.vocabulary import ClaimState

COUNTS = {"format": "Format", "found": "gefunden", "read": "gelesen", "usable": "brauchbar", "duplicate": "doppelt", "held": "zurückgehalten",
          "rejected": "nicht brauchbar"}  # fmt: skip
HOSTS = {
    "domain": "Die Adresse liegt auf der bestätigten Domain des Arbeitgebers.",
    "website": "Die Adresse liegt auf der Website, die der Arbeitgeber nennt. Bestätigt ist sie nicht.",
    "board": "Die Adresse liegt bei einem bekannten Anbieter von Bewerbungssystemen. Prüf, ob das Board ihm gehört.",
    "unknown": "Die Adresse gehört zu keiner Domain, die wir vom Arbeitgeber kennen.",
}
REASONS = (
    ("Feed gehört nicht zum Arbeitgeber", "Wir können nicht feststellen, dass dieser Feed zu deinem Unternehmen gehört. "
     "Schreib uns von einer Adresse eurer Domain, oder gib den Feed auf eurer eigenen Domain an."),
    ("Stellen anderer Arbeitgeber", "Der Feed enthält Stellen anderer Arbeitgeber. Gib einen Feed an, in dem nur eure "
     "eigenen Stellen stehen."),
    ("Kaum Kundenservice", "Fast keine Stelle im Feed ist Arbeit im Kundenservice. Dafür lohnt sich ein regelmäßiger Abruf "
     "nicht. Gib die einzelnen Stellen über das Formular auf."),
    ("Zu viel unbrauchbar", "Zu viele Einträge im Feed sind nicht brauchbar. Auf der Seite deines Feeds steht, was fehlt. "
     "Behebe es, und gib ihn noch einmal ab."),
    ("Steht schon bei uns", "Diese Stellen holen wir schon aus einem anderen Feed."),
)  # fmt: skip


@admin.register(FeedProposal)
class FeedProposalAdmin(OfferAdmin):
    name, decided, accept_words = "feedproposal", (hookup.NotWaiting,), "Annehmen und regelmäßig holen"
    reasons = REASONS
    ordering = ["handed_in_at"]
    list_display = ["employer", "url", "person_email", "state", "handed_in_at", "waits", "decided_at", "decided_by"]
    list_filter = [StateFilter]
    list_select_related = ["employer", "person", "decided_by"]
    search_fields = ["employer__name", "url"]
    fields = ["employer", "person_email", "url", "hints", "dry_run", "tried_at", "state", "reason", "source", "created_at",
              "handed_in_at", "decided_at", "decided_by", "stopped_at"]  # fmt: skip
    readonly_fields = ["person_email", "hints", "dry_run"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[FeedProposal]:
        """What an employer still tries out is its own matter."""
        return super().get_queryset(request).handed_in()

    def accept(self, row: Any, request: HttpRequest, reason: str) -> None:
        source = hookup.accept(proposal=row, by=request.user)  # type: ignore[arg-type]
        call("listings.tasks.import_feed", source.pk)  # or the timetable does

    def refuse(self, row: Any, request: HttpRequest, reason: str) -> None:
        hookup.refuse(proposal=row, by=request.user, reason=reason)  # type: ignore[arg-type]

    @admin.display(description="von")
    def person_email(self, proposal: FeedProposal) -> str:
        return proposal.person.email if proposal.person else "–"

    @admin.display(description="wartet seit", ordering="handed_in_at")
    def waits(self, proposal: FeedProposal) -> str:
        if proposal.state != ClaimState.WAITING or proposal.handed_in_at is None:
            return "–"
        return age(timezone.now() - proposal.handed_in_at)

    @admin.display(description="Hinweise")
    def hints(self, proposal: FeedProposal) -> SafeString:
        found = [HOSTS[hookup.host_of_whom(proposal)]]
        foreign = proposal.report.get("foreign", {})
        if foreign.get("count"):
            names = ", ".join(foreign.get("names", []))
            found.append(f"{foreign['count']} Anzeigen nennen einen anderen Arbeitgeber: {names}.")
        if proposal.is_known_elsewhere():
            found.append(
                "Von dieser Adresse holt schon eine andere Quelle, oder ein anderer Arbeitgeber gibt sie auch an."
            )
        return format_html_join("", "<p>{}</p>", ((hint,) for hint in found))

    @admin.display(description="Probelauf")
    def dry_run(self, proposal: FeedProposal) -> SafeString:
        """Counts, problems and previews; everything escaped."""
        report = proposal.report
        counts = [(words, report[name]) for name, words in COUNTS.items() if name in report]
        if without := report.get("without"):
            counts += [("ohne Gehalt", without["pay"]), ("ohne Schicht", without["shift"])]
        problems = (
            (problem.count, problem.words.what, problem.words.original, ", ".join(problem.examples))
            for problem in feed_words.problems(report)
        )
        previews = (
            (one.get("title", ""), one.get("employer", ""), one.get("postal_code", ""), one.get("city", ""))
            for one in report.get("listings", [])
        )
        return format_html(
            "<p>{}</p><dl class=\"desk-said\">{}</dl>{}{}", report.get("reason", ""),
            format_html_join("", "<dt>{}</dt><dd>{}</dd>", counts),
            format_html_join("", "<p>{} × {} {} {}</p>", problems),
            format_html_join("", "<p>„{}“, {}, {} {}</p>", previews),
        )  # fmt: skip
