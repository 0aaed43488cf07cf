"""Merkliste in a browser without scripts: kept by a click, compared, handed on, and what has ended is marked."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from listings.models import Listing


@pytest.mark.django_db(transaction=True)
def test_a_list_is_kept_compared_and_taken_over_by_somebody_else(live_server, page: Page, check, make_listing) -> None:
    shift = {"surcharges": {"night": 25}, "base_salary_unit": "hour", "base_salary_min": 16, "base_salary_max": 16}
    night = make_listing("dortmund", title="Nachtdienst am Telefon", shifts=["night"], pay=(2773, 2773), **shift)
    ends = make_listing(title="Endet bald", pay=None)
    browser = page.context.browser
    assert browser is not None

    def without_scripts() -> Page:
        context = browser.new_context(viewport=page.viewport_size, java_script_enabled=False, locale="de-DE")
        context.set_default_timeout(10_000)
        return context.new_page()

    def look(at: Page) -> None:
        """axe itself needs scripts: it sees the same page in another window."""
        page.set_content(at.content())
        check(page)

    page.goto(live_server.url + "/impressum/")
    mine, friend = without_scripts(), without_scripts()
    mine.goto(live_server.url + night.get_absolute_url())
    mine.get_by_label("Nachtstunden im Monat").fill("40")
    mine.get_by_role("button", name="Neu rechnen").click()
    expect(mine.get_by_role("row", name="Nacht: 25 % für 40 Stunden im Monat")).to_contain_text("160 €")
    assert mine.context.cookies() == []
    mine.get_by_role("button", name="Merken", exact=True).click()
    expect(mine.get_by_text("Gemerkt.").locator("visible=true")).to_be_in_viewport()
    assert [cookie["name"] for cookie in mine.context.cookies()] == ["merkliste"]
    look(mine)
    mine.goto(live_server.url + ends.get_absolute_url())
    mine.get_by_role("button", name="Merken", exact=True).click()
    mine.get_by_role("link", name="Zur Merkliste").click()
    mine.get_by_label("Entfernung von").fill("58095")
    mine.get_by_role("button", name="Entfernung zeigen").click()
    rows = mine.get_by_role("row").filter(has=mine.get_by_role("rowheader"))
    expect(rows).to_contain_text(["Endet bald", "Nachtdienst am Telefon"])
    expect(rows.nth(1)).to_contain_text("2.773 €")
    expect(rows.nth(1)).to_contain_text("17 km")
    mine.get_by_role("link", name="Gehalt").click()
    expect(rows).to_contain_text(["Nachtdienst am Telefon", "Endet bald"])
    look(mine)

    address = mine.get_by_label("Link zu deiner Liste").input_value()
    friend.goto(address)
    expect(friend.get_by_role("heading", name="Geteilte Merkliste")).to_be_visible()
    assert friend.context.cookies() == []
    look(friend)
    friend.get_by_role("button", name="Auf meine Merkliste setzen").click()
    expect(friend.get_by_role("link", name="Nachtdienst am Telefon", exact=True)).to_be_visible()
    friend.goto(address)
    expect(friend.get_by_text("Sie stehen auch auf deiner.")).to_be_visible()
    expect(friend.get_by_role("button", name="Auf meine Merkliste setzen")).to_have_count(0)

    Listing.objects.filter(pk=ends.pk).update(valid_through=timezone.now() - timedelta(seconds=1))
    mine.reload()
    expect(mine.get_by_text("2 Stellen, davon eine nicht mehr online.")).to_be_visible()
    expect(rows.nth(1)).to_contain_text("Nicht mehr online")
    look(mine)
    mine.get_by_role("button", name=re.compile("Entfernen.*Nachtdienst")).click()
    expect(rows).to_contain_text(["Endet bald"])
    assert re.search(r"\?ort=58095&sort=gehalt#liste$", mine.url), "the list stays as it was"
    mine.get_by_role("button", name="Ganze Liste löschen").click()
    expect(mine.get_by_text("Hier steht noch nichts.")).to_be_visible()
    assert mine.context.cookies() == []
    mine.context.close()
    friend.context.close()
