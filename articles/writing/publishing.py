"""The only place that changes what readers see: publish, plan, take back, withdraw. All through the quality gate.

Planning keeps the text as it was approved then; what is saved afterwards waits for another decision.
"""

from collections.abc import Mapping
from contextlib import suppress
from copy import copy
from datetime import datetime
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from articles import addresses, chiefs, gate
from articles.claims.indexing import index
from articles.gate import external
from articles.gate.finding import Finding, Level
from articles.models import Article, Revision
from articles.vocabulary import ArticleState
from articles.writing import content, revising

PLAN = ("publish_at", "planned_revision", "gate_report")
"""What a planned change alters in the row of a public article."""


class Refused(Exception):
    """By the quality gate: with what blocks."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("; ".join(finding.message for finding in findings))
        self.findings = findings


class NothingNew(Exception):
    """Readers see the newest revision already."""


@transaction.atomic
def publish(*, article: Article) -> None:
    """The newest revision, now; a change that was planned is no longer. Raises Refused and leaves everything as it was."""
    locked = _locked(article)
    revision = revising.newest(locked)
    fields = revising.newest_fields(locked)
    _go_public(locked, fields, revision, timezone.now())
    article.refresh_from_db()


@transaction.atomic
def plan(*, article: Article, at: datetime) -> None:
    """The newest revision, then; what is public stays as it is until that moment. Raises Refused or NothingNew."""
    locked = _locked(article)
    if locked.state == ArticleState.PUBLISHED:
        _plan_change(locked, at)
    else:
        _adopt(locked, revising.newest_fields(locked))
        _check(locked)
        locked.state, locked.publish_at = ArticleState.PLANNED, at
        locked.save()
    article.refresh_from_db()


def _plan_change(article: Article, at: datetime) -> None:
    """The row is what readers see: it only learns which revision is to come."""
    revision, fields = revising.newest(article), revising.newest_fields(article)
    if revision is None or not content.changed(content.of_article(article), fields):
        raise NothingNew
    if revising.is_taken(article, fields["slug"]):
        raise _address_taken(fields["slug"])
    draft = copy(article)
    content.put(draft, fields)
    _check(draft)
    article.planned_revision, article.publish_at, article.gate_report = revision, at, draft.gate_report
    article.save(update_fields=PLAN)


@transaction.atomic
def take_back(*, article: Article) -> None:
    """No longer planned."""
    locked = _locked(article)
    if locked.state == ArticleState.PLANNED:
        _back_to_draft(locked)
    elif locked.is_planned:
        _stays(locked)
    article.refresh_from_db()


@transaction.atomic
def withdraw(*, article: Article) -> None:
    """Readers get 410. What was saved and not published stays the newest revision."""
    locked = _locked(article)
    if locked.state == ArticleState.PUBLISHED:
        locked.state, locked.publish_at, locked.planned_revision = ArticleState.WITHDRAWN, None, None
        locked.save()
    article.refresh_from_db()


def publish_due(now: datetime | None = None) -> int:
    """Publishes what is planned for a moment that has come; what fails the gate by then does not, and a mail says so."""
    count = 0
    for pk, text, change in list(Article.objects.due().values_list("pk", "text", "planned_revision__fields__text")):
        external.ask(text if change is None else change)
        count += _publish_planned(pk, now or timezone.now())
    return count


@transaction.atomic
def _publish_planned(pk: int, now: datetime) -> bool:
    article = Article.objects.due().select_for_update(skip_locked=True).filter(pk=pk).first()
    if article is None:
        return False
    revision = article.planned_revision
    fields = content.EMPTY | revision.fields if revision else content.of_article(article)
    if revision is None:
        rows = article.revisions.all()  # type: ignore[attr-defined]
        revision = next((row for row in rows if not content.changed(row.fields, fields)), None)
    try:
        with transaction.atomic():
            _go_public(article, fields, revision, now)
    except Refused as refused:
        article.refresh_from_db()
        if article.state == ArticleState.PUBLISHED:
            _stays(article)
        else:
            _back_to_draft(article)
        transaction.on_commit(partial(_tell, article, refused.findings), robust=True)
        return False
    return True


def _go_public(article: Article, fields: dict[str, object], revision: Revision | None, now: datetime) -> None:
    was_public = article.state == ArticleState.PUBLISHED
    is_change = bool(content.changed(content.of_article(article), fields))
    _adopt(article, fields)
    _check(article)
    article.gate_passed_at = now
    article.state, article.publish_at, article.planned_revision = ArticleState.PUBLISHED, None, None
    article.published_at = article.published_at or now
    if is_change or not was_public:
        article.changed_at = now
    article.save()
    index(article)
    addresses.take(article)
    if revision:
        Revision.objects.filter(pk=revision.pk).update(was_public=True)


def _adopt(article: Article, fields: Mapping[str, object]) -> None:
    try:
        revising.adopt(article, fields)
    except revising.AddressTaken as taken:
        raise _address_taken(str(taken)) from taken


def _address_taken(slug: str) -> Refused:
    message = f"Die Adresse „{slug}“ gehört inzwischen einem anderen Artikel. Nimm eine andere."
    return Refused([Finding("address", Level.BLOCK, message)])


def _check(article: Article) -> None:
    findings = gate.check(article)
    article.gate_report = [finding.as_dict() for finding in findings]
    if blocking := [finding for finding in findings if finding.blocks]:
        raise Refused(blocking)


def would_be(article: Article, fields: Mapping[str, object]) -> list[Finding]:
    """What the gate says of the article with these fields. Saves nothing."""
    draft = copy(article)
    content.put(draft, fields)
    return gate.check(draft)


def report(article: Article) -> list[Finding]:
    """Notes at the article what the gate says of its newest revision."""
    findings = would_be(article, revising.newest_fields(article))
    Article.objects.filter(pk=article.pk).update(gate_report=[finding.as_dict() for finding in findings])
    return findings


def look_again(article: Article) -> int:
    """Asks for links of the public text whose answer is old. A guide stays found: readers lose nothing by one dead link."""
    asked = external.ask(article.text)
    if asked:
        report(article)
    return asked


def _locked(article: Article) -> Article:
    return Article.objects.select_for_update().get(pk=article.pk)


def _back_to_draft(article: Article) -> None:
    article.state, article.publish_at = ArticleState.DRAFT, None
    with suppress(revising.AddressTaken):  # the form says so when it is saved next
        revising.adopt(article, revising.newest_fields(article))
    article.gate_report = [finding.as_dict() for finding in gate.check(article)]
    article.save()


def _stays(article: Article) -> None:
    """Without the planned change; its revision is still there to be published."""
    article.publish_at, article.planned_revision = None, None
    findings = would_be(article, revising.newest_fields(article))
    article.gate_report = [finding.as_dict() for finding in findings]
    article.save(update_fields=PLAN)


def _tell(article: Article, findings: list[Finding]) -> None:
    """Who wrote it, and who may publish."""
    author = article.author.user if article.author else None
    to = chiefs.addresses() | ({author.email} if author and author.is_active and author.email else set())
    if not to:
        return
    link = settings.BASE_URL + reverse("admin:articles_article_change", args=[article.pk])
    is_change = article.state == ArticleState.PUBLISHED
    context = {"article": article, "findings": findings, "link": link, "is_change": is_change}
    text = render_to_string("emails/not_published.txt", context)
    what = "Änderungen nicht veröffentlicht" if is_change else "nicht veröffentlicht"
    EmailMessage(" ".join(f"Frühdienst: {what}: {article.title}".split()), text, None, sorted(to)).send()
