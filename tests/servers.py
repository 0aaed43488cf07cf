"""Starts real PostgreSQL and Redis before the settings are read, unless the environment names servers."""

import os
from contextlib import ExitStack
from pathlib import Path

import pytest

from portal.command_line import use_servers

PROJECT = Path(__file__).resolve().parent.parent
_stack = ExitStack()
os.environ["TESTING"] = "true"
os.environ["VAR_DIR"] = str(PROJECT / "var" / "test")
use_servers(_stack, PROJECT / "var" / "test", durable=False)


def pytest_unconfigure(config: pytest.Config) -> None:
    from django.db import connections

    connections.close_all()
    _stack.close()
