"""Polite and suspicious HTTP: limits on time, size and redirects, no internal addresses at any hop, patient retries."""

import email.utils
import ipaddress
import random
import socket
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import httpx
from django.conf import settings

from listings.importing.document import Document
from listings.importing.job_posting import Unreadable

MAX_BYTES = 100_000_000
"""After decompression."""
MAX_SECONDS = 600
MAX_REDIRECTS = 5
TRIES = 3
RETRY_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504})
MAX_WAIT = 60.0
PAUSE = 1.0
"""Seconds between two requests to one host."""
USER_AGENT = "Fruehdienst-JobImport/1.0"
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


def download(url: str, *, etag: str = "", last_modified: str = "") -> Answer:
    """The body after decompression. Raises NotModified, or Unreadable with the reason for people who run the portal."""
    deadline = time.monotonic() + MAX_SECONDS
    headers = {"User-Agent": f"{USER_AGENT} (+{settings.BASE_URL}/quellen/)", "Accept-Encoding": "gzip"}
    headers["Accept"] = "application/json, application/xml, text/xml, text/csv, text/html;q=0.8, */*;q=0.5"
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": last_modified} if last_modified else {}
    for attempt in range(TRIES):
        try:
            return _follow(url, headers, deadline)
        except _TryAgain as error:
            if attempt + 1 == TRIES or time.monotonic() > deadline:
                raise Unreadable(str(error)) from error
            longest = 2.0 ** (attempt + 1)
            _sleep(min(MAX_WAIT, error.wait if error.wait is not None else random.uniform(0, longest)))  # noqa: S311
    raise AssertionError("unreachable")


def _sleep(seconds: float) -> None:
    time.sleep(seconds)


def _follow(url: str, headers: dict[str, str], deadline: float) -> Answer:
    for _ in range(MAX_REDIRECTS + 1):
        address = _checked_address(url)
        _rest(url)
        try:
            with (
                httpx.Client(timeout=httpx.Timeout(30, connect=5), trust_env=False) as client,
                _request(client, url, address, headers) as response,
            ):
                if response.status_code == 304:
                    raise NotModified
                if response.has_redirect_location:
                    url = urljoin(url, response.headers["location"])
                    continue
                if response.status_code in RETRY_STATUS:
                    raise _TryAgain(f"the server answered {response.status_code}", _retry_after(response))
                if response.status_code != 200:
                    raise Unreadable(f"the server answered {response.status_code}")
                document = _body(response, deadline, url)
                return Answer(document, response.headers.get("etag", "")[:300],
                              response.headers.get("last-modified", "")[:100])  # fmt: skip
        except (httpx.ConnectError, httpx.TimeoutException, httpx.RemoteProtocolError, httpx.ReadError) as error:
            raise _TryAgain(f"the download failed: {type(error).__name__}") from error
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise Unreadable(f"the download failed: {type(error).__name__}") from error
    raise Unreadable(f"more than {MAX_REDIRECTS} redirects")


def _rest(url: str) -> None:
    """One request at a time per host and process, a second apart; not on this machine."""
    host = urlsplit(url).hostname or ""
    if not settings.ALLOW_PRIVATE_FEEDS:
        wait = _last_request.get(host, 0.0) + PAUSE - time.monotonic()
        if wait > 0:
            _sleep(wait)
        _last_request[host] = time.monotonic()


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds or an HTTP date."""
    value = response.headers.get("retry-after", "")
    if value.isdigit():
        return float(value)
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    return max(0.0, (moment - datetime.now(UTC)).total_seconds()) if moment.tzinfo else None


def _request(client: httpx.Client, url: str, address: str, headers: dict[str, str]):  # type: ignore[no-untyped-def]
    """Asks the checked address itself, so that a second DNS answer cannot lead elsewhere."""
    parts = urlsplit(url)
    host = f"[{address}]" if ":" in address else address
    pinned = parts._replace(netloc=f"{host}:{parts.port}" if parts.port else host).geturl()
    named = headers | {"Host": parts.netloc.rpartition("@")[2]}
    auth = (parts.username, parts.password or "") if parts.username else None
    return client.stream("GET", pinned, headers=named, auth=auth, extensions={"sni_hostname": parts.hostname})


def _body(response: httpx.Response, deadline: float, url: str) -> Document:
    target, size = Document.to_fill(url), 0
    for chunk in response.iter_bytes(65_536):
        size += len(chunk)
        if size > MAX_BYTES:
            raise Unreadable(f"larger than {MAX_BYTES:,} bytes")
        if time.monotonic() > deadline:
            raise Unreadable(f"the download took longer than {MAX_SECONDS} seconds")
        target.append(chunk)
    declared = response.headers.get("content-length", "")
    if declared.isdigit() and "content-encoding" not in response.headers and int(declared) != size:
        raise _TryAgain("the download broke off")
    return target


def _checked_address(url: str) -> str:
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise Unreadable("the address is not valid") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Unreadable("only http and https addresses are fetched")
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise Unreadable(f"the host {parts.hostname} cannot be resolved") from error
    for address in found:
        if not settings.ALLOW_PRIVATE_FEEDS and not ipaddress.ip_address(address.split("%")[0]).is_global:
            raise Unreadable(f"{parts.hostname} leads to an internal address")
    return sorted(found)[0]
