"""What machines read on the page of a listing: all that is stated and has a place in schema.org, and nothing else."""

import json
import re
from datetime import date, time
from decimal import Decimal

from listings.models import Employer


def data_of(client, listing) -> dict:
    page = client.get(listing.get_absolute_url()).content.decode()
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1])


def test_start_hours_contract_and_logo_are_said(client, make_listing, settings) -> None:
    row = make_listing(
        job_starts_on=date(2027, 2, 1), weekly_hours=Decimal("38.5"), work_starts_at=time(7), work_ends_at=time(15, 30),
        shifts=["early"], contract=["limited"], employment_type=["full_time"],
    )  # fmt: skip
    row.hiring_organization.give_address()
    Employer.objects.update(logo=b"x")
    row.hiring_organization.refresh_from_db()
    data = data_of(client, row)
    assert data["jobStartDate"] == "2027-02-01"
    assert data["workHours"] == "38,5 Stunden pro Woche, Früh, zwischen 7:00 und 15:30 Uhr"
    assert data["employmentType"] == ["FULL_TIME", "TEMPORARY"]
    assert data["hiringOrganization"]["logo"].startswith(
        f"{settings.BASE_URL}/arbeitgeber/lenne-telefon-gmbh/logo.webp?v="
    )


def test_whole_hours_are_whole(client, make_listing) -> None:
    assert data_of(client, make_listing(weekly_hours=Decimal("40.0"), shifts=[]))["workHours"] == "40 Stunden pro Woche"


def test_what_is_not_stated_is_not_said(client, make_listing) -> None:
    row = make_listing(
        pay=None, shifts=[], languages=["en"], language_levels={"en": "C1"}, entry=["career_changer"], answer_days=3
    )
    data = data_of(client, row)
    assert not {"jobStartDate", "workHours", "baseSalary", "educationRequirements", "experienceRequirements", "skills",
                "qualifications", "logo", "jobImmediateStart"} & {*data, *data["hiringOrganization"]}  # fmt: skip


def test_pay_is_what_the_employer_states_and_never_what_is_compared(client, make_listing) -> None:
    row = make_listing(pay=None, base_salary_min=Decimal("15.5"), base_salary_max=Decimal("15.5"), base_salary_unit="hour",
                       salary_month_min=2687, salary_month_max=2687)  # fmt: skip
    assert data_of(client, row)["baseSalary"]["value"] == {
        "@type": "QuantitativeValue",
        "unitText": "HOUR",
        "value": 15.5,
    }
