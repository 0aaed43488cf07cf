"""Giving a mail to the mail server so that it can be known afterwards whether it was given.

A mail is handed over when the last line of its text, a lone dot, is written: what a process wrote arrives even if it is
killed. Directly before that the number of the mail is put into a page of memory that belongs to a file and so outlives
the process; directly after it the note "sent" goes to the database, without waiting for an answer. Whoever finds a mail
in the hand of a dead process reads both.
"""

import mmap
import os
import re
import select
import smtplib
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.utils import parseaddr
from pathlib import Path
from secrets import randbelow
from typing import Any

import psycopg2
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.db import connection
from psycopg2.extensions import POLL_OK, POLL_READ, POLL_WRITE

from listings.alerting.news import ROOM

SENDERS = ROOM + 1
ANSWER_SECONDS = 30
DOT = b".\r\n"
NUMBER = struct.Struct("<q")
NOTHING = NUMBER.pack(0)
_BEGUN = (
    "BEGIN; SET LOCAL synchronous_commit = off;"
    " UPDATE listings_jobalertmail SET is_begun = true WHERE id = %s AND state = 'sending' AND claim = %s; COMMIT"
)
"""May be lost with a crash of the database, after which everything in hand counts as begun."""
_SENT = (
    "UPDATE listings_jobalertmail SET state = 'sent', claim = NULL, settled_at = clock_timestamp()"
    " WHERE id = %s AND state = 'sending' AND claim = %s"
)


class NotKept(Exception):
    """The database does not answer: without a note no mail leaves."""


class Refused(Exception):
    """By the mail server; `is_final` when another try is no use."""

    def __init__(self, code: int, is_final: bool) -> None:
        super().__init__(f"the mail server answered {code}")
        self.is_final = is_final


class Unanswered(Exception):
    """The dot left and no answer came: the server may have the mail."""


class Unnoted(Exception):
    """The mail left, and the database did not confirm the note."""


class Ledger:
    """A connection of its own, for notes that are not waited for, and for the lock that says that this process lives.

    The database reads what came before it sees that a process is gone: once the lock is free, all notes are written.
    """

    def __init__(self) -> None:
        options = connection.get_connection_params()
        known = {name: value for name, value in options.items() if name in _CONNECTION and value}
        self.claim = 1 + randbelow(2**31 - 2)
        self._connection = psycopg2.connect(async_=1, **known)
        self.wait()
        self._cursor = self._connection.cursor()
        self._cursor.execute("SELECT pg_advisory_lock(%s, %s)", [SENDERS, self.claim])
        self.wait()
        path = _path(self.claim)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(NOTHING)
        with path.open("r+b") as file:
            self._page = mmap.mmap(file.fileno(), NUMBER.size)

    @property
    def marked(self) -> int:
        """The mail of which the dot was written or was about to be, until its note is confirmed; 0 for none."""
        number: int = NUMBER.unpack(self._page[:])[0]
        return number

    def begin(self, mail_id: int) -> None:
        """Asks for a note that the mail server hears of the mail; to be waited for before it hears the end."""
        self._cursor.execute(_BEGUN, [mail_id, self.claim])

    def leave(self, mail_id: int, send: Any, last: Any) -> None:
        """The mark, the last words of the mail and the note, as close to each other as may be."""
        note, mark = self._cursor.mogrify(_SENT, [mail_id, self.claim]), NUMBER.pack(mail_id)
        page, execute = self._page, self._cursor.execute
        page[:] = mark
        send(last)
        execute(note)

    def forget(self) -> None:
        self._page[:] = NOTHING

    def is_open(self) -> bool:
        """An idle connection has nothing to read, unless it is over."""
        return not self._connection.closed and not select.select([self._connection], [], [], 0)[0]

    def wait(self) -> None:
        """Raises NotKept unless the database has answered."""
        try:
            while (state := self._connection.poll()) != POLL_OK:
                waiting = [self._connection]
                ready = select.select(waiting if state == POLL_READ else [], waiting if state == POLL_WRITE else [], [],
                                      ANSWER_SECONDS)  # fmt: skip
                if not any(ready):
                    raise NotKept
        except psycopg2.Error as error:
            raise NotKept from error

    def close(self) -> None:
        with suppress(psycopg2.Error):
            self._connection.close()
        self._page.close()
        _path(self.claim).unlink(missing_ok=True)


_CONNECTION = {"dbname", "user", "password", "host", "port", "sslmode", "sslrootcert", "sslcert", "sslkey", "service"}


def _path(claim: int) -> Path:
    return Path(settings.VAR_DIR) / "alerts" / str(claim)


def mark_of(claim: int) -> int | None:
    """What a dead process left: the mail at whose dot it was, 0 for none; None when it worked on another machine."""
    try:
        return int(NUMBER.unpack(_path(claim).read_bytes())[0])
    except (OSError, struct.error):
        return None


def forget(claim: int) -> None:
    with suppress(OSError):
        os.unlink(_path(claim))


@contextmanager
def ledger() -> Iterator[Ledger]:
    kept = Ledger()
    try:
        yield kept
    finally:
        kept.close()


def give(message: EmailMessage, server: BaseEmailBackend, kept: Ledger, mail_id: int) -> None:
    """After Refused, Unanswered and Unnoted the mail may have left; after any other error it did not."""
    kept.begin(mail_id)
    if not isinstance(server, EmailBackend):
        kept.wait()
        try:
            kept.leave(mail_id, server.send_messages, [message])
        except OSError:
            kept.forget()
            raise
        _confirm(kept)
        return
    smtp: Any = server.connection
    try:
        _begin(smtp, message)
    finally:
        kept.wait()
    if not kept.is_open():
        smtp.close()
        raise NotKept
    try:
        kept.leave(mail_id, smtp.sock.sendall, DOT)
        code, _ = smtp.getreply()
    except OSError as error:
        raise Unanswered from error
    except psycopg2.Error as error:
        raise Unnoted from error
    finally:
        _confirm(kept)
    if code != 250:
        raise Refused(code, code >= 500)


def _confirm(kept: Ledger) -> None:
    try:
        kept.wait()
    except NotKept as error:
        raise Unnoted from error
    kept.forget()


def _begin(smtp: Any, message: EmailMessage) -> None:
    """Everything but the dot."""
    smtp.ehlo_or_helo_if_needed()
    options = ["body=8bitmime"] if smtp.has_extn("8bitmime") else []
    _expect(smtp, smtp.mail(parseaddr(message.from_email)[1], options), 250)
    with suppress(OSError):
        smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for address in message.recipients():
        _expect(smtp, smtp.rcpt(address), 250)
    _expect(smtp, smtp.docmd("data"), 354)
    text = message.message().as_bytes(linesep="\r\n")
    smtp.send(re.sub(rb"(?m)^\.", b"..", text).rstrip(b"\r\n") + b"\r\n")


def _expect(smtp: Any, answer: tuple[int, bytes], wanted: int) -> None:
    code = answer[0]
    if code == wanted or (wanted == 250 and code == 251):
        return
    with suppress(smtplib.SMTPException, OSError):
        smtp.rset()
    if code in {-1, 421}:
        raise smtplib.SMTPServerDisconnected(f"the mail server answered {code}")
    raise Refused(code, code >= 500)
