"""Going public: now, planned, withdrawn; and addresses that go on leading somewhere."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from articles import addresses, tasks
from articles.models import Article, Author, Redirect
from articles.writing import content, publishing, revising
from listings.models import ScheduledJob
from tests.writing.test_writing import change, desk, said, typed  # noqa: F401

HOUR = timedelta(hours=1)


def renamed(article: Article, slug: str, editor) -> None:
    fields = revising.newest_fields(article) | {"slug": slug}
    newest = revising.newest(article)
    revising.save(article=article, fields=fields, based_on=newest.number if newest else 1, user=editor)


def due(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(publish_at=timezone.now() - HOUR)


def test_a_planned_article_goes_public_when_its_moment_has_come(desk, make_guide, client) -> None:  # noqa: F811
    article = make_guide()
    past = (timezone.localtime() - HOUR).strftime("%Y-%m-%dT%H:%M")
    page = said(desk.post(change(article), typed(action="plan", publish_at=past, based_on="1")))
    assert "in der Zukunft" in page
    later = timezone.localtime() + HOUR
    page = said(
        desk.post(
            change(article),
            typed(action="plan", publish_at=later.strftime("%Y-%m-%dT%H:%M"), based_on="1"),
            follow=True,
        )
    )
    assert "Geplant für" in page
    article.refresh_from_db()
    assert (article.state, article.published_at) == ("planned", None)
    assert tasks.publish_due() == 0
    assert client.get("/ratgeber/wald/").status_code == 404
    due(article)
    assert tasks.publish_due() == 1
    assert tasks.publish_due() == 0
    article.refresh_from_db()
    assert (article.state, article.publish_at, bool(article.gate_passed_at)) == ("published", None, True)
    assert article.revisions.first().was_public
    assert client.get("/ratgeber/wald/").status_code == 200
    assert ScheduledJob.objects.get(name="publish_due").ended_at


def test_what_is_saved_after_planning_waits_for_another_decision(desk, make_guide, editor, writer) -> None:  # noqa: F811
    article = make_guide()
    publishing.plan(article=article, at=timezone.now() + HOUR)
    fields = content.of_article(article) | {"title": "Ungeprüft"}
    revising.save(article=article, fields=fields, based_on=1, user=writer)
    assert "Seit der Planung geändert" in said(desk.get(change(article)))
    due(article)
    assert tasks.publish_due() == 1
    article.refresh_from_db()
    assert article.title == "Arbeiten: wald"
    assert revising.has_unpublished_changes(article)


def test_what_fails_the_gate_by_then_goes_back_with_a_mail(
    make_guide, editor, django_capture_on_commit_callbacks
) -> None:
    article = make_guide()
    publishing.plan(article=article, at=timezone.now() + HOUR)
    Article.objects.filter(pk=article.pk).update(text="Kurz.")
    due(article)
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.publish_due() == 0
    article.refresh_from_db()
    assert (article.state, article.publish_at, article.published_at) == ("draft", None, None)
    assert "length" in {finding["rule"] for finding in article.gate_report}
    assert mail.outbox[0].to == ["mira@redaktion.example"]
    assert "Es fehlen noch 599 bis 600." in mail.outbox[0].body
    assert f"/admin/articles/article/{article.pk}/change/" in mail.outbox[0].body
    assert tasks.publish_due() == 0
    assert len(mail.outbox) == 1


def test_the_author_hears_of_it_too_and_nobody_gets_it_twice(
    make_guide, editor, writer, django_capture_on_commit_callbacks
) -> None:
    for user in (editor, writer):
        article = make_guide(user.username, author=Author.objects.create(name=user.username, user=user))
        publishing.plan(article=article, at=timezone.now() + HOUR)
        Article.objects.filter(pk=article.pk).update(text="Kurz.")
        due(article)
    with django_capture_on_commit_callbacks(execute=True):
        tasks.publish_due()
    assert sorted(message.to for message in mail.outbox) == [
        ["jo@redaktion.example", "mira@redaktion.example"], ["mira@redaktion.example"],
    ]  # fmt: skip


def test_a_plan_is_taken_back(desk, make_guide) -> None:  # noqa: F811
    article = make_guide()
    publishing.plan(article=article, at=timezone.now() + HOUR)
    desk.post(change(article), typed(action="take_back", based_on="1"))
    article.refresh_from_db()
    assert (article.state, article.publish_at) == ("draft", None)


@pytest.fixture
def changed(make_guide, editor) -> Article:
    """A public article with a newer title and address, planned for later."""
    article = make_guide(state="published")
    fields = content.of_article(article) | {"title": "Neu im Wald", "slug": "forst"}
    revising.save(article=article, fields=fields, based_on=1, user=editor)
    publishing.plan(article=article, at=timezone.now() + HOUR)
    return article


def test_a_change_of_a_public_article_waits_for_its_moment(desk, client, make_guide) -> None:  # noqa: F811
    article = make_guide(state="published")
    before = article.updated_at
    later = (timezone.localtime() + HOUR).strftime("%Y-%m-%dT%H:%M")
    plan = {"action": "plan", "publish_at": later, "based_on": "1"}
    page = said(desk.post(change(article), typed(title="Neu im Wald", **plan), follow=True))
    assert "Gespeichert als Fassung 2. Änderungen geplant für" in page
    assert "Uhr (Fassung 2)." in page
    assert "Änderungen noch nicht veröffentlicht" not in page
    article.refresh_from_db()
    assert (article.state, article.title, article.updated_at) == ("published", "Arbeiten: wald", before)
    assert tasks.publish_due() == 0
    assert "<h1>Arbeiten: wald</h1>" in said(client.get("/ratgeber/wald/"))
    due(article)
    assert (tasks.publish_due(), tasks.publish_due()) == (1, 0)
    article.refresh_from_db()
    assert (article.planned_revision, article.publish_at, bool(article.gate_passed_at)) == (None, None, True)
    assert article.revisions.first().was_public
    assert "<h1>Neu im Wald</h1>" in said(client.get("/ratgeber/wald/"))
    log = said(desk.get(f"/admin/articles/article/{article.pk}/history/"))
    assert "Fassung 2 geplant für" in log
    again = desk.post(change(article), typed(title="Neu im Wald", **plan), follow=True)
    assert "Öffentlich steht schon der neueste Text." in said(again)


def test_the_list_of_articles_says_when_each_is_due(desk, changed) -> None:  # noqa: F811
    at = timezone.localtime() + timedelta(days=3)
    Article.objects.update(publish_at=at, review_by=at.date() - timedelta(days=9))
    page = said(desk.get("/admin/articles/article/"))
    assert f">{at:%d.%m.%y %H:%M}</td>" in page
    assert f">{at.date() - timedelta(days=9):%d.%m.%y}, überfällig</td>" in page


def test_what_is_saved_after_planning_a_change_waits_and_the_old_address_leads_on(changed, desk, writer) -> None:  # noqa: F811
    fields = revising.newest_fields(changed) | {"title": "Ungeprüft"}
    revising.save(article=changed, fields=fields, based_on=2, user=writer)
    assert "Seit der Planung geändert" in said(desk.get(change(changed)))
    due(changed)
    assert tasks.publish_due() == 1
    changed.refresh_from_db()
    assert (changed.title, changed.slug) == ("Neu im Wald", "forst")
    assert addresses.resolve("wald") == addresses.Moved("forst")
    assert "Änderungen noch nicht veröffentlicht" in said(desk.get(change(changed)))


def test_a_planned_change_that_fails_by_then_leaves_readers_the_present_text_and_is_told(
    changed, make_guide, editor, django_capture_on_commit_callbacks
) -> None:
    make_guide("feld", slug="forst")
    due(changed)
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.publish_due() == 0
    changed.refresh_from_db()
    assert (changed.state, changed.title, changed.slug) == ("published", "Arbeiten: wald", "wald")
    assert (changed.is_planned, changed.publish_at) == (False, None)
    assert revising.has_unpublished_changes(changed)
    (told,) = mail.outbox
    assert told.subject == "Frühdienst: Änderungen nicht veröffentlicht: Arbeiten: wald"
    assert "Öffentlich bleibt der bisherige Text" in told.body
    assert "gehört inzwischen einem anderen Artikel" in told.body
    assert tasks.publish_due() == 0


def test_a_change_that_fails_the_gate_is_not_planned(make_guide, editor) -> None:
    article = make_guide(state="published")
    revising.save(article=article, fields=content.of_article(article) | {"text": "Kurz."}, based_on=1, user=editor)
    with pytest.raises(publishing.Refused, match="Wörter"):
        publishing.plan(article=article, at=timezone.now() + HOUR)
    article.refresh_from_db()
    assert not article.is_planned


@pytest.mark.parametrize(
    ("act", "state", "title"),
    [(publishing.take_back, "published", "Arbeiten: wald"), (publishing.publish, "published", "Neu im Wald"),
     (publishing.withdraw, "withdrawn", "Arbeiten: wald")],
)  # fmt: skip
def test_a_planned_change_is_dropped_by_any_other_decision(changed, act, state, title) -> None:
    act(article=changed)
    Article.objects.update(publish_at=timezone.now() - HOUR)
    assert tasks.publish_due() == 0
    changed.refresh_from_db()
    assert (changed.state, changed.title, changed.is_planned) == (state, title, False)


def test_the_gate_refuses_and_leaves_everything_as_it_was(desk, make_guide) -> None:  # noqa: F811
    article = make_guide(state="published")
    page = said(desk.post(change(article), typed(text="Kurz.", based_on="1", action="publish"), follow=True))
    assert "Gespeichert, aber nicht veröffentlicht. Der Text hat 1 Wörter" in page
    assert "weitere Punkte, siehe Prüfung" in page
    assert ">\nKurz.</textarea>" in page
    article.refresh_from_db()
    assert len(article.text) > 1000
    assert article.gate_passed_at is None


def test_a_changed_address_leads_on_without_chains(make_guide, editor) -> None:
    article = make_guide(state="published")
    renamed(article, "forst", editor)
    assert not Redirect.objects.exists(), "nothing is public yet"
    publishing.publish(article=article)
    renamed(article, "hain", editor)
    publishing.publish(article=article)
    assert [addresses.resolve(slug) for slug in ("wald", "forst")] == [addresses.Moved("hain")] * 2
    assert addresses.resolve("hain") == article
    renamed(article, "wald", editor)
    publishing.publish(article=article)
    assert addresses.resolve("wald") == article
    assert addresses.resolve("hain") == addresses.Moved("wald")
    assert set(Redirect.objects.values_list("slug", flat=True)) == {"forst", "hain"}


def test_an_article_wins_over_an_earlier_address_once_it_is_public(make_guide, editor) -> None:
    old = make_guide("wald", state="published")
    renamed(old, "forst", editor)
    publishing.publish(article=old)
    new = make_guide("feld", slug="wald")
    assert addresses.resolve("wald") == addresses.Moved("forst")
    publishing.publish(article=new)
    assert addresses.resolve("wald") == new
    assert not Redirect.objects.exists()


def test_an_address_that_another_article_took_meanwhile_is_refused(make_guide, editor) -> None:
    article = make_guide(state="published")
    renamed(article, "forst", editor)
    make_guide("forst")
    with pytest.raises(publishing.Refused, match="gehört inzwischen einem anderen Artikel"):
        publishing.publish(article=article)
    article.refresh_from_db()
    assert (article.slug, article.state) == ("wald", "published")


def test_a_draft_changes_its_address_without_a_trace(make_guide, editor) -> None:
    article = make_guide()
    renamed(article, "forst", editor)
    assert addresses.resolve("wald") is None
    assert addresses.resolve("forst") is None


def test_what_was_withdrawn_is_gone_under_each_of_its_addresses(make_guide, editor) -> None:
    article = make_guide(state="published")
    renamed(article, "forst", editor)
    publishing.publish(article=article)
    publishing.withdraw(article=article)
    assert [addresses.resolve(slug) for slug in ("wald", "forst")] == [addresses.Gone(article)] * 2
    publishing.publish(article=article)
    assert addresses.resolve("forst") == article


def test_an_address_is_looked_up_with_two_statements_at_most(make_guide, django_assert_num_queries) -> None:
    article = make_guide(state="published")
    with django_assert_num_queries(1):
        addresses.resolve("wald")
    Redirect.objects.create(slug="alt", article=article)
    with django_assert_num_queries(2):
        addresses.resolve("alt")
