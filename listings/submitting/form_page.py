"""The page with the form, for new listings and for edits: what comes in is kept first and judged afterwards.

One page with five parts rather than five pages: on a phone everything stays in reach of the thumb and of the Back
button, nothing has to be carried from page to page, and it works without JavaScript. Each part has a button of its own
that keeps everything and leads to the next part.
"""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format

from listings.models import Draft, Listing, Person
from listings.normalise.minimum_wage import minimum_wage, next_rise
from listings.normalise.pay_wording import in_german
from listings.pictures import UnusablePicture
from listings.submitting import access, building, drafting, editing, guarding, hints, logo, submission
from listings.submitting.drafting import Ticket, Typed
from listings.submitting.forms import LAST_STEP, STEPS, ListingForm

TOO_LARGE = "Das ist mehr Text, als eine Anzeige haben kann. Kürz ihn bitte, wir haben ihn noch nicht gespeichert."
NEW_DRAFT = "Die erste Fassung ist schon abgeschickt. Was du jetzt geändert hast, ist ein neuer Entwurf."
SAVED_MARK = "gespeichert"
SAVED = "Gespeichert. Du kannst jederzeit aufhören und später weitermachen."


@dataclass(slots=True)
class Work:
    """One request for the form: whose it is, which draft, and which listing it edits."""

    request: HttpRequest
    person: Person | None
    ticket: Ticket
    draft: Draft | None = None
    listing: Listing | None = None
    note: str = ""
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def form_link(self) -> str:
        if self.listing:
            return f"{reverse('edit-listing', args=[self.listing.pk])}?{drafting.COOKIE}={self.ticket.token}"
        return self.ticket.link

    @property
    def preview_link(self) -> str:
        if self.listing:
            return f"{reverse('edit-preview', args=[self.listing.pk])}?{drafting.COOKIE}={self.ticket.token}"
        return reverse("submit-preview", args=[self.ticket.token])


def show(work: Work) -> HttpResponse:
    """The form as it was left."""
    if SAVED_MARK in work.request.GET:
        work.note = SAVED
    if work.draft is None or not work.draft.typed:
        return _page(work, ListingForm(known=_known(work.person)))
    form = drafting.form_of(work.draft)
    form.is_valid()
    form.forget_errors_after(work.draft.step)
    return _page(work, form)


def _known(person: Person | None) -> dict[str, str]:
    """What whoever is logged in need not type again. The employer's name only where there is but one."""
    if person is None:
        return {}
    names = list(access.employers_of(person).values_list("name", flat=True)[:2])
    if not names:
        sent = access.listings_of(person).order_by().values_list("hiring_organization__name", flat=True)
        names = list(sent.distinct()[:2])
    return {"contact_email": person.email} | ({"company": names[0]} if len(names) == 1 else {})


def receive(work: Work) -> HttpResponse:
    """Keeps what was typed, then does what the button says."""
    request, typed, status = work.request, _lists(work.request.POST), 200
    is_known = work.draft is not None or work.listing is not None
    problem = guarding.suspicion(request, work.ticket, is_stored=is_known)
    try:
        typed = drafting.typed_in(request.POST)
    except drafting.TooLarge:
        problem, status = TOO_LARGE, 413
    if not problem and guarding.is_too_often(request, "save"):
        problem, status = guarding.TOO_OFTEN, 429
    if problem:
        return _refused(work, typed, problem, status)
    drawn, wrong_logo = _logo(request)
    step = _step(request)
    if drafting.is_blank(typed) and work.draft is None and drawn is None:
        form = ListingForm(typed)
        form.is_valid()
        return _page(work, form)
    before = work.ticket.pk
    work.draft = drafting.keep(work.ticket, typed, person=work.person, step=step, logo=drawn, listing=work.listing)
    work.ticket = drafting.ticket_of(work.draft)
    if work.draft.pk != before and work.listing is None:
        work.note = NEW_DRAFT
    response = _answer(work, typed, step, wrong_logo)
    if work.listing is None:
        drafting.remember(response, work.ticket)
    return response


def _answer(work: Work, typed: Typed, step: int, wrong_logo: str) -> HttpResponse:
    request, form = work.request, ListingForm(typed)
    is_valid = form.is_valid()
    if wrong_logo:
        form.add_error("logo_file", wrong_logo)
        is_valid = False
    if rule := request.POST.get("fix"):
        return _mend(work, form, typed, rule)
    if request.POST.get("go") == "link":
        _mail_link(work, form)
        form.forget_errors_after(0 if "contact_email" not in form.errors else 1)
    elif step == 0 and not wrong_logo:
        mark = "&" if work.listing else "?"
        return HttpResponseRedirect(f"{work.form_link}{mark}{SAVED_MARK}", status=303)
    elif step < LAST_STEP:
        if step and not (STEPS[step - 1].names & set(form.errors)):
            return HttpResponseRedirect(f"{work.form_link}#schritt-{step + 1}", status=303)
        form.forget_errors_after(step or 1)
    elif is_valid and not work.note:
        return HttpResponseRedirect(work.preview_link, status=303)
    return _page(work, form)


def _mend(work: Work, form: ListingForm, typed: Typed, rule: str) -> HttpResponse:
    """Takes a suggestion up and leads to its field."""
    taken = hints.accepted(form, typed, rule)
    place = ""
    if taken:
        better, hint = taken
        drafting.keep(work.ticket, better, person=work.person, listing=work.listing)
        place = f"#id_{hint.name}"
    return HttpResponseRedirect(work.form_link + place, status=303)


def _mail_link(work: Work, form: ListingForm) -> None:
    address = form.cleaned_data.get("contact_email")
    if not address or work.draft is None:
        if "contact_email" not in form.errors:
            form.add_error("contact_email", "Wohin sollen wir den Link schicken?")
        return
    if guarding.is_too_often(work.request, "send") or guarding.is_mailbox_full(work.request, address):
        work.note = "Gespeichert. An diese Adresse haben wir gerade schon mehrere Mails geschickt. Schau dort nach."
        return
    submission.mail_draft(work.draft, address)
    work.note = f"Gespeichert. Der Link zum Weitermachen ist unterwegs an {address}."


def _step(request: HttpRequest) -> int:
    """The part whose button was pressed; the last one for a check of everything."""
    said = request.POST.get("go", "")
    if said.startswith("save-") and said[5:] in {str(number) for number in range(1, LAST_STEP)}:
        return int(said[5:])
    return 0 if said in {"link", "save"} else LAST_STEP


def _logo(request: HttpRequest) -> tuple[bytes | None, str]:
    """The picture drawn anew, or why that is not possible."""
    upload = request.FILES.get("logo_file")
    if not upload:
        return None, ""
    if guarding.is_too_often(request, "logo"):
        return None, guarding.TOO_OFTEN
    try:
        return logo.reencoded(upload), ""  # type: ignore[arg-type]
    except UnusablePicture as error:
        return None, str(error.messages[0])


def _lists(data: MultiValueDict[str, str]) -> Typed:
    return {name: data.getlist(name) for name in ListingForm.base_fields if name in data}


def _refused(work: Work, typed: Typed, problem: str, status: int) -> HttpResponse:
    """The page with all that was typed; nothing is stored."""
    form = ListingForm(typed)
    form.is_valid()
    form.errors.clear()
    form.add_error(None, problem)
    return _page(work, form, status=status)


def expired(work: Work) -> HttpResponse:
    """After a post whose protection ran out: everything is there, one more press sends it."""
    message = "Die Seite war zu lange offen. Es ist nichts verloren: Drück bitte noch einmal. Nur ein Logo musst du neu wählen."  # fmt: skip
    return _refused(work, _lists(work.request.POST), message, 403)


def _page(work: Work, form: ListingForm, status: int = 200) -> HttpResponse:
    listing = building.unsaved(form) if form.is_bound else None
    found = hints.of(form, listing) if listing else []
    hints.show(form, found)
    context = {
        "form": form, "draft": work.draft, "token": work.ticket.token, "listing": work.listing, "note": work.note,
        "person": work.person, "is_public": work.listing is not None and work.listing.status in editing.PUBLIC,
        "has_logo": bool(work.draft and Draft.objects.filter(pk=work.draft.pk, logo__isnull=False).exists()),
        "doubles": hints.doubles(listing, work.person) if listing and not work.listing else [],
        "trap": guarding.TRAP, "area": "employers",
    }  # fmt: skip
    return render(work.request, "listings/submit.html", context | beside(listing, found) | work.context, status=status)


def beside(listing: Listing | None, found: list[hints.Hint]) -> dict[str, Any]:
    """For the column beside the form: the row as in the lists, and what is still missing."""
    row = building.as_row(listing) if listing and listing.title else None
    return {"row": row, "todo": _checklist(listing, found)}


def _checklist(listing: Listing | None, found: list[hints.Hint]) -> list[tuple[str, str, str]]:
    """State, name and sentence of what makes an advertisement good: done, better, or a must."""
    held = {hint.name for hint in found if hint.is_held}
    marked = {hint.name for hint in found}
    return [
        _point("Gehalt", f"Ohne Zahl geht keine Anzeige online. {_wage_words()}", bool(listing and listing.base_salary_unit), "salary_min" in held, "salary_min" in marked),
        _point("Schicht", "Mit Uhrzeiten melden sich die Richtigen." if listing and listing.shifts else "Mindestens eine, besser mit Uhrzeiten.", bool(listing and listing.shifts and listing.work_starts_at)),
        _point("Titel", "Für alle Geschlechter, zum Beispiel „Kundenberater:in (m/w/d)“.", bool(listing and listing.title), "title" in held, "title" in marked),
        _point("Aufgaben", "Drei bis sechs Sätze darüber, was man den ganzen Tag macht.", bool(listing and listing.description_text), "description" in held, "description" in marked),
        _point("Antwort", "Sag, in wie vielen Werktagen ihr euch meldet.", bool(listing and listing.answer_days)),
    ]  # fmt: skip


def _point(
    name: str, words: str, is_there: bool, is_held: bool = False, is_marked: bool = False
) -> tuple[str, str, str]:
    if is_held:
        return "bad", name, "Sieh dir an, was neben dem Feld steht."
    if is_marked:
        return "hint", name, "Hier gibt es einen Vorschlag."
    return ("ok", name, "steht da.") if is_there else ("hint", name, words)


def _wage_words() -> str:
    """The minimum wage of today, and the next one if it is law already."""
    today = timezone.localdate()
    words = f"Der Mindestlohn ist {in_german(minimum_wage(today))} € die Stunde"
    rise = next_rise(today)
    return f"{words}, ab {date_format(rise[0], 'F Y')} {in_german(rise[1])} €." if rise else f"{words}."
