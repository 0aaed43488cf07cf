"""Readers' pages need no Redis."""

import pytest
from django.core.cache import cache, caches

from portal.cache import ForgivingRedisCache


@pytest.fixture
def no_redis(monkeypatch: pytest.MonkeyPatch) -> None:
    dead = ForgivingRedisCache("redis://127.0.0.1:1/0", {"OPTIONS": {"socket_connect_timeout": 0.2}})
    monkeypatch.setattr(caches._connections, "default", dead)


@pytest.mark.parametrize("path", ["/", "/jobs/", "/jobs/?q=telefon", "/jobs/hagen/", "listing"])
def test_pages_are_worked_out_anew_while_redis_is_away(client, make_listing, no_redis, path) -> None:
    listing = make_listing()
    assert client.get(listing.get_absolute_url() if path == "listing" else path).status_code == 200


def test_what_is_only_read_goes_on_without_its_limit(client, make_listing, no_redis, settings) -> None:
    settings.LOCAL, settings.REDIS_URL = False, "redis://127.0.0.1:1/0"
    listing = make_listing()
    for path in ("/api/v1/listings", "/api/v1/places?q=hag", "/feed/jobs.atom", f"/job/{listing.pk}/bild.png"):
        assert client.get(path).status_code == 200, path


def test_a_dead_cache_knows_nothing_and_keeps_nothing(no_redis) -> None:
    cache.set("a", 1)
    cache.set_many({"b": 2})
    assert (cache.get("a"), cache.get("b", 5), cache.get_many(["a", "b"])) == (None, 5, {})
