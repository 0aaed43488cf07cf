"""What typed places mean, against the real tables."""

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
