"""The page before sending: the listing as it will look, what the checks say, and the button that sends it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from listings.models import Draft, Listing
from listings.submitting import building, drafting, editing, hints
from listings.submitting.form_page import Work
from listings.submitting.forms import ListingForm

CHANGED = "Ein anderes Fenster hat den Entwurf inzwischen geändert. Sieh ihn dir noch einmal an."
EXPIRED = "Die Seite war zu lange offen. Es ist nichts verloren: Drück bitte noch einmal."
STATE_IT = "Sag, warum das trotzdem stimmt, oder ändere es. Ein Mensch liest deine Begründung."
STATEMENTS = {
    "apprenticeship": "Es ist eine Ausbildung",
    "internship": "Es ist ein Pflichtpraktikum oder ein Praktikum bis drei Monate",
    "under_18": "Es ist für Jugendliche unter 18 ohne Berufsabschluss",
    "long_unemployed": "Es ist für Langzeitarbeitslose in den ersten sechs Monaten",
    "other": "Anderer Grund, ich schreibe ihn auf",
}
MAX_STATEMENT = 400
Send = Callable[[Work, ListingForm, str], HttpResponse | str]
"""Answers with a page, or with the sentence that says why nothing was sent."""


def show(work: Work, form: ListingForm, *, problem: str = "", wants_statement: bool = False, status: int = 200) -> HttpResponse:  # fmt: skip
    assert work.draft is not None
    listing = previewed(work, form)
    found = hints.of(form, listing)
    context: dict[str, Any] = {
        "listing": listing, "form": form, "hints": [(form[hint.name], hint) for hint in found], "is_preview": True,
        "is_held": any(hint.is_held for hint in found), "doubles": [] if work.listing else hints.doubles(listing, work.person),
        "statements": STATEMENTS, "said": work.request.POST, "problem": problem, "wants_statement": wants_statement,
        "version": version_of(work.draft), "form_link": work.form_link, "edited": work.listing, "area": "employers",
        "draft_logo": _has_logo(work.draft) and work.ticket.token,
    }  # fmt: skip
    if work.listing:
        changes = editing.changes_of(before=work.listing, after=listing)
        context |= {"changes": named(changes), "waits": editing.must_wait(work.listing, listing, changes)}
    return render(work.request, "listings/employers/preview.html", context | work.context, status=status)


def receive(work: Work, form: ListingForm, send: Send) -> HttpResponse:
    request, draft = work.request, work.draft
    assert draft is not None
    if rule := request.POST.get("fix"):
        if taken := hints.accepted(form, draft.typed, rule):
            work.draft = drafting.keep(work.ticket, taken[0], person=work.person, listing=work.listing)
        mended = drafting.form_of(work.draft or draft)
        if (request.POST.get("reason") or request.POST.get("statement")) and mended.is_valid():
            return show(work, mended)  # what was stated stands in no draft: it stays on the page
        return HttpResponseRedirect(work.preview_link, status=303)
    if request.POST.get("version") != version_of(draft):
        return show(work, form, problem=CHANGED, status=409)
    statement = stated(request)
    if not statement and any(hint.is_held for hint in hints.of(form)):
        return show(work, form, problem=STATE_IT, wants_statement=True)
    outcome = send(work, form, statement)
    return show(work, form, problem=outcome, status=429) if isinstance(outcome, str) else outcome


def expired(work: Work) -> HttpResponse:
    """After a post whose protection ran out: the page with what was stated, which no draft keeps."""
    form = drafting.form_of(work.draft) if work.draft and not work.draft._state.adding else None
    if form is None or not form.is_valid():
        return HttpResponseRedirect(work.form_link, status=303)
    return show(work, form, problem=EXPIRED, status=403)


def stated(request: HttpRequest) -> str:
    """Why what the checks found does not matter; empty when nothing usable was said."""
    reason, words = request.POST.get("reason", ""), request.POST.get("statement", "")
    words = " ".join(words.replace("\x00", "").split())[:MAX_STATEMENT]
    if reason == "other":
        return words
    return f"{STATEMENTS[reason]}. {words}".strip() if reason in STATEMENTS else ""


def previewed(work: Work, form: ListingForm) -> Listing:
    """As it will be: number and date of a new one are those of this moment."""
    assert work.draft is not None
    if work.listing:
        return building.as_row(editing.edited_preview(work.draft, work.listing))
    return building.as_row(building.unsaved(form))


def version_of(draft: Draft) -> str:
    """Of what was looked at: sending anything else needs another look."""
    return salted_hmac("draft-version", repr(sorted(draft.typed.items()))).hexdigest()[:16]


def named(changes: editing.Changes) -> list[tuple[str, Any, Any]]:
    """Field as people call it, before and after; of the text only that it changed."""
    return [
        (str(Listing._meta.get_field(name).verbose_name), *(("", "") if name == "description_html" else map(_words, pair)))
        for name, pair in changes.items()
    ]  # fmt: skip


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {of}" for key, of in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return "" if value is None else str(value)


def _has_logo(draft: Draft) -> bool:
    return Draft.objects.filter(pk=draft.pk, logo__isnull=False).exists()
