"""What an alert's mails say, whom they reach and when, and what happens when something fails between."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from listings import duplicates, lifecycle
from listings.alerting import asking, handover, planning, sending, subscribing
from listings.models import AlertedListing, JobAlert, JobAlertMail, Listing, Source
from tests.alerting.conftest import at, run
from tests.alerting.mail_server import mail_server

pytestmark = pytest.mark.django_db(transaction=True)


def subjects() -> list[str]:
    return [message.subject for message in mail.outbox]


@pytest.fixture
def loopback(settings):
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", server.port, False
        yield server


def states() -> list[str]:
    return list(JobAlertMail.objects.order_by("pk").values_list("state", flat=True))


def test_a_mail_names_what_is_new_and_nothing_else(make_listing, make_alert) -> None:
    make_listing(title="Schon lange da")
    make_alert("city=58313&radius=25&shift=early")
    new = make_listing(title="Beratung <früh> & mehr (m/w/d)", employer="Volmetal & Söhne GmbH", pay=(2600, 2900))
    make_listing(title="Nachtwache am Telefon", shifts=["night"])
    run()
    [message] = mail.outbox
    assert message.subject == "1 neue Stelle: Herdecke und 25 km darum, Schicht Früh"
    html = message.alternatives[0][0]
    for text in (message.body, html):
        assert f"/job/{new.pk}/beratung-frueh-mehr-mwd-hagen/?von=mail" in text
        for words in ("2.600–2.900", "5 km entfernt", "Früh", "/jobalarm/nuetzlich/", "/impressum/", "jeden Morgen"):
            assert words in text, words
        assert "Schon lange da" not in text
        assert "Nachtwache" not in text
    assert "Beratung <früh> & mehr (m/w/d)\nVolmetal & Söhne GmbH, Hagen" in message.body
    assert "Beratung &lt;früh&gt; &amp; mehr" in html
    assert "<img" not in html
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.extra_headers["List-Unsubscribe"].startswith("<http")
    assert message.extra_headers["Message-ID"].count("@") == 1


def test_what_was_sent_is_not_sent_again_and_changes_are_no_news(make_listing, make_alert) -> None:
    make_alert()
    listing = make_listing()
    run()
    run()
    Listing.objects.filter(pk=listing.pk).update(title="Anderer Titel", shifts=["late"], valid_through=None)
    lifecycle.pause(listing=listing)
    run()
    lifecycle.resume(listing=listing)
    run()
    assert len(mail.outbox) == 1


def test_two_alerts_of_one_address_each_write(make_listing, make_alert) -> None:
    make_alert("city=hagen")
    make_alert("shift=early")
    make_listing()
    run()
    assert len(mail.outbox) == 2


def test_a_double_that_comes_out_is_new_only_to_whom_was_not_told_of_its_job(make_listing, make_alert) -> None:
    source = Source.objects.create(slug="s", name="s", format="arbeitnow", employer_name="x")
    make_alert("", "first@post.example")
    shown = make_listing()
    run()
    double = make_listing(source=source, external_id="1")
    duplicates.regroup([shown.pk, double.pk])
    assert Listing.objects.get(pk=double.pk).is_hidden_duplicate
    run()
    make_alert("", "second@post.example")
    lifecycle.close(listing=shown, outcome="filled_here")
    duplicates.settle()
    run()
    assert [message.to for message in mail.outbox] == [["first@post.example"], ["second@post.example"]]
    assert str(double.pk) in mail.outbox[1].body


def test_a_job_that_ended_and_is_posted_anew_is_no_news(make_listing, make_alert) -> None:
    make_alert()
    first = make_listing()
    run()
    lifecycle.close(listing=first, outcome="not_filled")
    make_listing()
    run()
    assert len(mail.outbox) == 1
    make_listing(title="Etwas anderes")
    run()
    assert len(mail.outbox) == 2


def test_two_open_jobs_with_one_title_are_both_news(make_listing, make_alert) -> None:
    make_alert()
    make_listing()
    make_listing()
    run()
    assert subjects() == ["2 neue Stellen: alle Stellen"]


def test_a_listing_that_ends_before_the_mail_leaves_is_not_in_it(make_listing, make_alert) -> None:
    make_alert()
    ended, stays = make_listing(title="Vorbei"), make_listing(title="Bleibt")
    make_alert("shift=night")
    planning.plan(timezone.now() + timedelta(days=8))
    lifecycle.close(listing=ended, outcome="filled_here")
    sending.send()
    assert subjects() == ["1 neue Stelle: alle Stellen"]
    assert list(AlertedListing.objects.values_list("listing_id", flat=True)) == [stays.pk]
    make_listing(title="Gleich vorbei", valid_through=timezone.now() + timedelta(seconds=1))
    planning.plan(timezone.now() + timedelta(days=20))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(1)")
    sending.send()
    assert len(mail.outbox) == 1
    assert states() == ["sent", "dropped"]


def test_a_mail_holds_twenty_and_says_how_many_more(make_listing, make_alert) -> None:
    make_alert()
    for number in range(23):
        make_listing(title=f"Stelle {number}")
    run()
    assert subjects() == ["23 neue Stellen: alle Stellen"]
    assert "Und 3 weitere neue Stellen." in mail.outbox[0].body
    run()
    assert len(mail.outbox) == 1


def plan_at(moment) -> int:
    planned = planning.plan(moment).mails
    sending.send()
    return planned


def test_daily_alerts_write_in_the_morning(make_listing, make_alert) -> None:
    alert = make_alert()
    JobAlert.objects.filter(pk=alert.pk).update(next_at=at(8, 6))
    make_listing(valid_through=None)
    assert plan_at(at(8, 5, 59)) == 0
    assert plan_at(at(8, 6, 5)) == 1
    make_listing(valid_through=None, title="Noch eine")
    assert plan_at(at(8, 18)) == 0
    assert plan_at(at(9, 6)) == 1
    assert JobAlert.objects.get().next_at == at(10, 6)


def test_weekly_alerts_write_on_the_weekday_of_their_order(make_listing, make_alert) -> None:
    alert = make_alert(frequency="weekly")
    assert alert.next_at > timezone.now()
    assert timezone.localtime(alert.next_at).isoweekday() == timezone.localdate().isoweekday() == alert.weekday
    JobAlert.objects.filter(pk=alert.pk).update(weekday=3, next_at=at(9, 6))
    make_listing(valid_through=None)
    assert plan_at(at(8, 12)) == 0
    assert plan_at(at(9, 6)) == 1
    assert JobAlert.objects.get().next_at == at(16, 6)


def test_alerts_at_once_write_three_times_a_day_and_gather(make_listing, make_alert) -> None:
    alert = make_alert(frequency="instant")
    JobAlert.objects.filter(pk=alert.pk).update(next_at=at(7, 8))

    def listing(number: int) -> None:
        make_listing(title=f"Nummer {number}", valid_through=None)

    listing(1)
    assert plan_at(at(7, 8)) == 1
    listing(2)
    assert plan_at(at(7, 8, 30)) == 0
    listing(3)
    assert plan_at(at(7, 9, 5)) == 1
    assert subjects()[-1].startswith("2 neue")
    assert plan_at(at(7, 12)) == 0
    listing(4)
    assert plan_at(at(7, 12, 5)) == 1
    listing(5)
    assert plan_at(at(7, 23)) == 0
    assert plan_at(at(8, 6)) == 1
    assert len(mail.outbox) == 4


def test_a_paused_alert_is_silent_and_does_not_catch_up(make_listing, make_alert) -> None:
    alert = make_alert()
    make_listing(title="Davor")
    planning.plan(timezone.now() + timedelta(days=8))
    subscribing.pause(alert=alert)
    sending.send()
    make_listing(title="Dabei")
    run()
    subscribing.resume(alert=alert)
    assert mail.outbox == []
    make_listing(title="Danach")
    run()
    assert "Danach" in mail.outbox[0].body
    assert "Dabei" not in mail.outbox[0].body


def test_without_news_there_is_no_mail(make_listing, make_alert) -> None:
    make_listing()
    make_alert()
    assert run().mails == 0
    assert JobAlert.objects.get().next_at > timezone.now()
    assert mail.outbox == []


def test_a_mail_server_that_is_away_keeps_everything_planned(make_listing, make_alert, loopback, settings) -> None:
    make_alert()
    make_listing()
    settings.EMAIL_PORT = 1
    with pytest.raises(OSError):
        run()
    assert states() == ["planned"]
    settings.EMAIL_PORT = loopback.port
    run()
    assert states() == ["sent"]
    assert len(loopback.mails) == 1


@pytest.mark.parametrize(
    ("answers", "state", "got"),
    [({"RCPT": [b"550 nobody here"]}, "refused", 0), ({"RCPT": [b"451 later"]}, "planned", 0), ({".": [b"554 spam"]}, "refused", 0),
     ({".": [b""]}, "doubtful", 1), ({"MAIL": [b"421 too many"]}, "sent", 1), ({"RCPT": [b""]}, "sent", 1)],
)  # fmt: skip
def test_what_the_mail_server_answers_decides(make_listing, make_alert, loopback, answers, state, got) -> None:
    """Hanging up before the text leads to another call; after the text nobody knows, and the mail is not sent again."""
    make_alert()
    make_listing()
    loopback.answers = dict(answers)
    run()
    assert states() == [state]
    for _ in range(3):
        sending.send()
    assert len(loopback.mails) == got
    if state == "planned":
        JobAlertMail.objects.update(not_before=timezone.now())
        sending.send()
        assert (states(), len(loopback.mails)) == (["sent"], 1)


def test_an_address_that_takes_nothing_is_left_alone(make_listing, make_alert, loopback) -> None:
    make_alert()
    for number in range(4):
        loopback.answers = {"RCPT": [b"550 nobody here"]}
        make_listing(title=f"Nummer {number}")
        run()
    assert states() == ["refused"] * 3
    assert JobAlert.objects.get().paused_at


def in_hand(*, mark: int | None = 0, **fields) -> None:
    """All mails are in the hand of a process that is gone and left this mark; None: on another machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_postmaster_start_time()")
        values = {
            "state": "sending",
            "claim": 77,
            "server_started_at": cursor.fetchone()[0],
            "claimed_at": timezone.now(),
        }
    JobAlertMail.objects.update(**values | fields)
    path = handover._path(77)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    if mark is not None:
        path.write_bytes(handover.NUMBER.pack(mark))


@pytest.fixture
def planned(make_listing, make_alert) -> JobAlertMail:
    make_alert()
    make_listing()
    planning.plan(timezone.now() + timedelta(days=8))
    return JobAlertMail.objects.get()


def test_a_mail_in_the_hand_of_a_dead_process_leaves_with_the_next_one(planned) -> None:
    in_hand(is_begun=True)
    sending.send()
    assert (states(), len(mail.outbox)) == (["sent"], 1)


def test_a_mail_at_whose_dot_a_process_died_has_left(planned) -> None:
    in_hand(mark=planned.pk, is_begun=True)
    sending.send()
    assert (states(), mail.outbox) == (["sent"], [])


LONG_AGO = timezone.now() - timedelta(days=1)


@pytest.mark.parametrize(
    ("fields", "state"),
    [({}, "sending"), ({"is_begun": True}, "sending"), ({"claimed_at": LONG_AGO}, "sent"),
     ({"claimed_at": LONG_AGO, "is_begun": True}, "doubtful"),
     ({"claimed_at": LONG_AGO, "server_started_at": LONG_AGO}, "doubtful")],
)  # fmt: skip
def test_a_machine_that_does_not_come_back_leaves_in_doubt_what_it_had_begun(planned, fields, state) -> None:
    """After a restart of the database, which may have forgotten what was begun, all it had in hand."""
    in_hand(mark=None, **fields)
    sending.send()
    assert (states(), len(mail.outbox)) == ([state], int(state == "sent"))


def test_mails_in_the_hand_of_a_living_process_are_left_to_it(planned) -> None:
    with handover.ledger() as kept:
        in_hand(claim=kept.claim)
        sending.send()
        assert (states(), mail.outbox) == (["sending"], [])
    in_hand(claim=77)
    sending.send()
    assert (states(), len(mail.outbox)) == (["sent"], 1)


def test_a_task_that_is_stopped_while_it_waits_for_the_answer_does_not_send_again(
    planned, loopback, monkeypatch
) -> None:
    with monkeypatch.context() as patch:
        leave = handover.Ledger.leave

        def leave_and_stop(kept, mail_id, send, last) -> None:
            leave(kept, mail_id, send, last)
            raise KeyboardInterrupt

        patch.setattr(handover.Ledger, "leave", leave_and_stop)
        with pytest.raises(KeyboardInterrupt):
            sending.send()
    sending.send()
    assert (states(), len(loopback.mails)) == (["sent"], 1)


def test_a_connection_for_notes_that_is_over_lets_no_mail_leave(
    make_listing, make_alert, loopback, monkeypatch
) -> None:
    make_alert()
    make_listing()
    begin = handover._begin

    def cut(smtp, message) -> None:
        begin(smtp, message)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s",
                           [handover.SENDERS])  # fmt: skip
            cursor.execute("SELECT pg_sleep(0.2)")

    with monkeypatch.context() as patch:
        patch.setattr(handover, "_begin", cut)
        with pytest.raises(handover.NotKept):
            run()
    assert loopback.mails == []
    assert states() == ["planned"]
    sending.send()
    assert (len(loopback.mails), states()) == (1, ["sent"])


def test_after_a_year_the_alert_is_asked_once_and_goes_when_nobody_answers(make_alert) -> None:
    from listings.tasks import apply_retention

    silent, wanted = make_alert("q=Chat", "a@post.example"), make_alert("q=Chat", "b@post.example")
    paused = make_alert("q=Mail", "b@post.example")
    subscribing.pause(alert=paused)
    JobAlert.objects.update(renewed_at=timezone.now() - timedelta(days=366))
    assert asking.ask_again(timezone.now()) == 3
    assert asking.ask_again(timezone.now()) == 0
    sending.send()
    assert subjects() == ["Willst du deinen Jobalarm behalten?"] * 3
    assert "/jobalarm/behalten/" in mail.outbox[0].body
    subscribing.renew(alert=wanted)
    subscribing.renew(alert=paused)
    JobAlert.objects.filter(pk=silent.pk).update(asked_again_at=timezone.now() - timedelta(days=31))
    apply_retention()
    assert not JobAlert.objects.filter(pk=silent.pk).exists()
    assert JobAlert.objects.count() == 2
