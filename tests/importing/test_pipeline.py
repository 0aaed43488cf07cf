"""From a feed's bytes to listings: every item accounted for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from listings import lifecycle
from listings.importing import pipeline
from listings.importing.document import Document
from listings.importing.download import download
from listings.importing.job_posting import Unreadable
from listings.models import ImportRun, Listing, Source


def position(number: int, title: str = "Kundenberater (m/w/d)", office: str = "Hagen", text: str = "") -> str:
    text = text or "<p>Frühschicht, Vollzeit. Gehalt 2.600 bis 2.900 € brutto im Monat.</p>"
    return (
        f"<position><id>{number}</id><name>{title}</name><office>{office}</office><schedule>full-time</schedule>"
        f"<jobDescriptions><jobDescription><name>Aufgaben</name><value><![CDATA[{text}]]></value></jobDescription>"
        "</jobDescriptions></position>"
    )


def board(*positions: str) -> bytes:
    return f"<workzag-jobs>{''.join(positions)}</workzag-jobs>".encode()


def run(source: Source, *, body: bytes, **options) -> pipeline.Report:
    return pipeline.import_from(source, document=Document(body), **options)


@pytest.fixture
def source(towns) -> Source:
    return Source.objects.create(slug="lenne", name="Lenne", format="personio", employer_name="Lenne GmbH")


def test_pay_and_shift_are_read_from_the_text(source) -> None:
    run(source, body=board(position(1)))
    listing = Listing.objects.get()
    assert (listing.salary_month_min, listing.salary_month_max, listing.base_salary_origin) == (2600, 2900, "text")
    assert listing.shifts == ["early"]
    assert (listing.place.slug, listing.status) == ("hagen", "published")


def test_pay_with_one_end_counts_as_that_value(source, client) -> None:
    run(source, body=board(position(1, text="Frühdienst. Gehalt ab 2.600 € brutto im Monat.")))
    listing = Listing.objects.get()
    assert (listing.base_salary_min, listing.base_salary_max) == (2600, None)
    assert (listing.salary_month_min, listing.salary_month_max) == (2600, 2600)
    assert b"ab 2.600" in client.get("/jobs/?salary=2400-2800").content


def test_a_second_identical_run_writes_nothing(source, django_assert_max_num_queries) -> None:
    body = board(position(1), position(2, "Call Center Agent"))
    assert run(source, body=body).counts["created"] == 2
    again = run(source, body=body)
    assert (again.counts["unchanged"], again.counts["created"], again.counts["updated"]) == (2, 0, 0)


def test_every_item_is_accounted_for(source) -> None:
    body = board(
        position(1), position(1), position(2, ""), position(3, "Softwareentwickler"),
        position(4, "Kundendiensttechniker im Außendienst"), position(5, office="Nirgendwo an der Lenne"),
        position(6, "Initiativbewerbung Kundenservice"), position(7, text=" "),
    )  # fmt: skip
    counts = run(source, body=body).counts
    assert counts["read"] == 8
    assert (counts["created"], counts["duplicate"], counts["rejected"], counts["held"]) == (1, 1, 4, 2)
    stored = ImportRun.objects.get()
    assert {p.external_id for p in stored.problems.all()} == {"2", "3", "4", "5"}
    assert all(p.reason and p.field for p in stored.problems.all())


@pytest.mark.parametrize(
    "body", [b"", b"<html><body>Log in</body></html>", board(position(1))[:-40], b"{}", b"\x00\xff"]
)
def test_a_feed_that_breaks_off_withdraws_nothing(source, body) -> None:
    start = timezone.now()
    run(source, body=board(position(1)), at=start)
    report = run(source, body=body, at=start + timedelta(days=3))
    assert (report.status, bool(report.reason)) == ("refused", True)
    listing = Listing.objects.get()
    assert (listing.status, listing.missing_since) == ("published", None)


def test_a_listing_goes_after_two_absences_and_six_hours_and_comes_back_under_its_address(source) -> None:
    start, both = timezone.now(), board(position(1), position(2, "Service Agent"))
    run(source, body=both, at=start)
    only = board(position(1))
    first = run(source, body=only, at=start + timedelta(hours=1))
    assert (first.counts["withdrawn"], first.counts["removals_held"]) == (0, 1)
    later = run(source, body=only, at=start + timedelta(hours=8))
    assert later.counts["withdrawn"] == 1
    gone = Listing.objects.get(external_id="2")
    assert gone.status == "withdrawn"
    run(source, body=both, at=start + timedelta(hours=9))
    gone.refresh_from_db()
    assert (gone.status, gone.missing_since) == ("published", None)


def test_an_empty_board_holds_its_removals(source) -> None:
    start = timezone.now()
    run(source, body=board(*(position(n, f"Kundenservice {n}") for n in range(6))), at=start)
    for hours in (1, 9, 20):
        report = run(source, body=board(), at=start + timedelta(hours=hours))
        assert report.counts["removals_held"] == 6
    assert Listing.objects.live().count() == 6


def test_markup_is_harmless_after_import(source) -> None:
    text = "<p onclick=x()>Frühdienst</p><script>alert(1)</script><a href='javascript:x'>y</a><img src=x onerror=y>"
    run(source, body=board(position(1, text=text)))
    stored = Listing.objects.get().description_html
    assert not any(bad in stored for bad in ("script", "onclick", "onerror", "img"))


def test_json_ld_pages_hold_several_postings(towns) -> None:
    source = Source.objects.create(slug="page", name="p", format="jsonld", employer_name="E")
    body = b"""<html><script type="application/ld+json">not json</script><script type="application/ld+json">
    {"@context":"https://schema.org","@graph":[{"@type":"Organization","@id":"#o","name":"Volme AG"},
    {"@type":"JobPosting","title":"Customer Service Agent","url":"https://v.example/1","description":"Schichtdienst am Telefon",
     "hiringOrganization":{"@id":"#o"},"jobLocation":{"address":{"postalCode":"58095","addressLocality":"Hagen",
     "addressCountry":"Deutschland"}},"baseSalary":{"currency":"EUR","value":{"minValue":"15,50","maxValue":17,"unitText":"HOUR"}},
     "employmentType":"PART_TIME","validThrough":"2099-01-31"},
    {"@type":"JobPosting","title":"Service Agent","url":"https://v.example/2","description":"x","jobLocation":
     {"address":{"addressLocality":"Wien","addressCountry":"AT"}}}]}</script></html>"""
    counts = run(source, body=body).counts
    assert (counts["created"], counts["rejected"]) == (1, 1)
    listing = Listing.objects.get()
    assert (listing.hiring_organization.name, listing.base_salary_min, listing.salary_month_min) == (
        "Volme AG",
        15.5,
        2687,
    )


def test_one_identity_on_different_titles_loses_no_posting(towns) -> None:
    source = Source.objects.create(slug="same", name="s", format="jsonld", employer_name="E")
    body = b"""[{"@type":"JobPosting","title":"Service Agent","identifier":"x","description":"a"},
    {"@type":"JobPosting","title":"Kundenberater","identifier":"x","description":"b"}]"""
    assert run(source, body=body).counts["created"] == 2


def test_overdue_listings_are_settled(make_listing) -> None:
    make_listing(valid_through=timezone.now() - timedelta(minutes=1))
    kept = make_listing()
    assert lifecycle.expire() == 1
    assert list(Listing.objects.filter(status="published")) == [kept]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/feed", "http://[::1]/", "file:///etc/passwd", "http://169.254.169.254/x"]
)
def test_internal_addresses_are_not_fetched(url, settings) -> None:
    settings.ALLOW_PRIVATE_FEEDS = False
    with pytest.raises(Unreadable):
        download(url)
