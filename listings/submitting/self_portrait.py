"""What an employer says about itself. It is public at once, so what would hold an advertisement back is refused here.

Plain text, and no way to get in touch: `Meld dich per WhatsApp`, `www.volmetal.example`, `0231 123456` and `<b>` belong
elsewhere or nowhere.
"""

import re
from typing import Any

from django.db import transaction
from django.utils import timezone

from listings.models import Employer, EmployerChange, Person
from listings.normalise import wording
from listings.normalise.spelling import UNSEEN
from listings.vocabulary import FindingLevel

FIELDS = ("legal_name", "website", "about")
_MARKUP = re.compile(r"</?[a-zA-Z!][^>]*>?")
_WAYS = re.compile(
    r"(?P<mail>[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.|\s?(?:\(dot\)|\(punkt\)|\[dot\]|\[punkt\])\s?)\w{2,})"
    r"|(?P<link>\b(?:https?:|www\.)[^\s]{2,}|\b[\w-]{2,63}\.(?:de|com|net|org|info|eu|io|me|ly|biz|shop|online|site|app)\b(?:/\S*)?)"
    r"|(?P<phone>(?:\+|\b00?)[1-9][\d ()/.-]{5,20}\d)",
    re.IGNORECASE,
)  # fmt: skip
_SAID = {
    "mail": "Hier steht eine E-Mail-Adresse: „{}“. Sie gehört in die Anzeige.",
    "link": "Hier steht eine Adresse im Netz: „{}“. Dafür ist das Feld „Website“ da.",
    "phone": "Hier steht eine Telefonnummer: „{}“. Sie gehört in die Anzeige.",
}  # fmt: skip


def objection(text: str) -> str:
    """A sentence for the employer; empty when the text may be public."""
    if UNSEEN.search(text):
        return "Der Text enthält Zeichen, die man nicht sieht. Tipp ihn neu, statt ihn einzufügen."
    if found := _MARKUP.search(text):
        return f"Hier steht nur reiner Text, kein HTML: „{found[0][:40]}“."
    if found := _WAYS.search(text):
        return _SAID[str(found.lastgroup)].format(found[0][:60])
    return _held(text=text)


def objection_to_name(name: str) -> str:
    return objection(name) or _held(employer=name)


def objection_to_website(address: str) -> str:
    return _held(apply_url=address)


def _held(text: str = "", **more: Any) -> str:
    found = wording.check("", text, today=timezone.localdate(), **more)
    return next((f"{one.reason} {one.suggestion}".strip() for one in found if one.level is FindingLevel.HOLD), "")


@transaction.atomic
def save(*, employer: Employer, person: Person, values: dict[str, Any]) -> None:
    """Writes only these values, so that two people who save at once overwrite nothing else, and notes who changed what."""
    before = Employer.objects.select_for_update(no_key=True).get(pk=employer.pk)
    changes = {
        name: [getattr(before, name), value] for name, value in values.items() if name != "logo" and getattr(before, name) != value
    }  # fmt: skip
    if "logo" in values and (values["logo"] or before.logo_digest):
        changes["logo"] = ["Logo" if before.logo_digest else "", "neues Logo" if values["logo"] else ""]
    if changes:
        Employer.objects.filter(pk=employer.pk).update(**values)
        EmployerChange.objects.create(employer=before, person=person, changes=changes)
