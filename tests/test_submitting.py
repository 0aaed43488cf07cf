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


def test_an_altered_link_confirms_nothing(client, towns) -> None:
    assert client.post("/arbeitgeber/bestaetigen/MQ:falsch:falsch/").status_code == 404


def test_pay_below_the_minimum_wage_is_noted_for_the_moderator(client, towns) -> None:
    client.post(PATH, {**GOOD, "salary_min": "2100", "salary_max": "2200"})
    assert "Mindestlohn" in Listing.objects.get().status_reason
