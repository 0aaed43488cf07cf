"""The statement of reasons: what it says, to whom it goes, and that the very same text is kept."""

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.utils import timezone

from listings.models import FeedProposal, ListingEvent, Membership, Person, ReasonTemplate, Source
from tests.desk.test_review import decide

LEVELS = [
    {"rule": "x", "level": "hold", "words": "Gebühr", "reason": "Verlangt Geld.", "suggestion": ""},
    {"rule": "free_mail", "level": "warning", "words": "gmx", "reason": "Nur für uns.", "suggestion": ""},
]


@pytest.fixture
def sent(log_in, django_capture_on_commit_callbacks):
    """Decides and hands back the mails."""

    def run(row, decision="reject", **more):
        client = log_in("moderation") if not User.objects.exists() else log_in("", "view_listing", "change_listing")
        with django_capture_on_commit_callbacks(execute=True):
            decide(client, row, decision, **({"reason": "Der Text verlangt Geld."} | more))
        return mail.outbox

    return run


@pytest.mark.parametrize("decision", ["reject", "ask"])
def test_it_is_mailed_and_kept_word_by_word(sent, make_listing, decision) -> None:
    row = make_listing(status="in_review", submitter_email="chefin@volmetal.example")
    [message] = sent(row, decision)
    assert message.to == ["chefin@volmetal.example"]
    assert ListingEvent.objects.get().statement == message.body


def test_it_names_facts_ground_the_part_of_a_program_and_what_can_be_done(sent, make_listing, settings) -> None:
    settings.OPERATOR = {**settings.OPERATOR, "email": "post@portal.example"}
    row = make_listing(status="in_review", submitter_email="chefin@volmetal.example", findings=LEVELS)
    ground = ReasonTemplate.objects.get(title="Verlangt Geld oder Daten vorab")
    [message] = sent(row, template=ground.pk)
    for words in (f"(Nummer {row.pk})", "offline, überall und auf Dauer", "Der Text verlangt Geld.", ground.legal_ground,
                  "„Gebühr“: Verlangt Geld.", "Entschieden hat ein Mensch", "ohne Hinweis von außen", "sechs Monate",
                  "post@portal.example", "Gerichte", "außergerichtlichen Streitbeilegung"):  # fmt: skip
        assert words in message.body, words
    assert "Nur für uns." not in message.body, "what only moderators may know"


def test_without_a_program_it_says_so_and_without_a_law_it_names_the_terms(sent, make_listing) -> None:
    [message] = sent(make_listing(status="in_review", submitter_email="chefin@volmetal.example"))
    assert "kein Programm" in message.body
    assert "Die Regel dazu: Nutzungsbedingungen" in message.body


def test_whoever_offered_the_feed_is_told_and_a_stranger_s_feed_tells_nobody(sent, make_listing) -> None:
    own, other = (
        Source.objects.create(slug=name, name=name, format="personio", employer_name="V") for name in ("own", "other")
    )
    person = Person.objects.create(email="it@volmetal.example")
    rows = [make_listing(status="held", source=source, external_id="1") for source in (own, other)]
    FeedProposal.objects.create(
        employer=rows[0].hiring_organization, person=person, url="https://v.example", source=own
    )
    sent(rows[0])
    sent(rows[1])
    assert [message.to for message in mail.outbox] == [["it@volmetal.example"]]
    assert ListingEvent.objects.get(listing=rows[1]).statement == ""


def test_in_place_of_somebody_removed_the_owners_are_told(sent, make_listing) -> None:
    row = make_listing(status="in_review", submitter_email="weg@volmetal.example")
    for address, removed, role in (
        ("weg@volmetal.example", timezone.now(), "member"),
        ("chefin@volmetal.example", None, "owner"),
    ):
        Membership.objects.create(person=Person.objects.create(email=address), employer=row.hiring_organization,
                                  accepted_at=timezone.now(), removed_at=removed, role=role)  # fmt: skip
    assert [message.to for message in sent(row)] == [["chefin@volmetal.example"]]


def test_the_reasons_that_come_with_the_desk_name_a_ground(db) -> None:
    rows = ReasonTemplate.objects.all()
    assert {row.is_for_changes for row in rows} == {True, False}
    assert all(row.legal_ground and row.text for row in rows)
    for is_for_changes in (True, False):
        assert 4 <= rows.filter(is_for_changes=is_for_changes).count() <= 9, "each has a digit on the keyboard"


def test_a_long_reason_is_kept_whole_in_the_history_and_shortened_on_the_row(sent, make_listing) -> None:
    row, reason = make_listing(status="in_review", submitter_email="chefin@volmetal.example"), "Das Gehalt fehlt. " * 60
    [message] = sent(row, reason=f"{reason}\0")
    row.refresh_from_db()
    assert reason.strip() in message.body
    assert ListingEvent.objects.get().reason == reason.strip()
    assert len(row.status_reason) == 500
