"""Pay from German text: "Einstiegsgehalt 2.600 bis 2.900 € brutto im Monat" -> 2600, 2900, month.

A listing without pay is better than one with a wrong figure: amounts count only beside a pay word or a unit, and
never beside words for bonuses, allowances, turnover or the Minijob ceiling.
"""

import math
import re
from collections.abc import Collection

from listings.vocabulary import (
    FULL_TIME_HOURS,
    HOURS_TO_MONTHS,
    MIN_FULL_TIME_HOURS,
    Employment,
    Salary,
    SalaryUnit,
)

_NUMBER = r"\d{1,3}(?:[.\s'’]\d{3})+(?:,\d{1,2})?|\d+(?:[.,]\d{1,2})?(?!\d)|\d+"
_AMOUNT = rf"(?<![\d.,/-])({_NUMBER})(?:,(?:-{{1,2}}|–))?\s?(k\b|T€|Tsd\.?)?"
_EURO = r"(?:\s?(?:€|EUR\b|Euro\b))"
_RANGE = re.compile(
    rf"{_AMOUNT}{_EURO}?\s*(?:brutto)?\s*(?:-|–|—|bis(?: zu)?|und|to)\s*(?:€\s?)?{_AMOUNT}{_EURO}?", re.I
)
_SINGLE = re.compile(rf"(?:{_AMOUNT}{_EURO}|(?:€|EUR)\s?{_AMOUNT})", re.I)
_UNITS = (
    (SalaryUnit.HOUR, re.compile(r"stunde|\bstd|/\s?h\b|stündlich|per hour|/hour|stundenlohn", re.I)),
    (SalaryUnit.YEAR, re.compile(r"jahr|p\.\s?a\b|jährlich|per annum|per year|annual", re.I)),
    (SalaryUnit.MONTH, re.compile(r"monat|\bmtl|p\.\s?m\b|per month", re.I)),
)
_PAY_WORD = re.compile(
    r"gehalt|lohn|vergütung|entgelt|verdien|brutto|netto|salary|bezahlung|bezahlen|zahlen\b|einkommen|\bpay\b|fixum",
    re.I,
)
_NOT_PAY = re.compile(
    r"bonus|prämie|zulage|zuschlag|zuschuss|gutschein|umsatz|volumen|budget|provision|urlaubsgeld|weihnachtsgeld|"
    r"einmal|startgeld|jobrad|ticket|sachbezug|erstatt|förder|rabatt|leistungen|kosten|beitrag|wert von|empfehl|"
    r"[-\s]basis|minijob|geringfügig|millionen|mio|mrd|mitarbeit|kunden\b|filialen",
    re.I,
)
_PLAUSIBLE = {SalaryUnit.HOUR: (4, 150), SalaryUnit.MONTH: (250, 15000), SalaryUnit.YEAR: (9000, 300000)}


def parse_amount(text: str) -> float | None:
    """The last separator decides: two digits behind it are cents, three are thousands."""
    digits = re.sub(r"[\s'’]", "", text)
    if re.search(r"[.,]\d{1,2}$", digits):
        whole, cents = re.split(r"[.,](?=\d{1,2}$)", digits)
        digits = re.sub(r"[.,]", "", whole) + "." + cents
    else:
        digits = re.sub(r"[.,]", "", digits)
    try:
        return float(digits)
    except ValueError:
        return None


def plausible_unit(amount: float) -> SalaryUnit:
    """The unit that a bare amount in euros stands for (LABELS: below 100 hour, from 12,000 year)."""
    if amount < 100:
        return SalaryUnit.HOUR
    return SalaryUnit.MONTH if amount < 12000 else SalaryUnit.YEAR


def read_salary(title: str, text: str) -> Salary | None:
    """The first trustworthy statement; None rather than a guess."""
    found: list[Salary] = []
    for line in re.split(r"\n|(?<=[a-zäöüß)€][.!?;])\s+(?=[A-ZÄÖÜ])", f"{title}\n{text}"):
        if len(line) > 1500 or not any(c.isdigit() for c in line):
            continue
        if salary := _read_line(line):
            found.append(salary)
    if not found:
        return None
    best = next((s for s in found if s.minimum != s.maximum), found[0])
    return best


def _read_line(line: str) -> Salary | None:
    for match in list(_RANGE.finditer(line)) + list(_SINGLE.finditer(line)):
        before, after = line[max(0, match.start() - 60) : match.start()], line[match.end() : match.end() + 40]
        clause = re.split(r"[,;(•]|\bund\b|\bsowie\b|\bplus\b", before)[-1] + re.split(r"[,;•]|\bplus\b", after)[0]
        has_euro = bool(re.search(r"€|EUR|Euro", match.group() + after[:6]))
        unit = next((u for u, words in _UNITS if words.search(after[:30])), None) or next(
            (u for u, words in _UNITS if words.search(before[-45:])), None
        )
        if _NOT_PAY.search(clause) or not (has_euro or match.group(2)):
            continue
        if not (_PAY_WORD.search(before + after) or unit):
            continue
        groups = [g for g in match.groups()]
        amounts = [_scaled(groups[i], groups[i + 1] or (groups[3] if len(groups) > 3 else None))
                   for i in range(0, len(groups), 2) if groups[i]]  # fmt: skip
        if any(a is None for a in amounts) or not amounts:
            continue
        low, high = min(a for a in amounts if a), max(a for a in amounts if a)
        unit = unit or plausible_unit(high)
        floor, ceiling = _PLAUSIBLE[unit]
        if not (floor <= low <= high <= ceiling) or high > 3 * low:
            continue
        gross = False if re.search(r"\bnetto", line, re.I) else True if re.search(r"brutto", line, re.I) else None
        minimum: float | None = low
        maximum: float | None = high
        if low == high and re.search(r"(\bab|mindestens|from|startgehalt ab)\s*(€\s?)?$", before, re.I):
            maximum = None
        elif low == high and re.search(r"(bis(?: zu)?|max\.?|maximal|up to)\s*(€\s?)?$", before, re.I):
            minimum = None
        return Salary(minimum, maximum, unit, gross, line[max(0, match.start() - 40) : match.end() + 30].strip())
    return None


def _scaled(number: str, suffix: str | None) -> float | None:
    amount = parse_amount(number)
    return amount * 1000 if amount is not None and suffix and amount < 1000 else amount


def comparable_month(
    salary: Salary, weekly_hours: float | None, employment: Collection[Employment]
) -> tuple[int, int] | None:
    """Whole euros a month, full time, gross. None when the statement cannot be compared."""
    if salary.is_gross is False:
        return None
    is_part_time = bool({Employment.PART_TIME, Employment.MINIJOB} & set(employment))
    if Employment.FULL_TIME in employment:
        is_part_time = False
    if salary.unit is not SalaryUnit.HOUR and is_part_time and weekly_hours is None:
        return None
    full_time = weekly_hours if weekly_hours and weekly_hours >= MIN_FULL_TIME_HOURS else FULL_TIME_HOURS
    factor = 1.0
    if salary.unit is SalaryUnit.HOUR:
        factor = full_time * HOURS_TO_MONTHS
    elif weekly_hours and weekly_hours < MIN_FULL_TIME_HOURS:
        factor = full_time / weekly_hours
    if salary.unit is SalaryUnit.YEAR:
        factor /= 12
    ends = [end for end in (salary.minimum, salary.maximum) if end is not None]
    if not ends:
        return None
    return math.floor(min(ends) * factor + 0.5), math.floor(max(ends) * factor + 0.5)
