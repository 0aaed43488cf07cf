"""Boards in pages, read from a server on this machine: errors in the middle, shifts, wrong counts, pages without end."""

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from listings.importing import paging, pipeline
from listings.models import Listing, Source

TEXT = "<p>Du beantwortest Fragen am Telefon.</p>"
Row = dict[str, Any]


def lever(n: int) -> Row:
    return {"id": f"id-{n}", "text": f"Kundenberater {n}", "description": TEXT, "categories": {"location": "Hagen"}}


def smart(n: int) -> Row:
    return {"id": str(n), "name": f"Kundenberater {n}", "location": {"city": "Hagen", "country": "de"}}


def arbeit(n: int) -> Row:
    return {"slug": f"s-{n}", "title": f"Kundenberater {n}", "company_name": "Lenne GmbH", "description": TEXT,
            "location": "Hagen", "url": f"https://lenne.example/{n}"}  # fmt: skip


def agency(n: int) -> Row:
    return {"referenznummer": f"10001-{n}-S", "stellenangebotsTitel": f"Kundenberater {n}", "firma": "Lenne GmbH",
            "stellenlokationen": [{"adresse": {"plz": "58095", "ort": "Hagen"}}]}  # fmt: skip


class Board:
    """Serves rows in pages as one of the formats does. `broken` answers some paths differently."""

    def __init__(self, web: Any, kind: str) -> None:
        self.web, self.kind = web, kind
        self.rows: list[Row] = []
        self.total: int | None = None
        self.broken: dict[str, list[int]] = {}
        self.before_page: Callable[[int], None] = lambda page: None
        web.answer = self.answer
        path = {"lever": "/v0/postings/lenne", "smartrecruiters": "/v1/companies/lenne/postings", "arbeitnow": "/api/board",
                "ba": "/jobsuche-service/pc/v6/jobs?was=Kundenberater"}[kind]  # fmt: skip
        self.source = Source.objects.create(
            slug="b", name="B", format=kind, employer_name="Lenne GmbH", url=web.address + path, scope="all"
        )

    def run(self) -> pipeline.Report:
        return pipeline.import_from(self.source)

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        for part, statuses in self.broken.items():
            if part in path and statuses and (status := statuses.pop(0) if len(statuses) > 1 else statuses[0]) != 200:
                return status, {"Retry-After": "1"}, b""
        query = {name: found[0] for name, found in parse_qs(urlsplit(path).query).items()}
        if re.search(r"/postings/\d+$", path):
            return self._json({"jobAd": {"sections": {"jobDescription": {"text": TEXT}}}})
        if "/jobdetails/" in path:
            return self._json({"stellenangebotsBeschreibung": "Du beantwortest Fragen am **Telefon**."})
        names = {
            "lever": ("skip", 1),
            "smartrecruiters": ("offset", 1),
            "arbeitnow": ("page", 100),
            "ba": ("page", 100),
        }
        name, size = names[self.kind]
        start = int(query.get(name, "1" if size > 1 else "0")) * size - (size if size > 1 else 0)
        self.before_page(start // 100)
        rows = self.rows[start : start + 100]
        total = len(self.rows) if self.total is None else self.total
        more = f"{self.web.address}/api/board?page={start // 100 + 2}" if start + 100 < len(self.rows) else None
        return self._json({"lever": rows, "smartrecruiters": {"totalFound": total, "content": rows},
                           "arbeitnow": {"data": rows, "links": {"next": more}},
                           "ba": {"maxErgebnisse": total, "ergebnisliste": rows}}[self.kind])  # fmt: skip

    def _json(self, value: Any) -> tuple[int, dict[str, str], bytes]:
        return 200, {"Content-Type": "application/json"}, json.dumps(value).encode()


ROWS = {"lever": lever, "smartrecruiters": smart, "arbeitnow": arbeit, "ba": agency}


@pytest.fixture(params=list(ROWS))
def board(request, web, towns, settings) -> Board:
    settings.BA_ALLOWED = True
    return Board(web, request.param)


def test_all_pages_of_a_board_are_one_document(board) -> None:
    board.rows = [ROWS[board.kind](n) for n in range(230)]
    report = board.run()
    assert (report.status, report.counts["read"], report.counts["created"]) == ("complete", 230, 230)
    assert set(Listing.objects.values_list("description_text", flat=True)) == {"Du beantwortest Fragen am Telefon."}
    again = board.run()
    assert (again.counts["unchanged"], again.counts["updated"]) == (230, 0)


def test_a_server_that_stumbles_once_costs_nothing(board) -> None:
    board.rows = [ROWS[board.kind](n) for n in range(130)]
    board.broken = {"=100" if board.kind in {"lever", "smartrecruiters"} else "page=2": [500, 429, 200]}
    assert (board.run().status, Listing.objects.live().count()) == ("complete", 130)
    assert 1 in board.web.waits


def test_a_page_that_cannot_be_had_refuses_the_run_and_withdraws_nothing(board) -> None:
    board.rows = [ROWS[board.kind](n) for n in range(130)]
    board.run()
    board.broken = {"=100" if board.kind in {"lever", "smartrecruiters"} else "page=2": [500]}
    report = board.run()
    assert (report.status, report.reason) == ("refused", "the server answered 500")
    assert Listing.objects.live().filter(missing_since__isnull=True).count() == 130


def test_rows_that_are_pushed_to_the_next_page_are_read_once(board) -> None:
    make = ROWS[board.kind]
    board.rows = [make(n) for n in range(150)]
    board.before_page = lambda page: board.rows.insert(0, make(1000)) if page == 1 and len(board.rows) == 150 else None
    report = board.run()
    assert report.counts["read"] == report.counts["created"] == 150
    assert (report.status == "partial") == (board.kind in {"smartrecruiters", "ba"})


@pytest.mark.parametrize("kind", ["smartrecruiters", "ba"])
def test_fewer_rows_than_declared_leave_the_run_incomplete(web, towns, settings, kind) -> None:
    settings.BA_ALLOWED = True
    board = Board(web, kind)
    board.rows, board.total = [ROWS[kind](n) for n in range(20)], 25
    report = board.run()
    assert (report.status, report.counts["created"], report.counts["removals_held"]) == ("partial", 20, 0)


def test_pages_without_end_are_left_and_prove_nothing(web, towns) -> None:
    board = Board(web, "arbeitnow")
    endless = {"data": [arbeit(1)], "links": {"next": f"{web.address}/api/board?page=7"}}
    web.answer = lambda path: (200, {}, json.dumps(endless).encode())
    report = board.run()
    assert (report.status, report.reason, report.counts["created"]) == ("partial", "the pages repeat", 1)
    assert len(web.asked) == 2


def test_a_next_page_on_another_host_is_not_fetched(web, towns) -> None:
    board = Board(web, "arbeitnow")
    page = {"data": [arbeit(1)], "links": {"next": "http://169.254.169.254/latest"}}
    web.answer = lambda path: (200, {}, json.dumps(page).encode())
    assert board.run().reason == "a page leads to another host"


def test_a_detail_that_cannot_be_had_leaves_its_listing_as_it_is(web, towns) -> None:
    board = Board(web, "smartrecruiters")
    board.rows = [smart(n) for n in range(3)]
    board.run()
    board.broken = {"/postings/1": [500]}
    report = board.run()
    assert (report.status, report.counts["rejected"], report.counts["unchanged"]) == ("partial", 1, 2)
    assert Listing.objects.live().filter(missing_since__isnull=True).count() == 3


def test_details_are_no_longer_asked_for_when_the_server_is_down(web, towns) -> None:
    board = Board(web, "smartrecruiters")
    board.rows = [smart(n) for n in range(40)]
    board.broken = {"/postings/": [500]}
    assert board.run().counts["rejected"] == 40
    assert len([path for path in web.paths() if "/postings/" in path]) == 3 * paging.MAX_FAILURES


def test_a_job_that_ends_between_list_and_detail_is_left_out(web, towns) -> None:
    board = Board(web, "smartrecruiters")
    board.rows = [smart(n) for n in range(3)]
    board.broken = {"/postings/2": [404]}
    report = board.run()
    assert (report.status, report.counts["read"], report.counts["created"]) == ("complete", 2, 2)


def test_an_unknown_company_answers_like_an_empty_board_and_ends_nothing(web, towns) -> None:
    board = Board(web, "smartrecruiters")
    board.rows = [smart(n) for n in range(3)]
    board.run()
    board.rows = []
    report = board.run()
    assert (report.status, report.counts["removals_held"]) == ("partial", 0)


def test_translations_are_no_fault_of_the_board(web, towns) -> None:
    board = Board(web, "smartrecruiters")
    board.rows = [smart(n) | {"defaultJobAd": n % 2 == 0} for n in range(10)]
    report = board.run()
    assert (report.status, report.counts["created"], report.counts["rejected"]) == ("complete", 5, 5)
    assert len([path for path in web.paths() if "/postings/" in path]) == 5


def test_each_format_says_what_it_wants(board) -> None:
    board.rows = [ROWS[board.kind](1)]
    board.run()
    headers = board.web.asked[0][1]
    assert headers["accept"] == "application/json"
    assert headers.get("x-api-key") == ("jobboerse-jobsuche" if board.kind == "ba" else None)


def test_a_detail_of_the_agency_is_asked_for_by_its_number(web, towns, settings) -> None:
    settings.BA_ALLOWED = True
    board = Board(web, "ba")
    board.rows = [agency(1)]
    board.run()
    assert web.paths()[1] == "/jobsuche-service/pc/v4/jobdetails/MTAwMDEtMS1T"


@pytest.mark.parametrize("kind", ["ba", "auto"])
def test_the_agency_for_work_is_asked_only_with_permission(towns, settings, kind) -> None:
    settings.BA_ALLOWED = False
    source = Source.objects.create(
        slug="ba", name="BA", format=kind, employer_name="x", url="https://rest.arbeitsagentur.de/pc/v6/jobs"
    )
    assert "BA_ALLOWED" in pipeline.import_from(source).reason


@pytest.mark.parametrize("kind", ["smartrecruiters", "ba"])
def test_a_sample_asks_for_some_details_and_says_how_many_there_are(web, towns, settings, kind) -> None:
    settings.BA_ALLOWED = True
    board = Board(web, kind)
    board.rows = [ROWS[kind](n) for n in range(130)]
    report = pipeline.import_from(board.source, dry_run=True, details=True, sample=pipeline.Sample(items=99, calls=7))
    assert (report.status, report.counts["read"], report.counts["created"], report.found) == ("complete", 7, 7, 130)
    assert len(web.paths()) == 8, "one page, seven details"
    assert not Listing.objects.exists()


@pytest.mark.parametrize("kind", ["smartrecruiters", "ba"])
def test_a_board_as_small_as_the_sample_is_read_whole(web, towns, settings, kind) -> None:
    settings.BA_ALLOWED = True
    board = Board(web, kind)
    board.rows = [ROWS[kind](n) for n in range(3)]
    report = pipeline.import_from(board.source, dry_run=True, details=True, sample=pipeline.Sample(items=99, calls=3))
    assert (report.status, report.counts["read"], report.found) == ("complete", 3, 0)
