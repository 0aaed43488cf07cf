"""Pay and style findings, their order and form, and that hostile texts cost no time."""

import time
from datetime import date

import pytest

from listings.normalise.minimum_wage import minijob_ceiling, minimum_wage, monthly_floor, next_rise
from listings.normalise.wording import as_stored, check, findings_of, hold_reason
from listings.vocabulary import Contract, Employment, Salary, SalaryUnit

TODAY = date(2026, 11, 23)
FULL = {Employment.FULL_TIME}
HOUR, MONTH, YEAR = SalaryUnit.HOUR, SalaryUnit.MONTH, SalaryUnit.YEAR


def rules(
    text: str = "Du berätst die Menschen am Telefon.", title: str = "Kundenservice (m/w/d)", **given
) -> list[str]:
    return [found.rule for found in check(title, text, **({"today": TODAY} | given))]


@pytest.mark.parametrize(
    ("day", "is_agency", "rate"),
    [
        (date(2023, 5, 1), False, 12.41), (date(2024, 6, 1), False, 12.41), (date(2025, 1, 1), False, 12.82),
        (date(2026, 12, 31), False, 13.90), (date(2027, 1, 1), False, 14.60), (date(2029, 1, 1), False, 14.60),
        (date(2026, 6, 30), True, 13.90), (date(2026, 8, 31), True, 14.96), (date(2026, 9, 1), True, 15.33),
        (date(2027, 3, 31), True, 15.33), (date(2027, 4, 1), True, 15.87), (date(2028, 1, 1), True, 15.87),
    ],
)  # fmt: skip
def test_every_day_has_its_floor(day, is_agency, rate) -> None:
    assert minimum_wage(day, is_agency=is_agency) == rate


def test_the_minijob_ceiling_follows_the_minimum_wage() -> None:
    assert [minijob_ceiling(date(year, 1, 1)) for year in (2024, 2025, 2026, 2027)] == [538, 556, 603, 633]


def test_a_month_and_the_next_rise() -> None:
    assert (
        monthly_floor(TODAY, 40),
        monthly_floor(date(2027, 1, 1), 40),
        monthly_floor(TODAY, 35, is_agency=True),
    ) == (2410, 2531, 2326)
    assert next_rise(TODAY) == (date(2027, 1, 1), 14.60)
    assert next_rise(TODAY, is_agency=True) == (date(2027, 4, 1), 15.87)
    assert next_rise(date(2027, 1, 1)) is None


PAID = [
    # pay, hours, kinds, contracts, start, expected
    (Salary(13.5, 14, HOUR), None, FULL, (), None, ["below_minimum_wage"]),
    (Salary(13.9, 14, HOUR), None, FULL, (), None, ["wage_rise_ahead"]),
    (Salary(14.6, 15, HOUR), None, FULL, (), None, []),
    (Salary(14, 14, HOUR), None, FULL, (), date(2027, 2, 1), ["below_minimum_wage"]),
    (Salary(14, 14, HOUR), None, FULL, (), date(2026, 10, 1), ["wage_rise_ahead"]),
    (Salary(2400, 2800, MONTH), 40, FULL, (), None, ["below_minimum_wage"]),
    (Salary(2400, 2800, MONTH), 39, FULL, (), None, ["wage_rise_ahead"]),
    (Salary(2400, 2800, MONTH), 37.5, FULL, (), None, []),
    (Salary(2531, 2800, MONTH), 40, FULL, (), None, []),
    (Salary(28000, 30000, YEAR), 40, FULL, (), None, ["below_minimum_wage"]),
    (Salary(31000, 33000, YEAR), 40, FULL, (), None, []),
    (Salary(None, 2300, MONTH), 40, FULL, (), None, ["below_minimum_wage"]),
    (Salary(1100, 1200, MONTH), 20, {Employment.PART_TIME}, (), None, ["below_minimum_wage"]),
    (Salary(1300, 1400, MONTH), 20, {Employment.PART_TIME}, (), None, []),
    (Salary(15, 15, HOUR), None, FULL, {Contract.AGENCY}, None, ["below_minimum_wage"]),
    (Salary(15.5, 15.5, HOUR), None, FULL, {Contract.AGENCY}, None, ["wage_rise_ahead"]),
    (Salary(15.9, 15.9, HOUR), None, FULL, {Contract.AGENCY}, date(2028, 1, 1), []),
    (Salary(12, 12, HOUR), None, {Employment.WORKING_STUDENT}, (), None, ["below_minimum_wage"]),
    (Salary(12, 12, HOUR), None, {Employment.MINIJOB}, (), None, ["below_minimum_wage"]),
    # the law does not apply, or nobody can tell
    (Salary(1100, 1200, MONTH), 38, {Employment.APPRENTICESHIP}, (), None, []),
    (Salary(900, 900, MONTH), 38, {Employment.INTERNSHIP}, (), None, []),
    (Salary(10, 10, HOUR), None, {Employment.FREELANCE}, (), None, []),
    (Salary(1800, 1900, MONTH, False), 40, FULL, (), None, []),
    (Salary(1300, 1400, MONTH), None, {Employment.PART_TIME}, (), None, []),
    (Salary(603, 603, MONTH), None, {Employment.MINIJOB}, (), None, []),
    (Salary(2300, 2400, MONTH), None, FULL, (), None, []),
    (Salary(2000, 2100, MONTH), None, FULL, (), None, ["below_minimum_wage"]),
    (Salary(2000, 2100, MONTH), None, {Employment.FULL_TIME, Employment.PART_TIME}, (), None, []),
    (None, 40, FULL, (), None, []),
]  # fmt: skip


@pytest.mark.parametrize(("pay", "hours", "kinds", "contracts", "start", "expected"), PAID)
def test_pay_is_held_against_the_floor_of_the_day_that_counts(pay, hours, kinds, contracts, start, expected) -> None:
    assert rules(salary=pay, weekly_hours=hours, kinds=kinds, contracts=contracts, starts_on=start) == expected


def test_pay_abroad_is_not_held_against_a_german_law() -> None:
    assert rules(salary=Salary(8, 9, HOUR), kinds=FULL, country="PT") == []


def test_who_is_placed_directly_falls_under_the_statute_not_under_the_floor_of_zeitarbeit() -> None:
    text = "Wir besetzen die Stelle in Direktvermittlung."
    assert rules(text, salary=Salary(15, 15, HOUR), kinds=FULL, contracts={Contract.AGENCY}) == []


def test_the_sentence_names_value_reason_and_way_out() -> None:
    pay = Salary(2400, 2800, MONTH)
    [now] = check("Kundenservice (m/w/d)", "Text", today=TODAY, salary=pay, weekly_hours=40, kinds=FULL)
    assert now.reason == "2.400 € bei 40 Stunden sind 13,85 € die Stunde. Es gilt der Mindestlohn von 13,90 €."
    assert now.suggestion == "Trag 2.410 € oder mehr ein, oder senk die Stunden auf 39,5."
    [then] = check(
        "Kundenservice (m/w/d)",
        "Text",
        today=TODAY,
        salary=pay,
        weekly_hours=40,
        kinds=FULL,
        starts_on=date(2027, 2, 1),
    )
    assert "Ab Februar 2027 gilt der Mindestlohn von 14,60 €." in then.reason
    assert then.suggestion == "Trag 2.531 € oder mehr ein, oder senk die Stunden auf 37,5."


@pytest.mark.parametrize(
    ("text", "is_next_year"),
    [
        ("Eintritt: zum 01.02.2027.", True), ("Start ab Februar 2027.", True), ("Wir suchen dich ab dem 1. März 2027.", True),
        ("Frühestens zum 1.1.2027 zu besetzen.", True), ("Start ab sofort.", False), ("Start ab 1.12.2026.", False),
        ("Ab Januar 2027 steigt das Gehalt.", False), ("Befristet bis zum 31.12.2027.", False), ("Start ab 32.13.2027.", False),
        ("Ab 1. Februar 2027 gilt unser neuer Tarif.", False), ("Gegründet am 01.03.2027.", False),
    ],
)  # fmt: skip
def test_a_start_named_in_the_text_decides_which_floor_counts(text, is_next_year) -> None:
    assert rules(text, salary=Salary(14, 14, HOUR), kinds=FULL) == [
        "below_minimum_wage" if is_next_year else "wage_rise_ahead"
    ]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("minijob_ceiling", "Du arbeitest auf 520-Euro-Basis."),
        ("minijob_ceiling", "Auf 538 € Basis."),
        ("minijob_ceiling", "450-Euro-Job am Wochenende."),
        ("minijob_ceiling", "Minijob (bis 556 Euro)."),
        ("pay_praised", "Wir bieten eine attraktive Vergütung."),
        ("pay_praised", "Dich erwartet ein leistungsgerechtes Gehalt."),
        ("pay_praised", "Überdurchschnittliche Bezahlung und Obst."),
        ("pay_praised", "Faire und marktgerechte Entlohnung."),
        ("commission_only", "Du arbeitest auf reiner Provisionsbasis."),
        ("commission_only", "Die Vergütung ist rein erfolgsabhängig."),
        ("commission_only", "Ausschließlich auf Provision."),
        ("commission_only", "Bezahlt wird auf Erfolgsbasis."),
        ("network_marketing", "Network-Marketing mit Herz."),
        ("network_marketing", "Bau dir eine Downline auf."),
        ("network_marketing", "Werde jetzt selbstständiger Vertriebspartner."),
        ("network_marketing", "Passives Einkommen von Anfang an."),
    ],
)
def test_what_is_said_about_pay_is_named(rule, text) -> None:
    assert rules(f"Das bekommst du.\n{text}") == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "Du verdienst 2.700 € im Monat.",
        "Attraktive Vergütung: 2.700 € brutto.",
        "Eine attraktive Lage am Bahnhof.",
        "Minijob bis 603 € im Monat.",
        "Auf 603-Euro-Basis.",
        "Bis zu 520 € Prämie für neue Kollegen.",
        "450 Kundinnen und Kunden am Tag.",
        "Wir haben 400 Plätze.",
        "Fixum plus Provision.",
        "Keine reine Provision, sondern Festgehalt.",
        "Du arbeitest nicht auf Provisionsbasis.",
        "Zusätzlich zum Festgehalt gibt es Provision auf Erfolgsbasis.",
        "Du betreust unsere selbstständigen Vertriebspartner.",
        "Wir sind kein Strukturvertrieb.",
        "Du klärst Fragen zu Lohn und Gehalt unserer Mitarbeiter.",
        "Multi-Level-Sicherheit kennst du aus der IT.",
    ],
)
def test_plain_words_about_pay_are_left_alone(text) -> None:
    assert rules(f"Das bekommst du.\n{text}") == []


def test_praise_with_a_figure_elsewhere_is_no_finding() -> None:
    assert rules("Wir bieten eine attraktive Vergütung.", salary=Salary(2700, 2900, MONTH)) == []


@pytest.mark.parametrize(
    ("rule", "title"),
    [
        ("title_shouts", "DRINGEND GESUCHT: Kundenservice (m/w/d)"),
        ("title_shouts", "Kundenservice (m/w/d) SOFORT in Hagen"),
        ("title_signs", "Kundenservice (m/w/d)!!!"),
        ("title_signs", "Kundenservice (m/w/d) 🚀"),
        ("title_signs", "*** Kundenservice (m/w/d)"),
        ("title_pay", "Kundenservice (m/w/d) 2.600 - 2.900 €"),
        ("title_pay", "Kundenservice (m/w/d) ab 15 Euro"),
        ("title_pay", "Kundenservice (m/w/d) 36k"),
        ("title_phone", "Kundenservice (m/w/d) 02331 123456"),
    ],
)
def test_a_loud_title_is_named(rule, title) -> None:
    assert rules(title=title) == [rule]


@pytest.mark.parametrize(
    "title",
    [
        "Kundenservice IT und ERP (m/w/d)", "Kundenservice ADAC Pannenhilfe (m/w/d)", "Kundenservice & Support (m/w/d)", "Kundenservice 24/7 (m/w/d)",
        "Kundenservice in 58095 Hagen (m/w/d)", "Kundenservice 40 Std. (m/w/d)", "Minijob 603-Euro-Basis Kundenservice (m/w/d)", "Kundenservice NRW (m/w/d)",
        "Kundenservice (m/w/d) gesucht!", "Kundenservice 2026 (m/w/d)", "1st Level Support (m/w/d)", "Kundenservice (M/W/D)",
    ],
)  # fmt: skip
def test_a_plain_title_is_left_alone(title) -> None:
    assert rules(title=title) == []


def test_the_most_serious_comes_first_and_the_order_never_changes() -> None:
    text = (
        "Dich erwartet ein junges Team.\nSchick uns vorab deine IBAN.\nNicht älter als 35.\nBewirb dich mit Lichtbild."
    )
    found = check("Kundenberater 3.000 €", text, today=TODAY)
    assert [one.level for one in found] == sorted((one.level for one in found), key=["hold", "warning", "info"].index)
    assert found == check("Kundenberater 3.000 €", text, today=TODAY)
    assert [one.rule for one in found] == [
        "bank_or_tax_data", "gender_one_form", "age_limit", "young_team", "photo_or_private_data", "title_pay",
    ]  # fmt: skip
    assert hold_reason(found) == found[0].reason


@pytest.mark.parametrize(
    "text", ["Du bist  NICHT ÄLTER ALS 35.", "Ein Junges,\tnettes Team", "Melde dich: 0 1 5 1 2 3 4 5 6 7 8"]
)
def test_the_words_stand_letter_for_letter_in_the_text(text) -> None:
    for one in check("Kundenservice (m/w/d)", text, today=TODAY):
        assert one.words
        assert one.words in text


def test_a_finding_is_stored_as_plain_words() -> None:
    [stored] = as_stored(check("Kundenservice (m/w/d)", "Ein junges Team.", today=TODAY))
    assert list(stored) == ["rule", "level", "words", "reason", "suggestion"]
    assert (stored["rule"], stored["level"], stored["words"]) == ("young_team", "warning", "junges Team")
    assert all(type(value) is str for value in stored.values())


COLUMNS = {
    "title": "Kundenberater:in (m/w/d)", "description_text": "Du berätst.", "base_salary_min": None, "base_salary_max": None,
    "base_salary_unit": "", "base_salary_text": "", "salary_month_min": None, "employment_type": ["full_time"], "contract": ["permanent"], "work_mode": "onsite",
    "apply_url": "", "country": "DE",
}  # fmt: skip


def test_the_columns_of_a_listing_are_checked_by_the_same_rules() -> None:
    of = lambda **changed: [one.rule for one in findings_of(COLUMNS | changed, employer="Lenne", today=TODAY, hours=40)]  # noqa: E731
    assert of() == []
    assert of(base_salary_min=2100, base_salary_unit="month", salary_month_min=2100) == ["below_minimum_wage"]
    assert of(base_salary_min=2100, base_salary_unit="month", salary_month_min=2100, country="AT") == []
    assert of(base_salary_min=2100, base_salary_unit="month") == [], "net pay has no comparable month and no floor"
    assert of(apply_url="https://wa.me/4915112345678", work_mode="") == ["messenger_only"]


PATHOLOGICAL = [
    "bis ", "junges ", "a", "ä", "(", "m/", "0 ", "1 2", "schick ", "deine iban ", "ausweis ", "kopie ausweis ", "paket zu hause ", "nur über ", "null ", "€ ",
    "http://", "www.a", "a@", "konto ", "verdien 500 ", "unter 3", "native ", "provision ", "team ", "-", "*", "in:", "!\n", ". A", "vor dem ", "und ",
    "tester ", "bewertung ", "geburtsdatum ", "jung und ", "zwischen 20 und ", "1️⃣", "𝟘", "x" * 500 + " ", "alter: ", "minijob 5", "startpaket ", "gebühr ",
]  # fmt: skip


@pytest.mark.parametrize("piece", PATHOLOGICAL)
def test_hostile_repetition_takes_no_time(piece) -> None:
    text = (piece * (60_000 // len(piece) + 1))[:60_000]
    started = time.process_time()
    check(text[:200], text, today=TODAY, salary=Salary(9000, 9000, MONTH), kinds=FULL)
    assert time.process_time() - started < 1


def test_a_text_with_every_stem_takes_no_time() -> None:
    text = " ".join(piece.strip() for piece in PATHOLOGICAL) * 100
    started = time.process_time()
    check("Kundenservice (m/w/d)", text[:60_000], today=TODAY)
    assert time.process_time() - started < 1
