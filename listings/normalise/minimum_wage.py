"""The statutory minimum wage, the floor of Zeitarbeit and the Minijob ceiling by date, and what they mean for a month.

Dated tables, never constants: a new regulation is a new line on top.
"""

from datetime import date

from listings.vocabulary import HOURS_TO_MONTHS, Employment, Salary, SalaryUnit

Table = tuple[tuple[date, float], ...]

RATES: Table = (
    (date(2027, 1, 1), 14.60), (date(2026, 1, 1), 13.90),  # MiLoV5 of 2025-11-05, BGBl. 2025 I Nr. 268
    (date(2025, 1, 1), 12.82), (date(2024, 1, 1), 12.41),  # MiLoV4 section 1
)  # fmt: skip
"""Euros an hour from a day on, newest first."""
AGENCY_RATES: Table = (
    (date(2027, 4, 1), 15.87), (date(2026, 9, 1), 15.33), (date(2026, 7, 1), 14.96),
)  # fmt: skip
"""Zeitarbeit: AUeG section 3a, seventh regulation on the wage floor (LohnUGAUeV) of 2026-06-19; ends 2027-09-30."""
OLD_MINIJOB_CEILINGS = (325, 400, 450, 520)
"""Before 2024; from then on the ceiling follows the minimum wage (SGB IV section 8 (1a))."""
EXEMPT = frozenset({Employment.APPRENTICESHIP, Employment.INTERNSHIP, Employment.FREELANCE})


def minimum_wage(day: date, *, is_agency: bool = False) -> float:
    """Euros an hour on this day: the oldest known rate before all of them, the last known one after.

    The floor of Zeitarbeit counts from its first known day; before it only the statute is known.
    """
    statutory = next((rate for since, rate in RATES if day >= since), RATES[-1][1])
    floor = next((rate for since, rate in AGENCY_RATES if day >= since), 0.0) if is_agency else 0.0
    return max(statutory, floor)


def next_rise(day: date, *, is_agency: bool = False) -> tuple[date, float] | None:
    """The next known day after this one on which more must be paid, and how much."""
    now = minimum_wage(day, is_agency=is_agency)
    days = sorted({since for since, _ in (*RATES, *AGENCY_RATES) if since > day})
    known = ((since, minimum_wage(since, is_agency=is_agency)) for since in days)
    return next(((since, rate) for since, rate in known if rate > now), None)


def minijob_ceiling(day: date) -> int:
    """Whole euros a month: the minimum wage times 130 by three, rounded up."""
    return -(-round(minimum_wage(day) * 100) * 130 // 300)


def monthly_floor(day: date, weekly_hours: float, *, is_agency: bool = False) -> int:
    """Whole euros a month, rounded up, that these weekly hours must pay at least."""
    return -int(-minimum_wage(day, is_agency=is_agency) * weekly_hours * HOURS_TO_MONTHS // 1)


def hourly(salary: Salary, weekly_hours: float) -> float | None:
    """Lower end of the pay in euros an hour."""
    amount = salary.minimum if salary.minimum is not None else salary.maximum
    if amount is None:
        return None
    hours = {SalaryUnit.HOUR: 1.0, SalaryUnit.MONTH: weekly_hours * HOURS_TO_MONTHS, SalaryUnit.YEAR: weekly_hours * 52}
    return amount / hours[salary.unit]
