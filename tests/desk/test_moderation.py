"""Listings that wait, decisions about titles, kinds of employers."""

import pytest
from django.contrib.admin.models import LogEntry

from listings.admin.title_decisions import met_by
from listings.importing.decisions import Decisions
from listings.models import Employer, FieldOfWorkDecision, Listing
from tests.desk.conftest import position, served

LIST = "/admin/listings/listing/"
TEXT = "<p>Du pflegst Akten. Ab und zu bist du am Telefon für Kundenanfragen da. Vollzeit.</p>"
FRAUD = {"rule": "upfront", "level": "hold", "words": "Gebühr vorab", "reason": "Verlangt Geld.", "suggestion": ""}


@pytest.fixture
def doubtful(source) -> Listing:
    served(source, position(1, "Sachbearbeiter (m/w/d)", text=TEXT))
    return Listing.objects.get(status="held")


def act(client, action: str, *rows: Listing, **more):
    return client.post(LIST, {"action": action, "_selected_action": [row.pk for row in rows], **more}, follow=True)


def test_what_waits_is_grouped_by_reason_and_leads_to_its_list(log_in, make_listing) -> None:
    for words in ("Telefon", "Chat"):
        make_listing(status="held", status_reason=f"the text hints at it: {words}")
    make_listing(status="in_review")
    make_listing()
    client = log_in("moderation")
    groups = client.get(f"{LIST}wartet/").context["groups"]
    assert [(group["kind"], group["count"]) for group in groups] == [("", 1), ("the text hints at it:…", 2)]
    for group in groups:
        assert client.get(group["url"]).context["cl"].result_count == group["count"]
    assert client.get(f"{LIST}?wartet=alle").context["cl"].result_count == 3


@pytest.mark.parametrize(
    ("action", "status", "belongs"), [("publish", "published", True), ("reject", "rejected", False)]
)
def test_a_word_about_a_doubtful_title_is_remembered(log_in, doubtful, action, status, belongs) -> None:
    because = {"reason": "Kein Kundenservice"} if action == "reject" else {}
    act(log_in("moderation"), action, doubtful, **because)
    doubtful.refresh_from_db()
    decision = FieldOfWorkDecision.objects.get()
    assert doubtful.status == status
    assert (decision.title_pattern, decision.source, decision.belongs) == ("sachbearbeiter", doubtful.source, belongs)
    assert LogEntry.objects.filter(object_id=doubtful.pk).count() == 1
    run, _ = served(doubtful.source, position(2, "Sachbearbeiter:in", office="Dortmund", text=TEXT))
    assert (run.created, run.rejected, run.held) == ((1, 0, 0) if belongs else (0, 1, 0))


@pytest.mark.parametrize(
    "item", [position(1, "Sachbearbeiter (m/w/d)", text=" "), position(1, "Initiativbewerbung", text=TEXT)]
)
def test_other_holds_say_nothing_about_the_title(log_in, source, item) -> None:
    served(source, item)
    act(log_in("moderation"), "reject", Listing.objects.get(), reason="Kein Kundenservice")
    assert Listing.objects.get().status == "rejected"
    assert not FieldOfWorkDecision.objects.exists()


def test_a_hold_by_a_finding_is_published_only_with_a_reason(log_in, make_listing) -> None:
    row = make_listing(status="held", status_reason="Betrugsverdacht", findings=[FRAUD])
    harmless = make_listing(status="in_review")
    client = log_in("moderation")
    asked = act(client, "publish", row, harmless).content.decode()
    assert "Verlangt Geld." in asked
    assert "Warum sind sie in Ordnung?" in asked
    again = act(client, "publish", row, harmless, reason=" ").content.decode()
    assert "Schreib dazu" in again
    assert not Listing.objects.filter(status="published").exists()
    act(client, "publish", row, harmless, reason="Rückruf beim Arbeitgeber")
    assert Listing.objects.filter(status="published").count() == 2
    entry = LogEntry.objects.get(object_id=row.pk)
    assert "Rückruf beim Arbeitgeber" in entry.get_change_message()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("Sachbearbeiter (m/w/d)", "sachbearbeiter"), ("Berater*in * Bank", "berater * bank"), ("* Büro", "* buero"),
     ("Kunden*", "kunden*"), ("a ** b", "a * b"), ("50% _ C++", "50 c++")],
)  # fmt: skip
def test_a_pattern_is_kept_as_title_keys_are_written(log_in, db, typed, stored) -> None:
    log_in("moderation").post("/admin/listings/fieldofworkdecision/add/", {"title_pattern": typed, "belongs": "on"})
    decision = FieldOfWorkDecision.objects.get()
    assert (decision.title_pattern, decision.decided_by.username) == (stored, "moderation")


@pytest.mark.parametrize(
    "pattern", ["berater", "berater*", "*berater", "*berater*", "k*berater*bank", "berater * bank", "a*a"]
)
def test_the_preview_meets_what_the_import_meets(source, make_listing, pattern) -> None:
    keys = [
        "berater",
        "kundenberater",
        "berater bank",
        "berater fuer die bank",
        "kundenberater in einer bank",
        "a",
        "aa",
        "c++",
    ]
    for number, key in enumerate(keys):
        make_listing(source=source, external_id=str(number), title=key, title_key=key)
    obeyed = Decisions([(True, pattern, True)], {})
    met = set(met_by(pattern, source.pk).values_list("title_key", flat=True))
    assert met == {key for key in keys if obeyed.belongs(key)}


@pytest.mark.parametrize("typed", ["*", " ** ", "(m/w/d)"])
def test_a_pattern_of_no_word_is_refused(log_in, db, typed) -> None:
    answer = log_in("moderation").post("/admin/listings/fieldofworkdecision/add/", {"title_pattern": typed})
    assert "mindestens ein Wort" in answer.content.decode()
    assert not FieldOfWorkDecision.objects.exists()


def test_a_pattern_says_whom_it_meets_and_changes_nothing_by_itself(log_in, source, make_listing) -> None:
    rows = [("sachbearbeiter innendienst", "held"), ("sachbearbeiter export", "published"), ("sachbearbeiter", "held"),
            ("leiter sachbearbeiter x", "held"), ("sachbearbeiter alt", "withdrawn")]  # fmt: skip
    for number, (key, status) in enumerate(rows):
        make_listing(source=source, external_id=str(number), title=key, title_key=key, status=status)
    client = log_in("moderation", "view_source")
    told = client.get("/admin/listings/fieldofworkdecision/vorschau/", {"pattern": "Sachbearbeiter *"}).json()
    assert told["text"] == "„sachbearbeiter *“ trifft 2 Anzeigen, davon 1 zurückgehalten."
    assert told["titles"] == ["sachbearbeiter export", "sachbearbeiter innendienst"]
    data = {"title_pattern": "*sachbearbeiter*", "source": source.pk, "belongs": "on"}
    answer = client.post("/admin/listings/fieldofworkdecision/add/", data, follow=True).content.decode()
    assert "trifft 4 Anzeigen, davon 3 zurückgehalten" in answer
    assert "Der nächste Import folgt" in answer
    assert Listing.objects.filter(status="held").count() == 3
    page = client.get(f"/admin/listings/fieldofworkdecision/{FieldOfWorkDecision.objects.get().pk}/change/")
    assert "leiter sachbearbeiter x" in page.content.decode()


def test_two_decisions_for_one_title_are_refused_with_a_sentence(log_in, db) -> None:
    client = log_in("moderation")
    for _ in range(2):
        answer = client.post("/admin/listings/fieldofworkdecision/add/", {"title_pattern": "Sachbearbeiter"})
    assert "gibt es schon eine Entscheidung" in answer.content.decode()


def test_the_kind_of_an_employer_holds_for_all_its_listings(
    log_in, make_listing, django_assert_max_num_queries
) -> None:
    for _ in range(40):
        make_listing(employer_kind="direct")
    other = make_listing(employer="Volme AG", employer_kind="direct")
    employer = Employer.objects.get(name="Lenne Telefon GmbH")
    client, url = log_in("moderation"), f"/admin/listings/employer/{employer.pk}/change/"
    with django_assert_max_num_queries(20):
        client.post(url, {"name": employer.name, "kind": "staffing"})
    assert Listing.objects.filter(employer_kind="staffing").count() == 40
    other.refresh_from_db()
    assert other.employer_kind == "direct"
    Listing.objects.update(raw_hash="x", content_hash="x")
    client.post(url, {"name": employer.name, "kind": ""})
    assert set(employer.listings.values_list("raw_hash", "content_hash")) == {("", "")}
    other.refresh_from_db()
    assert other.raw_hash == "x"


def test_another_spelling_of_a_known_employer_is_refused(log_in, make_listing) -> None:
    make_listing()
    client = log_in("moderation")
    answer = client.post("/admin/listings/employer/add/", {"name": "LENNE Telefon-GmbH", "kind": ""})
    assert "gibt es schon" in answer.content.decode()
    client.post("/admin/listings/employer/add/", {"name": "Volme AG", "kind": "direct"})
    assert Employer.objects.get(name="Volme AG").name_key == "volme ag"


def test_a_listing_is_decided_on_its_own_page(log_in, make_listing) -> None:
    row = make_listing(status="in_review")
    client = log_in("moderation", "view_place")
    url = f"{LIST}{row.pk}/change/"
    page = client.get(url).content.decode()
    assert 'value="Veröffentlichen"' in page
    assert 'value="Ablehnen …"' in page
    act(client, "reject", row, reason="Kein Kundenservice")
    row.refresh_from_db()
    assert (row.status, row.status_reason) == ("rejected", "Kein Kundenservice")
    assert 'value="Ablehnen …"' not in client.get(url).content.decode()


def test_why_something_waits_is_said_in_german(log_in, make_listing, source) -> None:
    make_listing(source=source, external_id="1", status="held", status_reason="no description")
    make_listing(status="in_review", status_reason="Verlangt Geld vorab.")
    make_listing(status="in_review")
    page = log_in("moderation").get("/admin/listings/listing/wartet/").content.decode()
    for words in ("Der Text der Stelle fehlt.", "Verlangt Geld vorab.", "nichts aufgefallen"):
        assert f">{words}</a>" in page
