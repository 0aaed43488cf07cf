"""An employer posts, confirms, a moderator publishes."""

import re

import pytest
from django.core import mail

from listings.models import Listing

GOOD = {
    "company": "Volmetal Service GmbH", "contact_email": "chefin@volmetal.example", "title": "Kundenberater:in (m/w/d)",
    "description": "Du nimmst Anrufe an und hilfst bei Rechnungen, Umzug und Störung. " * 3, "postal_code": "58095",
    "shifts": ["early"], "work_mode": "onsite", "weekly_hours": "38,5", "employment_type": "full_time", "contract": "permanent",
    "salary_min": "2600", "salary_max": "2900", "salary_unit": "month", "apply_email": "jobs@volmetal.example",
}  # fmt: skip
PATH = "/arbeitgeber/stelle-aufgeben/"


@pytest.mark.django_db(transaction=True)
def test_the_way_from_the_form_to_the_page(client, admin_client, towns) -> None:
    assert client.post(PATH, GOOD).status_code == 302
    listing = Listing.objects.get()
    assert (listing.status, client.get("/jobs/").content.count(b"data-listing")) == ("unconfirmed", 0)
    link = re.search(r"https?://\S+?(/arbeitgeber/bestaetigen/\S+)", mail.outbox[0].body)[1]
    client.get(link)
    listing.refresh_from_db()
    assert listing.status == "unconfirmed", "opening a link changes nothing"
    client.post(link)
    listing.refresh_from_db()
    assert listing.status == "in_review"
    admin_client.post("/admin/listings/listing/", {"action": "publish", "_selected_action": [listing.pk]})
    assert client.get(listing.get_absolute_url()).status_code == 200
    assert "online" in mail.outbox[1].body


@pytest.mark.parametrize("missing", ["salary_min", "shifts", "title", "postal_code"])
def test_what_the_portal_promises_is_required_and_nothing_typed_is_lost(client, towns, missing) -> None:
    page = client.post(PATH, {**GOOD, missing: []}).content.decode()
    assert Listing.objects.count() == 0
    assert "Fehler:" in page
    assert "Volmetal Service GmbH" in page


def test_every_choice_of_the_form_is_the_employers_own_word(client, towns) -> None:
    client.post(PATH, {**GOOD, "work_starts_at": "07:00", "work_ends_at": "15:30"})
    listing = Listing.objects.get()
    stated = {"shifts": "early", "employment_type": "full_time", "contract": "permanent", "work_mode": "onsite",
              "weekly_hours": "38.5", "work_hours": "07:00-15:30"}  # fmt: skip
    assert listing.evidence == {
        field: {value: {"origin": "structured", "words": ""}} for field, value in stated.items()
    }
    assert {reason.is_from_text for reason in listing.reasons} == {False}
    assert len(listing.reasons) == 7


def test_an_altered_link_confirms_nothing(client, towns) -> None:
    assert client.post("/arbeitgeber/bestaetigen/MQ:falsch:falsch/").status_code == 404


LOW = {**GOOD, "salary_min": "2100", "salary_max": "2200"}


def test_pay_below_the_minimum_wage_is_noted_for_the_moderator(client, towns) -> None:
    page = client.post(PATH, LOW).content.decode()
    assert Listing.objects.count() == 0
    assert "Mindestlohn von" in page[page.index('id="id_salary_min_hints"') :]
    assert client.post(PATH, {**LOW, "anyway": "below_minimum_wage"}).status_code == 302
    listing = Listing.objects.get()
    assert "Mindestlohn" in listing.status_reason
    assert [(found["rule"], found["level"]) for found in listing.findings] == [("below_minimum_wage", "hold")]


YOUNG = {**GOOD, "title": "Kundenberater Strom", "description": GOOD["description"] + " Dich erwartet ein junges Team."}


def test_hints_stand_beside_their_fields_with_all_that_was_typed_and_the_second_press_sends(client, towns) -> None:
    page = client.post(PATH, YOUNG)
    html = page.content.decode()
    assert (page.status_code, Listing.objects.count(), len(mail.outbox)) == (200, 0, 0)
    assert "<title>Hinweise: " in html
    assert "2 Hinweise, bevor du einreichst" in html
    title = html[html.index('id="id_title"') : html.index('id="id_description"')]
    assert "Kundenberater:in Strom (m/w/d)" in title
    assert 'id="id_title_hints"' in title
    assert 'aria-describedby="id_title_helptext id_title_hints"' in html
    assert "„junges Team“" in html[html.index('id="id_description_hints"') :]
    assert 'value="Volmetal Service GmbH"' in html
    anyway = re.search(r'name="anyway" value="([^"]*)"', html)[1]
    assert client.post(PATH, {**YOUNG, "anyway": anyway}).status_code == 302
    listing = Listing.objects.get()
    assert [found["rule"] for found in listing.findings] == ["gender_one_form", "young_team"]
    assert listing.status_reason == "", "a warning does not hold a listing"


def test_what_is_new_since_the_hints_is_shown_before_it_is_sent(client, towns) -> None:
    html = client.post(PATH, YOUNG).content.decode()
    anyway = re.search(r'name="anyway" value="([^"]*)"', html)[1]
    worse = YOUNG | {"description": YOUNG["description"] + " Schick uns vorab deine IBAN.", "anyway": anyway}
    page = client.post(PATH, worse).content.decode()
    assert Listing.objects.count() == 0
    assert "Wartet auf eine Prüfung" in page


def test_a_mended_text_is_sent_by_the_first_button(client, towns) -> None:
    client.post(PATH, YOUNG)
    assert client.post(PATH, GOOD).status_code == 302
    assert Listing.objects.get().findings == []


@pytest.mark.django_db(transaction=True)
def test_a_sign_of_fraud_keeps_its_reason_while_the_listing_waits(client, towns) -> None:
    text = GOOD["description"] + " Schick uns vorab deine IBAN."
    client.post(PATH, {**GOOD, "description": text, "anyway": "bank_or_tax_data"})
    client.post(re.search(r"https?://\S+?(/arbeitgeber/bestaetigen/\S+)", mail.outbox[0].body)[1])
    listing = Listing.objects.get()
    assert (listing.status, listing.findings[0]["level"]) == ("in_review", "hold")
    assert "„IBAN“" in listing.status_reason


def test_a_free_mail_address_is_a_matter_for_moderators_only(client, towns) -> None:
    assert client.post(PATH, {**GOOD, "contact_email": "volmetal@gmx.de"}).status_code == 302
    assert [found["rule"] for found in Listing.objects.get().findings] == ["free_mail"]


def test_words_typed_into_the_form_are_escaped_in_the_hints(client, towns) -> None:
    html = client.post(PATH, {**GOOD, "title": 'Kundenberater <img src=x onerror="x()">'}).content.decode()
    assert "<img src=x" not in html


def test_seekers_see_no_finding(client, make_listing) -> None:
    listing = make_listing(findings=[{"rule": "young_team", "level": "warning", "words": "junges Team",
                                      "reason": "Grund fürs Pult", "suggestion": "Vorschlag fürs Pult"}])  # fmt: skip
    page = client.get(listing.get_absolute_url()).content.decode()
    assert "fürs Pult" not in page
