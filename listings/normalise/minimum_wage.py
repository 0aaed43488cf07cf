"""The statutory minimum wage by date (MiLoV5, BGBl. 2025 I Nr. 268), and what it means for a month."""

from datetime import date

from listings.vocabulary import HOURS_TO_MONTHS, Employment, Salary, SalaryUnit

RATES = ((date(2027, 1, 1), 14.60), (date(2026, 1, 1), 13.90))
"""Euros an hour from a day on, newest first."""
EXEMPT = frozenset({Employment.APPRENTICESHIP, Employment.INTERNSHIP, Employment.FREELANCE})


def minimum_wage(day: date) -> float:
    """Euros an hour on this day; the oldest known rate for days before it."""
    return next((rate for since, rate in RATES if day >= since), RATES[-1][1])


def monthly_floor(day: date, weekly_hours: float) -> int:
    """Whole euros a month, rounded up, that these weekly hours must pay at least."""
    return -int(-minimum_wage(day) * weekly_hours * HOURS_TO_MONTHS // 1)


def hourly(salary: Salary, weekly_hours: float) -> float | None:
    """Lower end of the pay in euros an hour."""
    amount = salary.minimum if salary.minimum is not None else salary.maximum
    if amount is None:
        return None
    hours = {SalaryUnit.HOUR: 1.0, SalaryUnit.MONTH: weekly_hours * HOURS_TO_MONTHS, SalaryUnit.YEAR: weekly_hours * 52}
    return amount / hours[salary.unit]
