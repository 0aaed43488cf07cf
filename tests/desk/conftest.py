"""People of the desk, and feeds that a test writes itself."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone

from listings.admin.roles import rights_of
from listings.importing import pipeline
from listings.importing.document import Document
from listings.models import ImportRun, Listing, RawDocument, Source

LogIn = Callable[..., Client]


@pytest.fixture
def log_in(client: Client, db: None) -> LogIn:
    """A client with the rights of a role, or with single rights."""

    def run(role: str = "", *rights: str) -> Client:
        user = User.objects.create_user(role or "person", password="ein-langes-Passwort-7", is_staff=True)
        found = Permission.objects.filter(rights_of(role))
        user.user_permissions.set(found | Permission.objects.filter(codename__in=rights))
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return run


@pytest.fixture
def source(towns) -> Source:
    return Source.objects.create(
        slug="lenne", name="Lenne", format="personio", employer_name="Lenne GmbH", is_active=True
    )


@pytest.fixture
def waiting_one(make_listing):
    """Sent by an employer some hours ago."""

    def make(hours: float = 1, status: str = "in_review", **fields) -> Listing:
        row = make_listing(
            **{"status": status, "published_at": None, "submitter_email": "chefin@volmetal.example"} | fields
        )
        Listing.objects.filter(pk=row.pk).update(first_seen_at=timezone.now() - timedelta(hours=hours))
        return row

    return make


def position(number: int, title: str = "Kundenberater (m/w/d)", office: str = "Hagen", text: str = "") -> str:
    text = text or "<p>Frühschicht in Vollzeit. Gehalt 2.600 bis 2.900 € brutto im Monat.</p>"
    return (
        f"<position><id>{number}</id><name>{title}</name><office>{office}</office>"
        f"<jobDescriptions><jobDescription><value><![CDATA[{text}]]></value></jobDescription></jobDescriptions></position>"
    )


def served(source: Source, *positions: str) -> tuple[ImportRun, RawDocument]:
    """A run over a document of these positions, kept as if it had been fetched."""
    body = f"<workzag-jobs>{''.join(positions)}</workzag-jobs>".encode()
    report = pipeline.import_from(source, document=Document(body, "https://lenne.example/feed"))
    assert report.run is not None
    return report.run, RawDocument.objects.filter(source=source, digest=report.digest).latest("fetched_at")
