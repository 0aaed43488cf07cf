"""Applicants, their files, and employers with a mailbox."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from listings import form_tickets
from listings.models import Listing

TYPED = {
    "name": "Kim Şahin",
    "email": "kim@mail.example",
    "phone": "02331 / 47 11",
    "message": "Guten Tag,\nich rede gern.",
}
HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def _as_if_it_took_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form_tickets, "FASTEST", timedelta(0))


@pytest.fixture
def by_mail(make_listing: Callable[..., Listing]) -> Listing:
    return make_listing(apply_url="", contact_email="jobs@volmetal.example")


def make_pdf(change: Callable[[pikepdf.Pdf], None] | None = None, **options: Any) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out, **options)
    return out.getvalue()


def upload(data: bytes | None = None, name: str = "Lebenslauf Kim.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, make_pdf() if data is None else data, "application/pdf")


def apply(listing: Listing, client: Client | None = None, **typed: Any) -> Any:
    values = {key: value for key, value in {**TYPED, **typed}.items() if value is not None}
    return (client or Client()).post(f"/job/{listing.pk}/bewerben/", values, headers=HERE)


def ticket(page: str) -> str:
    found = re.search(r'name="form" value="([^"]+)"', page)
    assert found is not None
    return found[1]
