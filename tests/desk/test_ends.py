"""What is published is online, and what is not is never called so."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from listings.models import Listing, ListingEvent, Person
from listings.submitting import editing
from tests.desk.test_review import decide

DAY = timedelta(days=1)


@pytest.fixture
def publish(log_in, django_capture_on_commit_callbacks):
    def run(row: Listing) -> Listing:
        with django_capture_on_commit_callbacks(execute=True):
            decide(log_in("moderation"), row, "publish")
        return Listing.objects.get(pk=row.pk)

    return run


def test_an_end_that_passed_while_it_waited_is_set_anew_and_the_mail_says_so(publish, client, waiting_one) -> None:
    row = waiting_one(valid_through=timezone.now() - DAY, end_warned_at=timezone.now() - 8 * DAY)
    done = publish(row)
    assert done.is_live
    assert (done.valid_through - timezone.now()).days in {59, 60}
    assert done.end_warned_at is None
    assert client.get(done.get_absolute_url()).status_code == 200
    assert "läuft deshalb jetzt bis zum" in mail.outbox[0].body
    assert "valid_through" in ListingEvent.objects.get(action="published").changes


def test_an_end_that_is_ahead_stays(publish, waiting_one) -> None:
    row = waiting_one(valid_through=timezone.now() + DAY)
    assert publish(row).valid_through == row.valid_through
    assert "läuft deshalb" not in mail.outbox[0].body


def test_a_feed_s_end_is_the_feed_s_matter_and_the_moderator_is_told(log_in, waiting_one, source) -> None:
    row = waiting_one(source=source, external_id="1", status="held", valid_through=timezone.now() - DAY)
    answer = decide(log_in("moderation"), row, "publish")
    assert answer.status_code == 409
    assert "ihr Ende dort ist schon vorbei" in answer.content.decode()
    assert Listing.objects.get().status == "held"


def test_the_same_job_from_a_feed_makes_room_for_the_employers_own(publish, make_listing, waiting_one, source) -> None:
    text = " ".join(f"wort{number}" for number in range(40))
    imported = make_listing(source=source, external_id="1", description_text=text, title_key="kundenberater")
    done = publish(waiting_one(description_text=text, title_key="kundenberater"))
    imported.refresh_from_db()
    assert (done.is_live, imported.is_hidden_duplicate) == (True, True)
    assert mail.outbox[0].subject == f"Deine Anzeige ist online: {done.title}"
    assert f"/arbeitgeber/stellen/{done.pk}/" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("status", "subject"), [("published", "Deine Änderung ist online"), ("paused", "Deine Änderung ist übernommen")]
)
def test_an_edit_of_a_paused_listing_is_not_called_online(
    make_listing, django_capture_on_commit_callbacks, status, subject
) -> None:
    row = make_listing(
        status=status, submitter_email="chefin@volmetal.example", postal_code="58095", weekly_hours=38, contract=["permanent"],
        work_mode="onsite", description_html="<p>" + "Du nimmst Anrufe an und hilfst bei Rechnungen. " * 4 + "</p>",
    )  # fmt: skip
    person = Person.objects.create(email="chefin@volmetal.example")
    draft = editing.draft_for(row, person)
    draft.typed["salary_max"] = ["2800"]
    draft.save()
    waiting = editing.propose(draft=draft, listing=row, person=person)
    with django_capture_on_commit_callbacks(execute=True):
        editing.accept(edit=waiting, by=None)
    assert mail.outbox[0].subject == f"{subject}: {row.title}"
    assert ("ist online" in mail.outbox[0].body) is (status == "published")
