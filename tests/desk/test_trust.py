"""Trusted employers: whose listings go online at once, and whose never do."""

import pytest
from django.core import mail
from django.utils import timezone

from listings import lifecycle
from listings.models import Employer, Listing, Membership, Person
from listings.submitting import trust
from tests.test_submitting import GOOD, link_in
from tests.test_submitting import log_in as person_logs_in
from tests.test_submitting import sent as send

ADDRESS = GOOD["contact_email"]


@pytest.fixture
def employer(make_listing) -> Employer:
    """Trusted, claimed by the sender of the form, and with one listing online."""
    row = make_listing(employer=GOOD["company"], submitter_email=ADDRESS)
    person = Person.objects.create(email=ADDRESS)
    Membership.objects.create(person=person, employer=row.hiring_organization, accepted_at=timezone.now(), role="owner")
    Employer.objects.update(is_trusted=True)
    return Employer.objects.get()


def sent(client, **fields) -> Listing:
    """Typed into the form and confirmed by the link in the mail."""
    send(client, {**GOOD, **fields})
    client.post(link_in(mail.outbox[-1]))
    return Listing.objects.latest("pk")


@pytest.mark.django_db(transaction=True)
def test_a_clean_listing_of_a_trusted_employer_is_online_at_once(client, employer) -> None:
    row = sent(client)
    assert row.is_live
    assert [(event.action, event.user, event.reason) for event in row.events.all()][-1] == (
        "published",
        None,
        trust.BY_TRUST,
    )
    assert "ist online" in mail.outbox[-1].body


@pytest.mark.django_db(transaction=True)
def test_who_is_logged_in_needs_no_link_and_is_told(client, employer) -> None:
    person_logs_in(client, ADDRESS)
    page = client.get(send(client).url).content.decode()
    assert "deine Anzeige ist online" in page
    assert Listing.objects.latest("pk").is_live
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "why", ["not trusted", "first", "a finding", "a stranger", "removed", "asked before", "rejected before"]
)
def test_everything_else_waits_for_a_moderator(client, employer, why) -> None:
    fields, old = {}, Listing.objects.get()
    if why == "not trusted":
        Employer.objects.update(is_trusted=False)
    elif why == "first":
        old.delete()
    elif why == "a finding":
        fields = {"description": GOOD["description"] + " Dich erwartet ein junges Team."}
    elif why == "a stranger":
        fields = {"contact_email": "jemand@anders.example"}
    elif why == "removed":
        Membership.objects.update(removed_at=timezone.now())
    else:
        lifecycle.note(old, why.split()[0], by=None)
    assert sent(client, **fields).status == "in_review"


@pytest.mark.django_db(transaction=True)
def test_a_second_press_of_the_link_publishes_nothing_that_a_moderator_returned(client, employer) -> None:
    Employer.objects.update(is_trusted=False)
    row = sent(client)
    link = link_in(mail.outbox[-1])
    Employer.objects.update(is_trusted=True)
    lifecycle.ask_for_changes(listing=row, reason="Bitte ändern")
    lifecycle.send_again(listing=row)
    client.post(link)
    row.refresh_from_db()
    assert row.status == "in_review"


@pytest.mark.parametrize(
    ("count", "objection", "is_member", "is_suggested"),
    [(5, "", True, True), (4, "", True, False), (6, "asked", True, False), (6, "", False, False)],
)
def test_an_employer_is_suggested_after_five_clean_listings(
    log_in, make_listing, count, objection, is_member, is_suggested
) -> None:
    rows = [make_listing() for _ in range(count)]
    employer = rows[0].hiring_organization
    if objection:
        lifecycle.note(rows[0], objection, by=None)
    if is_member:
        person = Person.objects.create(email=ADDRESS)
        Membership.objects.create(person=person, employer=employer, accepted_at=timezone.now())
    client = log_in("moderation")
    found = client.get("/admin/listings/employer/?vertraut=vorschlag").context["cl"].result_list
    assert list(found) == ([employer] if is_suggested else [])


def test_a_moderator_trusts_and_the_log_says_who(log_in, make_listing) -> None:
    employer = make_listing().hiring_organization
    client, path = log_in("moderation"), "/admin/listings/employer/"
    client.post(path, {"action": "publish_at_once", "_selected_action": [employer.pk]})
    assert Employer.objects.get().is_trusted
    log = client.get(f"{path}{employer.pk}/history/").content.decode()
    assert "Veröffentlicht sofort" in log
    client.post(path, {"action": "review_again", "_selected_action": [employer.pk]})
    assert not Employer.objects.get().is_trusted
