"""Who may act for an employer, and how soon nobody else may."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.utils import timezone

from listings import lifecycle, retention
from listings.models import Employer, EmployerClaim, LoginLink, Membership, Person
from listings.submitting import access, addresses, login, members, personal
from tests.access.conftest import link_of, person

BOSS = "chefin@volmetal.example"


@pytest.fixture
def volmetal(make_employer) -> Employer:
    return make_employer(domain="volmetal.example")


def test_the_first_address_on_the_domain_is_answerable_and_the_next_joins(db, volmetal, mailoutbox) -> None:
    first = members.join_or_claim(login.person_at(BOSS), volmetal)
    second = members.join_or_claim(login.person_at("azubi@volmetal.example"), volmetal)
    assert isinstance(first, Membership)
    assert isinstance(second, Membership)
    assert (first.role, second.role) == ("owner", "member")
    assert list(access.employers_of(person("azubi@volmetal.example"))) == [volmetal]
    assert members.join_or_claim(person(BOSS), volmetal) == first
    assert Membership.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_owners_are_told_who_joined(volmetal) -> None:
    members.join_or_claim(login.person_at(BOSS), volmetal)
    members.join_or_claim(login.person_at("azubi@volmetal.example"), volmetal)
    assert [letter.to for letter in mail.outbox] == [[BOSS]]
    assert "azubi@volmetal.example" in mail.outbox[0].body
    assert f"/arbeitgeber/{volmetal.slug}/team/" in mail.outbox[0].body


LOOK_ALIKES = [
    "x@volmetal.example.evil.example", "x@evil-volmetal.example", "x@mail.volmetal.example", "x@volmetal.exampl",
    "x@olmetal.example", "x@volmetal-example.evil.example", "x@example", "x@v\u043elmetal.example", "x@volmetal.example.",
    "volmetal.example@evil.example", "x@volmetal.examplee",
]  # fmt: skip


@pytest.mark.parametrize("address", LOOK_ALIKES)
def test_an_address_that_only_looks_like_the_domain_proves_nothing(volmetal, address) -> None:
    try:
        claimed = members.join_or_claim(login.person_at(addresses.one_spelling(address)), volmetal)
    except ValidationError:
        return
    assert isinstance(claimed, EmployerClaim)
    assert not access.employers_of(claimed.person).exists()


@pytest.mark.parametrize(
    "domain", ["gmail.com", "gmx.de", "web.de", "t-online.de", "yahoo.co.uk", "outlook.fr", "mailinator.com"]
)
def test_a_mailbox_that_anybody_can_have_never_proves_anything(make_employer, domain) -> None:
    employer = make_employer(domain=domain, website=f"https://{domain}")
    claimed = members.join_or_claim(login.person_at(f"volmetal@{domain}"), employer)
    assert isinstance(claimed, EmployerClaim)


def test_the_website_an_editor_wrote_proves_the_first_claim_and_becomes_the_domain(make_employer) -> None:
    employer = make_employer(website="https://www.volmetal.example/karriere")
    assert isinstance(members.join_or_claim(login.person_at(BOSS), employer), Membership)
    employer.refresh_from_db()
    assert employer.domain == "volmetal.example"


def test_a_website_that_members_wrote_themselves_proves_nothing(make_employer, make_member) -> None:
    employer = make_employer(website="https://evil.example")
    make_member(employer, BOSS, "owner")
    assert isinstance(members.join_or_claim(login.person_at("x@evil.example"), employer), EmployerClaim)


def test_an_employer_without_domain_is_a_moderators_matter(make_employer) -> None:
    employer = make_employer()
    claim = members.join_or_claim(login.person_at(BOSS), employer, statement="Ich leite das Büro.")
    again = members.join_or_claim(person(BOSS), employer)
    assert isinstance(claim, EmployerClaim)
    assert again == claim
    assert EmployerClaim.objects.get().statement == "Ich leite das Büro."


@pytest.mark.django_db(transaction=True)
def test_a_moderator_accepts_a_claim_once(make_employer, admin_user) -> None:
    employer = make_employer()
    claim = members.join_or_claim(login.person_at("volmetal@gmx.de"), employer)
    joined = members.accept_claim(claim=claim, by=admin_user)
    assert joined.role == "owner"
    assert list(access.employers_of(person("volmetal@gmx.de"))) == [employer]
    claim.refresh_from_db()
    assert (claim.state, claim.decided_by) == ("accepted", admin_user)
    assert "/arbeitgeber/anmelden/" in mail.outbox[0].body
    with pytest.raises(members.NotWaiting):
        members.refuse_claim(claim=claim, by=admin_user, reason="doch nicht")
    with pytest.raises(members.NotWaiting):
        members.accept_claim(claim=claim, by=admin_user)


@pytest.mark.django_db(transaction=True)
def test_a_refused_claim_names_the_reason_and_opens_nothing(make_employer, admin_user) -> None:
    claim = members.join_or_claim(login.person_at("fremd@gmx.de"), make_employer())
    members.refuse_claim(claim=claim, by=admin_user, reason="Das Unternehmen kennt dich nicht.")
    assert "Das Unternehmen kennt dich nicht." in mail.outbox[0].body
    assert not access.employers_of(person("fremd@gmx.de")).exists()


@pytest.mark.django_db(transaction=True)
def test_a_name_with_a_line_break_becomes_no_mail_header(make_employer, admin_user) -> None:
    employer = make_employer("Volmetal\nBcc: alle@evil.example")
    claim = members.join_or_claim(login.person_at("fremd@gmx.de"), employer)
    members.refuse_claim(claim=claim, by=admin_user, reason="Nein.")
    assert mail.outbox[0].subject == "Deine Anfrage zu Volmetal Bcc: alle@evil.example"
    assert mail.outbox[0].recipients() == ["fremd@gmx.de"]


def test_a_removed_member_loses_access_at_once_and_the_domain_does_not_bring_it_back(
    browser, volmetal, make_member, make_listing
) -> None:
    make_member(volmetal, BOSS, "owner")
    gone = make_member(volmetal, "azubi@volmetal.example")
    listing = make_listing(employer=volmetal.name, submitter_email="azubi@volmetal.example")
    client = browser("azubi@volmetal.example")
    team = f"/arbeitgeber/{volmetal.slug}/team/"
    assert client.get(team).status_code == 200
    assert listing in access.listings_of(gone.person)
    members.remove(membership=gone)
    assert client.get(team).status_code == 404, "the same session, the next request"
    assert not access.listings_of(gone.person).exists(), "the address it was sent from counts no longer"
    client.post(f"/arbeitgeber/{volmetal.slug}/uebernehmen/", {"statement": "Lasst mich wieder rein."})
    assert client.get(team).status_code == 404
    assert EmployerClaim.objects.get().state == "waiting"
    page = client.get(f"/arbeitgeber/{volmetal.slug}/uebernehmen/").content.decode()
    assert "Wir prüfen deine Anfrage" in page


def test_an_invitation_brings_a_removed_member_back(volmetal, make_member) -> None:
    boss, gone = make_member(volmetal, BOSS, "owner"), make_member(volmetal, "azubi@volmetal.example", "owner")
    members.remove(membership=gone)
    members.invite(employer=volmetal, address="azubi@volmetal.example", role="member", by=boss.person)
    gone.refresh_from_db()
    assert not access.employers_of(gone.person).exists(), "not before it is accepted"
    members.accept(membership=gone)
    assert list(access.employers_of(gone.person)) == [volmetal]
    assert not access.owned_by(gone.person).exists()


def test_the_senders_address_counts_while_nobody_claimed_the_employer(make_listing, make_member) -> None:
    listing = make_listing(submitter_email="Chefin@Volmetal.example")
    sender = login.person_at(BOSS)
    assert list(access.listings_of(sender)) == [listing]
    make_member(listing.hiring_organization, "jemand@lenne.example", accepted_at=None)
    assert list(access.listings_of(sender)) == [listing], "an invitation claims nothing"
    make_member(listing.hiring_organization, "andere@lenne.example", "owner")
    assert not access.listings_of(sender).exists()


def test_imported_listings_belong_to_their_source(make_listing, make_member) -> None:
    from listings.models import Source

    source = Source.objects.create(slug="lenne", name="Lenne", format="personio", employer_name="Lenne")
    listing = make_listing(source=source)
    boss = make_member(listing.hiring_organization, BOSS, "owner")
    assert not access.listings_of(boss.person).exists()


def test_the_last_owner_cannot_be_removed_or_stop(volmetal, make_member) -> None:
    boss = make_member(volmetal, BOSS, "owner")
    make_member(volmetal, "azubi@volmetal.example")
    with pytest.raises(members.LastOwner):
        members.remove(membership=boss)
    with pytest.raises(members.LastOwner):
        members.give_role(membership=boss, role="member")
    assert list(access.owned_by(boss.person)) == [volmetal]


def at_once(monkeypatch, inside: str, *calls: Callable[[], object]) -> None:
    """Runs both; whoever comes to `inside` waits a moment for the other, who is not let in while the first is there."""
    meeting, original = Barrier(len(calls)), getattr(members, inside)

    def meet(*args: object) -> object:
        found = original(*args)
        with suppress(BrokenBarrierError):
            meeting.wait(timeout=0.3)
        return found

    def run(call: Callable[[], object]) -> None:
        call()
        connections.close_all()

    monkeypatch.setattr(members, inside, meet)
    threads = [Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_remove_each_other_at_once_do_not_both_go(make_employer, make_member, monkeypatch) -> None:
    employer = make_employer()
    one, two = [make_member(employer, f"{name}@volmetal.example", "owner") for name in ("a", "b")]
    refused = []

    def remove(membership: Membership) -> None:
        try:
            members.remove(membership=membership)
        except members.LastOwner:
            refused.append(membership)

    at_once(monkeypatch, "_only_owner", lambda: remove(one), lambda: remove(two))
    assert len(refused) == 1
    assert Membership.objects.active().filter(employer=employer).count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_invitation_makes_a_member_and_logs_nobody_in(client, browser, volmetal, make_member) -> None:
    make_member(volmetal, BOSS, "owner")
    owner = browser(BOSS)
    owner.post(f"/arbeitgeber/{volmetal.slug}/team/einladen/", {"email": "Neu@Lenne.example", "role": "member"})
    assert mail.outbox[-1].to == ["neu@lenne.example"]
    link = link_of("einladung")
    assert volmetal.name in client.get(link).content.decode()
    assert not access.employers_of(person("neu@lenne.example")).exists(), "opening a link changes nothing"
    assert "Einladung angenommen" in client.post(link).content.decode()
    assert list(access.employers_of(person("neu@lenne.example"))) == [volmetal]
    assert client.get("/arbeitgeber/konto/").status_code == 302
    assert client.post(link).status_code == 410, "once"


@pytest.mark.parametrize("undo", ["remove", "age", "invite again", "log in"])
def test_an_invitation_ends(client, volmetal, make_member, django_capture_on_commit_callbacks, undo) -> None:
    boss = make_member(volmetal, BOSS, "owner")
    with django_capture_on_commit_callbacks(execute=True):
        invited = members.invite(employer=volmetal, address="neu@lenne.example", role="owner", by=boss.person)
    link = link_of("einladung")
    if undo == "remove":
        members.remove(membership=invited)
    elif undo == "age":
        LoginLink.objects.update(created_at=timezone.now() - timedelta(days=7, minutes=1))
    elif undo == "invite again":
        members.invite(employer=volmetal, address="neu@lenne.example", role="member", by=boss.person)
    else:
        link = link.replace("einladung", "anmelden")
    assert client.post(link).status_code == 410
    assert not access.employers_of(person("neu@lenne.example")).exists()


def test_whoever_is_logged_in_accepts_without_the_mail_and_nobody_else_does(browser, volmetal, make_member) -> None:
    boss = make_member(volmetal, BOSS, "owner")
    invited = members.invite(employer=volmetal, address="neu@lenne.example", role="member", by=boss.person)
    path = f"/arbeitgeber/konto/einladung/{invited.pk}/"
    assert browser("fremd@lenne.example").post(path).status_code == 404
    client = browser("neu@lenne.example")
    assert volmetal.name in client.get("/arbeitgeber/konto/").content.decode()
    assert client.get(f"/arbeitgeber/{volmetal.slug}/team/").status_code == 404, "invited is not in"
    assert client.post(path).status_code == 302
    assert client.get(f"/arbeitgeber/{volmetal.slug}/team/").status_code == 200


def test_inviting_a_member_changes_nothing_and_answers_the_same(browser, volmetal, make_member) -> None:
    make_member(volmetal, BOSS, "owner")
    other = make_member(volmetal, "zweite@volmetal.example", "owner")
    client = browser(BOSS)
    client.post(f"/arbeitgeber/{volmetal.slug}/team/einladen/", {"email": "zweite@volmetal.example", "role": "member"})
    other.refresh_from_db()
    assert other.role == "owner"
    assert other.accepted_at


def test_the_team_says_nothing_about_invited_people_but_their_address(browser, volmetal, make_member) -> None:
    boss = make_member(volmetal, BOSS, "owner")
    Person.objects.create(email="neu@lenne.example", name="Geheimer Name")
    members.invite(employer=volmetal, address="neu@lenne.example", role="member", by=boss.person)
    page = browser(BOSS).get(f"/arbeitgeber/{volmetal.slug}/team/").content.decode()
    assert "neu@lenne.example" in page
    assert "Geheimer Name" not in page


def test_an_employer_may_not_fill_a_mailbox_with_invitations(browser, volmetal, make_member) -> None:
    make_member(volmetal, BOSS, "owner")
    client, path = browser(BOSS), f"/arbeitgeber/{volmetal.slug}/team/einladen/"
    sent = [
        client.post(path, {"email": f"neu+{number}@lenne.example", "role": "member"}, REMOTE_ADDR="203.0.113.7")
        for number in range(4)
    ]
    assert [answer.status_code for answer in sent] == [302, 302, 302, 429]


@pytest.mark.django_db(transaction=True)
def test_two_first_claims_at_once_make_one_owner(make_employer, monkeypatch) -> None:
    employer = make_employer(domain="volmetal.example")
    one, two = [login.person_at(f"{name}@volmetal.example") for name in ("a", "b")]
    at_once(
        monkeypatch, "_has_owner",
        lambda: members.join_or_claim(one, employer), lambda: members.join_or_claim(two, employer),
    )  # fmt: skip
    assert sorted(Membership.objects.values_list("role", flat=True)) == ["member", "owner"]


def test_invitations_nobody_took_up_and_old_removals_are_forgotten(volmetal, make_member) -> None:
    now = timezone.now()
    make_member(volmetal, BOSS, "owner")
    make_member(volmetal, "alt@lenne.example", accepted_at=None)
    make_member(volmetal, "weg@lenne.example", removed_at=now - timedelta(days=366))
    make_member(volmetal, "neulich@lenne.example", removed_at=now - timedelta(days=300))
    Membership.objects.filter(person__email="alt@lenne.example").update(created_at=now - timedelta(days=31))
    list(retention.apply(now))
    left = Membership.objects.values_list("person__email", flat=True)
    assert sorted(left) == [BOSS, "neulich@lenne.example"]


def test_an_employer_gets_its_address_with_the_first_live_listing(make_listing) -> None:
    listing = make_listing(status="in_review", published_at=None)
    assert listing.hiring_organization.slug is None
    lifecycle.publish(listing=listing)
    listing.hiring_organization.refresh_from_db()
    assert listing.hiring_organization.slug == "lenne-telefon-gmbh"


def test_imported_employers_get_theirs_from_the_timetable(make_listing) -> None:
    make_listing(employer="Müller & Söhne")
    make_listing(employer="Lenne", status="expired")
    assert [lifecycle.give_addresses(), lifecycle.give_addresses()] == [1, 0]
    assert set(Employer.objects.values_list("slug", flat=True)) == {"mueller-soehne", None}


TYPED_DOMAINS = {
    "https://www.Volmetal.example/karriere?x=1": "volmetal.example", "chefin@volmetal.example": "volmetal.example",
    " VOLMETAL.example. ": "volmetal.example", "https://me@evil.example@volmetal.example": "volmetal.example",
    "jobs.müller.example": "jobs.xn--mller-kva.example",
}  # fmt: skip
NO_DOMAINS = ["gmail.com", "https://www.gmx.de", "WEB.DE", "x@t-online.de", "outlook.fr", "volmetal", "192.0.2.7", "a b.example",
              "http://", "volmetal.example\u202e.com", "-.example"]  # fmt: skip


@pytest.mark.parametrize("typed", TYPED_DOMAINS)
def test_a_moderator_types_a_domain_in_any_spelling(admin_client, make_employer, typed) -> None:
    employer = make_employer()
    answer = admin_client.post(
        f"/admin/listings/employer/{employer.pk}/change/", {"name": employer.name, "domain": typed}
    )
    assert answer.status_code == 302, answer.context["errors"]
    employer.refresh_from_db()
    assert employer.domain == TYPED_DOMAINS[typed]


@pytest.mark.parametrize("typed", NO_DOMAINS)
def test_what_proves_nothing_is_refused_as_a_domain(admin_client, make_employer, typed) -> None:
    employer = make_employer()
    answer = admin_client.post(
        f"/admin/listings/employer/{employer.pk}/change/", {"name": employer.name, "domain": typed}
    )
    assert "domain" in answer.context["adminform"].form.errors
    employer.refresh_from_db()
    assert employer.domain == ""


def test_a_domain_speaks_for_one_employer(admin_client, make_employer, volmetal) -> None:
    other = make_employer("Volmetal Logistik GmbH", website="https://volmetal.example")
    url = f"/admin/listings/employer/{other.pk}/change/"
    answer = admin_client.post(url, {"name": other.name, "domain": "www.volmetal.example"}).content.decode()
    assert "gehört schon zu einem anderen Arbeitgeber" in answer
    claimed = members.join_or_claim(login.person_at(BOSS), other)
    assert isinstance(claimed, EmployerClaim), "a moderator knows how the two belong together"
    assert isinstance(members.join_or_claim(person(BOSS), volmetal), Membership)


def test_free_mailers_are_no_domain_even_where_an_editor_wrote_one_as_website(make_employer) -> None:
    employer = make_employer(website="https://www.gmx.de/volmetal")
    assert isinstance(members.join_or_claim(login.person_at("volmetal@gmx.de"), employer), EmployerClaim)
    employer.refresh_from_db()
    assert employer.domain == ""


def test_inviting_oneself_or_a_colleague_anew_changes_nothing_and_mails_nobody(
    browser, make_employer, make_member, django_capture_on_commit_callbacks
) -> None:
    employer = make_employer()
    make_member(employer, "chefin@volmetal.example", "owner")
    boss = browser("chefin@volmetal.example")
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        for address in ("chefin@volmetal.example", "CHEFIN@volmetal.example"):
            answer = boss.post(f"/arbeitgeber/{employer.slug}/team/einladen/", {"email": address, "role": "member"})
            assert answer.status_code == 302
    member = Membership.objects.get()
    assert (member.role, member.removed_at, mail.outbox) == ("owner", None, [])
    assert member.accepted_at


def test_who_posted_for_an_employer_finds_the_way_to_its_team(browser, make_employer, make_listing) -> None:
    """The page of the account names it: nobody guesses that the way leads over the public page."""
    employer = make_employer()
    make_listing(hiring_organization=employer, submitter_email=BOSS)
    client = browser(BOSS)
    way = f"/arbeitgeber/{employer.slug}/uebernehmen/"
    assert way in client.get("/arbeitgeber/konto/").content.decode()
    assert way not in browser("fremd@anders.example").get("/arbeitgeber/konto/").content.decode()
    client.post(way, {"statement": "Ich leite das Haus."})
    assert way not in client.get("/arbeitgeber/konto/").content.decode(), "asked already"


def test_the_form_knows_who_is_logged_in(browser, make_employer, make_member) -> None:
    make_member(make_employer(), BOSS)
    page = browser(BOSS).get("/arbeitgeber/stelle-aufgeben/").content.decode()
    assert 'value="Volmetal Service GmbH"' in page
    assert f'value="{BOSS}"' in page
    make_member(make_employer("Zweite GmbH"), BOSS)
    assert "Service GmbH" not in browser(BOSS).get("/arbeitgeber/stelle-aufgeben/").content.decode()


def test_own_listings_are_found_by_indexes_and_not_among_all(make_employer, make_member, make_listing) -> None:
    member = make_member(make_employer(), BOSS)
    make_listing(submitter_email=BOSS)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    for rows in (access.listings_of(member.person), access.listings_shown_to(member.person, [1])):
        assert "Seq Scan on listings_listing" not in rows.explain()
    plan = personal._listings(BOSS).explain()
    assert "listing_by_sender" in plan
    assert "listing_by_mailbox" in plan
