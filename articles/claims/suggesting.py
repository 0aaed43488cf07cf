"""What could stand instead of a figure that drifted: mark-up to paste, with the live figures in the words of the text.

"rund 2.400 bis 2.800 Euro brutto" becomes "rund 2.560 bis 2.910 Euro brutto".
"""

import re
from collections.abc import Sequence
from datetime import date
from math import ceil

from articles.facts.directives import SHIFTS, UNITS, read_amount
from articles.facts.wording import pay_span
from articles.models import StatedFigure
from articles.vocabulary import ClaimKind, FactKind
from listings.templatetags.listing_tags import NBSP, euros
from listings.vocabulary import HOURS_TO_MONTHS, SalaryUnit

FULL_WEEK = 40
PER_MONTH = {SalaryUnit.HOUR: FULL_WEEK * HOURS_TO_MONTHS, SalaryUnit.MONTH: 1.0, SalaryUnit.YEAR: 1 / 12}
_STEPS = {SalaryUnit.HOUR: 0.1, SalaryUnit.MONTH: 10, SalaryUnit.YEAR: 100}
_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")


def pay(figure: StatedFigure, ends: Sequence[float], source: str, day: date, *, is_floor: bool = False) -> str:
    """`ends` in euros a month, in the figure's own unit afterwards; of a floor nothing is rounded away."""
    unit = SalaryUnit(figure.unit)
    amounts = [_rounded(end / PER_MONTH[unit], unit, is_up=is_floor) for end in ends]
    return claim(figure, list(dict.fromkeys(amounts)), source, day)


def claim(figure: StatedFigure, amounts: Sequence[float], source: str, day: date) -> str:
    """The same claim with other amounts."""
    options = [f"art={figure.kind}"]
    if len(amounts) == 2:
        options += [f"von={_plain(amounts[0])}", f"bis={_plain(amounts[1])}"]
    elif figure.low is not None and figure.high is not None:
        options.append(f"wert={_plain(amounts[0])}")
    else:
        options.append(f"{'von' if figure.high is None else 'bis'}={_plain(amounts[0])}")
    if figure.unit in UNITS.values():
        options.append(f"einheit={next(word for word, unit in UNITS.items() if unit == figure.unit)}")
    options += [*_where(figure), f'quelle="{source}"', f"stand={day.isoformat()}"]
    return f"{{{{angabe {' '.join(options)} | {reworded(figure, amounts)}}}}}".replace(NBSP, " ")


def live(figure: StatedFigure) -> str:
    """A live fact instead of the claim: it cannot drift."""
    if figure.kind == ClaimKind.LISTINGS:
        kind = FactKind.LISTINGS
    else:
        kind = FactKind.SHIFT_SHARE if figure.shift else FactKind.PAY_STATED
    return f"{{{{fakt {' '.join([kind, *_where(figure)])}}}}}"


def reworded(figure: StatedFigure, amounts: Sequence[float]) -> str:
    """The words of the text with these amounts, or plain new ones when the old amounts do not stand in them."""
    old = {float(end) for end in (figure.low, figure.high) if end is not None}
    found = [match for match in _AMOUNT.finditer(figure.words) if float(read_amount(match.group()) or 0) in old]
    if len(found) != len(amounts):
        ends = (amounts[0], amounts[-1])
        return pay_span(*ends).replace(NBSP, " ")
    words = figure.words
    for match, amount in reversed(list(zip(found, amounts, strict=True))):
        words = words[: match.start()] + euros(amount) + words[match.end() :]
    return words


def _where(figure: StatedFigure) -> list[str]:
    """Only what the text would not take from its article."""
    article, found = figure.article, []
    if figure.place and figure.place_id != article.place_id:
        found.append(f"ort={figure.place.slug}")
    if figure.radius != article.radius:
        found.append(f"umkreis={figure.radius}")
    if figure.shift:
        found.append(f"schicht={next(word for word, shift in SHIFTS.items() if shift == figure.shift)}")
    return found


def _rounded(amount: float, unit: SalaryUnit, *, is_up: bool) -> float:
    step = _STEPS[unit]
    steps = ceil(round(amount / step, 6)) if is_up else round(amount / step)
    return round(steps * step, 2)


def _plain(amount: float) -> str:
    return f"{amount:.2f}".removesuffix(".00")
