"""Against programs that post: rates for each visitor and network, a field that people do not see, and a clock.

Whoever is stopped gets the page with everything typed and one sentence that says what to do. A human mistaken for a
program presses the button once more.
"""

from datetime import timedelta

from django.http import HttpRequest

from listings.rate_limits import is_exceeded, is_spared, network_of
from listings.submitting.addresses import mailbox
from listings.submitting.drafting import Ticket

RATES = {"save": ("120/hour", "1000/hour"), "check": ("900/hour", "6000/hour"), "send": ("10/hour", "40/hour"),
         "logo": ("30/hour", "120/hour")}  # fmt: skip
"""For one visitor, and for the visitor's network."""
MAILBOX_RATE = "5/hour"
TRAP = "website"
"""A field that only programs fill in."""
FASTEST = timedelta(seconds=4)
"""Nobody types a whole advertisement in less."""
TOO_OFTEN = "Das waren zu viele Versuche in einer Stunde. Dein Text steht noch da. Versuch es später noch einmal."
TOO_FAST = "Das ging schneller, als ein Mensch tippt. Bist du keiner von den Robotern? Dann drück noch einmal."
TRAPPED = "Ein Feld war ausgefüllt, das nur Programme sehen. Wir haben es geleert. Drück bitte noch einmal."


def is_too_often(request: HttpRequest, action: str) -> bool:
    own, network = RATES[action]
    return is_exceeded(request, f"post-{action}", own) or is_exceeded(
        request, f"post-{action}-network", network, of=network_of(request)
    )


def is_mailbox_full(request: HttpRequest, address: str) -> bool:
    """Beyond this, no mail of ours reaches a mailbox, whoever asks for it."""
    return is_exceeded(request, "post-mailbox", MAILBOX_RATE, of=mailbox(address))


def suspicion(request: HttpRequest, ticket: Ticket, *, is_stored: bool) -> str:
    """What to tell somebody who behaves like a program; empty for people.

    A page that we did not make has a ticket of this moment.
    """
    if request.POST.get(TRAP):
        return TRAPPED
    if not is_stored and not is_spared(request) and ticket.age < FASTEST:
        return TOO_FAST
    return ""
