"""An employer is told once that a listing ends, and extends it with the link of that mail."""

import re
import smtplib
from datetime import datetime, timedelta
from threading import Thread

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connections, transaction
from django.utils import timezone

from listings import lifecycle
from listings.models import Listing, Membership, Person
from listings.submitting import extension

BOSS = "chefin@volmetal.example"


@pytest.fixture
def typed(make_listing):
    def make(days: float = 5, **fields):
        end = timezone.now() + timedelta(days=days)
        return make_listing(**({"submitter_email": BOSS, "valid_through": end} | fields))

    return make


def path_of(listing: Listing) -> str:
    return re.search(r"/arbeitgeber/verlaengern/\S+", extension.link_to(listing, listing.submitter_email))[0]


def days_left(listing: Listing) -> int:
    listing.refresh_from_db()
    return (timezone.localdate(listing.valid_through) - timezone.localdate()).days


def test_the_way_from_the_warning_to_the_extended_listing(client, typed) -> None:
    listing = typed()
    before = listing.valid_through
    assert extension.warn_of_ends() == 1
    letter = mail.outbox[0]
    assert letter.to == [BOSS]
    assert "Kundenberater:in (m/w/d)" in letter.body
    link = re.search(r"https?://\S+?(/arbeitgeber/verlaengern/\S+)", letter.body)[1]
    page = client.get(link)
    listing.refresh_from_db()
    assert (page.status_code, listing.valid_through) == (200, before), "opening the link changes nothing"
    assert re.search(r"Bis \d+\. \w+ \d{4} verlängern", page.content.decode())
    assert "Deine Anzeige ist verlängert" in client.post(link).content.decode()
    assert days_left(listing) == 65
    assert timezone.localtime(listing.valid_through).strftime("%H:%M:%S") == "23:59:59"
    assert listing.end_warned_at is None


def test_nobody_is_told_twice_for_one_end_but_again_for_the_next(client, typed) -> None:
    listing = typed()
    assert [extension.warn_of_ends(), extension.warn_of_ends()] == [1, 0]
    client.post(path_of(listing))
    assert extension.warn_of_ends() == 0
    listing.refresh_from_db()
    assert extension.warn_of_ends(now=listing.valid_through - timedelta(days=6)) == 1


def test_an_end_that_a_moderator_moved_far_away_is_warned_of_again(typed) -> None:
    listing = typed()
    extension.warn_of_ends()
    end = timezone.now() + timedelta(days=40)
    Listing.objects.filter(pk=listing.pk).update(valid_through=end)
    assert extension.warn_of_ends() == 0
    assert extension.warn_of_ends(now=end - timedelta(days=3)) == 1


def test_only_live_typed_listings_near_their_end_are_warned_of(typed, make_listing) -> None:
    typed(days=8)
    typed(days=-1)
    typed(status="paused")
    typed(submitter_email="")
    typed(valid_through=None)
    assert extension.warn_of_ends() == 0


def test_several_listings_of_one_employer_stand_in_one_mail(typed) -> None:
    typed(days=3, title="Nachtdienst")
    typed(days=4, title="Frühdienst")
    typed(submitter_email="andere@lenne.example")
    assert extension.warn_of_ends() == 2
    assert sorted(letter.body.count("/verlaengern/") for letter in mail.outbox) == [1, 2]


def test_whoever_left_the_team_is_not_told_and_leaves_the_links_behind(client, typed) -> None:
    listing = typed(submitter_email="weg@volmetal.example")
    own = typed(submitter_email="weg@volmetal.example", employer="Eigene GmbH", title="Eigene")
    links = [path_of(listing), path_of(own)]
    for address, role, removed in (("weg@volmetal.example", "member", timezone.now()), (BOSS, "owner", None)):
        person = Person.objects.create(email=address)
        Membership.objects.create(employer=listing.hiring_organization, person=person, role=role,
                                  accepted_at=timezone.now(), removed_at=removed)  # fmt: skip
    assert [client.post(link).status_code for link in links] == [404, 200]
    assert days_left(listing) == 5
    assert extension.warn_of_ends() == 1
    assert [letter.to for letter in mail.outbox] == [[BOSS]]
    client.post(re.search(r"https?://\S+?(/arbeitgeber/verlaengern/\S+)", mail.outbox[0].body)[1])
    assert days_left(listing) == 65


def test_a_mail_server_that_is_away_leaves_everybody_for_the_next_time(typed, monkeypatch) -> None:
    listing = typed()

    def away(self) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "open", away)
        with pytest.raises(ConnectionRefusedError):
            extension.warn_of_ends()
    listing.refresh_from_db()
    assert listing.end_warned_at is None
    assert extension.warn_of_ends() == 1


def test_one_refused_address_keeps_no_other_employer_waiting(typed, monkeypatch) -> None:
    typed(days=1, submitter_email="voll@volmetal.example")
    typed(days=2)
    send = EmailBackend.send_messages

    def refuse(self, messages):
        if messages[0].to == ["voll@volmetal.example"]:
            raise smtplib.SMTPRecipientsRefused({})
        return send(self, messages)

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", refuse)
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            extension.warn_of_ends()
    assert [letter.to for letter in mail.outbox] == [[BOSS]]
    assert extension.warn_of_ends() == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_before_the_mail_left_is_not_followed_by_a_second_one(typed, monkeypatch) -> None:
    listing = typed()

    def die(self, messages) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", die)
        with pytest.raises(SystemExit):
            extension.warn_of_ends()
    listing.refresh_from_db()
    assert listing.end_warned_at is not None
    assert extension.warn_of_ends() == 0


@pytest.mark.django_db(transaction=True)
def test_a_listing_that_another_worker_is_about_to_mail_is_passed_over(typed) -> None:
    typed(submitter_email="andere@lenne.example", days=1)
    taken = typed(days=2)
    counts: list[int] = []

    def warn() -> None:
        try:
            counts.append(extension.warn_of_ends())
        finally:
            connections.close_all()

    with transaction.atomic():
        Listing.objects.select_for_update().get(pk=taken.pk)
        other = Thread(target=warn)
        other.start()
        other.join(10)
        assert counts == [1]
    assert extension.warn_of_ends() == 1


def test_a_link_extends_once_however_often_it_is_sent(client, typed) -> None:
    listing = typed()
    link = path_of(listing)
    client.post(link)
    end = Listing.objects.get().valid_through
    again = client.post(link)
    assert again.status_code == 200
    assert "ist schon verlängert" in again.content.decode()
    assert "ist schon verlängert" in client.get(link).content.decode()
    assert Listing.objects.get().valid_through == end


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_extend_once(typed) -> None:
    listing = typed()
    end, ends = listing.valid_through, []

    def press() -> None:
        try:
            ends.append(lifecycle.extend(listing=listing, end=end).valid_through)
        finally:
            connections.close_all()

    with transaction.atomic():
        Listing.objects.select_for_update().get(pk=listing.pk)
        threads = [Thread(target=press) for _ in range(2)]
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join(10)
    assert len(ends) == 2
    assert len(set(ends)) == 1
    assert days_left(listing) == 65


@pytest.mark.parametrize("is_settled", [True, False])
def test_a_listing_that_just_ended_comes_back_and_is_found(client, typed, is_settled) -> None:
    listing = typed(days=-29)
    if is_settled:
        lifecycle.expire()
    link = path_of(listing)
    assert "War online bis" in client.get(link).content.decode()
    client.post(link)
    assert days_left(listing) == 60
    assert listing.status == "published"
    assert b'data-total="1"' in client.get("/jobs/").content


def test_what_ended_more_than_thirty_days_ago_stays_away(client, typed) -> None:
    listing = typed(days=-31)
    lifecycle.expire()
    for response in (client.get(path_of(listing)), client.post(path_of(listing))):
        assert response.status_code == 410
        assert "ersten 30 Tagen" in response.content.decode()
    listing.refresh_from_db()
    assert listing.status == "expired"


@pytest.mark.parametrize("status", ["closed", "rejected", "withdrawn", "paused"])
def test_what_somebody_ended_is_not_extended(client, typed, status) -> None:
    listing = typed(status=status)
    response = client.post(path_of(listing))
    assert response.status_code == 410
    assert "lässt sich nicht verlängern" in response.content.decode()
    assert days_left(listing) == 5


def test_no_end_lies_more_than_180_days_ahead_and_none_moves_back() -> None:
    now = timezone.now()
    listing = Listing(status="published", valid_through=now + timedelta(days=150))
    assert (timezone.localdate(lifecycle.end_after_extension(listing, now)) - timezone.localdate(now)).days == 180
    listing.valid_through = now + timedelta(days=200)
    assert lifecycle.end_after_extension(listing, now) == listing.valid_through


@pytest.mark.parametrize("token", ["MQ:falsch:falsch", "x", "W10:1a2b3c:AAAA"])
def test_an_altered_link_shows_a_german_page(client, typed, token) -> None:
    typed()
    for response in (
        client.get(f"/arbeitgeber/verlaengern/{token}/"),
        client.post(f"/arbeitgeber/verlaengern/{token}/"),
    ):
        assert response.status_code == 404
        assert "Dieser Link gilt nicht" in response.content.decode()


def test_a_link_of_another_kind_is_no_link_to_extend(client, typed) -> None:
    from django.core import signing

    listing = typed()
    token = signing.dumps([listing.pk, listing.valid_through.isoformat()], salt="confirm-listing")
    assert client.post(f"/arbeitgeber/verlaengern/{token}/").status_code == 404
    assert days_left(listing) == 5


def test_the_form_is_protected_against_other_sites(typed) -> None:
    from django.test import Client

    listing = typed()
    assert Client(enforce_csrf_checks=True).post(path_of(listing)).status_code == 403
    assert days_left(listing) == 5


def test_the_end_is_the_same_hour_of_the_clock_across_the_change_to_summer_time() -> None:
    zone = timezone.get_current_timezone()
    now = datetime(2027, 3, 1, 12, tzinfo=zone)
    listing = Listing(status="published", valid_through=datetime(2027, 3, 5, 23, 59, 59, tzinfo=zone))
    assert lifecycle.end_after_extension(listing, now) == datetime(2027, 5, 4, 23, 59, 59, tzinfo=zone)
