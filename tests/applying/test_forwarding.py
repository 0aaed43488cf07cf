"""From the queue to the employer's mailbox: once if possible, twice rather than never, and the applicant knows."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import transaction
from django.test import Client
from django.utils import timezone

from listings import notices, tasks
from listings.applying import forwarding
from listings.models import Application, Listing, Notice
from tests.applying.conftest import apply, upload

pytestmark = pytest.mark.django_db
EMPLOYER, APPLICANT = "jobs@volmetal.example", "kim@mail.example"


def sent_to(address: str) -> list[EmailMessage]:
    return [message for message in mail.outbox if message.to == [address]]


@pytest.fixture
def refuse(monkeypatch):
    """A mail server that refuses what goes to the employer, with this error."""
    real = EmailMessage.send

    def start(error: Exception) -> None:
        def send(self, *args, **kwargs):
            if self.to == [EMPLOYER]:
                raise error
            return real(self, *args, **kwargs)

        monkeypatch.setattr(EmailMessage, "send", send)

    yield start
    monkeypatch.setattr(EmailMessage, "send", real)


def test_the_employer_gets_it_with_the_file_and_answers_go_to_the_applicant(by_mail) -> None:
    link = apply(by_mail, pdf=upload(), name="Kim\r\nBcc: alle@opfer.example Şahin").url
    assert "Wir bringen sie jetzt" in Client().get(link).content.decode()
    tasks.deliver_mail()
    tasks.deliver_mail()
    [message] = sent_to(EMPLOYER)
    assert message.reply_to == [APPLICANT]
    assert "\n" not in message.subject
    assert message.bcc == message.cc == []
    assert "fruehdienst" in message.message()["From"]
    for words in ("ich rede gern.", "02331 / 47 11", by_mail.title, by_mail.get_absolute_url()):
        assert words in message.body
    [(name, data, kind)] = message.attachments
    assert (kind, data[:5]) == ("application/pdf", b"%PDF-")
    assert name.startswith("bewerbung-kim") and name.endswith(".pdf")
    [receipt] = sent_to(APPLICANT)
    application = Application.objects.get()
    for words in (application.number, "ich rede gern.", "Lebenslauf Kim.pdf", "7 Tage nach der Zustellung"):
        assert words in receipt.body
    assert EMPLOYER not in receipt.body
    assert application.state == "delivered"
    assert "zugestellt" in Client().get(link).content.decode()


def test_a_refusal_is_tried_again_with_growing_pauses(by_mail, refuse) -> None:
    apply(by_mail)
    refuse(smtplib.SMTPRecipientsRefused({EMPLOYER: (450, b"later")}))
    now, tries = timezone.now() + timedelta(seconds=1), []
    for minute in range(60):
        before = Application.objects.get().attempts
        forwarding.forward(now + timedelta(minutes=minute))
        if Application.objects.get().attempts > before:
            tries.append(minute)
    assert tries == [0, 5, 15, 35]
    assert Application.objects.get().state == "waiting"


@pytest.mark.parametrize(
    ("error", "attempts"),
    [(smtplib.SMTPRecipientsRefused({EMPLOYER: (550, b"no such user")}), 1), (smtplib.SMTPDataError(552, b"too big"), 1),
     (OSError(), forwarding.MAX_ATTEMPTS)],
)  # fmt: skip
def test_giving_up_tells_the_applicant_once_with_all_that_was_typed(by_mail, refuse, error, attempts) -> None:
    link = apply(by_mail).url
    refuse(error)
    moment = timezone.now() + timedelta(seconds=1)
    for _ in range(20):
        forwarding.forward(moment)
        moment += timedelta(hours=7)
    application = Application.objects.get()
    assert (application.state, application.attempts) == ("failed", attempts)
    notices.deliver()
    assert [message.subject for message in sent_to(APPLICANT)][1:] == [
        f"Deine Bewerbung {application.number} kam nicht an"
    ]
    assert "ich rede gern." in sent_to(APPLICANT)[-1].body
    assert "kam nicht an" in Client().get(link).content.decode()


def test_a_worker_that_dies_at_the_mail_server_sends_it_again_under_the_same_id(by_mail, refuse) -> None:
    apply(by_mail)
    refuse(SystemExit())
    now = timezone.now() + timedelta(seconds=1)
    with pytest.raises(SystemExit), transaction.atomic():
        with transaction.atomic():
            claimed = forwarding._claim(now)
        first = forwarding._letter(claimed, None).message()["Message-ID"]
        raise SystemExit
    Application.objects.update(state="sending", attempts=1, next_try_at=now + forwarding.TAKEN_FOR_DEAD)
    assert forwarding.forward(now) == 0, "somebody may still be sending"
    assert not sent_to(EMPLOYER)
    again = forwarding._claim(now + timedelta(minutes=16))
    assert forwarding._letter(again, None).message()["Message-ID"] == first


def test_one_that_is_refused_keeps_no_other_back(by_mail, make_listing, refuse) -> None:
    apply(by_mail)
    apply(make_listing(title="Zwei", apply_url="", contact_email="andere@firma.example"), email="lee@mail.example")
    refuse(OSError())
    assert forwarding.forward(timezone.now() + timedelta(seconds=1)) == 1
    assert len(sent_to("andere@firma.example")) == 1


@pytest.mark.parametrize("end", ["rejected", "retracted"])
def test_nothing_goes_to_a_listing_in_doubt_and_never_to_one_that_was_taken_down(by_mail, end) -> None:
    apply(by_mail)
    Listing.objects.update(status="in_review")
    now = timezone.now() + timedelta(seconds=1)
    assert forwarding.forward(now) == 0
    assert Application.objects.get().state == "waiting"
    Listing.objects.update(status=end)
    forwarding.forward(now + timedelta(hours=1))
    notices.deliver()
    assert not sent_to(EMPLOYER)
    assert "heruntergenommen" in sent_to(APPLICANT)[-1].body


def test_what_was_sent_before_the_end_still_arrives(by_mail) -> None:
    apply(by_mail)
    Listing.objects.update(status="closed")
    assert forwarding.forward(timezone.now() + timedelta(seconds=1)) == 1


def test_a_mail_server_that_is_away_costs_no_attempt(by_mail, monkeypatch) -> None:
    apply(by_mail)

    class Away:
        def __enter__(self):
            raise OSError

        def __exit__(self, *_):
            pass

    with monkeypatch.context() as patch:
        patch.setattr(forwarding, "get_connection", Away)
        with pytest.raises(OSError):
            forwarding.forward(timezone.now() + timedelta(seconds=1))
    assert (Application.objects.get().state, Application.objects.get().attempts) == ("waiting", 0)


def test_a_worker_is_told_at_once_and_a_dead_broker_stops_nobody(
    by_mail, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    told = []
    monkeypatch.setattr(tasks.deliver_mail, "apply_async", lambda *_, **__: told.append("deliver_mail"))
    with django_capture_on_commit_callbacks(execute=True):
        apply(by_mail)
    assert told == ["deliver_mail"]

    def away(*_, **__):
        raise OSError

    monkeypatch.setattr(tasks.deliver_mail, "apply_async", away)
    with django_capture_on_commit_callbacks(execute=True):
        assert apply(by_mail, email="lee@mail.example").status_code == 302


def test_it_is_deleted_seven_days_after_delivery_with_its_letters(by_mail) -> None:
    apply(by_mail, pdf=upload())
    tasks.deliver_mail()
    Application.objects.update(ended_at=timezone.now() - timedelta(days=6, hours=23))
    tasks.apply_retention()
    assert Application.objects.exists()
    Application.objects.update(ended_at=timezone.now() - timedelta(days=7, hours=1))
    tasks.apply_retention()
    assert not Application.objects.exists()
    assert not Notice.objects.exists()
