"""Views and apply clicks: who is counted, from where, once, and folded into the table exactly once."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from listings import counting, tasks
from listings.models import CountBatch, Listing, ListingCount

PHONE = "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36"
LAPTOP = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0"


@pytest.fixture(autouse=True)
def _awake(monkeypatch) -> None:
    monkeypatch.setattr(counting, "_rests_until", 0.0)


@pytest.fixture
def visit(client: Client):
    def run(listing: Listing, path: str = "", agent: str = PHONE, method: str = "get", **options) -> None:
        target = path or listing.get_absolute_url()
        address = options.pop("address", "198.51.100.7")
        headers = {"user-agent": agent} | options.pop("headers", {})
        answer = getattr(client, method)(target, REMOTE_ADDR=address, headers=headers)
        assert answer.status_code == options.pop("status", 200)

    return run


def figures() -> dict[str, tuple[int, int]]:
    """Where visitors came from: views and applies, after the job ran."""
    tasks.fold_counts()
    return {row.came_from: (row.views, row.applies) for row in ListingCount.objects.all()}


def test_a_view_and_a_click_are_counted_for_the_day(visit, make_listing) -> None:
    listing = make_listing()
    visit(listing)
    visit(listing, f"/job/{listing.pk}/bewerben/", status=303)
    assert figures() == {"direct": (1, 1)}
    assert ListingCount.objects.get().day == timezone.localdate()


def test_a_reload_within_half_an_hour_counts_once_another_browser_or_network_again(visit, make_listing) -> None:
    listing, other = make_listing(), make_listing(title="Teamleitung")
    for _ in range(3):
        visit(listing)
    visit(listing, address="198.51.100.200")  # the same network
    assert figures() == {"direct": (1, 0)}
    visit(listing, agent=LAPTOP)
    visit(listing, address="203.0.113.9")
    visit(other)
    counting.fold()
    assert {row.listing_id: row.views for row in ListingCount.objects.all()} == {listing.pk: 3, other.pk: 1}
    redis = counting.server()
    assert all(0 < redis.ttl(key) <= 1800 for key in redis.keys("visits:mark:*"))
    assert 0 < redis.ttl(f"visits:salt:{timezone.localdate()}") <= 86_400


def test_made_up_browsers_push_no_listing_and_fill_no_memory(visit, make_listing, monkeypatch) -> None:
    monkeypatch.setattr(counting, "MOST_OF_ONE", 5)
    monkeypatch.setattr(counting, "MOST_OF_ALL", 8)
    first, second = make_listing(), make_listing(title="Teamleitung")
    for n in range(10):
        visit(first, agent=f"{PHONE} {n}", address=f"198.51.100.{n}")
    for n in range(10):
        visit(second, agent=f"{PHONE} {n}")
    counting.fold()
    assert {row.listing_id: row.views for row in ListingCount.objects.all()} == {first.pk: 5, second.pk: 3}
    redis = counting.server()
    assert len(redis.keys("visits:mark:*")) == 8
    assert all(0 < redis.ttl(key) <= 1800 for key in redis.keys("visits:many:*"))
    visit(second, address="203.0.113.9")
    assert figures()["direct"][0] in {4, 5}, "another network counts"
    assert ListingCount.objects.get(listing=second).views == 4


def test_redis_keeps_neither_network_nor_browser(visit, make_listing) -> None:
    visit(make_listing())
    redis = counting.server()
    for key in redis.keys("visits:*"):
        kept = redis.hgetall(key) if redis.type(key) == b"hash" else redis.get(key)
        assert b"198.51" not in key + str(kept).encode()
        assert b"Mozilla" not in key + str(kept).encode()
    assert not ListingCount.objects.exists(), "no page writes to the table"


@pytest.mark.parametrize(
    "agent",
    ["", "Googlebot/2.1 (+http://www.google.com/bot.html)", "Mozilla/5.0 (compatible; bingbot/2.0)", "curl/8.9", "python-requests/2.32",
     "facebookexternalhit/1.1", "WhatsApp/2.24", "Mozilla/5.0 HeadlessChrome/150.0", "Mozilla/5.0 (compatible; AhrefsBot/7.0)",
     "ChatGPT-User/1.0", "Mozilla/5.0 (compatible; GPTBot/1.2)", "Baiduspider/2.0", "DuckDuckBot-Https/1.1", "Slackbot-LinkExpanding 1.0"],
)  # fmt: skip
def test_programs_are_left_out(visit, make_listing, agent) -> None:
    visit(make_listing(), agent=agent)
    assert figures() == {}


@pytest.mark.parametrize("agent", [PHONE, LAPTOP, "Mozilla/5.0 (Linux; Android 13; CUBOT P80) Chrome/120 Mobile Safari/537.36",
                                   "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 GSA/330 Mobile/15E148"])  # fmt: skip
def test_people_are_not(visit, make_listing, agent) -> None:
    visit(make_listing(), agent=agent)
    assert figures() == {"direct": (1, 0)}


@pytest.mark.parametrize("headers", [{"sec-purpose": "prefetch;prerender"}, {"purpose": "prefetch"}, {"x-moz": "prefetch"},
                                     {"sec-fetch-dest": "empty"}])  # fmt: skip
def test_what_nobody_has_opened_is_left_out(visit, make_listing, headers) -> None:
    visit(make_listing(), headers=headers)
    assert figures() == {}


def test_a_head_request_and_pages_that_are_none_are_left_out(visit, make_listing) -> None:
    listing = make_listing()
    visit(listing, method="head")
    visit(listing, f"/job/{listing.pk}/falsch/", status=301)
    visit(make_listing(status="paused"), status=410)
    assert figures() == {}


@pytest.mark.parametrize(
    ("referer", "said", "source"),
    [
        ("https://www.google.de/", "", "engine"), ("https://www.google.com/url?q=x", "", "engine"),
        ("https://duckduckgo.com/", "", "engine"), ("https://suche.t-online.de/x", "", "engine"),
        ("android-app://com.google.android.googlequicksearchbox/", "", "engine"),
        ("https://mail.google.com/", "", "site"), ("https://google.evil.example.org/", "", "site"),
        ("https://volmetal.example/karriere", "", "site"), ("http://testserver/jobs/hagen/", "", "search"),
        ("http://testserver/", "", "search"), ("http://testserver/job/1/andere-stelle/", "", "search"),
        ("http://testserver/ratgeber/customer-service-in-hagen/", "", "guide"), ("", "mail", "mail"),
        ("https://www.google.de/", "mail", "mail"), ("", "unsinn", "direct"), ("http://[kaputt", "", "direct"),
        ("http://testserver/arbeitgeber/stellen/", "", None), ("http://testserver/admin/", "", None),
    ],
)  # fmt: skip
def test_where_visitors_came_from_is_a_class_of_pages(visit, make_listing, referer, said, source) -> None:
    listing = make_listing()
    path = listing.get_absolute_url() + (f"?von={said}" if said else "")
    visit(listing, path, headers={"referer": referer} if referer else {})
    assert figures() == ({source: (1, 0)} if source else {})


def test_a_click_belongs_to_where_the_visitor_came_from(visit, make_listing) -> None:
    listing = make_listing()
    visit(listing, headers={"referer": "https://www.google.de/"})
    page = f"http://testserver{listing.get_absolute_url()}"
    visit(listing, f"/job/{listing.pk}/bewerben/", headers={"referer": page}, status=303)
    assert figures() == {"engine": (1, 1)}


def test_pages_neither_fail_nor_wait_while_redis_is_away(visit, make_listing, monkeypatch) -> None:
    listing, asked = make_listing(), []
    dead = counting.redis.Redis(host="127.0.0.1", port=1, retry=counting.Retry(counting.NoBackoff(), 0))

    def server() -> object:
        asked.append(1)
        return dead

    monkeypatch.setattr(counting, "server", server)
    for _ in range(3):
        visit(listing)
    visit(listing, f"/job/{listing.pk}/bewerben/", status=303)
    assert len(asked) == 1, "after the first failure nobody asks for a while"


def test_no_page_of_a_listing_sets_a_cookie(client, make_listing) -> None:
    listing = make_listing()
    assert not client.get(listing.get_absolute_url(), headers={"user-agent": PHONE}).cookies


def test_counts_of_several_days_and_batches_add_up(visit, make_listing) -> None:
    listing = make_listing()
    yesterday = timezone.localdate() - timedelta(days=1)
    counting.server().hset(
        counting.OPEN, mapping={f"{listing.pk} {yesterday} mail views": 3, f"{listing.pk} {yesterday} mail applies": 1}
    )
    assert counting.fold() == 1
    counting.server().hset(
        counting.OPEN,
        mapping={
            f"{listing.pk} {yesterday} mail views": 2,
            "unsinn": 7,
            f"{listing.pk + 99} {yesterday} mail views": 5,
        },
    )
    assert counting.fold() == 1
    row = ListingCount.objects.get()
    assert (row.day, row.views, row.applies) == (yesterday, 5, 1)
    assert not counting.server().exists(counting.OPEN, counting.CLOSED)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["_add", "_rows", "_forget"])
def test_a_worker_killed_between_two_steps_neither_loses_nor_doubles(visit, make_listing, monkeypatch, step) -> None:
    """Before the numbers are written, while they are, and after that before the batch is thrown away."""
    listing = make_listing()
    visit(listing)

    def die(*args: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(counting, step, die)
        with pytest.raises(SystemExit):
            counting.fold()
    visit(listing, agent=LAPTOP)
    assert figures() == {"direct": (2, 0)}
    assert figures() == {"direct": (2, 0)}


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_add_a_batch_once(visit, make_listing, monkeypatch) -> None:
    visit(make_listing())
    add, both = counting._add, []

    def twice(name: str, batch: dict[str, str], ledger: counting.Ledger) -> int:
        def other() -> None:
            try:
                both.append(add(name, batch, ledger))
            finally:
                connections.close_all()

        thread = Thread(target=other)
        thread.start()
        both.append(add(name, batch, ledger))
        thread.join(10)
        return 0

    monkeypatch.setattr(counting, "_add", twice)
    counting.fold()
    assert sorted(both) == [0, 1]
    assert ListingCount.objects.get().views == 1


def test_names_of_batches_go_after_a_month(visit, make_listing) -> None:
    CountBatch.objects.create(name="alt", folded_at=timezone.now() - timedelta(days=31))
    visit(make_listing())
    counting.fold()
    assert list(CountBatch.objects.filter(name="alt")) == []
    assert CountBatch.objects.count() == 1
