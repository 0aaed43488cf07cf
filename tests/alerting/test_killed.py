"""Workers that are killed at any moment: every listing reaches every alert once, as the mail server saw it.

KILLS=50 kills that often; the suite is content with a few. The mail server dawdles, so that most kills fall between the
end of a mail and the answer to it, where a worker cannot know what became of it.
"""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from listings.models import AlertedListing, JobAlertMail
from tests.alerting.mail_server import Kept, mail_server

KILLS = int(os.environ.get("KILLS", "3"))
ALERTS = 12 * KILLS
SLOWNESS = 0.02
PROJECT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db(transaction=True)


class Workers:
    """One process at a time that plans and sends as the timetable's task does, on this test's database."""

    def __init__(self, server: Kept) -> None:
        tested = connection.settings_dict
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "DATABASE_URL": f"postgresql://{tested['USER']}:{tested['PASSWORD']}@{tested['HOST']}:{tested['PORT']}/{tested['NAME']}",
            "PYTHONWARNINGS": "ignore", "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(server.port), "EMAIL_USE_TLS": "false",
        }  # fmt: skip
        self._starter = subprocess.Popen([sys.executable, "-m", "tests.alerting.workers"], cwd=PROJECT, env=environment,
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # fmt: skip

    def start(self) -> int:
        assert self._starter.stdin
        self._starter.stdin.write("\n")
        self._starter.stdin.flush()
        return self._number()

    def wait(self) -> int:
        """The exit code of the last one; -9 of one that was killed."""
        return self._number()

    def _number(self) -> int:
        assert self._starter.stdout
        return int(self._starter.stdout.readline())

    def close(self) -> None:
        self._starter.communicate("", timeout=20)


def test_every_listing_reaches_every_alert_once_however_often_workers_die(make_listing, make_alert) -> None:
    dice = random.Random(3)
    wanted = Counter()
    for number in range(ALERTS):
        make_alert("city=hagen" if number % 3 else "city=dortmund&radius=0", f"a{number}@post.example", "instant")
    here, there = make_listing("hagen"), make_listing("dortmund", title="Telefonische Beratung")
    for number in range(ALERTS):
        for listing in (here, there) if number % 3 else (there,):
            wanted[(f"a{number}@post.example", listing.pk)] += 1
    killed = 0
    with mail_server() as server:
        server.slowness = SLOWNESS
        workers = Workers(server)
        while killed < KILLS:
            server.begun.clear()
            pid = workers.start()
            assert server.begun.wait(30)
            time.sleep(dice.uniform(0, 10 * SLOWNESS))
            os.kill(pid, signal.SIGKILL)
            assert workers.wait() == -signal.SIGKILL, f"killed {killed} times, nothing was left to kill for"
            killed += 1
        time.sleep(0.2)
        workers.start()
        assert workers.wait() == 0
        workers.close()
        got = Counter(
            (mail["To"], int(pk))
            for mail in server.mails
            for pk in re.findall(r"/job/(\d+)/", mail.get_body(("plain",)).get_content())
        )
        ids = Counter(mail["Message-ID"] for mail in server.mails)
    states = Counter(JobAlertMail.objects.values_list("state", flat=True))
    assert got == wanted, (wanted - got, got - wanted)
    assert set(ids.values()) == {1}
    assert len(ids) == ALERTS
    assert states == {"sent": ALERTS}
    assert AlertedListing.objects.count() == wanted.total()
