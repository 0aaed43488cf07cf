"""Plain-language checks of an advertisement, the same for import, form and desk: check() to findings, most serious first.

`Kundenberater, max. 35 Jahre, junges Team; schick uns deine IBAN` -> hold bank_or_tax_data, warnings age_limit,
young_team and gender_one_form. Only findings of level hold keep a listing back, and only until a moderator decides.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from listings.normalise import contact_ways, equal_treatment, fraud, pay_wording, title_style
from listings.normalise.finding import Finding, Rule, Wording
from listings.normalise.start_date import read_start
from listings.vocabulary import Contract, Employment, FindingLevel, Salary, SalaryUnit, WorkMode

FROM_ELSEWHERE = frozenset({"same_text", "not_in_team"})
"""Findings about who sent the advertisement and what else there is: no check of words finds them again."""
FOR_MODERATORS = frozenset({"free_mail", "throw_away_mail", "look_alike_domain", *FROM_ELSEWHERE})
"""Findings that tell employers nothing they could mend."""
REASON_LENGTH = 500
COLUMNS = (
    "title", "description_text", "base_salary_min", "base_salary_max", "base_salary_unit", "base_salary_text",
    "salary_month_min", "employment_type", "contract", "work_mode", "apply_url", "contact_email", "submitter_email", "country",
)  # fmt: skip
"""What findings_of() reads, beside `job_starts_on`; that and the two addresses may be absent."""
_ORDER = {FindingLevel.HOLD: 0, FindingLevel.WARNING: 1, FindingLevel.INFO: 2}


def check(
    title: str,
    text: str,
    *,
    today: date,
    salary: Salary | None = None,
    weekly_hours: float | None = None,
    kinds: Collection[Employment] = (),
    contracts: Collection[Contract] = (),
    starts_on: date | None = None,
    work_mode: WorkMode | None = None,
    apply_url: str = "",
    contact_email: str = "",
    sender_email: str = "",
    employer: str = "",
    country: str = "DE",
    domains: Collection[str] = (),
    wage_level: FindingLevel = FindingLevel.WARNING,
) -> list[Finding]:
    """Of plain text; one finding a rule at most. A start of work is read from the text when none is given.

    `domains` are those of known employers, which a sender may imitate.
    """
    wording = Wording(title, text)
    pay = pay_wording.Pay(salary, weekly_hours, kinds, contracts, starts_on or read_start(wording, today), today)

    def matched(rules: Iterable[Rule]) -> Iterator[Finding]:
        yield from (found for rule in rules if (found := rule.read(wording)))

    def all_findings() -> Iterator[Finding]:
        yield from matched(fraud.RULES)
        yield from fraud.pay_far_off(wording, salary, work_mode)
        yield from contact_ways.read(wording, apply_url, contact_email, employer)
        if country == "DE":
            yield from pay_wording.wage_floor(wording, pay, wage_level)
        yield from equal_treatment.gender(wording)
        yield from matched(equal_treatment.RULES)
        yield from pay_wording.praise(wording, pay)
        yield from pay_wording.minijob(wording, pay)
        yield from title_style.read(wording)
        yield from contact_ways.sender(sender_email or contact_email, domains)

    return sorted(all_findings(), key=lambda found: _ORDER[found.level])


def findings_of(
    fields: Mapping[str, Any],
    *,
    employer: str,
    today: date,
    hours: float | None,
    domains: Collection[str] = (),
    wage_level: FindingLevel = FindingLevel.WARNING,
) -> list[Finding]:
    """check() of values named as the columns of a Listing; `hours` only where one figure is certain."""
    low, high, unit = fields["base_salary_min"], fields["base_salary_max"], fields["base_salary_unit"]
    as_number = lambda end: None if end is None else float(end)  # noqa: E731
    is_comparable = fields["salary_month_min"] is not None  # net pay is not, and no law names a net floor
    stated = None
    if unit:
        gross = None if is_comparable else False
        stated = Salary(as_number(low), as_number(high), SalaryUnit(unit), gross, fields["base_salary_text"])
    return check(
        fields["title"], fields["description_text"], today=today, salary=stated, weekly_hours=hours,
        kinds={Employment(kind) for kind in fields["employment_type"]},
        contracts={Contract(contract) for contract in fields["contract"]},
        starts_on=fields.get("job_starts_on"),
        work_mode=WorkMode(fields["work_mode"]) if fields["work_mode"] else None,
        apply_url=fields["apply_url"], contact_email=fields.get("contact_email", ""),
        sender_email=fields.get("submitter_email", ""), employer=employer,
        country=fields["country"], domains=domains, wage_level=wage_level,
    )  # fmt: skip


def as_stored(findings: Iterable[Finding]) -> list[dict[str, str]]:
    return [found.as_dict() for found in findings]


def hold_reason(findings: Iterable[Finding]) -> str:
    """Why the listing waits for a moderator; empty when nothing holds it back."""
    return " ".join(found.reason for found in findings if found.level is FindingLevel.HOLD)[:REASON_LENGTH]
