"""Employers, their people, and browsers that are logged in as one of them."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from listings.models import Employer, Membership, Person
from listings.normalise.spelling import fold
from listings.submitting import login
from tests.importing.conftest import web  # noqa: F401
from tests.journeys.conftest import chromium, page  # noqa: F401 - a browser for the pages here

Browser = Callable[..., Client]


def link_of(kind: str, number: int = -1) -> str:
    """The path of the link in a mail."""
    found = re.search(rf"https?://[^/]+(/arbeitgeber/{kind}/\S+)", mail.outbox[number].body)
    assert found is not None
    return found[1]


@pytest.fixture
def make_employer(db: None) -> Callable[..., Employer]:
    def make(name: str = "Volmetal Service GmbH", **fields: object) -> Employer:
        employer = Employer.objects.create(name=name, name_key=fold(name), **fields)
        employer.give_address()
        return employer

    return make


@pytest.fixture
def make_member(db: None) -> Callable[..., Membership]:
    def make(employer: Employer, address: str, role: str = "member", **fields: object) -> Membership:
        values = {"accepted_at": timezone.now()} | fields
        return Membership.objects.create(person=login.person_at(address), employer=employer, role=role, **values)

    return make


@pytest.fixture
def browser(db: None) -> Browser:
    """A browser of its own, logged in through the link in the mail."""

    def open_one(address: str = "") -> Client:
        client = Client()
        if address:
            client.post("/arbeitgeber/anmelden/", {"email": address})
            assert client.post(link_of("anmelden")).status_code == 302
        return client

    return open_one


def person(address: str) -> Person:
    return Person.objects.get(email=address)
