"""Polite and suspicious HTTP: limits on time, size and redirects, no internal addresses at any hop."""

import ipaddress
import socket
import time
from urllib.parse import urljoin, urlsplit

import httpx

from listings.importing.job_posting import Unreadable

MAX_BYTES = 100_000_000
MAX_SECONDS = 600
MAX_REDIRECTS = 5
USER_AGENT = "Fruehdienst-JobImport/1.0"


def fetch(url: str, *, allow_private: bool = False) -> bytes:
    """The body after decompression. Raises Unreadable with the reason for people who run the portal."""
    deadline = time.monotonic() + MAX_SECONDS
    for _ in range(MAX_REDIRECTS + 1):
        address = _checked_address(url, allow_private)
        try:
            with (
                httpx.Client(timeout=httpx.Timeout(30, connect=5), trust_env=False) as client,
                _request(client, url, address) as response,
            ):
                if response.is_redirect:
                    url = urljoin(url, response.headers["location"])
                    continue
                if response.status_code != 200:
                    raise Unreadable(f"the server answered {response.status_code}")
                return _body(response, deadline)
        except httpx.HTTPError as error:
            raise Unreadable(f"the download failed: {type(error).__name__}") from error
    raise Unreadable(f"more than {MAX_REDIRECTS} redirects")


def _request(client: httpx.Client, url: str, address: str):  # type: ignore[no-untyped-def]
    """Asks the checked address itself, so that a second DNS answer cannot lead elsewhere."""
    parts = urlsplit(url)
    host = f"[{address}]" if ":" in address else address
    pinned = parts._replace(netloc=f"{host}:{parts.port}" if parts.port else host).geturl()
    headers = {"Host": parts.netloc.rpartition("@")[2], "User-Agent": USER_AGENT, "Accept": "*/*"}
    return client.stream("GET", pinned, headers=headers, extensions={"sni_hostname": parts.hostname})


def _body(response: httpx.Response, deadline: float) -> bytes:
    chunks, size = [], 0
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > MAX_BYTES:
            raise Unreadable(f"larger than {MAX_BYTES:,} bytes")
        if time.monotonic() > deadline:
            raise Unreadable(f"the download took longer than {MAX_SECONDS} seconds")
        chunks.append(chunk)
    return b"".join(chunks)


def _checked_address(url: str, allow_private: bool) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Unreadable("only http and https addresses are fetched")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = {str(info[4][0]) for info in socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)}
    except (OSError, ValueError) as error:
        raise Unreadable(f"the host {parts.hostname} cannot be resolved") from error
    for address in found:
        if not allow_private and not ipaddress.ip_address(address.split("%")[0]).is_global:
            raise Unreadable(f"{parts.hostname} leads to an internal address")
    return sorted(found)[0]
