"""Every view of the desk by role: what an operator and a moderator may, and that others get 403."""

from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.utils import timezone

from listings.admin.roles import ACTIONS, MORE, RIGHTS, rights_of
from listings.models import (
    Draft,
    EmployerClaim,
    FeedProposal,
    FieldOfWorkDecision,
    ImportRun,
    Listing,
    PendingEdit,
    Person,
    RejectedItem,
)
from tests.desk.conftest import position, served

OPERATOR, MODERATOR, BOTH = {"betrieb"}, {"moderation"}, {"betrieb", "moderation"}
VIEWS = [
    ("GET", "source/betrieb/", OPERATOR), ("GET", "source/fortschritt/", OPERATOR), ("GET", "source/", OPERATOR),
    ("GET", "source/{source}/change/", OPERATOR), ("POST", "source/{source}/import/", OPERATOR),
    ("GET", "source/{source}/geschlossen/", OPERATOR), ("POST", "source/{source}/geschlossen/", OPERATOR),
    ("GET", "rawdocument/", OPERATOR), ("GET", "rawdocument/{document}/change/", OPERATOR),
    ("GET", "rawdocument/{document}/laden/", OPERATOR), ("POST", "rawdocument/{document}/probe/", OPERATOR),
    ("POST", "rawdocument/{document}/einspielen/", OPERATOR), ("GET", "importrun/", OPERATOR),
    ("GET", "importrun/{run}/change/", OPERATOR), ("GET", "alarm/", OPERATOR), ("GET", "scheduledjob/", OPERATOR),
    ("GET", "sourcewithlosses/", OPERATOR), ("POST", "sourcewithlosses/{source}/weg/", OPERATOR),
    ("POST", "sourcewithlosses/{source}/behalten/", OPERATOR), ("GET", "place/", OPERATOR),
    ("GET", "rejecteditem/", BOTH), ("GET", "rejecteditem/{item}/change/", BOTH),
    ("POST", "rejecteditem/{item}/noch-einmal/", BOTH), ("POST", "rejecteditem/{item}/gehoert-hierher/", MODERATOR),
    ("GET", "listing/", MODERATOR), ("GET", "listing/wartet/", MODERATOR), ("GET", "employer/", MODERATOR),
    ("GET", "fieldofworkdecision/", MODERATOR), ("GET", "fieldofworkdecision/add/", MODERATOR),
    ("GET", "fieldofworkdecision/vorschau/", MODERATOR), ("GET", "double/", MODERATOR),
    ("GET", "double/gruppen/", MODERATOR), ("GET", "double/gruppen/{listing}/", MODERATOR),
    ("POST", "double/{listing}/fuer-sich/", MODERATOR), ("GET", "listing/pruefen/", MODERATOR),
    ("GET", "listing/{listing}/pruefen/", MODERATOR), ("POST", "listing/{listing}/pruefen/", MODERATOR),
    ("GET", "pendingedit/", MODERATOR), ("GET", "pendingedit/{edit}/change/", MODERATOR),
    ("POST", "pendingedit/{edit}/change/", MODERATOR), ("GET", "employerclaim/", MODERATOR),
    ("GET", "employerclaim/{claim}/change/", MODERATOR), ("POST", "employerclaim/{claim}/annehmen/", MODERATOR),
    ("POST", "employerclaim/{claim}/ablehnen/", MODERATOR), ("GET", "feedproposal/", MODERATOR),
    ("GET", "feedproposal/{feed}/change/", MODERATOR), ("POST", "feedproposal/{feed}/annehmen/", MODERATOR),
    ("POST", "feedproposal/{feed}/ablehnen/", MODERATOR), ("GET", "reasontemplate/", MODERATOR),
    ("GET", "employerchange/", MODERATOR),
]  # fmt: skip
POSTED = [path for method, path, _ in VIEWS if method == "POST"]


@pytest.fixture
def names(source, monkeypatch) -> dict[str, int]:
    run, kept = served(source, position(1), position(2, "Softwareentwickler"))
    for task in ("import_feed", "replay_document"):
        monkeypatch.setattr(f"listings.tasks.{task}.apply_async", lambda *_, **__: None)
    item, listing = RejectedItem.objects.get(), Listing.objects.get()
    person, employer = Person.objects.create(email="wer@volmetal.example"), listing.hiring_organization
    edit = PendingEdit.objects.create(listing=listing, draft=Draft.objects.create(), changes={"title": ["A", "B"]})
    claim = EmployerClaim.objects.create(person=person, employer=employer)
    feed = FeedProposal.objects.create(person=person, employer=employer, url="https://volmetal.example/feed",
                                       handed_in_at=timezone.now())  # fmt: skip
    return {"source": source.pk, "run": run.pk, "document": kept.pk, "item": item.pk, "listing": listing.pk,
            "edit": edit.pk, "claim": claim.pk, "feed": feed.pk}  # fmt: skip


@pytest.mark.parametrize("role", ["betrieb", "moderation", "redaktion", "chefredaktion"])
def test_each_role_meets_its_own_views_and_no_others(log_in, names, role) -> None:
    client, wrong = log_in(role), []
    for method, path, roles in VIEWS:
        answer = client.generic(method, f"/admin/listings/{path.format(**names)}")
        assert not answer.streaming or b"".join(answer.streaming_content)
        if (answer.status_code == 403) == (role in roles):
            wrong.append((method, path, answer.status_code))
    assert not wrong


def test_who_may_only_look_changes_nothing(log_in, names) -> None:
    models = ("source", "rawdocument", "sourcewithlosses", "rejecteditem", "listing", "fieldofworkdecision", "double",
              "pendingedit", "employerclaim", "feedproposal")  # fmt: skip
    client = log_in("", *(f"view_{model}" for model in models))
    runs = ImportRun.objects.count()
    statuses = {path: client.post(f"/admin/listings/{path.format(**names)}").status_code for path in POSTED}
    assert set(statuses.values()) == {403}, statuses
    assert (ImportRun.objects.count(), Listing.objects.get().status) == (runs, "published")
    assert not FieldOfWorkDecision.objects.exists()
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("path", POSTED)
def test_looking_changes_nothing(log_in, names, path) -> None:
    client = log_in(
        "betrieb", "add_fieldofworkdecision", "change_double", "view_double", "view_listing", "view_pendingedit"
    )
    answer = client.get(f"/admin/listings/{path.format(**names)}")
    assert answer.status_code in {200, 302, 405}
    assert Listing.objects.get().status == "published"
    assert not LogEntry.objects.exists()


def test_a_stranger_is_asked_to_log_in(client, names) -> None:
    for method, path, _ in VIEWS:
        answer = client.generic(method, f"/admin/listings/{path.format(**names)}")
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/admin/login/"), path


def test_every_right_of_a_role_exists_and_groups_follow_the_table(db) -> None:
    for role, models in RIGHTS.items():
        wanted = {f"{ACTIONS[letter]}_{model}" for model, letters in models.items() for letter in letters}
        found = Permission.objects.filter(rights_of(role)).values_list("codename", flat=True)
        assert sorted(found) == sorted(wanted | set(MORE.get(role, ())))
    call_command("set_up_roles", stdout=StringIO())
    group = Group.objects.get(name="redaktion")
    group.permissions.set(Permission.objects.all())
    call_command("set_up_roles", stdout=StringIO())
    assert not group.permissions.filter(codename__in=["publish_article", "delete_article", "change_author"]).exists()
    assert not Permission.objects.filter(rights_of("niemand")).exists()
