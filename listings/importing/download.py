"""Polite and suspicious HTTP: limits on time, size and redirects, no internal addresses at any hop, patient retries."""

import contextlib
import email.utils
import random
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache as once
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
from django.conf import settings

from listings.importing import addresses
from listings.importing.document import MAX_BYTES, Document, Inflate
from listings.importing.job_posting import Gone, Reserved, Unreadable

MAX_SECONDS = 600
MAX_REDIRECTS = 5
TRIES = 3
RETRY_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504})
MAX_WAIT = 60.0
"""Who asks for more patience than this gets it: until the next run."""
PAUSE = 1.0
"""Seconds between two requests to one host."""
USER_AGENT = "Fruehdienst-JobImport/1.0"
CODINGS = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}
_last_request: dict[str, float] = {}


class NotModified(Exception):
    """304: the document is the one of the last run."""


@dataclass(frozen=True)
class Answer:
    document: Document
    etag: str = ""
    last_modified: str = ""


class _TryAgain(Exception):
    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


def download(url: str, *, etag: str = "", last_modified: str = "", headers: dict[str, str] | None = None) -> Answer:
    """The body after decompression. Raises NotModified, or Unreadable with the reason for people who run the portal.

    headers: what the format wants, such as Accept. They leave for other hosts only as far as they are no secret.
    """
    deadline = time.monotonic() + MAX_SECONDS
    sent = {"User-Agent": f"{USER_AGENT} (+{settings.BASE_URL}/quellen/)", "Accept-Encoding": "gzip",
            "Accept": "application/json, application/xml, text/xml, text/csv, text/html;q=0.8, */*;q=0.5"}  # fmt: skip
    sent |= headers or {}
    sent |= {"If-None-Match": etag} if etag else {}
    sent |= {"If-Modified-Since": last_modified} if last_modified else {}
    for attempt in range(TRIES):
        try:
            return _follow(url, sent, deadline)
        except _TryAgain as error:
            if attempt + 1 == TRIES or time.monotonic() > deadline or (error.wait or 0) > MAX_WAIT:
                raise Unreadable(str(error)) from error
            longest = 2.0 ** (attempt + 1)
            _sleep(error.wait if error.wait is not None else random.uniform(0, longest))  # noqa: S311
    raise AssertionError("unreachable")


def status_of(url: str, *, seconds: float = 20) -> int:
    """What the server answers in the end, after redirects; nothing of the body is read. Raises Unreadable."""
    deadline = time.monotonic() + seconds
    headers = {"User-Agent": f"{USER_AGENT} (+{settings.BASE_URL}/quellen/)", "Accept": "text/html, */*;q=0.5"}
    try:
        for _ in range(MAX_REDIRECTS + 1):
            host, found = addresses.checked(url)
            _rest(host)
            with _asked(url, host, found, headers, deadline) as response:
                if not response.has_redirect_location:
                    return response.status_code
                url = _target(url, response.headers["location"])
    except _TryAgain as error:
        raise Unreadable(str(error)) from error
    raise Unreadable(f"more than {MAX_REDIRECTS} redirects")


def _sleep(seconds: float) -> None:
    time.sleep(seconds)


def _follow(url: str, headers: dict[str, str], deadline: float) -> Answer:
    for _ in range(MAX_REDIRECTS + 1):
        host, found = addresses.checked(url)
        _rest(host)
        with _asked(url, host, found, headers, deadline) as response:
            if response.status_code == 304:
                raise NotModified
            if response.has_redirect_location:
                target = _target(url, response.headers["location"])
                if urlsplit(target).netloc != urlsplit(url).netloc:
                    headers = {name: value for name, value in headers.items() if not name.startswith("X-")}
                url = target
                continue
            _check_status(response)
            document = _body(response, deadline, url)
            return Answer(document, response.headers.get("etag", "")[:300],
                          response.headers.get("last-modified", "")[:100])  # fmt: skip
    raise Unreadable(f"more than {MAX_REDIRECTS} redirects")


def _target(url: str, location: str) -> str:
    """A redirect never leaves https, and http only stays on its own host. Log-ins stay on theirs too."""
    try:
        old, new = urlsplit(url), urlsplit(urljoin(url, location))
    except ValueError as error:
        raise Unreadable("a redirect to an address that is not valid") from error
    if (
        new.scheme == "http"
        and (old.scheme, old.hostname) != (new.scheme, new.hostname)
        and not (settings.ALLOW_PRIVATE_FEEDS and old.scheme == "http")
    ):
        raise Unreadable("a redirect to an address without encryption")
    user = old.netloc.rpartition("@")[0] if old.hostname == new.hostname and old.port == new.port else ""
    where = new.netloc.rpartition("@")[2]
    return new._replace(netloc=f"{user}@{where}" if user else where).geturl()


def _check_status(response: httpx.Response) -> None:
    status = response.status_code
    if status in RETRY_STATUS:
        wait = _retry_after(response)
        later = f" and asks for {wait:.0f} seconds of patience" if wait and wait > MAX_WAIT else ""
        raise _TryAgain(f"the server answered {status}{later}", wait)
    if status in {404, 410}:
        raise Gone(f"the server answered {status}")
    if status != 200:
        raise Unreadable(f"the server answered {status}")
    if response.headers.get("tdm-reservation", "").strip() == "1":
        raise Reserved("the publisher reserves the right to text and data mining")


def _rest(host: str) -> None:
    """One request at a time per host and process, a second apart; not on this machine."""
    if not settings.ALLOW_PRIVATE_FEEDS:
        wait = _last_request.get(host, 0.0) + PAUSE - time.monotonic()
        if wait > 0:
            _sleep(wait)
        _last_request[host] = time.monotonic()


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds or an HTTP date."""
    value = response.headers.get("retry-after", "")
    if value.isdigit() and len(value) < 10:
        return float(value)
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    return max(0.0, (moment - datetime.now(UTC)).total_seconds()) if moment.tzinfo else None


@once
def _tls() -> ssl.SSLContext:
    """Made once: reading all certificates anew costs more than most requests."""
    return httpx.create_ssl_context(trust_env=False)


@contextlib.contextmanager
def _asked(url: str, host: str, found: list[str], headers: dict[str, str], deadline: float) -> Iterator[httpx.Response]:
    """The answer of the first address that takes the connection. Ends at the deadline, even in the middle of a header."""
    streams: list[Any] = []

    def trace(event: str, info: dict[str, Any]) -> None:
        if event.endswith("connect_tcp.complete"):
            streams.append(info["return_value"])

    def hang_up() -> None:
        for stream in streams:
            with contextlib.suppress(OSError):
                stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

    alarm = threading.Timer(max(0.0, deadline - time.monotonic()), hang_up)
    alarm.daemon = True
    alarm.start()
    try:
        with contextlib.ExitStack() as stack:
            client = stack.enter_context(
                httpx.Client(timeout=httpx.Timeout(30, connect=5), trust_env=False, verify=_tls())
            )
            for place, address in enumerate(found, start=1):
                try:
                    response = stack.enter_context(_request(client, url, host, address, headers, trace))
                    break
                except (httpx.ConnectError, httpx.ConnectTimeout):
                    if place == len(found):
                        raise
            yield response
    except (httpx.ConnectError, httpx.TimeoutException, httpx.RemoteProtocolError, httpx.ReadError) as error:
        if time.monotonic() > deadline:
            raise Unreadable(f"the download took longer than {MAX_SECONDS} seconds") from error
        raise _TryAgain(f"the download failed: {type(error).__name__}") from error
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise Unreadable(f"the download failed: {type(error).__name__}") from error
    finally:
        alarm.cancel()


def _request(client: httpx.Client, url: str, host: str, address: str, headers: dict[str, str], trace: Any):  # type: ignore[no-untyped-def]
    """Asks the checked address itself, so that a second DNS answer cannot lead elsewhere."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    at = f"[{address}]" if ":" in address else address
    named = headers | {"Host": f"{f'[{host}]' if ':' in host else host}{port}"}
    auth = (parts.username, parts.password or "") if parts.username else None
    extensions = {"sni_hostname": host, "trace": trace}
    return client.stream(
        "GET", parts._replace(netloc=at + port).geturl(), headers=named, auth=auth, extensions=extensions
    )


def _body(response: httpx.Response, deadline: float, url: str) -> Document:
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding not in {"identity", "", *CODINGS}:
        raise Unreadable(f"the unknown encoding {coding[:40]!r}")
    inflate = Inflate(CODINGS[coding]) if coding in CODINGS else None
    target, received, size = Document.to_fill(url), 0, 0
    for chunk in response.iter_raw():
        received += len(chunk)
        if time.monotonic() > deadline:
            raise Unreadable(f"the download took longer than {MAX_SECONDS} seconds")
        if received > MAX_BYTES:
            raise Unreadable(f"larger than {MAX_BYTES:,} bytes")
        for part in inflate.parts(chunk) if inflate else (chunk,):
            size += len(part)
            if size > MAX_BYTES:
                raise Unreadable(f"larger than {MAX_BYTES:,} bytes")
            target.append(part)
    declared = response.headers.get("content-length", "")
    is_short = declared.isdigit() and int(declared) != received
    if is_short or (inflate and received and not inflate.is_whole):
        raise _TryAgain("the download broke off")
    return target.unpacked()
