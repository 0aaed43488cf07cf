"""What waits for an operator's word: doubles and listings that went missing."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from listings import duplicates
from listings.models import Listing, Source

TEXT = (
    "Du berätst unsere Kundinnen am Telefon und im Chat, nimmst Störungen auf und planst Termine mit der Technik. " * 3
)


@pytest.fixture
def operator(client, db):
    user = User.objects.create_user("person", password="ein-langes-Passwort-7", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__model__in=["double", "sourcewithlosses"]))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def pair(make_listing) -> tuple[Listing, Listing]:
    own = Source.objects.create(slug="lenne", name="Lenne Karriere", format="personio", employer_name="Lenne")
    board = Source.objects.create(slug="boerse", name="Stellenbörse", format="indeed", employer_name="Börse")
    shared = {"title_key": "kundenberater", "description_text": TEXT}
    shown = make_listing(source=own, external_id="1", **shared)
    hidden = make_listing(source=board, external_id="9", apply_url="https://boerse.example/9", **shared)
    duplicates.regroup([shown.pk, hidden.pk])
    hidden.refresh_from_db()
    return shown, hidden


def test_a_double_is_named_on_the_page_of_the_shown_one_and_leads_there(client, pair) -> None:
    shown, hidden = pair
    assert hidden.is_hidden_duplicate
    page = client.get(shown.get_absolute_url()).content.decode()
    assert 'href="https://boerse.example/9">Stellenbörse</a>' in page
    answer = client.get(hidden.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (302, shown.get_absolute_url())


def test_an_editor_takes_a_double_apart_and_puts_it_back(operator, pair) -> None:
    _, hidden = pair
    listed = operator.get("/admin/listings/double/").content.decode()
    assert "Kundenberater:in (m/w/d) (Lenne Karriere)" in listed
    compared = operator.get(f"/admin/listings/double/{hidden.pk}/change/").content.decode()
    assert "<td>Stellenbörse</td>" in compared
    assert "Lenne Karriere" in compared
    for action, is_hidden in (("take_apart", False), ("put_back", True)):
        operator.post("/admin/listings/double/", {"action": action, "_selected_action": [hidden.pk]})
        hidden.refresh_from_db()
        assert hidden.is_hidden_duplicate is is_hidden


@pytest.mark.parametrize(
    ("action", "status", "is_missing"), [("confirm", "withdrawn", True), ("deny", "published", False)]
)
def test_an_operator_decides_about_a_bulk_loss(operator, make_listing, action, status, is_missing) -> None:
    source = Source.objects.create(slug="lenne", name="Lenne", format="personio", employer_name="Lenne")
    since = timezone.now() - timedelta(hours=3)
    for number in range(6):
        make_listing(
            source=source, external_id=str(number), title=f"Stelle {number}", missing_since=since, missing_runs=1
        )
    other = make_listing(title="Andere")
    page = operator.get("/admin/listings/sourcewithlosses/").content.decode()
    assert "Massenverlust" in page
    assert "Stelle 3" in operator.get(f"/admin/listings/sourcewithlosses/{source.pk}/change/").content.decode()
    operator.post("/admin/listings/sourcewithlosses/", {"action": action, "_selected_action": [source.pk]})
    rows = Listing.objects.filter(source=source)
    assert {(row.status, row.missing_since is not None) for row in rows} == {(status, is_missing)}
    other.refresh_from_db()
    assert other.status == "published"


def test_without_the_right_to_change_nothing_is_decided(client, make_listing) -> None:
    source = Source.objects.create(slug="lenne", name="Lenne", format="personio", employer_name="Lenne")
    listing = make_listing(source=source, external_id="1", missing_since=timezone.now(), missing_runs=1)
    user = User.objects.create_user("leser", password="ein-langes-Passwort-7", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_sourcewithlosses"))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.post("/admin/listings/sourcewithlosses/", {"action": "confirm", "_selected_action": [source.pk]})
    listing.refresh_from_db()
    assert listing.status == "published"
