"""Who keeps something about a person. A flow that stores addresses adds one line."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from listings.alerting import subscribing as alerting
from listings.applying import personal as applying
from listings.reporting import personal as reporting
from listings.submitting import personal as submitting

Data = list[dict[str, Any]] | dict[str, Any]


@dataclass(frozen=True, slots=True)
class Holder:
    name: str
    """Key of the export."""
    title: str
    data_of: Callable[[str], Data]
    """Of an address in its one spelling; what JSON can say."""
    erase: Callable[[str], object]
    keeps: str = ""
    """What erase() leaves and why, for its owner."""


HOLDERS = (
    Holder("bewerbungen", "Bewerbungen", applying.data_of, applying.erase,
           "Was schon beim Arbeitgeber ist, löscht nur er. Was noch unterwegs ist, kommt nicht mehr an."),
    Holder("jobalarme", "Jobalarme", alerting.data_of, alerting.erase,
           "Dass du einem Jobalarm zugestimmt hast, belegen wir drei Jahre lang mit Zeit, Wortlaut und einer Prüfsumme deiner Adresse."),
    Holder("meldungen", "Meldungen und Beschwerden", reporting.data_of, reporting.erase,
           "Name und Adresse gehen sofort. Was gemeldet und entschieden wurde, bleibt ohne sie drei Jahre, weil wir es belegen müssen. "
           "Ist noch nicht entschieden, bekommst du keine Antwort mehr."),
    Holder("anzeigen", "Anzeigen und Zugang für Arbeitgeber", submitting.data_of, submitting.erase,
           "Solange eine Anzeige von dir online ist oder geprüft wird, behalten wir deine Adresse und deinen Zugang: Jemand muss für sie "
           "einstehen. Beende sie zuerst. Entscheidungen über Anzeigen bleiben drei Jahre, ohne deine Adresse."),
)  # fmt: skip


def all_of(email: str) -> list[tuple[Holder, Data]]:
    return [(holder, holder.data_of(email)) for holder in HOLDERS]


def is_empty(data: Data) -> bool:
    """A table of lists is empty when all lists are: it may name the address all the same."""
    return not (data if isinstance(data, list) else any(value for value in data.values() if isinstance(value, list)))


@transaction.atomic
def erase(email: str) -> None:
    """All or nothing."""
    for holder in HOLDERS:
        holder.erase(email)
