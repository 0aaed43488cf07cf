"""Readers' pages need no Redis, and no form answers 500 without it: what needs a worker comes later or is said."""

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import timezone

from articles.models import Article
from listings import rate_limits, tasks
from listings.models import (
    Application,
    Employer,
    FeedProposal,
    JobAlert,
    Letter,
    Listing,
    Person,
    RawDocument,
    Report,
    Source,
)
from listings.submitting import letters
from tests.applying.conftest import TYPED
from tests.desk.conftest import position, served
from tests.reporting.conftest import FRAUD
from tests.test_submitting import GOOD

WAKE = letters.wake
HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.mark.parametrize("path", ["/", "/jobs/", "/jobs/?q=telefon", "/jobs/hagen/", "listing"])
def test_pages_are_worked_out_anew_while_redis_is_away(client, make_listing, no_redis, path) -> None:
    listing = make_listing()
    assert client.get(listing.get_absolute_url() if path == "listing" else path).status_code == 200


def test_what_is_only_read_goes_on_without_its_limit(client, make_listing, no_redis) -> None:
    listing = make_listing()
    for path in ("/api/v1/listings", "/api/v1/places?q=hag", "/feed/jobs.atom", f"/job/{listing.pk}/bild.png"):
        assert client.get(path).status_code == 200, path


def test_a_dead_cache_knows_nothing_and_keeps_nothing(no_redis) -> None:
    cache.set("a", 1)
    cache.set_many({"b": 2})
    assert (cache.get("a"), cache.get("b", 5), cache.get_many(["a", "b"])) == (None, 5, {})


@pytest.fixture
def caller(no_redis, db, monkeypatch, django_capture_on_commit_callbacks):
    """Posts as strangers do, with what is done after commit; whoever reads the page long enough is no program."""
    monkeypatch.setattr("listings.form_tickets.is_spared", lambda request: True)
    monkeypatch.setattr(letters, "wake", WAKE)

    def post(path: str, typed: dict | None = None, client: Client | None = None):
        with django_capture_on_commit_callbacks(execute=True):
            return (client or Client()).post(path, typed or {}, headers=HERE)

    return post


@pytest.fixture
def desk(db, client, django_user_model) -> Client:
    """Everybody's rights at once, without a password to work out."""
    user = django_user_model.objects.create(username="alle", is_staff=True, is_superuser=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_forms_go_on_and_each_process_has_limits_of_its_own(caller, make_listing, caplog) -> None:
    path = f"/job/{make_listing().pk}/melden/"
    answers = [caller(path, FRAUD).status_code for _ in range(11)]
    assert answers == [302] * 10 + [429]
    assert Report.objects.count() == 10
    said = [record for record in caplog.records if "limits by itself" in record.message]
    assert len(said) == 1, "once for each time that Redis goes away"


def test_limits_are_shared_again_when_redis_is_back(settings, monkeypatch, no_redis) -> None:
    limits = rate_limits.limits_at(settings.REDIS_URL)
    request = RequestFactory(REMOTE_ADDR="203.0.113.5").get("/")
    assert not rate_limits.is_exceeded(request, "again", "1/hour")
    monkeypatch.undo()
    monkeypatch.setattr(limits, "_shared", rate_limits.limits_at(settings.CELERY_BROKER_URL)._shared)
    assert not limits.has_room(rate_limits.parse("1/hour"), ("again", "203.0.113.5"), is_only_reading=False), "it rests"
    monkeypatch.setattr(limits, "_rests_until", 0.0)
    assert limits.has_room(rate_limits.parse("1/hour"), ("again", "203.0.113.5"), is_only_reading=False)


def test_seekers_keep_apply_and_order_alerts(caller, make_listing) -> None:
    listing = make_listing(apply_url="", contact_email="jobs@volmetal.example")
    browser = Client()
    for path in (f"/merkliste/{listing.pk}/", f"/merkliste/{listing.pk}/entfernen/", "/merkliste/leeren/"):
        assert caller(path, client=browser).status_code == 303, path
    assert caller(f"/job/{listing.pk}/bewerben/", TYPED).status_code == 302
    assert caller("/jobalarm/neu/?city=hagen", {"email": "juna@post.example", "frequency": "daily"}).status_code == 302
    assert caller("/datenschutz/meine-daten/", {"email": "kim@mail.example"}).status_code == 302
    assert JobAlert.objects.count() == 1
    assert Application.objects.get().state == "waiting"
    tasks.deliver_mail()  # as the timetable does
    assert Application.objects.get().state == "delivered"


def test_employers_post_and_moderators_decide(caller, make_listing, desk) -> None:
    assert caller("/arbeitgeber/stelle-aufgeben/", GOOD).status_code == 303
    listing = make_listing(status="in_review", published_at=None, submitter_email="chefin@volmetal.example")
    caller("/admin/listings/listing/", {"action": "publish", "_selected_action": [listing.pk]}, desk)
    assert Listing.objects.get(pk=listing.pk).status == "published"
    assert Letter.objects.filter(to=listing.submitter_email).exists(), "for the timetable"


def test_the_desk_says_that_no_worker_was_called(caller, towns, desk) -> None:
    source = Source.objects.create(slug="lenne", name="Lenne", format="personio", employer_name="Lenne GmbH")
    served(source, position(1))
    for path in (f"source/{source.pk}/import/", f"rawdocument/{RawDocument.objects.get().pk}/einspielen/"):
        caller(f"/admin/listings/{path}", client=desk)
        assert "Gerade nimmt die Warteschlange nichts an" in desk.get("/admin/").content.decode(), path


def test_an_article_with_links_is_saved(caller, towns, desk) -> None:
    text = "Mehr steht [beim Amt](https://amt.example/)."
    typed = {"title": "Arbeiten im Wald", "slug": "wald", "teaser": "Wie es ist.", "text": text, "place_name": "hagen",
             "radius": "25", "based_on": "0", "action": "save"}  # fmt: skip
    assert caller("/admin/articles/article/add/", typed, desk).status_code == 302
    assert Article.objects.get().slug == "wald"


def test_an_accepted_feed_is_left_to_the_timetable(caller, desk) -> None:
    employer = Employer.objects.create(name="Volmetal GmbH", name_key="volmetal gmbh")
    feed = FeedProposal.objects.create(
        person=Person.objects.create(email="chefin@volmetal.example"), employer=employer,
        url="https://volmetal.example/feed", handed_in_at=timezone.now(),
    )  # fmt: skip
    caller(f"/admin/listings/feedproposal/{feed.pk}/annehmen/", client=desk)
    assert [source.pk for source in Source.objects.due()] == [Source.objects.get().pk]
