"""Which addresses a feed may lead to: public ones only, whatever the spelling, at every hop.

`http://0x7f.1/`, `http://[::ffff:10.0.0.1]/`, `https://intern.example:22/` are refused.
"""

import ipaddress
import socket
from urllib.parse import urlsplit

import httpx
from django.conf import settings

from listings.importing.job_posting import Unreadable

WEB_PORTS = frozenset({80, 443})
FIRST_FREE_PORT = 1024
"""Below it, beside the web's own, live mail, shells and files."""
_TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def checked(url: str) -> tuple[str, list[str]]:
    """The host as it is asked for, and its addresses as the system prefers them. Raises Unreadable."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = httpx.URL(url).raw_host.decode("ascii")
    except (ValueError, httpx.InvalidURL) as error:
        raise Unreadable("the address is not valid") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise Unreadable("only http and https addresses are fetched")
    if port not in WEB_PORTS and port < FIRST_FREE_PORT:
        raise Unreadable(f"port {port} is not one of a web server")
    try:
        answers = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreadable(f"the host {host} cannot be resolved") from error
    found = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
    if not settings.ALLOW_PRIVATE_FEEDS and not all(is_public(address) for address in found):
        raise Unreadable(f"{host} leads to an internal address")
    return host, found


def is_public(text: str) -> bool:
    address = ipaddress.ip_address(text.split("%")[0])
    return all(_is_public(part) for part in _meant(address))


def _is_public(part: _Address) -> bool:
    """fec0::/10, the private addresses of old IPv6 networks, counts as global elsewhere."""
    is_local = isinstance(part, ipaddress.IPv6Address) and part.is_site_local
    return part.is_global and not (part.is_multicast or part.is_unspecified or part.is_reserved or is_local)


def _meant(address: _Address) -> list[_Address]:
    """The address and the IPv4 one that it carries inside."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    inner: list[_Address] = [address.sixtofour] if address.sixtofour else list(address.teredo or ())
    if any(address in network for network in _TRANSLATED):
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    if int(address) >> 32 == 0:  # ::10.0.0.1, long out of use
        inner.append(ipaddress.IPv4Address(int(address)))
    return [address, *inner]
