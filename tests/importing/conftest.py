"""A web server on this machine that answers as a test tells it."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from listings.importing import download as http


class Web:
    """Answers by path: (status, headers, body), or a list of them, one for each request."""

    def __init__(self) -> None:
        self.answers: dict[str, list[tuple[int, dict[str, str], bytes]]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                queue = web.answers.get(self.path, [(404, {}, b"")])
                status, headers, body = queue.pop(0) if len(queue) > 1 else queue[0]
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if "Content-Length" not in headers:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def web(settings, monkeypatch) -> Iterator[Web]:
    settings.ALLOW_PRIVATE_FEEDS = True
    waits: list[float] = []
    monkeypatch.setattr(http, "_sleep", waits.append)
    server = Web()
    server.waits = waits  # type: ignore[attr-defined]
    yield server
    server.server.shutdown()
    server.server.server_close()
