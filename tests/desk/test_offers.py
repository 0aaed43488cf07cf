"""Claims and offered feeds: lists of what waits, a yes or a reasoned no, once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from listings.models import Employer, EmployerClaim, FeedProposal, Membership, Person, Source

CLAIMS, FEEDS = "/admin/listings/employerclaim/", "/admin/listings/feedproposal/"


@pytest.fixture
def claim(make_listing) -> EmployerClaim:
    person = Person.objects.create(email="chef@gmx.example")
    row = make_listing(submitter_email="chef@gmx.example")
    return EmployerClaim.objects.create(
        person=person, employer=row.hiring_organization, statement="Ich bin der <b>Chef</b>."
    )


@pytest.fixture
def feed(make_listing) -> FeedProposal:
    report = {"read": 3, "created": 2, "rejected": 1, "problems": [{"field": "salary", "reason": "<i>kein Betrag</i>"}],
              "listings": [{"title": "Kundenberater", "city": "Hagen"}]}  # fmt: skip
    person, employer = Person.objects.create(email="it@volmetal.example"), make_listing().hiring_organization
    Membership.objects.create(person=person, employer=employer, accepted_at=timezone.now())
    return FeedProposal.objects.create(employer=employer, person=person,
                                       url="https://volmetal.example/feed.xml", report=report,
                                       handed_in_at=timezone.now())  # fmt: skip


def test_a_claim_shows_what_speaks_for_it_and_is_believed(log_in, claim, django_capture_on_commit_callbacks) -> None:
    client = log_in("moderation")
    assert "chef@gmx.example" in client.get(CLAIMS).content.decode()
    page = client.get(f"{CLAIMS}{claim.pk}/change/").content.decode()
    assert "Ich bin der &lt;b&gt;Chef&lt;/b&gt;." in page
    assert "niemand" in page
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{CLAIMS}{claim.pk}/annehmen/")
    assert Membership.objects.active().get().person == claim.person
    assert [message.to for message in mail.outbox] == [["chef@gmx.example"]]
    claim.refresh_from_db()
    assert (claim.state, claim.decided_by.username) == ("accepted", "moderation")
    assert list(client.get(CLAIMS).context["cl"].result_list) == []
    assert list(client.get(f"{CLAIMS}?stand=alle").context["cl"].result_list) == [claim]
    assert "annehmen/" not in client.get(f"{CLAIMS}{claim.pk}/change/").content.decode()


@pytest.mark.parametrize("which", ["claim", "feed"])
def test_a_no_needs_a_reason_and_is_said_once(log_in, request, which, django_capture_on_commit_callbacks) -> None:
    row, base = request.getfixturevalue(which), {"claim": CLAIMS, "feed": FEEDS}[which]
    client = log_in("moderation")
    client.post(f"{base}{row.pk}/ablehnen/", {"reason": " "})
    row.refresh_from_db()
    assert row.state == "waiting"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{base}{row.pk}/ablehnen/", {"reason": "Die Adresse passt nicht."})
        late = client.post(f"{base}{row.pk}/annehmen/", follow=True).content.decode()
    assert "inzwischen jemand anderes entschieden" in late
    row.refresh_from_db()
    assert (row.state, row.reason) == ("refused", "Die Adresse passt nicht.")
    assert ["Die Adresse passt nicht." in message.body for message in mail.outbox] == [True]


def test_an_offered_feed_shows_its_dry_run_and_is_scheduled(log_in, feed) -> None:
    client = log_in("moderation")
    page = client.get(f"{FEEDS}{feed.pk}/change/").content.decode()
    for words in ("gelesen", "„Kundenberater“", "&lt;i&gt;kein Betrag&lt;/i&gt;"):
        assert words in page
    client.post(f"{FEEDS}{feed.pk}/annehmen/")
    source = Source.objects.get()
    assert (source.url, source.is_active, list(Source.objects.due())) == (feed.url, True, [source])
    feed.refresh_from_db()
    assert (feed.state, feed.source) == ("accepted", source)


def test_moderators_see_whose_a_feed_is_since_when_it_waits_and_only_what_was_handed_in(log_in, feed) -> None:
    Employer.objects.update(domain="volmetal.example")
    report = feed.report | {"foreign": {"count": 2, "names": ["Lenne <GmbH>"]}}
    FeedProposal.objects.update(report=report, handed_in_at=timezone.now() - timedelta(days=3))
    Source.objects.create(slug="x", name="x", format="auto", url=feed.url, employer_name="x")
    client = log_in("moderation")
    assert "3 Tage" in client.get(FEEDS).content.decode()
    page = client.get(f"{FEEDS}{feed.pk}/change/").content.decode()
    for words in (
        "bestätigten Domain",
        "2 Anzeigen nennen einen anderen Arbeitgeber: Lenne &lt;GmbH&gt;.",
        "andere Quelle",
    ):
        assert words in page
    FeedProposal.objects.update(handed_in_at=None)
    assert list(client.get(f"{FEEDS}?stand=alle").context["cl"].result_list) == []
    assert client.post(f"{FEEDS}{feed.pk}/annehmen/").status_code == 302
    assert FeedProposal.objects.get().state == "waiting"


def test_a_no_by_template_sends_its_text(log_in, feed, django_capture_on_commit_callbacks) -> None:
    client = log_in("moderation")
    client.post(f"{FEEDS}{feed.pk}/ablehnen/", {"reason": "", "template": "gibt es nicht"})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{FEEDS}{feed.pk}/ablehnen/", {"reason": "", "template": "Kaum Kundenservice"})
    feed.refresh_from_db()
    assert (feed.state, feed.decided_by.username) == ("refused", "moderation")
    assert feed.reason.startswith("Fast keine Stelle")
    assert feed.reason in mail.outbox[0].body
    assert f"/arbeitgeber/feeds/{feed.pk}/" in mail.outbox[0].body


def test_an_accepted_feed_is_fetched_at_once(log_in, feed, monkeypatch) -> None:
    called: list[int] = []
    monkeypatch.setattr("listings.tasks.import_feed.apply_async", lambda args, *_, **__: called.append(*args))
    log_in("moderation").post(f"{FEEDS}{feed.pk}/annehmen/")
    assert called == [Source.objects.get().pk]


def test_the_start_page_and_the_queue_name_what_waits(log_in, claim, feed) -> None:
    client = log_in("moderation")
    for page in (
        client.get("/admin/").content.decode(),
        client.get("/admin/listings/listing/wartet/").content.decode(),
    ):
        assert f'href="{CLAIMS}"' in page
        assert f'href="{FEEDS}"' in page
    assert f'href="{CLAIMS}"' not in log_in("redaktion").get("/admin/").content.decode()
