"""A listing that is online is taken down with a statement of reasons: given back to be mended, or blocked for good."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.utils import timezone

from listings import lifecycle, retention
from listings.models import Draft, Listing, ListingEvent, PendingEdit, ReasonTemplate
from listings.submitting import extension, trust
from tests.desk.conftest import position, served
from tests.test_submitting import GOOD
from tests.test_submitting import log_in as log_in_person

LIST = "/admin/listings/listing/"
BOSS = "chefin@volmetal.example"


@pytest.fixture
def act(log_in, django_capture_on_commit_callbacks):
    client = log_in("moderation", "view_place")

    def run(action: str, *rows: Listing, **more):
        with django_capture_on_commit_callbacks(execute=True):
            chosen = {"action": action, "_selected_action": [row.pk for row in rows], **more}
            return client.post(LIST, chosen, follow=True).content.decode()

    run.client = client
    return run


@pytest.fixture
def online(make_listing):
    def make(**fields) -> Listing:
        return make_listing(**{"submitter_email": BOSS, "employer": "Volmetal Service GmbH"} | fields)

    return make


@pytest.mark.parametrize("status", ["published", "paused"])
@pytest.mark.parametrize(
    ("action", "after", "words"),
    [("take_down", "returned", "bis du sie geändert hast"), ("block", "blocked", "auf Dauer")],
)
def test_it_is_gone_at_once_with_a_reason_that_is_mailed_and_kept(
    act, client, online, status, action, after, words
) -> None:
    row = online(status=status)
    page = act.client.get(f"{LIST}{row.pk}/change/").content.decode()
    assert f'name="action" value="{action}"' in page
    asked = act(action, row)
    template = ReasonTemplate.objects.filter(is_for_changes=action == "take_down").first()
    assert template.title in asked
    assert Listing.objects.get().status == status
    act(action, row, reason="", template=template.pk)
    row.refresh_from_db()
    assert (row.status, row.is_live) == (after, False)
    [letter] = mail.outbox
    assert letter.to == [BOSS]
    for part in (
        words,
        template.text,
        template.legal_ground,
        f"Nummer {row.pk}",
        "ohne Hinweis von außen",
        "sechs Monate",
        "Gerichte",
    ):
        assert part in letter.body, part
    event = ListingEvent.objects.get()
    assert (event.statement, event.user.username) == (letter.body, "moderation")
    assert LogEntry.objects.filter(object_id=row.pk).count() == 1
    gone = client.get(row.get_absolute_url())
    assert gone.status_code == 410
    assert row.title not in gone.content.decode()
    assert client.get(f"/job/{row.pk}/bewerben/").url == row.get_absolute_url()
    assert b"data-listing" not in client.get("/jobs/").content


def test_the_statement_says_when_somebody_pointed_at_it(act, online) -> None:
    act("block", online(), reason="Verlangt Geld.", is_noticed="on")
    assert "durch einen Hinweis von außen" in mail.outbox[0].body


def test_what_was_given_back_is_mended_and_sent_again_and_keeps_its_address(act, online, client) -> None:
    row = online()
    act("take_down", row, reason="Nenn das Gehalt richtig.")
    log_in_person(client, BOSS)
    edit = f"/arbeitgeber/stellen/{row.pk}/aendern/"
    answer = client.post(edit, GOOD)
    assert answer.status_code == 303, answer.content.decode()
    seen = client.get(answer.url).context["version"]
    assert client.post(answer.url, {"version": seen, "go": "send"}).status_code == 302
    row.refresh_from_db()
    assert row.status == "in_review"
    assert client.get(row.get_absolute_url()).status_code == 410
    lifecycle.publish(listing=row)
    row.refresh_from_db()
    assert (client.get(row.get_absolute_url()).status_code, row.withdrawn_at) == (200, None)
    assert [event.action for event in row.events.all()] == ["taken_down", "edited", "sent_again", "published"]


def test_what_was_blocked_stays_so_whatever_its_employer_tries(act, online, client) -> None:
    row = online()
    link = extension.link_to(row, row.submitter_email).partition("//")[2].partition("/")[2]
    act("block", row, reason="Verlangt Geld.")
    log_in_person(client, BOSS)
    assert client.get(f"/arbeitgeber/stellen/{row.pk}/aendern/").status_code == 409
    assert client.post(f"/arbeitgeber/stellen/{row.pk}/aendern/", GOOD).status_code == 409
    assert client.post(f"/{link}").status_code == 410
    for verb in (lifecycle.resume, lifecycle.pause, lifecycle.send_again, lifecycle.publish):
        with pytest.raises(lifecycle.WrongStatus):
            verb(listing=row)
    assert Listing.objects.get().status == "blocked"


def test_an_import_does_not_bring_back_what_was_blocked(act, source) -> None:
    served(source, position(1))
    row = Listing.objects.get()
    refused = act("take_down", row, reason="Bitte ändern")
    assert "kommt aus einem Feed" in refused
    act("block", row, reason="Verlangt Geld.")
    served(source, position(1), position(2))
    served(source, position(2))
    served(source, position(1, text="<p>Ein neuer Text. Frühschicht in Vollzeit.</p>"), position(2))
    row.refresh_from_db()
    assert (row.status, Listing.objects.count()) == ("blocked", 2)


def test_a_waiting_edit_ends_with_it_and_the_second_moderator_learns_who_was_first(act, online) -> None:
    row = online()
    PendingEdit.objects.create(listing=row, draft=Draft.objects.create(listing=row), changes={"title": ["a", "b"]})
    act("take_down", row, reason="Bitte ändern")
    assert not PendingEdit.objects.exists()
    page = act("block", row, reason="Nein")
    assert "ist nicht online: zurück beim Arbeitgeber (moderation," in page
    assert len(mail.outbox) == 1


def test_an_objection_brings_it_back_to_review_and_no_further(act, online, client) -> None:
    row, typed = online(), online(status="published", title="Andere")
    act("block", row, reason="Verlangt Geld.")
    assert "Warum?" in act("review_again", row, typed)
    page = act("review_again", row, typed, reason="Widerspruch vom 29.11.")
    assert "1 Stelle: zurück in der Prüfung." in page
    row.refresh_from_db()
    assert (row.status, client.get(row.get_absolute_url()).status_code) == ("in_review", 410)
    act("publish", row)
    assert client.get(row.get_absolute_url()).status_code == 200


def test_a_trusted_employer_is_read_again_after_a_listing_was_taken_down(online) -> None:
    row = online()
    lifecycle.block(listing=row, reason="Verlangt Geld.")
    record = trust.record_of(row.hiring_organization)
    assert (record.published, record.clean, record.objected) == (0, 0, 1)


@pytest.mark.parametrize("verb", [lifecycle.take_down, lifecycle.block])
def test_what_was_written_goes_half_a_year_after_it_was_taken_down(online, verb) -> None:
    row = online()
    verb(listing=row, reason="Nein")
    Listing.objects.update(
        withdrawn_at=timezone.now() - timedelta(days=181), first_seen_at=timezone.now() - timedelta(days=400)
    )
    list(retention.apply(timezone.now()))
    row.refresh_from_db()
    assert (row.submitter_email, row.description_text) == ("", "")
