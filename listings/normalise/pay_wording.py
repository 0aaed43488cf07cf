"""What an advertisement says about pay: below the minimum wage, an old Minijob ceiling, praise instead of a figure.

The day that counts is the later of the start of work and today.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from listings.normalise.finding import Finding, Rule, Wording
from listings.normalise.minimum_wage import (
    EXEMPT,
    OLD_MINIJOB_CEILINGS,
    RATES,
    hourly,
    minijob_ceiling,
    minimum_wage,
    monthly_floor,
    next_rise,
)
from listings.vocabulary import (
    HOURS_TO_MONTHS,
    MIN_FULL_TIME_HOURS,
    Contract,
    Employment,
    FindingLevel,
    Salary,
    SalaryUnit,
)

RISE_DAYS = 183
"""A known rise this far ahead is worth a note."""
_CENT = 0.005
_MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember")  # fmt: skip
_PLACED_DIRECTLY = re.compile(
    r"direktvermittlung|personalvermittlung|direkt vo[nm] (?:unserem kunden|kunden)|keine zeitarbeit"
)
_ANY_CEILING = sorted({*OLD_MINIJOB_CEILINGS, *(minijob_ceiling(since) for since, _ in RATES)})
_AMOUNT = "|".join(map(str, _ANY_CEILING))
_CEILING = re.compile(
    rf"(?<![\d.,])(?P<amount>{_AMOUNT})(?:,-+|,00)?\s?-?\s?(?:€|euro|eur)[\s-]{{0,3}}(?:basis|job|kraft|kräfte|stelle|minijob|grenze)"
    rf"|mini-?\s?job\w*[^.;]{{0,25}}(?:\bauf|\bbis|\bmax|:|\()[^.;\d]{{0,12}}(?P<behind>{_AMOUNT})(?:,-+|,00)?\s?-?\s?(?:€|euro|eur)"
)

RULES = (
    Rule(
        "pay_praised", FindingLevel.INFO, ("vergütung", "gehalt", "bezahlung", "entlohnung", "verdienst", "entgelt", "lohn"),
        re.compile(
            r"\b(?:sehr )?(?:attraktive|leistungsgerechte|leistungsorientierte|überdurchschnittliche|faire|angemessene|marktgerechte"
            r"|gute|tolle|wettbewerbsfähige|übertarifliche|top|spitzen)\w{0,2}[ -](?:und [a-zäöüß]+ |, [a-zäöüß]+ )?"
            r"(?:grund|fest|stunden)?(?:vergütung|gehalt|bezahlung|entlohnung|verdienst|entgelt|lohn)\w{0,12}"
        ),
        "„{words}“ sagt niemandem, was am Monatsende da ist, und eine Zahl fehlt.",
        "Nenn eine Spanne, zum Beispiel „2.600 bis 2.900 € brutto im Monat“.",
        unless=re.compile(r"\d[\d.]*(?:,\d\d)?\s?(?:€|euro|eur)|ausbildungsvergütung"),
    ),
    Rule(
        "commission_only", FindingLevel.WARNING, ("provision", "erfolgsbasis", "erfolgsabhängig"),
        re.compile(
            r"\b(?:rein\w*|ausschließlich|nur|100 ?%|vollständig)\s(?:auf |in )?(?:provision\w*|erfolgsbasis|erfolgsabhängig\w*)"
            r"(?:[ -](?:basiert\w*|vergütung|basis|bezahlung|modell))?|\bauf (?:reiner )?provisionsbasis\b|\breine provision\w*|\bauf erfolgsbasis\b"
        ),
        "„{words}“ heißt: Ohne Abschluss kein Geld. Für Angestellte gilt trotzdem der Mindestlohn.",
        "Sag klar, ob die Stelle selbstständig ist, und nenn das Fixum, wenn es eines gibt.",
        unless=re.compile(r"fixum|festgehalt|fixgehalt|grundgehalt|stundenlohn|zusätzlich|zuzüglich|plus\b|garant|\bkund|partner\w* auf|empfehl"),
        is_deniable=True,
    ),
    Rule(
        "network_marketing", FindingLevel.WARNING,
        ("network-marketing", "network marketing", "networkmarketing", "multi-level", "multilevel", "mlm", "downline",
         "strukturvertrieb", "empfehlungsmarketing", "vertriebspartner", "passives einkommen", "finanzielle freiheit"),
        re.compile(
            r"\bnetwork-? ?marketing\w*|\bmulti-?level[- ]?(?:marketing|vertrieb)\w*|\bmlm\b|\bdownline\b|\bstrukturvertrieb\w*|\bempfehlungsmarketing\b"
            r"|\b(?:dein|ein|eigene)\w* (?:[a-zäöüß]+ )?team(?: von)? (?:selbstständige\w* )?vertriebspartner\w*"
            r"|\b(?:werde|als|suchen)\s(?:[^\s]{1,20}\s){0,3}selbst?ständige\w*\s(?:[^\s]{1,20}\s){0,2}vertriebspartner\w*"
            r"|\bpassives einkommen\b|\bfinanzielle freiheit\b"
        ),
        "„{words}“ deutet auf ein Geschäft, in dem man durch Anwerben verdient. Das ist keine Stelle im Kundenservice.",
        "Beschreib die Arbeit und das feste Gehalt. Selbstständige Vertriebspartnerschaften gehören nicht hierher.",
        unless=re.compile(r"altersvorsorge|\bkund|betreu\w*|unsere\w* vertriebspartner|software"), is_deniable=True,
    ),
)  # fmt: skip


def in_german(amount: float) -> str:
    """13.9 -> "13,90", 2531 -> "2.531"."""
    if amount == int(amount) and amount >= 100:
        return f"{int(amount):,}".replace(",", ".")
    return f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))


def _hours(hours: float) -> str:
    return f"{hours:g}".replace(".", ",")


@dataclass(frozen=True, slots=True)
class Pay:
    """The stated pay and what decides which floor it must reach."""

    salary: Salary | None
    weekly_hours: float | None
    kinds: Collection[Employment]
    contracts: Collection[Contract]
    starts_on: date | None
    today: date

    @property
    def day(self) -> date:
        return max(self.today, self.starts_on or self.today)

    def basis(self) -> tuple[Salary, float] | None:
        """Pay and hours to judge by; None where the law does not apply or the hours leave it open.

        Full time without hours counts as its shortest week, so that nobody is accused by a guess.
        """
        stated, kinds = self.salary, set(self.kinds)
        if stated is None or stated.is_gross is False or kinds & EXEMPT:
            return None
        if stated.unit is SalaryUnit.HOUR:
            return stated, self.weekly_hours or float(MIN_FULL_TIME_HOURS)
        if self.weekly_hours:
            return stated, float(self.weekly_hours)
        return (stated, float(MIN_FULL_TIME_HOURS)) if kinds == {Employment.FULL_TIME} else None


def wage_floor(wording: Wording, pay: Pay, level: FindingLevel) -> Iterator[Finding]:
    """Below the floor on the day that counts, or by a rise that is already law."""
    basis = pay.basis()
    paid = hourly(*basis) if basis else None
    if basis is None or paid is None:
        return
    stated, hours = basis
    is_agency = _is_agency(wording, pay)
    named = "Lohnuntergrenze der Zeitarbeit" if is_agency else "Mindestlohn"
    floor = minimum_wage(pay.day, is_agency=is_agency)
    words = stated.text or in_german(stated.minimum if stated.minimum is not None else stated.maximum or 0)
    if paid < floor - _CENT:
        since = f"Ab {_month(pay.day)} gilt" if pay.day > pay.today else "Es gilt"
        yield Finding(
            "below_minimum_wage", level, words,
            f"{_said(stated, hours, paid)} {since} {'die' if is_agency else 'der'} {named} von {in_german(floor)} €.",
            _way_out(stated, hours, floor, monthly_floor(pay.day, hours, is_agency=is_agency)),
        )  # fmt: skip
        return
    rise = next_rise(pay.day, is_agency=is_agency)
    if rise and rise[0] <= pay.day + timedelta(days=RISE_DAYS) and paid < rise[1] - _CENT:
        yield Finding(
            "wage_rise_ahead", FindingLevel.INFO, words,
            f"{_said(stated, hours, paid)} Ab {_month(rise[0])} gelten mindestens {in_german(rise[1])} € ({named}).",
            _way_out(stated, hours, rise[1], monthly_floor(rise[0], hours, is_agency=is_agency)),
        )  # fmt: skip


def least(wording: Wording, pay: Pay, rule: str) -> float | None:
    """The smallest figure, in the unit of the stated pay, that settles the finding of this rule."""
    basis = pay.basis()
    if basis is None:
        return None
    (stated, hours), is_agency, day = basis, _is_agency(wording, pay), pay.day
    if rule == "wage_rise_ahead" and (rise := next_rise(day, is_agency=is_agency)):
        day = rise[0]
    if stated.unit is SalaryUnit.HOUR:
        return minimum_wage(day, is_agency=is_agency)
    month = monthly_floor(day, hours, is_agency=is_agency)
    return float(month * 12 if stated.unit is SalaryUnit.YEAR else month)


def _is_agency(wording: Wording, pay: Pay) -> bool:
    return Contract.AGENCY in pay.contracts and not _PLACED_DIRECTLY.search(wording.lowered)


def _month(day: date) -> str:
    return f"{'' if day.day == 1 else f'dem {day.day}. '}{_MONTHS[day.month - 1]} {day.year}"


def _said(stated: Salary, hours: float, paid: float) -> str:
    amount = stated.minimum if stated.minimum is not None else stated.maximum or 0
    if stated.unit is SalaryUnit.HOUR:
        return f"Angegeben sind {in_german(amount)} € die Stunde."
    per = " im Jahr" if stated.unit is SalaryUnit.YEAR else ""
    return f"{in_german(amount)} €{per} bei {_hours(hours)} Stunden sind {in_german(paid)} € die Stunde."


def _way_out(stated: Salary, hours: float, floor: float, month: int) -> str:
    if stated.unit is SalaryUnit.HOUR:
        return f"Trag {in_german(floor)} € oder mehr ein."
    amount = stated.minimum if stated.minimum is not None else stated.maximum or 0
    monthly = amount / 12 if stated.unit is SalaryUnit.YEAR else amount
    fewer = int(monthly / (floor * HOURS_TO_MONTHS) * 2) / 2
    needed = f"{in_german(month * 12)} € im Jahr" if stated.unit is SalaryUnit.YEAR else f"{in_german(month)} €"
    return f"Trag {needed} oder mehr ein" + (f", oder senk die Stunden auf {_hours(fewer)}." if fewer >= 1 else ".")


def minijob(wording: Wording, pay: Pay) -> Iterator[Finding]:
    """A ceiling of another year, named as the one that counts."""
    right = minijob_ceiling(pay.day)
    for sentence, low in wording.with_stems(map(str, _ANY_CEILING)):
        for found in _CEILING.finditer(low):
            amount = int(found["amount"] or found["behind"])
            if amount < right:
                words = sentence[found.start() : found.end()] if len(low) == len(sentence) else sentence
                yield Finding(
                    "minijob_ceiling", FindingLevel.INFO, words.strip(),
                    f"„{words.strip()}“ ist überholt. Im Minijob sind {right} € im Monat möglich.",
                    f"Schreib „Minijob bis {right} € im Monat“ und nenn den Stundenlohn.",
                )  # fmt: skip
                return


def praise(wording: Wording, pay: Pay) -> Iterator[Finding]:
    """Adjectives only count against an advertisement that names no figure at all."""
    for rule in RULES:
        if (rule.name != "pay_praised" or pay.salary is None) and (found := rule.read(wording)):
            yield found
