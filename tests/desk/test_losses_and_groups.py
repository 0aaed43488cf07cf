"""Ten thousand losses and large groups of doubles are pages of bounded size, and every decision can be taken there."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from listings.models import Listing, Source


def copies(row: Listing, count: int) -> None:
    """In one statement, since ten thousand rows with all their columns take long on the way."""
    names = [field.column for field in Listing._meta.concrete_fields if field.column not in {"id", "external_id"}]
    columns = '"' + '", "'.join(names) + '"'
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO listings_listing (external_id, {columns}) SELECT 'k' || number, {columns} "  # noqa: S608
            "FROM listings_listing, generate_series(1, %s) AS number WHERE id = %s",
            [count, row.pk],
        )


@pytest.fixture
def losing(make_listing, source) -> Source:
    row = make_listing(source=source, external_id="1", missing_since=timezone.now(), missing_runs=1)
    copies(row, 9_999)
    return source


def test_ten_thousand_losses_are_a_short_page_and_one_decision(log_in, losing) -> None:
    client = log_in("betrieb")
    url = f"/admin/listings/sourcewithlosses/{losing.pk}/change/"
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert (len(queries) <= 10, len(answer.content) < 80_000) == (True, True)
    page = answer.content.decode()
    assert "10000 von 10000 Anzeigen fehlen" in page
    assert "Massenverlust" in page
    assert "Seite 100 von 100" in client.get(f"{url}?seite=100").content.decode()
    client.post(f"/admin/listings/sourcewithlosses/{losing.pk}/weg/")
    assert Listing.objects.filter(status="withdrawn").count() == 10_000
    assert LogEntry.objects.get().get_change_message() == "Verlust bestätigt: 10000 Stellen zurückgezogen"


def test_a_loss_can_be_denied_on_its_page(log_in, source, make_listing) -> None:
    make_listing(source=source, external_id="1", missing_since=timezone.now(), missing_runs=2)
    log_in("betrieb").post(f"/admin/listings/sourcewithlosses/{source.pk}/behalten/")
    row = Listing.objects.get()
    assert (row.status, row.missing_since, row.missing_runs) == ("published", None, 0)


def test_the_list_of_losses_costs_the_same_with_many_sources(log_in, make_listing) -> None:
    client = log_in("betrieb")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/listings/sourcewithlosses/")
        return len(queries)

    def lose(number: int) -> None:
        source = Source.objects.create(slug=f"q{number}", name=f"Q{number}", format="personio", employer_name="E")
        make_listing(source=source, external_id="1", missing_since=timezone.now(), missing_runs=1)

    lose(0)
    before = cost()
    for number in range(1, 20):
        lose(number)
    assert cost() == before


def test_what_stood_behind_a_withdrawn_listing_is_shown_again(log_in, source, make_listing) -> None:
    board = Source.objects.create(slug="b", name="Börse", format="indeed", employer_name="B")
    shown = make_listing(source=source, external_id="1", missing_since=timezone.now(), missing_runs=1)
    hidden = make_listing(source=board, external_id="1", is_hidden_duplicate=True, duplicate_of=shown)
    log_in("betrieb").post(f"/admin/listings/sourcewithlosses/{source.pk}/weg/")
    assert list(Listing.objects.live()) == [hidden]


@pytest.fixture
def groups(make_listing, source) -> Listing:
    """A shown listing with 150 behind it, and forty small groups; returns the large one's."""
    board = Source.objects.create(slug="b", name="Börse", format="indeed", employer_name="B")
    big = make_listing(source=source, external_id="big", title="Große Gruppe")
    behind = make_listing(source=board, external_id="x", title="Dahinter", is_hidden_duplicate=True, duplicate_of=big)
    copies(behind, 149)
    for number in range(40):
        head = make_listing(source=source, external_id=f"s{number}", title=f"Kleine {number}")
        make_listing(source=board, external_id=f"h{number}", is_hidden_duplicate=True, duplicate_of=head)
    return big


def test_groups_are_shown_with_what_stands_behind_at_a_bounded_cost(log_in, groups) -> None:
    client = log_in("moderation")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/admin/listings/double/gruppen/")
    assert len(queries) <= 8
    shown = answer.context["groups"]
    assert [(shown[0][0], len(shown[0][1]), shown[0][2]), len(shown)] == [(groups, 10, 140), 25]
    assert len(client.get("/admin/listings/double/gruppen/?seite=2").context["groups"]) == 16
    one = client.get(f"/admin/listings/double/gruppen/{groups.pk}/")
    assert len(one.context["groups"][0][1]) == 100
    assert "Seite 1 von 2" in one.content.decode()
    assert client.get("/admin/listings/double/").status_code == 200


def test_a_double_is_taken_out_of_its_group_and_put_back(log_in, groups) -> None:
    client = log_in("moderation")
    row = Listing.objects.filter(duplicate_of=groups).first()
    answer = client.post(f"/admin/listings/double/{row.pk}/fuer-sich/")
    assert answer["Location"] == f"/admin/listings/double/gruppen/{groups.pk}/"
    row.refresh_from_db()
    assert (row.is_hidden_duplicate, row.is_never_duplicate) == (False, True)
    listed = client.get("/admin/listings/double/?is_never_duplicate__exact=1")
    assert list(listed.context["cl"].result_list.values_list("pk", flat=True)) == [row.pk]
    client.post("/admin/listings/double/", {"action": "put_back", "_selected_action": [row.pk]})
    row.refresh_from_db()
    assert not row.is_never_duplicate
