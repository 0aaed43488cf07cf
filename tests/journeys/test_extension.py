"""The way from the warning to the extended listing, in a real browser."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from listings.submitting import extension
from tests.journeys.conftest import PHONE


@pytest.mark.django_db(transaction=True)
@PHONE
def test_an_employer_extends_a_listing_from_the_mail(live_server, page: Page, check, make_listing) -> None:
    make_listing(submitter_email="chefin@volmetal.example", valid_through=timezone.now() + timedelta(days=5))
    extension.warn_of_ends()
    link = re.search(r"/arbeitgeber/verlaengern/\S+", mail.outbox[0].body)
    assert link is not None
    page.goto(live_server.url + link[0])
    check(page)
    page.get_by_role("button", name="verlängern").click()
    expect(page.get_by_role("heading", name="Deine Anzeige ist verlängert")).to_be_visible()
    check(page)
    page.goto(live_server.url + link[0])
    expect(page.get_by_role("heading", name="Deine Anzeige ist schon verlängert")).to_be_visible()
    check(page)
    page.goto(f"{live_server.url}/arbeitgeber/verlaengern/falsch/")
    expect(page.get_by_role("heading", name="Dieser Link gilt nicht")).to_be_visible()
    check(page)
    page.goto(f"{live_server.url}/jobs/")
    page.get_by_role("link", name="Kundenberater:in").click()
    check(page)
