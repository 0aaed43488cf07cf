"""Edits of listings that exist: which apply at once, which wait, and who may make them."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.utils import timezone

from listings import lifecycle, retention
from listings.models import Draft, Employer, Listing, PendingEdit, Person
from listings.models.person import Membership
from listings.submitting import drafting, editing
from tests.test_submitting import FULL, GOOD, log_in, press, sent, token

Changed = dict[str, Any]


@pytest.fixture
def owner(db: None, client: Client) -> Person:
    return log_in(client, "chefin@volmetal.example")


@pytest.fixture
def online(client: Client, owner: Person, towns: Any) -> Listing:
    """Sent by the owner, and public."""
    sent(client, FULL | {"valid_through": ""})
    listing = Listing.objects.get()
    return lifecycle.publish(listing=listing)


def path_of(listing: Listing) -> str:
    return f"/arbeitgeber/stellen/{listing.pk}/aendern/"


def edited(client: Client, listing: Listing, **typed: Any) -> Any:
    """Opens the form, changes some fields, looks at the preview and sends."""
    page = client.get(path_of(listing)).content.decode()
    before = editing.draft_for(listing, Person.objects.get(email="chefin@volmetal.example")).typed
    answer = client.post(
        path_of(listing), {**before, **typed, "draft": token(page), "listing": listing.pk, "go": "check"}
    )
    assert answer.status_code == 303, answer.content.decode()
    return press(client, answer.url)


def test_the_form_begins_with_what_was_typed(client, online) -> None:
    html = client.get(path_of(online)).content.decode()
    assert 'value="Volmetal Service GmbH"' in html
    assert "- Erfahrung am Telefon hilft" in html
    assert 'name="surcharge_saturday" value="12,5"' in html
    assert Draft.objects.filter(submitted_at=None).count() == 0, "looking stores nothing"


def test_a_form_sent_unchanged_changes_nothing(client, online) -> None:
    kept = Listing.objects.values().get()
    edited(client, online)
    assert Listing.objects.values().get() == kept
    assert not online.events.filter(action="edited").exists()


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"title": "Kundenberater:in Strom (m/w/d)"}, {"title"}),
        ({"salary_max": "3.100"}, {"base_salary_max"}),
        ({"postal_code": "58313"}, {"place", "postal_code", "city"}),
        ({"company": "Volmetal Energie GmbH"}, {"hiring_organization"}),
        ({"title": "Teamleitung (m/w/d)", "answer_days": "3"}, {"title", "answer_days"}),
    ],
)
def test_title_pay_place_and_employer_of_a_public_listing_wait(client, online, typed, fields) -> None:
    kept = Listing.objects.values().get()
    edited(client, online, **typed)
    waiting = PendingEdit.objects.get()
    assert set(waiting.changes) == fields
    assert Listing.objects.values().get() == kept
    editing.accept(edit=waiting, by=User.objects.create(username="pult"))
    online.refresh_from_db()
    assert {name: editing._plain(online, name) for name in fields} == {
        n: after for n, (_, after) in waiting.changes.items()
    }
    assert online.events.get(action="edited").changes == waiting.changes
    assert online.events.get(action="edited").user.username == "pult"
    assert PendingEdit.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "column", "value"),
    [
        ({"shifts": ["late", "early"]}, "shifts", ["early", "late"]),
        ({"answer_days": "2"}, "answer_days", 2),
        ({"apply_url": "https://volmetal.example/neu"}, "apply_url", "https://volmetal.example/neu"),
        ({"surcharge_night": "30"}, "surcharges", {"night": 30, "saturday": 12.5, "sunday": 50}),
    ],
)
def test_other_edits_apply_at_once(client, online, typed, column, value) -> None:
    edited(client, online, **typed)
    online.refresh_from_db()
    assert getattr(online, column) == value
    assert (online.status, PendingEdit.objects.count()) == ("published", 0)
    assert online.events.get(action="edited").person.email == "chefin@volmetal.example"


@pytest.mark.parametrize(
    ("typed", "waits"),
    [
        ({"apply_url": "https://boese.example/bewerben"}, True), ({"apply_email": "jobs@boese.example"}, True),
        ({"apply_url": "https://volmetal.example.boese.example/"}, True), ({"apply_email": "volmetal@gmx.de"}, True),
        ({"apply_url": "https://jobs.volmetal.example/neu"}, False), ({"apply_email": "team@volmetal.example"}, False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_trusted", [False, True])
def test_applications_do_not_go_to_strangers_unseen(client, online, typed, waits, is_trusted) -> None:
    Employer.objects.update(is_trusted=is_trusted)
    edited(client, online, **typed)
    assert PendingEdit.objects.exists() is (waits and not is_trusted)


def test_another_mailbox_at_a_free_mailer_is_another_owner(client, online) -> None:
    Listing.objects.update(contact_email="volmetal@gmx.de")
    edited(client, online, apply_email="volmetai@gmx.de")
    assert PendingEdit.objects.exists()


def test_fraud_put_into_the_text_of_a_public_listing_waits(client, online) -> None:
    text = GOOD["description"] + " Schick uns vorab deine IBAN."
    page = client.get(path_of(online)).content.decode()
    typed = FULL | {"description": text, "draft": token(page), "go": "check"}
    preview = client.post(path_of(online), typed).url
    assert "Wähl einen Grund" in press(client, preview).content.decode()
    press(client, preview, reason="other", statement="Für den Lohn")
    online.refresh_from_db()
    assert "IBAN" not in online.description_html
    assert set(PendingEdit.objects.get().changes) == {"description_html"}


def test_only_what_the_edit_changed_is_written_when_it_is_accepted(client, online) -> None:
    edited(client, online, title="Kundenberater:in Gas (m/w/d)")
    Listing.objects.update(answer_days=9)
    editing.accept(edit=PendingEdit.objects.get(), by=None)
    online.refresh_from_db()
    assert (online.title, online.answer_days) == ("Kundenberater:in Gas (m/w/d)", 9)


def test_what_waits_is_frozen_and_a_later_edit_takes_its_place(client, online) -> None:
    edited(client, online, title="Erste Fassung (m/w/d)")
    first = PendingEdit.objects.get().draft
    drafting.keep(drafting.ticket_of(first), first.typed | {"title": ["Heimlich anders (m/w/d)"]}, listing=online)
    first.refresh_from_db()
    assert first.typed["title"] == ["Erste Fassung (m/w/d)"]
    edited(client, online, title="Zweite Fassung (m/w/d)")
    assert PendingEdit.objects.get().changes["title"][1] == "Zweite Fassung (m/w/d)"


def test_a_refused_edit_leaves_the_listing_and_can_be_gone_on_with(
    client, online, django_capture_on_commit_callbacks
) -> None:
    edited(client, online, title="Der beste Job der Welt (m/w/d)")
    with django_capture_on_commit_callbacks(execute=True):
        editing.refuse(edit=PendingEdit.objects.get(), by=None, reason="Der Titel sagt nicht, was man macht.")
    online.refresh_from_db()
    assert online.title == GOOD["title"]
    assert "Der Titel sagt nicht, was man macht." in mail.outbox[-1].body
    assert 'value="Der beste Job der Welt (m/w/d)"' in client.get(path_of(online)).content.decode()


def test_an_edit_that_waits_is_taken_back_and_is_a_draft_again(client, admin_client, online) -> None:
    edited(client, online, title="Doch nicht (m/w/d)")
    queue = f"/admin/listings/pendingedit/{PendingEdit.objects.get().pk}/change/"
    button = f"{path_of(online)}zuruecknehmen/"
    assert button in client.get("/arbeitgeber/stellen/").content.decode()
    for words in ("ist zurückgenommen und wieder ein Entwurf", "wartet keine Änderung mehr"):
        assert words in client.post(button, follow=True).content.decode()
    assert not PendingEdit.objects.exists()
    assert (
        "zurückgenommen"
        in admin_client.post(queue, {"decision": "accept", "listing": online.pk}, follow=True).content.decode()
    )
    assert 'value="Doch nicht (m/w/d)"' in client.get(path_of(online)).content.decode()
    online.refresh_from_db()
    assert (online.title, online.events.last().action) == (GOOD["title"], "edit_retracted")


def test_an_edit_is_decided_once(client, online) -> None:
    edited(client, online, title="Kundenberater:in Gas (m/w/d)")
    waiting = PendingEdit.objects.get()
    editing.accept(edit=waiting, by=None)
    with pytest.raises(lifecycle.WrongStatus):
        editing.accept(edit=waiting, by=None)
    with pytest.raises(lifecycle.WrongStatus):
        editing.refuse(edit=waiting, by=None, reason="zu spät")


def test_an_edit_of_a_listing_that_has_ended_is_not_applied(client, online) -> None:
    edited(client, online, title="Kundenberater:in Gas (m/w/d)")
    Listing.objects.update(status="closed")
    with pytest.raises(lifecycle.WrongStatus):
        editing.accept(edit=PendingEdit.objects.get(), by=None)
    assert client.get(path_of(online)).status_code == 409


def test_what_a_moderator_sent_back_is_mended_and_waits_again(client, online) -> None:
    Listing.objects.update(status="returned", status_reason="Bitte nenn die Aufgaben.")
    edited(client, online, title="Kundenberater:in Gas (m/w/d)")
    online.refresh_from_db()
    assert (online.status, online.title, PendingEdit.objects.count()) == (
        "in_review",
        "Kundenberater:in Gas (m/w/d)",
        0,
    )


def test_a_copy_is_a_new_draft_with_the_same_words(client, online, owner) -> None:
    draft = editing.copy(listing=online, person=owner)
    html = client.get(drafting.ticket_of(draft).link).content.decode()
    assert 'value="Volmetal Service GmbH"' in html
    assert draft.listing is None
    assert draft.typed["valid_through"] == [""]
    preview = client.post(
        "/arbeitgeber/stelle-aufgeben/", {**draft.typed, "draft": drafting.ticket_of(draft).token}
    ).url
    assert "gibt es schon" in client.get(preview).content.decode()
    press(client, preview)
    assert Listing.objects.count() == 2


@pytest.mark.parametrize("address", ["fremd@anders.example", "ex@volmetal.example", None])
def test_others_cannot_tell_the_page_from_one_that_does_not_exist(client, online, address) -> None:
    """A stranger, a removed member, and nobody at all."""
    employer = online.hiring_organization
    Membership.objects.create(
        person=Person.objects.create(email="in@volmetal.example"), employer=employer, accepted_at=timezone.now()
    )
    gone = Person.objects.create(email="ex@volmetal.example")
    Membership.objects.create(person=gone, employer=employer, accepted_at=timezone.now(), removed_at=timezone.now())
    other = Client()
    if address:
        log_in(other, address)
    for path in (path_of(online), f"{path_of(online)}vorschau/"):
        for method in (other.get, other.post):
            answer = method(path)
            assert answer.status_code in ({302, 404} if address is None else {404})
    assert Employer.objects.count() == 1
    assert Draft.objects.filter(submitted_at=None).count() == 0


def test_what_is_typed_after_the_log_in_ran_out_is_there_after_the_next_one(client, online) -> None:
    page = client.get(path_of(online)).content.decode()
    client.cookies.clear()
    answer = client.post(path_of(online), FULL | {"title": "Spät getippt (m/w/d)", "draft": token(page)})
    assert answer.url.startswith("/arbeitgeber/anmelden/?weiter=")
    log_in(client, "chefin@volmetal.example")
    back = parse_qs(urlsplit(answer.url).query)["weiter"][0]
    assert 'value="Spät getippt (m/w/d)"' in client.get(back).content.decode()


def test_nobody_learns_by_a_late_form_which_listings_exist(client, online, make_listing) -> None:
    answers = []
    for pk in (online.pk, make_listing(status="unconfirmed").pk, 99_999_999):
        ticket = drafting.new_ticket()
        answer = Client().post(f"/arbeitgeber/stellen/{pk}/aendern/", FULL | {"draft": ticket.token})
        answers.append(
            (answer.status_code, answer.url.replace(str(pk), "N").split("entwurf")[0], len(answer.url) - len(str(pk)))
        )
    assert len(set(answers)) == 1


def test_an_edit_that_nobody_sent_goes_after_thirty_days(client, online) -> None:
    kept, old = (
        Draft.objects.create(listing=online, typed={"title": ["x"]}, submitted_at=sent)
        for sent in (timezone.now(), None)
    )
    Draft.objects.update(updated_at=timezone.now() - timedelta(days=31))
    list(retention.apply(timezone.now()))
    assert list(Draft.objects.filter(pk__in=[kept.pk, old.pk])) == [kept]


def test_an_edit_saved_by_part_is_there_again_and_applied_to_nothing(client, online) -> None:
    page = client.get(path_of(online)).content.decode()
    answer = client.post(path_of(online), FULL | {"title": "Halb fertig", "draft": token(page), "go": "save-2"})
    assert "#schritt-3" in answer.url
    assert 'value="Halb fertig"' in client.get(path_of(online)).content.decode()
    online.refresh_from_db()
    assert online.title == GOOD["title"]
    assert not re.search("Halb fertig", client.get("/arbeitgeber/stelle-aufgeben/").content.decode())


def test_whoever_mends_a_returned_listing_reads_why_and_what_comes_next(client, online) -> None:
    Listing.objects.update(status="returned", status_reason="Bitte nenn die Aufgaben.")
    page = client.get(path_of(online)).content.decode()
    assert "Bitte nenn die Aufgaben." in page
    assert "gilt sofort" not in page
    answer = edited(client, online, description="Du nimmst Anrufe an und klärst Fragen zu Rechnung und Umzug. " * 3)
    assert "liest die Anzeige jetzt noch einmal" in client.get(answer.url).content.decode()


def test_an_edit_is_kept_while_it_is_typed(client, online) -> None:
    page = client.get(path_of(online)).content.decode()
    typed = {**FULL, "title": "Kundenberater:in Gas", "draft": token(page), "listing": online.pk}
    check = "/arbeitgeber/stelle-aufgeben/pruefen/"
    answer = client.post(check, typed)
    assert (answer.json()["saved"], "entwurf" in answer.cookies) == (True, False)
    assert 'value="Kundenberater:in Gas"' in client.get(path_of(online)).content.decode()
    online.refresh_from_db()
    assert online.title != "Kundenberater:in Gas", "nothing is public by typing"
    drafts = Draft.objects.count()
    assert Client().post(check, typed | {"title": "Fremd"}).json()["saved"] is False
    stranger = Client()
    log_in(stranger, "fremd@anders.example")
    for listing in (online.pk, "0", "x" * 30):
        assert stranger.post(check, typed | {"title": "Fremd", "listing": listing}).json()["saved"] is False
    assert Draft.objects.count() == drafts
    assert not any("Fremd" in str(draft.typed) for draft in Draft.objects.all())


def test_what_is_typed_after_an_edit_was_sent_begins_no_draft_by_itself(client, online) -> None:
    edited(client, online, answer_days="3")
    drafts = Draft.objects.count()
    sent_one = Draft.objects.exclude(submitted_at=None).latest("submitted_at")
    typed = {**FULL, "draft": drafting.ticket_of(sent_one).token, "listing": online.pk}
    assert client.post("/arbeitgeber/stelle-aufgeben/pruefen/", typed).json()["saved"] is False
    assert Draft.objects.count() == drafts
