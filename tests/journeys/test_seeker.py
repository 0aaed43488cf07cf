"""The seeker's way in a real browser: start, Hagen 25 km, early shift and a pay band, a listing, the guide."""

import pytest
from django.utils import timezone

from articles.models import Article


@pytest.mark.django_db(transaction=True)
def test_from_the_start_page_to_a_listing_and_the_guide(live_server, page, check, make_listing, towns) -> None:
    make_listing(title="Kundenberater:in Strom")
    make_listing("herdecke", title="Nachtdienst am Telefon", shifts=["night"], pay=(3300, 3400))
    Article.objects.create(
        title="Customer Service in Hagen", slug="customer-service-in-hagen", teaser="Was dich erwartet.",
        text="Hagen.\n\n## Ein Arbeitstag\n\nDu hörst zu.", place=towns["hagen"], published_at=timezone.now(),
    )  # fmt: skip
    page.goto(live_server.url)
    check(page)
    page.get_by_label("Ort oder Postleitzahl").fill("Hagen")
    page.get_by_role("button", name="Jobs zeigen").click()
    assert page.locator("[data-total]").get_attribute("data-total") == "2"
    page.locator("details.filter").evaluate("node => node.open = true")
    page.get_by_label("Früh").check()
    page.get_by_label("2.400 bis 2.800 €").check()
    check(page)
    page.get_by_role("button", name="Filter anwenden").click()
    assert page.locator("article[data-listing]").count() == 1
    check(page)
    page.get_by_role("link", name="Kundenberater:in Strom").click()
    assert "2.500–2.700" in page.content()
    check(page)
    page.goto(live_server.url + "/jobs/hagen/")
    check(page)
    page.get_by_role("link", name="Ratgeber lesen").click()
    assert page.get_by_role("heading", name="Ein Arbeitstag").is_visible()
    check(page)
