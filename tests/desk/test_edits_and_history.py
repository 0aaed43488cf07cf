"""Edits of live listings word by word, and who changed what on the page of a listing."""

import time

import pytest
from django.core import mail
from django.test import Client

from listings import lifecycle
from listings.admin.differences import marked
from listings.models import Listing, ListingEvent, PendingEdit, Person
from listings.submitting import changes
from tests.test_editing import edited
from tests.test_submitting import GOOD, sent
from tests.test_submitting import log_in as person_logs_in

LIST = "/admin/listings/listing/"
GONE, CAME = '<span class="visually-hidden">weg: </span>', '<span class="visually-hidden">neu: </span>'


@pytest.fixture
def edit(towns) -> PendingEdit:
    """Proposed by the employer through the form, for a listing that is online."""
    browser = Client()
    person_logs_in(browser, GOOD["contact_email"])
    sent(browser, GOOD | {"title": "Kundenberater Strom (m/w/d)"})
    row = lifecycle.publish(listing=Listing.objects.get())
    ListingEvent.objects.all().delete()
    edited(browser, row, title="Kundenberater Gas (m/w/d)", salary_min="2650.4", shifts=["early", "late"])
    ListingEvent.objects.all().delete()
    return PendingEdit.objects.get()


def url(edit: PendingEdit) -> str:
    return f"/admin/listings/pendingedit/{edit.pk}/change/"


def decide(client, edit: PendingEdit, decision: str, **more):
    seen = client.get(url(edit)).context["seen"]
    return client.post(url(edit), {"decision": decision, "seen": seen, "listing": edit.listing_id, **more})


def test_an_edit_shows_each_field_with_its_changed_words_marked(log_in, edit) -> None:
    client = log_in("moderation")
    page = client.get(url(edit)).content.decode()
    assert f"<dt>Titel</dt><dd>Kundenberater <del>{GONE}Strom</del><ins>{CAME}Gas</ins> (m/w/d)</dd>" in page
    assert f"<dt>Gehalt von</dt><dd><del>{GONE}2.600</del><ins>{CAME}2.650,40</ins></dd>" in page
    assert f"<dt>Schichten</dt><dd>Früh<ins>{CAME}, Spät</ins></dd>" in page
    assert "Titel, Schichten, Gehalt von" in client.get("/admin/listings/pendingedit/").content.decode()


def test_an_accepted_edit_is_public_and_stands_in_the_history(log_in, edit) -> None:
    assert decide(log_in("moderation"), edit, "accept")["Location"] == "/admin/listings/pendingedit/"
    row = Listing.objects.get()
    assert (row.title, float(row.base_salary_min), row.shifts) == (
        "Kundenberater Gas (m/w/d)",
        2650.4,
        ["early", "late"],
    )
    event = ListingEvent.objects.get()
    assert (event.action, event.user.username, event.changes) == ("edited", "moderation", edit.changes)
    assert not PendingEdit.objects.exists()


def test_a_refused_edit_leaves_the_listing_and_its_reasons_are_mailed_and_kept(
    log_in, edit, django_capture_on_commit_callbacks
) -> None:
    client = log_in("moderation")
    assert decide(client, edit, "refuse").status_code == 409, "not without a reason"
    with django_capture_on_commit_callbacks(execute=True):
        decide(client, edit, "refuse", reason="Das Gehalt passt nicht zum Text.", ground="Regel 1")
    assert Listing.objects.get().title == "Kundenberater Strom (m/w/d)"
    [message], event = mail.outbox, ListingEvent.objects.get()
    assert (event.action, event.statement) == ("edit_refused", message.body)
    assert "Die Anzeige bleibt, wie sie ist." in message.body
    assert "Das Gehalt passt nicht zum Text." in message.body


def test_an_edit_that_went_on_or_is_decided_is_not_decided_again(log_in, edit) -> None:
    client = log_in("moderation")
    seen = client.get(url(edit)).context["seen"]
    PendingEdit.objects.update(changes={"title": ["A", "Ganz anders"]})
    answer = client.post(url(edit), {"decision": "accept", "seen": seen})
    assert (answer.status_code, "inzwischen noch etwas geändert" in answer.content.decode()) == (409, True)
    decide(client, edit, "accept")
    late = client.post(url(edit), {"decision": "refuse", "seen": seen, "listing": edit.listing_id}, follow=True)
    assert "wartet nicht mehr: geändert (moderation," in late.content.decode()
    assert [event.action for event in ListingEvent.objects.all()] == ["edited"]


def posted(client, row: Listing, **fields):
    page = client.get(f"{LIST}{row.pk}/change/")
    data = {name: "" if value is None else value for name, value in page.context["adminform"].form.initial.items()}
    data |= {"valid_through_0": row.valid_through.date(), "valid_through_1": f"{row.valid_through:%H:%M:%S}"} | fields
    return client.post(f"{LIST}{row.pk}/change/", data)


def test_a_change_at_the_desk_is_kept_field_by_field(log_in, make_listing) -> None:
    row = make_listing(title="Kundenberater", shifts=["late", "early"])
    client = log_in("moderation", "view_place")
    row.refresh_from_db()
    assert posted(client, row, valid_through_1="12:00:00").status_code == 302
    ListingEvent.objects.all().delete()
    row.refresh_from_db()
    posted(client, row, title="Kundenberaterin", base_salary_max="2800", valid_through_1="12:00:00")
    event = ListingEvent.objects.get()
    assert (event.action, event.user.username) == ("edited", "moderation")
    assert event.changes == {"title": ["Kundenberater", "Kundenberaterin"], "base_salary_max": ["2700.00", "2800"]}
    page = client.get(f"{LIST}{row.pk}/change/").content.decode()
    assert f"<del>{GONE}2.700</del><ins>{CAME}2.800</ins>" in page


def test_saving_without_a_change_says_nothing(log_in, make_listing) -> None:
    row = make_listing(shifts=["late", "early"], description_html="<p>Zeile eins</p>\n<p>Zeile zwei</p>")
    client = log_in("moderation", "view_place")
    posted(client, row, valid_through_1="12:00:00")
    ListingEvent.objects.all().delete()
    row.refresh_from_db()
    posted(client, row, valid_through_1="12:00:00", shifts=["early", "late"])
    assert not ListingEvent.objects.exists()


def test_the_history_names_people_programs_reasons_and_statements_escaped(log_in, make_listing) -> None:
    row = make_listing(status="in_review")
    person = Person.objects.create(email="chefin@volmetal.example", name="<b>Chefin</b>")
    lifecycle.note(row, "confirmed", by=person)
    lifecycle.note(
        row, "edited", by=None, changes={"title": ["<i>A</i>", "<script>1</script>"], "unknown": [None, "x"]}
    )
    lifecycle.reject(listing=row, reason="<u>Nein</u>", statement="Hallo <img>")
    page = log_in("moderation").get(f"{LIST}{row.pk}/change/").content.decode()
    for words in ("&lt;b&gt;Chefin&lt;/b&gt; (Arbeitgeber)", "Adresse bestätigt", "Programm", "&lt;u&gt;Nein&lt;/u&gt;",
                  "Begründung, wie sie verschickt wurde", "Hallo &lt;img&gt;", "abgelehnt"):  # fmt: skip
        assert words in page, words
    for evil in ("<script>1", "<u>Nein", "<img>", "<b>Chefin"):
        assert evil not in page


def test_every_column_an_editor_can_change_is_recorded() -> None:
    names = {field.name for field in changes.tracked()}
    assert {"title", "base_salary_min", "surcharges", "language_levels", "place", "valid_through"} <= names
    assert not names & {"search_vector", "salary_month_min", "published_at", "first_seen_at"}


@pytest.mark.parametrize(
    ("before", "after", "html"),
    [
        ("Du hilfst am Telefon.", "Du hilfst im Chat und am Telefon.", f"Du hilfst<ins>{CAME} im Chat und</ins> am Telefon."),
        ("bis 2.900 €", "bis 2.950 €", f"bis <del>{GONE}2.900</del><ins>{CAME}2.950</ins> €"),
        ("a < b", "a < c", f"a &lt; <del>{GONE}b</del><ins>{CAME}c</ins>"),
        ("", "", "–"),
    ],
)  # fmt: skip
def test_words_are_marked_and_escaped(before, after, html) -> None:
    assert marked(before, after) == html


def test_no_text_keeps_the_page_waiting() -> None:
    nasty = [("ab " * 20_000, "ba " * 20_000), ("x\n" * 10_000, "y\nx\n" * 8_000), ("a" * 60_000, "b" * 60_000)]
    start = time.process_time()
    for before, after in nasty:
        marked(before, after)
    assert time.process_time() - start < 2
