"""Listings that somebody reports, browsers of strangers, moderators."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core import mail
from django.test import Client

from listings import form_tickets, notices
from listings.admin.roles import ROLES
from listings.models import Listing, Report, ReportCase

FRAUD = {
    "reason": "fraud",
    "text": "Vor dem Gespräch sollte ich 80 € für ein Startpaket zahlen.",
    "is_in_good_faith": "on",
}
HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def _as_if_it_took_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form_tickets, "FASTEST", timedelta(0))


def send(listing: Listing, client: Client | None = None, **typed: Any) -> Any:
    values = {key: value for key, value in {**FRAUD, **typed}.items() if value is not None}
    return (client or Client()).post(f"/job/{listing.pk}/melden/", values, headers=HERE)


def reported(listing: Listing, number: int = 0, **typed: Any) -> Report:
    """From a network and an address of its own."""
    typed = {"email": f"person{number}@mail.example", "name": f"Person {number}"} | typed
    answer = send(listing, Client(REMOTE_ADDR=f"198.51.{number}.7"), **typed)
    assert answer.status_code == 302, answer.content.decode()
    return Report.objects.latest("pk")


def post() -> list[Any]:
    """Sends what waits and hands back all mails so far."""
    notices.deliver()
    return mail.outbox


def link_in(body: str) -> str:
    found = re.search(r"https?://[^/\s]+(/melden/beschwerde/\S+)", body)
    assert found is not None, body
    return found[1]


@pytest.fixture
def moderator(db: None) -> Callable[..., Client]:
    def log_in(name: str = "moderation") -> Client:
        user, _ = User.objects.get_or_create(username=name, is_staff=True)
        user.user_permissions.set(Permission.objects.filter(content_type__model__in=ROLES["moderation"]))
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return log_in


def decide(
    client: Client, case: ReportCase, outcome: str, reason: str = "Das Startpaket ist verboten.", **more: Any
) -> Any:
    path = f"/admin/listings/reportcase/{case.pk}/change/"
    seen = re.search(r'name="seen" value="([^"]+)"', client.get(path).content.decode())
    values = {"seen": seen[1] if seen else "", "decision": "decide", "outcome": outcome, "reason": reason, **more}
    return client.post(path, values)
