"""What moderators decided about titles beats the rules, in both directions, and is obeyed at the next import."""

import pytest
from django.contrib.auth.models import User

from listings.importing import decisions
from listings.importing.decisions import Decisions
from listings.models import FieldOfWorkDecision, Listing, RejectedItem, Source
from tests.importing.test_pipeline import board, position, run

DOUBT = "<p>Du nimmst Anrufe an und legst Akten ab.</p>"


@pytest.fixture
def source(towns) -> Source:
    return Source.objects.create(slug="lenne", name="Lenne", format="personio", employer_name="Lenne GmbH")


def decide(pattern: str, belongs: bool, source: Source | None = None) -> None:
    FieldOfWorkDecision.objects.create(source=source, title_pattern=pattern, belongs=belongs)


def test_a_doubtful_title_is_published_after_a_yes_and_rejected_after_a_no(source) -> None:
    body = board(position(1, "Sachbearbeiter Akten (m/w/d)", text=DOUBT))
    assert run(source, body=body).counts["held"] == 1
    moderator = User.objects.create(username="moderatorin")
    kept = decisions.remember(Listing.objects.get(), belongs=True, user=moderator)
    assert (kept.title_pattern, kept.source, kept.decided_by) == ("sachbearbeiter akten", source, moderator)
    run(source, body=body)
    assert Listing.objects.get().status == "published"
    decisions.remember(Listing.objects.get(), belongs=False)
    assert FieldOfWorkDecision.objects.count() == 1
    report = run(source, body=body)
    assert (report.counts["rejected"], report.status) == (1, "complete")
    assert "moderator" in RejectedItem.objects.get().reason


def test_a_yes_beats_a_clear_no_of_the_rules_and_a_no_a_clear_yes(source) -> None:
    decide("lagerist*", True)
    decide("*kundenberater", False)
    report = run(
        source, body=board(position(1, "Lagerist mit Telefondienst"), position(2, "Junior-Kundenberater (m/w/d)"))
    )
    assert (report.counts["created"], report.counts["rejected"]) == (1, 1)
    assert Listing.objects.get().title == "Lagerist mit Telefondienst"


def test_a_decision_for_another_source_changes_nothing_here(source) -> None:
    other = Source.objects.create(slug="volme", name="Volme", format="personio", employer_name="Volme GmbH")
    body = board(position(1))
    run(source, body=body)
    decide("*", False, other)
    assert run(source, body=body).counts["unchanged"] == 1


def test_a_source_that_takes_everything_asks_nobody(source) -> None:
    Source.objects.update(scope="all")
    decide("*", False)
    assert run(Source.objects.get(), body=board(position(1))).counts["created"] == 1


@pytest.mark.parametrize(
    ("titles", "title", "answer"),
    [
        ([(False, "kundenberater", False), (True, "kundenberater", True)], "Kundenberater:in (m/w/d)", True),
        ([(False, "kundenberater", True), (True, "kunden*", False)], "Kundenberater", False),
        ([(False, "kunden*", True), (False, "kundenberater", False)], "Kundenberater", False),
        ([(False, "kunden*", True), (False, "kundenberater*", False)], "Kundenberater Inbound", False),
        ([(True, "*telefon*hagen", True)], "Arbeit am Telefon in Hagen", True),
        ([(True, "*telefon*hagen", True)], "Hagen: Arbeit am Telefon", None),
        ([(True, "telefon*telefon", True)], "Telefon", None),
        ([(True, "Büro*", True)], "Bürokraft", True),
        ([(True, "*", False)], "Irgendwas", False),
        ([], "Kundenberater", None),
    ],
)
def test_the_nearest_decision_counts(titles: list[tuple[bool, str, bool]], title: str, answer: bool | None) -> None:
    assert Decisions(titles, {}).belongs(title) is answer


def test_patterns_full_of_asterisks_are_read_in_linear_time() -> None:
    assert Decisions([(True, "*a" * 100, True)], {}).belongs("a" * 99 + "b") is None


def test_typed_listings_have_no_titles_to_decide_on(make_listing) -> None:
    with pytest.raises(ValueError, match="no source"):
        decisions.remember(make_listing(), belongs=True)


def test_the_page_of_one_that_was_public_and_is_held_says_that_it_is_gone(client, source) -> None:
    good = board(position(1, "Kundenberater (m/w/d)"))
    doubtful = board(
        position(1, "Sachbearbeiter Akten (m/w/d)", text=DOUBT), position(2, "Sachbearbeiter Post", text=DOUBT)
    )
    run(source, body=good)
    first = Listing.objects.get()
    assert client.get(first.get_absolute_url()).status_code == 200
    run(source, body=doubtful)
    assert set(Listing.objects.values_list("status", flat=True)) == {"held"}
    answers = {row.external_id: client.get(row.get_absolute_url()).status_code for row in Listing.objects.all()}
    assert answers == {"1": 410, "2": 404}, "the second never was public"
    run(source, body=good)
    first.refresh_from_db()
    assert (first.status, first.withdrawn_at) == ("published", None)
    assert client.get(first.get_absolute_url()).status_code == 200
