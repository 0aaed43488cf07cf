"""What an import stores beside the values: where they come from, findings, and what kind of employer it is."""

import json

import pytest
from django.utils import timezone

from listings.importing import reading
from listings.importing.job_posting import JobPosting
from listings.models import Employer, Listing, Source
from listings.vocabulary import SalaryUnit, WorkMode
from tests.importing.test_pipeline import board, position, run

TEXT = """<p>Du arbeitest im Frühdienst, Montag bis Freitag, in Teilzeit mit 25 Stunden pro Woche.</p>
<p>Homeoffice ist nach der Einarbeitung möglich. Sehr gutes Deutsch (C1) setzen wir voraus.</p>
<p>Unbefristeter Vertrag, 15,50 € die Stunde. Quereinsteiger sind willkommen.</p>"""
COLUMNS = ("shifts", "employment_type", "contract", "languages", "entry")


@pytest.fixture
def source(towns) -> Source:
    return Source.objects.create(slug="lenne", name="Lenne", format="personio", employer_name="Lenne GmbH")


def read(source: Source, **fields) -> reading.Reading:
    values = {"external_id": "1", "title": "Kundenberater (m/w/d)", "description": TEXT, "city": "Hagen"} | fields
    result = reading.read(JobPosting(**values), source, reading.Places(), timezone.now())
    assert isinstance(result, reading.Reading)
    return result


def test_every_stored_value_has_its_words(source) -> None:
    run(source, body=board(position(1, text=TEXT)))
    listing = Listing.objects.get()
    for column in COLUMNS:
        assert sorted(listing.evidence[column]) == getattr(listing, column) != []
    assert listing.evidence["work_mode"]["hybrid"] == {
        "origin": "text", "words": "Homeoffice ist nach der Einarbeitung möglich.",
    }  # fmt: skip
    assert listing.evidence["languages"]["de"]["level"] == "C1"
    assert listing.evidence["employment_type"]["full_time"] == {"origin": "structured", "words": "full-time"}
    assert "25 Stunden" in listing.evidence["weekly_hours"]["25.0"]["words"]


def test_surcharges_of_the_text_are_worked_into_the_pay_of_the_shift(client, source) -> None:
    text = "<p>Nachtschicht von 22 bis 6 Uhr, 40 Stunden pro Woche, 16 € die Stunde.</p><p>Zuschläge: Nacht 25 %, Sonntag 50 %.</p>"
    run(source, body=board(position(1, text=text)))
    listing = Listing.objects.get()
    assert listing.surcharges == {"night": 25, "sunday": 50}
    page = client.get(listing.get_absolute_url()).content.decode()
    assert "Dazu Zuschläge: Nacht 25\u00a0%, Sonntag 50\u00a0%." in page
    assert "Nacht: 25 % für 151,7 Stunden im Monat" in page
    assert "<dt>Zuschlag <b>Nacht</b></dt><dd>„Zuschläge: Nacht 25 %, Sonntag 50 %.“</dd>" in page
    run(source, body=board(position(1, text=text.replace("Nacht 25 %, ", ""))))
    listing.refresh_from_db()
    assert listing.surcharges == {"sunday": 50}


def test_words_stand_in_the_advertisement(source) -> None:
    fields = read(source).fields
    text = fields["title"] + " " + " ".join(fields["description_text"].split())
    notes = [note for values in fields["evidence"].values() for note in values.values()]
    assert len(notes) >= 7
    assert all(note["words"].strip("… ") in text for note in notes)


def test_what_a_feed_says_in_a_field_is_structured(source) -> None:
    fields = read(source, work_mode=WorkMode.ONSITE, weekly_hours=30, is_shift_work=True, is_for_career_changers=True,
                  description="<p>Ein Text ohne Angaben.</p>").fields  # fmt: skip
    stated = {
        name: next(iter(fields["evidence"][name].items())) for name in ("work_mode", "weekly_hours", "shifts", "entry")
    }
    assert stated == {
        name: (value, {"origin": "structured", "words": ""})
        for name, value in {"work_mode": "onsite", "weekly_hours": "30.0", "shifts": "rotating",
                            "entry": "career_changer"}.items()
    }  # fmt: skip


def test_impossible_hours_of_a_feed_are_no_hours(source) -> None:
    assert read(source, weekly_hours=2080, description="<p>Ein Text.</p>").fields["weekly_hours"] is None


def test_an_unchanged_item_writes_nothing_although_it_has_evidence(source) -> None:
    body = board(position(1, text=TEXT))
    run(source, body=body)
    before = Listing.objects.values().get()
    assert run(source, body=body, details=True).counts["unchanged"] == 1
    assert Listing.objects.values().get() == before


def test_a_fraud_finding_keeps_a_listing_back_until_a_moderator_decides(source) -> None:
    bad = "<p>Frühdienst am Telefon. Schick uns vorab ein Foto deines Ausweises und deine IBAN per WhatsApp.</p>"
    report = run(source, body=board(position(1, text=bad)))
    listing = Listing.objects.get()
    assert (report.counts["held"], listing.status) == (1, "held")
    hold = [found for found in listing.findings if found["level"] == "hold"]
    assert hold and listing.status_reason.startswith(hold[0]["reason"][:40])
    Listing.objects.update(status="published", approved_at=timezone.now(), published_at=timezone.now())
    run(source, body=board(position(1, text=bad + "<p>Neu: Obst.</p>")))
    listing.refresh_from_db()
    assert (listing.status, bool(listing.findings)) == ("published", True)


def test_pay_below_the_minimum_wage_warns_and_stays_public(source) -> None:
    run(source, body=board(position(1, text="<p>Frühdienst, Vollzeit. Stundenlohn 9,50 € brutto.</p>")))
    listing = Listing.objects.get()
    assert listing.status == "published"
    assert ("below_minimum_wage", "warning") in [(found["rule"], found["level"]) for found in listing.findings]


def test_the_kind_of_employer_is_read_and_an_editor_overrules_it(source, client) -> None:
    body = board(position(1, text="<p>Im Auftrag unseres Kunden suchen wir dich für den Frühdienst.</p>"))
    run(source, body=body)
    listing = Listing.objects.get()
    assert (listing.employer_kind, listing.evidence["employer_kind"]["recruiter"]["origin"]) == ("recruiter", "text")
    assert "Personalvermittlung." in client.get(listing.get_absolute_url()).content.decode()
    Employer.objects.update(kind="direct")
    assert "Personalvermittlung." not in client.get(listing.get_absolute_url()).content.decode()
    assert run(source, body=body).counts["updated"] == 1
    listing.refresh_from_db()
    assert (listing.employer_kind, "employer_kind" in listing.evidence) == ("direct", False)


def test_agency_work_by_a_field_of_the_feed_is_structured(source) -> None:
    fields = read(source, employment_words=["vollzeit", "zeitarbeit"]).fields
    assert fields["employer_kind"] == "staffing"
    assert fields["evidence"]["employer_kind"]["staffing"] == {"origin": "structured", "words": "zeitarbeit"}
    assert read(source, employment_words=["personalvermittlung"]).fields["employer_kind"] == "recruiter"


def test_the_page_tells_where_its_values_come_from(client, make_listing) -> None:
    listing = make_listing(
        base_salary_origin="text", base_salary_text="2.500 bis 2.700 € <b>brutto</b>", weekly_hours=38.5,
        languages=["cs"], employment_type=["full_time"],
        evidence={
            "shifts": {"early": {"origin": "text", "words": "Frühdienst <script>alert(1)</script>"},
                       "late": {"origin": "text", "words": "gilt nicht mehr"}},
            "employment_type": {"full_time": {"origin": "structured", "words": "FULL_TIME"}},
            "weekly_hours": {"38.5": {"origin": "structured", "words": ""}},
            "languages": {"cs": {"origin": "text", "words": "Tschechisch B2", "level": "B2"}},
        },
    )  # fmt: skip
    page = client.get(listing.get_absolute_url()).content.decode()
    why = page[page.index("Woher wissen wir das?") : page.index("</details>")]
    assert "„Frühdienst &lt;script&gt;alert(1)&lt;/script&gt;“" in why
    assert "„2.500 bis 2.700 € &lt;b&gt;brutto&lt;/b&gt;“" in why
    assert "<b>Tschechisch, B2</b>" in why and "<b>38,5</b>" in why
    assert why.count("Angabe des Arbeitgebers") == 2
    assert "gilt nicht mehr" not in page


def test_the_desk_shows_origins_in_a_table(admin_client, make_listing) -> None:
    listing = make_listing(evidence={"shifts": {"early": {"origin": "text", "words": "<i>Früh</i>"}}})
    page = admin_client.get(f"/admin/listings/listing/{listing.pk}/change/").content.decode()
    assert "<td>Schicht</td><td>Früh</td><td>aus dem Text</td><td>&lt;i&gt;Früh&lt;/i&gt;</td>" in page
    assert json.dumps(listing.evidence) not in page


def test_pay_of_a_field_needs_no_words(make_listing) -> None:
    listing = make_listing(base_salary_origin="structured", base_salary_unit=SalaryUnit.MONTH)
    assert [(str(reason.field), reason.is_from_text) for reason in listing.reasons] == [("Gehalt", False)]
