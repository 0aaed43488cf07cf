"""Series of one feed as real ones went: row numbers for ids, ids of the day, texts that differ by one word."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from listings.importing import pipeline
from listings.importing.document import Document
from listings.models import Listing, Source
from listings.vocabulary import IdTrust

START = datetime(2026, 11, 2, 6, tzinfo=UTC)
LANGUAGES = ["Dänisch", "Spanisch", "Portugiesisch", "Polnisch", "Niederländisch", "Ungarisch", "Tschechisch", "Slowakisch",
             "Slowenisch", "Schwedisch"]  # fmt: skip


def job(language: str, *, id: str, url: str = "", city: str = "Hagen") -> str:
    """An agency's board: one text for all, but for the language."""
    text = (
        "Wir suchen für unseren Kunden Menschen, die am Telefon und im Chat freundlich helfen und gern im Team sind. "
        * 4
    )
    return (
        f"<job><referencenumber>{id}</referencenumber><title>Kundenservice mit {language} (m/w/d)</title><url>{url}</url>"
        f"<city>{city}</city><company>Lenne GmbH</company><description>{text} Du sprichst {language}.</description></job>"
    )


Run = Callable[..., pipeline.Report]


@pytest.fixture(params=[IdTrust.WEAK, IdTrust.STRONG])
def feed(request, towns) -> Run:
    source = Source.objects.create(
        slug="l", name="L", format="indeed", employer_name="L", scope="all", id_trust=request.param
    )

    def run(*jobs: str, hours: float = 0) -> pipeline.Report:
        body = f"<source>{''.join(jobs)}</source>".encode()
        source.refresh_from_db()
        return pipeline.import_from(source, document=Document(body), at=START + timedelta(hours=hours))

    return run


def stored() -> dict[int, str]:
    return dict(Listing.objects.filter(status="published").values_list("pk", "title"))


def numbered(languages: list[str], **fields: str) -> list[str]:
    return [
        job(name, id=str(n), url=f"https://lenne.example/{name.lower()}", **fields) for n, name in enumerate(languages)
    ]


def test_row_numbers_move_with_every_job_that_comes_or_goes(feed) -> None:
    feed(*numbered(LANGUAGES[1:]))
    before = stored()
    assert feed(*numbered(LANGUAGES), hours=1).counts["created"] == 1
    assert feed(*numbered(LANGUAGES[3:]), hours=2).counts["created"] == 0
    assert feed(*numbered(LANGUAGES[::-1]), hours=3).counts["created"] == 0
    assert {pk: name for pk, name in stored().items() if pk in before} == before
    assert len(stored()) == len(LANGUAGES)


@pytest.mark.parametrize("feed", [IdTrust.WEAK], indirect=True)
def test_addresses_may_be_row_numbers_too(feed) -> None:
    rows = lambda names: [job(name, id=str(n), url=f"https://lenne.example/?id={n}") for n, name in enumerate(names)]  # noqa: E731
    feed(*rows(LANGUAGES[1:]))
    before = stored()
    assert feed(*rows(LANGUAGES), hours=1).counts["created"] == 1
    assert feed(*rows(LANGUAGES[4:]), hours=2).counts["created"] == 0
    assert {pk: name for pk, name in stored().items() if pk in before} == before


def test_ids_and_addresses_of_the_day(feed) -> None:
    before: dict[int, str] = {}
    for day in range(4):
        jobs = [
            job(name, id=f"{day}-{n}", url=f"https://lenne.example/?day={day}&id={n}")
            for n, name in enumerate(LANGUAGES)
        ]
        report = feed(*jobs, hours=24 * day)
        before = before or stored()
        assert report.counts["removals_held"] == 0
    assert stored() == before


def test_a_job_that_takes_the_place_of_another_is_a_new_one(feed) -> None:
    """Same id, same town, same text but for one word: the old listing keeps its job."""
    feed(*[job(name, id=str(n)) for n, name in enumerate(LANGUAGES[:5])])
    before = stored()
    feed(*[job(name, id=str(n), url=f"https://lenne.example/{n}") for n, name in enumerate(LANGUAGES[5:])], hours=1)
    assert {pk: name for pk, name in stored().items() if pk in before} == before
    assert len(stored()) == len(LANGUAGES)


def test_a_trusted_id_with_another_address_title_and_text_is_another_job(feed) -> None:
    feed(job("Dänisch", id="1", url="https://lenne.example/1"), job("Spanisch", id="2", url="https://lenne.example/2"))
    other = job("Polnisch", id="1", url="https://lenne.example/3").replace("Kundenservice mit", "Teamleitung")
    other = other.replace("Wir suchen", "Gesucht wird").replace("Telefon und im Chat freundlich", "Schalter geduldig")
    feed(other, job("Spanisch", id="2", url="https://lenne.example/2"), hours=1)
    assert sorted(stored().values()) == [
        "Kundenservice mit Dänisch (m/w/d)", "Kundenservice mit Spanisch (m/w/d)", "Teamleitung Polnisch (m/w/d)",
    ]  # fmt: skip


def test_jobs_that_differ_by_a_language_are_no_duplicates_of_each_other(feed) -> None:
    feed(*numbered(LANGUAGES))
    source = Source.objects.create(slug="o", name="o", format="indeed", employer_name="x", scope="all")
    body = f"<source>{''.join(numbered(LANGUAGES[::-1]))}</source>".encode()
    pipeline.import_from(source, document=Document(body), at=START)
    live = Listing.objects.live().values_list("title", flat=True)
    assert len(live) == len(set(live)) == len(LANGUAGES)
    hidden = Listing.objects.filter(is_hidden_duplicate=True).select_related("duplicate_of")
    assert all(row.duplicate_of and row.title == row.duplicate_of.title for row in hidden)
