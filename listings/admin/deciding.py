"""One decision about one listing, at the moderator's word: on the row as the moderator saw it, once, with its mail."""

from collections.abc import Collection
from enum import StrEnum

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from listings import duplicates, lifecycle
from listings.admin import history, waiting
from listings.admin.desk import DeskAdmin
from listings.models import Listing, ReasonTemplate, labels
from listings.submitting import changes, statement
from listings.submitting.statement import Restriction
from listings.submitting.submission import mail_published
from listings.vocabulary import ListingStatus


class Decision(StrEnum):
    PUBLISH = "publish"
    ASK = "ask"
    REJECT = "reject"
    TAKE_DOWN = "take_down"
    BLOCK = "block"


DONE = {Decision.PUBLISH: "veröffentlicht", Decision.ASK: "zurück beim Arbeitgeber", Decision.REJECT: "abgelehnt",
        Decision.TAKE_DOWN: "von der Seite genommen und zurückgegeben", Decision.BLOCK: "gesperrt"}  # fmt: skip
BEFORE: dict[Decision, Collection[ListingStatus]] = {
    Decision.TAKE_DOWN: lifecycle.ONLINE, Decision.BLOCK: (*lifecycle.ONLINE, ListingStatus.EXPIRED),
}  # fmt: skip
"""Where a decision is possible; the others are about what waits."""
FOR_CHANGES = (Decision.ASK, Decision.TAKE_DOWN)
"""After these the employer may mend the listing and send it again."""
VERBS = {
    Decision.ASK: (lifecycle.ask_for_changes, Restriction.RETURNED), Decision.REJECT: (lifecycle.reject, Restriction.REJECTED),
    Decision.TAKE_DOWN: (lifecycle.take_down, Restriction.TAKEN_DOWN), Decision.BLOCK: (lifecycle.block, Restriction.BLOCKED),
}  # fmt: skip


class Refused(Exception):
    """Nothing was decided; the sentence says why."""

    is_late = False


class TooLate(Refused):
    """Somebody else was faster, or the listing is no longer what the moderator saw."""

    is_late = True


def reason_of(request: HttpRequest) -> tuple[str, str]:
    """Text and ground as typed, else those of the chosen template."""
    text, ground = (request.POST.get(name, "").replace("\0", "").strip() for name in ("reason", "ground"))
    chosen = request.POST.get("template", "")
    template = ReasonTemplate.objects.filter(pk=chosen).first() if chosen.isdecimal() and len(chosen) < 10 else None
    if template:
        text, ground = text or template.text, ground or template.legal_ground
    return text[:4000], ground[:200]


@transaction.atomic
def decide(
    desk: DeskAdmin, request: HttpRequest, pk: int, decision: Decision, *, reason: str = "", ground: str = "", seen: str = "",
    is_noticed: bool = False,
) -> Listing:  # fmt: skip
    """`seen` is the version the moderator looked at; without it only the status counts. Raises Refused."""
    rows = Listing.objects.select_for_update(of=("self",)).select_related("source", "hiring_organization")
    listing = rows.get(pk=pk)
    if listing.status not in BEFORE.get(decision, lifecycle.WAITING):
        raise TooLate(_decided(listing, decision))
    if seen and seen != changes.version(listing):
        raise TooLate(f"„{listing}“ hat sich geändert, seit du sie geöffnet hast. Lies sie noch einmal.")
    _check(listing, decision, reason)
    if decision is Decision.PUBLISH:
        waiting.remember(listing, belongs=True, user=request.user)
        done = lifecycle.publish(listing=listing, by=request.user, reason=reason)  # type: ignore[arg-type]
        duplicates.regroup([done.pk])
        mail_published(done, end_before=listing.valid_through)
        desk.note(request, done, f"Veröffentlicht. {reason}".strip())
        return done
    if decision is Decision.REJECT:
        waiting.remember(listing, belongs=False, user=request.user)
    verb, restriction = VERBS[decision]
    to = statement.recipients_of(listing)
    text = statement.text_of(listing, restriction, reason=reason, ground=ground, is_noticed=is_noticed) if to else ""
    done = verb(listing=listing, reason=reason, by=request.user, statement=text)  # type: ignore[operator]
    statement.mail(text, restriction, title=done.title, to=to)
    desk.note(request, done, f"{DONE[decision].capitalize()}: {reason}")
    if decision in BEFORE and (doubles := Listing.objects.filter(duplicate_of=done, is_hidden_duplicate=True).count()):
        words = f"„{done}“ steht noch {doubles} Mal in anderen Quellen und erscheint bald von dort. Sieh bei den Dubletten nach."
        desk.say(request, words, messages.WARNING)
    return done


def _check(listing: Listing, decision: Decision, reason: str) -> None:
    if decision is Decision.PUBLISH and waiting.hold_findings(listing) and not reason:
        raise Refused(f"Ein Befund hält „{listing}“ zurück. Schreib dazu, warum sie in Ordnung ist.")
    if decision in FOR_CHANGES and listing.source_id:
        raise Refused(f"„{listing}“ kommt aus einem Feed: Um Änderung lässt sich dort niemand bitten.")
    if (
        decision is Decision.PUBLISH
        and listing.source_id
        and listing.valid_through
        and listing.valid_through <= timezone.now()
    ):
        raise Refused(f"„{listing}“ kommt aus einem Feed, und ihr Ende dort ist schon vorbei: Sie ginge nicht online.")
    if decision is not Decision.PUBLISH and not reason:
        raise Refused(f"„{listing}“: Wähl eine Begründung oder schreib eine.")


def _decided(listing: Listing, decision: Decision) -> str:
    """Who was faster, and with what."""
    last = history.events_of(listing)[-1:]
    by = f" ({history.actor(last[0])}, {history.moment(last[0])})" if last else ""
    words = labels.STATUS.get(listing.status, listing.status)
    state = "ist nicht online" if decision in BEFORE else "wartet nicht mehr auf eine Prüfung"
    return f"„{listing}“ {state}: {words}{by}. Deine Entscheidung wurde nicht ausgeführt."


def decide_many(
    desk: DeskAdmin, request: HttpRequest, pks: list[int], decision: Decision, *, reason: str, ground: str = "",
    seen: str = "", is_noticed: bool = False,
) -> None:  # fmt: skip
    """Each a step of its own, so that one that is refused keeps none of the others."""
    done, wrong = 0, []
    for pk in pks:
        try:
            decide(desk, request, pk, decision, reason=reason, ground=ground, seen=seen, is_noticed=is_noticed)
            done += 1
        except Refused as refused:
            wrong.append(str(refused))
        except Listing.DoesNotExist:
            wrong.append("Eine Anzeige gibt es nicht mehr.")
    if done:
        desk.say(request, f"{done} Stelle{'n' if done > 1 else ''}: {DONE[decision]}.")
    for sentence in wrong[:SAID]:
        desk.say(request, sentence, messages.WARNING)
    if len(wrong) > SAID:
        desk.say(request, f"Und {len(wrong) - SAID} weitere blieben, wie sie waren.", messages.WARNING)


SAID = 10
