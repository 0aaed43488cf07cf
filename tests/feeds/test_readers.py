"""Each format from bytes of our own to what it says; documents that are none are refused."""

import json
from collections.abc import Iterable

import pytest

from listings.importing.document import Document
from listings.importing.feeds import KINDS, READERS
from listings.importing.feeds.detect import detect
from listings.importing.job_posting import BadItem, Incomplete, JobPosting, Unreadable
from listings.vocabulary import FeedFormat, Salary, SalaryUnit, WorkMode

HOUR, MONTH, YEAR = SalaryUnit.HOUR, SalaryUnit.MONTH, SalaryUnit.YEAR
F = FeedFormat


def read(kind: FeedFormat, body: str | bytes | object, url: str = "") -> list[JobPosting | BadItem | Incomplete]:
    raw = body if isinstance(body, bytes) else (body if isinstance(body, str) else json.dumps(body)).encode()
    return list(READERS[kind](Document(raw, url)))


def one(items: Iterable[object]) -> JobPosting:
    (item,) = items
    assert isinstance(item, JobPosting), item
    return item


INDEED = """<?xml version="1.0" encoding="utf-8"?><source><publisher>Lenne</publisher><job>
<title><![CDATA[ Kundenberater &amp; Service (m/w/d) ]]></title><date>Mon, 15 Jun 2026 09:29:22 GMT</date>
<referencenumber>L-1</referencenumber><url>https://lenne.example/1?utm_source=x</url><company>Lenne GmbH</company>
<city>Hagen</city><state>NRW</state><country>DE</country><postalcode>58095</postalcode>
<description><![CDATA[<p>Du hilfst.</p>]]></description><salary>2.600 - 2.900 € brutto im Monat</salary>
<jobtype>fulltime, parttime</jobtype><remotetype>Hybrid remote</remotetype><category>Kundenservice</category></job></source>"""


def test_indeed() -> None:
    job = one(read(F.INDEED, INDEED))
    assert (job.external_id, job.title) == ("L-1", "Kundenberater & Service (m/w/d)")
    assert (job.city, job.postal_code, job.country, job.hiring_organization) == ("Hagen", "58095", "DE", "Lenne GmbH")
    assert (job.employment_words, job.work_mode) == (["fulltime", "parttime"], WorkMode.HYBRID)
    assert job.salary_text == "2.600 - 2.900 € brutto im Monat"
    assert job.date_posted is not None
    assert job.date_posted.isoformat() == "2026-06-15T09:29:22+00:00"


@pytest.mark.parametrize(
    "body",
    [
        '<jobs><job id="7"><name>Service Agent</name><region>Hagen</region><link>www.lenne.example/7</link></job></jobs>',
        "<root><row><Position>Service Agent</Position><Job_ID>7</Job_ID><Location>Hagen</Location>"
        "<Job_link>https://www.lenne.example/7</Job_link></row></root>",
        "<items><ITEM><reference>7</reference><jobTitle>Service Agent</jobTitle><location>Hagen</location>"
        "<advertUrl>https://www.lenne.example/7</advertUrl></ITEM></items>",
        [
            {
                "reference": "7",
                "jobTitle": "Service Agent",
                "location": "Hagen",
                "advertUrl": "https://www.lenne.example/7",
            }
        ],
    ],
)
def test_dialects_of_indeed_need_no_parser_of_their_own(body: object) -> None:
    job = one(read(F.INDEED, body))
    assert (job.external_id, job.title, job.location) == ("7", "Service Agent", "Hagen")
    assert job.url == "https://www.lenne.example/7"


@pytest.mark.parametrize(
    ("fields", "salary"),
    [
        ("<salary_min>15.50</salary_min><salary_max>17</salary_max>", Salary(15.5, 17, HOUR)),
        ("<salarylower>31000</salarylower><salaryupper>36000</salaryupper>", Salary(31000, 36000, YEAR)),
        ("<salary_min>2600</salary_min><salaryperiod>monthly</salaryperiod>", Salary(2600, None, MONTH)),
        ("<salary_min>75</salary_min><salaryperiod>year</salaryperiod>", Salary(75, None, HOUR)),
        ("<salary_min>2600</salary_min><currency>USD</currency>", None),
        ("<salary_min>350</salary_min><salaryperiod>week</salaryperiod>", None),
    ],
)
def test_pay_fields_with_wrong_units(fields: str, salary: Salary | None) -> None:
    body = f"<jobs><job><id>1</id><title>Service</title>{fields}</job></jobs>"
    assert one(read(F.INDEED, body)).base_salary == salary


def test_personio_offices_and_pay() -> None:
    body = """<workzag-jobs><position><id>1</id><name>Service</name><office>Hagen</office><additionalOffices>
    <office>Iserlohn</office></additionalOffices><salaryInformation><min>32000.00</min><max></max><currencyCode>EUR</currencyCode>
    <type>yearly</type></salaryInformation></position></workzag-jobs>"""
    job = one(read(F.PERSONIO, body, "https://lenne.jobs.personio.de/xml"))
    assert (job.location, job.base_salary) == ("Hagen / Iserlohn", Salary(32000, None, YEAR))
    assert job.url == "https://lenne.jobs.personio.de/job/1?language=de"


def test_greenhouse_unescapes_once_and_compares_the_total() -> None:
    job = {"id": 4, "title": "Service", "absolute_url": "https://boards.example/4", "content": "&lt;p&gt;Hallo&lt;/p&gt;",
           "location": {"name": "Hagen"}, "metadata": [{"value": "Teilzeit"}],
           "pay_input_ranges": [{"min_cents": 260000, "max_cents": 290000, "currency_type": "EUR"}]}  # fmt: skip
    found, doubt = read(F.GREENHOUSE, {"jobs": [job], "meta": {"total": 9}})
    assert isinstance(doubt, Incomplete)
    assert isinstance(found, JobPosting)
    assert (found.description, found.base_salary) == ("<p>Hallo</p>", Salary(2600, 2900, MONTH))
    assert found.employment_words == ["Teilzeit"]


def test_lever_puts_its_text_together() -> None:
    job = one(read(F.LEVER, [{"id": "a", "text": "Service", "description": "<p>Wir</p>", "createdAt": 1753900000000,
        "lists": [{"text": "Aufgaben", "content": "<li>x</li>"}], "additional": "<p>Ende</p>", "workplaceType": "on-site",
        "categories": {"commitment": "Vollzeit", "location": "Hagen"}, "country": "DE",
        "salaryRange": {"min": 30000, "max": 34000, "currency": "EUR", "interval": "per-year-salary"}}]))  # fmt: skip
    assert job.description == "<p>Wir</p>\n<h3>Aufgaben</h3><ul><li>x</li></ul>\n<p>Ende</p>"
    assert (job.work_mode, job.base_salary) == (WorkMode.ONSITE, Salary(30000, 34000, YEAR))


def test_smartrecruiters_reads_ids_and_skips_translations() -> None:
    base = {"name": "Service", "company": {"name": "Lenne"}, "location": {"city": "Hagen", "country": "de", "hybrid": True},
            "typeOfEmployment": {"id": "permanent", "label": "Full-time"},
            "jobAd": {"sections": {"jobDescription": {"title": "Aufgaben", "text": "<p>x</p>"}}}}  # fmt: skip
    first, second = read(F.SMARTRECRUITERS, {"totalFound": 2, "content": [
        base | {"id": "1", "defaultJobAd": True}, base | {"id": "2", "defaultJobAd": False}]})  # fmt: skip
    assert isinstance(first, JobPosting)
    assert (first.employment_words, first.work_mode, first.description) == (
        ["permanent"], WorkMode.HYBRID, "<h3>Aufgaben</h3><p>x</p>",
    )  # fmt: skip
    assert isinstance(second, BadItem)


def test_recruitee_prefers_german_and_distrusts_the_period() -> None:
    job = one(read(F.RECRUITEE, {"offers": [{"id": 3, "title": "Support", "status": "published", "city": "Hagen",
        "country_code": "DE", "translations": {"de": {"title": "Kundenservice", "description": "<p>a</p>"}},
        "requirements": "<p>b</p>", "salary": {"min": "15.00", "max": "17.00", "period": "year", "currency": "EUR"},
        "employment_type_code": "parttime_permanent", "max_hours": 20, "remote": True, "on_site": True}]}))  # fmt: skip
    assert (job.title, job.description) == ("Kundenservice", "<p>a</p>\n<p>b</p>")
    assert (job.base_salary, job.weekly_hours, job.work_mode) == (Salary(15, 17, HOUR), 20, WorkMode.HYBRID)


def test_ashby_takes_only_listed_jobs_and_the_salary() -> None:
    job = {"id": "x", "title": "Service", "location": "Hagen", "isListed": True, "workplaceType": "Remote",
           "employmentType": "PartTime", "compensation": {"compensationTiers": [{"components": [
               {"compensationType": "EquityPercentage"}, {"compensationType": "Salary", "interval": "1 YEAR",
                "currencyCode": "EUR", "minValue": 31000, "maxValue": 33000}]}]}}  # fmt: skip
    first, second = read(F.ASHBY, {"jobs": [job, job | {"id": "y", "isListed": False}]})
    assert isinstance(first, JobPosting)
    assert (first.base_salary, first.work_mode, first.employment_words) == (
        Salary(31000, 33000, YEAR), WorkMode.REMOTE, ["part-time"],
    )  # fmt: skip
    assert isinstance(second, BadItem)


def test_workable_hides_hidden_places() -> None:
    job = one(read(F.WORKABLE, {"name": "Lenne", "jobs": [{"shortcode": "A1", "title": "Service", "telecommuting": False,
        "locations": [{"city": "Geheim", "countryCode": "DE", "hidden": True}, {"city": "Hagen", "countryCode": "DE"}]}]}))  # fmt: skip
    assert (job.city, job.hiring_organization, job.work_mode) == ("Hagen", "Lenne", None)


def test_arbeitnow_needs_an_employer() -> None:
    row = {"slug": "s-1", "title": "Service", "company_name": "Lenne", "location": "Hagen", "created_at": 1753900000}
    first, second = read(F.ARBEITNOW, {"data": [row, row | {"slug": "s-2", "company_name": ""}]})
    assert isinstance(first, JobPosting)
    assert first.date_posted is not None
    assert isinstance(second, BadItem)


@pytest.mark.parametrize("is_new", [True, False])
def test_both_vocabularies_of_the_bundesagentur(is_new: bool) -> None:
    new = {"referenznummer": "10001-1-S", "stellenangebotsTitel": "Kundenberater/in", "firma": "Lenne GmbH",
           "stellenlokationen": [{"adresse": {"plz": "58095", "ort": "Hagen", "land": "DEUTSCHLAND"}}],
           "verguetungsangabe": "STUNDENLOHN", "artDerVerguetung": "FESTGEHALT", "festgehalt": "15.5",
           "arbeitszeitVollzeit": True, "arbeitszeitSchichtNachtWochenende": True, "quereinstiegGeeignet": True,
           "homeofficetyp": "NACH_VEREINBARUNG", "vertragsdauer": "UNBEFRISTET"}  # fmt: skip
    old = {"refnr": "10001-1-S", "titel": "Kundenberater/in", "arbeitgeber": "Lenne GmbH",
           "arbeitsort": {"plz": 1067, "ort": "Dresden"}, "externeUrl": "null"}  # fmt: skip
    rows = {"ergebnisliste": [new]} if is_new else {"stellenangebote": [old]}
    job = one(read(F.BA, rows | {"maxErgebnisse": 1}))
    assert (job.external_id, job.hiring_organization) == ("10001-1-S", "Lenne GmbH")
    if is_new:
        assert (job.postal_code, job.base_salary, job.work_mode) == (
            "58095",
            Salary(15.5, 15.5, HOUR, True),
            WorkMode.HYBRID,
        )
        assert (job.is_shift_work, job.is_for_career_changers) == (True, True)
        assert job.employment_words == ["vollzeit", "unbefristet"]
    else:
        assert (job.postal_code, job.city, job.apply_url) == ("01067", "Dresden", "")


def test_rss_of_a_job_plugin() -> None:
    body = """<rss xmlns:job_listing="https://board.example" version="2.0"><channel><item><title>Service Agent</title>
    <link>https://board.example/1</link><guid>https://board.example/?p=1</guid><pubDate>Mon, 02 Nov 2026 08:00:00 +0100</pubDate>
    <job_listing:location>Hagen</job_listing:location><job_listing:company>Lenne &amp;amp; Co</job_listing:company>
    <job_listing:job_type>Teilzeit</job_listing:job_type><description><![CDATA[&lt;p&gt;Hallo&lt;/p&gt;]]></description>
    </item></channel></rss>"""
    job = one(read(F.RSS, body))
    assert (job.location, job.hiring_organization, job.employment_words) == ("Hagen", "Lenne & Co", ["Teilzeit"])
    assert KINDS[F.RSS] == "window"


def test_csv_as_german_spreadsheets_save_it() -> None:
    body = (
        "Kennung;Titel ;Ort;PLZ;Firma;Beschreibung;Gehalt von;Gehalt bis;Veröffentlicht\r\n"
        '1;Kundenberater für Strom;Leipzig;4109;Müller GmbH;"Du hilfst;\r\nam Telefon";2.600,00;2.900,00;31.10.2026\r\n'
        "2;zu;wenig\r\n"
    ).encode("windows-1252")
    first, second = read(F.CSV, body)
    assert isinstance(first, JobPosting)
    assert (first.title, first.postal_code, first.hiring_organization) == (
        "Kundenberater für Strom", "04109", "Müller GmbH",
    )  # fmt: skip
    assert first.base_salary == Salary(2600, 2900, MONTH)
    assert first.description == "Du hilfst;\r\nam Telefon"
    assert first.date_posted is not None
    assert isinstance(second, BadItem)
    assert "cells" in second.reason


def test_a_data_feed_declares_its_size() -> None:
    posting = {"@type": "JobPosting", "title": "Service", "identifier": {"value": 7}, "description": "x"}
    body = {"@type": "DataFeed", "numberOfItems": 3, "dataFeedElement": [{"@type": "DataFeedItem", "item": posting}]}
    doubt, job = read(F.JSONLD, body)
    assert isinstance(doubt, Incomplete)
    assert isinstance(job, JobPosting)
    assert job.external_id == "7"


@pytest.mark.parametrize("kind", list(READERS))
@pytest.mark.parametrize(
    "body", [b"<html><body>Anmelden</body></html>", b"\x00\x01\x02", b'{"error": "not found"}', b"<source><job>"]
)
def test_what_is_no_feed_is_refused_or_empty(kind: FeedFormat, body: bytes) -> None:
    try:
        items = read(kind, body)
    except Unreadable as refusal:
        assert str(refusal)
    else:
        assert not [item for item in items if isinstance(item, JobPosting)]


@pytest.mark.parametrize(
    "start", ['<!DOCTYPE x [<!ENTITY a "b">]>', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>']
)
def test_entities_are_refused(start: str) -> None:
    with pytest.raises(Unreadable, match="entities"):
        read(F.INDEED, f"{start}<jobs><job><title>&a;</title></job></jobs>")


def test_a_broken_tag_costs_completeness_but_no_item() -> None:
    body = "<jobs><job><id>1</id><title>Eins</title></job><job><id>2</id><title>Zwei</titel></job><job><id>3</id><title>Drei & mehr</title></job></jobs>"
    items = read(F.INDEED, body)
    assert [item.title for item in items if isinstance(item, JobPosting)][0] == "Eins"
    assert {"Eins", "Drei & mehr"} <= {item.title for item in items if isinstance(item, JobPosting)}
    assert any(isinstance(item, Incomplete) for item in items)


def test_text_that_was_decoded_twice_is_repaired() -> None:
    body = "<jobs><job><id>1</id><title>Kundenberatung fÃ¼r MÃ¼nchen</title></job></jobs>"
    assert one(read(F.INDEED, body)).title == "Kundenberatung für München"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (F.PERSONIO, "<workzag-jobs></workzag-jobs>"), (F.INDEED, INDEED), (F.RSS, "<rss><channel></channel></rss>"),
        (F.JSONLD, '<html><script type="application/ld+json">{}</script></html>'), (F.CSV, "Titel;Ort\nA;B\n"),
        (F.JSONLD, '[{"@type": "JobPosting", "title": "x"}]'), (F.GREENHOUSE, '{"jobs": [{"id": 1}], "meta": {}}'),
        (F.LEVER, '[{"id": "1", "text": "x", "categories": {}}]'), (F.RECRUITEE, '{"offers": []}'),
        (F.SMARTRECRUITERS, '{"totalFound": 0, "content": []}'), (F.WORKABLE, '{"jobs": [{"shortcode": "1"}]}'),
        (F.ASHBY, '{"apiVersion": "1", "jobs": []}'), (F.ARBEITNOW, '{"data": [{"slug": "x"}]}'),
        (F.BA, '{"maxErgebnisse": 0}'),
    ],
)  # fmt: skip
def test_auto_tells_formats_apart(kind: FeedFormat, body: str) -> None:
    assert detect(Document(body.encode())) is kind
