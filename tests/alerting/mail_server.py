"""A mail server of the loopback that keeps what it accepts, slow where a killed client would hurt most."""

import random
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import default

Answers = dict[str, list[bytes]]


@dataclass
class Kept:
    """Mails in the order of their dots, and what the server was told to do."""

    port: int = 0
    mails: list[Message] = field(default_factory=list)
    slowness: float = 0
    """Up to so many seconds before the answer to each step."""
    answers: Answers = field(default_factory=dict)
    """Verb to the next answers; ".": after the text. b"" hangs up."""
    begun: threading.Event = field(default_factory=threading.Event)


class _Talk(socketserver.StreamRequestHandler):
    kept: Kept

    def handle(self) -> None:
        try:
            self._talk()
        except OSError:
            return

    def _talk(self) -> None:
        self.wfile.write(b"220 loopback\r\n")
        while line := self.rfile.readline():
            verb = line[:4].strip().upper().decode()
            self._wait()
            if verb == "DATA":
                if not self._say("DATA", b"354 go on"):
                    return
                self.kept.begun.set()
                text = b""
                while (line := self.rfile.readline()) != b".\r\n":
                    if not line:
                        return
                    text += line.removeprefix(b".") if line.startswith(b"..") else line
                answer = self.kept.answers.get(".", [b"250 kept"])
                if answer[0].startswith(b"2") or not answer[0]:
                    self.kept.mails.append(message_from_bytes(text, policy=default))
                self._wait()
                if not self._say(".", b"250 kept"):
                    return
            elif verb == "EHLO":
                self.wfile.write(b"250-loopback\r\n250 8BITMIME\r\n")
            elif verb == "QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            elif not self._say(verb, b"250 ok"):
                return

    def _say(self, verb: str, usual: bytes) -> bool:
        waiting = self.kept.answers.get(verb)
        answer = waiting.pop(0) if waiting else usual
        if waiting is not None and not waiting:
            del self.kept.answers[verb]
        self.wfile.write(answer + b"\r\n" if answer else b"")
        return bool(answer)

    def _wait(self) -> None:
        if self.kept.slowness:
            time.sleep(random.uniform(0, self.kept.slowness))


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def mail_server() -> Iterator[Kept]:
    kept = Kept()
    server = _Server(("127.0.0.1", 0), type("Talk", (_Talk,), {"kept": kept}))
    kept.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
