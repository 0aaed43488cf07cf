"""An employer's own feed: read for a try, a moderator's yes or no, and the end when its employer stops it.

A dry run writes nothing but its report. What the report says is English and for machines; people read
submitting/feed_words.py.
"""

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from listings import lifecycle
from listings.importing import hookup_report, pipeline, robots, run_lock
from listings.importing.download import download
from listings.importing.feeds.detect import BOARDS
from listings.importing.job_posting import Unreadable
from listings.importing.report import Report
from listings.models import FeedProposal, Listing, Membership, Source
from listings.normalise.contact_ways import host_of
from listings.vocabulary import ClaimState, FeedFormat, MemberRole

LOOKED_AT = pipeline.Sample(items=2_000, calls=50)
"""Fifty calls take about a minute, two thousand items some seconds: other dry runs wait behind this one."""
STOPPED = "the employer stopped the feed"
TOO_LONG = "the dry run took too long"


class NotWaiting(Exception):
    """The offer was decided already, or is not handed in."""


def try_out(proposal_id: int) -> None:
    """Carries out the dry run that was asked for. One that was overtaken by another wish leaves no trace.

    Raises run_lock.Busy while another one goes on.
    """
    with run_lock.only_dry_run():
        if proposal := _asked_for(proposal_id):
            _report(proposal, _read(proposal))


def give_up(proposal_id: int) -> None:
    """On a document that kills the worker which reads it."""
    if proposal := _asked_for(proposal_id):
        report = Report(Source())
        report.refuse(TOO_LONG)
        _report(proposal, report)


def _asked_for(proposal_id: int) -> FeedProposal | None:
    rows = FeedProposal.objects.select_related("employer").defer("employer__logo").exclude(state=ClaimState.ACCEPTED)
    return rows.filter(pk=proposal_id, reading_since__isnull=False).first()


def _report(proposal: FeedProposal, found: Report) -> None:
    report = hookup_report.of(found, proposal.employer)
    FeedProposal.objects.filter(pk=proposal.pk, reading_since=proposal.reading_since).update(
        report=report, tried_at=timezone.now(), reading_since=None
    )


def _read(proposal: FeedProposal) -> Report:
    source = Source(slug=f"try-{proposal.pk}", **_settings(proposal))
    try:
        report = pipeline.import_from(source, dry_run=True, details=True, sample=LOOKED_AT)
        if report.format is FeedFormat.JSONLD and source.format == FeedFormat.AUTO:
            robots.ask(source.url, lambda url: download(url).document)  # as every run of the scheduled source will
    except SoftTimeLimitExceeded:
        report = Report(source)
        report.refuse(TOO_LONG)
    except Unreadable as refusal:
        report.refuse(str(refusal))
        report.listings = []
    return report


def _settings(proposal: FeedProposal) -> dict[str, str]:
    name = proposal.employer.name
    return {"name": name, "employer_name": name, "url": proposal.url, "format": proposal.format}


@transaction.atomic
def accept(*, proposal: FeedProposal, by: User | None, reason: str = "") -> Source:
    """The timetable fetches it from now on; whoever calls this queues the first import. Raises NotWaiting."""
    locked = _waiting(proposal)
    fixed = _settings(locked)
    if locked.format == FeedFormat.AUTO:
        fixed["format"] = locked.report.get("format") or FeedFormat.AUTO
    source = Source.objects.create(slug=f"feed-{locked.pk}", is_active=True, **fixed)
    _decide(locked, ClaimState.ACCEPTED, by, reason, source)
    return source


@transaction.atomic
def refuse(*, proposal: FeedProposal, by: User | None, reason: str) -> FeedProposal:
    """Its employer may mend it and hand it in again. Raises NotWaiting."""
    locked = _waiting(proposal)
    _decide(locked, ClaimState.REFUSED, by, reason, None)
    return locked


def withdraw_stopped(*, wait: bool) -> int:
    """Listings of feeds that their employer stopped. Behind a running import it waits, or leaves it to the next call."""
    current = Listing.objects.filter(source=OuterRef("pk"), status__in=lifecycle.CURRENT)
    stopped = Source.objects.filter(proposal__stopped_at__isnull=False, is_active=False)
    count = 0
    for pk in list(stopped.filter(Exists(current)).values_list("pk", flat=True)):
        try:
            with run_lock.sole(pk, wait=wait), transaction.atomic():
                if stopped.select_for_update(of=("self",)).filter(pk=pk).exists():
                    rows = Listing.objects.filter(source=pk, status__in=lifecycle.CURRENT)
                    count += lifecycle.withdraw(listings=rows, now=timezone.now(), reason=STOPPED)
        except run_lock.Busy:
            continue
    return count


def host_of_whom(proposal: FeedProposal) -> str:
    """Whose the address is: the employer's by "domain" or "website", a known "board", or "unknown"."""
    host, employer = host_of(proposal.url), proposal.employer
    if employer.domain and _is_below(host, employer.domain.lower()):
        return "domain"
    if employer.website and _is_below(host, host_of(employer.website)):
        return "website"
    boards = [name if "." in name else f"{name}.{end}" for name, _ in BOARDS for end in ("de", "com")]
    return "board" if any(_is_below(host, board) for board in boards) else "unknown"


def _is_below(host: str, domain: str) -> bool:
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))


def _waiting(proposal: FeedProposal) -> FeedProposal:
    rows = FeedProposal.objects.select_for_update(of=("self",)).select_related("employer", "person")
    locked = rows.defer("employer__logo").get(pk=proposal.pk)
    if locked.state != ClaimState.WAITING or locked.handed_in_at is None:
        raise NotWaiting(f"offer {locked.pk} is {locked.state}, handed in: {locked.handed_in_at}")
    return locked


def _decide(proposal: FeedProposal, state: ClaimState, by: User | None, reason: str, source: Source | None) -> None:
    proposal.state, proposal.reason, proposal.source = state, reason[:500], source
    proposal.decided_at, proposal.decided_by, proposal.reading_since = timezone.now(), by, None
    proposal.save(update_fields=["state", "reason", "source", "decided_at", "decided_by", "reading_since"])
    link = f"{settings.BASE_URL}{reverse('feed', args=[proposal.pk])}"
    text = render_to_string("emails/feed_decided.txt", {"proposal": proposal, "link": link})
    said = "Wir holen deinen Feed" if source else "Wir holen deinen Feed nicht"
    subject = " ".join(f"{said}: {proposal.employer.name}".split())
    for address in _addresses(proposal):
        transaction.on_commit(
            lambda to=address: send_mail(subject, text, None, [to]),  # type: ignore[misc]
            robust=True,
        )


def _addresses(proposal: FeedProposal) -> list[str]:
    """Whoever offered it, or who is answerable when that person may no longer act for the employer."""
    team = Membership.objects.active().filter(employer=proposal.employer_id).select_related("person")
    offered = team.filter(person=proposal.person_id)
    return [row.person.email for row in offered or team.filter(role=MemberRole.OWNER)]
