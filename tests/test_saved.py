"""Merkliste: without an account, without a cookie before the click, shareable, honest about what has ended."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from listings import lifecycle
from listings.models import Listing
from listings.saving import saved_list

HERE = {"Sec-Fetch-Site": "same-origin"}


def click(client, path, **data):
    return client.post(path, data, headers=HERE)


def shown(client, path="/merkliste/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def rows(page: str) -> list[int]:
    return [int(pk) for pk in re.findall(r'<tr data-listing="(\d+)"', page)]


def test_only_the_click_sets_a_cookie(client, make_listing) -> None:
    listing = make_listing()
    for path in ("/merkliste/", listing.get_absolute_url(), "/jobs/"):
        assert not client.get(path).cookies
    answer = click(client, f"/merkliste/{listing.pk}/")
    assert (answer.status_code, answer["Location"]) == (303, f"{listing.get_absolute_url()}#merken")
    assert list(answer.cookies) == ["merkliste"]
    assert answer.cookies["merkliste"]["httponly"]
    assert answer.cookies["merkliste"]["samesite"] == "Lax"
    assert "Gemerkt" in shown(client, listing.get_absolute_url())
    assert "Cookie" in client.get(listing.get_absolute_url())["Vary"]


def test_saved_listings_stand_side_by_side(client, make_listing) -> None:
    low = make_listing(title="Beratung", pay=(2400, 2500), shifts=["early"], contract=["permanent"])
    high = make_listing(title="Technik", pay=(3000, 3200), shifts=["night"], town="dortmund", weekly_hours=30)
    unknown = make_listing(title="Ohne Zahl", pay=None)
    for listing in (high, low, unknown):
        click(client, f"/merkliste/{listing.pk}/")
    page = shown(client)
    assert rows(page) == [unknown.pk, low.pk, high.pk]
    for text in (
        "2.400–2.500",
        "Früh",
        "unbefristet",
        "44135 Dortmund" if high.postal_code else "Dortmund",
        "nicht genannt",
    ):
        assert text in page
    assert rows(shown(client, "/merkliste/?sort=gehalt")) == [high.pk, low.pk, unknown.pk]


def test_the_way_is_measured_from_a_named_place(client, make_listing) -> None:
    far, near = make_listing(town="hagen-segeberg"), make_listing(town="dortmund", title="Nah")
    for listing in (far, near):
        click(client, f"/merkliste/{listing.pk}/")
    page = shown(client, "/merkliste/?ort=58095&sort=entfernung")
    assert rows(page) == [near.pk, far.pk]
    assert "17 km" in page
    assert "kennen wir nicht" in shown(client, "/merkliste/?ort=Xyzzyburg")
    assert "Xyzzyburg" in shown(client, "/merkliste/?ort=Xyzzyburg")


def test_removing_and_clearing(client, make_listing) -> None:
    listings = [make_listing(title=f"Stelle {n}") for n in range(3)]
    for listing in listings:
        click(client, f"/merkliste/{listing.pk}/")
    click(client, f"/merkliste/{listings[0].pk}/entfernen/")
    assert rows(shown(client)) == [listings[2].pk, listings[1].pk]
    back = click(client, f"/merkliste/{listings[1].pk}/entfernen/", von="merken-oben")
    assert back["Location"] == f"{listings[1].get_absolute_url()}#merken-oben"
    answer = click(client, "/merkliste/leeren/", was="alle")
    assert answer.cookies["merkliste"].value == ""
    assert "Hier steht noch nichts" in shown(client)


def test_what_has_ended_is_marked_and_can_be_taken_out(client, make_listing) -> None:
    ended, live, erased = make_listing(title="War gut"), make_listing(title="Noch da"), make_listing(title="Weg")
    for listing in (ended, live, erased):
        click(client, f"/merkliste/{listing.pk}/")
    Listing.objects.filter(pk=ended.pk).update(valid_through=timezone.now() - timedelta(seconds=1))
    pk = erased.pk
    erased.delete()
    page = shown(client)
    assert rows(page) == [live.pk]
    assert "War gut" in page
    assert f"Anzeige Nr. {pk}" in page
    assert page.count("Nicht mehr online") == 2
    click(client, "/merkliste/leeren/", was="beendete")
    assert "Nicht mehr online" not in shown(client)
    assert rows(shown(client)) == [live.pk]


def test_a_double_that_was_hidden_shows_the_one_that_stayed(client, make_listing) -> None:
    listing, other = make_listing(), make_listing(title="Dieselbe Stelle")
    click(client, f"/merkliste/{listing.pk}/")
    Listing.objects.filter(pk=listing.pk).update(is_hidden_duplicate=True, duplicate_of=other)
    assert rows(shown(client)) == [other.pk]


def test_a_double_and_the_one_shown_for_it_are_one_row_and_go_together(client, make_listing) -> None:
    listing, other, third = make_listing(), make_listing(title="Dieselbe Stelle"), make_listing(title="Eine andere")
    for one in (listing, third, other):
        click(client, f"/merkliste/{one.pk}/")
    Listing.objects.filter(pk=listing.pk).update(is_hidden_duplicate=True, duplicate_of=other)
    assert rows(shown(client)) == [other.pk, third.pk]
    assert "2 Stellen" in shown(client)
    click(client, "/merkliste/leeren/", was="beendete")
    assert rows(shown(client)) == [other.pk, third.pk]
    click(client, f"/merkliste/{other.pk}/entfernen/")
    assert rows(shown(client)) == [third.pk]


def test_a_list_is_shared_by_a_signed_link(client, make_listing) -> None:
    listings = [make_listing(title=f"Stelle {n}") for n in range(2)]
    for listing in listings:
        click(client, f"/merkliste/{listing.pk}/")
    path = re.search(r'value="http://testserver(/merkliste/geteilt/[^"]+)"', shown(client))[1]
    friend = type(client)()
    response = friend.get(path)
    assert not response.cookies
    assert rows(response.content.decode()) == [listings[1].pk, listings[0].pk]
    assert 'content="noindex"' in response.content.decode()
    click(friend, f"{path}uebernehmen/")
    assert rows(shown(friend)) == [listings[1].pk, listings[0].pk]


@pytest.mark.parametrize("token", ["x", "WzFd:1abc:AAAA", "W10:x", "." * 500])
@pytest.mark.django_db
def test_an_altered_link_is_none(client, token) -> None:
    assert client.get(f"/merkliste/geteilt/{token}/").status_code == 404
    assert click(client, f"/merkliste/geteilt/{token}/uebernehmen/").status_code == 404


def test_a_link_for_sharing_is_no_cookie_and_the_other_way_round(client, make_listing) -> None:
    listing = make_listing()
    client.cookies["merkliste"] = saved_list.token_of([listing.pk])
    assert rows(shown(client)) == []
    click(client, f"/merkliste/{listing.pk}/")
    assert client.get(f"/merkliste/geteilt/{client.cookies['merkliste'].value}/").status_code == 404


def test_the_list_stays_measured_and_sorted_when_one_is_taken_out(client, make_listing) -> None:
    for number in range(2):
        click(client, f"/merkliste/{make_listing(title=f'Stelle {number}').pk}/")
    back = click(client, f"/merkliste/{Listing.objects.first().pk}/entfernen/", ort="58095", sort="entfernung")
    assert back["Location"] == "/merkliste/?ort=58095&sort=entfernung#liste"


def test_a_click_on_what_has_just_ended_leads_to_the_page_that_says_so(client, make_listing) -> None:
    ended = make_listing(valid_through=timezone.now() - timedelta(seconds=1))
    answer = click(client, f"/merkliste/{ended.pk}/")
    assert (answer.status_code, answer["Location"]) == (303, ended.get_absolute_url())
    assert not answer.cookies


@pytest.mark.parametrize("value", ["", "kaputt", "a:b:c", "\x7f" * 50])
@pytest.mark.django_db
def test_a_broken_cookie_counts_as_none(client, value) -> None:
    client.cookies["merkliste"] = value
    assert "Hier steht noch nichts" in shown(client)


def test_what_a_listing_said_that_was_taken_down_is_not_repeated(client, make_listing) -> None:
    listing = make_listing(title="Schnelles Geld von daheim", employer="Gier GmbH")
    click(client, f"/merkliste/{listing.pk}/")
    lifecycle.block(listing=listing, reason="Betrug")
    for path in ("/merkliste/", f"/merkliste/geteilt/{saved_list.token_of([listing.pk])}/"):
        page = shown(client, path)
        assert "Schnelles Geld" not in page
        assert "Gier GmbH" not in page
        assert f"Anzeige Nr. {listing.pk}" in page.replace("&nbsp;", " ").replace("\xa0", " ")


@pytest.mark.parametrize("status", ["in_review", "held", "rejected", "unconfirmed"])
def test_what_never_was_public_is_neither_kept_nor_shown(client, make_listing, status) -> None:
    listing = make_listing(status=status, title="Geheimer Titel")
    assert click(client, f"/merkliste/{listing.pk}/").status_code == 404
    path = f"/merkliste/geteilt/{saved_list.token_of([listing.pk])}/"
    assert "Geheimer Titel" not in shown(client, path)


def test_other_sites_cannot_click(client, make_listing) -> None:
    listing = make_listing()
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}):
        assert client.post(f"/merkliste/{listing.pk}/", headers=headers).status_code == 403
    assert client.get(f"/merkliste/{listing.pk}/").status_code == 405


def test_whoever_clicks_too_often_reads_so_in_german_and_keeps_the_list(
    client, make_listing, monkeypatch, settings
) -> None:
    settings.LOCAL = False
    monkeypatch.setattr("listings.saving.views.RATE", "1/minute")
    client.defaults["REMOTE_ADDR"] = "198.51.100.77"
    listing, other = make_listing(), make_listing(title="Die zweite")
    click(client, f"/merkliste/{listing.pk}/")
    refused = click(client, f"/merkliste/{other.pk}/")
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert "Zu viele Klicks auf einmal</h1>" in refused.content.decode()
    assert f'action="/merkliste/{other.pk}/"' in refused.content.decode()
    assert rows(shown(client)) == [listing.pk]


def test_a_full_list_says_so_and_loses_nothing(client, make_listing, monkeypatch) -> None:
    monkeypatch.setattr(saved_list, "MOST", 2)
    listings = [make_listing(title=f"Stelle {n}") for n in range(3)]
    answers = [click(client, f"/merkliste/{listing.pk}/") for listing in listings]
    assert answers[-1]["Location"] == "/merkliste/?voll=1"
    assert "passen 2 Stellen" in shown(client, "/merkliste/?voll=1")
    assert len(rows(shown(client))) == 2


def test_fifty_fit_into_a_cookie(client, make_listing) -> None:
    listing = make_listing()
    ids = [10_000_000 + number for number in range(saved_list.MOST)]
    ids[0] = listing.pk
    response = client.get("/merkliste/")
    saved_list.keep(response, ids)
    assert len(response.cookies["merkliste"].OutputString()) < 4_000


def test_a_long_list_asks_no_more_than_a_short_one(client, make_listing, django_assert_max_num_queries) -> None:
    for number in range(20):
        click(client, f"/merkliste/{make_listing(title=f'Stelle {number}', employer=f'Firma {number} GmbH').pk}/")
    with django_assert_max_num_queries(1):
        assert len(rows(shown(client))) == 20
