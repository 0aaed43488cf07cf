"""What employers do with their own feed: offer it, have it read again, hand it in, stop it, let it go on, take it back.

The dry run itself and the moderator's decision are the importer's (importing/hookup.py); it learns of them through the
row and a message in the queue.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from listings.calling import call
from listings.models import Employer, FeedProposal, Person, Source
from listings.submitting.access import employers_of
from listings.vocabulary import ClaimState, FeedFormat

PATIENCE = timedelta(minutes=10)
"""Time after which nobody waits any longer for a dry run."""


class NotNow(Exception):
    """The feed is not in a state from which this step is possible."""


class OfferedAlready(Exception):
    """This employer has offered this address before."""

    def __init__(self, proposal: FeedProposal) -> None:
        super().__init__(proposal.pk)
        self.proposal = proposal


def feeds_of(person: Person) -> QuerySet[FeedProposal]:
    """All feeds of the employers the person may act for."""
    rows = FeedProposal.objects.filter(employer__in=employers_of(person)).select_related("employer", "source", "person")
    return rows.defer("employer__logo")


@transaction.atomic
def offer(*, employer: Employer, person: Person, url: str, format: FeedFormat) -> FeedProposal:
    """Asks for the first dry run. Raises OfferedAlready."""
    proposal = FeedProposal(employer=employer, person=person, url=url, format=format)
    _save(proposal)
    _ask_for_dry_run(proposal)
    return proposal


@transaction.atomic
def change(*, proposal: FeedProposal, employer: Employer, person: Person, url: str, format: FeedFormat) -> FeedProposal:
    """Another address: everything begins anew. Raises NotNow once it is accepted, or OfferedAlready."""
    locked = _locked(proposal)
    locked.employer, locked.person, locked.url, locked.format = employer, person, url, format
    locked.state, locked.report, locked.tried_at, locked.handed_in_at = ClaimState.WAITING, {}, None, None
    _save(locked)
    _ask_for_dry_run(locked)
    return locked


@transaction.atomic
def read_again(*, proposal: FeedProposal) -> None:
    """Raises NotNow once it is accepted: then the timetable reads it. One that is being read is not read twice."""
    locked = _locked(proposal)
    if not is_being_read(locked):
        _ask_for_dry_run(locked)


@transaction.atomic
def hand_in(*, proposal: FeedProposal, person: Person) -> FeedProposal:
    """Raises NotNow when the last dry run found nothing to read, or when a moderator has it already."""
    locked = _locked(proposal)
    is_waiting = locked.state == ClaimState.WAITING and locked.handed_in_at is not None
    if is_waiting or not locked.is_readable or locked.reading_since:
        raise NotNow
    locked.state, locked.person, locked.handed_in_at = ClaimState.WAITING, person, timezone.now()
    locked.save(update_fields=["state", "person", "handed_in_at"])
    return locked


@transaction.atomic
def stop(*, proposal: FeedProposal) -> None:
    """Nothing is fetched any more; its listings go offline as soon as a worker has the message. Idempotent."""
    locked = FeedProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if locked.source_id is None or not Source.objects.filter(pk=locked.source_id, is_active=True).update(
        is_active=False
    ):
        return
    locked.stopped_at = timezone.now()
    locked.save(update_fields=["stopped_at"])
    _queue("withdraw_stopped_feeds")


@transaction.atomic
def go_on(*, proposal: FeedProposal) -> None:
    """Raises NotNow for a feed that its employer has not stopped: what operators switched off stays off."""
    locked = FeedProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if locked.stopped_at is None or locked.source_id is None:
        raise NotNow
    locked.stopped_at = None
    locked.save(update_fields=["stopped_at"])
    # "not modified" would bring no listing back
    Source.objects.filter(pk=locked.source_id).update(is_active=True, etag="", last_modified="")
    _queue("import_feed", locked.source_id)


@transaction.atomic
def take_back(*, proposal: FeedProposal) -> None:
    """Raises NotNow once it is accepted."""
    _locked(proposal).delete()


def is_being_read(proposal: FeedProposal) -> bool:
    return proposal.reading_since is not None and proposal.reading_since > timezone.now() - PATIENCE


def _locked(proposal: FeedProposal) -> FeedProposal:
    """Of one that is not accepted."""
    locked = FeedProposal.objects.select_for_update(of=("self",)).filter(pk=proposal.pk).first()
    if locked is None or locked.state == ClaimState.ACCEPTED:
        raise NotNow
    return locked


def _save(proposal: FeedProposal) -> None:
    try:
        with transaction.atomic():
            proposal.save()
    except IntegrityError as error:
        known = (
            FeedProposal.objects.filter(employer=proposal.employer, url=proposal.url).exclude(pk=proposal.pk).first()
        )
        if known is None:
            raise
        raise OfferedAlready(known) from error


def _ask_for_dry_run(proposal: FeedProposal) -> None:
    proposal.reading_since = timezone.now()
    proposal.save(update_fields=["reading_since"])
    asked = FeedProposal.objects.filter(pk=proposal.pk, reading_since=proposal.reading_since)
    transaction.on_commit(lambda: call("listings.tasks.try_feed", proposal.pk) or asked.update(reading_since=None))


def _queue(task: str, *args: int) -> None:
    """After commit. A message that is lost costs time only: the timetable finds in the database what is left to do."""
    transaction.on_commit(lambda: call(f"listings.tasks.{task}", *args))
