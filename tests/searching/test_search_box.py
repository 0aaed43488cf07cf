"""The search box: town names while typing, the town around a point, words that are really filters."""

import pytest


@pytest.mark.parametrize(("typed", "values"), [
    ("hag", ["Hagen", "hagen-segeberg"]), ("HER", ["Herdecke"]), ("", []), ("x", []), ("583", ["Herdecke"]),
    ("%", []), ("a" * 500, []),
])  # fmt: skip
def test_names_are_suggested_from_their_beginning(client, towns, typed, values) -> None:
    answer = client.get("/api/v1/places", {"q": typed})
    assert answer.status_code == 200
    assert [place["value"] for place in answer.json()["places"]] == values
    assert "max-age" in answer["Cache-Control"]


def test_a_homonym_is_suggested_with_its_district_and_found_by_its_value(client, towns) -> None:
    other = client.get("/api/v1/places", {"q": "Hagen"}).json()["places"][1]
    assert other["label"].startswith("Hagen, ")
    assert "Welches" not in client.get("/jobs/", {"city": other["value"]}).content.decode()


HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.mark.parametrize(("data", "headers", "status"), [
    ({"lat": "51.36", "lon": "7.47"}, HERE, 200), ({"lat": "51.36", "lon": "7.47"}, {"Origin": "http://testserver"}, 200),
    ({"lat": "51.36", "lon": "7.47"}, {}, 403), ({"lat": "51.36", "lon": "7.47"}, {"Sec-Fetch-Site": "cross-site"}, 403),
    ({"lat": "51.36", "lon": "7.47"}, {"Origin": "https://fremd.example"}, 403),
    ({"lat": "nan", "lon": "7.47"}, HERE, 404), ({"lat": "x"}, HERE, 400), ({"lat": "0", "lon": "0"}, HERE, 404),
])  # fmt: skip
def test_the_town_around_a_point_is_told_to_our_own_pages_only(client, towns, data, headers, status) -> None:
    answer = client.post("/api/v1/places/near", data, headers=headers)
    assert answer.status_code == status
    if status == 200:
        assert answer.json()["value"] == "Hagen"


@pytest.mark.parametrize(("typed", "link"), [
    ("Telefon Teilzeit", "?q=Telefon&amp;employment=part_time"), ("Quereinsteiger", "?entry=career_changer"),
    ("Telefon Hagen", "?q=Telefon&amp;city=hagen"), ("58095 Beratung", "?q=Beratung&amp;city=58095"),
    ("Nachtschicht", "?shift=night"),
])  # fmt: skip
def test_words_that_mean_a_filter_are_offered_as_one(client, make_listing, typed, link) -> None:
    make_listing()
    client.get("/jobs/?city=hagen")
    assert f'href="{link}"' in client.get("/jobs/", {"q": typed}).content.decode()


def test_an_offer_taken_is_a_filter_that_one_click_removes(client, make_listing) -> None:
    make_listing(employment_type=["part_time"])
    page = client.get("/jobs/?q=Telefon&employment=part_time").content.decode()
    assert 'class="chip" href="?q=Telefon"' in page


def test_a_typing_error_is_answered_with_a_near_word(client, make_listing) -> None:
    make_listing(title="Kundenberatung am Telefon")
    page = client.get("/jobs/", {"q": "Kundenbertung"}).content.decode()
    assert '<a href="?q=Kundenberatung">Kundenberatung</a>' in page


def test_work_wholly_from_home_elsewhere_is_named_beside_the_town(client, make_listing) -> None:
    make_listing()
    make_listing("hagen-segeberg", work_mode="remote")
    make_listing(work_mode="remote", title="Zuhause in Hagen")
    page = client.get("/jobs/?city=hagen&shift=early").content.decode()
    assert 'data-total="2"' in page
    assert "Dazu 1 Stelle ganz im Homeoffice" in page
    assert 'href="?shift=early&amp;work_mode=remote"' in page
    assert "Homeoffice, egal" not in client.get("/jobs/?city=hagen&work_mode=onsite").content.decode()
