"""The embedded servers survive what machines do to them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import pytest

from portal import embedded

SUPERVISOR = """
import sys, time
from pathlib import Path
from portal import embedded
with embedded.provided(Path(sys.argv[1]), durable=True) as urls:
    print(urls.database, flush=True)
    time.sleep(60)
"""
PROJECT = Path(__file__).resolve().parent.parent


def query(url: str, sql: str) -> list[tuple[object, ...]]:
    connection = psycopg2.connect(url, connect_timeout=3)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def answers(url: str) -> bool:
    try:
        return bool(query(url, "SELECT 1"))
    except psycopg2.OperationalError:
        return False


@pytest.fixture
def supervisor(tmp_path: Path):
    process = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=PROJECT
    )
    lines = iter(process.stdout.readline, "")
    url = next(line.strip() for line in lines if line.startswith("postgresql://"))
    yield process, url
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_killed_supervisor_takes_its_servers_along_and_loses_nothing(supervisor, tmp_path) -> None:
    process, url = supervisor
    query(url, "CREATE TABLE kept AS SELECT 7 AS n")
    assert embedded.running(tmp_path).database == url
    process.kill()
    process.wait()
    deadline = time.monotonic() + 5
    while answers(url):
        assert time.monotonic() < deadline, "PostgreSQL outlived its supervisor"
        time.sleep(0.1)
    assert embedded.running(tmp_path) is None
    with embedded.provided(tmp_path, message=lambda _: None) as urls:
        assert query(urls.database, "SELECT n FROM kept") == [(7,)]


def test_a_stale_pid_file_never_kills_a_stranger(tmp_path) -> None:
    stranger = subprocess.Popen(["/bin/sleep", "30"])
    try:
        pid_file = tmp_path / "postmaster.pid"
        pid_file.write_text(f"{stranger.pid}\n/somewhere\n")
        embedded._Home._end_orphan(pid_file, "/somewhere")
        assert stranger.poll() is None
    finally:
        stranger.send_signal(signal.SIGKILL)
        stranger.wait()


def test_an_interrupted_first_start_is_discarded(tmp_path) -> None:
    for folder in (tmp_path / "postgres.new", tmp_path / "servers" / "postgres.new"):
        folder.mkdir(parents=True)
        (folder / "PG_VERSION").write_text("18")
    with embedded.provided(tmp_path, durable=False, message=lambda _: None) as urls:
        assert answers(urls.database)
        assert oct(os.stat(tmp_path / "urls.json").st_mode & 0o777) == "0o600"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DATABASE_URL", "mysql://x", "DATABASE_URL must look like"),
        ("DATABASE_URL", "postgresql://a:b@127.0.0.1:1/c", "The database does not answer"),
        ("SECRET_KEY", "", "SECRET_KEY is not set"),
        ("EMAIL_PORT", "smtp", "EMAIL_PORT must be a whole number"),
    ],
)
def test_a_wrong_setting_ends_with_one_sentence(name: str, value: str, sentence: str) -> None:
    environment = {**os.environ, "SECRET_KEY": "x", "TESTING": "", name: value}
    command = [sys.executable, "manage.py", "expire_listings"]
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(sentence)
    assert len(done.stderr.strip().splitlines()) == 1
