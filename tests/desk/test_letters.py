"""Mails of decisions leave by a worker, after the commit, at most once, and nothing that happens to the server loses them."""

import smtplib
import threading

import pytest
from celery.contrib.testing.worker import start_worker
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connections, transaction
from django.utils import timezone

from listings import tasks
from listings.models import Letter, Listing
from listings.submitting import letters
from portal.celery import app
from tests.desk.test_review import LIST

WAKE = letters.wake


@pytest.fixture
def written(db):
    """Letters that nobody was called for."""
    for number in range(3):
        Letter.objects.create(to=f"a{number}@volmetal.example", subject=f"Nummer {number}", text="Hallo")


@pytest.fixture
def server(monkeypatch):
    """A mail server that raises what it is told for an address."""
    errors: dict[str, Exception] = {}
    honest = EmailBackend.send_messages

    def send(self, messages):
        if error := errors.get(messages[0].to[0]):
            raise error
        return honest(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send)
    return errors


def test_many_decisions_call_one_worker_and_send_nothing_themselves(
    log_in, waiting_one, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    called = []
    monkeypatch.setattr(letters, "wake", WAKE)
    monkeypatch.setattr(letters.current_app, "send_task", lambda name, **_: called.append(name))
    rows = [waiting_one() for _ in range(5)]
    with django_capture_on_commit_callbacks(execute=True):
        log_in("moderation").post(
            LIST, {"action": "reject", "_selected_action": [row.pk for row in rows], "reason": "Nein"}
        )
    assert (called, len(mail.outbox), Letter.objects.count()) == (["listings.tasks.send_letters"], 0, 5)
    assert tasks.send_letters() == 5
    assert (len(mail.outbox), Letter.objects.count(), tasks.send_letters()) == (5, 0, 0)


def test_a_decision_that_is_rolled_back_mails_nothing(waiting_one) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        letters.write("a@volmetal.example", "Hallo", "Text")
        raise ZeroDivisionError
    assert not Letter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_decision_stands_when_no_broker_answers_and_the_timetable_sends_its_mail(monkeypatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(letters, "wake", WAKE)
    monkeypatch.setattr(letters.current_app, "send_task", away)
    letters.write("a@volmetal.example", "Zeile\r\nBcc: x@y.example", "Text")
    assert tasks.send_letters() == 1
    assert mail.outbox[0].subject == "Zeile Bcc: x@y.example"


def test_one_refused_letter_keeps_no_other_back_and_is_tried_again(written, server) -> None:
    server["a1@volmetal.example"] = smtplib.SMTPDataError(451, b"later")
    assert tasks.send_letters() == 2
    left = Letter.objects.get()
    assert (left.taken_at, left.tries) == (None, 1)
    server.clear()
    assert tasks.send_letters() == 1
    assert sorted(letter.to[0] for letter in mail.outbox) == [f"a{n}@volmetal.example" for n in range(3)]


def test_a_mailbox_that_does_not_exist_is_asked_once(written, server) -> None:
    server["a1@volmetal.example"] = smtplib.SMTPRecipientsRefused({"a1@volmetal.example": (550, b"unknown")})
    tasks.send_letters()
    server.clear()
    assert tasks.send_letters() == 0
    assert len(mail.outbox) == 2


def test_without_a_mail_server_everything_stays(written, monkeypatch) -> None:
    def down(self) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "open", down)
    with pytest.raises(ConnectionRefusedError):
        letters.send_waiting()
    assert Letter.objects.filter(taken_at=None, tries=0).count() == 3


def test_what_a_dead_worker_had_taken_is_not_sent_twice(written) -> None:
    Letter.objects.filter(to="a0@volmetal.example").update(taken_at=timezone.now())
    assert tasks.send_letters() == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_letters(written) -> None:
    def work() -> None:
        letters.send_waiting()
        connections.close_all()

    for number in range(3, 20):
        Letter.objects.create(to=f"a{number}@volmetal.example", subject="x", text="y")
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(f"a{n}@volmetal.example" for n in range(20))


@pytest.mark.django_db(transaction=True)
def test_the_called_worker_comes_for_a_letter(monkeypatch) -> None:
    monkeypatch.setattr(letters, "wake", WAKE)
    app.control.purge()
    try:
        with start_worker(app, pool="threads", concurrency=1, perform_ping_check=False, shutdown_timeout=20):
            letters.write("a@volmetal.example", "Hallo", "Text")
            for _ in range(400):
                if mail.outbox:
                    break
                threading.Event().wait(0.05)
    finally:
        app.control.purge()
    assert [letter.to for letter in mail.outbox] == [["a@volmetal.example"]]
    assert not Listing.objects.exists()
