"""The log-in by a link in a mail: what it must do, and what it must never do."""

import smtplib
from datetime import timedelta
from threading import Thread
from urllib.parse import quote

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connections
from django.test import Client
from django.utils import timezone

from listings.models import LoginLink, Person
from listings.submitting import access, login
from listings.vocabulary import LinkPurpose
from tests.access.conftest import link_of

PATH = "/arbeitgeber/anmelden/"
BOSS = "chefin@volmetal.example"
OUTSIDE = {"REMOTE_ADDR": "203.0.113.7"}


def ask(client: Client, address: str = BOSS, path: str = PATH, **more: str) -> str:
    """The path of the link in the mail."""
    assert client.post(path, {"email": address}, **more).status_code == 302
    return link_of("anmelden")


def is_in(client: Client) -> bool:
    return client.get("/arbeitgeber/konto/").status_code == 200


def test_the_way_from_the_address_to_the_desk(client, db) -> None:
    link = ask(client)
    assert mail.outbox[0].to == [BOSS]
    page = client.get(link)
    assert BOSS in page.content.decode()
    assert not Person.objects.exists(), "opening a link changes nothing"
    assert not is_in(client)
    assert client.post(link).headers["Location"] == "/arbeitgeber/stellen/"
    assert is_in(client)
    assert Person.objects.get().last_seen_at


def test_a_link_works_once(client, db) -> None:
    link = ask(client)
    client.post(link)
    thief = Client()
    assert (thief.post(link).status_code, thief.get(link).status_code) == (410, 410)
    assert not is_in(thief)


@pytest.mark.django_db(transaction=True)
def test_of_two_uses_at_the_same_moment_one_logs_in(client) -> None:
    secret, got = login.new_link(LinkPurpose.LOG_IN, BOSS), []

    def use() -> None:
        got.append(login.used(secret, LinkPurpose.LOG_IN) is not None)
        connections.close_all()

    both = [Thread(target=use) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(got) == [False, True]


@pytest.mark.parametrize(("minutes", "status"), [(29, 302), (31, 410)])
def test_a_link_works_for_half_an_hour(client, db, minutes, status) -> None:
    link = ask(client)
    LoginLink.objects.update(created_at=timezone.now() - timedelta(minutes=minutes))
    assert client.post(link).status_code == status


def test_a_link_of_another_purpose_logs_nobody_in(client, db) -> None:
    secret = login.new_link(LinkPurpose.INVITE, BOSS, "1")
    assert client.post(f"{PATH}{secret}/").status_code == 410
    assert not is_in(client)
    assert login.found(secret, LinkPurpose.INVITE), "and is not used up by trying"


@pytest.mark.parametrize("change", [lambda s: s[:-1], lambda s: s + "A", lambda s: s[::-1], lambda s: "x"])
def test_an_altered_link_logs_nobody_in(client, db, change) -> None:
    secret = login.new_link(LinkPurpose.LOG_IN, BOSS)
    assert client.post(f"{PATH}{quote(change(secret))}/").status_code == 410
    assert not is_in(client)


def test_only_the_digest_of_a_link_is_stored(client, db) -> None:
    secret = ask(client).removeprefix(PATH).strip("/")
    row = LoginLink.objects.get()
    assert secret not in " ".join(str(value) for value in vars(row).values())
    assert client.post(f"{PATH}{row.digest}/").status_code == 410


def test_a_link_logs_in_the_address_it_was_sent_to_and_no_other(client, db) -> None:
    link = ask(client)
    ask(client, "fremd@lenne.example")
    client.post(link, {"email": "fremd@lenne.example"})
    assert BOSS in client.get("/arbeitgeber/konto/").content.decode()


def test_known_and_unknown_addresses_get_the_same_answer_the_same_mail_and_cost_the_same(
    db, browser, django_assert_num_queries
) -> None:
    browser(BOSS)
    answers, bodies, statements = [], [], []
    for address in (BOSS, "niemand@volmetal.example"):
        client = Client()
        with django_assert_num_queries(1) as asked:
            answer = client.post(PATH, {"email": address})
        page = client.get(answer.headers["Location"])
        answers.append((answer.status_code, answer.headers["Location"], answer.content, page.content))
        secret = link_of("anmelden")
        bodies.append((mail.outbox[-1].subject, mail.outbox[-1].body.replace(secret, "")))
        statements.append([query["sql"].partition("VALUES")[0] for query in asked.captured_queries])
    assert answers[0] == answers[1]
    assert bodies[0] == bodies[1]
    assert statements[0] == statements[1]


@pytest.mark.parametrize("error", [smtplib.SMTPRecipientsRefused({}), smtplib.SMTPDataError(550, b"no such user")])
def test_a_refused_address_gets_the_same_answer(client, db, monkeypatch, error) -> None:
    def refuse(self, messages):
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    answer = client.post(PATH, {"email": "weg@volmetal.example"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{PATH}gesendet/")


def test_a_mail_server_that_is_away_is_no_secret(client, db, monkeypatch) -> None:
    def away(self, messages):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", away)
    answer = client.post(PATH, {"email": BOSS})
    assert answer.status_code == 503
    assert f'value="{BOSS}"' in answer.content.decode(), "what was typed stays"


@pytest.mark.parametrize(
    "typed",
    ["", "volmetal", "a@b", "x@volmetal.example\nBcc: y@z.example", "chef\u0131n@volmetal.example",
     "chefin@\u212aunde.example\u200b", '"a@volmetal.example"@evil.example', "a@volmetal.example@evil.example", "a" * 250 + "@x.example"],
)  # fmt: skip
def test_what_is_no_address_gets_no_mail(client, db, typed) -> None:
    answer = client.post(PATH, {"email": typed})
    assert answer.status_code == 200
    assert "Fehler:" in answer.content.decode()
    assert not mail.outbox


def test_an_address_is_one_however_it_is_written(browser) -> None:
    browser("Chefin@Volmetal.EXAMPLE")
    browser(" chefin@volmetal.example ")
    assert Person.objects.get().email == BOSS


def test_a_sign_that_a_database_folds_to_a_letter_is_not_that_letter(client, db, browser) -> None:
    """U+212A, the Kelvin sign, is `k` in lower case: the mail would go elsewhere than the log-in."""
    browser("mike@volmetal.example")
    client.post(PATH, {"email": "mi\u212ae@volmetal.example"})
    client.post(PATH, {"email": "mike@stra\u00dfe.example"})
    assert len(mail.outbox) == 1


def test_a_domain_with_umlauts_is_written_in_ascii(browser) -> None:
    browser("chefin@m\u00fcller.example")
    assert Person.objects.get().email == "chefin@xn--mller-kva.example"


def test_the_log_in_comes_back_to_the_page_one_came_for(client, db) -> None:
    answer = client.get("/arbeitgeber/konto/?von=mail")
    assert answer.headers["Location"] == PATH + "?weiter=%2Farbeitgeber%2Fkonto%2F%3Fvon%3Dmail"
    link = ask(client, path=answer.headers["Location"])
    assert client.post(link).headers["Location"] == "/arbeitgeber/konto/?von=mail"


ELSEWHERE = [
    "https://evil.example/arbeitgeber/", "//evil.example/arbeitgeber/", "/\\evil.example", "/arbeitgeber/\\evil.example",
    "/arbeitgeber//evil.example", "/arbeitgeber/../admin/logout/", "javascript:alert(1)", "/admin/", "arbeitgeber/konto/",
    "/arbeitgeber/%2e%2e/admin/", "/arbeitgeber/konto/\r\nSet-Cookie: a=b", " /arbeitgeber/konto/", "/arbeitgeber/\u2028x",
    "/arbeitgeber/abmelden/", "/arbeitgeber/anmelden/", "/arbeitgeber/" + "a" * 400, "/arbeitgeber@evil.example/", "\t//evil.example",
]  # fmt: skip


@pytest.mark.parametrize("target", ELSEWHERE)
def test_the_log_in_leads_nowhere_else(client, db, target) -> None:
    link = ask(client, path=f"{PATH}?weiter={quote(target)}")
    assert "weiter" not in link
    assert client.post(f"{link}?weiter={quote(target)}").headers["Location"] == "/arbeitgeber/stellen/"
    assert client.get(f"{PATH}?weiter={quote(target)}").headers["Location"] == "/arbeitgeber/stellen/"


def test_a_form_that_was_sent_too_late_leads_back_to_its_page(client, db) -> None:
    form = "http://testserver/arbeitgeber/konto/"
    answer = client.post("/arbeitgeber/volmetal/team/einladen/", HTTP_REFERER=form)
    assert answer.headers["Location"] == PATH + "?weiter=%2Farbeitgeber%2Fkonto%2F"
    evil = client.post("/arbeitgeber/volmetal/team/einladen/", HTTP_REFERER="https://evil.example/arbeitgeber/x/")
    assert evil.headers["Location"] == PATH + "?weiter="


def test_the_session_gets_a_new_key_with_the_log_in(client, db) -> None:
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    client.post(ask(client))
    attacker = Client()
    attacker.cookies["sessionid"] = planted
    assert client.cookies["sessionid"].value != planted
    assert is_in(client)
    assert not is_in(attacker)


def test_a_second_person_in_the_same_browser_finds_nothing_of_the_first(client, db) -> None:
    client.post(ask(client))
    session = client.session
    session["kept"] = "of the first"
    session.save()
    client.post(ask(client, "andere@lenne.example"))
    assert "kept" not in client.session
    assert "andere@lenne.example" in client.get("/arbeitgeber/konto/").content.decode()


def test_logging_out_ends_the_session_on_the_server(client, db) -> None:
    client.post(ask(client))
    copy = Client()
    copy.cookies["sessionid"] = client.cookies["sessionid"].value
    assert is_in(copy)
    assert client.get("/arbeitgeber/abmelden/").status_code == 405
    assert client.post("/arbeitgeber/abmelden/").status_code == 302
    assert not is_in(client)
    assert not is_in(copy)


def test_a_colleague_in_the_admin_stays_there_when_logging_out_as_an_employer(admin_client) -> None:
    admin_client.post(ask(admin_client))
    admin_client.post("/arbeitgeber/abmelden/")
    assert not is_in(admin_client)
    assert admin_client.get("/admin/").status_code == 200


def test_other_sites_can_neither_log_in_nor_out(db) -> None:
    client = Client(enforce_csrf_checks=True)
    secret = login.new_link(LinkPurpose.LOG_IN, BOSS)
    assert client.post(f"{PATH}{secret}/").status_code == 403
    assert client.post("/arbeitgeber/abmelden/").status_code == 403
    assert login.found(secret, LinkPurpose.LOG_IN)


def test_pages_with_secrets_are_kept_by_nobody(client, db, browser) -> None:
    link = client.get(ask(client))
    assert "no-store" in link.headers["Cache-Control"]
    assert link.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in browser(BOSS).get("/arbeitgeber/konto/").headers["Cache-Control"]


def test_a_mailbox_gets_five_links_an_hour_and_nobody_sees_that_it_had_them(client, db) -> None:
    answers = [
        client.post(PATH, {"email": f"chefin+{number}@volmetal.example"}, REMOTE_ADDR=f"203.0.{number}.7")
        for number in range(6)
    ]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(302, f"{PATH}gesendet/")}
    assert len(mail.outbox) == 5


def test_a_visitor_may_ask_ten_times_an_hour(client, db) -> None:
    asked = [client.post(PATH, {"email": f"p{number}@volmetal.example"}, **OUTSIDE) for number in range(11)]
    assert [answer.status_code for answer in asked] == [302] * 10 + [429]
    assert "zu viele Versuche" in asked[-1].content.decode()


@pytest.mark.parametrize("addresses", ["198.51.100.{}", "2001:db8:7:{}::1"])
def test_a_network_of_many_addresses_is_one_visitor(client, db, addresses) -> None:
    asked = [
        client.post(PATH, {"email": f"p{number}@volmetal.example"}, REMOTE_ADDR=addresses.format(number))
        for number in range(1, 62)
    ]
    assert [answer.status_code for answer in asked] == [302] * 60 + [429]


def test_pages_for_seekers_set_no_cookie_and_ask_for_no_session(
    client, make_employer, django_assert_num_queries
) -> None:
    employer = make_employer()
    assert not client.get(employer.get_absolute_url()).cookies
    request = client.get("/jobs/").wsgi_request
    with django_assert_num_queries(0):
        assert access.person_of(request) is None
