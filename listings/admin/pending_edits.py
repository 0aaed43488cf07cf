"""Edits of public listings that touch title, pay, place or employer: what they change, word by word, and the decision."""

import hashlib
import json
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils.safestring import SafeString

from listings import lifecycle
from listings.admin import deciding, findings, history
from listings.admin.desk import ReadOnlyAdmin, admin_url
from listings.models import Listing, PendingEdit, ReasonTemplate, labels
from listings.normalise import markup, wording
from listings.submitting import changes, editing, statement
from listings.submitting.statement import TERMS, Restriction


@admin.register(PendingEdit)
class PendingEditAdmin(ReadOnlyAdmin):
    list_display = ["listing", "employer", "touched", "person", "created_at"]
    list_select_related = ["listing__hiring_organization", "person"]
    search_fields = ["listing__title", "listing__hiring_organization__name"]
    ordering = ["created_at", "pk"]

    def get_urls(self) -> list[URLPattern]:
        both = ("GET", "POST")
        return [
            self.own_path("<int:pk>/change/", self.review, "listings_pendingedit_review", needs="view_pendingedit", methods=both),
            *super().get_urls(),
        ]  # fmt: skip

    @admin.display(description="Arbeitgeber")
    def employer(self, edit: PendingEdit) -> str:
        return edit.listing.hiring_organization.name

    @admin.display(description="ändert")
    def touched(self, edit: PendingEdit) -> str:
        return ", ".join(changes.label(name) for name, _ in changes.in_order(edit.changes))

    def review(self, request: HttpRequest, pk: int) -> HttpResponse:
        """GET shows the difference, POST decides and goes on to the next."""
        rows = PendingEdit.objects.select_related("listing__hiring_organization", "person", "draft")
        edit = rows.filter(pk=pk).first()
        if edit is None:
            self.say(request, self._gone(request), messages.WARNING)
            return redirect(admin_url("pendingedit"))
        following = PendingEdit.objects.filter(created_at__gte=edit.created_at).exclude(pk=pk).order_by("created_at", "pk").values_list("pk", flat=True)  # fmt: skip
        status = 200
        if request.method == "POST":
            if not request.user.has_perm("listings.change_pendingedit"):
                return HttpResponse(status=403)
            next_one = following.first()
            try:
                self._decide(request, pk)
                return redirect(admin_url("pendingedit", "review", next_one) if next_one else admin_url("pendingedit"))
            except deciding.Refused as refused:
                self.say(request, str(refused), messages.WARNING if refused.is_late else messages.ERROR)
                edit, status = rows.filter(pk=pk).first(), 409
                if edit is None:
                    return redirect(admin_url("pendingedit"))
        next_pk = following.first()
        answer = self.page(
            request, "admin/desk/edit.html", f"Änderung: {edit.listing.title}", edit=edit, listing=edit.listing,
            changes=history.change_table(edit.changes), history=history.table(edit.listing), seen=version(edit),
            may_decide=request.user.has_perm("listings.change_pendingedit"), ground=TERMS, typed=request.POST,
            next_url=admin_url("pendingedit", "review", next_pk) if next_pk else "",
            templates=ReasonTemplate.objects.all(), findings=_findings(edit),
        )  # fmt: skip
        answer.status_code = status
        return answer

    @transaction.atomic
    def _decide(self, request: HttpRequest, pk: int) -> None:
        """Raises Refused."""
        edit = PendingEdit.objects.select_for_update(of=("self",)).select_related("listing").filter(pk=pk).first()
        if edit is None:
            raise deciding.TooLate(self._gone(request))
        if request.POST.get("seen") != version(edit):
            raise deciding.TooLate("Der Arbeitgeber hat inzwischen noch etwas geändert. Lies es noch einmal.")
        listing: Listing = edit.listing
        if request.POST.get("decision") == "accept":
            self._accept(edit, request)
            self.note(request, listing, "Änderung übernommen")
            self.say(request, f"„{listing}“: Änderung übernommen.")
            return
        reason, ground = deciding.reason_of(request)
        if not reason:
            raise deciding.Refused("Wähl eine Begründung oder schreib eine.")
        to = statement.recipients_of(listing)
        text = statement.text_of(listing, Restriction.EDIT_REFUSED, reason=reason, ground=ground) if to else ""
        editing.refuse(edit=edit, by=request.user, reason=reason, statement=text)  # type: ignore[arg-type]
        statement.mail(text, Restriction.EDIT_REFUSED, title=listing.title, to=to)
        self.note(request, listing, f"Änderung abgelehnt: {reason}")
        self.say(request, f"„{listing}“: Änderung abgelehnt.")

    @staticmethod
    def _accept(edit: PendingEdit, request: HttpRequest) -> None:
        try:
            editing.accept(edit=edit, by=request.user)  # type: ignore[arg-type]
        except lifecycle.WrongStatus as ended:
            words = labels.STATUS[edit.listing.status]
            raise deciding.TooLate(f"Die Anzeige ist nicht mehr online: {words}. Nichts wurde übernommen.") from ended
        except editing.Invalid as invalid:
            raise deciding.Refused(
                "Die Änderung passt nicht mehr zu den Regeln des Formulars. Lehn sie ab, dann kann der Arbeitgeber sie ändern."
            ) from invalid

    @staticmethod
    def _gone(request: HttpRequest) -> str:
        """Who was faster."""
        pk = request.POST.get("listing", "")
        listing = Listing.objects.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 18 else None
        last = history.events_of(listing)[-1:] if listing else []
        by = f": {history.action(last[0])} ({history.actor(last[0])}, {history.moment(last[0])})" if last else ""
        return f"Diese Änderung wartet nicht mehr{by}. Deine Entscheidung wurde nicht ausgeführt."


def _findings(edit: PendingEdit) -> SafeString:
    """What the checks say to the listing as it would be."""
    try:
        edited = editing.edited_preview(edit.draft, edit.listing)
    except editing.Invalid:
        return SafeString("Die Änderung passt nicht mehr zu den Regeln des Formulars.")
    edited.description_text = markup.plain_text(edited.description_html)
    edited.findings = wording.as_stored(lifecycle.check_wording(edited))
    return findings.table(edited)


def version(edit: PendingEdit) -> str:
    """Differs when the employer went on editing, or the listing changed meanwhile."""
    seen: list[Any] = [edit.pk, edit.changes, changes.version(edit.listing)]
    return hashlib.blake2b(json.dumps(seen, sort_keys=True).encode(), digest_size=12).hexdigest()
