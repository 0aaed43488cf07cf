"""Every door through which something changes: the next answer of every page that shows it is new."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from listings import lifecycle
from listings.models import Listing, Place, PlaceAlias

pytestmark = pytest.mark.usefixtures("counter")

PAGES = ("/", "/jobs/", "/jobs/hagen/", "/jobs/?city=hagen", "/jobs/?q=dienstplan", "/jobs/?shift=early&since=7",
         "/jobs/?q=dienstplan&city=58095&radius=10&sort=distance")  # fmt: skip


@pytest.fixture
def shown(client):
    """The pages on which a title stands; each is asked twice, so that the second answer may come from a cache."""

    def ask(title: str) -> set[str]:
        found = set()
        for page in PAGES:
            first, second = (client.get(page).content.decode() for _ in range(2))
            assert (title in first) == (title in second), page
            if title in second:
                found.add(page)
        return found

    return ask


def feed(title: str, *numbers: int) -> str:
    return json.dumps([
        {"@context": "https://schema.org", "@type": "JobPosting", "title": f"{title} {number}",
         "description": "Dienstplan schreiben und im Kundenservice ans Telefon gehen, in der Frühschicht ab 6 Uhr.",
         "datePosted": timezone.now().date().isoformat(),
         "identifier": {"@type": "PropertyValue", "value": f"d-{number}"},
         "hiringOrganization": {"@type": "Organization", "name": "Ruhr Dialog GmbH"},
         "jobLocation": {"@type": "Place", "address": {"@type": "PostalAddress", "postalCode": "58095",
                                                       "addressLocality": "Hagen", "addressCountry": "DE"}},
         "url": f"https://ruhr-dialog.example/{number}"}
        for number in numbers
    ])  # fmt: skip


def test_an_import_shows_its_listings_and_takes_away_those_that_are_gone(towns, shown, tmp_path) -> None:
    path, now = tmp_path / "feed.json", timezone.now()
    assert not shown("Kundenberater")

    def run(*numbers: int, days: int = 0) -> None:
        path.write_text(feed("Kundenberater Dienstplan", *numbers))
        call_command("import_feed", format="jsonld", employer="Ruhr Dialog GmbH", file=path, source="ruhr",
                     at=(now + timedelta(days=days)).isoformat(), json=True)  # fmt: skip

    run(1, 2)
    assert shown("Dienstplan 1") == shown("Dienstplan 2") == set(PAGES)
    run(1)
    run(1, days=3)
    run(1, days=6)
    assert not Listing.objects.live().filter(title__endswith="2").exists()
    assert not shown("Dienstplan 2")
    assert shown("Dienstplan 1") == set(PAGES)


def test_expiry_moderation_and_edits_count_with_the_next_answer(make_listing, shown) -> None:
    held = make_listing(title="Kundenberatung Ost", description_text="Dienstplan", status="in_review")
    assert not shown("Kundenberatung Ost")
    lifecycle.publish(listing=held)
    assert shown("Kundenberatung Ost") == set(PAGES)
    rows = Listing.objects.filter(pk=held.pk)
    rows.update(title="Kundenberatung West")
    Listing.index_words(rows)
    assert not shown("Kundenberatung Ost")
    assert shown("Kundenberatung West") == set(PAGES)
    rows.update(shifts=["night"])
    assert shown("Kundenberatung West") == {page for page in PAGES if "shift" not in page}
    rows.update(valid_through=timezone.now() - timedelta(seconds=1))
    assert not shown("Kundenberatung West")
    lifecycle.expire()
    assert not shown("Kundenberatung West")


def test_a_listing_that_moves_is_found_where_it_is(client, make_listing, towns) -> None:
    listing = make_listing("hagen")

    def totals() -> list[int]:
        pages = (client.get(f"/jobs/?city={town}&radius=0").content.decode() for town in ("hagen", "dortmund"))
        return [int(re.search(r'data-total="(\d+)"', page)[1]) for page in pages]

    assert totals() == [1, 0]
    dortmund = towns["dortmund"]
    Listing.objects.filter(pk=listing.pk).update(
        place=dortmund, city="Dortmund", latitude=dortmund.latitude, longitude=dortmund.longitude
    )
    assert totals() == [0, 1]


@pytest.fixture
def editor(client, db) -> None:
    user = User.objects.create_superuser("amt", password="ein-langes-Passwort-7")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


def test_an_edited_place_has_its_new_name_address_and_point_at_once(client, editor, make_listing, towns) -> None:
    make_listing("herdecke", latitude=None, longitude=None)
    make_listing("hagen")
    assert 'href="/jobs/herdecke/"' in client.get("/").content.decode()
    near = client.get("/jobs/?city=hagen&radius=5").content.decode()
    place = Place.objects.get(slug="herdecke")
    fields = ("ags", "slug", "name", "name_key", "district", "state", "latitude", "longitude", "population_rank")
    data = {name: getattr(place, name) for name in fields} | {"slug": "herdecke-ruhr", "latitude": 51.365}
    assert client.post(f"/admin/listings/place/{place.pk}/change/", data).status_code == 302
    page = client.get("/").content.decode()
    assert 'href="/jobs/herdecke-ruhr/"' in page
    assert 'href="/jobs/herdecke/"' not in page
    assert 'data-total="1"' in near
    assert 'data-total="2"' in client.get("/jobs/?city=hagen&radius=5").content.decode()


def test_another_name_of_a_place_is_understood_at_once(client, make_listing, towns) -> None:
    make_listing("hagen")
    assert 'data-total="0"' in client.get("/jobs/?city=Volmetal").content.decode()
    PlaceAlias.objects.create(name="Volmetal", name_key="volmetal", place=towns["hagen"])
    assert 'data-total="1"' in client.get("/jobs/?city=Volmetal").content.decode()
