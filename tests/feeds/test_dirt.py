"""Feeds in the state they arrive in: other dialects, other encodings, other tags, prose around them, JSON that is none."""

import json

import pytest

from listings.importing.document import Document
from listings.importing.feeds import READERS
from listings.importing.feeds.detect import detect
from listings.importing.job_posting import BadItem, Incomplete, JobPosting, Reserved, Unreadable
from listings.importing.json_feed import JsonFeed, loads, longest_list
from listings.vocabulary import FeedFormat, Salary, SalaryUnit, WorkMode

F = FeedFormat
Item = JobPosting | BadItem | Incomplete


def read(kind: FeedFormat, body: str | bytes | object, url: str = "") -> list[Item]:
    raw = body if isinstance(body, bytes) else (body if isinstance(body, str) else json.dumps(body)).encode()
    return list(READERS[kind](Document(raw, url)))


def jobs(items: list[Item]) -> list[JobPosting]:
    return [item for item in items if isinstance(item, JobPosting)]


def doubts(items: list[Item]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Incomplete)]


HR_XML = """<?xml version="1.0" encoding="utf-8"?><PositionOpening xmlns="http://ns.hr-xml.org"><PositionRecordInfo><Id>
<IdValue>L-7</IdValue></Id></PositionRecordInfo><PositionProfile><Organization><Name>Lenne GmbH</Name></Organization>
<PositionDetail><Company><Name>Lenne GmbH</Name></Company>
<PhysicalLocation><PostalAddress><CountryCode>DE</CountryCode><PostalCode>58095</PostalCode><Municipality>Hagen</Municipality>
</PostalAddress></PhysicalLocation><PhysicalLocation><PostalAddress><CountryCode>DE</CountryCode><PostalCode>58313</PostalCode>
<Municipality>Herdecke</Municipality></PostalAddress></PhysicalLocation><PositionTitle>Kundenberater</PositionTitle></PositionDetail>
<FormattedPositionDescription><Name>Description</Name><Value><![CDATA[<p>Du hilfst.</p>]]></Value></FormattedPositionDescription>
<FormattedPositionDescription><Name>Tasks</Name><Value>Anrufe</Value></FormattedPositionDescription>
<HowToApply><ApplicationMethod><InternetWebAddress>https://lenne.example/7</InternetWebAddress></ApplicationMethod></HowToApply>
</PositionProfile></PositionOpening>"""


def test_hr_xml_says_names_and_values_apart() -> None:
    (job,) = jobs(read(F.INDEED, HR_XML))
    assert (job.external_id, job.title, job.hiring_organization) == ("L-7", "Kundenberater", "Lenne GmbH")
    assert (job.postal_code, job.city, job.further_locations) == ("58095", "Hagen", ["58313 Herdecke, DE"])
    assert (job.description, job.apply_url) == (
        "<p>Du hilfst.</p>\n\n<h3>Aufgaben</h3>\nAnrufe",
        "https://lenne.example/7",
    )


def test_hr_ba_xml_keeps_the_address_of_the_contact_apart() -> None:
    posting = """<JobPositionPosting><JobPositionPostingId>9</JobPositionPostingId><HiringOrg><HiringOrgName>Lenne GmbH</HiringOrgName>
    <Contact><Municipality>Berlin</Municipality><PostalCode>10115</PostalCode></Contact></HiringOrg><PostDetail><EndDate>2026-12-31</EndDate>
    <Action>{action}</Action></PostDetail><JobPositionInformation><JobPositionTitleDescription>Kundenberater</JobPositionTitleDescription>
    <Objective>Du hilfst.</Objective><JobPositionDescription><JobPositionLocation><Location><CountryCode>DE</CountryCode>
    <PostalCode>58095</PostalCode><Municipality>Hagen</Municipality></Location></JobPositionLocation><MiniJob>true</MiniJob>
    </JobPositionDescription></JobPositionInformation></JobPositionPosting>"""
    body = "<HRBAXMLJobPositionPosting><Header><Amount>3</Amount><TypeOfLoad>{load}</TypeOfLoad></Header><Data>{rows}</Data></HRBAXMLJobPositionPosting>"
    full = read(F.INDEED, body.format(load="F", rows=posting.format(action=1) + posting.format(action=2)))
    (job,) = jobs(full)
    assert (job.external_id, job.hiring_organization, job.postal_code, job.city) == (
        "9",
        "Lenne GmbH",
        "58095",
        "Hagen",
    )
    assert job.valid_through is not None
    assert job.employment_words == ["minijob"]
    assert [(item.reason, item.is_broken) for item in full if isinstance(item, BadItem)] == [
        ("deleted by its source", False)
    ]
    assert doubts(full) == ["2 items, but the document declares 3"]
    assert "the document holds changes only" in doubts(
        read(F.INDEED, body.format(load="D", rows=posting.format(action=1)))
    )


def test_fields_below_fields_go_by_both_names() -> None:
    body = """<offers><offer><job_id>1</job_id><title>Service</title><salary><min>15,50</min><max>17</max><period>hour</period></salary>
    <company><name>Lenne GmbH</name><city>Berlin</city><id>77</id></company><workplace><city>Hagen</city></workplace>
    <documents><document><url>https://lenne.example/pdf</url></document></documents></offer></offers>"""
    (job,) = jobs(read(F.INDEED, body))
    assert (job.base_salary, job.hiring_organization) == (Salary(15.5, 17, SalaryUnit.HOUR), "Lenne GmbH")
    assert (job.city, job.external_id, job.url) == ("Hagen", "1", "")


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ("<state>Bayern</state>", "location", ""), ("<state>Hagen</state>", "location", "Hagen"),
        ("<region>Germany</region>", "location", ""), ("<region>Hagen</region><city>Herdecke</city>", "location", ""),
        ("<remote_work>required</remote_work>", "work_mode", WorkMode.REMOTE),
        ("<remote_work>optional</remote_work>", "work_mode", WorkMode.HYBRID),
        ("<jobtype>F</jobtype>", "employment_words", ["full-time"]),
        ("<contract_time>part_time</contract_time>", "employment_words", ["part_time"]),
        ("<url>javascript:alert(1)</url>", "url", ""), ("<url>http://[</url>", "url", ""),
        ("<referencenumber>undisclosed</referencenumber>", "external_id", ""),
    ],
)  # fmt: skip
def test_words_of_single_partners(fields: str, name: str, value: object) -> None:
    (job,) = jobs(read(F.INDEED, f"<jobs><job><title>Service</title>{fields}</job></jobs>"))
    assert getattr(job, name) == value


def test_prose_around_a_document_costs_completeness_only() -> None:
    body = f"Our <a href='x'>feed</a>:\n\n```\n{HR_XML}\n```\nThat is all."
    items = read(F.INDEED, body)
    assert [job.title for job in jobs(items)] == ["Kundenberater"]
    assert doubts(items) == ["foreign bytes before the document"]


@pytest.mark.parametrize("declared", ["", "<?xml version='1.0'?>", "<?xml version='1.0' encoding='utf-8'?>"])
def test_bytes_that_are_not_what_they_are_said_to_be_are_no_damage(declared: str) -> None:
    body = f"{declared}<jobs><job><id>1</id><title>Kundenberater für Gas – Müller</title></job></jobs>"
    for coding in ("utf-8", "windows-1252"):
        items = read(F.INDEED, body.encode(coding))
        assert [job.title for job in jobs(items)] == ["Kundenberater für Gas – Müller"]
        assert doubts(items) == []


@pytest.mark.parametrize("kind", [F.CSV, F.GREENHOUSE])
def test_text_in_the_encoding_of_spreadsheets(kind: FeedFormat) -> None:
    text = "Kennung\tTitel\n1\tKundenberater für Gas\n"
    body = (
        text
        if kind is F.CSV
        else json.dumps({"jobs": [{"id": 1, "title": "Kundenberater für Gas"}]}, ensure_ascii=False)
    )
    for coding in ("utf-8", "utf-8-sig", "utf-16", "windows-1252"):
        assert [job.title for job in jobs(read(kind, body.encode(coding)))] == ["Kundenberater für Gas"]


def test_a_table_with_a_hint_for_spreadsheets_and_cells_too_many() -> None:
    items = read(F.CSV, "\ufeffsep=;\r\nTitel ;Ort;;\r\nService;Hagen;;\r\n\r\nBeratung;Herdecke;;\r\n")
    assert [(job.title, job.city) for job in jobs(items)] == [("Service", "Hagen"), ("Beratung", "Herdecke")]


def test_records_inside_records_belong_to_the_outer_one() -> None:
    (job,) = jobs(
        read(F.INDEED, "<jobs><job><id>1</id><title>Service</title><ad><title>Anzeige</title></ad></job></jobs>")
    )
    assert (job.external_id, job.title) == ("1", "Service")


def test_a_large_document_without_records_is_left_early(monkeypatch) -> None:
    monkeypatch.setattr("listings.importing.records.MAX_RECORD_ELEMENTS", 100)
    with pytest.raises(Unreadable, match="without a record"):
        read(F.INDEED, f"<jobs>{'<thing><a/></thing>' * 100}</jobs>")


def page(script: str, more: str = "") -> str:
    return f'<html><head><script type="application/ld+json">{script}</script></head><body>{more}</body></html>'


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "JobPosting", "title": "Service", "description": "eine\nzwei"}',
        '<!-- {"@type": "JobPosting", "title": "Service"} -->',
        '//<![CDATA[\n{"@type": "JobPosting", "title": "Service"}\n//]]>',
        '/* ours */ {"@type": "JobPosting", // kind\n "title": "Service", "url": "https://lenne.example/1",}',
        '{"@type": "JobPosting", "title": "Service", "description": "10 \\$"}',
        '{"@type": "JobPosting"\n"title": "Service"\n}',
        "{&quot;@type&quot;: &quot;JobPosting&quot;, &quot;title&quot;: &quot;Service&quot;}",
        '[{"@type": ["Thing", "https://schema.org/JobPosting"], "title": "Service"}];',
        '{"@graph": [{"@type": "WebPage"}, {"@type": "JobPosting", "title": "Service"}]}',
        '{"@type": "ItemList", "itemListElement": [{"item": {"@type": "JobPosting", "title": "Service"}}]}',
    ],
)
def test_json_as_pages_write_it(script: str) -> None:
    assert [job.title for job in jobs(read(F.JSONLD, page(script)))] == ["Service"]


def test_a_broken_block_hides_no_other() -> None:
    body = page("{{broken") + page('{"@type": "JobPosting", "title": "Service"}')
    assert [job.title for job in jobs(read(F.JSONLD, body))] == ["Service"]


@pytest.mark.parametrize("is_rdfa", [True, False])
def test_microdata_and_rdfa_say_the_same(is_rdfa: bool) -> None:
    body = """<html><body><div itemscope itemtype="https://schema.org/JobPosting"><h1 itemprop="title">Service</h1>
    <p itemprop="description">Du hilfst.</p><div itemprop="hiringOrganization" itemscope itemtype="https://schema.org/Organization">
    <span itemprop="name">Lenne GmbH</span></div><div itemprop="jobLocation" itemscope itemtype="https://schema.org/Place">
    <div itemprop="address" itemscope itemtype="https://schema.org/PostalAddress"><span itemprop="postalCode">58095</span>
    <span itemprop="addressLocality">Hagen</span></div></div></div></body></html>"""
    if is_rdfa:
        body = body.replace("itemscope itemtype=", "typeof=").replace("itemprop=", "property=")
        body = body.replace("https://schema.org/", "schema:").replace("<body>", '<body vocab="https://schema.org/">')
    assert detect(Document(body.encode())) is F.JSONLD
    (job,) = jobs(read(F.JSONLD, body))
    assert (job.title, job.hiring_organization) == ("Service", "Lenne GmbH")
    assert (job.postal_code, job.city, job.description) == ("58095", "Hagen", "Du hilfst.")


def test_references_inside_a_graph_are_followed() -> None:
    graph = [
        {"@type": "Organization", "@id": "#us", "name": "Lenne GmbH"},
        {"@type": "Place", "@id": "#here", "address": {"postalCode": "58095", "addressLocality": "Hagen"}},
        {
            "@type": "JobPosting",
            "title": "Service",
            "hiringOrganization": {"@id": "#us"},
            "jobLocation": {"@id": "#here"},
        },
    ]
    (job,) = jobs(read(F.JSONLD, {"@graph": graph}))
    assert (job.hiring_organization, job.postal_code) == ("Lenne GmbH", "58095")


def test_sections_beside_the_description_are_added_once() -> None:
    posting = {"@type": "JobPosting", "title": "Service", "description": "<p>Du hilfst. Du sprichst Deutsch.</p>",
               "responsibilities": "Anrufe annehmen", "qualifications": "Du sprichst Deutsch.", "workHours": "38,5 Std. pro Woche",
               "jobLocationType": "TELECOMMUTE", "applicantLocationRequirements": {"@type": "Country", "name": "Deutschland"}}  # fmt: skip
    (job,) = jobs(read(F.JSONLD, posting))
    assert job.description == "<p>Du hilfst. Du sprichst Deutsch.</p>\n\n<h3>Aufgaben</h3>\nAnrufe annehmen"
    assert (job.weekly_hours, job.work_mode, job.country) == (38.5, WorkMode.REMOTE, "Deutschland")


def test_an_item_of_a_json_feed_says_what_its_posting_leaves_out() -> None:
    item = {
        "url": "https://lenne.example/1",
        "content_html": "<p>Du hilfst.</p>",
        "_jobposting": {"@type": "JobPosting", "title": "Service"},
    }
    (job,) = jobs(read(F.JSONLD, {"version": "https://jsonfeed.org/version/1.1", "items": [item]}))
    assert (job.url, job.description) == ("https://lenne.example/1", "<p>Du hilfst.</p>")


def test_one_identity_on_several_jobs_of_a_page_is_none() -> None:
    postings = [
        {"@type": "JobPosting", "title": title, "url": "https://lenne.example/jobs"}
        for title in ("Service", "Beratung")
    ]
    assert len({job.external_id for job in jobs(read(F.JSONLD, postings))}) == 2


def test_a_page_may_reserve_its_text() -> None:
    with pytest.raises(Reserved):
        read(
            F.JSONLD,
            page('{"@type": "JobPosting", "title": "x"}').replace(
                "<head>", "<head><meta content='1' name='tdm-reservation'>"
            ),
        )


def test_a_large_data_feed_is_read_piece_by_piece(monkeypatch) -> None:
    monkeypatch.setattr("listings.importing.structured_data.MAX_WHOLE_BYTES", 100)
    monkeypatch.setattr("listings.importing.document.CHUNK", 64)
    postings = [{"dateModified": "x", "item": {"@type": "JobPosting", "title": f"Service {n}", "identifier": n,
                 "hiringOrganization": {"@id": "#us"}}} for n in range(20)]  # fmt: skip
    feed = {"dataFeedElement": postings, "provider": {"@id": "#us", "name": "Lenne GmbH"}, "numberOfItems": "21"}
    items = read(F.JSONLD, feed)
    assert {job.hiring_organization for job in jobs(items)} == {"Lenne GmbH"}
    assert doubts(items) == ["20 postings, but the document declares 21"]


def test_json_in_small_pieces_is_the_same_json(monkeypatch) -> None:
    value = {
        "a": 1234567,
        "list": [{"n": n, "text": "ä\u2028\n" * n} for n in range(30)],
        "b": [[1], []],
        "c": {"d": [1.5, None, True]},
    }
    raw = json.dumps(value, ensure_ascii=False, indent=1).encode()
    for size in (1, 2, 7, 64):
        monkeypatch.setattr("listings.importing.document.CHUNK", size)
        feed = JsonFeed(Document(raw))
        assert list(feed.items("list")) == value["list"]
        assert feed.fields == {"a": 1234567, "b": [[1], []], "c": {"d": [1.5, None, True]}}
        assert feed.counts["list"] == 30


@pytest.mark.parametrize(
    "raw",
    [
        '{"jobs": [{"id": 1}, {"id"',
        '{"jobs": [1]',
        '{"jobs": [1]} x',
        '{"jobs": [1 2]}',
        "[1,]",
        '{"a" 1}',
        "{1: 2}",
        "[" * 5000,
        "",
    ],
)
def test_json_that_breaks_off_is_refused(raw: str) -> None:
    with pytest.raises(Unreadable):
        list(JsonFeed(Document(raw.encode())).items("jobs", ""))


def test_json_loses_what_no_database_can_hold() -> None:
    assert loads('{"a": "x\\u0000y\\ud800z", "n": 1e999, "i": %s, "k": NaN}' % ("9" * 40)) == {
        "a": "xy\ufffdz", "n": None, "i": "9" * 40, "k": None,
    }  # fmt: skip


def test_a_list_somewhere_in_an_object_is_found() -> None:
    assert list(longest_list(Document(b'{"meta": [1], "rows": [{"a": 1}, {"a": 2}]}'))) == [{"a": 1}, {"a": 2}]
    assert list(longest_list(Document(b'{"data": {"rows": [{"a": 1}]}}'))) == [{"a": 1}]
    with pytest.raises(Unreadable, match="without a list"):
        list(longest_list(Document(b'{"error": "no"}')))


def test_other_places_of_a_board_are_places_of_the_job() -> None:
    places = [
        {"city": "Hagen", "country_code": "DE"},
        {"city": "Herdecke", "postal_code": "58313", "country_code": "DE"},
    ]
    (job,) = jobs(read(F.RECRUITEE, {"offers": [{"id": 1, "title": "Service", "city": "Hagen", "locations": places}]}))
    assert (job.city, job.further_locations) == ("Hagen", ["58313 Herdecke, DE"])


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (F.ASHBY, {"jobs": [{"id": "1", "title": "x", "isListed": False}]}),
        (F.RECRUITEE, {"offers": [{"id": 1, "title": "x", "status": "internal"}]}),
        (F.SMARTRECRUITERS, {"totalFound": 1, "content": [{"id": "1", "name": "x", "defaultJobAd": False}]}),
        (F.INDEED, "<jobs><job><id>1</id><title>x</title><status>closed</status></job></jobs>"),
    ],
)
def test_what_a_board_keeps_to_itself_is_no_fault_of_the_feed(kind: FeedFormat, body: object) -> None:
    (item,) = read(kind, body)
    assert isinstance(item, BadItem)
    assert not item.is_broken


def test_personio_in_another_case_and_namespace() -> None:
    body = """<Workzag-Jobs xmlns="https://x.example"><Position><Name>Service</Name><ID>1</ID><Office>Hagen</Office><JobDescriptions>
    <JobDescription><Value>Am Telefon.</Value></JobDescription></JobDescriptions></Position></Workzag-Jobs>"""
    (job,) = jobs(read(F.PERSONIO, body))
    assert (job.external_id, job.location, job.description) == ("1", "Hagen", "Am Telefon.")
