"""What typed places mean, against the real tables."""

import os
import random

import pytest
from django.core.management import call_command

from listings.models import Place


@pytest.fixture(scope="module")
def _germany(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        call_command("load_places", verbosity=0)
        yield
        Place.objects.all().delete()


@pytest.mark.usefixtures("_germany")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Hagen", "hagen"), ("hagen", "hagen"), (" HAGEN ", "hagen"), ("58095", "hagen"), ("58095 Hagen", "hagen"),
        ("Hagen Westf", "hagen"), ("Haspe", "hagen"), ("Hagen-Hohenlimburg", "hagen"), ("Hagen Boele", "hagen"),
        ("Hagen-Tücking", "hagen"), ("hagen-segeberg", "hagen-segeberg"), ("Wetter (Ruhr)", "wetter-ruhr"),
        ("Wetter Ruhr", "wetter-ruhr"), ("Luedenscheid", "luedenscheid"), ("Lüdenscheid", "luedenscheid"),
        ("Frankfurt", "frankfurt-am-main"), ("Halle", "halle-saale"), ("Dortmund-Hörde", "dortmund"),
        ("Hagen i. Westf.", "hagen"), ("Hagen i.W.", "hagen"), ("Hagen, NRW", "hagen"), ("Wetter an der Ruhr", "wetter-ruhr"),
        ("Wetter a. d. Ruhr", "wetter-ruhr"), ("Wetter/Ruhr", "wetter-ruhr"), ("Wetter Hessen", "wetter-hessen"),
        ("Haspe Hagen", "hagen"), ("Hagen Hbf", "hagen"), ("Hagen Innenstadt", "hagen"), ("Kreis Unna", "unna"),
        ("Raum Hagen", "hagen"), ("Schwelm NRW", "schwelm"), ("St. Augustin", "sankt-augustin"),
        ("Frankfurt/Main", "frankfurt-am-main"), ("Frankfurt a.d. Oder", "frankfurt-oder"), ("D-58095 Hagen", "hagen"),
        ("Köln Porz", "koeln"), ("Gevelsb", "gevelsberg"), ("LÜDENSCH", "luedenscheid"), ("Neustadt Weinstr", "neustadt-an-der-weinstrasse"),
        ("Castrop-Rauxel", "castrop-rauxel"), ("Offenbach", "offenbach-am-main"), ("München", "muenchen"),
    ],
)  # fmt: skip
def test_a_typed_place_is_understood(typed: str, slug: str) -> None:
    answer = Place.objects.find(typed)
    assert answer.place is not None, answer
    assert answer.place.slug == slug


@pytest.mark.usefixtures("_germany")
@pytest.mark.django_db
def test_namesakes_are_offered_or_asked_back() -> None:
    assert "hagen-segeberg" in [place.slug for place in Place.objects.find("Hagen").others]
    wetter = Place.objects.find("Wetter")
    assert wetter.place is None
    assert {"wetter-ruhr", "wetter-hessen"} <= {place.slug for place in wetter.others}


@pytest.mark.usefixtures("_germany")
@pytest.mark.django_db
def test_an_unknown_place_gets_near_spellings() -> None:
    answer = Place.objects.find("Dortmnud")
    assert answer.place is None
    assert answer.suggestions[0].slug == "dortmund"


@pytest.mark.usefixtures("_germany")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "among"),
    [("Esse", "essen"), ("Hagn", "hagen"), ("Hagen Zebra", "hagen"), ("Gevelsburg", "gevelsberg"), ("58096", "hagen"),
     ("58099999", ""), ("Xyzzy", ""), ("00000", "")],
)  # fmt: skip
def test_what_is_no_place_is_answered_with_places_that_may_be_meant(typed: str, among: str) -> None:
    answer = Place.objects.find(typed)
    assert answer.place is None
    assert among in [place.slug for place in answer.suggestions] if among else not answer.suggestions


@pytest.mark.usefixtures("_germany")
@pytest.mark.django_db
def test_the_beginning_of_a_postcode_asks_back() -> None:
    answer = Place.objects.find("583")
    assert answer.place is None
    assert {"herdecke", "wetter-ruhr", "breckerfeld"} <= {place.slug for place in answer.others}
    assert [place.slug for place in Place.objects.find("5809").others] == ["hagen"]


@pytest.mark.usefixtures("_germany")
@pytest.mark.django_db
def test_parts_of_towns_are_suggested_while_typing(client) -> None:
    places = client.get("/api/v1/places", {"q": "hohenlim"}).json()["places"]
    assert places == [{"value": "Hohenlimburg", "label": "Hohenlimburg, Hagen"}]
    assert [place["value"] for place in client.get("/api/v1/places", {"q": "St. Aug"}).json()["places"]] == [
        "Sankt Augustin"
    ]


@pytest.mark.usefixtures("_germany")
@pytest.mark.django_db
def test_of_homonyms_the_clearly_largest_owns_the_name_and_otherwise_all_are_asked_back() -> None:
    groups: dict[str, list[Place]] = {}
    for place in Place.objects.order_by("-population_rank", "name"):
        groups.setdefault(place.name_key, []).append(place)
    slugs = {place.slug for group in groups.values() for place in group}
    dice = random.Random(int(os.environ.get("SEARCH_SEED", "5")))
    homonyms = [key for key, group in groups.items() if len(group) > 1 and key not in slugs]
    for key in [*dice.sample(homonyms, 40), *dice.sample(sorted(groups), 60)]:
        group, answer = groups[key], Place.objects.find(key)
        assert all(Place.objects.find(place.slug).place == place for place in group)
        larger = [place for other, places in groups.items() if other.startswith(f"{key} ") for place in places
                  if place.population_rank > group[0].population_rank]  # fmt: skip
        owns = len(group) == 1 or group[0].population_rank >= 10 * max(1, group[1].population_rank)
        if key in slugs:
            assert answer.place is not None
            assert answer.place.slug == key
        elif answer.place in larger:
            assert answer.place.population_rank >= 10 * max(1, group[0].population_rank), key
        elif owns:
            assert answer.place == group[0], key
        else:
            assert answer.place is None, key
            assert set(group) <= set(answer.others), key


@pytest.mark.usefixtures("_germany")
@pytest.mark.django_db
def test_loading_twice_changes_nothing() -> None:
    before = list(Place.objects.values_list("pk", "slug").order_by("pk"))
    call_command("load_places", verbosity=0)
    assert list(Place.objects.values_list("pk", "slug").order_by("pk")) == before


@pytest.mark.usefixtures("_germany")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status", "target"),
    [
        ("/jobs/frankfurt/", 301, "/jobs/frankfurt-am-main/"), ("/jobs/58095/", 301, "/jobs/hagen/"),
        ("/jobs/wetter/", 302, "/jobs/?city=wetter"), ("/jobs/gibtesnicht/", 404, None),
    ],
)  # fmt: skip
def test_other_names_of_a_town_lead_to_its_page(client, path, status, target) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers.get("Location")) == (status, target)
