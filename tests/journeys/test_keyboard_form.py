"""The form on a phone by keyboard alone, from the first field to the thanks, with the focus in sight all the way."""

import pytest
from playwright.sync_api import Page, expect

from listings.models import Listing
from tests.journeys.conftest import PHONE
from tests.journeys.test_employer import TEXT

FOCUS = """() => {
  const here = document.activeElement, box = here.getBoundingClientRect();
  const shown = here.matches('input[type=radio], input[type=checkbox]') ? here.closest('label') ?? here : here;
  const outlined = [here, shown, shown.querySelector('span')].some((part) => {
    if (!part) return false;
    const style = getComputedStyle(part);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
  });
  const top = document.elementFromPoint(Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 2), Math.min(Math.max(box.y + Math.min(box.height / 2, 20), 1), innerHeight - 2));
  return {
    name: [...(here.labels ?? [])].map((label) => label.textContent).join(' ') || here.textContent || here.name, tag: here.tagName,
    field: here.name ?? '', isInSight: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    isOutlined: outlined, isCovered: !(top && (here.contains(top) || top.contains(here) || shown.contains(top))),
  };
}"""


class Keyboard:
    def __init__(self, page: Page) -> None:
        self.page, self.stops, self.faults = page, 0, []

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def tab_to(self, name: str) -> None:
        """By Tab alone; every stop on the way is looked at."""
        for _ in range(90):
            self.press("Tab")
            found = self.page.evaluate(FOCUS)
            self.stops += 1
            if not (found["isInSight"] and found["isOutlined"]) or found["isCovered"]:
                self.faults.append(
                    {key: found[key] for key in ("field", "name", "isInSight", "isOutlined", "isCovered")}
                )
            if name in (found["field"], " ".join(found["name"].split())) or name in found["name"]:
                return
        raise AssertionError(f"no way to {name} by Tab")

    def type_into(self, name: str, text: str) -> None:
        self.tab_to(name)
        self.page.keyboard.insert_text(text) if len(text) > 40 else self.page.keyboard.type(text)

    def choose(self, name: str, *keys: str) -> None:
        self.tab_to(name)
        for key in keys:
            self.press(key)


@pytest.mark.django_db(transaction=True)
@PHONE
def test_a_listing_is_posted_without_a_mouse(live_server, page, towns) -> None:
    page.goto(f"{live_server.url}/arbeitgeber/stelle-aufgeben/")
    keys = Keyboard(page)
    keys.type_into("company", "Volmetal Service GmbH")
    keys.type_into("contact_email", "chefin@volmetal.example")
    keys.type_into("title", "Kundenberater:in Strom (m/w/d)")
    keys.type_into("description", TEXT)
    keys.type_into("postal_code", "58095")
    keys.choose("work_mode", "ArrowDown")
    keys.choose("shifts", "Space")
    keys.type_into("weekly_hours", "38,5")
    keys.choose("employment_type", "Space")
    keys.choose("contract", "ArrowDown", "ArrowUp")
    keys.type_into("salary_min", "2.700")
    keys.type_into("salary_max", "2.950")
    keys.type_into("apply_email", "jobs@volmetal.example")
    keys.tab_to("Anzeige ansehen")
    keys.press("Enter")
    page.wait_for_url("**/vorschau/")
    keys.tab_to("Anzeige abschicken")
    keys.press("Enter")
    page.wait_for_url("**/danke/?entwurf=*")
    expect(page.get_by_role("heading", name="Schau in deine Mails")).to_be_visible()
    listing = Listing.objects.get()
    assert (listing.work_mode, listing.shifts, listing.employment_type) == ("hybrid", ["early"], ["full_time"])
    assert not keys.faults
    assert keys.stops > 30
