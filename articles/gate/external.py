"""Links to other sites: asked by a worker, remembered for some weeks, judged here without waiting for anybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.core.cache import cache
from django.utils import timezone
from markdown_it.token import Token

from articles import links, markdown
from articles.facts.directives import Claim
from articles.facts.markup import directives
from articles.gate.finding import Finding, Level
from articles.gate.subject import Subject
from articles.links import LinkKind
from listings.importing.download import status_of
from listings.importing.job_posting import Unreadable

KEPT = timedelta(days=30)
ASKED_AGAIN = timedelta(days=7)
ASKED_SOON = timedelta(minutes=10)
"""After which an address that did not answer well is tried again."""
MAX_LINKS = 60
BROKEN = range(400, 500)
NOT_FOR_PROGRAMS = frozenset({401, 403, 405, 406, 408, 425, 429, 451})
"""Answers to programs that browsers may not get."""


@dataclass(frozen=True)
class Answer:
    status: int | None
    """None: no answer."""
    reason: str
    asked_at: datetime

    @property
    def is_broken(self) -> bool:
        return self.status in BROKEN and self.status not in NOT_FOR_PROGRAMS

    @property
    def is_fine(self) -> bool:
        return self.status is not None and self.status < 400

    @property
    def is_fresh(self) -> bool:
        return timezone.now() - self.asked_at < (ASKED_AGAIN if self.is_fine else ASKED_SOON)


def answered(subject: Subject) -> Iterator[Finding]:
    addresses = _linked(subject.tokens)
    if len(addresses) > MAX_LINKS:
        yield Finding("external_links", Level.BLOCK, f"Der Text hat {len(addresses)} Links zu anderen Seiten. Mehr als"
                      f" {MAX_LINKS} prüfen wir nicht.")  # fmt: skip
        addresses = addresses[:MAX_LINKS]
    sources = [address for address in _sources(subject.tokens) if address not in addresses]
    known = known_answers([*addresses, *sources])
    for address in [*addresses, *sources]:
        answer = known.get(address)
        if answer is None and address in sources:
            continue  # a figure has its source's name as well: it need not wait for the answer
        if answer is None:
            yield Finding("external_links", Level.BLOCK, f"Der Link {address} ist noch nicht geprüft. Speicher den"
                          " Artikel, dann wird er in der nächsten Minute geprüft.")  # fmt: skip
        elif answer.is_broken:
            yield Finding("external_links", Level.BLOCK, f"Der Link {address} führt ins Leere (Antwort"
                          f" {answer.status}, geprüft am {timezone.localtime(answer.asked_at):%d.%m.%Y %H:%M}).")  # fmt: skip
        elif not answer.is_fine:
            why = f"Antwort {answer.status}" if answer.status else "keine Antwort"
            yield Finding("external_links", Level.ADVISE, f"Der Link {address} war nicht zu prüfen ({why})."
                          " Öffne ihn selbst.")  # fmt: skip


def addresses_in(text: str) -> list[str]:
    """Of links and of the sources of stated figures."""
    tokens = markdown.parse(text)
    return list(dict.fromkeys([*_linked(tokens), *_sources(tokens)]))[:MAX_LINKS]


def _linked(tokens: list[Token]) -> list[str]:
    return [link.target for link in links.of(tokens) if link.kind is LinkKind.EXTERNAL]


def _sources(tokens: list[Token]) -> list[str]:
    claims = (found.directive for found in directives(tokens) if isinstance(found.directive, Claim))
    return list(dict.fromkeys(claim.url for claim in claims if claim.url))


def known_answers(addresses: list[str]) -> dict[str, Answer]:
    found = cache.get_many([_key(address) for address in addresses])
    return {address: found[key] for address in addresses if (key := _key(address)) in found}


def ask(text: str) -> int:
    """Asks for each link of a text whose answer is not fresh. Waits for other sites: for workers only."""
    addresses = addresses_in(text)
    known = known_answers(addresses)
    stale = [address for address in addresses if not (address in known and known[address].is_fresh)]
    for address in stale:
        cache.set(_key(address), _asked(address), int(KEPT.total_seconds()))
    return len(stale)


def _asked(address: str) -> Answer:
    try:
        status: int | None = status_of(address)
        reason = ""
    except Unreadable as error:
        status, reason = None, str(error)
    return Answer(status, reason, timezone.now())


def _key(address: str) -> str:
    return f"link:{sha256(address.encode()).hexdigest()}"
