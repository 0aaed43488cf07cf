"""The only place that changes what readers see: publish, plan, take back, withdraw. All through the quality gate.

Planning keeps the text as it was approved then; what is saved afterwards waits for another decision.
"""

from collections.abc import Mapping
from contextlib import suppress
from copy import copy
from datetime import datetime
from functools import partial

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
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


class Refused(Exception):
    """By the quality gate: with what blocks."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("; ".join(finding.message for finding in findings))
        self.findings = findings


@transaction.atomic
def publish(*, article: Article, user: AbstractBaseUser | None = None) -> None:
    """The newest revision, now. Raises Refused and leaves everything as it was."""
    locked = _locked(article)
    revision = revising.newest(locked)
    fields = revising.newest_fields(locked)
    _go_public(locked, fields, revision, timezone.now())
    article.refresh_from_db()


@transaction.atomic
def plan(*, article: Article, at: datetime) -> None:
    """The newest revision, then. Only for what is not public: a public text would have to leave to come back."""
    locked = _locked(article)
    if locked.state == ArticleState.PUBLISHED:
        raise ValueError("a published article cannot be planned")
    _adopt(locked, revising.newest_fields(locked))
    _check(locked)
    locked.state, locked.publish_at = ArticleState.PLANNED, at
    locked.save()
    article.refresh_from_db()


@transaction.atomic
def take_back(*, article: Article) -> None:
    """No longer planned."""
    locked = _locked(article)
    if locked.state == ArticleState.PLANNED:
        _back_to_draft(locked)
    article.refresh_from_db()


@transaction.atomic
def withdraw(*, article: Article) -> None:
    """Readers get 410. What was saved and not published stays the newest revision."""
    locked = _locked(article)
    if locked.state == ArticleState.PUBLISHED:
        locked.state, locked.publish_at = ArticleState.WITHDRAWN, None
        locked.save()
    article.refresh_from_db()


def publish_due(now: datetime | None = None) -> int:
    """Publishes what is planned for a moment that has come; what fails the gate by then goes back, with a mail."""
    count = 0
    for pk, text in list(Article.objects.due().values_list("pk", "text")):
        external.ask(text)
        count += _publish_planned(pk, now or timezone.now())
    return count


@transaction.atomic
def _publish_planned(pk: int, now: datetime) -> bool:
    article = Article.objects.due().select_for_update(skip_locked=True).filter(pk=pk).first()
    if article is None:
        return False
    fields = content.of_article(article)
    same = (row for row in article.revisions.all() if not content.changed(row.fields, fields))  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            _go_public(article, fields, next(same, None), now)
    except Refused as refused:
        article.refresh_from_db()
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
    article.state, article.publish_at = ArticleState.PUBLISHED, None
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
        message = f"Die Adresse „{taken}“ gehört inzwischen einem anderen Artikel. Nimm eine andere."
        raise Refused([Finding("address", Level.BLOCK, message)]) from taken


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


def _tell(article: Article, findings: list[Finding]) -> None:
    """Who wrote it, and who may publish."""
    author = article.author.user if article.author else None
    to = chiefs.addresses() | ({author.email} if author and author.is_active and author.email else set())
    if not to:
        return
    link = settings.BASE_URL + reverse("admin:articles_article_change", args=[article.pk])
    text = render_to_string("emails/not_published.txt", {"article": article, "findings": findings, "link": link})
    EmailMessage(" ".join(f"Frühdienst: nicht veröffentlicht: {article.title}".split()), text, None, sorted(to)).send()
