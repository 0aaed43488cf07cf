"""Starts real PostgreSQL and Redis before the settings are read, unless the environment names servers.

Each of several test processes has servers of its own, so that none sees what another writes, locks or counts.
"""

import os
from contextlib import ExitStack
from pathlib import Path

import pytest

from portal.command_line import use_servers

PROJECT = Path(__file__).resolve().parent.parent
EMBEDDED = "TEST_SERVERS_ARE_EMBEDDED"
"""Set for the processes that this one starts: the servers that the environment then names are not theirs."""
ROOT = PROJECT / "var" / "test" / os.environ.get("PYTEST_XDIST_WORKER", "")
_stack = ExitStack()
if os.environ.get(EMBEDDED):
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("REDIS_URL", None)
elif not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
    os.environ[EMBEDDED] = "true"
os.environ["TESTING"] = "true"
os.environ["VAR_DIR"] = str(ROOT)
use_servers(_stack, ROOT, durable=False)


def pytest_unconfigure(config: pytest.Config) -> None:
    from django.db import connections

    connections.close_all()
    _stack.close()
