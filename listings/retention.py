"""Which personal data is kept, why, and how long: a table that people read and a program runs.

Every column that holds text or points to a person stands in RULES or, with the reason, in NOT_PERSONAL; a test walks
all models. `python manage.py apply_retention --dry-run` prints the table with what is due now.

A listing that ended keeps its row, so that its address goes on answering 410; what was written by or about people goes.
A listing that never was public goes altogether.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Case, Q, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone

from listings.vocabulary import AlertMailState, ApplicationState, CaseState, ClaimState, ListingStatus

BATCH = 1_000
Change = Callable[[], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Rule:
    """`due` finds rows whose time is over; without `change` they are deleted, else the change is written to them."""

    model: str
    columns: tuple[str, ...]
    why: str
    kept: str
    days: int
    due: Callable[[datetime], Q]
    """Of the moment before which things are old enough."""
    change: Change | None = None
    since: dict[str, Any] = field(default_factory=dict)
    """Annotations that `due` needs."""

    @property
    def action(self) -> str:
        return "delete row" if self.change is None else "empty"

    def rows(self, now: datetime) -> models.QuerySet[Any]:
        manager = apps.get_model(self.model)._base_manager
        return manager.alias(**self.since).filter(self.due(now - timedelta(days=self.days)))


APPLICATION_DRAFTS_KEPT = timedelta(hours=1)
NEVER_PUBLIC = (ListingStatus.UNCONFIRMED, ListingStatus.IN_REVIEW, ListingStatus.RETURNED, ListingStatus.REJECTED,
                ListingStatus.RETRACTED)  # fmt: skip
_GOING_ON = (*NEVER_PUBLIC[:3], ListingStatus.HELD, ListingStatus.PUBLISHED, ListingStatus.PAUSED)
ENDED_AT = Case(
    When(status=ListingStatus.EXPIRED, then=Coalesce("valid_through", "first_seen_at")),
    When(status=ListingStatus.WITHDRAWN, then=Coalesce("withdrawn_at", "first_seen_at")),
    When(
        status__in=[ListingStatus.CLOSED, ListingStatus.RETRACTED, ListingStatus.REJECTED, ListingStatus.BLOCKED],
        then=Coalesce("closed_at", "withdrawn_at", "valid_through", "published_at", "first_seen_at"),
    ),
    When(status__in=[ListingStatus.RETURNED, ListingStatus.IN_REVIEW], published_at__isnull=False, then="withdrawn_at"),
    output_field=models.DateTimeField(null=True),
)
"""Empty while a listing has not ended. What was rejected has no moment of its own: its planned end counts."""
WRITTEN = ("submitter_email", "contact_email", "description_html", "description_text", "base_salary_text",
           "status_reason", "apply_url")  # fmt: skip


def erased() -> dict[str, Any]:
    """What an ended listing loses. The digests go too: when the job comes back, its text must be written anew."""
    words = "setweight(to_tsvector('german', title), 'A') || setweight(to_tsvector('german', city), 'B')"
    kept = RawSQL(words, ())  # noqa: S611 - a constant
    empty: dict[str, Any] = dict.fromkeys((*WRITTEN, "content_hash", "raw_hash"), "")
    return empty | {"evidence": {}, "findings": [], "search_vector": kept}


def _nameless() -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(("first_name", "last_name", "email"), "")
    name = Concat(Value(_FORMER), "pk", output_field=models.CharField())
    return empty | {"username": name, "password": Value("!")}


_FORMER = "former-"
_ON_THE_WAY = (AlertMailState.PLANNED, AlertMailState.SENDING)
_SOMETHING_WRITTEN = reduce(or_, (~Q(**{name: ""}) for name in WRITTEN)) | ~Q(evidence={}) | ~Q(findings=[])

RULES = (
    Rule(
        "listings.Listing", ("submitter_email", "contact_email", "description_html", "description_text"),
        "typed into the form, address never confirmed", "7 days", 7,
        lambda old: Q(status=ListingStatus.UNCONFIRMED, first_seen_at__lt=old),
    ),
    Rule(
        "listings.Listing", ("submitter_email", "contact_email", "description_html", "description_text"),
        "rejected, taken back, or never decided: the employer may ask why", "180 days", 180,
        lambda old: Q(status__in=NEVER_PUBLIC[1:], source=None, published_at=None, first_seen_at__lt=old),
    ),
    Rule(
        "listings.Listing", (*WRITTEN, "evidence", "findings", "search_vector"),
        "names, telephone numbers and addresses in an ended listing: questions after the end, return under its address",
        "180 days after the end", 180,
        lambda old: Q(_SOMETHING_WRITTEN, ended_at__lt=old), erased, {"ended_at": ENDED_AT},
    ),
    Rule(
        "listings.RawDocument", ("pieces.body",),
        "the feed as it came, with contact persons: looking into faults, reading it again", "30 days", 30,
        lambda old: Q(fetched_at__lt=old),
    ),
    Rule(
        "listings.RejectedItem", ("title", "reason", "external_id"),
        "what an item said that could not be used: trying it again; the run keeps the counts", "30 days", 30,
        lambda old: Q(run__started_at__lt=old),
    ),
    Rule(
        "listings.EmployerChange", ("changes",),
        "who changed what an employer's page says: complaints, misuse", "365 days", 365, lambda old: Q(at__lt=old),
    ),
    Rule(
        "listings.Letter", ("to", "subject", "text"),
        "mails that wait for the mail server, and those it never took: looking into faults", "7 days", 7,
        lambda old: Q(created_at__lt=old),
    ),
    Rule(
        "listings.LoginLink", ("digest", "purpose", "email", "target"),
        "links that log an employer in: finding misuse", "7 days", 7, lambda old: Q(created_at__lt=old),
    ),
    Rule(
        "listings.JobAlert", ("query", "title", "words", "frequency"),
        "an alert that was asked for and never confirmed", "7 days", 7,
        lambda old: Q(confirmed_at=None, created_at__lt=old),
    ),
    Rule(
        "listings.JobAlert", ("query", "title", "words", "frequency"),
        "an alert whose owner did not say after a year that it is still wanted", "30 days after the question", 30,
        lambda old: Q(asked_again_at__lt=old),
    ),
    Rule(
        "listings.JobAlertMail", ("kind", "state"),
        "which listings an alert was told of, and whether they were useful: never telling twice", "180 days", 180,
        lambda old: Q(planned_at__lt=old) & ~Q(state__in=_ON_THE_WAY),
    ),
    Rule(
        "listings.Subscriber", ("email",),
        "where alerts go", "as long as there are any", 0,
        lambda old: Q(alerts=None, created_at__lt=old - timedelta(hours=1)),
    ),
    Rule(
        "listings.AlertConsent", ("address_digest", "text_version"),
        "asked for an alert and never confirmed", "as long as the alert", 0, lambda old: Q(alert=None, confirmed_at=None),
    ),
    Rule(
        "listings.AlertConsent", ("address_digest", "text_version"),
        "the end of an alert that went by its own, for the rule below", "at once", 0,
        lambda old: Q(alert=None, ended_at=None, confirmed_at__isnull=False), lambda: {"ended_at": timezone.now()},
    ),
    Rule(
        "listings.AlertConsent", ("address_digest", "text_version"),
        "proof of consent: claims about mail that was not wanted (§ 7 UWG, § 195 BGB)", "3 years after the end", 1095,
        lambda old: Q(alert=None, ended_at__lt=old),
    ),
    Rule(
        "listings.Draft", ("id", "typed", "logo"),
        "typed into the form and not sent: going on later", "30 days after the last change", 30,
        lambda old: Q(submitted_at=None, updated_at__lt=old),
    ),
    Rule(
        "listings.Draft", ("typed", "logo"),
        "what an ended listing was made of: posting it again", "180 days after the last change", 180,
        lambda old: Q(updated_at__lt=old) & (Q(listing=None) | ~Q(listing__status__in=_GOING_ON)),
    ),
    Rule(
        "listings.ListingCount", ("came_from",),
        "sums of a day for each listing and kind of page, of nobody in particular: figures for employers, who see 30 days",
        "60 days", 60, lambda old: Q(day__lt=timezone.localdate(old)),
    ),
    Rule(
        "listings.PendingEdit", ("changes",),
        "an edit that nobody decided about", "180 days", 180, lambda old: Q(created_at__lt=old),
    ),
    Rule(
        "listings.ListingEvent", ("action", "user", "reason", "statement", "changes"),
        "who decided what about a listing and why: complaints, proof of the statement of reasons", "3 years", 1095,
        lambda old: Q(at__lt=old),
    ),
    Rule(
        "listings.Membership", ("role",),
        "an invitation that nobody took up", "30 days", 30,
        lambda old: Q(accepted_at=None, removed_at=None, created_at__lt=old),
    ),
    Rule(
        "listings.Membership", ("role",),
        "who was shut out by an employer: an address on its domain must not bring the person back", "365 days", 365,
        lambda old: Q(removed_at__lt=old),
    ),
    Rule(
        "listings.EmployerClaim", ("state", "statement", "reason", "decided_by"),
        "who said to act for an employer: questions about the decision", "365 days", 365,
        lambda old: Q(created_at__lt=old) & ~Q(state=ClaimState.WAITING),
    ),
    Rule(
        "listings.FeedProposal", ("url", "format", "state", "report", "reason"),
        "a feed that its employer tried and never handed in", "30 days", 30,
        lambda old: Q(handed_in_at=None, state=ClaimState.WAITING, created_at__lt=old)
        & (Q(tried_at=None) | Q(tried_at__lt=old)),
    ),
    Rule(
        "listings.FeedProposal", ("decided_by",),
        "who decided about a feed that runs: questions about the decision", "365 days", 365,
        lambda old: Q(decided_by__isnull=False, decided_at__lt=old), lambda: {"decided_by": None},
    ),
    Rule(
        "listings.FeedProposal", ("url", "state", "report", "reason", "decided_by"),
        "a feed that was refused: questions about the decision", "180 days", 180,
        lambda old: Q(state=ClaimState.REFUSED, decided_at__lt=old),
    ),
    Rule(
        "listings.Person", ("email", "name"),
        "who acted for an employer and does so no longer", "365 days after the last visit", 365,
        lambda old: Q(memberships=None, last_here__lt=old), since={"last_here": Coalesce("last_seen_at", "created_at")},
    ),
    Rule(
        "listings.Report", ("network",),
        "tells reports of different people apart", "30 days", 30,
        lambda old: ~Q(network="") & Q(created_at__lt=old), lambda: {"network": ""},
    ),
    Rule(
        "listings.Report", ("name", "email"),
        "who reported a listing: answer and appeal", "365 days after the report, open cases excepted", 365,
        lambda old: (~Q(name="") | ~Q(email="")) & Q(created_at__lt=old, case__state=CaseState.DECIDED),
        lambda: {"name": "", "email": ""},
    ),
    Rule(
        "listings.Appeal", ("email",),
        "who appealed: the answer", "365 days after the appeal, open cases excepted", 365,
        lambda old: ~Q(email="") & Q(created_at__lt=old, case__state=CaseState.DECIDED), lambda: {"email": ""},
    ),
    Rule(
        "listings.Notice", ("address", "text"),
        "what we wrote to whom about a report", "365 days", 365,
        lambda old: Q(case__isnull=False, created_at__lt=old) & (~Q(address="") | ~Q(text="")),
        lambda: {"address": "", "text": ""},
    ),
    Rule(
        "listings.ReportCase",
        ("title", "hiring_organization", "reports.reason", "reports.text", "decisions.outcome", "decisions.reason",
         "decisions.decided_by", "appeals.party", "appeals.text", "letters.subject"),
        "the trail of a reported listing: complaints, courts, authorities", "3 years after the decision", 1095,
        lambda old: Q(state=CaseState.DECIDED, decided_at__lt=old),
    ),
    Rule(
        "listings.Application", ("id", "name", "email", "phone", "message", "pdf", "pdf_name"),
        "typed into the form and not sent: keeps the file while the form is mended", "1 hour", 0,
        lambda old: Q(state=ApplicationState.DRAFT, updated_at__lt=old - APPLICATION_DRAFTS_KEPT),
    ),
    Rule(
        "listings.Application", ("id", "name", "email", "phone", "message", "pdf", "pdf_name", "letters.text"),
        "an application on its way: proof that it arrived, sending it again", "7 days after it was delivered or given up",
        7, lambda old: Q(ended_at__lt=old),
    ),
    Rule(
        "listings.FieldOfWorkDecision", ("decided_by",),
        "who decided about a title: questions of colleagues", "365 days", 365,
        lambda old: Q(decided_by__isnull=False, decided_at__lt=old), lambda: {"decided_by": None},
    ),
    Rule(
        "admin.LogEntry", ("user", "object_repr", "change_message", "object_id"),
        "who changed what in the admin: tracing mistakes", "365 days", 365, lambda old: Q(action_time__lt=old),
    ),
    Rule(
        "auth.User", ("username", "first_name", "last_name", "email", "password"),
        "staff account that was switched off; the row stays for the log", "365 days after the last log-in", 365,
        lambda old: Q(is_active=False, last_seen__lt=old) & ~Q(username__startswith=_FORMER),
        _nameless, {"last_seen": Coalesce("last_login", "date_joined")},
    ),
    Rule(
        "sessions.Session", ("session_key", "session_data"),
        "log-in of staff and of employers' people", "until it runs out", 0, lambda old: Q(expire_date__lt=old),
    ),
    Rule(
        "articles.WorkingCopy", ("article", "user", "fields"),
        "what an editor typed and has not saved", "30 days after the last keystroke", 30,
        lambda old: Q(saved_at__lt=old),
    ),
    Rule(
        "articles.EditingPresence", ("article", "user"),
        "who has an article open, shown to colleagues", "1 day", 1, lambda old: Q(seen_at__lt=old),
    ),
    *(
        Rule(
            f"axes.{model}", ("username", "ip_address", "user_agent", "http_accept", "path_info", *more),
            "log-ins to the admin: finding attacks", "30 days", 30, lambda old: Q(attempt_time__lt=old),
        )
        for model, more in (
            ("AccessAttempt", ("get_data", "post_data")), ("AccessFailureLog", ()), ("AccessLog", ("session_hash",)),
        )
    ),
)  # fmt: skip

NOT_PERSONAL = {
    "articles.Article": "published articles; the author is named as author",
    "articles.ArticleCount": "counts by day and class of pages",
    "articles.ArticleImage": "published pictures; who made them is named as its credit, a colleague put them in",
    "articles.Author": "what authors want to be known by; removed by hand with their articles",
    "articles.FactValue": "worked out from listings",
    "articles.ImageFile": "published pictures, without what else the file held",
    "articles.Redirect": "addresses of articles",
    "articles.Revision": "what colleagues wrote in articles, and who, as the articles' history",
    "articles.StatedFigure": "figures in articles, their public sources, and which colleague let one stand and why",
    "auth.Group": "names of roles",
    "auth.Permission": "made by the program",
    "contenttypes.ContentType": "made by the program",
    "listings.Announcement": "counts, and a name for a state of the database",
    "listings.Alarm": "sentences of the program about sources and jobs",
    "listings.CountBatch": "random names of batches of counts; gone after 30 days",
    "listings.Application.state": "closed set of values",
    "listings.CaseDecision.ground": "names of laws and rules",
    "listings.CaseDecision.status_before": "closed set of values",
    "listings.Employer": "names and websites of businesses; a sole trader's is public as a business's",
    "listings.FieldOfWorkDecision.title_pattern": "words of job titles",
    "listings.ImportRun": "counts and reasons, made by the program",
    "listings.Listing.aliases": "ids of postings",
    "listings.Listing.base_salary_origin": "closed set of values",
    "listings.Listing.base_salary_unit": "closed set of values",
    "listings.Listing.city": "place of work",
    "listings.Listing.content_hash": "digest",
    "listings.Listing.contract": "closed set of values",
    "listings.Listing.country": "place of work",
    "listings.Listing.employer_kind": "closed set of values",
    "listings.Listing.employment_type": "closed set of values",
    "listings.Listing.entry": "closed set of values",
    "listings.Listing.external_id": "id of a posting; needed to know it again",
    "listings.Listing.fingerprint": "digest",
    "listings.Listing.languages": "closed set of values",
    "listings.Listing.language_levels": "closed set of values",
    "listings.Listing.outcome": "closed set of values",
    "listings.Listing.postal_code": "place of work",
    "listings.Listing.raw_hash": "digest",
    "listings.Listing.sector": "closed set of values",
    "listings.Listing.shifts": "closed set of values",
    "listings.Listing.surcharges": "percentages",
    "listings.Listing.status": "closed set of values",
    "listings.Listing.title": "name of a job; the page of an ended listing says what it was",
    "listings.Listing.title_key": "name of a job, folded",
    "listings.Listing.url_key": "digest",
    "listings.Listing.work_mode": "closed set of values",
    "listings.ListingNews": "digest of title, employer and town",
    "listings.Place": "official register of municipalities",
    "listings.PlaceAlias": "official register of municipalities",
    "listings.Postcode": "official register of municipalities",
    "listings.RawDocument.digest": "digest",
    "listings.RawDocument.url": "address of a feed",
    "listings.ReasonTemplate": "sentences for decisions",
    "listings.RejectedItem.field": "name of a field",
    "listings.Report.form": "random number of a page",
    "listings.ReportCase.state": "closed set of values",
    "listings.ScheduledJob": "names of jobs and of errors; addresses are taken out before an error is stored",
    "listings.SearchRow": "copy of live listings, kept by triggers: gone with the end of the listing",
    "listings.SearchSynonym": "words that mean the same",
    "listings.Source": "settings of a feed of a business",
}
"""Whole models, or single columns of models that have others with a rule."""


def due(now: datetime) -> Iterator[tuple[Rule, int]]:
    """Each rule with how many rows it would touch."""
    for rule in RULES:
        yield rule, rule.rows(now).count()


def apply(now: datetime) -> Iterator[tuple[Rule, int]]:
    """Carries out every rule; killed at any point, the next call does the rest."""
    for rule in RULES:
        count, last = 0, None
        while batch := _apply_batch(rule, now, last):
            count, last = count + len(batch), batch[-1]
        yield rule, count


@transaction.atomic
def _apply_batch(rule: Rule, now: datetime, last: Any) -> list[Any]:
    """The next rows after `last`. Those that somebody else is writing wait for the next call."""
    rows = rule.rows(now).order_by("pk").select_for_update(skip_locked=True, of=("self",))
    if last is not None:
        rows = rows.filter(pk__gt=last)
    batch = list(rows.values_list("pk", flat=True)[:BATCH])
    chosen = apps.get_model(rule.model)._base_manager.filter(pk__in=batch)
    if rule.change is None:
        chosen.delete()
    else:
        chosen.update(**rule.change())
    return batch
