"""The pictures beside shared links."""

from io import BytesIO

import pytest
from PIL import Image

from portal.preview_images import Card, draw

LONG = (
    "Kundenberaterin und Beschwerdemanagerin im telefonischen Kundenservice einer Versicherung mit Schichtdienst (m/w/d) "
    * 2
)


def _image(response) -> Image.Image:
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    return Image.open(BytesIO(response.content))


def test_a_live_listing_has_a_picture_that_is_small(client, make_listing) -> None:
    listing = make_listing(shifts=["early", "late"])
    response = client.get(f"/job/{listing.pk}/bild.png")
    assert _image(response).size == (1200, 630)
    assert len(response.content) < 40_000
    assert not response.cookies
    assert f"/job/{listing.pk}/bild.png" in client.get(listing.get_absolute_url()).content.decode()


def test_it_is_not_sent_again_while_nothing_changed(client, make_listing) -> None:
    listing = make_listing()
    first = client.get(f"/job/{listing.pk}/bild.png")
    again = client.get(f"/job/{listing.pk}/bild.png", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    type(listing).objects.update(title="Ganz anders")
    assert client.get(f"/job/{listing.pk}/bild.png", headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("status", ["in_review", "held", "expired", "paused"])
def test_what_is_not_public_has_none(client, make_listing, status) -> None:
    listing = make_listing(status=status)
    assert client.get(f"/job/{listing.pk}/bild.png").status_code == 404


def test_a_town_shows_its_middle_once_enough_state_pay(client, make_listing, towns) -> None:
    few = client.get("/jobs/hagen/bild.png").content
    for _ in range(10):
        make_listing()
    assert client.get("/jobs/hagen/bild.png").content != few
    assert client.get("/jobs/nirgends/bild.png").status_code == 404


@pytest.mark.parametrize("title", ["", "x", LONG, "W" * 200, "Zażółć 中文 🙂", "Ein\nUmbruch"])
def test_any_title_fits(title) -> None:
    assert Image.open(BytesIO(draw(Card(title, LONG, LONG, LONG, (1, 90_000), ("rotating",), LONG)))).size == (
        1200,
        630,
    )
