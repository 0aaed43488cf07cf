"""Forms that strangers send without a cookie: a signed ticket in the page, a field that people do not see, and a clock.

The ticket names what will be stored, so the same page sent twice is one thing, and it tells when the page was made.
Whoever is stopped gets the page with everything typed; a human mistaken for a program presses the button once more.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from django.core import signing
from django.http import HttpRequest
from django.utils import timezone

from listings.rate_limits import is_exceeded, is_spared, network_of

FIELD = "form"
TRAP = "website"
"""A field that only programs fill in."""
FASTEST = timedelta(seconds=3)
TOO_FAST = "Das ging schneller, als ein Mensch tippt. Bist du keiner von den Robotern? Dann drück noch einmal."
TRAPPED = "Ein Feld war ausgefüllt, das nur Programme sehen. Wir haben es geleert. Drück bitte noch einmal."
TOO_OFTEN = "Das waren zu viele Versuche in einer Stunde. Dein Text steht noch da. Versuch es später noch einmal."


@dataclass(frozen=True, slots=True)
class Ticket:
    pk: UUID
    issued_at: datetime
    purpose: str

    @property
    def token(self) -> str:
        return _signer(self.purpose).sign(self.pk.hex)


def new(purpose: str) -> Ticket:
    return Ticket(uuid4(), timezone.now(), purpose)


def of(purpose: str, pk: UUID) -> Ticket:
    return Ticket(pk, timezone.now(), purpose)


def read(purpose: str, token: str) -> Ticket | None:
    """None for what we never signed for this purpose."""
    try:
        pk = UUID(_signer(purpose).unsign(token))
        seconds = signing.b62_decode(token.split(":")[1])
    except (signing.BadSignature, ValueError, IndexError):
        return None
    return Ticket(pk, datetime.fromtimestamp(seconds, tz=UTC), purpose)


def posted(request: HttpRequest, purpose: str) -> Ticket:
    """The one in the page; a new one of this moment when the page is not ours."""
    return read(purpose, request.POST.get(FIELD, "")) or new(purpose)


def suspicion(request: HttpRequest, ticket: Ticket) -> str:
    """What to tell somebody who behaves like a program; empty for people."""
    if request.POST.get(TRAP):
        return TRAPPED
    if not is_spared(request) and timezone.now() - ticket.issued_at < FASTEST:
        return TOO_FAST
    return ""


def is_too_often(request: HttpRequest, name: str, own: str, network: str) -> bool:
    return is_exceeded(request, name, own) or is_exceeded(request, f"{name}-network", network, of=network_of(request))


def _signer(purpose: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"form-{purpose}")
