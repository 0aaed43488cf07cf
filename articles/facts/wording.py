"""Facts in German: "2.720 €", "45 %", "Lenne Energie, Volme Post (Zeitarbeit) und Ruhrdruck", and where they come from."""

from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format

from articles.facts.directives import Fact
from articles.models import FactValue
from articles.vocabulary import PAY_KINDS, FactKind
from listings.models import Place, labels
from listings.searching.hiring import AGENCIES
from listings.templatetags.listing_tags import NBSP, euros

SHIFTS = {"early": "Frühschicht", "late": "Spätschicht", "night": "Nachtschicht", "day": "Tagschicht",
          "rotating": "Wechselschicht", "weekend": "Arbeit am Wochenende", "flexible": "flexiblen Zeiten"}  # fmt: skip
NO_PAY = "Ein Gehalt nennen dafür hier gerade zu wenige Anzeigen."
TOO_FEW = "Dafür gibt es hier gerade zu wenige Anzeigen."
NONE_OPEN = "Hier ist dafür gerade keine Stelle offen."
NOT_KNOWN = "Diese Zahl liegt gerade nicht vor."
CHART = "Gehälter als Diagramm"
NO_CHART = "Für ein Diagramm der Gehälter gibt es hier gerade zu wenige Anzeigen mit Gehalt."
CHART_NOT_KNOWN = "Das Diagramm der Gehälter liegt gerade nicht vor."


def value_text(fact: Fact, value: FactValue) -> str:
    said = value.value
    if fact.kind is FactKind.LISTINGS:
        return euros(said["count"])
    if fact.is_chart:
        return CHART
    if fact.kind is FactKind.PAY_MEDIAN:
        return f"{euros(said['middle'])}{NBSP}€"
    if fact.kind in (FactKind.PAY_ENTRY, FactKind.PAY_EXPERIENCED):
        return pay_span(said["low"], said["high"])
    if fact.kind is FactKind.TOP_EMPLOYERS:
        return listed([_employer(row) for row in said["employers"][: fact.most]])
    return f"{round(100 * said['share'])}{NBSP}%"


def left_out(kind: FactKind, value: FactValue | None) -> str:
    """The sentence that takes the place of one whose figure is not there."""
    if kind is FactKind.PAY_SPREAD:
        return NO_CHART if value else CHART_NOT_KNOWN
    if value is None:
        return NOT_KNOWN
    if kind is FactKind.LISTINGS:
        return NONE_OPEN
    return NO_PAY if kind in PAY_KINDS else TOO_FEW


def behind(value: FactValue) -> str:
    """Of a share the words around it say of what; after names it must not look like the number of the last one."""
    if value.kind in (FactKind.PAY_STATED, FactKind.SHIFT_SHARE):
        return f"von{NBSP}{euros(value.listings)}"
    lead = "gezählt in " if value.kind == FactKind.TOP_EMPLOYERS else ""
    return f"{lead}{listings_words(value.listings)}".replace(" ", NBSP)


def source(value: FactValue) -> str:
    """What exactly the figure is, from how many listings, where and when."""
    rows, where = listings_words(value.listings), area(value.place, value.radius)
    shift = f" mit {SHIFTS[value.shift]}" if value.shift else ""
    what = {
        FactKind.LISTINGS: f"Stellen im Kundenservice{shift}, die {where} online sind.",
        FactKind.PAY_MEDIAN: f"Mitte der Gehälter{shift}: Die Hälfte zahlt mehr, die Hälfte weniger. Aus {rows} {where}, "
        "brutto im Monat bei Vollzeit.",
        FactKind.PAY_SPREAD: f"Gehälter aus {rows}{shift} {where}, brutto im Monat bei Vollzeit. Gezählt wird die Mitte der "
        "Spanne aus der Anzeige.",
        FactKind.PAY_ENTRY: f"Die mittlere Hälfte der Gehälter aus {rows} {where}, die für Quereinstieg offen sind, "
        "brutto im Monat bei Vollzeit.",
        FactKind.PAY_EXPERIENCED: f"Das obere Viertel der Gehälter ohne das höchste Zehntel, aus {rows} {where}, brutto im "
        "Monat bei Vollzeit. Wie viel Erfahrung eine Stelle verlangt, zählen wir nicht.",
        FactKind.PAY_STATED: f"Anteil der Anzeigen mit vergleichbarem Gehalt, von {rows} {where}.",
        FactKind.SHIFT_SHARE: f"Anteil der Anzeigen{shift}, von {rows} {where}.",
        FactKind.TOP_EMPLOYERS: f"Die meisten offenen Stellen, von {rows} {where}.",
    }[FactKind(value.kind)]
    return f"{what} {stand(value.worked_out_at)}."


def charted(value: FactValue, total: int) -> str:
    """What the pay chart shows, for those who do not see it as well."""
    shift = f" mit {SHIFTS[value.shift]}" if value.shift else ""
    where = area(value.place, value.radius)
    return f"Gehälter im Kundenservice{shift} {where}: {euros(value.listings)} von {euros(total)} Stellen nennen eines."


def area(place: Place | None, km: int) -> str:
    if place is None:
        return ""
    return f"im Umkreis von {km}{NBSP}km um {place.name}" if km else f"in {place.name}"


def stand(moment: datetime) -> str:
    return f"Stand {date_format(timezone.localtime(moment), 'j. F Y, G')}{NBSP}Uhr"


def pay_span(low: Decimal | float | None, high: Decimal | float | None) -> str:
    """As in a sentence: 2.400 bis 2.800 €, ab 2.400 €."""
    if low is not None and high is not None and low != high:
        return f"{euros(float(low))} bis {euros(float(high))}{NBSP}€"
    lead = "ab " if high is None else "bis " if low is None else ""
    return f"{lead}{euros(float(low if low is not None else high or 0))}{NBSP}€"


def listings_words(n: int) -> str:
    return "einer Anzeige" if n == 1 else f"{euros(n)} Anzeigen"


def listed(names: list[str]) -> str:
    return " und ".join([*([", ".join(names[:-1])] if len(names) > 1 else []), *names[-1:]])


def _employer(row: dict[str, str]) -> str:
    return f"{row['name']} ({labels.EMPLOYER_KINDS[row['kind']]})" if row["kind"] in AGENCIES else row["name"]
