"""Who did what to a listing, as a table on its page: the steps of its life, decisions with the mail that gave the reasons,
and every change field by field."""

from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from listings.admin import differences
from listings.models import Listing, ListingEvent
from listings.submitting import changes
from listings.submitting.extension import BY_LINK
from listings.submitting.trust import BY_TRUST

ACTIONS = {
    "sent": "aufgegeben", "confirmed": "Adresse bestätigt", "asked": "um Änderung gebeten", "sent_again": "erneut eingereicht",
    "retracted": "zurückgezogen",
    "published": "veröffentlicht", "rejected": "abgelehnt", "paused": "pausiert", "resumed": "fortgesetzt",
    "extended": "verlängert", "closed": "beendet", "edited": "geändert", "edit_proposed": "Änderung vorgeschlagen",
    "edit_accepted": "Änderung übernommen", "edit_refused": "Änderung abgelehnt", "edit_retracted": "Änderung zurückgenommen",
    "copied": "kopiert",
    "taken_down": "von der Seite genommen", "blocked": "gesperrt", "review_again": "zurück in die Prüfung",
    "held": "nach Meldung zurückgehalten", "restored": "nach Prüfung wieder online",
    "taken_apart": "für sich gestellt", "put_back": "wieder mit anderen verglichen",
}  # fmt: skip
REASONS = {BY_LINK: "mit dem Link aus der Mail", BY_TRUST: "Vertrauter Arbeitgeber, nichts gefunden", "filled_here": "besetzt, über diese Anzeige",
           "filled_elsewhere": "besetzt, auf anderem Weg", "not_filled": "nicht besetzt"}  # fmt: skip


BY_LINK_OR_FORM = {"sent", "confirmed"}
"""Nobody needs to be logged in for these."""


def actor(event: ListingEvent) -> str:
    if event.user:
        return str(event.user.get_full_name() or event.user.get_username())
    if event.person:
        return f"{event.person} (Arbeitgeber)"
    return "Arbeitgeber, nicht angemeldet" if event.action in BY_LINK_OR_FORM else "Programm"


def action(event: ListingEvent) -> str:
    return ACTIONS.get(event.action, event.action)


def moment(event: ListingEvent) -> str:
    return date_format(localtime(event.at), "d.m.Y H:i")


def events_of(listing: Listing) -> list[ListingEvent]:
    return list(listing.events.select_related("person", "user"))  # type: ignore[attr-defined]


def table(listing: Listing) -> SafeString:
    """The newest last; everything escaped."""
    lines = format_html_join(
        "", "<tr><td>{}</td><td>{}</td><th scope=\"row\">{}</th><td>{}</td></tr>",
        ((moment(event), actor(event), action(event), _details(event)) for event in events_of(listing)),
    )  # fmt: skip
    if not lines:
        return SafeString("Noch nichts.")
    heads = format_html_join("", '<th scope="col">{}</th>', ((head,) for head in ("Wann", "Wer", "Was", "Näheres")))
    return format_html('<table class="desk-history"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>', heads, lines)


def _details(event: ListingEvent) -> SafeString:
    parts = [format_html("<p>{}</p>", REASONS.get(event.reason, event.reason))] if event.reason else []
    if event.changes:
        parts.append(change_table(event.changes))
    if event.statement:
        text = (
            '<details><summary>Begründung, wie sie verschickt wurde</summary><div class="desk-mail">{}</div></details>'
        )
        parts.append(format_html(text, event.statement))
    return format_html_join("", "{}", ((part,) for part in parts))


def change_table(found: dict[str, list[Any]]) -> SafeString:
    """A line for each field, its words marked as gone or new."""
    rows = format_html_join("", "<dt>{}</dt><dd>{}</dd>", (
        (changes.label(name), differences.marked(changes.readable(name, before), changes.readable(name, after), name))
        for name, (before, after) in changes.in_order(found)
    ))  # fmt: skip
    return format_html('<dl class="desk-changes">{}</dl>', rows)
