"""A moderator decides about a case: what happens to the listing, who is told what, and appeals."""

import csv
import io
import json
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.utils import timezone

from listings import notices, tasks
from listings.importing import pipeline
from listings.importing.document import Document
from listings.models import Appeal, CaseDecision, Listing, ListingEvent, Notice, Report, ReportCase, Source
from tests.reporting.conftest import HERE, decide, link_in, post, reported

pytestmark = pytest.mark.django_db
OWNER = {"submitter_email": "chefin@volmetal.example"}


def to(address: str) -> list[str]:
    return [letter.body for letter in post() if letter.to == [address]]


def appealed(link: str, text: str = "Ihr habt die Mail nicht gelesen."):
    return Client().post(link, {"text": text}, headers=HERE)


@pytest.mark.parametrize(
    ("outcome", "status", "page", "told"),
    [("no_action", "published", 200, 0), ("held", "in_review", 410, 1), ("returned", "returned", 410, 1),
     ("taken_down", "blocked", 410, 1)],
)  # fmt: skip
def test_each_outcome_does_what_it_says_and_both_sides_hear_why(
    client, moderator, make_listing, outcome, status, page, told
) -> None:
    listing = make_listing(**OWNER)
    report = reported(listing)
    answer = decide(moderator(), report.case, outcome, ground="§ 263 StGB")
    assert answer.status_code == 302
    listing.refresh_from_db()
    assert listing.status == status
    assert client.get(listing.get_absolute_url()).status_code == page
    [_, decision] = to("person0@mail.example")
    for words in ("Das Startpaket ist verboten.", "§ 263 StGB", "ein Mensch", "sechs Monate", "/melden/beschwerde/"):
        assert words in decision
    statements = to("chefin@volmetal.example")
    assert len(statements) == told
    for statement in statements:
        assert "durch Meldungen von außen (Betrug" in statement
        assert "Das Startpaket ist verboten." in statement
        assert "person0" not in statement.lower().replace("person0@", "person0")
        assert ListingEvent.objects.exclude(statement="").get().statement.strip() in statement
    case = ReportCase.objects.get()
    assert (case.state, case.decisions.get().decided_by.username) == ("decided", "moderation")


def test_a_case_of_many_reports_costs_a_fixed_number_of_statements(
    moderator, make_listing, django_assert_max_num_queries
) -> None:
    listing, client = make_listing(), moderator()
    for number in range(12):
        reported(listing, number, reason="gone")
    path = f"/admin/listings/reportcase/{ReportCase.objects.get().pk}/change/"
    for page, budget in ((path, 22), ("/admin/listings/reportcase/", 12)):
        with django_assert_max_num_queries(budget):
            assert client.get(page).status_code == 200


@pytest.mark.parametrize(
    ("meanwhile", "after"), [("held", "blocked"), ("rejected", "rejected"), ("expired", "blocked")]
)
def test_whatever_became_of_the_listing_meanwhile_it_can_be_taken_down(
    moderator, make_listing, meanwhile, after
) -> None:
    listing = make_listing(**OWNER)
    report = reported(listing)
    Listing.objects.update(status=meanwhile)
    assert decide(moderator(), report.case, "taken_down").status_code == 302
    assert Listing.objects.get().status == after
    assert ReportCase.objects.get().state == "decided"


def test_who_rejects_in_the_queue_says_that_a_report_came_first(moderator, make_listing) -> None:
    listing, client = make_listing(**OWNER), moderator()
    decide(client, reported(listing).case, "held")
    mail.outbox.clear()
    page = client.get(f"/admin/listings/listing/{listing.pk}/pruefen/").content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', page)
    client.post(
        f"/admin/listings/listing/{listing.pk}/pruefen/",
        {"decision": "reject", "seen": seen[1], "reason": "Verlangt Geld."},
    )
    assert "durch einen Hinweis von außen" in ListingEvent.objects.get(action="rejected").statement


def test_a_new_report_after_a_decision_is_a_new_case(moderator, make_listing) -> None:
    listing = make_listing()
    decide(moderator(), reported(listing).case, "no_action")
    assert reported(listing, 2).case.is_open
    assert ReportCase.objects.count() == 2


def test_an_imported_listing_that_was_taken_down_is_not_brought_back_by_its_feed(moderator, towns) -> None:
    source = Source.objects.create(slug="s", name="s", format="personio", employer_name="Lenne GmbH", scope="all")

    def body(text: str) -> Document:
        return Document(
            f"<workzag-jobs><position><id>1</id><name>Kundenberater (m/w/d)</name><office>Hagen</office><jobDescriptions>"
            f"<jobDescription><value>{text}</value></jobDescription></jobDescriptions></position></workzag-jobs>".encode()
        )

    pipeline.import_from(source, document=body("Du hilfst am Telefon."))
    listing = Listing.objects.get()
    first = reported(listing)
    decide(moderator(), first.case, "held")
    pipeline.import_from(source, document=body("Du hilfst am Telefon, jeden Tag."))
    assert Listing.objects.get().status == "in_review"
    decide(moderator(), reported(listing, 1).case, "taken_down")
    pipeline.import_from(source, document=body("Du hilfst jeden Tag am Telefon."))
    assert Listing.objects.get().status == "blocked"
    assert {address for letter in post() for address in letter.to} == {"person0@mail.example", "person1@mail.example"}


def test_a_feed_s_listing_is_not_returned_to_anybody_and_one_without_reason_is_not_decided(
    moderator, make_listing
) -> None:
    listing = make_listing(source=Source.objects.create(slug="s", name="s", format="personio", employer_name="x"))
    case, client = reported(listing).case, moderator()
    for answer in (decide(client, case, "returned"), decide(client, case, "taken_down", ""), decide(client, case, "x")):
        assert answer.status_code == 409
    assert not CaseDecision.objects.exists()
    assert Notice.objects.count() == 1
    assert "Das Startpaket ist verboten." in decide(client, case, "returned").content.decode()


def test_a_decision_on_an_outdated_page_is_refused(moderator, make_listing) -> None:
    listing, client = make_listing(), moderator()
    case = reported(listing).case
    answer = decide(client, case, "no_action", seen="1-0-0-paused")
    assert answer.status_code == 409
    assert "kam etwas dazu" in answer.content.decode()


def test_a_ready_reason_may_be_chosen_where_nothing_happens(moderator, make_listing) -> None:
    decide(moderator(), reported(make_listing()).case, "no_action", "", template="keep-1")
    assert "Die Stelle ist noch frei" in CaseDecision.objects.get().reason


def test_who_may_not_decide_sees_no_form_and_gets_403(client, make_listing, django_user_model) -> None:
    case = reported(make_listing()).case
    path = f"/admin/listings/reportcase/{case.pk}/change/"
    assert client.get(path).status_code == 302
    user = django_user_model.objects.create_user("redaktion", is_staff=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(path).status_code == 403
    assert client.post(path, {"outcome": "taken_down", "reason": "x"}).status_code == 403


def test_an_appeal_of_the_employer_is_decided_by_somebody_else_and_brings_the_listing_back(
    client, moderator, make_listing
) -> None:
    listing = make_listing(**OWNER)
    first, second = moderator("erste"), moderator("zweite")
    decide(first, reported(listing).case, "taken_down")
    link = link_in(to("chefin@volmetal.example")[-1])
    assert "Beschwerde einlegen" in Client().get(link).content.decode()
    assert Appeal.objects.count() == 0, "opening a link changes nothing"
    assert "Deine Beschwerde ist da" in appealed(link).content.decode()
    appealed(link, "Noch einmal")
    case, found = ReportCase.objects.get(), Appeal.objects.get()
    assert (case.state, found.party, found.email) == ("open", "employer", "chefin@volmetal.example")
    assert "Ein anderer Mensch" in to("chefin@volmetal.example")[-1]
    refused = decide(first, case, "no_action", "Doch in Ordnung.")
    assert refused.status_code == 409
    assert "jemand anderes" in refused.content.decode()
    assert decide(second, case, "no_action", "Das Startpaket war ein Irrtum.").status_code == 302
    assert client.get(listing.get_absolute_url()).status_code == 200
    final = to("chefin@volmetal.example")[-1]
    assert "wieder so online" in final
    assert "/melden/beschwerde/" not in final
    assert "noch einmal entschieden" in to("person0@mail.example")[-1]
    assert ListingEvent.objects.latest("pk").action == "restored"
    answer = CaseDecision.objects.latest("pk")
    assert (answer.is_same_moderator, Appeal.objects.get().answer) == (False, answer)


def test_an_appeal_of_who_reported_may_take_the_listing_down(moderator, make_listing) -> None:
    listing = make_listing(**OWNER)
    decide(moderator("erste"), reported(listing).case, "no_action")
    appealed(link_in(to("person0@mail.example")[-1]))
    decide(moderator("zweite"), ReportCase.objects.get(), "taken_down")
    assert Listing.objects.get().status == "blocked"
    assert link_in(to("chefin@volmetal.example")[-1]), "who is restricted for the first time may appeal too"


def test_the_only_moderator_decides_and_that_is_noted(moderator, make_listing) -> None:
    client = moderator("allein")
    decide(client, reported(make_listing(**OWNER)).case, "no_action")
    appealed(link_in(to("person0@mail.example")[-1]))
    assert decide(client, ReportCase.objects.get(), "no_action", "Wir bleiben dabei.").status_code == 302
    assert CaseDecision.objects.latest("pk").is_same_moderator


def test_an_appeal_joins_the_case_that_was_opened_meanwhile(moderator, make_listing) -> None:
    listing = make_listing(**OWNER)
    decide(moderator("erste"), reported(listing).case, "no_action")
    link = link_in(to("person0@mail.example")[-1])
    reported(listing, 5)
    appealed(link)
    assert ReportCase.objects.get().reports.count() == 2


def test_a_link_is_good_for_six_months_and_for_nobody_who_invents_one(moderator, make_listing, monkeypatch) -> None:
    decide(moderator(), reported(make_listing()).case, "no_action")
    link = link_in(to("person0@mail.example")[-1])
    assert Client().get(link[:-3] + "x/").status_code == 410
    monkeypatch.setattr("django.core.signing.time.time", lambda: (timezone.now() + timedelta(days=184)).timestamp())
    assert Client().get(link).status_code == 410
    assert appealed(link).status_code == 410
    assert not Appeal.objects.exists()


def test_a_restored_listing_goes_where_it_was(moderator, make_listing) -> None:
    listing = make_listing(status="paused", **OWNER)
    decide(moderator("erste"), reported(listing).case, "taken_down")
    appealed(link_in(to("chefin@volmetal.example")[-1]))
    decide(moderator("zweite"), ReportCase.objects.get(), "no_action")
    listing.refresh_from_db()
    assert (listing.status, listing.closed_at) == ("paused", None)


def test_the_queue_shows_what_waits_and_the_desk_how_much(moderator, make_listing) -> None:
    listing, client = make_listing(title="Nachtdienst"), moderator()
    reported(listing), reported(listing, 2, reason="false")
    page = client.get("/admin/listings/reportcase/").content.decode()
    assert "2: Betrug" in page
    assert "Nachtdienst" in page
    assert (
        "1</strong> gemeldete Anzeige" in client.get("/admin/").content.decode()
        or "gemeldete Anzeige" in client.get("/admin/").content.decode()
    )
    assert "1 gemeldete Anzeigen" in client.get("/admin/listings/listing/wartet/").content.decode()
    decide(client, ReportCase.objects.get(), "no_action")
    client.get("/admin/listings/reportcase/")  # shows what was done, once
    assert "Nachtdienst" not in client.get("/admin/listings/reportcase/").content.decode()
    assert "Nachtdienst" in client.get("/admin/listings/reportcase/?stand=alle").content.decode()


def test_the_trail_leaves_as_json_and_csv_with_people_only_for_one_case(moderator, make_listing) -> None:
    client, listing = moderator("erste"), make_listing(title="=Telefon", **OWNER)
    case = reported(listing, text="=cmd|' /C calc'!A0").case
    decide(client, case, "taken_down")
    appealed(link_in(to("chefin@volmetal.example")[-1]))

    def action(name: str):
        return client.post("/admin/listings/reportcase/?stand=alle", {"action": name, "_selected_action": [case.pk]})

    exported = action("export_json")
    [found] = json.loads(exported.content)["cases"]
    assert [row["outcome"] for row in found["decisions"]] == ["taken_down"]
    assert found["appeals"][0]["party"] == "employer"
    assert b"person0@mail.example" not in exported.content
    rows = list(csv.reader(io.StringIO(action("export_csv").content.decode("utf-8-sig")), delimiter=";"))
    assert [row[4] for row in rows[1:]][0] == "report"
    assert {"report", "decision", "appeal", "letter"} == {row[4] for row in rows[1:]}
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "@"}]
    one = json.loads(client.get(f"/admin/listings/reportcase/{case.pk}/verlauf.json").content)
    assert one["reports"][0]["email"] == "person0@mail.example"
    assert "Startpaket" in one["letters"][-2]["text"]


def test_the_numbers_of_a_year_add_up(moderator, make_listing) -> None:
    first, listing = moderator("erste"), make_listing(**OWNER)
    for number in range(3):
        reported(listing, number)
    decide(first, ReportCase.objects.get(), "taken_down")
    appealed(link_in(to("chefin@volmetal.example")[-1]))
    decide(moderator("zweite"), ReportCase.objects.get(), "no_action")
    year = timezone.now().year
    found = first.get(f"/admin/listings/reportcase/kennzahlen/{year}.json").json()
    assert found["reports_by_reason"] == {"fraud": 3}
    assert found["decisions_by_outcome"] == {"taken_down": 1, "no_action": 1}
    assert (found["automatic_holds"], found["appeals"], found["appeals_reversed"]) == (1, 1, 1)
    assert found["median_hours_to_decision"] == 0.0
    page = first.get("/admin/listings/reportcase/kennzahlen/").content.decode()
    assert "1 mit anderem Ergebnis" in page


def test_a_letter_that_is_refused_comes_back_and_keeps_no_other_back(moderator, make_listing, monkeypatch) -> None:
    real = mail.EmailMessage.send

    def send(self, *args, **kwargs):
        if self.to == ["person0@mail.example"]:
            raise OSError
        return real(self, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", send)
        reported(make_listing())
        reported(make_listing(title="Zwei"), 1)
        now = timezone.now()
        assert notices.deliver(now) == 1
        assert notices.deliver(now) == 0, "not at once again"
    refused = Notice.objects.get(sent_at=None)
    assert refused.attempts == 1
    assert notices.deliver(now + timedelta(minutes=6)) == 1
    assert notices.deliver(now + timedelta(days=9)) == 0
    assert sorted(letter.to[0] for letter in mail.outbox) == ["person0@mail.example", "person1@mail.example"]


def test_the_trail_is_kept_three_years_and_who_reported_one(moderator, make_listing) -> None:
    def ago(days: int) -> None:
        moment = timezone.now() - timedelta(days=days)
        for model in (Report, ReportCase, Notice):
            model.objects.update(created_at=moment)
        ReportCase.objects.update(decided_at=moment)

    decide(moderator(), reported(make_listing()).case, "no_action")
    post()
    ago(31)
    tasks.apply_retention()
    report = Report.objects.get()
    assert (report.network, report.email) == ("", "person0@mail.example")
    ago(366)
    tasks.apply_retention()
    report.refresh_from_db()
    assert (report.name, report.email) == ("", "")
    assert "Startpaket" in report.text
    assert not Notice.objects.exclude(address="", text="").exists()
    ago(1096)
    tasks.apply_retention()
    assert not ReportCase.objects.exists()
    assert User.objects.exists()
