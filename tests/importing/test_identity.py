"""Feeds renumber, move and crumble: no listing may become another job, be doubled or end by mistake."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from listings import duplicates, lifecycle
from listings.importing import pipeline, removal
from listings.importing.document import Document
from listings.models import Listing, Source

START = datetime(2026, 11, 2, 6, tzinfo=UTC)
TITLES = [f"Kundenberater {word}" for word in (
    "Strom", "Gas", "Wasser", "Mobilfunk", "Versicherung", "Bank", "Reise", "Zeitung", "Paket", "Wohnung", "Kasse", "Bahn")]  # fmt: skip


def job(
    number: int, title: str, *, id: str | None = None, url: str | None = None, text: str = "", city: str = "Hagen"
) -> str:
    text = text or f"Du beantwortest Fragen zu {title} am Telefon und im Chat. " * 8 + f"Kennwort {title} {number}."
    return (
        f"<job><referencenumber>{id if id is not None else f'id-{number}'}</referencenumber><title>{title}</title>"
        f"<url>{url or f'https://lenne.example/{number}'}</url><city>{city}</city><company>Lenne GmbH</company>"
        f"<description><![CDATA[{text}]]></description></job>"
    )


@pytest.fixture
def feed(towns) -> Callable[..., pipeline.Report]:
    source = Source.objects.create(slug="lenne", name="Lenne", format="indeed", employer_name="Lenne GmbH", scope="all")

    def run(*jobs: str, hours: float = 0) -> pipeline.Report:
        body = f"<source>{''.join(jobs)}</source>".encode()
        return pipeline.import_from(source, document=Document(body), at=START + timedelta(hours=hours))

    run.source = source  # type: ignore[attr-defined]
    return run


def board(**changes: Callable[[int], str]) -> list[str]:
    return [job(n, title, **{name: change(n) for name, change in changes.items()}) for n, title in enumerate(TITLES)]


def stored() -> dict[int, str]:
    return dict(Listing.objects.filter(status="published").values_list("pk", "title"))


@pytest.mark.parametrize(
    "changes",
    [
        {"id": lambda n: f"neu-{n}"},
        {"url": lambda n: f"https://neu.example/{n}"},
        {"id": lambda n: f"id-{(n + 1) % len(TITLES)}"},
        {"id": lambda n: f"id-{len(TITLES) - 1 - n}"},
        {"id": lambda n: "gleich"},
        {"id": lambda n: ""},
        {"id": lambda n: f"neu-{n}", "url": lambda n: f"https://neu.example/{n}"},
        {"url": lambda n: "https://lenne.example/jobs"},
    ],
)
def test_new_ids_or_addresses_are_still_the_same_jobs(feed, changes) -> None:
    feed(*board())
    before = stored()
    report = feed(*board(**changes), hours=1)
    assert (report.counts["created"], report.counts["removals_held"]) == (0, 0)
    assert stored() == before
    assert feed(*board(**changes), hours=2).counts["unchanged"] == len(TITLES)


def test_reused_ids_on_new_jobs_do_not_overwrite_the_old_ones(feed) -> None:
    feed(*board())
    before = stored()
    others = [job(n + 100, f"Teamleitung {title}", id=f"id-{n}") for n, title in enumerate(TITLES)]
    report = feed(*others, hours=1)
    assert report.counts["created"] == len(TITLES)
    assert {pk: title for pk, title in stored().items() if pk in before} == before
    assert Source.objects.get().id_trust in {"", "weak"}


def test_a_trusted_source_that_contradicts_itself_loses_its_trust(feed) -> None:
    Source.objects.update(id_trust="strong")
    feed.source.refresh_from_db()
    feed(*board())
    feed(*[job(n + 100, f"Teamleitung {title}", id=f"id-{n}") for n, title in enumerate(TITLES)], hours=1)
    assert Source.objects.get().id_trust == "weak"


def test_a_rewritten_title_with_the_same_text_stays_the_same_listing(feed) -> None:
    text = "Du nimmst Anrufe an, prüfst Rechnungen und hilfst bei Umzug, Abschlag und Störung in der Stadt. " * 5
    feed(job(1, "Kundenberater Strom", text=text), job(2, "Service Desk"))
    pk = Listing.objects.get(title="Kundenberater Strom").pk
    feed(job(9, "Energieberatung am Telefon", text=text), job(2, "Service Desk"), hours=1)
    assert Listing.objects.get(pk=pk).title == "Energieberatung am Telefon"


def test_one_job_listed_many_times_is_one_listing(feed) -> None:
    report = feed(*[job(1, "Service Desk")] * 40)
    assert (report.counts["created"], report.counts["duplicate"]) == (1, 39)


def test_a_bulk_loss_waits_a_day_and_three_runs(feed) -> None:
    feed(*board())
    few = board()[:6]
    for hours in (1, 2, 3, 20):
        assert feed(*few, hours=hours).counts["removals_held"] == 6
    assert feed(*board(), hours=21).counts["removals_held"] == 0
    assert len(stored()) == 12
    for hours in (30, 40, 50):
        feed(*few, hours=hours)
    assert feed(*few, hours=55).counts["withdrawn"] == 6


def test_an_empty_board_waits_three_days(feed) -> None:
    feed(*board())
    for hours in (1, 30, 60, 71):
        assert feed(hours=hours).counts["removals_held"] == 12
    assert feed(hours=74).counts["withdrawn"] == 12


def test_a_feed_that_crumbles_in_small_steps_is_noticed(feed) -> None:
    feed(*board())
    rest, gone = board(), 0
    for hours in range(1, 24):
        if hours % 4 == 0 and len(rest) > 4:
            rest = rest[1:]
        gone += feed(*rest, hours=hours).counts["withdrawn"]
    assert gone <= 3


def test_an_operator_may_confirm_or_deny_a_loss(feed) -> None:
    feed(*board())
    feed(*board()[:6], hours=1)
    assert removal.deny(feed.source) == 6
    assert Listing.objects.filter(missing_since__isnull=False).count() == 0
    feed(*board()[:6], hours=2)
    assert removal.confirm(feed.source, START) == 6
    assert Listing.objects.live().count() == 6


def test_a_window_says_nothing_about_what_it_does_not_hold(feed) -> None:
    Source.objects.update(kind="window")
    feed.source.refresh_from_db()
    feed(*board())
    for hours in (10, 100, 1000):
        assert feed(board()[0], hours=hours).counts["removals_held"] == 0


def test_an_incomplete_document_withdraws_nothing(feed) -> None:
    feed(*board())
    broken = "<job><title>Kaputt</titel></job>"
    for hours in (10, 20, 30):
        report = feed(board()[0], broken, hours=hours)
        assert report.status == "partial"
    assert Listing.objects.filter(missing_since__isnull=False).count() == 0


def test_who_comes_back_has_the_old_address_and_a_count(feed) -> None:
    feed(*board())
    pk = Listing.objects.get(title=TITLES[0]).pk
    for hours in (1, 8):
        feed(*board()[1:], hours=hours)
    assert Listing.objects.get(pk=pk).status == "withdrawn"
    feed(*board(), hours=9)
    back = Listing.objects.get(pk=pk)
    assert (back.status, back.reposts, back.missing_runs) == ("published", 1, 0)


def test_what_a_moderator_freed_or_refused_stays_so(feed) -> None:
    feed(job(1, "Initiativbewerbung Kundenservice"), job(2, "Service Desk"))
    held = Listing.objects.get(status="held")
    lifecycle.publish(listing=held)
    Listing.objects.filter(title="Service Desk").update(status="rejected")
    report = feed(job(1, "Initiativbewerbung Kundenservice"), job(2, "Service Desk", text="Neuer Text."), hours=1)
    assert report.counts["held"] == 0
    held.refresh_from_db()
    assert held.status == "published"
    assert Listing.objects.get(title="Service Desk").status == "rejected"


def test_the_same_job_from_two_sources_is_shown_once_and_can_be_taken_apart(feed) -> None:
    text = "Du nimmst Anrufe an, prüfst Rechnungen und hilfst bei Umzug, Abschlag und Störung in der Stadt. " * 5
    feed(job(1, "Kundenberater Strom (m/w/d)", text=text))
    board_source = Source.objects.create(
        slug="own", name="o", format="personio", employer_name="Lenne GmbH", scope="all"
    )
    body = (
        "<workzag-jobs><position><id>1</id><name>Kundenberater Strom</name><office>Hagen</office><jobDescriptions>"
        f"<jobDescription><value><![CDATA[{text}]]></value></jobDescription></jobDescriptions></position></workzag-jobs>"
    )
    pipeline.import_from(board_source, document=Document(body.encode()), at=START)
    assert [row.source.slug for row in Listing.objects.live()] == ["own"]
    hidden = Listing.objects.get(is_hidden_duplicate=True)
    duplicates.take_apart(listing=hidden)
    feed(job(1, "Kundenberater Strom (m/w/d)", text=text + "Neu."), hours=1)
    assert Listing.objects.live().count() == 2
    duplicates.put_back(listing=hidden)
    assert Listing.objects.live().count() == 1
    lifecycle.withdraw(listings=Listing.objects.filter(source=board_source), now=START)
    duplicates.settle()
    assert [row.source.slug for row in Listing.objects.live()] == ["lenne"]


def test_two_towns_or_employers_are_never_one_group(feed) -> None:
    text = "Du nimmst Anrufe an, prüfst Rechnungen und hilfst bei Umzug, Abschlag und Störung in der Stadt. " * 5
    feed(job(1, "Kundenberater Strom", text=text))
    other = Source.objects.create(slug="o", name="o", format="indeed", employer_name="x", scope="all")
    body = job(1, "Kundenberater Strom", text=text, city="Herdecke") + job(2, "Kundenberater Strom", text=text).replace(
        "Lenne GmbH", "Volme GmbH"
    )
    pipeline.import_from(other, document=Document(f"<source>{body}</source>".encode()), at=START)
    assert Listing.objects.live().count() == 3
