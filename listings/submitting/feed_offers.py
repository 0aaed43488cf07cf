"""Feeds that employers offer: a moderator's word turns one into a scheduled source, or refuses it with a reason."""

from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from listings.models import FeedProposal, Source
from listings.vocabulary import ClaimState, FeedFormat


class NotWaiting(Exception):
    """The offer was decided already."""


@transaction.atomic
def accept(*, proposal: FeedProposal, by: User | None, reason: str = "") -> Source:
    """The timetable fetches it from now on. Raises NotWaiting."""
    locked = _waiting(proposal)
    employer = locked.employer
    source = Source.objects.create(
        slug=f"feed-{locked.pk}", name=employer.name, url=locked.url, employer_name=employer.name, is_active=True,
        format=locked.report.get("format") or FeedFormat.AUTO,
    )  # fmt: skip
    _decide(locked, ClaimState.ACCEPTED, reason, source)
    return source


@transaction.atomic
def refuse(*, proposal: FeedProposal, by: User | None, reason: str) -> FeedProposal:
    """Raises NotWaiting."""
    locked = _waiting(proposal)
    _decide(locked, ClaimState.REFUSED, reason, None)
    return locked


def _waiting(proposal: FeedProposal) -> FeedProposal:
    rows = FeedProposal.objects.select_for_update(of=("self",)).select_related("employer", "person")
    locked = rows.get(pk=proposal.pk)
    if locked.state != ClaimState.WAITING:
        raise NotWaiting(f"offer {locked.pk} is {locked.state}")
    return locked


def _decide(proposal: FeedProposal, state: ClaimState, reason: str, source: Source | None) -> None:
    proposal.state, proposal.reason, proposal.source, proposal.decided_at = state, reason[:500], source, timezone.now()
    proposal.save(update_fields=["state", "reason", "source", "decided_at"])
    if proposal.person:
        address, text = proposal.person.email, render_to_string("emails/feed_decided.txt", {"proposal": proposal})
        transaction.on_commit(lambda: send_mail("Dein Feed bei Frühdienst", text, None, [address]), robust=True)
