"""Limits cannot be dodged by what a visitor can change at will, nor used against others."""

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import RequestFactory

from listings.rate_limits import is_exceeded, network_of, visitor_of

PASSWORD = "ein-langes-Passwort-7"


@pytest.mark.parametrize(
    ("address", "visitor", "network"),
    [
        ("198.51.100.7", "198.51.100.7", "198.51.100.0/24"), ("::ffff:198.51.100.7", "198.51.100.7", "198.51.100.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::", "2001:db8:1::/48"), ("fe80::1%eth0", "fe80::", "fe80::/48"),
        ("", "", "unknown"), ("unix:", "", "unknown"), ("198.51.100.7, 1.1.1.1", "", "unknown"),
    ],
)  # fmt: skip
def test_a_visitor_is_a_line_and_not_an_address(address, visitor, network) -> None:
    request = RequestFactory(REMOTE_ADDR=address).get("/")
    assert (visitor_of(request), network_of(request)) == (visitor, network)


@pytest.mark.parametrize("address", ["2001:db8:1:2::{}", "2001:db8:1:2:{}::7"])
def test_many_addresses_of_one_line_are_limited_together(settings, address) -> None:
    settings.LOCAL = False
    hits = [is_exceeded(RequestFactory(REMOTE_ADDR=address.format(n)).get("/"), "x", "3/hour") for n in range(5)]
    assert hits == [False, False, False, True, True]


def test_the_log_in_of_the_desk_is_locked_for_a_whole_line(client, db) -> None:
    User.objects.create_user("person", password=PASSWORD, is_staff=True)

    def log_in(address: str, password: str, name: str = "person") -> int:
        typed = {"username": name, "password": password}
        return int(client.post("/admin/login/", typed, REMOTE_ADDR=address).status_code)

    for n in range(5):
        log_in(f"2001:db8::{n + 1:x}", "falsch", "person" if n % 2 else "ｐerson")
    assert log_in("2001:db8::77", PASSWORD) == 429
    assert log_in("2001:db8:0:1::1", PASSWORD) == 302, "another line may go on"


@pytest.mark.parametrize("is_behind", [True, False])
def test_a_header_that_anybody_can_send_moves_no_limit(client, towns, settings, monkeypatch, is_behind) -> None:
    settings.LOCAL, settings.BEHIND_PROXY = False, is_behind
    monkeypatch.setattr("listings.searching.place_views.RATE", "2/minute")
    answers = [
        client.get("/api/v1/places?q=hag", headers={
            "X-Forwarded-For": f"203.0.113.{n}, 198.51.100.7" if is_behind else f"203.0.113.{n}",
            "X-Real-IP": f"203.0.113.{n}", "Forwarded": f"for=203.0.113.{n}", "X-Client-IP": f"203.0.113.{n}",
        }) for n in range(3)
    ]  # fmt: skip
    assert [answer.status_code for answer in answers] == [200, 200, 429]


def test_no_cache_keeps_a_refusal_for_others(client, towns, settings, monkeypatch) -> None:
    settings.LOCAL = False
    monkeypatch.setattr("listings.searching.place_views.RATE", "1/minute")
    answers = [client.get("/api/v1/places?q=hag") for _ in range(2)]
    assert [answer["Cache-Control"] for answer in answers] == ["public, max-age=3600", "no-store"]


def test_pictures_are_drawn_a_few_at_a_time_and_shown_as_often_as_asked(
    client, make_listing, settings, monkeypatch
) -> None:
    settings.LOCAL = False
    monkeypatch.setattr("portal.preview_images.RATE", "2/minute")
    addresses = [f"/job/{make_listing(title=f'Stelle {n}').pk}/bild.png" for n in range(3)]
    assert [client.get(address).status_code for address in addresses] == [200, 200, 429]
    assert [client.get(address).status_code for address in addresses[:2]] == [200, 200]
    refused = client.get(addresses[2], {"v": "2"})
    assert (refused.status_code, refused["Cache-Control"]) == (429, "no-store")
    assert client.get(addresses[2], REMOTE_ADDR="203.0.113.9").status_code == 200
    assert len(cache._cache.get_client().keys("*:preview-image:*")) == 3  # type: ignore[attr-defined]
