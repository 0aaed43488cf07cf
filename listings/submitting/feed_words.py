"""What a dry run or an import says, in the words of its employer: what is wrong, and how to mend it.

Reads the English reasons of the importer, such as "unknown or ambiguous place 'Lenne'". One that no line knows gets a
neutral sentence and keeps its own words for those who run the portal.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Words:
    what: Text
    mend: Text = ""
    original: str = ""
    """Only where we have no words of our own for it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Items of one kind that are not usable."""

    kind: str
    """"rejected" (not valid), "unwanted" (sound, but not for this portal) or "held" (a moderator looks)."""
    words: Words
    count: int
    examples: list[str]
    """External ids as the feed gives them."""
    particulars: list[str]


_ID_FIELDS = r"id|slug|shortcode|referenznummer"
_NOT_READ = _("Diesen Eintrag konnten wir nicht lesen.")
_ITEMS: list[tuple[str, Words]] = [
    (rf"(?:{_ID_FIELDS}): missing|: no id$", Words(_("Die Kennung fehlt."), _("Gib jeder Stelle eine Kennung, die bleibt, solange es die Stelle gibt."))),
    (r": (?:missing|no title)$|title is empty", Words(_("Der Titel fehlt oder ist länger als 200 Zeichen."), _("Füll das Feld für den Titel, zum Beispiel „Kundenberater:in (m/w/d)“."))),
    (r"template placeholder", Words(_("Im Titel steht noch ein Platzhalter einer Vorlage."), _("Trag den richtigen Titel ein."))),
    (r"volunteer work", Words(_("Das ist ein Ehrenamt, keine Stelle."), _("Ehrenämter zeigen wir nicht. Das ist kein Fehler im Feed."))),
    (r"moderator decided|other work|category of the source|neither title nor text", Words(_("Das ist keine Arbeit im Kundenservice."), _("Solche Stellen lassen wir weg. Das ist kein Fehler im Feed. Ist es doch Kundenservice, sag das in Titel oder Text."))),
    (r"the country .* is not wanted", Words(_("Die Stelle liegt nicht in Deutschland."), _("Solche Stellen lassen wir weg. Stimmt das Land nicht, schreib DE hinein."))),
    (r"unknown or ambiguous place", Words(_("Den Ort kennen wir nicht, oder es gibt ihn mehrmals."), _("Nenn die Postleitzahl, oder den Namen der Gemeinde ohne Zusätze."))),
    (r"cells instead of", Words(_("Die Zeile hat mehr oder weniger Felder als die Kopfzeile."), _("Setz Texte mit Trennzeichen oder Zeilenumbruch in Anführungszeichen."))),
    (r"by its source|not listed by its employer|not published", Words(_("Der Feed sagt selbst, dass die Stelle nicht mehr gilt."), _("Nichts zu tun. Solche Stellen zeigen wir nicht."))),
    (r"without an employer|: no employer", Words(_("Der Arbeitgeber fehlt."), _("Füll das Feld für das Unternehmen, zum Beispiel „company“."))),
    (r"detail could not be had", Words(_("Den Text dieser Stelle gab der Server nicht heraus."), _("Lies später noch einmal. Bleibt es so, frag den Anbieter deines Systems."))),
    (r"not an object", Words(_("In der Liste steht etwas, das keine Stelle ist."), _("Frag den Anbieter deines Systems, was dort stehen soll."))),
    (r"no description", Words(_("Der Text der Stelle fehlt."), _("Beschreib Aufgaben und Arbeitszeit. Ohne Text sieht ein Mensch nach, bevor die Stelle online geht."))),
    (r"unsolicited applications", Words(_("Das ist ein Aufruf zur Initiativbewerbung, keine bestimmte Stelle."), _("Ein Mensch sieht nach. Meist zeigen wir so etwas nicht."))),
    (r"title (?:is silent|may be|names)", Words(_("Wir sind nicht sicher, ob das Kundenservice ist."), _("Ein Mensch sieht nach. Sag im Titel, was man tut, zum Beispiel „am Telefon“ oder „im Innendienst“."))),
]  # fmt: skip
_DOCUMENTS: list[tuple[str, Words]] = [
    (r"robots\.txt excludes", Words(_("Die robots.txt deiner Seite verbietet uns diese Adresse."), _("Erlaub dort „Fruehdienst-JobImport“, oder gib einen Feed an."))),
    (r"robots\.txt", Words(_("Die robots.txt deiner Seite war nicht zu lesen. Ohne sie lesen wir keine Webseiten."), _("Bitte eure Technik, sie erreichbar zu machen."))),
    (r"text and data mining", Words(_("Die Seite behält sich vor, dass Programme sie nicht auswerten (tdm-reservation). Das achten wir."), _("Nimm den Vorbehalt für diese Adresse weg, wenn wir sie lesen sollen."))),
    (r"server answered 40[13]", Words(_("Die Adresse verlangt eine Anmeldung oder lässt uns nicht hinein."), _("Gib eine Adresse an, die ohne Passwort aufgeht. Zugangsdaten nehmen wir nicht."))),
    (r"server answered 4(?:04|10)", Words(_("Unter dieser Adresse ist nichts."), _("Öffne sie im Browser und kopier sie noch einmal."))),
    (r"server answered", Words(_("Der Server antwortet mit einem Fehler."), _("Lies in ein paar Minuten noch einmal. Bleibt es so, frag eure Technik."))),
    (r"cannot be resolved|address is not valid|only http", Words(_("Diese Adresse gibt es nicht."), _("Prüf, ob du dich vertippt hast."))),
    (r"internal address|port \d+ is not", Words(_("Die Adresse führt in ein internes Netz. Dort lesen wir nicht."), _("Gib eine Adresse an, die jeder im Internet erreicht."))),
    (r"redirect|another host", Words(_("Die Adresse leitet weiter, und wir kommen nicht ans Ziel."), _("Gib gleich die letzte Adresse an, mit https."))),
    (r"larger than", Words(_("Das Dokument ist zu groß. Mehr als 100 MB lesen wir nicht, eine Webseite nur bis 5 MB."), _("Teil den Feed auf, oder lass Bilder und Anhänge weg."))),
    (r"download failed|broke off|took longer", Words(_("Wir haben den Server nicht erreicht, oder die Verbindung brach ab."), _("Prüf die Adresse, und lies in ein paar Minuten noch einmal."))),
    (r"dry run took too long", Words(_("Das Lesen hat zu lange gedauert."), _("Lies später noch einmal. Bleibt es so, schreib uns."))),
    (r"web page, not a feed|no JobPosting|neither HTML nor JSON|page cannot be parsed|web page or XML", Words(_("Unter der Adresse steht eine Webseite, in der wir keine Stellen finden."), _("Gib die Adresse des Feeds an, nicht die der Karriereseite. Oder zeichne die Stellen dort als schema.org/JobPosting aus. Hinter einer Anmeldung sehen wir nichts."))),
    (r"document is empty|an unknown company", Words(_("Die Adresse geht auf, aber es steht keine Stelle darin."), _("Prüf, ob im Feed Stellen freigegeben sind und die Adresse zu deinem Unternehmen gehört."))),
    (r"breaks off|is damaged", Words(_("Das Dokument bricht mittendrin ab."), _("Erzeug den Feed neu, und lies noch einmal."))),
    (r"declares entities", Words(_("Das Dokument bringt eigene Abkürzungen mit (ENTITY). Solche lesen wir zur Sicherheit nicht."), _("Erzeug den Feed ohne DTD."))),
    (r"Bundesagentur", Words(_("Die Jobbörse der Bundesagentur erlaubt das automatische Lesen nicht."), _("Gib den Feed deines eigenen Systems an."))),
    (r"not well-formed|not valid JSON", Words(_("Das Dokument ist fehlerhaft geschrieben."), _("Öffne es im Browser: Der zeigt meist die Stelle. Oder frag den Anbieter deines Systems."))),
    (r"root element is|no known|not an XML|not a JSON|no list|without a list|no table|not a table|no (?:result|postings)|line without end|elements without a record", Words(_("Das Dokument hat ein anderes Format als erwartet, oder es ist fehlerhaft."), _("Wähl bei Format „erkennen wir selbst“. Welche Formate wir lesen, steht unten."))),
    (r"postings, but|items, but|jobs, but|results, but|details could not|one page of several|pages repeat|foreign bytes|items are not valid|changes only|newest results", Words(_("Wir haben nicht alles bekommen. Was wir lesen konnten, zählt."), _("Lies noch einmal. Bleibt es so, ist der Feed unvollständig oder fehlerhaft."))),
    (r"not modified", Words(_("Seit dem letzten Abruf hat sich nichts geändert."))),
]  # fmt: skip


def of_document(reason: str) -> Words:
    """Why the document as a whole cannot be used, or not all of it."""
    return _first(_DOCUMENTS, reason) or Words(_("Wir konnten das Dokument nicht lesen."), _("Schreib uns, dann sehen wir nach."), reason)  # fmt: skip


def of_item(field: str, reason: str) -> Words:
    return _first(_ITEMS, f"{field}: {reason}") or Words(_NOT_READ, _("Schreib uns, dann sehen wir nach."), reason)


def problems(report: dict[str, Any]) -> list[Problem]:
    """Of a dry run, what must be mended first."""
    found = []
    for one in report.get("problems", ()):
        said = bool(one.get("mend"))
        words = Words(one["reason"], one["mend"]) if said else of_item(one.get("field", ""), one.get("reason", ""))
        particulars = [] if words.original else one.get("words", [])
        kind, count, examples = one.get("kind", "rejected"), one.get("count", 1), one.get("examples", [])
        found.append(Problem(kind, words, count, examples, particulars))
    return sorted(_merged(found), key=lambda one: (["rejected", "held", "unwanted"].index(one.kind), -one.count))


def _merged(found: list[Problem]) -> list[Problem]:
    """Two English reasons with the same German words are one problem."""
    merged: dict[tuple[str, str, str], Problem] = {}
    for one in found:
        key = (one.kind, str(one.words.what), one.words.original)
        if known := merged.get(key):
            one = Problem(one.kind, one.words, known.count + one.count, (known.examples + one.examples)[:3], (known.particulars + one.particulars)[:3])  # fmt: skip
        merged[key] = one
    return list(merged.values())


def _first(known: list[tuple[str, Words]], reason: str) -> Words | None:
    return next((words for pattern, words in known if re.search(pattern, reason)), None)
