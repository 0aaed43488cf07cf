"""Pages and figures that were kept are shown for as long as they are true, and not one answer longer."""

import gzip
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from articles.models import Article
from listings import lifecycle
from listings.models import Employer, Listing, Place, SearchSpot
from listings.models.search_row import places_changed
from listings.searching import kept, memory, places

PAGES = ("/", "/jobs/hagen/")


@pytest.fixture(params=["memory", "database"])
def counter(request: pytest.FixtureRequest, db: None) -> Iterator[None]:
    with memory.in_use() if request.param == "memory" else nullcontext():
        yield


@pytest.fixture
def read(client, django_assert_num_queries) -> Callable[[str], str]:
    """A page that is kept: from the second time on it costs one statement.

    The server's own housekeeping counts as a change when it ends while a page is built; then the next visit keeps it.
    """

    def ask(path: str) -> str:
        for _ in range(2):
            client.get(path)
        with django_assert_num_queries(1):
            return client.get(path).content.decode()

    return ask


@pytest.fixture
def pages(read) -> Callable[[], dict[str, str]]:
    return lambda: {path: read(path) for path in PAGES}


def test_a_kept_page_is_what_was_built(client, make_listing, read) -> None:
    make_listing()
    for path in PAGES:
        assert client.get(path).content.decode() == read(path)


def test_edits_holds_and_renamed_employers_are_seen_at_once(client, make_listing, pages) -> None:
    listing = make_listing(title="Am Telefon", weekly_hours=30)
    rows = Listing.objects.filter(pk=listing.pk)

    def shown(text: str) -> list[bool]:
        return [text in client.get(path).content.decode() for path in pages()]

    assert all("30 Std." in page for page in pages().values())
    rows.update(weekly_hours=35)
    assert shown("35 Std.") == [True, True]
    rows.update(title="Im Chat")
    assert shown("Im Chat") == [True, True]
    Employer.objects.update(name="Volme Dialog GmbH")
    assert shown("Volme Dialog GmbH") == [True, True]
    rows.update(status="held")
    assert shown("Im Chat") == [False, False]
    lifecycle.publish(listing=listing)
    assert shown("Im Chat") == [True, True]


def test_what_runs_out_is_gone_in_the_same_second(client, make_listing, pages) -> None:
    make_listing(title="Bleibt", valid_through=None)
    make_listing(title="Endet", valid_through=timezone.now() + timedelta(seconds=0.6))
    assert all("Endet" in page for page in pages().values())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.7)")
    for path in PAGES:
        page = client.get(path).content.decode()
        assert "Bleibt" in page
        assert "Endet" not in page


def test_a_listing_is_no_longer_new_when_it_is_a_week_old(client, make_listing, read, counter) -> None:
    for _ in range(5):
        make_listing(published_at=timezone.now() - timedelta(days=7) + timedelta(seconds=0.7))
    assert "5 neu in dieser Woche" in read("/jobs/hagen/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.8)")
    assert "0 neu in dieser Woche" in client.get("/jobs/hagen/").content.decode()


def test_days_are_counted_anew_after_midnight(client, make_listing, pages, monkeypatch) -> None:
    make_listing()
    assert all("heute neu" in page for page in pages().values())
    later = timezone.now() + timedelta(days=3)
    monkeypatch.setattr(timezone, "now", lambda: later)
    for path in PAGES:
        assert "seit 3 Tagen" in client.get(path).content.decode()


def test_a_place_that_is_renamed_or_paid_otherwise_is_shown_as_it_is(client, make_listing, towns, pages) -> None:
    for _ in range(12):
        make_listing(pay=(2600, 2600))
    assert all("2.600" in page for page in pages().values())
    Listing.objects.update(salary_month_min=3100, salary_month_max=3100)
    assert "mehr als 3.100&nbsp;€ brutto im Monat" in client.get("/jobs/hagen/").content.decode()
    pages()
    Place.objects.filter(pk=towns["hagen"].pk).update(name="Hagen an der Volme")
    places_changed([towns["hagen"].pk])
    for path in PAGES:
        assert "Hagen an der Volme" in client.get(path).content.decode()


def test_a_guide_appears_when_it_is_published(client, make_listing, towns, pages) -> None:
    make_listing()
    pages()
    article = Article.objects.create(title="Wie Hagen arbeitet", slug="hagen", teaser="Ein Anriss.", text="x",
                                     place=towns["hagen"])  # fmt: skip
    assert not any("Wie Hagen arbeitet" in page for page in pages().values())
    Article.objects.filter(pk=article.pk).update(state="published", published_at=timezone.now() - timedelta(seconds=1))
    assert all("Wie Hagen arbeitet" in client.get(path).content.decode() for path in PAGES)
    pages()
    Article.objects.update(teaser="Anders.")
    assert all("Anders." in client.get(path).content.decode() for path in PAGES)


@pytest.mark.django_db(transaction=True)
def test_what_is_written_while_a_page_is_built_is_not_missed(client, make_listing, rf) -> None:
    listing = make_listing(title="Zuerst")

    def build(world: kept.World) -> kept.Shown:
        html = Listing.objects.get(pk=listing.pk).title
        if html == "Zuerst":
            with ThreadPoolExecutor(1) as other:
                other.submit(rename).result()
        return kept.Shown(html, [listing.pk])

    def rename() -> None:
        Listing.objects.filter(pk=listing.pk).update(title="Danach")
        connection.close()

    answers = [kept.page(rf.get("/"), "test", build).content.decode() for _ in range(3)]
    assert answers == ["Zuerst", "Danach", "Danach"]


def test_another_release_uses_nothing_that_this_one_kept(client, make_listing, pages, monkeypatch) -> None:
    make_listing()
    pages()
    monkeypatch.setattr(kept, "release", lambda: "other")
    with connection.execute_wrapper(_count := _Counter()):
        client.get("/jobs/hagen/")
    assert _count.statements > 1


class _Counter:
    statements = 0

    def __call__(self, execute, sql, params, many, context):
        self.statements += 1
        return execute(sql, params, many, context)


def test_who_has_a_session_gets_a_page_of_their_own(client, make_listing, pages) -> None:
    make_listing()
    pages()
    client.force_login(User.objects.create_user("amt"), backend="django.contrib.auth.backends.ModelBackend")
    with connection.execute_wrapper(_count := _Counter()):
        client.get("/jobs/hagen/")
    assert _count.statements > 1


def test_a_kept_page_is_sent_zipped_to_who_takes_it(client, make_listing, read) -> None:
    make_listing()
    page = read("/jobs/hagen/")
    zipped = client.get("/jobs/hagen/", headers={"accept-encoding": "br, gzip"})
    assert (zipped["Content-Encoding"], zipped["Vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(zipped.content).decode() == page


def test_pages_keep_their_budget_when_nothing_is_kept(make_listing, client, django_assert_max_num_queries) -> None:
    listings = [make_listing(town) for town in ("hagen", "herdecke", "dortmund") for _ in range(7)]
    Listing.objects.filter(pk=listings[1].pk).update(duplicate_of=listings[0], is_hidden_duplicate=True)
    with memory.in_use():
        for path, most in {"/": 5, "/jobs/hagen/": 6, listings[0].get_absolute_url(): 5}.items():
            kept.world()
            cache.clear()
            with django_assert_max_num_queries(most):
                assert client.get(path).status_code == 200


def test_a_listing_costs_two_statements_in_a_known_world(make_listing, client, django_assert_num_queries) -> None:
    listings = [make_listing() for _ in range(5)]
    client.get(listings[0].get_absolute_url())
    with django_assert_num_queries(2):
        assert client.get(listings[1].get_absolute_url()).content.count(b"data-listing") == 3


def test_a_page_of_a_listing_ends_with_it_and_so_do_the_hints_at_it(client, make_listing) -> None:
    listing = make_listing(title="Bleibt")
    other = make_listing(title="Endet", valid_through=timezone.now() + timedelta(seconds=0.5))
    address = listing.get_absolute_url()
    assert "Endet" in client.get(address).content.decode()
    assert client.get(other.get_absolute_url()).status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.6)")
    assert client.get(other.get_absolute_url()).status_code == 410
    assert "Endet" not in client.get(address).content.decode()
    Listing.objects.filter(pk=listing.pk).update(status="withdrawn")
    assert client.get(address).status_code == 410


def test_a_hint_at_a_listing_says_what_it_says_now(client, make_listing) -> None:
    listing, other = make_listing(), make_listing(title="Am Telefon")
    assert "Am Telefon" in client.get(listing.get_absolute_url()).content.decode()
    Listing.objects.filter(pk=other.pk).update(title="Im Chat")
    Employer.objects.update(name="Volme Dialog GmbH")
    page = client.get(listing.get_absolute_url()).content.decode()
    assert "Im Chat" in page
    assert page.count("Volme Dialog GmbH") >= 2


def test_spots_are_known_in_the_world_that_was_read(make_listing) -> None:
    make_listing()
    known = kept.world()
    newest = SearchSpot.objects.order_by("-pk").values_list("pk", flat=True).first()
    assert places.version()[1] == newest
    assert kept.world().state == known.state
    make_listing("dortmund")
    assert kept.world().state != known.state
