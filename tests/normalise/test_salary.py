"""Pay is read exactly or not at all."""

import time

import pytest

from listings.normalise.salary import comparable_month, parse_amount, plausible_unit, read_salary
from listings.vocabulary import Employment, Salary, SalaryUnit


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("Dein Stundenlohn: 14,80 € brutto", 14.8, 14.8, "hour"),
        ("Wir zahlen 15,20 € pro Stunde plus Nachtzuschläge von 25 %.", 15.2, 15.2, "hour"),
        ("Gehalt ab 2.650 € brutto im Monat", 2650, None, "month"),
        ("Monatsgehalt zwischen 2.700 und 3.100 Euro", 2700, 3100, "month"),
        ("Bruttomonatsgehalt: 2.400,00 - 2.750,00 EUR", 2400, 2750, "month"),
        ("Jahresgehalt von 36.000 € bis 41.500 € je nach Erfahrung", 36000, 41500, "year"),
        ("Vergütung: 42-48k € p.a.", 42000, 48000, "year"),
        ("Einstiegsgehalt 2800,- € mtl.", 2800, 2800, "month"),
        ("Du verdienst bis zu 17,50 €/Std.", None, 17.5, "hour"),
        ("Fixgehalt von 2.500 € brutto monatlich zzgl. Provision bis 800 €", 2500, 2500, "month"),
        ("Gehalt: mindestens 38.000 EUR jährlich", 38000, None, "year"),
        ("Salary: €40,000 - €45,000 per year", 40000, 45000, "year"),
        ("Vergütung: 13,90€/h", 13.9, 13.9, "hour"),
        ("1. Ausbildungsjahr: 1.050 €\n2. Ausbildungsjahr: 1.120 €\n3. Ausbildungsjahr: 1.200 €", 1050, 1200, "month"),
        ("<p>Dein Gehalt:&nbsp;2.900&nbsp;€ brutto</p>", 2900, 2900, "month"),
        ("Wir zahlen 14,20 € in der Stunde, nach 6 Monaten 15,00 € in der Stunde.", 14.2, 14.2, "hour"),
    ],
)  # fmt: skip
def test_pay_is_read_as_stated(text: str, low: float | None, high: float | None, unit: str) -> None:
    salary = read_salary("Kundenberater (m/w/d)", text)
    assert salary is not None
    assert (salary.minimum, salary.maximum, str(salary.unit)) == (low, high, unit)


@pytest.mark.parametrize(
    "text",
    [
        "Willkommensbonus von 1.500 € nach der Probezeit",
        "Wir machen 45 Mio. € Umsatz mit 2.000 Kunden.",
        "50 € Sachbezug im Monat und 49 € Zuschuss zum Deutschlandticket",
        "1.000 € Prämie, wenn du Freunde wirbst",
        "Minijob auf 556-Euro-Basis",
        "Weiterbildungsbudget: 2.500 € pro Jahr",
        "Attraktive Vergütung nach TVöD E 6",
        "Bitte nenne uns deine Gehaltsvorstellung und den Starttermin 01.03.2027.",
        "Urlaubsgeld in Höhe von 900 € brutto",
        "40 Stunden/Woche, 30 Tage Urlaub, 14 Gehälter",
        "Zuschuss zur Altersvorsorge: 60 € monatlich",
        "Unsere Kunden zahlen 29,90 € im Monat für ihren Anschluss.",
        "Ruf an: 02331 5555-0, ab 2027 auch in 58095 Hagen",
        "",
    ],
)
def test_what_is_no_pay_stays_unread(text: str) -> None:
    assert read_salary("Sachbearbeiter Kundenservice", text) is None


@pytest.mark.parametrize(
    ("title", "low", "high", "unit"),
    [
        ("Call Center Agent 15,50 €/Std.", 15.5, 15.5, "hour"),
        ("Kundenberater, Hagen, 32.000 - 36.000", 32000, 36000, "year"),
        ("Teamleiter Service bis 48.000 €", None, 48000, "year"),
        ("62k€ bei 38h/Woche: Leitung Kundenservice", 62000, 62000, "year"),
    ],
)
def test_titles_carry_pay(title: str, low: float | None, high: float | None, unit: str) -> None:
    salary = read_salary(title, "")
    assert salary is not None
    assert (salary.minimum, salary.maximum, str(salary.unit)) == (low, high, unit)


def test_gross_and_net_are_told_apart() -> None:
    gross, net = read_salary("", "Gehalt: 2.600 € brutto"), read_salary("", "Gehalt: 1.900 € netto im Monat")
    assert gross is not None and gross.is_gross is True
    assert net is not None and net.is_gross is False


def test_the_same_pay_in_title_and_text_is_one() -> None:
    salary = read_salary("Agent ab 14 €/Std.", "Stundenlohn: ab 14 €")
    assert salary is not None and (salary.minimum, salary.maximum) == (14, None)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.500", 1500), ("15.50", 15.5), ("1.234,56 €", 1234.56), ("1,234.56", 1234.56), ("2 800,-", 2800),
        ("60k", 60000), ("60 T€", 60000), ("3'200", 3200), ("nach Vereinbarung", None), ("1.2.3", None),
    ],
)  # fmt: skip
def test_number_formats(text: str, amount: float | None) -> None:
    assert parse_amount(text) == amount


@pytest.mark.parametrize(
    ("amount", "unit"), [(15, "hour"), (2600, "month"), (36000, "year"), (300, None), (11, None), (900000, None)]
)
def test_plausible_units(amount: float, unit: str | None) -> None:
    assert plausible_unit(amount) == unit


@pytest.mark.parametrize(
    ("low", "high", "unit", "hours", "employment", "month"),
    [
        (15, None, "hour", None, [], (2600, None)),
        (15, 16, "hour", 38.5, [Employment.FULL_TIME], (2503, 2669)),
        (15, 15, "hour", 20, [Employment.PART_TIME], (2600, 2600)),
        (2600, 2600, "month", None, [Employment.FULL_TIME], (2600, 2600)),
        (1300, 1300, "month", 20, [Employment.PART_TIME], (2600, 2600)),
        (1300, 1300, "month", None, [Employment.PART_TIME], (None, None)),
        (2600, 2600, "month", None, [Employment.PART_TIME, Employment.FULL_TIME], (2600, 2600)),
        (500, 500, "month", None, [Employment.MINIJOB], (None, None)),
        (36006, 42000, "year", 40, [], (3001, 3500)),
        (13, 13, "hour", None, [Employment.MINIJOB], (2253, 2253)),
    ],
)
def test_comparable_pay(
    low: float, high: float | None, unit: str, hours: float | None, employment: list[Employment],
    month: tuple[int | None, int | None],
) -> None:  # fmt: skip
    assert comparable_month(Salary(low, high, SalaryUnit(unit)), hours, employment) == month


def test_net_pay_is_not_comparable() -> None:
    assert comparable_month(Salary(1900, 1900, SalaryUnit.MONTH, is_gross=False), 40, []) == (None, None)


@pytest.mark.parametrize("noise", ["1.", "9 ", "€ ", "ab 1", "1.000-", "2.500 € ", "(1,"])
def test_long_noise_is_read_in_linear_time(noise: str) -> None:
    start = time.perf_counter()
    read_salary("", noise * (100_000 // len(noise)))
    assert time.perf_counter() - start < 5
