"""An employer's owner at the desk, a stranger, and listings of both."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from listings.models import Employer, Listing, Membership, Person
from tests.test_submitting import log_in

BOSS = "chefin@volmetal.example"


@pytest.fixture
def boss(client: Client, volmetal: Employer) -> Person:
    person = log_in(client, BOSS)
    Membership.objects.create(person=person, employer=volmetal, role="owner", accepted_at=timezone.now())
    return person


@pytest.fixture
def volmetal(db: None) -> Employer:
    return Employer.objects.create(name="Volmetal Service GmbH", name_key="volmetal service gmbh", slug="volmetal")


@pytest.fixture
def own(make_listing: Callable[..., Listing], volmetal: Employer) -> Callable[..., Listing]:
    """Typed by the owner; `days` until its end."""

    def make(days: float = 40, **fields: Any) -> Listing:
        end = timezone.now() + timedelta(days=days)
        values = {
            "hiring_organization": volmetal,
            "submitter_email": BOSS,
            "valid_through": end,
            "postal_code": "58095",
        }
        return make_listing(**(values | fields))

    return make


@pytest.fixture
def stranger(towns: Any) -> Client:
    client = Client()
    log_in(client, "fremd@sonst.example")
    return client
