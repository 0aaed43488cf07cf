"""The desk: locked after failures, sanitises what is typed, acts only with the right to change."""

import pytest
from django.contrib.auth.models import Permission, User

from listings.models import Listing, Source

PASSWORD = "ein-langes-Passwort-7"


def staff(client, *rights: str) -> None:
    user = User.objects.create_user("person", password=PASSWORD, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


def test_the_log_in_is_locked_after_five_failures(client, db) -> None:
    User.objects.create_user("person", password=PASSWORD, is_staff=True)
    for _ in range(5):
        client.post("/admin/login/", {"username": "person", "password": "falsch"})
    assert client.post("/admin/login/", {"username": "person", "password": PASSWORD}).status_code == 429


def test_markup_typed_at_the_desk_is_cleaned_and_pay_compared_anew(client, make_listing) -> None:
    staff(client, "change_listing", "view_listing", "view_employer", "view_place")
    listing = make_listing()
    page = client.get(f"/admin/listings/listing/{listing.pk}/change/")
    data = {name: "" if value is None else value for name, value in page.context["adminform"].form.initial.items()}
    day = listing.valid_through
    data |= {
        "description_html": "<p onclick='x()'>Gut</p><script>alert(1)</script>", "base_salary_unit": "hour",
        "base_salary_min": "15", "base_salary_max": "16", "weekly_hours": "40", "valid_through_0": day.date(),
        "valid_through_1": "12:00:00",
    }  # fmt: skip
    response = client.post(f"/admin/listings/listing/{listing.pk}/change/", data)
    assert response.status_code == 302, response.context["adminform"].form.errors
    listing.refresh_from_db()
    assert listing.description_html == "<p>Gut</p>"
    assert (listing.salary_month_min, listing.salary_month_max) == (2600, 2773)


@pytest.mark.parametrize(("rights", "status"), [(("view_listing",), "in_review"), (("change_listing",), "published")])
def test_only_who_may_change_can_publish(client, make_listing, rights, status) -> None:
    listing = make_listing(status="in_review")
    staff(client, *rights, "view_listing")
    client.post("/admin/listings/listing/", {"action": "publish", "_selected_action": [listing.pk]})
    assert Listing.objects.get().status == status


def test_import_now_hands_the_source_to_a_worker(client, db, monkeypatch) -> None:
    staff(client, "change_source", "view_source")
    source = Source.objects.create(slug="lenne", name="Lenne", format="personio", employer_name="Lenne GmbH")
    called: list[int] = []
    monkeypatch.setattr("listings.tasks.import_feed.apply_async", lambda args, *_, **__: called.append(*args))
    client.post("/admin/listings/source/", {"action": "import_now", "_selected_action": [source.pk]})
    client.get(f"/admin/listings/source/{source.pk}/import/")
    assert called == [source.pk], "only a button press starts an import"
    assert "Jetzt importieren" in client.get(f"/admin/listings/source/{source.pk}/change/").content.decode()
    client.post(f"/admin/listings/source/{source.pk}/import/")
    assert called == [source.pk, source.pk]


@pytest.mark.parametrize(("is_behind", "status"), [(True, 302), (False, 429)])
def test_behind_the_proxy_only_the_address_it_saw_is_locked(client, db, settings, is_behind, status) -> None:
    settings.BEHIND_PROXY = is_behind
    User.objects.create_user("person", password=PASSWORD, is_staff=True)
    for _ in range(5):
        client.post("/admin/login/", {"username": "person", "password": "falsch"},
                    headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"})  # fmt: skip
    again = client.post("/admin/login/", {"username": "person", "password": PASSWORD},
                        headers={"X-Forwarded-For": "198.51.100.7, 203.0.113.10"})  # fmt: skip
    assert again.status_code == status
