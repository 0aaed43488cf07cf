"""Somebody reports a listing: what is asked, stored and answered, and when listings are held without a person."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from listings import form_tickets
from listings.models import CaseDecision, Listing, ListingEvent, Notice, Report, ReportCase
from tests.reporting.conftest import FRAUD, HERE, post, reported, send

pytestmark = pytest.mark.django_db


def test_a_report_is_stored_and_answered_with_its_number(make_listing) -> None:
    listing = make_listing()
    answer = send(listing, email="kim@mail.example", name="Kim")
    report = Report.objects.get()
    assert answer.url == f"/job/{listing.pk}/melden/{report.number}/"
    page = Client().get(answer.url).content.decode()
    assert report.number in page
    [letter] = post()
    assert letter.to == ["kim@mail.example"]
    for words in (report.number, "Kim", listing.title, "Startpaket", "Ein Mensch liest sie"):
        assert words in letter.body
    assert (report.case.title, report.case.listing_number) == (listing.title, listing.pk)


def test_the_form_costs_one_statement(make_listing, django_assert_max_num_queries) -> None:
    path = f"/job/{make_listing().pk}/melden/"
    with django_assert_max_num_queries(1):
        assert Client().get(path).status_code == 200


def test_neither_form_nor_receipt_sets_a_cookie_or_may_be_indexed(make_listing) -> None:
    listing = make_listing()
    client = Client(enforce_csrf_checks=True)
    form = client.get(f"/job/{listing.pk}/melden/")
    answer = send(listing, client)
    receipt = client.get(answer.url)
    for response in (form, answer, receipt):
        assert not response.cookies
    for response in (form, receipt):
        assert 'content="noindex"' in response.content.decode()


def test_a_form_of_another_site_is_refused(make_listing) -> None:
    listing = make_listing()
    path = f"/job/{listing.pk}/melden/"
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://böse.example"}, {}):
        assert Client().post(path, FRAUD, headers=headers).status_code == 403
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [({"reason": None}, "Wähl aus, was nicht stimmt"), ({"text": ""}, "was falsch ist"),
     ({"is_in_good_faith": None}, "nach bestem Wissen stimmen"), ({"email": "kim@"}, "Das ist keine E-Mail-Adresse"),
     ({"reason": "rights"}, "muss sagen, wer er ist"), ({"reason": "x"}, "noch stimmen"),
     ({"text": "x" * 4001}, "noch stimmen"), ({"text": "a\0b"}, "noch stimmen"),
     ({"email": "a@b.example\nBcc: c@d.example"}, "Das ist keine E-Mail-Adresse")],
)  # fmt: skip
def test_what_is_missing_is_said_and_nothing_typed_is_lost(make_listing, typed, sentence) -> None:
    listing = make_listing()
    answer = send(listing, **{"name": "Kim Beispiel", **typed})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    assert "Kim Beispiel" in page
    if "text" not in typed:
        assert FRAUD["text"] in page
    assert not Report.objects.exists()


def test_a_listing_that_is_gone_needs_no_words_and_a_hint_no_address(make_listing) -> None:
    send(make_listing(), reason="gone", text="")
    assert not post()
    assert Report.objects.get().email == ""


@pytest.mark.parametrize(("fields", "status"), [
    ({}, 200), ({"status": "expired"}, 200), ({"status": "paused"}, 200), ({"status": "held"}, 404),
    ({"status": "in_review", "published_at": None}, 404), ({"status": "rejected"}, 404),
])  # fmt: skip
def test_only_what_was_public_can_be_reported(make_listing, fields, status) -> None:
    listing = make_listing(**fields)
    assert Client().get(f"/job/{listing.pk}/melden/").status_code == status


def test_an_unknown_listing_cannot_be_reported(db) -> None:
    assert Client().get("/job/99999999999999999999/melden/").status_code == 404


def test_the_same_page_sent_twice_is_one_report(make_listing) -> None:
    listing = make_listing()
    page = Client().get(f"/job/{listing.pk}/melden/").content.decode()
    ticket = re.search(r'name="form" value="([^"]+)"', page)[1]
    first, second = send(listing, form=ticket, email="a@b.example"), send(listing, form=ticket, email="a@b.example")
    assert first.url == second.url
    assert Report.objects.count() == Notice.objects.count() == 1


def test_programs_and_floods_are_stopped_and_people_lose_nothing(make_listing, settings) -> None:
    listing = make_listing()
    settings.LOCAL = False
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(form_tickets, "FASTEST", timedelta(seconds=3))
        assert "schneller, als ein Mensch tippt" in send(listing).content.decode()
    assert "nur Programme sehen" in send(listing, website="https://spam.example").content.decode()
    answers = [send(listing, Client(REMOTE_ADDR="203.0.113.9")) for _ in range(11)]
    same_box = [send(listing, Client(REMOTE_ADDR=f"203.0.{n}.9"), email=f"opfer+{n}@mail.example") for n in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 10 + [429]
    assert FRAUD["text"] in answers[-1].content.decode()
    assert [answer.status_code for answer in same_box] == [302] * 5 + [429]


def test_three_independent_reports_of_fraud_hold_a_listing_and_tell_its_employer(client, make_listing) -> None:
    listing = make_listing(submitter_email="chefin@volmetal.example")
    for number in range(3):
        assert client.get(listing.get_absolute_url()).status_code == 200
        reported(listing, number)
    listing.refresh_from_db()
    assert listing.status == "in_review"
    assert client.get(listing.get_absolute_url()).status_code == 410
    assert client.get("/jobs/").content.count(b"data-listing") == 0
    event = ListingEvent.objects.get(action="held")
    assert "unabhängig voneinander" in event.reason
    assert (event.user, event.person) == (None, None)
    [statement] = [letter for letter in post() if letter.to == ["chefin@volmetal.example"]]
    for words in ("vorläufig", "ein Programm", "Ein Mensch hat sie noch nicht gelesen", "Beschwerde", "Die Regel dazu"):
        assert words in statement.body
    assert "person0@mail.example" not in statement.body
    assert "Person 0" not in statement.body
    assert event.statement in statement.body.replace("\n\n", "\n\n")
    decision = CaseDecision.objects.get()
    assert (decision.is_automatic, decision.decided_by, decision.case.state) == (True, None, "open")
    reported(listing, 4)
    assert CaseDecision.objects.count() == 1


SAME = {"email": "kim@mail.example"}


@pytest.mark.parametrize(
    "reports",
    [
        [(1, {}), (1, {}), (1, {})],
        [(1, {**SAME}), (2, {"email": "kim+x@mail.example"}), (3, {"email": "KIM@mail.example"})],
        [(1, {"email": ""}), (2, {"email": ""}), (3, {"email": ""})],
        [(1, {"reason": "gone"}), (2, {}), (3, {})],
        [(1, {}), (2, {})],
    ],
    ids=["one network", "one mailbox", "nobody with an address", "another reason", "only two"],
)
def test_what_is_not_independent_holds_nothing(make_listing, reports) -> None:
    listing = make_listing()
    for number, typed in reports:
        reported(listing, number, **typed)
    assert Listing.objects.get().status == "published"


def test_old_reports_and_trusted_employers_hold_nothing(make_listing) -> None:
    old, trusted = make_listing(title="Alt"), make_listing(employer="Volmetal GmbH", title="Neu")
    trusted.hiring_organization.is_trusted = True
    trusted.hiring_organization.save()
    for number in range(2):
        reported(old, number)
    Report.objects.update(created_at=timezone.now() - timedelta(days=31))
    reported(old, 3)
    for number in range(4):
        reported(trusted, number)
    assert set(Listing.objects.values_list("status", flat=True)) == {"published"}
    assert ReportCase.objects.count() == 2


def test_no_address_of_a_visitor_is_stored(make_listing) -> None:
    reported(make_listing(), 77)
    values = str(list(Report.objects.values()))
    assert "198.51.77" not in values
    assert len(Report.objects.get().network) == 32


def test_the_page_of_a_listing_leads_to_the_form(client, make_listing) -> None:
    listing = make_listing()
    page = client.get(listing.get_absolute_url()).content.decode()
    assert f'href="/job/{listing.pk}/melden/"' in page
    assert client.get(f"/job/{listing.pk}/melden/", headers=HERE).status_code == 200
