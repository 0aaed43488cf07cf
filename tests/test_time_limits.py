"""A page does not wait for ever for the database, and says so; workers and commands wait as long as it takes."""

import runpy

import pytest
from django.db import InterfaceError, OperationalError, connection, connections
from django.test import Client

from listings.importing import run_lock
from listings.searching import machine_views
from portal import time_limits

LIMITS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")


def in_force(wrapper) -> list[str]:
    with wrapper.cursor() as cursor:
        found = []
        for name in LIMITS:
            cursor.execute(f"SHOW {name}")
            found.append(cursor.fetchone()[0])
        return found


@pytest.fixture
def limited(db, settings, monkeypatch):
    """A connection as a web process opens it."""
    monkeypatch.setitem(connections.settings["default"], "OPTIONS", dict(connection.settings_dict["OPTIONS"]))
    time_limits.for_this_process()
    wrapper = connection.copy()
    yield wrapper
    wrapper.close()


def test_only_web_processes_have_limits(limited) -> None:
    assert in_force(limited) == ["10s", "5s", "1min"]
    assert in_force(connection) == ["0", "0", "0"]


def test_the_web_server_sets_them_when_it_starts(settings, monkeypatch) -> None:
    settings.SEARCH_IN_MEMORY = False
    settings.WEB_TIME_LIMITS = {"statement_timeout": 3, "lock_timeout": 0, "idle_in_transaction_session_timeout": 60}
    options: dict[str, str] = {}
    monkeypatch.setitem(connections.settings["default"], "OPTIONS", options)
    runpy.run_path(str(settings.BASE_DIR / "portal" / "wsgi.py"))
    assert options["options"] == "-c statement_timeout=3s -c idle_in_transaction_session_timeout=60s"


def test_what_runs_under_the_lock_of_a_source_takes_as_long_as_it_takes(db) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '7s'")
        with run_lock.sole(4711, wait=False):
            assert in_force(connection)[0] == "0"


def test_a_visitor_reads_in_german_that_it_took_too_long(db, monkeypatch) -> None:
    def slow(params) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '20ms'; SELECT pg_sleep(5)")

    monkeypatch.setattr(machine_views.engine, "search", slow)
    answer = Client(raise_request_exception=False).get("/feed/jobs.atom")
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "60", "no-store")
    assert "Das dauert gerade zu lange" in page
    assert "undefined" not in page.lower()


@pytest.mark.parametrize(("error", "status"), [(OperationalError, 503), (InterfaceError, 503), (ValueError, 500)])
def test_a_database_that_is_away_is_no_fault_of_the_page(monkeypatch, error, status) -> None:
    def away(params) -> None:
        raise error

    monkeypatch.setattr(machine_views.engine, "search", away)
    assert Client(raise_request_exception=False).get("/feed/jobs.atom").status_code == status
